"""The text of a note in Markdown, made ready to be set: headings put back, pictures as their words. Pure: no Qt."""

from __future__ import annotations

import re
from typing import Final

from lfmsearch.gui.preview.reading import pieces
from lfmsearch.types import Passage

BEGIN: Final = "\ue000"
"""Stands before the passage, END behind it; no text has them."""
END: Final = "\ue001"

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# What makes a line more than words: marks of lists, quotes, headings, tables and rules.
_MARK = re.compile(r"\s*(?:[-*+>#|]|\d{1,9}[.)](?=\s)|```|~~~|={3,}|-{3,})")
_LEAD = re.compile(r"(?:\s*(?:[-*+>](?=\s)|\d{1,9}[.)](?=\s)|#{1,6}(?=\s)))*\s*(?:\[[ xX]\]\s+)?")
_PICTURE = re.compile(r"!\[([^\]\n]{0,400})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,400}\])?")
# A line shorter than this ends where its writer wanted it to end; longer ones were broken to fit.
_BROKEN = 60
_LONGEST_HEADING = 48
_TOP_LEVEL, _LAST_LEVEL = 2, 4


def markdown(passage: Passage) -> str:
    """Return a Passage as Markdown without pictures, its passage between BEGIN and END."""
    made: list[str] = []
    for piece in pieces(passage):
        text = _PICTURE.sub(r"\1", piece.text.replace(BEGIN, "").replace(END, ""))
        body = _set(text)
        if piece.is_passage:
            body = _between(body)
        if piece.quoted:
            body = "\n".join(f"> {line}" for line in body.split("\n"))
        for level, heading in piece.headings:
            made.append(f"{'#' * min(level + _TOP_LEVEL - 1, _LAST_LEVEL)} {heading}")
        made.append(body)
    return "\n\n".join(made)


def _set(text: str) -> str:
    """Lines end where they ended, and the headings between two short parts are headings again."""
    lines = text.split("\n")
    made: list[str] = []
    fence = ""
    for at, line in enumerate(lines):
        if (match := _FENCE.match(line)) and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else match[1]
            made.append(line)
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if fence or not line.strip() or not following.strip():
            made.append(line)
        elif (at == 0 or not lines[at - 1].strip()) and _is_heading(line, following):
            made += [f"#### {line}", ""]
        elif len(line) < _BROKEN and "|" not in line and not _MARK.match(following):
            made.append(f"{line.rstrip()}  ")
        else:
            made.append(line)
    return "\n".join(made)


def _is_heading(line: str, following: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and not _MARK.match(line)
        and not line.startswith((" ", "\t"))
        and line[-1].isalnum()
        and (bool(_MARK.match(following)) or len(following) > _LONGEST_HEADING)
    )


def _between(text: str) -> str:
    """The marks stand beside words, never beside what makes them a list or a fence."""
    lines = text.split("\n")
    words = [
        at for at, line in enumerate(lines) if line.strip() and not _FENCE.match(line) and not line.startswith("|")
    ]
    if not words:
        return text
    first, last = words[0], words[-1]
    lead = _LEAD.match(lines[first])
    cut = lead.end() if lead else 0
    lines[first] = lines[first][:cut] + BEGIN + lines[first][cut:]
    lines[last] = lines[last].rstrip() + END + ("  " if lines[last].endswith("  ") else "")
    return "\n".join(lines)
