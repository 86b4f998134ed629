"""
What note apps add to Markdown (Obsidian, Logseq and their kin), as a reader of the note sees it.

Whatever is dropped here leaves its line breaks, so that a line of the text keeps its number.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

# Kinds of Source whose Markdown is notes.
VAULTS = frozenset(("obsidian", "logseq"))


def _outside_code(form: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """
    A pattern for text without code in its lines, and one that passes over code: its groups are empty there.

    The first begins with what it looks for, and is found at once; the second takes ten times as long.
    """
    return re.compile(form), re.compile(rf"`[^`\n]+`|{form}")


_TO = r"\]\([ \t]{0,9}(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){1,2000})"
_TITLE = r"(?:[ \t]{1,9}[\"'][^\n]{0,500}?[\"'])?[ \t]{0,9}\)"
# `[[Page]]`, `[[Page#Part|shown]]`; `![[Picture.png|300]]`, with its width.
_WIKI = _outside_code(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_SIZED = _outside_code(r"!\[\[([^\[\]|\n]+)\|\d+(?:x\d+)?\]\]")
# `[shown](target "title")`; in a target with blanks around it `<` and `>`. `![shown|300](target)`.
_LINK = _outside_code(rf"\[([^\[\]\n]*){_TO}{_TITLE}")
_IMAGE = _outside_code(rf"!\[([^\[\]\n]*){_TO}{_TITLE}")
# The target alone, where it is no address on the net.
_TARGET = re.compile(r"\]\((?!https?:|#)[ \t]{0,9}(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){1,2000})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|www\.")
# `#tag/sub`, as Obsidian has it: not only digits, not inside a word, an address or a link. The mark comes first: what a
# pattern begins with is looked for at once.
_TAG = re.compile(r"#(?<![\w#/&]#)(?<!\]\(#)(?<!\[\[#)([^\W\d][\w/-]*|\d+[^\W\d][\w/-]*)")
_PAGE_TAG = re.compile(r"#\[\[([^\[\]\n]+)\]\]")
_BLOCK_ID = re.compile(r"(?m)\^(?:(?<=\s\^)|(?<=^\^))[A-Za-z0-9-]+[ \t]*$")
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
        found += [page for target, _ in _for(_WIKI, text).findall(text) if target and (page := _page(target))]
    if "](" in text:
        found += [path for target in _TARGET.findall(text) if (path := _path(target))]
    return found


def readable_links(text: str) -> str:
    """Return `text` with wiki links as a reader of the note sees them; the number of lines stays."""
    if "[[" not in text:
        return text
    if "![[" in text:
        text = _for(_SIZED, text).sub(lambda link: f"[[{link[1]}]]" if link[1] else link[0], text).replace("![[", "[[")
    return _for(_WIKI, text).sub(_shown, text)


def readable(text: str) -> str:
    """Return `text` as a notes app shows it; the number of lines stays."""
    if "((" in text:
        text = _BLOCK.sub("", text)
    if "#[[" in text:
        text = text.replace("#[[", "[[")
    text = readable_links(text)
    if "](" in text:
        if "![" in text:
            text = _for(_IMAGE, text).sub(_shown_image, text)
        text = _for(_LINK, text).sub(_shown_link, text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    if "::" in text:
        text = _PROPERTY.sub("", text)
    if "==" in text:
        text = _HIGHLIGHT.sub(r"\1", text)
    if "[!" in text:
        text = _CALLOUT.sub(lambda line: line[1] + (line[3] or line[2]), text)
    return text


def without_logbooks(lines: list[str]) -> list[str]:
    """Return the lines without what Logseq keeps of the time spent on a task (`:LOGBOOK:` to `:END:`), as many as before."""
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = inside or line.strip() == ":LOGBOOK:"
        kept.append("" if inside else line)
        inside = inside and line.strip() != ":END:"
    return kept


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


def _for(patterns: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> re.Pattern[str]:
    return patterns["`" in text]


def _shown(link: re.Match[str]) -> str:
    if not link[1]:
        return link[0]
    return link[2] or link[1].rstrip("\\").replace("#", " › ").lstrip(" ›")


def _shown_link(link: re.Match[str]) -> str:
    if not link[2] or _SCHEME.match(link[2].strip("<>")):
        return link[0]
    return link[1] or _path(link[2]).rsplit("/", 1)[-1]


def _shown_image(link: re.Match[str]) -> str:
    if not link[2] or _SCHEME.match(link[2].strip("<>")):
        return link[0]
    return link[1].split("|", 1)[0] or _path(link[2]).rsplit("/", 1)[-1]
