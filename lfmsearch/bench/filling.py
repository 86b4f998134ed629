"""
A first index of 100,000 files: when the first useful hit comes, when all are found by words, when by meaning.

The curve of it is kept beside the index, and `packaging/curve.py` draws it.
"""

from __future__ import annotations

import json
import os
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.models.calibrate import calibrated
from lfmsearch.service.client import Client

FIRST = 10.0
# What a home is made of, in shares: notes, mails, pages, letters, tables, programs.
KINDS = ("md", "md", "txt", "eml", "eml", "html", "docx", "csv", "py", "md")
# A file in so many is long: reports beside notes.
LONG = 20
NOW = 1_790_000_000


@dataclass(frozen=True, slots=True)
class Moment:
    """How far it was after `seconds`: Documents found by words, by meaning, and passages embedded of so many."""

    seconds: float
    words: int
    meaning: int
    embedded: int
    passages: int


def run(setting: Setting) -> list[Row]:
    """Fill an index with the large home by words, and one with a tenth of it to the end."""
    large, whole = (100_000, 10_000) if setting.full else (2_000, 500)
    return [*by_words(setting, large), *to_the_end(setting, whole)]


def by_words(setting: Setting, count: int) -> list[Row]:
    """Return when the first hit and all hits by words come."""
    first, curve = filled(setting, count, lambda moment: moment.words >= count)
    name = f"filling: {count:,} files"
    return [
        Row(f"{name}, until the first hit by words in the newest", first, "s", target=FIRST),
        Row(f"{name}, until all are found by words", curve[-1].seconds, "s"),
    ]


def to_the_end(setting: Setting, count: int) -> list[Row]:
    """Return when all are found by words, by meaning, and when every passage is embedded."""
    _, curve = filled(setting, count, lambda moment: moment.meaning >= count and moment.embedded >= moment.passages)
    name = f"filling: {count:,} files"
    words = next(moment.seconds for moment in curve if moment.words >= count)
    breadth = next(moment.seconds for moment in curve if moment.meaning >= count)
    return [
        Row(f"{name}, until all are found by words", words, "s"),
        Row(f"{name}, until all are found by meaning (their first passage)", breadth, "s"),
        Row(f"{name}, until all of their {curve[-1].passages:,} passages are embedded", curve[-1].seconds, "s"),
    ]


def filled(setting: Setting, count: int, enough: Callable[[Moment], bool]) -> tuple[float, list[Moment]]:
    """Index a home of so many files from nothing; return when the first hit came, and the curve, which is also written down."""
    home = setting.home(f"filling-{count}")
    for path in (*home.data_dir.glob("index.*"), home.sources_path):
        path.unlink(missing_ok=True)
    calibrated(setting.model(), home.calibration_path)
    tree = home.data_dir / "tree"
    wanted = made(tree, Writer.of_model(setting.model(), seed=71), count)
    first, curve = float("inf"), list[Moment]()
    with Served(home) as service:
        _ = service.client
        began = time.monotonic()
        service.client.add(tree)
        while not curve or not enough(curve[-1]):
            if first == float("inf"):
                hits = service.client.search(wanted, mode="words", limit=1).hits
                first = time.monotonic() - began if hits else first
            curve.append(moment(service.client, began))
            time.sleep(0.1 if first == float("inf") else 1.0)
    kept = {"files": count, "first": first, "curve": [asdict(point) for point in curve]}
    (home.data_dir / "curve.json").write_text(json.dumps(kept), "utf-8")
    return first, curve


def moment(client: Client, began: float) -> Moment:
    """Ask how far it is."""
    status = client.status()
    held, generation = status.coverage, status.generation
    read = held.words if status.files["pending"] or status.state != "scanning" else 0
    done, total = (int(str(generation[name])) for name in ("done", "total"))
    return Moment(time.monotonic() - began, read, held.meaning, done, total or status.chunks)


def made(tree: Path, writer: Writer, count: int) -> str:
    """Make a home of so many files of several kinds, the newest last; return a word that the newest alone has."""
    chance = random.Random(3)
    newest = f"zq{count}"
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        path = tree / f"{number % 40:02}" / f"{number // 2_000:03}" / f"{number:06}.{kind}"
        words = chance.randint(400, 1_500) if number % LONG == 0 else chance.randint(20, 200)
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = writer.text(words) + (f" {newest}" if number == count - 1 else "")
        _written(path, kind, " ".join(writer.words(4)), text, number)
        os.utime(path, (NOW - (count - number) * 600, NOW - (count - number) * 600))
    return newest


def _written(path: Path, kind: str, title: str, text: str, number: int) -> None:
    match kind:
        case "eml":
            path.write_text(
                f"From: a{number % 90}@example.org\nTo: me@example.org\nSubject: {title}\nMessage-ID: <{number}@example.org>\n"
                f"Date: Mon, 01 Jan 2024 00:00:00 +0000\n\n{text}\n",
                "utf-8",
            )
        case "html":
            path.write_text(f"<html><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>", "utf-8")
        case "docx":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("[Content_Types].xml", _TYPES)
                archive.writestr("_rels/.rels", _RELATIONS)
                archive.writestr("word/document.xml", _LETTER.format(title=title, text=text))
        case "csv":
            words = text.split()
            path.write_text("\n".join(",".join(words[at : at + 6]) for at in range(0, len(words), 6)), "utf-8")
        case "py":
            path.write_text(f'"""{title}."""\n\n\ndef f{number}():\n    """{text}"""\n', "utf-8")
        case _:
            path.write_text(f"# {title}\n\n{text}\n", "utf-8")


_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_LETTER = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"""
