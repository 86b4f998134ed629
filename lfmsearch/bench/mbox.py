"""A growing mailbox: how fast it is split, and how soon the first and the last of the mails appended to it are found."""

from __future__ import annotations

import base64
import random
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.extract.mbox import messages
from lfmsearch.index import Index
from lfmsearch.system.paths import Home

SPLIT_TARGET = 60.0
TAIL_TARGET = 1.0
APPENDED = 1_000
ROUNDS = 3
# English is made of these by a third; without them its language would be a riddle.
_COMMON = "the of and to in is that it for was on are with as this be at have from or not but by you we they can will"
# What a mailing list's message weighs, and every tenth carries a file.
WORDS = 450
ATTACHED_BYTES = 60_000


def run(setting: Setting) -> list[Row]:
    """Make a mailbox, split it, index it by words, append to it and index it again."""
    megabytes = 400 if setting.full else 20
    home = Home.at(setting.folder / f"mbox-{megabytes}")
    folder = home.data_dir / "mail"
    path = folder / "Inbox"
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(5)
    write(path, mails(rng, 0), megabytes * 1_000_000)
    split = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with path.open("rb") as file:
            count = sum(1 for _ in messages(file))
        split.append(path.stat().st_size / 1e6 / (time.perf_counter() - started))
    firsts, tails = [], []
    with Index.open(home) as index:
        index.add(folder)
        started = time.perf_counter()
        index.update(words_only=True)
        first = time.perf_counter() - started
        for number in range(1, ROUNDS + 1):
            with path.open("ab") as file:
                new = mails(rng, number * 1_000_000)
                file.writelines(next(new) for _ in range(APPENDED))
            first_found = Watch(home, f"subject{number * 1_000_000}")
            started = time.perf_counter()
            index.update(words_only=True)
            tails.append(time.perf_counter() - started)
            firsts.append(first_found.after(started))
            if index.status().documents["mail"] != count + number * APPENDED:
                raise AssertionError("not every mail that was appended is in the index")
            if not index.search(f"subject{number * 1_000_000 + APPENDED - 1}", mode="words").hits:
                raise AssertionError("the last mail is not found")
    shutil.rmtree(home.data_dir, ignore_errors=True)
    return [
        Row(
            f"mbox: splitting {megabytes} MB", sorted(split)[ROUNDS // 2], "MB/s", target=SPLIT_TARGET, better="higher"
        ),
        Row(f"mbox: first index by words, {count:,} mails", count / first, "mails/s", better="higher"),
        Row(
            f"mbox: {APPENDED:,} mails appended to {megabytes} MB until the first of them is found",
            sorted(firsts)[ROUNDS // 2],
            "s",
            target=TAIL_TARGET,
        ),
        Row(
            f"mbox: {APPENDED:,} mails appended to {megabytes} MB until all of them are found",
            sorted(tails)[ROUNDS // 2],
            "s",
        ),
    ]


class Watch(threading.Thread):
    """Searches again and again for a word, over a connection of its own, until it is found."""

    def __init__(self, home: Home, word: str) -> None:
        super().__init__(daemon=True)
        self._home, self._word, self._found = home, word, 0.0
        self.start()

    def run(self) -> None:
        """Search until it is there; by the thread itself."""
        with Index.open(self._home) as index:
            while not index.search(self._word, mode="words").hits:
                time.sleep(0.02)
        self._found = time.perf_counter()

    def after(self, started: float) -> float:
        """Wait until it is found; return how many seconds after `started` that was."""
        self.join()
        return self._found - started


def mails(rng: random.Random, first: int) -> Iterator[bytes]:
    """Yield different messages without end, each with its separator line; `first` is the number of the first."""
    words = _COMMON.split() * 50 + [
        "".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(2, 9))) for _ in range(5_000)
    ]
    number = first
    while True:
        text = "\n".join(" ".join(rng.choices(words, k=11)) for _ in range(WORDS // 11))
        head = (
            f"From - Tue Mar  5 09:{number % 60:02d}:00 2024\nX-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n"
            f"Received: from mail.example.org by mx.example.com; Tue, 5 Mar 2024 09:00:00 +0100\nMessage-ID: <{number}@example.org>\n"
            f"Date: Tue, 5 Mar 2024 09:{number % 60:02d}:00 +0100\nFrom: Anna Rossi <anna@example.org>\nTo: ben@example.com\n"
            f"Subject: {' '.join(rng.choices(words, k=5))} subject{number}\nMIME-Version: 1.0\n"
        )
        if number % 10:
            yield f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n\n".encode()
        else:
            file = base64.encodebytes(rng.randbytes(ATTACHED_BYTES)).decode()
            yield (
                f"{head}Content-Type: multipart/mixed; boundary=part\n\n--part\nContent-Type: text/plain\n\n{text}\n--part\n"
                f"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n"
                f"Content-Disposition: attachment; filename=photo{number}.jpg\n\n{file}\n--part--\n\n"
            ).encode()
        number += 1


def write(path: Path, found: Iterator[bytes], size: int) -> None:
    """Write messages until the file has about `size` bytes."""
    written = 0
    with path.open("wb") as file:
        while written < size:
            written += file.write(next(found))
