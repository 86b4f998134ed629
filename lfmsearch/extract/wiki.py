"""
What note apps add to Markdown (Obsidian, Logseq and their kin), as a reader of the note sees it.

Whatever is dropped here leaves its line breaks, so that a line of the text keeps its number.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

# Kinds of Source whose Markdown is notes.
VAULTS = frozenset(("obsidian", "logseq", "foam", "dendron", "zettlr", "joplin", "vault", "notes"))

# Code in a line, which is left as it is, or `[[Page]]`, `[[Page#Part|shown]]`, `![[Picture.png|300]]`.
_WIKI = re.compile(r"`[^`\n]+`|(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
# `[shown](target "title")`; in a target with blanks around it `<` and `>`.
_LINK = re.compile(
    r"`[^`\n]+`|(!?)\[([^\[\]\n]*)\]\([ \t]{0,9}(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){1,2000})"
    r"(?:[ \t]{1,9}[\"'][^\n]{0,500}?[\"'])?[ \t]{0,9}\)"
)
# The target alone, where it is no address on the net: ten times as fast as the whole link.
_TARGET = re.compile(r"\]\((?!https?:|#)[ \t]{0,9}(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){1,2000})")
# The width of a picture.
_SIZE = re.compile(r"\d+(?:x\d+)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|www\.")
# `#tag/sub`, as Obsidian has it: not only digits, not inside a word, an address or a link. The mark comes first: what a
# pattern begins with is looked for at once.
_TAG = re.compile(r"#(?<![\w#/&]#)(?<!\]\(#)(?<!\[\[#)([^\W\d][\w/-]*|\d+[^\W\d][\w/-]*)")
_PAGE_TAG = re.compile(r"#\[\[([^\[\]\n]+)\]\]")
_BLOCK_ID = re.compile(r"(?m)(?:^|(?<![ \t])[ \t]+)\^[A-Za-z0-9-]+[ \t]*$")
# Logseq: a reference to a block, and the properties that only its program reads.
_BLOCK = re.compile(r"\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)")
_PROPERTY = re.compile(
    r"(?m)^[ \t]*(?:- )?(?:id|collapsed|heading|background-color|ls-type|hl-[\w-]+|logseq\.[\w.-]+)::.*$"
)
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]+)(?<=\S)==")
_CALLOUT = re.compile(r"(?m)^([ \t]*>[ \t>]*)\[!([\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)$")
_FENCE = re.compile(r"^[ \t]*(?:[-*+>][ \t]+)*(`{3,}|~{3,})")


def tags(text: str) -> list[str]:
    """Return the `#tags` in a text, without their mark."""
    found = _TAG.findall(text)
    return found + _PAGE_TAG.findall(text) if "#[[" in text else found


def targets(text: str) -> list[str]:
    """Return what a text links to: names of other notes, and paths of files as they are written."""
    found: list[str] = []
    if "[[" in text:
        found += [page for link in _WIKI.finditer(text) if link[2] and (page := _page(link[2]))]
    if "](" in text:
        found += [path for target in _TARGET.findall(text) if (path := _path(target))]
    return found


def readable_links(text: str) -> str:
    """Return `text` with wiki links as a reader of the note sees them; the number of lines stays."""
    return _WIKI.sub(_shown, text) if "[[" in text else text


def readable(text: str) -> str:
    """Return `text` as a notes app shows it; the number of lines stays."""
    if "((" in text:
        text = _BLOCK.sub("", text)
    if "#[[" in text:
        text = text.replace("#[[", "[[")
    text = readable_links(text)
    if "](" in text:
        text = _LINK.sub(_shown_link, text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    if "::" in text:
        text = _PROPERTY.sub("", text)
    if "==" in text:
        text = _HIGHLIGHT.sub(r"\1", text)
    if "[!" in text:
        text = _CALLOUT.sub(lambda line: line[1] + (line[3] or line[2]), text)
    return text


def without_comments(lines: list[str]) -> list[str]:
    """Return the lines without what stands between `%%` and `%%`, as many as before; code keeps its own."""
    marks: dict[int, list[int]] = {}
    count = 0
    fence = ""
    for number, line in enumerate(lines):
        if count % 2 == 0 and (found := _FENCE.match(line)) and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        elif not fence and "%%" in line:
            marks[number] = [found.start() for found in re.finditer("%%", line)]
            count += len(marks[number])
    left = count - count % 2  # the last of an odd number closes nothing
    kept: list[str] = []
    opened = False
    for number, line in enumerate(lines):
        pieces: list[str] = []
        begin = 0
        for end in marks.get(number, ())[:left]:
            pieces.append("" if opened else line[begin:end])
            begin = end + 2
            opened = not opened
            left -= 1
        kept.append("".join([*pieces, "" if opened else line[begin:]]))
    return kept


def _page(target: str) -> str:
    return target.split("#", 1)[0].rstrip("\\").strip()


def _path(target: str) -> str:
    """A path as it is written, empty for an address on the net or a place in the same note."""
    target = target.strip("<>")
    return "" if _SCHEME.match(target) else unquote(target.split("#", 1)[0]).strip()


def _shown(link: re.Match[str]) -> str:
    if not link[2]:
        return link[0]
    if link[3] and not (link[1] and _SIZE.fullmatch(link[3])):
        return link[3]
    return link[2].rstrip("\\").replace("#", " › ").lstrip(" ›")


def _shown_link(link: re.Match[str]) -> str:
    if not link[3] or _SCHEME.match(link[3].strip("<>")):
        return link[0]
    shown = link[2].split("|", 1)[0] if link[1] else link[2]
    return shown or _path(link[3]).rsplit("/", 1)[-1]
