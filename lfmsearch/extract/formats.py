"""
The list of formats, and which of them a File is: content decides first, the name second.

A new format is one file with an `EXTRACTOR` (a function from a Blob to its Documents, outermost first) and one line
in `FORMATS`.
Only the module a Blob needs is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Skipped
from lfmsearch.types import Document

Extractor = Callable[[Blob], Iterator[Document]]


@dataclass(frozen=True, slots=True)
class Format:
    """
    One line of the list.

    Args:
        name: the Documents' type, unless it is `text` (then the suffix is the type: `py`, `log`).
        module: its file in this package.
        version: raised when its output would change; Files it read are then read again.
        suffixes: names that ask for it when the content does not decide.
        native: parsed by a C library, whose leaks end with the child: the child is replaced more often.
    """

    name: str
    module: str
    version: int
    suffixes: tuple[str, ...] = ()
    native: bool = False


TEXT = Format("text", "text", 1)

FORMATS = (
    TEXT,
    Format("md", "markdown", 1, ("md", "markdown", "mdown", "mkd")),
    Format("html", "html", 1, ("html", "htm", "xhtml")),
    Format("csv", "csv", 1, ("csv", "tsv")),
    Format("ipynb", "notebook", 1, ("ipynb",)),
    Format("pdf", "pdf", 2, ("pdf",), native=True),
    Format("docx", "docx", 1, ("docx", "docm", "dotx", "dotm")),
    Format("xlsx", "xlsx", 1, ("xlsx", "xlsm", "xltx", "xltm")),
    Format("pptx", "pptx", 1, ("pptx", "pptm", "ppsx", "ppsm", "potx")),
    Format("odt", "odf", 1, ("odt", "ott", "odm")),
    Format("ods", "odf", 1, ("ods", "ots")),
    Format("odp", "odf", 1, ("odp", "otp")),
    Format("odg", "odf", 1, ("odg", "otg")),
    Format("epub", "epub", 1, ("epub",)),
    Format("rtf", "rtf", 1, ("rtf",)),
    Format("xls", "xls", 1, ("xls", "xlt", "xla"), native=True),
    Format("xlsb", "xls", 1, ("xlsb",), native=True),
    Format("doc", "doc", 1, ("doc", "dot")),
    Format("ppt", "ppt", 1, ("ppt", "pps", "pot")),
    Format("msg", "msg", 1, ("msg",)),
    Format("eml", "mail", 1, ("eml",)),
    Format("emlx", "mail", 1, ("emlx",)),
    Format("mhtml", "mail", 1, ("mhtml", "mht")),
    Format("mbox", "mbox", 1, ("mbox", "mbx")),
)

_BY_NAME = {item.name: item for item in FORMATS}
_BY_SUFFIX = {suffix: item for item in FORMATS for suffix in item.suffixes}

RECIPE = "extract-1:" + ",".join(f"{item.name}{item.version}" for item in FORMATS)
"""Versions of all extractors; differs whenever the output of any of them would."""

# The first bytes of what there is no reader for; said by name, so that the user knows it was not overlooked.
_MAGIC = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"RIFF", "riff"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"GGUF", "gguf"),
    (b"!BDN", "pst"),
)
_ZIP = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
# What the member `mimetype` of other zips begins with.
_MIMETYPES = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/vnd.oasis.opendocument.graphics", "odg"),
    ("application/vnd.sun.xml.writer", "odt"),
    ("application/vnd.sun.xml.calc", "ods"),
    ("application/vnd.sun.xml.impress", "odp"),
    ("application/vnd.sun.xml.draw", "odg"),
    ("application/epub+zip", "epub"),
)
# The stream of a compound file that only this format has.
_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_MAILS = ("eml", "emlx", "mhtml", "mht")
_MAIL_FIELD = re.compile(
    rb"(?im)^(from|to|cc|subject|date|received|message-id|mime-version|return-path|delivered-to|x-[\w-]+|content-type"
    rb"|reply-to|sender|references|in-reply-to|dkim-signature|authentication-results|arc-[\w-]+)[ \t]*:"
)
_MBOX_HEAD = re.compile(
    rb"From [^\r\n]*\r?\n(?:>From [^\r\n]*\r?\n)?[!-9;-~]+[ \t]*:|From [^\r\n]* \d\d:\d\d[^\r\n]* \d{4}\r?\n\r?\n"
)
_HTML_HEAD = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def recipe_of(type: str) -> str:  # noqa: A002  the field of Document
    """Return the version of the extractor that makes Documents of `type`, to be kept beside each File it read."""
    item = _BY_NAME.get(type) or _BY_SUFFIX.get(type, TEXT)
    return f"{item.name}-{item.version}"


def read(blob: Blob, *, known: str = "") -> Iterator[Document]:
    """
    Yield the Documents of a Blob: outermost first, parents before children.

    Args:
        blob: a File or a part of one.
        known: name of its format where its container tells.

    Raises:
        Skipped: it is empty, too large, or of a type without a reader.
        ExtractError: it gave no text; the message says why. Anything else that is raised is a fault of the extractor.
    """
    if known:
        item = _BY_NAME[known]
        blob.type = known
    else:
        item = format_of(blob)
    extract = cast("Extractor", import_module(f"lfmsearch.extract.{item.module}").EXTRACTOR)
    yield from extract(blob)


def read_part(blob: Blob, *, known: str = "", extract: Extractor | None = None) -> Iterator[Document]:
    """
    Yield the Documents of a part; one that cannot be read is a Document without text that says why.

    Args:
        blob: from `Blob.part`.
        known: name of its format where its container tells.
        extract: reads it where it is no file of its own but a stretch of its container; `known` is then its type.
    """
    problem = ""
    if blob.member in blob.avoid:
        problem = "Its reader crashed on it."
    elif blob.depth > blob.limits.max_depth:
        problem = "It lies too deep inside other mails."
    else:
        blob.began(blob.member)
        read_any = False
        try:
            blob.type = known
            for document in extract(blob) if extract else read(blob, known=known):
                read_any = True
                yield document
        except MemoryError:
            raise
        except ExtractError as error:
            problem = error.message
        except RecursionError:
            problem = "It is nested too deeply."
        except Exception as error:  # noqa: BLE001  a fault of a reader must not cost the rest of the mailbox
            problem = f"It is damaged, or its reader has a fault ({type(error).__name__})."
        if read_any:
            return
    if problem:
        blob.type = blob.type or (blob.suffix if blob.suffix.isalnum() and len(blob.suffix) <= 10 else "unknown")
        yield blob.document((), problem=problem)


def format_of(blob: Blob) -> Format:
    """Return the format of a Blob and set its `type`."""
    if not blob.size:
        raise Skipped("It is empty.")
    # A mailbox is read piece by piece: no size is too large.
    if blob.size > blob.limits.max_file_bytes and not _MBOX_HEAD.match(blob.head):
        raise Skipped(f"It is larger than {blob.limits.max_file_bytes / (1 << 30):.3g} GB.")
    item = _detected(blob)
    blob.root.native |= item.native
    blob.type = item.name if item is not TEXT else _plain_type(blob.suffix)
    return item


def _plain_type(suffix: str) -> str:
    return (
        suffix
        if suffix.isalnum() and len(suffix) <= 10 and not suffix.isdigit() and suffix not in _BY_SUFFIX
        else "txt"
    )


def _detected(blob: Blob) -> Format:
    head = blob.head
    if b"%PDF-" in head[:1024]:
        return _BY_NAME["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(blob)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(blob)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return _BY_NAME["rtf"]
    for magic, name in _MAGIC:
        if head.startswith(magic) and not _reads_as_text(head, magic):
            raise Skipped(f"There is no reader for {name} files.")
    # A mail may carry its attachments as they are; its head decides.
    if _is_binary(head) and not _MBOX_HEAD.match(head) and not (blob.suffix in _MAILS and _MAIL_FIELD.match(head)):
        if blob.suffix in _BY_SUFFIX and blob.size > len(head.rstrip(b"\x00")) and not head.strip(b"\x00"):
            raise ExtractError("It holds nothing but zero bytes.")
        raise Skipped("It is not text, and there is no reader for its type.")
    return _worded(blob, head)


def _reads_as_text(head: bytes, magic: bytes) -> bool:
    """`BM` and `MZ` also begin words."""
    return len(magic) < 4 and magic.isalnum() and not _is_binary(head)


def _worded(blob: Blob, head: bytes) -> Format:
    """Which format of those that are text."""
    if _MBOX_HEAD.match(head):
        return _BY_NAME["mbox"]
    named = _BY_SUFFIX.get(blob.suffix)
    if named and named.name in ("eml", "emlx", "mhtml", "html", "md", "csv", "ipynb"):
        return named
    if _HTML_HEAD.match(head):
        return _BY_NAME["html"]
    # Mails without a suffix: Maildir (`1382298770.002930:2,S`), MH (`12`), exports. Two known fields before the first
    # blank line,
    # the very first line one of them; a text file that happens to begin like that is a mail for our purposes.
    if blob.suffix not in (
        "py",
        "c",
        "h",
        "js",
        "json",
        "yaml",
        "yml",
        "toml",
        "ini",
        "log",
        "xml",
        "css",
        "sh",
        "rst",
        "org",
    ):
        top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        if _MAIL_FIELD.match(top) and len({name.lower() for name in _MAIL_FIELD.findall(top)}) >= 3:
            return _BY_NAME["eml"]
    return TEXT


def _zipped(blob: Blob) -> Format:
    import zlib
    from zipfile import BadZipFile, ZipFile

    mimetype = ""
    try:
        with blob.open() as file, ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    mimetype = part.read(200).decode("ascii", "replace").strip()
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise ExtractError("It is damaged: its zip directory cannot be read.") from error
    if "xl/workbook.bin" in names:
        return _BY_NAME["xlsb"]
    if "[Content_Types].xml" in names:
        for folder, name in _ZIP:
            if any(member.startswith(folder) for member in names):
                return _BY_NAME[name]
    for start, name in _MIMETYPES:
        if mimetype.startswith(start):
            return _BY_NAME[name]
    named = _BY_SUFFIX.get(blob.suffix)  # some writers leave the mimetype out
    if named and named.module in ("odf", "epub") and not {"content.xml", "META-INF/container.xml"}.isdisjoint(names):
        return named
    known = blob.suffix if blob.suffix in ("jar", "apk") else "zip"
    raise Skipped(f"There is no reader for {known} files.")


def _compound(blob: Blob) -> Format:
    """OLE compound files: the old Office formats, and the shell around a password-protected new one."""
    from lfmsearch.extract.ole import Compound

    # Looked for in the bytes, which also a file that breaks off has.
    if "EncryptedPackage".encode("utf-16-le") in blob.read(limit=4 << 20):
        raise ExtractError("It is protected by a password.")
    with Compound(blob) as compound:
        for stream, name in _STREAMS:
            if stream in compound:
                return _BY_NAME[name]
    known = f"{blob.suffix} files" if blob.suffix.isalnum() and blob.suffix not in _BY_SUFFIX else "its type"
    raise Skipped(f"There is no reader for {known}.")


def _is_binary(head: bytes) -> bool:
    """NUL bytes outside UTF-16 and UTF-32, or many control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    sample = head[:4096]
    if b"\x00" in sample:
        # UTF-16 without a mark: text in it has its zeros on one side only.
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return not (min(even, odd) == 0 and max(even, odd) > len(sample) // 5)
    control = len(sample) - len(sample.translate(None, bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})))
    return control > len(sample) // 20
