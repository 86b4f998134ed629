"""The store against a plain dict: whatever is done to it in whatever order, it holds what the model holds, and nothing else."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from store.filled import DIMENSIONS, Filled, file

from lfmsearch.store.damage import damage

NAMES = st.sampled_from([f"/home/anna/{name}.txt" for name in "abcde"])
WORDS = st.sampled_from(["zebra", "quagga", "okapi", "tapir", "日本語"])
CONTENTS = st.lists(WORDS, min_size=1, max_size=3).map(tuple)


class StoreMachine(RuleBasedStateMachine):
    """Each File's name and the words in it are the model; a File may hold a second Document, one `part`."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.filled = Filled(Path(self.folder.name) / "index.db")
        self.generation = self.filled.writer.generation("R", "r", DIMENSIONS)
        self.model: dict[str, tuple[tuple[str, ...], bool]] = {}
        self.ever_embedded: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "filled"):
            self.filled.close()
            self.folder.cleanup()

    def read(self, path: str, words: tuple[str, ...], part: bool) -> None:
        documents = [file("", key="b2:" + " ".join(words))]
        if part:
            documents.append(replace(file("", key="b2:p" + " ".join(words)), kind="attachment", member="p", parent=""))
        self.filled.put(path, *documents, texts=words)

    @rule(path=NAMES, words=CONTENTS, part=st.booleans())
    def put_or_change(self, path: str, words: tuple[str, ...], part: bool) -> None:
        self.read(path, words, part)
        self.model[path] = words, part

    @rule(old=NAMES, new=NAMES)
    def move(self, old: str, new: str) -> None:
        if old in self.model and old != new:
            self.filled.writer.moved([(old, new)])
            self.model[new] = self.model.pop(old)

    @rule(paths=st.lists(NAMES, max_size=3))
    def forget(self, paths: list[str]) -> None:
        self.filled.writer.forget(paths)
        for path in paths:
            self.model.pop(path, None)

    @rule(source=NAMES, copy=NAMES)
    def copy(self, source: str, copy: str) -> None:
        if source in self.model and source != copy:
            self.read(copy, *self.model[source])
            self.model[copy] = self.model[source]
            texts = set(self.model[source][0])
            waiting = self.filled.reader.unembedded_count(self.generation)
            assert waiting == len(self.all_texts() - self.embedded_texts()), "a copy asks for no embedding"
            assert texts <= self.all_texts()

    @rule()
    def embed(self) -> None:
        fresh = self.all_texts() - self.embedded_texts()
        assert self.filled.embed_all(self.generation) == len(fresh)

    @rule()
    def tidy(self) -> None:
        self.filled.writer.tidy()
        assert self.embedded_texts() <= self.all_texts()
        assert not self.filled.reader.untidy()

    @rule(path=NAMES, words=CONTENTS)
    def crash(self, path: str, words: tuple[str, ...]) -> None:
        """The connection goes in the middle of a transaction: nothing of it was ever there."""
        self.filled.connection.execute("BEGIN IMMEDIATE")
        self.filled.writer.forget([path])
        self.read(path, words, part=True)
        self.filled.close()
        self.filled.open()

    @invariant()
    def words_find_what_the_model_holds(self) -> None:
        if not hasattr(self, "filled"):
            return
        for word in ("zebra", "quagga", "okapi", "tapir", "日本語"):
            found = self.filled.reader.documents(sorted(self.filled.found(word)))
            places = {(path, member) for document in found.values() for path, member, *_ in document.places}
            held = {(path, "") for path, (words, _) in self.model.items() if word in words}
            held |= {(path, "p") for path, (words, part) in self.model.items() if part and word in words}
            assert places == held, word

    @invariant()
    def nothing_is_left_over(self) -> None:
        if not hasattr(self, "filled"):
            return
        assert damage(self.filled.connection) == []
        count = self.filled.connection.execute
        assert count("SELECT count(*) FROM word WHERE rowid NOT IN (SELECT id FROM page)").get == 0
        assert count("SELECT count(*) FROM page WHERE document_id NOT IN (SELECT id FROM document)").get == 0
        assert count("SELECT count(*) FROM chunk WHERE document_id NOT IN (SELECT id FROM document)").get == 0
        assert count("SELECT count(*) FROM place WHERE file_id NOT IN (SELECT id FROM file)").get == 0
        assert count("PRAGMA foreign_key_check").fetchall() == []
        assert {path for (path,) in count("SELECT path FROM file")} == set(self.model)

    def all_texts(self) -> set[str]:
        return {word for words, _ in self.model.values() for word in words}

    def embedded_texts(self) -> set[str]:
        sql = "SELECT DISTINCT text FROM chunk JOIN vector ON vector.hash = chunk.hash"
        here: set[Any] = {text for (text,) in self.filled.connection.execute(sql)}
        held = self.filled.connection.execute("SELECT count(*) FROM vector").get
        assert held >= len(here)
        return here


TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
