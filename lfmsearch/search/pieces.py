"""
What was typed, in pieces: words, phrases, filters and OR, each with the place where it stands. Pure.

The one grammar of the query language: `query` reads its pieces, a window lights them and makes chips of them.

Text is read as keyboards give it: full-width signs of Japanese and Korean (`ｋｉｎｄ：ｍａｉｌ`, `－draft`), quotes of any language
(“…” „…“ «…» 「…」), marks of writing direction before a word. Reading changes no length, so every offset holds for the text as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

# Each to one character, so that offsets stay: quotes, minus signs, and the full-width forms of ASCII (U+FF01 to U+FF5E).
_AS_TYPED: Final = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("“”„‟«»‹›「」『』｢｣〝〞〟", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("−﹣", "-")
    | {"﹕": ":"}
)
# Marks of writing direction, which editors of Arabic and Hebrew put between words unseen.
MARKS: Final = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_TOKEN = re.compile(
    rf"""[{MARKS}]*(?P<whole>
        (?P<minus>-(?=[\w"]))?                                         # -word
        (?:(?P<field>[A-Za-z][A-Za-z_-]+):(?![\s:]|//|$)[{MARKS}]*)?   # field:
        (?:"(?P<phrase>[^"]*)(?P<closed>"|$)|(?P<plain>\S+)))""",
    re.VERBOSE,
)
# Before a colon these begin an address, and no field.
_SCHEMES = frozenset({"about", "data", "doi", "isbn", "issn", "javascript", "mailto", "mid", "news", "tel", "urn"})


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One thing typed.

    Args:
        kind: a word (which may be several, as in `a/b`), a phrase, a filter, or OR.
        start, end: where it stands in the text as typed, its sign and quotes included.
        text: what it says: of a filter its value; without minus, field and quotes, full-width signs as plain ones.
        field: of a filter, in small letters as typed.
        excluded: whether a minus stands before it.
        closed: False for a quote that was opened and is not closed yet.
    """

    kind: Literal["word", "phrase", "filter", "or"]
    start: int
    end: int
    text: str
    field: str = ""
    excluded: bool = False
    closed: bool = True


def pieces(typed: str) -> tuple[Piece, ...]:
    """Return the pieces of what was typed, in order. Every text has some, and what is between them is blank."""
    found = []
    for match in _TOKEN.finditer(as_typed(typed)):
        start, end = match.span("whole")
        excluded, field = bool(match["minus"]), (match["field"] or "").lower()
        quoted = match["phrase"] is not None
        text = match["phrase"] if quoted else match["plain"]
        closed = not quoted or match["closed"] == '"'
        if field and field not in _SCHEMES:
            found.append(Piece("filter", start, end, text.strip(_STRIPPED), field, excluded, closed))
        elif field:
            found.append(Piece("word", start, end, f"{match['field']}:{text}", "", excluded, closed))
        elif quoted:
            found.append(Piece("phrase", start, end, text, "", excluded, closed))
        else:
            found.append(Piece("or" if text == "OR" and not excluded else "word", start, end, text, "", excluded))
    return tuple(found)


def as_typed(text: str) -> str:
    """Return `text` with quotes, signs and full-width characters in their plain forms; every offset stays."""
    return text.translate(_AS_TYPED)


def joined(typed: tuple[Piece, ...]) -> list[list[Piece]]:
    """
    Return the pieces in groups: what OR joins is one group, everything else stands alone; the ORs that join are left out.

    An OR with nothing to join on one side is a word (`Portland OR`), and stays.
    """
    groups: list[list[Piece]] = []
    joining = False
    for place, piece in enumerate(typed):
        if piece.kind == "or":
            before = place > 0 and typed[place - 1].kind != "or"
            after = place + 1 < len(typed) and typed[place + 1].kind != "or"
            if before and after:
                joining = True
            else:
                groups.append([piece])
        elif joining:
            groups[-1].append(piece)
            joining = False
        else:
            groups.append([piece])
    return groups


_STRIPPED: Final = "".join([*"\u200e\u200f\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
