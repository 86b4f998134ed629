"""What is written, what stays and what goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from store.filled import DIMENSIONS, SOURCE, Filled, file, vector

from lfmsearch.store.damage import damage
from lfmsearch.store.writer import moment_of
from lfmsearch.types import Source


def vectors(filled: Filled) -> int:
    return int(filled.connection.execute("SELECT count(*) FROM vector").get)


def generation(filled: Filled, recipe: str = "R1") -> int:
    return filled.writer.generation(recipe, recipe.lower(), DIMENSIONS)


def test_an_edit_leaves_something_to_embed(filled: Filled) -> None:
    """What was recorded as embedded is so only until text is written again."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["one", "two"])
    filled.embed_all(number)
    filled.writer.all_embedded(number)
    assert filled.reader.embedded_up_to_date("R1")

    filled.put("/home/anna/a.txt", file("a", key="b2:other"), texts=["one", "three"])

    assert not filled.reader.embedded_up_to_date("R1")
    assert filled.reader.unembedded_count(number) == 1


def test_reading_the_same_again_writes_nothing(filled: Filled) -> None:
    """A touched file keeps its Chunks, and with them its vectors."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one"])
    before = list(filled.connection.execute("SELECT * FROM chunk, page, fact"))

    filled.put("/home/anna/a.txt", file("a"), texts=["one"])

    assert list(filled.connection.execute("SELECT * FROM chunk, page, fact")) == before


def test_a_copy_is_one_document_in_two_places_and_leaves_with_the_last(filled: Filled) -> None:
    """It is embedded once, and found until no place is left."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    assert filled.embed_all(number) == 1
    filled.put("/home/anna/b.txt", file("a"), texts=["zebra"])
    assert filled.embed_all(number) == 0
    (document,) = filled.found("zebra")
    assert [path for path, *_ in filled.reader.documents([document])[document].places] == [
        "/home/anna/a.txt",
        "/home/anna/b.txt",
    ]

    filled.writer.forget(["/home/anna/a.txt"])
    assert filled.found("zebra") == {document}
    filled.writer.forget(["/home/anna/b.txt"])

    assert filled.found("zebra") == set()
    assert filled.writer.tidy() == 1


def test_what_loses_a_place_is_read_again_for_its_names(filled: Filled) -> None:
    """Words of a path that is no more must not find the copy that stayed."""
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    filled.put("/home/anna/b.txt", file("a"), texts=["zebra"])

    filled.writer.forget(["/home/anna/b.txt"])

    assert [file.path for file in filled.reader.pending(9, tried=False)] == ["/home/anna/a.txt"]


def test_a_move_keeps_document_and_vectors(filled: Filled) -> None:
    """The ids that a person has seen stay good."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    filled.embed_all(number)
    (document,) = filled.found("zebra")

    filled.writer.moved([("/home/anna/a.txt", "/home/anna/new/a.txt")])

    assert filled.reader.documents_at("/home/anna/new/a.txt") == [document]
    assert filled.reader.unembedded_count(number) == 0
    assert filled.reader.pending_count() == 1


def test_a_move_onto_a_known_path_replaces_what_was_there(filled: Filled) -> None:
    """Nothing that lay there is found any more, and nothing of it stays."""
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    filled.put("/home/anna/b.txt", file("b"), texts=["quagga"])

    filled.writer.moved([("/home/anna/a.txt", "/home/anna/b.txt")])

    assert filled.found("quagga") == set()
    assert damage(filled.connection) == []


def test_an_attachment_knows_its_mail_and_outlives_its_place_in_it(filled: Filled) -> None:
    """A reading that no longer sees a part takes its place away, and the parent's id with it."""
    mail = replace(file("mail", key="mid:1"), kind="mail")
    part = replace(file("invoice.pdf"), kind="attachment", member="1:invoice.pdf", parent="")
    filled.put("/home/anna/in.eml", mail, part, texts=["zebra"])
    outer, inner = filled.reader.documents_at("/home/anna/in.eml")
    assert filled.reader.documents([inner])[inner].parent == outer

    filled.put("/home/anna/in.eml", mail, texts=["zebra"])

    assert filled.reader.documents_at("/home/anna/in.eml") == [outer]
    assert filled.reader.documents([inner]) == {}


def test_a_source_that_goes_takes_its_documents_along(filled: Filled) -> None:
    """But for those that lie elsewhere too."""
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    ids = filled.writer.keep_sources([Source(SOURCE), Source("/mnt/disk")])
    filled.writer.expect(ids["/mnt/disk"], [("/mnt/disk/c.txt", 1, 1, 1)])

    filled.writer.keep_sources([Source("/mnt/disk")])

    assert filled.found("zebra") == set()
    assert filled.reader.file("/home/anna/a.txt") is None
    assert filled.reader.file("/mnt/disk/c.txt") is not None


def test_the_first_generation_answers_at_once_a_later_one_when_it_is_complete(filled: Filled) -> None:
    """Building → active → retired → gone."""
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    first = generation(filled)
    filled.embed_all(first)
    filled.writer.all_embedded(first)
    filled.writer.activate(first)

    second = generation(filled, "R2")
    assert [(g.recipe, g.state) for g in filled.reader.generations()] == [("R1", "active"), ("R2", "building")]
    assert not filled.reader.embedded_up_to_date("R1"), "another one is being built: it has to be dropped first"
    filled.embed_all(second)
    filled.writer.tidy()
    filled.writer.activate(second)
    assert [(g.recipe, g.state) for g in filled.reader.generations()] == [("R2", "active"), ("R1", "retired")]
    assert filled.reader.untidy()

    assert filled.writer.tidy() == 1
    assert [g.recipe for g in filled.reader.generations()] == ["R2"]
    assert vectors(filled) == 1


def test_going_back_to_the_old_model_drops_the_new_one(filled: Filled) -> None:
    """A Generation given up is not left half built, and its id may be used again."""
    filled.put("/home/anna/a.txt", file("a"), texts=["zebra"])
    first = generation(filled)
    filled.embed_all(first)
    filled.writer.activate(first)
    second = generation(filled, "R2")
    filled.embed_all(second)
    filled.writer.all_embedded(second)

    filled.writer.activate(generation(filled))
    filled.writer.tidy()
    filled.writer.generation("R3", "r3", DIMENSIONS)

    assert [(g.recipe, g.state) for g in filled.reader.generations()] == [("R1", "active"), ("R3", "building")]
    assert not filled.reader.embedded_up_to_date("R3")


def test_tidying_takes_what_nobody_needs_and_nothing_else(filled: Filled) -> None:
    """Vectors stay while one Chunk says the same, in any Document."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["shared", "own"])
    filled.put("/home/anna/b.txt", file("b"), texts=["shared"])
    filled.embed_all(number)

    filled.writer.forget(["/home/anna/a.txt"])

    assert filled.writer.tidy() == 1
    assert filled.reader.unembedded_count(number) == 0
    assert filled.writer.tidy() == 0


def test_what_took_the_program_down_again_and_again_is_set_aside(filled: Filled) -> None:
    """Begun and never ended: tried again, alone. Three times alone: in neither list, and named."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["bad", "good"])
    (bad, _, _), (good, _, _) = filled.reader.unembedded(number, limit=9, tried=False)

    filled.writer.attempt([bad, good])
    assert filled.reader.unembedded(number, limit=9, tried=False) == []
    assert {key for key, _, _ in filled.reader.unembedded(number, limit=9, tried=True)} == {bad, good}
    for _ in range(2):
        filled.writer.attempt([bad])
        assert [key for key, _, _ in filled.reader.unembedded(number, limit=9, tried=True)] == [good, bad]
    filled.writer.attempt([bad])

    assert [key for key, _, _ in filled.reader.unembedded(number, limit=9, tried=True)] == [good]
    assert filled.reader.set_aside() == [(1, 1)]


def test_an_attempt_given_up_or_ended_leaves_no_blame(filled: Filled) -> None:
    """Stopped on purpose is not failed."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["one", "two"])
    keys = [key for key, _, _ in filled.reader.unembedded(number, limit=9, tried=False)]

    for _ in range(3):
        filled.writer.attempt(keys)
        filled.writer.give_up(keys)
    filled.writer.attempt(keys)
    filled.writer.embedded(number, [(key, vector("x")[None, :]) for key in keys])

    assert filled.connection.execute("SELECT count(*) FROM attempt").get == 0


def test_another_model_tries_again_what_one_could_not(filled: Filled) -> None:
    """What is set aside is set aside for the model that fell over it."""
    number = generation(filled)
    filled.put("/home/anna/a.txt", file("a"), texts=["bad"])
    ((bad, _, _),) = filled.reader.unembedded(number, limit=9, tried=False)
    for _ in range(4):
        filled.writer.attempt([bad])
    assert filled.reader.set_aside() == [(1, 1)]

    second = generation(filled, "R2")

    assert len(filled.reader.unembedded(second, limit=9, tried=False)) == 1


def test_passages_are_chosen_breadth_first_and_newest_first(filled: Filled) -> None:
    """The first of every Document before the second of any, and the newest Document's before others'."""
    number = generation(filled)
    filled.put("/home/anna/old.txt", file("old"), texts=["old 1", "old 2"], moment=1)
    filled.put("/home/anna/new.txt", file("new"), texts=["new 1", ">quoted", "new 3"], moment=2)

    chosen = [chunk for _, chunk, _ in filled.reader.unembedded(number, limit=9, tried=False)]

    texts = dict(filled.reader.passages(chosen))
    assert [texts[chunk] for chunk in chosen] == ["new 1", "old 1", "old 2", "new 3"]


@pytest.mark.parametrize("text", ["\udce9 caf\udcff", "nul \0 inside", "🙂 \U0010ffff", "a" * 100_000])
def test_odd_text_goes_in(filled: Filled, text: str) -> None:
    """Whatever an extractor hands over, one Document never stops the others."""
    filled.put(
        f"/home/anna/{text[:50]}", replace(file(text), title=text, tags=(text,), thread=text), texts=[text, "zebra"]
    )

    assert len(filled.found("zebra")) == 1
    assert filled.reader.file(f"/home/anna/{text[:50]}") is not None


def test_two_names_that_are_no_text_are_two_documents(filled: Filled) -> None:
    """Known by their paths alone, they must not be taken for one."""
    for name in ("/home/anna/\udce9", "/home/anna/\udcea"):
        filled.put(name, file("", key=f"path:{name}"))

    assert filled.reader.documents_by_kind()["file"] == 2


def test_a_document_is_dated_by_itself_else_by_its_file() -> None:
    """Epoch seconds, also before 1970."""
    assert moment_of(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), 5) == -1
    assert moment_of(None, 1_500_000_000) == 1


def test_attempts_to_read_are_counted_and_taken_back(filled: Filled) -> None:
    """Only what was begun and neither ended nor given up counts against a File."""
    filled.writer.expect(filled.source, [("/home/anna/a.txt", 1, 1, 1)])

    filled.writer.begin_reading(["/home/anna/a.txt"])
    filled.writer.begin_reading(["/home/anna/a.txt"])
    filled.writer.give_up_reading(["/home/anna/a.txt"])

    assert [file.tries for file in filled.reader.pending(9, tried=True)] == [1]
