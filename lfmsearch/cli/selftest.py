"""
`lfmsearch --self-test`: whether this installation has all its parts. For packages, which are made of them one by one.

Each part does its own work on things made up here, in a folder of its own: nothing of the user's is read or changed, and no model
or network is needed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lfmsearch.cli import output
from lfmsearch.errors import LfmsearchError
from lfmsearch.system.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

# On its one page, at its left: the line “An invoice for the boiler”. pdfium finds the objects where no table says where they are.
PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 59>> stream
BT /F 16 Tf 20 40 Td (An invoice for the boiler) Tj ET     \nendstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
# A text whose encoding has to be found out.
RUSSIAN = "Водопроводчик прислал счёт за ремонт котла, он лежит в зелёной папке над печью. Оплатить его нужно до конца месяца.\n"


# It tells whether a part works, not how quick the machine is: builders are busy, and read from a cold disk.
SETTINGS = "give_way = false\nread_deadline_seconds = 120\n"


class Fault(Exception):  # noqa: N818 - as a person says it
    """A part answers, and not as it should."""


def run() -> int:
    """Try every part, print a line for each, and return the exit code: 0 when all are sound, else 4."""
    with _own_home() as home:
        sound = [_holds(name, part, home) for name, part in PARTS.items()]
    return 0 if all(sound) else 4


def _holds(name: str, part: Callable[[Home], str], home: Home) -> bool:
    try:
        said = part(home)
    except (Fault, LfmsearchError) as error:
        output.line(f"{name}: failed. {error}")
        return False
    except Exception:  # noqa: BLE001 - whatever a missing part does to who asks for it
        output.line(f"{name}: failed. {traceback.format_exc()}")
        return False
    output.line(f"{name}: {said}")
    sys.stdout.flush()  # the next one may bring the process down
    return True


def vectors(_home: Home) -> str:
    """The extension for vectors loads, and measures a distance."""
    from lfmsearch.store.connection import measured_distance

    sqlite, extension, distance = measured_distance()
    _expect(distance == 5, f"The distance of (0, 3) and (4, 0) is 5, and not {distance}.")
    return f"SQLite {sqlite} loads sqlite-vec {extension}"


def words(home: Home) -> str:
    """An index can be made, written and searched by words."""
    from lfmsearch.index import Index

    folder = home.data_dir / "things"
    folder.mkdir()
    (folder / "note.txt").write_text("The plumber comes on Friday.", encoding="utf-8")
    with Index.open(home) as index:
        index.add(folder)
        index.update(words_only=True)
        hits = index.search('"plumber comes"', mode="words").hits
    _expect([hit.title for hit in hits] == ["note.txt"], f"One note was to be found, and not {len(hits)}.")
    return "a note was indexed and is found"


def meaning(home: Home) -> str:
    """A tiny model with random weights embeds, and its vectors are compared."""
    import numkong
    import numpy as np

    from lfmsearch.bench import synthetic
    from lfmsearch.models.catalog import recipe
    from lfmsearch.models.embedder import Embedder
    from lfmsearch.models.folder import import_file

    path = home.data_dir / "tiny.gguf"
    synthetic.write(path, synthetic.TINY)
    model = import_file(path, home.models_dir)
    with Embedder.load(model, contexts=1, query_threads=1) as embedder:
        (first,) = embedder.embed_documents(["an invoice of the plumber"])
        (again,) = embedder.embed_documents(["an invoice of the plumber"])
        (other,) = embedder.embed_documents(["winter in the garden"])
    distances = [float(np.asarray(numkong.angular(first, each)).ravel()[0]) for each in (again, other)]
    _expect(
        distances[0] < 1e-5 < distances[1], f"The same text is the same, another is not; they are {distances} apart."
    )
    return f"llama.cpp embeds with {embedder.dimensions} dimensions ({recipe(model).partition(' ')[0]})"


def reader(home: Home) -> str:
    """The child that reads takes a text, a PDF and a picture from its sandbox."""
    from PIL import Image

    from lfmsearch.cli.doctor import measures
    from lfmsearch.config import load
    from lfmsearch.extract.look import Look
    from lfmsearch.indexing.readers import pool_of
    from lfmsearch.types import Document, Source

    folder = home.data_dir / "files"
    folder.mkdir()
    (folder / "letter.txt").write_bytes(RUSSIAN.encode("cp1251"))
    (folder / "invoice.pdf").write_bytes(PDF)
    Image.new("RGB", (40, 20), "#0B6E66").save(folder / "colour.png")
    with pool_of(load(home), [Source(str(folder))], priority="normal") as pool:
        for name, text in (("letter.txt", "зелёной папке"), ("invoice.pdf", "invoice for the boiler")):
            answers = [answer for _, answer in pool.read([str(folder / name)])]
            read = [section.text for answer in answers if isinstance(answer, Document) for section in answer.sections]
            _expect(text in " ".join(read), f"“{text}” was to be read in {name}; it says {read or answers}.")
        for name in ("colour.png", "invoice.pdf"):
            picture = pool.draw(str(folder / name), look=Look(width=30))
            _expect(picture.width == 30, f"{name} was to be drawn 30 pixels wide, and is {picture.width}.")
        holding = pool.holding
    return f"a text, a PDF and a picture were read; {measures(holding)}"


def service(home: Home) -> str:
    """The service starts as a process of its own, answers, and ends."""
    from lfmsearch.service.client import Client
    from lfmsearch.service.starting import start, stop

    start(home)
    try:
        with Client.connect(home) as client:
            version = client.status().version
            hits = client.search("plumber", mode="words").hits
    finally:
        stop(home)
    _expect(len(hits) == 1, f"The service was to find one note, and found {len(hits)}.")
    return f"{version} starts, finds the note and ends"


def window(home: Home) -> str:
    """The window opens, without a screen, and something is on it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from lfmsearch.gui.selftest import drawn

    return drawn(home)


PARTS: dict[str, Callable[[Home], str]] = {
    "vectors": vectors, "words": words, "meaning": meaning, "reader": reader, "service": service, "window": window,
}  # fmt: skip


def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise Fault(otherwise)


@contextmanager
def _own_home() -> Iterator[Home]:
    """A Home in a temporary folder, which this process and what it starts take for the user's, and which is gone afterwards."""
    before = os.environ.get("LFMSEARCH_HOME")
    with tempfile.TemporaryDirectory(prefix="lfmsearch-", ignore_cleanup_errors=True) as folder:
        os.environ["LFMSEARCH_HOME"] = folder
        home = Home.find()
        home.create()
        home.config_path.write_text(SETTINGS, encoding="utf-8")
        try:
            yield home
        finally:
            if before is None:
                del os.environ["LFMSEARCH_HOME"]
            else:
                os.environ["LFMSEARCH_HOME"] = before
