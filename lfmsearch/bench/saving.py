"""From saving a file until it is found, by words and by meaning, with an idle service over 2,000 documents."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

from lfmsearch.bench.row import Row, percentile
from lfmsearch.bench.search import write
from lfmsearch.bench.served import Served, fresh
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.texts import Writer
from lfmsearch.types import Mode

DOCUMENTS = 2_000
BY_WORDS, BY_MEANING = 1.5, 3.0
# What is not found by then is lost.
PATIENCE = 30.0
# A search holds the embedding back for half a second, as for somebody who types: whoever waits for meaning asks once it is said to
# be there, and otherwise no more often than this.
ASKED_WORDS, ASKED_MEANING = 0.02, 2.0


def run(setting: Setting) -> list[Row]:
    """Save files one by one, with pauses as a person's, and ask for each until it comes first. Half are new, half are written again."""
    saves = 30 if setting.full else 10
    home = setting.home(f"saving-{DOCUMENTS}")
    writer = Writer.of_model(setting.model(), seed=23)
    write(home.data_dir / "files", writer, DOCUMENTS)
    writer = Writer.of_model(setting.model(), seed=random.randrange(1 << 30))  # what is saved lies in no earlier file
    saved = fresh(home.data_dir / "saved")
    with Served(home) as service:
        for folder in (home.data_dir / "files", saved):
            if str(folder) not in {known.source.path for known in service.client.sources()}:
                service.client.add(folder)
        service.until_done()
        service.client.search("warm", mode="meaning")
        embedded = threading.Event()
        service.client.subscribe(lambda event: embedded.set() if event.get("embedded") else None)
        rows = []
        targets: dict[Mode, float] = {"words": BY_WORDS, "meaning": BY_MEANING}
        for mode, target in targets.items():
            waits = [_found(service, saved, number, writer, mode, embedded) for number in range(saves)]
            name = f"saving: a text file until it is found by {mode}, idle service, {saves} saves"
            rows += [
                Row(f"{name}, p95", percentile(waits, 0.95), "s", target=target),
                Row(f"{name}, median", percentile(waits, 0.5), "s"),
            ]
        return rows


def _found(service: Served, folder: Path, number: int, writer: Writer, mode: Mode, embedded: threading.Event) -> float:
    """Save a text and return after how many seconds a search finds it."""
    time.sleep(random.uniform(1.0, 2.0))
    name = f"{mode} {number // 2}.md"
    word = f"zq{mode[0]}{number}x"
    text = writer.text(60)
    asked = word if mode == "words" else text
    embedded.clear()
    (folder / name).write_text(f"# {' '.join(writer.words(3))}\n\n{text} {word}\n", "utf-8")
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if mode == "meaning":
            embedded.wait(ASKED_MEANING)
            embedded.clear()  # it may have told of an earlier file: asking without a pause would hold this one back
        hits = service.client.search(asked, limit=1, mode=mode).hits
        if hits and hits[0].path.endswith(name) and (mode == "meaning" or word in hits[0].snippet.text):
            return time.monotonic() - began
        if mode == "words":
            time.sleep(ASKED_WORDS)
    return float("inf")
