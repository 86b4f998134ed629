"""Reading a folder of files: the time of the first pass and the words found, both against Recoll."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path

from lfmsearch import config as settings
from lfmsearch.bench import recoll
from lfmsearch.bench.row import Row, compared, rounds
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import UserError
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.formats import BY_SUFFIX
from lfmsearch.extract.pool import Pool
from lfmsearch.index import Index
from lfmsearch.system.paths import Home
from lfmsearch.types import Document, Outcome

TIME_TARGET = 0.5
# Of the words that Recoll has of a format's files, in percent.
LACKING_TARGET = 2.0
READ_TARGET = 97.0
ROUNDS = 3
# Where a bare number is a date or a percentage, or the number of a line and its time.
_NUMBERED = frozenset(("xls", "xlsx", "xlsm", "xlsb", "ods", "srt", "vtt"))
_NUMBER = re.compile(r"\d+(e\d*)?")
_FAULT = "its reader has a fault"


@dataclass(slots=True)
class Tally:
    """Files of one format: how many, how many with text on either side, and their distinct words, counted file by file."""

    files: int = 0
    with_text: int = 0
    with_text_there: int = 0
    words: int = 0
    words_there: int = 0
    lacking: int = 0
    truly_lacking: int = 0
    lacking_there: int = 0

    @property
    def written_there(self) -> int:
        """The words there that somebody wrote, as far as they can be told."""
        return self.words_there - (self.lacking - self.truly_lacking)

    def add(self, ours: set[str], theirs: set[str], excused: Callable[[str], bool]) -> None:
        """Count one file; a word that is `excused` counts as lacking, but not as truly so."""
        self.files += 1
        self.with_text += bool(ours)
        self.with_text_there += bool(theirs)
        self.words += len(ours)
        self.words_there += len(theirs)
        self.lacking += len(theirs - ours)
        self.truly_lacking += sum(not excused(word) for word in theirs - ours)
        self.lacking_there += len(ours - theirs)


def run(setting: Setting) -> list[Row]:
    """Index the folder named with --files in paired rounds, then compare the words file by file."""
    if setting.files is None:
        raise UserError("There is nothing to read.", "Name a folder: python -m lfmsearch.bench reading --files DIR")
    folder = setting.files.resolve()
    found = dict(documents(folder))
    rows = [_read_row(folder, found)]
    home, kept = setting.folder / "reading", setting.folder / "reading-recoll"
    title = f"reading: first pass over {len(found):,} files, words only, whole process"
    if not recoll.is_here():
        return [
            *rows,
            Row(f"{title} (recollindex is not installed: nothing to compare with)", index(folder, home), "s"),
        ]
    index(folder, home), recoll.index(folder, kept)  # the files are in memory from here on
    pairs = rounds(ROUNDS, lambda _: index(folder, home), lambda _: recoll.index(folder, kept))
    rows.append(compared(f"{title}, against recollindex", pairs, "s", target=TIME_TARGET))
    if recoll.words_can_be_read():
        rows += _word_rows(tallies(found, recoll.words(kept)))
    return rows


def index(folder: Path, kept: Path) -> float:
    """Index a folder anew, by words alone, and return the seconds it took, the whole process. `kept` is emptied first."""
    shutil.rmtree(kept, ignore_errors=True)
    home = Home.at(kept)
    with Index.open(home) as fresh:
        fresh.add(folder, kind="folder")
    if "archives" in settings.KEYS:  # Recoll looks into them too
        settings.put(home, "archives", "true")
    environ = {**os.environ, "LFMSEARCH_HOME": str(kept)}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lfmsearch", "index", "--words-only"],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    elapsed = time.perf_counter() - started
    count = sum(len(names) for _, _, names in os.walk(folder))
    with Index.open(home) as filled:
        held = filled.status().files
    if sum(held.values()) - held.get("pending", 0) != count:
        raise AssertionError(f"the index holds {held} of {count} files")
    return elapsed


def documents(folder: Path) -> Iterator[tuple[str, tuple[list[Document], Outcome]]]:
    """Yield each file below a folder by its path, with what was read of it and how that ended."""
    paths = sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    held: list[Document] = []
    with Pool(limits=Limits(archives=True)) as pool:
        for path, item in pool.read(paths):
            if isinstance(item, Document):
                held.append(item)
            elif isinstance(item, Outcome):
                yield path, (held, item)
                held = []


def tallies(ours: Mapping[str, tuple[list[Document], Outcome]], theirs: Mapping[str, set[str]]) -> dict[str, Tally]:
    """
    Return the count of each format by the ending of its files.

    Words of the file names themselves are left out. Not truly lacking is what is there as part of a longer word or in two parts
    (Recoll cuts words where their looks change, and joins lines at hyphens), what nobody wrote (see `recoll.made_up`), a bare number in
    spreadsheets and subtitles, which is a date, a percentage or a time code, and the words of a mail's date, which is kept as a date.
    """
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for path, (read, _) in ours.items():
        name = recoll.normal([os.path.basename(path)])
        held = [text for document in read for text in texts(document)]
        dates = [format_datetime(document.date) for document in read if document.date and document.kind == "mail"]
        whole = recoll.squeezed([*held, *dates])
        made_up, is_numbered = recoll.made_up(path), _suffix(path) in _NUMBERED

        def excused(
            word: str,
            whole: str = whole,
            made_up: set[str] = made_up,
            is_numbered: bool = is_numbered,  # noqa: FBT001
        ) -> bool:
            return word in whole or word in made_up or (is_numbered and _NUMBER.fullmatch(word) is not None)

        found[_suffix(path)].add(recoll.normal(held) - name, theirs.get(path, set()) - name, excused)
    return dict(found)


def texts(document: Document) -> Iterator[str]:
    """Yield all of a Document that a search finds it by; the name of the File is not among it."""
    if document.parent is not None or document.title != document.member.rsplit(":", 1)[-1]:
        yield document.title
    yield from map(str, document.people)
    yield from document.tags
    yield from document.aliases
    if document.date:
        yield document.date.strftime("%Y-%m-%d")
    for section in document.sections:
        yield from section.headings
        yield section.text


def _read_row(folder: Path, found: Mapping[str, tuple[list[Document], Outcome]]) -> Row:
    """How many files of the kinds there are readers for gave text or a reason."""
    asked = {path: read for path, read in found.items() if _suffix(path) in BY_SUFFIX}
    well = sum(_is_well(read, outcome) for read, outcome in asked.values())
    name = f"reading: of {len(asked):,} files in {folder.name} with a reader, those with text or a reason"
    return Row(name, 100 * well / max(len(asked), 1), "%", target=READ_TARGET, better="higher")


def _is_well(read: list[Document], outcome: Outcome) -> bool:
    reasons = [outcome.reason, *(document.problem for document in read)]
    said = any(reasons) and not any(_FAULT in reason for reason in reasons)
    return said or any(document.sections for document in read)


def _word_rows(found: Mapping[str, Tally]) -> list[Row]:
    total = Tally()
    rows: list[Row] = []
    for suffix, tally in sorted(found.items()):
        for field in Tally.__slots__:
            setattr(total, field, getattr(total, field) + getattr(tally, field))
        rows.append(_word_row(f"words: {suffix}", tally, LACKING_TARGET if suffix in BY_SUFFIX else None))
    ahead = Row(
        "words: in all, against Recoll",
        total.words,
        "words",
        total.written_there,
        total.words / max(total.written_there, 1),
        1.0,
        "higher",
    )
    return [*rows, _word_row("words: in all", total, LACKING_TARGET), ahead]


def _word_row(name: str, tally: Tally, target: float | None) -> Row:
    """What we lack of Recoll's words, beside what it lacks of ours."""
    there, here = max(tally.words_there, 1), max(tally.words, 1)
    return Row(
        f"{name}, {tally.files} files ({tally.with_text} with text here, {tally.with_text_there} there), {tally.words:,} words here, "
        f"{tally.written_there:,} there ({tally.words_there:,} with those nobody wrote): lacking here "
        f"({100 * tally.lacking / there:.1f} % with those), and there",
        100 * tally.truly_lacking / max(tally.written_there, 1),
        "%",
        100 * tally.lacking_there / here,
        target=target,
    )


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1][1:].lower() or "no ending"
