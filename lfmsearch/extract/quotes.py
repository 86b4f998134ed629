"""Which part of a mail its writer wrote, and which is quoted from the one it answers or a signature."""

from __future__ import annotations

import re
from typing import Literal

from lfmsearch.extract.quotewords import (
    BLOCK,
    DATED,
    FIELD_LINE,
    FORWARDED,
    FROM_LINE,
    ORIGINAL,
    SENT_FROM,
    STARTS,
    WROTE,
)

# `-- ` is the signature mark; mailing lists draw a line. Longer than this below it, it was a dash in the text.
_SIGNATURE = re.compile(r"(?m)^(?:-- ?|_{20,200}[ \t]{0,20})$")
_LONGEST_SIGNATURE = 15
# A phone's line and what may stand below it.
_LONGEST_SENT_FROM = 3
_SEALED = "-----BEGIN PGP SIGNATURE-----"
_ANNOUNCED = (":", "：")
_LINE = re.compile(r"^\s{0,20}[-_—=]{5,200}\s{0,20}$")
# As much of a line as announces anything, and as many lines as are worth a try: texts made to be slow have millions.
_WIDTH = 200
_TRIES = 1_000

Part = tuple[Literal["prose", "quote"], str]


def split(text: str) -> list[Part]:
    """Return the parts of a mail's text in order; when nothing would be left of its own, all of it is prose."""
    parts, _ = marked(text)
    if any(style == "prose" for style, _ in parts):
        return parts
    whole = text.strip()
    return [("prose", whole)] if whole else []


def marked(text: str, *, forwarded: bool = False) -> tuple[list[Part], bool]:
    """
    Return the parts of a text, and whether all that comes after it is quoted as well.

    Args:
        forwarded: it passes on another mail; the block of From, Sent and Subject above that begins no quote.
    """
    lines = text.split("\n")
    quoted = [line.lstrip().startswith(">") for line in lines]
    to_end = _mark_attributions(lines, quoted)
    if not forwarded and BLOCK.search(text):
        to_end |= _mark_rest(lines, quoted)
    if _SIGNATURE.search(text):
        _mark_signature(lines, quoted)
    _mark_small_print(lines, quoted)
    parts: list[Part] = []
    held: list[str] = []
    inside = False
    for line, mark in zip(lines, quoted, strict=True):
        # A blank line belongs to what it stands in.
        if mark != inside and line.strip():
            _end(parts, held, quoted=inside)
            inside = mark
        held.append(line)
    _end(parts, held, quoted=inside)
    return parts, to_end


def _end(parts: list[Part], held: list[str], *, quoted: bool) -> None:
    body = "\n".join(held).strip("\n").rstrip()
    if body.strip():
        parts.append(("quote" if quoted else "prose", body))
    held.clear()


def _mark_attributions(lines: list[str], quoted: list[bool]) -> bool:
    """`On …, Anna wrote:` belongs to the quote below it; it may be broken over three lines."""
    for at, line in enumerate(lines):
        # Most lines end otherwise: no need to look for the words.
        if (
            quoted[at]
            or not line.rstrip().endswith(_ANNOUNCED)
            or not (WROTE.search(line[-300:]) or DATED.match(line[:300]))
        ):
            continue
        below = next((other for other in range(at + 1, len(lines)) if lines[other].strip()), None)
        first = None
        for above in range(at, max(at - 3, -1), -1):
            if quoted[above] or not lines[above].strip():
                break
            if STARTS.match(lines[above]):
                first = above
        if below is not None and quoted[below]:
            quoted[first if first is not None else at : at + 1] = [True] * (at + 1 - (at if first is None else first))
        elif first is not None:
            # Programs that do not mark what they quote (Apple's on a phone, Outlook's on the web) quote to the end.
            quoted[first:] = [True] * (len(lines) - first)
            return True
    return False


def _mark_rest(lines: list[str], quoted: list[bool]) -> bool:
    """Below `Original Message`, or a block of From, Sent, To and Subject, all is quoted; below `Forwarded` it is what
    was sent.
    """
    tries = 0
    for at, line in enumerate(lines):
        if quoted[at] or not BLOCK.match(line, 0, _WIDTH):
            continue
        tries += 1
        if tries > _TRIES:
            return False
        if FORWARDED.match(line[:_WIDTH]):
            return False
        below = (other[:_WIDTH] for other in lines[at + 1 : at + 6])
        block = FROM_LINE.match(line[:_WIDTH]) and sum(bool(FIELD_LINE.match(other)) for other in below) >= 2
        if block or ORIGINAL.match(line[:_WIDTH]):
            first = at
            while first and (not lines[first - 1].strip() or _LINE.match(lines[first - 1])):
                first -= 1
            quoted[first:] = [True] * (len(lines) - first)
            return True
    return False


def _mark_signature(lines: list[str], quoted: list[bool]) -> None:
    end = len(lines)  # of the writer's own text that a line stands in
    for at in range(len(lines) - 1, -1, -1):
        if quoted[at]:
            end = at
        elif end - at <= _LONGEST_SIGNATURE and _SIGNATURE.match(lines[at]):
            quoted[at:end] = [True] * (end - at)
            end = at


def _mark_small_print(lines: list[str], quoted: list[bool]) -> None:
    """`Sent from my iPhone` where the writer's own text ends, and the seal of a signed mail."""
    own = [at for at, line in enumerate(lines) if not quoted[at] and line.strip()]
    last = next((at for at, mark in enumerate(quoted) if mark and lines[at].strip()), len(lines))
    # Above the quote, or at the very end.
    for ending in ([at for at in own if at < last][-_LONGEST_SENT_FROM:], own[-_LONGEST_SENT_FROM:]):
        for place, at in enumerate(ending):
            if len(lines[at]) <= 100 and SENT_FROM.match(lines[at]):
                for other in ending[place:]:
                    quoted[other] = True
                break
    if own and lines[own[-1]].startswith("-----END PGP"):
        begin = next((at for at in own if lines[at].startswith(_SEALED)), None)
        if begin is not None:
            quoted[begin : own[-1] + 1] = [True] * (own[-1] + 1 - begin)
