"""
The list of formats: which module reads each, and by what it is known.

A new format is one file with an `EXTRACTOR` (a function from a Blob to its Documents, outermost first) and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec

from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.types import Document

Extractor = Callable[[Blob], Iterator[Document]]


@dataclass(frozen=True, slots=True)
class Format:
    """
    One line of the list. What the content says goes before what the name says.

    Args:
        name: the Documents' type, unless it is `text` (then the suffix is the type: `py`, `log`).
        module: its file in this package.
        version: raised when its output would change; Files it read are then read again.
        suffixes: names that ask for it when the content does not decide.
        magic: what its bytes may begin with.
        signature: a regular expression that its first bytes match, where a beginning alone does not tell (`.` for any byte).
        zipped: a member only its zip files have; a folder when it ends in `/`.
        members: a regular expression that a name in its zip files matches from the start; a suffix alone asks for it too.
        mimetypes: what the member `mimetype` of its zip files may begin with.
        streams: a stream that only its OLE compound files have.
        tables: the tables that its SQLite databases have.
        words: a regular expression that the first 64 KiB of its text match from the start, whatever it is called (case aside,
            `.` for any byte).
        native: parsed by a C library, whose leaks end with the child: the child is replaced more often.
    """

    name: str
    module: str
    version: int
    suffixes: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    signature: bytes = b""
    zipped: tuple[str, ...] = ()
    members: str = ""
    mimetypes: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    words: bytes = b""
    native: bool = False

    @property
    def recipe(self) -> str:
        """Name and version, for the TextRecipe of a File."""
        return f"{self.name}-{self.version}"


_MBOX = rb"From [^\r\n]*\r?\n(?:>From [^\r\n]*\r?\n)?[!-9;-~]+[ \t]*:|From [^\r\n]* \d\d:\d\d[^\r\n]* \d{4}\r?\n\r?\n"
_JEX = rb"(?=.{257}ustar)(?:\./)?(?:PaxHeaders?[^/]*/)?(?:[0-9a-f]{32}\.md|resources/[^\0]*)\0"
_NOTION = r".* [0-9a-f]{32}\.(?:md|html|csv)$|(?:.*/)?Export(?:Block)?-[0-9a-f-]{36}(?:-Part-\d+)?\.zip$"
_STANDARD_NOTES = "Standard Notes Backup and Import File.txt"
_STANDARD_NOTES_JSON = rb'\s*\{(?=.*"items"\s*:)(?=.*"uuid"\s*:)(?=.*"content_type"\s*:\s*"(?-i:Note|Tag|S[NF]\|))'
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "avif", "psd")
_PICTURE_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"8BPS\x00")
_PICTURE = rb"RIFF.{4}WEBP|BM.{4}\0{4}|.{4}ftyp(?:hei[cxms]|hevc|mif1|msf1|avi[fs])"
_ODF = "application/vnd.oasis.opendocument."
_FLAT = ("fodt", "fods", "fodp", "fodg")  # OpenDocument as one XML
_SXW = "application/vnd.sun.xml."

TEXT = Format("text", "text", 3)

FORMATS = (
    TEXT,
    Format("md", "markdown", 4, ("md", "markdown", "mdown", "mkd")),
    Format("html", "html", 3, ("html", "htm", "xhtml")),
    Format("csv", "csv", 2, ("csv", "tsv")),
    Format("json", "json", 1, ("json", "jsonl", "ndjson", "geojson")),
    Format("xml", "xml", 3, ("xml", "svg", "opml", "rss", "atom", "gpx", "kml", "fb2", *_FLAT)),
    Format("org", "org", 1, ("org",)),
    Format("rst", "rst", 1, ("rst",)),
    Format("tex", "tex", 1, ("tex", "latex", "ltx")),
    Format("bib", "bib", 1, ("bib",)),
    Format("srt", "subtitles", 1, ("srt",)),
    Format("vtt", "subtitles", 1, ("vtt",), words=rb"WEBVTT\b"),
    Format("ipynb", "notebook", 1, ("ipynb",)),
    Format("pdf", "pdf", 6, ("pdf",), native=True),
    Format("docx", "docx", 2, ("docx", "docm", "dotx", "dotm"), zipped=("word/",)),
    Format("xlsb", "xls", 3, ("xlsb",), zipped=("xl/workbook.bin",), native=True),
    Format("xlsx", "xlsx", 3, ("xlsx", "xlsm", "xltx", "xltm"), zipped=("xl/",)),
    Format("pptx", "pptx", 2, ("pptx", "pptm", "ppsx", "ppsm", "potx"), zipped=("ppt/",)),
    Format("odt", "odf", 3, ("odt", "ott", "odm"), mimetypes=(f"{_ODF}text", f"{_SXW}writer")),
    Format("ods", "odf", 4, ("ods", "ots"), mimetypes=(f"{_ODF}spreadsheet", f"{_SXW}calc")),
    Format("odp", "odf", 3, ("odp", "otp"), mimetypes=(f"{_ODF}presentation", f"{_SXW}impress")),
    Format("odg", "odf", 3, ("odg", "otg"), mimetypes=(f"{_ODF}graphics", f"{_SXW}draw")),
    Format("iwork", "iwork", 1, ("pages", "numbers"), zipped=("Index/Document.iwa", "Index.zip")),
    Format("epub", "epub", 2, ("epub",), mimetypes=("application/epub+zip",)),
    Format("image", "image", 1, _PICTURES, magic=_PICTURE_MAGIC, signature=_PICTURE),
    Format("rtf", "rtf", 3, ("rtf",), magic=(b"{\\rtf",)),
    Format("doc", "doc", 3, ("doc", "dot"), streams=("WordDocument",)),
    Format("xls", "xls", 3, ("xls", "xlt", "xla"), streams=("Workbook", "Book"), native=True),
    Format("ppt", "ppt", 2, ("ppt", "pps", "pot"), streams=("PowerPoint Document",)),
    Format("msg", "msg", 3, ("msg",), streams=("__properties_version1.0",)),
    Format("eml", "mail", 3, ("eml",)),
    Format("emlx", "emlx", 3, ("emlx",)),
    Format("mhtml", "mail", 3, ("mhtml", "mht")),
    Format("tnef", "tnef", 1, ("tnef",), magic=(b"\x78\x9f\x3e\x22",)),
    Format("ics", "calendar", 1, ("ics", "ical", "ifb"), words=rb"BEGIN:VCALENDAR\b"),
    Format("mbox", "mbox", 3, ("mbox", "mbx"), words=_MBOX),
    Format("pst", "pst", 1, ("pst", "ost"), magic=(b"!BDN",), native=True),
    Format("canvas", "canvas", 1, ("canvas",)),
    Format(
        "enex", "enex", 1, ("enex",), words=rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE en-export[^>]*>\s*)?<en-export\b"
    ),
    Format("jex", "jex", 1, ("jex",), signature=_JEX),
    Format("keep", "keep", 1, words=rb'\s*\{(?=.*"isTrashed"\s*:)(?=.*"isPinned"\s*:)(?=.*"isArchived"\s*:)'),
    Format(
        "keep-html", "keep", 1, words=rb'\s*<(?:\?xml|!doctype html).*?<div class="note[^"]*"><div class="heading">'
    ),
    Format("notion", "notion", 2, members=_NOTION),
    Format(
        "simplenote",
        "simplenote",
        1,
        zipped=("source/notes.json",),
        words=rb'\s*\{\s*"(?:active|trash(?:ed)?)Notes"\s*:',
    ),
    Format("standard-notes", "standard_notes", 1, zipped=(_STANDARD_NOTES,), words=_STANDARD_NOTES_JSON),
    Format(
        "textbundle", "textbundle", 1, ("textpack", "bear2bk"), members=r"(?:.*/)?[^/]+\.textbundle/(?:text|info)\."
    ),
    Format("tomboy", "tomboy", 1, ("note",), words=rb"\s*(?:<\?xml[^>]*>\s*)?<note\b[^>]*beatniksoftware\.com/tomboy"),
    Format("joplin", "joplin", 1, tables=("notes", "folders", "tags", "note_tags", "resources")),
    Format("applenotes", "apple_notes", 1, tables=("ZICCLOUDSYNCINGOBJECT", "ZICNOTEDATA")),
    Format("bear", "bear", 1, tables=("ZSFNOTE", "ZSFNOTETAG")),
    # Last: every zip that no other line knows.
    Format("zip", "archive", 2),
    Format("tar", "archive", 1),
    Format("gz", "archive", 1, ("gz", "tgz"), magic=(b"\x1f\x8b\x08",)),
    Format("bz2", "archive", 1, ("bz2", "tbz2"), signature=rb"BZh[1-9]1AY&SY"),
    Format("xz", "archive", 1, ("xz", "txz"), magic=(b"\xfd7zXZ\0",)),
)

BY_NAME = {item.name: item for item in FORMATS}
BY_SUFFIX = {suffix: item for item in FORMATS for suffix in item.suffixes}

# In the recipe of an Outlook file that was not read for want of the library.
WITHOUT_EXTRA = "pst-without-its-extra"
# Raised when `detect` decides otherwise than before.
_DETECTION = "extract-4"


def everything() -> str:
    """Return a recipe that changes with any format: of Files that no reader took, or that brought one down."""
    return "all-" + blake2b(repr([_DETECTION, *FORMATS]).encode(), digest_size=6).hexdigest()


def current(limits: Limits) -> frozenset[str]:
    """Return the parts that a File's recipe may consist of today; with any other part it is read again."""
    missing = () if find_spec("pypff") else (WITHOUT_EXTRA,)
    return frozenset((_DETECTION, everything(), *(item.recipe for item in FORMATS), *limits.recipe(), *missing))


def recipe(used: frozenset[str] | set[str]) -> str:
    """Return the recipe of a File from the formats (and settings) that took part in reading it."""
    return " ".join(sorted({_DETECTION, *used})) if used else f"{_DETECTION} {everything()}"
