"""XML of any size, as tokens in the order they are written."""

from __future__ import annotations

import pyexpat
from collections.abc import Iterator
from typing import BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract.ooxml import Token, local

_PIECE = 64 << 10
_DEEPEST = 1_000


def tokens(file: BinaryIO) -> Iterator[Token]:
    """
    Yield the elements and the text of a file; of a long text, piece by piece.

    Raises:
        ExtractError: it is damaged (what came before was yielded), nested too deeply, or declares entities of its own.
    """
    # Expat before 2.4.1 lets ten lines of entities fill the memory.
    if pyexpat.version_info < (2, 4, 1):
        raise ExtractError("This Python's XML reader is too old to read it safely (expat before 2.4.1).")
    found: list[Token] = []

    def refuse(*_declared: object) -> None:
        raise ExtractError("It declares abbreviations of its own (XML entities), which are not read.")

    parser = pyexpat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = _PIECE
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: found.append(
        Token("start", local(tag), {local(key): value for key, value in attributes.items()})
    )
    parser.EndElementHandler = lambda tag: found.append(Token("end", local(tag)))
    parser.CharacterDataHandler = lambda text: found.append(Token("text", text))
    depth = 0
    ended = False
    while not ended:
        piece = file.read(_PIECE)
        ended = not piece
        damaged = False
        try:
            parser.Parse(piece, ended)
        except (pyexpat.ExpatError, LookupError, ValueError):  # also an encoding that nobody knows
            damaged = True
        for token in found:
            depth += (token.kind == "start") - (token.kind == "end")
            if depth > _DEEPEST:
                raise ExtractError("It is nested too deeply.")
            yield token
        found.clear()
        if damaged:
            raise ExtractError("It is damaged: it is no valid XML to its end.")
