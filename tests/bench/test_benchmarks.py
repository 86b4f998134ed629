"""What the benchmarks measure is what they say: the texts, the trees, both sides of a comparison."""

import mmap
import os
import sys
from collections import Counter

import numpy as np
import pytest

from lfmsearch.bench import memory, rescan, scan
from lfmsearch.bench.texts import Writer
from lfmsearch.store.connection import connect
from lfmsearch.store.scope import EVERYTHING
from lfmsearch.store.vectors import Vectors

WORDS = [f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(500)]


def test_the_same_seed_writes_the_same_texts():
    """Two runs measure the same; another seed gives other texts."""
    one, same, other = Writer(WORDS, 1), Writer(WORDS, 1), Writer(WORDS, 2)

    assert one.text(100) == same.text(100)
    assert one.query() == same.query()
    assert one.text(100) != other.text(100)


def test_a_text_has_the_number_of_words_asked_for():
    """Sentences end where the count does."""
    assert [len(Writer(WORDS, 3).text(count).split()) for count in (1, 5, 30, 215)] == [1, 5, 30, 215]


def test_queries_have_three_to_twelve_words():
    """As people ask."""
    writer = Writer(WORDS, 4)

    assert {len(writer.query().split()) for _ in range(500)} == set(range(3, 13))


def test_words_come_as_often_as_zipf_says():
    """The first word is far more common than the fiftieth, and rare words do come."""
    counts = Counter(Writer(WORDS, 5).words(20_000))

    assert counts[WORDS[0]] > 8 * counts[WORDS[50]] > 0
    assert len(counts) > 450


def test_files_of_the_tree_all_differ_but_share_few_texts(tmp_path):
    """So that each is a Document of its own, and few passages need a vector."""
    rescan.write(tmp_path, Writer(WORDS, 6), 400)

    contents = [path.read_text() for path in tmp_path.rglob("*.txt")]
    assert len(contents) == len(set(contents)) == 400
    assert len({content.rstrip() for content in contents}) == rescan.TEXTS
    assert {len(list(folder.glob("*.txt"))) for folder in tmp_path.glob("*/*")} == {rescan.IN_A_FOLDER}


def test_both_scans_look_at_the_same_rows(tmp_path):
    """What is filled in is found by the block in memory: a vector is nearest to itself."""
    rng = np.random.default_rng(1)
    connection = connect(tmp_path / "index.db", write=True)
    scan.fill(connection, 300, rng)
    value = connection.execute("SELECT value FROM vector WHERE id = 123").get
    vectors = Vectors(connection, 1, scan.DIMENSIONS)

    found = vectors.compared(np.frombuffer(value, np.int8).astype(np.float32)).nearest(EVERYTHING, 3)

    assert found[0].document_id == 123
    assert found[0].cosine == pytest.approx(1.0, abs=1e-3)
    connection.close()


@pytest.mark.skipif(sys.platform != "linux", reason="mappings are read from /proc")
def test_mapped_weights_are_told_apart_from_memory(tmp_path):
    """Pages of a model's file that were read count as weights, and memory of our own as anonymous."""
    size = 32 << 20
    path = tmp_path / "with a space.gguf"
    path.write_bytes(b"x" * size)
    before = memory._mapped(os.getpid())

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped[:].count(b"x") == size
        held = bytearray(b"y" * size)
        resident, anonymous, weights = memory._mapped(os.getpid())

    assert weights - before[2] == size
    assert anonymous - before[1] >= size
    assert resident - before[0] >= 2 * size
    assert len(held) == size


def test_a_process_that_ended_holds_nothing():
    """Its mappings are gone; that is no error."""
    assert memory._mapped(2**22 + 1) == (0, 0, 0)


@pytest.mark.parametrize("words", [memory.WORDS_SMALL, memory.WORDS_FULL])
def test_the_tree_for_memory_gives_the_chunks_it_promises(words, tmp_path, monkeypatch):
    """Every section becomes one Chunk."""
    from lfmsearch.chunk import chunked
    from lfmsearch.types import Document, Section

    monkeypatch.setattr(memory, "CHUNKS", 20)
    memory.write(tmp_path / "tree", Writer(WORDS, 7), words)

    chunks = 0
    for path in (tmp_path / "tree").iterdir():
        sections = []
        for part in path.read_text().split("# ")[1:]:
            heading, _, text = part.partition("\n\n")
            sections.append(Section(text, headings=(heading,)))
        chunks += len(chunked(Document("", "file", "md", "b2:x", path.name, tuple(sections)), name=path.name))
    assert chunks == 20
