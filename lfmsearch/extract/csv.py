"""Comma- and tab-separated tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.tables import Rows
from lfmsearch.types import Document

# One cell may hold a whole text; the default of 131,072 characters makes a csv with one an error.
csv.field_size_limit(16 << 20)


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a table, one row a line."""
    text = decoded(blob.read()).replace("\x00", "")
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[: 16 << 10], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if blob.suffix == "tsv" else csv.excel
    rows = Rows()
    try:
        for number, row in enumerate(csv.reader(text.split("\n"), dialect), start=1):
            rows.add(number, row)
    except csv.Error:
        rows = Rows()
        for number, line in enumerate(text.split("\n"), start=1):
            rows.add(number, [line])
    yield blob.document(rows.sections())


EXTRACTOR = documents
