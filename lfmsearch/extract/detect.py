"""Which format a Blob has: content decides first, the name second."""

from __future__ import annotations

import re
from functools import cache

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Skipped
from lfmsearch.extract.formats import BY_NAME, BY_SUFFIX, FORMATS, TEXT, Format

# The first bytes of what there is no reader for; said by name, so that the user knows it was not overlooked.
_MAGIC = (
    (b"RIFF", "riff"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"GGUF", "gguf"),
)
# 200,000 members of some 80 bytes each; Python takes 22 seconds for a million.
_LARGEST_DIRECTORY = 16 << 20
# The record at the end of a zip file, with the longest comment.
_LONGEST_END = 22 + (1 << 16)
_SQLITE = b"SQLite format 3\x00"
_MAILS = ("eml", "emlx", "mhtml", "mht")
_MAIL_FIELD = re.compile(
    rb"(?im)^(from|to|cc|subject|date|received|message-id|mime-version|return-path|delivered-to|x-[\w-]+|content-type"
    rb"|reply-to|sender|references|in-reply-to|dkim-signature|authentication-results|arc-[\w-]+)[ \t]*:"
)
_HTML_HEAD = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# A page of Notion's export that was taken out of its zip: `Home 0123456789abcdef0123456789abcdef.md`.
_NOTION = re.compile(r" [0-9a-f]{32}(?:\.md|\.html|(?:_all)?\.csv)$")
_WEB_ARCHIVE = re.compile(rb"(?im)^content-type:\s*multipart/related\b")
# Keys under names that do not tell: OpenSSH and PEM, SSH2, PGP, PuTTY, age (whose files begin with two comments).
_PRIVATE_KEY = re.compile(
    rb"\s*(?:-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----"
    rb"|PuTTY-User-Key-File-\d|(?:#[^\n]*\n\s*){0,4}AGE-SECRET-KEY-)"
)
# Text that may begin like a mail and is none.
_NO_MAILS = frozenset(
    ("py", "c", "h", "js", "json", "yaml", "yml", "toml", "ini", "log", "xml", "css", "sh", "rst", "org")
)


def format_of(blob: Blob) -> Format:
    """
    Return the format of a Blob, set its `type`, and note on its root that the format took part.

    Raises:
        Skipped: it is empty, too large, or of a type without a reader.
        ExtractError: it is damaged or protected.
    """
    if not blob.size:
        raise Skipped("It is empty.")
    # Mailboxes, databases and Evernote's export are read piece by piece: no size is too large.
    in_pieces = blob.head.startswith((_SQLITE, *BY_NAME["pst"].magic)) or any(
        _says(BY_NAME[name], blob.head) for name in ("mbox", "enex")
    )
    if blob.size > blob.limits.max_file_bytes and not in_pieces:
        raise Skipped(f"It is larger than {blob.limits.max_file_bytes / (1 << 30):.3g} GB.")
    item = _detected(blob)
    blob.root.native |= item.native
    blob.root.used.add(item.recipe)
    blob.type = item.name if item is not TEXT else _plain_type(blob.suffix)
    return item


def _plain_type(suffix: str) -> str:
    known = suffix.isalnum() and len(suffix) <= 10 and not suffix.isdigit() and suffix not in BY_SUFFIX
    return suffix if known else "txt"


def _detected(blob: Blob) -> Format:
    head = blob.head
    if _is_pdf(blob, head):
        return BY_NAME["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(blob)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(blob)
    if head.startswith(_SQLITE):
        return _database(blob)
    begin = head.lstrip(b"\xef\xbb\xbf\r\n\t ")
    for item in FORMATS:
        if item.magic and (head.startswith(item.magic) or begin.startswith(item.magic)):
            return item
        if item.signature and _pattern(item.signature).match(head):
            return item
    for magic, name in _MAGIC:
        if head.startswith(magic) and not _reads_as_text(head, magic):
            raise Skipped(f"There is no reader for {name} files.")
    if head[257:262] == b"ustar" and (tar := BY_NAME.get("tar")):
        return tar
    # A mail may carry its attachments as they are; its head decides.
    is_mail = _says(BY_NAME["mbox"], head) or (blob.suffix in _MAILS and _MAIL_FIELD.match(head))
    if _is_binary(head) and not is_mail and not _HTML_HEAD.match(head):
        if blob.suffix in BY_SUFFIX and blob.size > len(head.rstrip(b"\x00")) and not head.strip(b"\x00"):
            raise ExtractError("It holds nothing but zero bytes.")
        raise Skipped("It is not text, and there is no reader for its type.")
    return _worded(blob, head)


def _is_pdf(blob: Blob, head: bytes) -> bool:
    """The mark may stand anywhere in the first 1024 bytes, as readers of PDF have it; a text or a mail may speak of it."""
    at = head.find(b"%PDF-", 0, 1024)
    if at <= 0 or not head[:at].strip(b"\xef\xbb\xbf \t\r\n") or blob.suffix == "pdf":
        return at >= 0
    return _is_binary(head) and not (blob.suffix in _MAILS or _says(BY_NAME["mbox"], head))


def _reads_as_text(head: bytes, magic: bytes) -> bool:
    """`MZ` also begins words."""
    return len(magic) < 4 and magic.isalnum() and not _is_binary(head)


def _worded(blob: Blob, head: bytes) -> Format:
    """Which format of those that are text."""
    begin = head.removeprefix(b"\xef\xbb\xbf")
    if _PRIVATE_KEY.match(begin):
        raise Skipped("It holds a private key.")
    for item in FORMATS:
        if item.words and _says(item, begin):
            return item
    if _NOTION.search(blob.name):
        return BY_NAME["notion"]
    named = BY_SUFFIX.get(blob.suffix)
    if named and _is_textual(named):
        return named
    if _HTML_HEAD.match(begin):
        return BY_NAME["html"]
    # Word and Excel open what programs export to them under a name of theirs, whatever it is.
    if begin.startswith(b"<?xml") and (named or not blob.suffix):
        return BY_NAME["xml"]
    if named and _WEB_ARCHIVE.search(begin, 0, 2_000) and _MAIL_FIELD.match(begin):
        return BY_NAME["mhtml"]
    # Mails without a suffix: Maildir (`1382298770.002930:2,S`), MH (`12`), exports. Three known fields before the first
    # blank line, the very first line one of them; a text file that happens to begin like that is a mail for our purposes.
    if blob.suffix not in _NO_MAILS:
        top = re.split(rb"\r?\n\r?\n", begin, maxsplit=1)[0]
        if _MAIL_FIELD.match(top) and len({name.lower() for name in _MAIL_FIELD.findall(top)}) >= 3:
            return BY_NAME["eml"]
    return TEXT


def _is_textual(item: Format) -> bool:
    """Whether nothing but the name can tell a format."""
    told = (
        item.magic,
        item.signature,
        item.zipped,
        item.members,
        item.mimetypes,
        item.streams,
        item.tables,
        item.words,
    )
    return not (any(told) or item.native)


def _says(item: Format, head: bytes) -> bool:
    return _pattern(item.words).match(head) is not None


@cache
def _pattern(words: bytes) -> re.Pattern[bytes]:
    return re.compile(words, re.I | re.S)


def _zipped(blob: Blob) -> Format:
    from zipfile import ZipFile

    from lfmsearch.extract.zipfaults import FAULTS, told

    mimetype = ""
    if _directory_bytes(blob) > _LARGEST_DIRECTORY:
        raise ExtractError("It is a zip file of more members than any document has.")
    try:
        with blob.open() as file, ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    mimetype = part.read(200).decode("ascii", "replace").strip()
    except FAULTS as error:
        raise ExtractError(told(error, "It is damaged: its zip directory cannot be read.")) from error
    known = set(names)
    for item in FORMATS:
        # Office files say what they hold; a folder called `word` alone makes no letter.
        wanted = item.zipped if "[Content_Types].xml" in known else [name for name in item.zipped if name[-1] != "/"]
        if any(
            name in known or (name[-1] == "/" and any(member.startswith(name) for member in names)) for name in wanted
        ):
            return item
    for item in FORMATS:
        if item.mimetypes and mimetype.startswith(item.mimetypes):
            return item
    for item in FORMATS:
        if item.members and any(map(re.compile(item.members).match, known)):
            return item
    named = BY_SUFFIX.get(blob.suffix)
    if named and named.members:
        return named
    # Some writers leave the mimetype out.
    if named and named.mimetypes and not {"content.xml", "META-INF/container.xml"}.isdisjoint(known):
        return named
    if archive_format := BY_NAME.get("zip"):
        return archive_format
    raise Skipped(f"There is no reader for {blob.suffix if blob.suffix in ('jar', 'apk') else 'zip'} files.")


def _directory_bytes(blob: Blob) -> int:
    """
    How long the directory of a zip file is by its own account: what the library would read whole.

    PKWARE APPNOTE 4.3.16; 4.3.14 where the number is too large for that record.
    """
    with blob.open() as file:
        file.seek(max(0, blob.size - _LONGEST_END))
        tail = file.read(_LONGEST_END)
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    larger = tail.rfind(b"PK\x06\x06", 0, at) if size == 0xFFFF_FFFF else -1
    return int.from_bytes(tail[larger + 40 : larger + 48], "little") if larger >= 0 else size


def _compound(blob: Blob) -> Format:
    """OLE compound files: the old Office formats, and the shell around a password-protected new one."""
    from lfmsearch.extract.ole import Compound

    # Looked for in the bytes, which also a file that breaks off has.
    if "EncryptedPackage".encode("utf-16-le") in blob.read(limit=4 << 20):
        raise ExtractError("It is protected by a password.")
    with Compound(blob) as compound:
        for item in FORMATS:
            if any(stream in compound for stream in item.streams):
                return item
    known = f"{blob.suffix} files" if blob.suffix.isalnum() and blob.suffix not in BY_SUFFIX else "its type"
    raise Skipped(f"There is no reader for {known}.")


def _database(blob: Blob) -> Format:
    """A program's database is read where its tables are known; every other one is the program's own business."""
    wanted = [item for item in FORMATS if item.tables]
    if wanted and blob.path:
        from lfmsearch.extract.foreign import tables

        held = tables(blob.path)
        for item in wanted:
            if held.issuperset(item.tables):
                return item
    raise Skipped("It is a program's database, and there is no reader for it.")


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
