"""
Cut a Document's Sections into Chunks. Pure, and without any model.

Structure first: paragraphs, list items and table rows are kept whole and packed up to `TARGET` estimated tokens; a new heading
starts a new Chunk unless the last one is still small; only a piece that is too long by itself is cut, at sentences, then at words.
Chunks do not overlap, keep the text's order, and each carries the headings above it as a breadcrumb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lfmsearch.types import Chunk, Document, Locator, Section

VERSION = "chunk-3"
"""Part of every File's TextRecipe: a change here re-reads Files."""

# 240 estimated tokens fit every model of the catalogue (256 and 512) with breadcrumb and prefix. See `make bench` (chunk sizes).
TARGET = 240
# A Chunk below this takes in the next heading's text too: a line on its own says too little to be found by meaning.
SMALL = 80
# What a breadcrumb may take from a Chunk's room.
BREADCRUMB = 48

# One token a short word, one for each further six letters, one a CJK character, one a mark: within 15 % of WordPiece and BPE counts
# on European text, and on the safe side elsewhere.
_TOKENS = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]|[^\W\d_぀-ヿ㐀-䶿一-鿿가-힯]{1,6}|\d{1,2}|[^\w\s]|_")
# The same of ASCII text, in two thirds of the time.
_ASCII_TOKENS = re.compile(r"[A-Za-z]{1,6}|[^\sA-Za-z0-9]|[0-9]{1,2}")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_LINES = re.compile(r"\n")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece that is not cut if it can be helped."""

    text: str
    tokens: int
    section: Section
    locator: Locator
    joint: str  # what stands between this block and the one before it in the same Chunk


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a model would make of `text`, within some 15 % for European languages, rather more than less."""
    return len(_tokens(text).findall(text))


def _tokens(text: str) -> re.Pattern[str]:
    return _ASCII_TOKENS if text.isascii() else _TOKENS


def chunked(document: Document, *, name: str) -> list[Chunk]:
    """
    Return the Chunks of a Document's text in order, with ordinals from 1; empty when it has no text.

    Args:
        name: the file name it was read from. A title that only repeats it stays out of the breadcrumb, so that a renamed file
            keeps its vectors.
    """
    # Bytes of a name that are no UTF-8 stand in a title as U+FFFD.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    title = "" if document.title in (name, name.rsplit(".", 1)[0]) else document.title
    head = _head(document, title)
    chunks: list[Chunk] = []
    for group in _packed(list(_blocks(document.sections))):
        chunks.append(_chunk(group, ordinal=len(chunks) + 1, title=title, head=head))
    return chunks


def card(document: Document, *, places: Sequence[str]) -> Chunk:
    """
    Return the card of a Document: ordinal 0, everything it is known by, for look-ups by name.

    Args:
        places: the paths it lies at, relative to their Sources; the last parts count most.
    """
    lines = [document.title, *document.aliases]
    for place in places[:5]:
        lines.append(place)
        lines.append(" ".join(name_words(place)))
    if document.people:
        lines.append(", ".join(str(person) for person in document.people[:30]))
    if document.tags:
        lines.append(" ".join(f"#{tag}" for tag in document.tags))
    lines.append(
        " ".join([document.kind, document.type, document.date.strftime("%Y-%m-%d") if document.date else ""]).strip()
    )
    return Chunk(ordinal=0, text="\n".join(dict.fromkeys(line for line in lines if line)), embedded=False)


def _head(document: Document, title: str) -> str:
    """The part of the breadcrumb that all Chunks of a Document share: its title and, for a mail, who wrote it."""
    if document.kind == "mail":
        sender = next((person for person in document.people if person.role == "from"), None)
        return " › ".join(part for part in (title, (sender.name or sender.address) if sender else "") if part)
    return title


def _blocks(sections: Sequence[Section]) -> Iterator[_Block]:
    for section in sections:
        at = below = 0
        for offset, text, joint, tokens in _pieces(section):
            below += section.text.count("\n", at, offset)
            at = offset
            yield _Block(text, tokens, section, _located(section.locator, below), joint)


def _pieces(section: Section) -> Iterator[tuple[int, str, str, int]]:
    """Yield offset, text, joint and tokens of what is kept whole: rows of a table or paragraphs, or parts of those too long."""
    code = section.style == "code"
    whole, joint = (_lines(section.text), "\n") if section.style == "table" else (_paragraphs(section.text), "\n\n")
    for offset, text in whole:
        if (tokens := estimated_tokens(text)) <= TARGET:
            yield offset, text, joint, tokens
        else:
            for inside, piece, tokens in _cut(text, _LINES if code else _SENTENCES):
                yield offset + inside, piece, "\n" if code else " ", tokens


def _located(locator: Locator, below: int) -> Locator:
    """The Locator of what begins so many lines below the beginning of its Section: pages and slides stay, lines and rows count on."""
    if below and locator.row is not None:
        return replace(locator, row=locator.row + below)
    if below and locator.line is not None:
        return replace(locator, line=locator.line + below)
    return locator


def _lines(text: str) -> list[tuple[int, str]]:
    found, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((offset, line.rstrip()))
        offset += len(line) + 1
    return found


def _paragraphs(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for gap in _PARAGRAPHS.finditer(text):
        if text[start : gap.start()].strip():
            found.append((start, text[start : gap.start()]))
        start = gap.end()
    if text[start:].strip():
        found.append((start, text[start:].rstrip()))
    return found


def _cut(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, str, int]]:
    """
    Cut what is too long by itself: at `ends`, and where even what lies between them is too long, at words. Yield offset, text and
    tokens of each piece.
    """
    begin, held = 0, 0  # where the piece in hand begins, and its tokens
    until = 0  # where it ends
    for start, end in _between(text, ends):
        whole = start == 0 and end == len(text)
        tokens = TARGET + 1 if whole else estimated_tokens(text[start:end])
        if held and held + tokens > TARGET:
            yield begin, text[begin:until], held
            held = 0
        if tokens > TARGET:
            yield from _cut_at_words(text, start, end)
            continue
        if tokens:
            begin, held = (begin if held else start), held + tokens
            until = end
    if held:
        yield begin, text[begin:until], held


def _between(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in ends.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _cut_at_words(text: str, start: int, stop: int) -> Iterator[tuple[int, str, int]]:
    """Cut at the last white space before the limit; where there is none (a blob, a script without spaces), at the limit."""
    tokens = _tokens(text)
    while start < stop:
        starts = [match.start() for match in islice(tokens.finditer(text, start, stop), TARGET + 1)]
        end = stop
        if len(starts) > TARGET:
            end = starts[-1]
            # A cut in the first half would leave a scrap behind.
            half = start + (end - start) // 2
            spaces = [gap.start() for gap in _SPACES.finditer(text, half, end)]
            end = spaces[-1] if spaces else end
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), piece.strip(), bisect_left(starts, end)
        start = end


def _packed(blocks: list[_Block]) -> Iterator[list[_Block]]:
    held: list[_Block] = []
    tokens = 0
    for block in blocks:
        # A Chunk of several headings writes them between its parts.
        new = _new_headings(held[-1].section.headings, block.section.headings) if held else ()
        size = block.tokens + sum(map(estimated_tokens, new))
        if held and (
            tokens + size > TARGET
            or _kept_apart(held[-1].section, block.section)
            or (tokens >= SMALL and held[-1].section.headings != block.section.headings)
        ):
            yield held
            held, tokens, size = [], 0, block.tokens
        held.append(block)
        tokens += size
    if held:
        yield held


def _kept_apart(one: Section, other: Section) -> bool:
    """Whether two neighbours never share a Chunk: quoted text, another page, slide or sheet."""
    if one is other:
        return False
    here, there = one.locator, other.locator
    return (one.style == "quote") != (other.style == "quote") or (here.page, here.slide, here.sheet) != (
        there.page,
        there.slide,
        there.sheet,
    )


def _chunk(group: list[_Block], *, ordinal: int, title: str, head: str) -> Chunk:
    shared = _shared_headings([block.section.headings for block in group])
    shown = tuple(heading for heading in shared if heading != title)
    parts: list[str] = []
    under = shared
    for position, block in enumerate(group):
        text = "\n".join((*_new_headings(under, block.section.headings), block.text))
        under = block.section.headings
        parts.append(text if position == 0 else f"{_joint(group[position - 1], block)}{text}")
    return Chunk(
        ordinal=ordinal,
        text="".join(parts),
        breadcrumb=_breadcrumb((head, *shown) if head else shown),
        locator=group[0].locator,
        embedded=group[0].section.style != "quote",
    )


def _joint(before: _Block, block: _Block) -> str:
    return block.joint if before.section is block.section else "\n\n"


def _new_headings(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """What of the headings `below` has to be said after text under the headings `above`."""
    return below[len(_shared_headings([above, below])) :]


def _shared_headings(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    shared = paths[0]
    for path in paths[1:]:
        length = 0
        while length < min(len(shared), len(path)) and shared[length] == path[length]:
            length += 1
        shared = shared[:length]
    return shared


def _breadcrumb(parts: tuple[str, ...]) -> str:
    """Join from the outside in; when it grows too long, drop the middle: the title and the nearest heading say most."""
    kept = [" ".join(part.split())[:200] for part in parts if part.strip()]
    while len(kept) > 2 and estimated_tokens(" › ".join(kept)) > BREADCRUMB:
        del kept[1]
    text = " › ".join(kept)
    if estimated_tokens(text) > BREADCRUMB:
        text = next(_limited(text))
    return text


def _limited(text: str) -> Iterator[str]:
    for seen, match in enumerate(_TOKENS.finditer(text), 1):
        if seen == BREADCRUMB:
            yield text[: match.end()]
    yield text


def name_words(path: str) -> list[str]:
    """Split `Rent/leaseAgreement_2024-final.pdf` into the words a person would type."""
    return [word for word in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", path) if word]
