"""A folder of a few things of several kinds, each with a time of its own."""

from __future__ import annotations

import os
from pathlib import Path

MBOX = "".join(
    f"From a@b.org Mon Jan  1 00:00:0{n} 2024\nFrom: A <a@b.org>\nTo: me@x.org\nSubject: Letter {n}\nMessage-ID: <{n}@b.org>\n"
    f"Date: Mon, 01 Jan 2024 00:00:0{n} +0000\n\nThe {word} has come.\n\n"
    for n, word in enumerate(["tapir", "okapi", "zebra"])
)
LONG = "# Diary\n\n" + "\n\n".join(f"## Day {n}\n\n" + f"On day {n} the boiler was heard. " * 30 for n in range(4))
THINGS = {
    "notes/garden.md": "# Garden\n\nThe roses want water.\n",
    "notes/diary.md": LONG,
    "notes/empty.txt": "",
    "letters/landlord.txt": "Dear Sir,\n\nthe heating is cold.\n",
    "letters/copy of landlord.txt": "Dear Sir,\n\nthe heating is cold.\n",
    "mail/inbox.mbox": MBOX,
    "pictures/sunset.jpg": "\0\1\2" * 100,
}


def plant(folder: Path, things: dict[str, str] = THINGS) -> Path:
    """Write the things; later ones are older by a day each."""
    for number, (name, text) in enumerate(things.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        dated(path, 1_700_000_000 - 86_400 * number)
    return folder


def dated(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))
