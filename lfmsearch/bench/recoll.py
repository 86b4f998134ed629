"""Recoll, the other reader of a folder: indexes it, and says which words it has of each file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from lfmsearch.errors import MachineError

# Longer terms are left out by Recoll, in bytes.
_LONGEST = 40
_AT_ONCE = 500  # records asked for with one command
_WORD = re.compile(r"[^\W_]{2,}")
# Recoll indexes these scripts by single characters and pairs, we by words: compared by character.
_CJK = re.compile(
    r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
# Letters that decomposition leaves whole and Recoll does not.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"})
_RECORD = re.compile(rb"(?m)^(Data for|Term List for) record #(\d+):\n")


def is_here() -> bool:
    """Whether Recoll is installed."""
    return shutil.which("recollindex") is not None


def words_can_be_read() -> bool:
    """Whether the program that prints a Xapian index is installed (`xapian-delve`, of xapian-tools)."""
    return shutil.which("xapian-delve") is not None


def index(folder: Path, kept: Path) -> float:
    """
    Index a folder anew with Recoll and return the seconds it took, the whole process.

    Args:
        folder: what is indexed: every file, whatever it is called.
        kept: where Recoll's settings and its index go; emptied first.
    """
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    lines = (f"topdirs = {folder}", "skippedNames =", "noContentSuffixes =", "skippedPaths =", "loglevel = 2")
    (kept / "recoll.conf").write_text("\n".join(lines) + "\n", "utf-8")
    program = shutil.which("recollindex") or ""
    # Its helpers are scripts for the system's Python, which lies beside it.
    path = os.pathsep.join((str(Path(program).parent), os.environ.get("PATH", "")))
    started = time.perf_counter()
    done = subprocess.run(
        [program, "-c", str(kept)],
        env={**os.environ, "PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    elapsed = time.perf_counter() - started
    if not (kept / "xapiandb").is_dir():
        raise MachineError(f"recollindex made no index: {done.stderr.decode('utf-8', 'replace')[-300:]}")
    return elapsed


def words(kept: Path) -> dict[str, set[str]]:
    """Return the words that Recoll's index has of each file by its path, those of what lies inside the file with them."""
    database = str(kept / "xapiandb")
    every = [line for line in _said("-1", "-t", "", database).splitlines() if line.isdigit()]
    found: dict[str, set[str]] = {}
    for start in range(0, len(every), _AT_ONCE):
        asked = [part for number in every[start : start + _AT_ONCE] for part in ("-r", number.decode())]
        for path, terms in _records(_said("-1", "-d", *asked, database)):
            found.setdefault(path, set()).update(normal(terms))
    return found


def normal(texts: Iterable[str]) -> set[str]:
    """Return the words of texts as both sides are compared: two letters or digits and more, without case and accents."""
    found: set[str] = set()
    for text in texts:
        plain = "".join(
            letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter) != "Mn"
        )
        plain = unicodedata.normalize("NFC", plain).casefold().translate(_PLAIN)
        characters = _CJK.findall(plain)
        found.update(characters)
        found.update(_WORD.findall(_CJK.sub(" ", plain) if characters else plain))
    return {word for word in found if len(word.encode()) <= _LONGEST}


def _records(printed: bytes) -> Iterator[tuple[str, list[str]]]:
    """Path and terms of each record; terms of a field alone begin with a capital letter and are left out."""
    parts = _RECORD.split(printed)
    places: dict[bytes, str] = {}
    for kind, number, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if kind == b"Data for":
            first = body.split(b"\n", 1)[0].decode("utf-8", "replace")
            places[number] = unquote(first.removeprefix("url=file://")) if "%" in first else first[len("url=file://") :]
        else:
            terms = body.decode("utf-8", "replace").splitlines()
            yield places.get(number, ""), [term for term in terms if term and not "A" <= term[0] <= "Z"]


def _said(*arguments: str) -> bytes:
    return subprocess.run(["xapian-delve", *arguments], stdout=subprocess.PIPE, check=True).stdout
