"""By which view a Document is shown: chosen by what it is. Pure: no Qt."""

from __future__ import annotations

from typing import Final, Literal

from lfmsearch.gui.preview.reading import is_table_line
from lfmsearch.types import Hit, Passage

View = Literal["page", "image", "rich", "table", "code", "text"]

IMAGES: Final = frozenset(("image", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "avif", "heic", "heif"))
_TABLES: Final = frozenset(
    ("csv", "tsv", "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "ods", "ots", "fods", "numbers")
)
_MARKED: Final = frozenset(("md", "markdown", "mdown", "mkd", "textbundle", "textpack", "bear", "joplin"))
# Text in lines that is written for people, or made of other text; every other text in lines is code.
_PROSE: Final = frozenset(
    (
        *(
            "txt",
            "text",
            "log",
            "md",
            "markdown",
            "org",
            "rst",
            "tex",
            "latex",
            "ltx",
            "adoc",
            "asciidoc",
            "textile",
            "wiki",
        ),
        *(
            "readme",
            "license",
            "changelog",
            "authors",
            "todo",
            "me",
            "nfo",
            "lrc",
            "sub",
            "srt",
            "vtt",
            "fountain",
            "bib",
        ),
        *("html", "htm", "xhtml", "mhtml", "ics", "eml", "canvas", "rtf"),
    )
)


def is_drawn(hit: Hit) -> bool:
    """Return whether a picture of it is worth asking for before its text is here."""
    return hit.kind != "mail" and (hit.type == "pdf" or hit.type in IMAGES)


def views_of(passage: Passage) -> tuple[View, ...]:
    """Return the views a Document can be shown by, the best first."""
    if passage.kind == "mail":
        return ("text",)
    if passage.type == "pdf":
        return ("page", "text") if passage.text.strip() else ("page",)
    if passage.type in IMAGES:
        return ("image",)
    if passage.type in _TABLES and any(is_table_line(line) for line in passage.text[:20_000].split("\n")):
        return ("table", "text")
    if passage.type in _MARKED:
        return ("rich", "text")
    if _is_code(passage):
        return ("code",)
    return ("text",)


def _is_code(passage: Passage) -> bool:
    if passage.kind == "note" or passage.type in _PROSE or not passage.type:
        return False
    parts = passage.parts
    return bool(parts) and all(part.locator.line is not None for part in parts)
