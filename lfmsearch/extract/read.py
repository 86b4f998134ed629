"""Bytes to Documents: find the format, and let its module read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.detect import format_of
from lfmsearch.extract.formats import BY_NAME, Extractor
from lfmsearch.types import Document


def read(blob: Blob, *, known: str = "") -> Iterator[Document]:
    """
    Yield the Documents of a Blob: outermost first, parents before children.

    Args:
        blob: a File or a part of one.
        known: name of its format where its container tells.

    Raises:
        Skipped: it is empty, too large, or of a type without a reader.
        ExtractError: it gave no text; the message says why. Anything else that is raised is a fault of the extractor.
    """
    if known:
        item = BY_NAME[known]
        blob.root.used.add(item.recipe)
        blob.type = known
    else:
        item = format_of(blob)
    extract = cast("Extractor", import_module(f"lfmsearch.extract.{item.module}").EXTRACTOR)
    yield from extract(blob)


def read_part(blob: Blob, *, known: str = "", extract: Extractor | None = None) -> Iterator[Document]:
    """
    Yield the Documents of a part; one that cannot be read is a Document without text that says why.

    Args:
        blob: from `Blob.part`.
        known: name of its format where its container tells.
        extract: reads it where it is no file of its own but a stretch of its container; `known` is then its type.
    """
    problem = ""
    if blob.member in blob.avoid:
        problem = "Its reader crashed on it."
    elif blob.depth > blob.limits.max_depth:
        problem = "It lies too deep inside other files."
    else:
        blob.began(blob.member)
        read_any = False
        try:
            blob.type = known
            for document in extract(blob) if extract else read(blob, known=known):
                read_any = True
                yield document
        except MemoryError:
            raise
        except ExtractError as error:
            problem = error.message
        except RecursionError:
            problem = "It is nested too deeply."
        except Exception as error:  # noqa: BLE001  a fault of a reader must not cost the rest of the mailbox
            problem = f"It is damaged, or its reader has a fault ({type(error).__name__})."
        if read_any:
            return
    if problem:
        blob.type = blob.type or (blob.suffix if blob.suffix.isalnum() and len(blob.suffix) <= 10 else "unknown")
        yield blob.document((), problem=problem)
