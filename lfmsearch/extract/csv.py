"""Comma- and tab-separated tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.tables import Rows
from lfmsearch.types import Document

# One cell may hold a whole text; the default of 131,072 characters makes a csv with one an error.
csv.field_size_limit(16 << 20)
# Beyond this it is data that somebody computes with.
_MOST_ROWS = 50_000
# A cell of more lines began with a quotation mark that was none.
_MOST_LINES = 1_000


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a table, one row a line."""
    text = decoded(blob.read()).replace("\x00", "")
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[: 16 << 10], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if blob.suffix == "tsv" else csv.excel
    try:
        rows, left = _rows(csv.reader(StringIO(text, newline=""), dialect))
    except csv.Error:
        rows, left = _rows([line] for line in text.split("\n"))
    if any(cell.count("\n") > _MOST_LINES for row in rows for cell in row):
        rows, left = _rows(csv.reader(StringIO(text, newline=""), dialect, quoting=csv.QUOTE_NONE))
    table = Rows()
    for number, row in enumerate(rows, start=1):
        table.add(number, row)
    yield blob.document(table.sections(), problem=f"Only its first {_MOST_ROWS:,} rows were read." if left else "")


def _rows(reader: Iterable[list[str]]) -> tuple[list[list[str]], bool]:
    """The first rows, and whether there are more."""
    rows = list(islice(reader, _MOST_ROWS + 1))
    return rows[:_MOST_ROWS], len(rows) > _MOST_ROWS


EXTRACTOR = documents
