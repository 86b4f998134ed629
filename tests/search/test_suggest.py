"""How one may go on typing, of what the Documents found are, and what was meant."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.library import Library

from lfmsearch.search.facets import facets
from lfmsearch.search.meant import meant
from lfmsearch.search.suggest import Value, Values, Vocabulary, suggestions, vocabulary
from lfmsearch.search.vocabulary import KeptVocabulary
from lfmsearch.store.background import BackgroundLookup
from lfmsearch.store.census import Census
from lfmsearch.store.connection import Connection, connect
from lfmsearch.store.scope import EVERYTHING, folded
from lfmsearch.types import Person

ANNA = Person("Anna Ròssi", "anna@example.org", "from")
ANNA_AGAIN = Person("Anna", "Anna@example.org", "from")
BEN = Person("Ben", "ben@example.org", "to")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two mails of Anna, one note, one table."""
    made = Library(tmp_path)
    made.put("mails/one.eml", "a", kind="mail", people=(ANNA, BEN), moment=1_710_000_000, language="de")
    made.put("mails/two.eml", "b", kind="mail", people=(ANNA,), moment=1_700_000_000)
    made.put("mails/three.eml", "b", kind="mail", people=(ANNA_AGAIN,), moment=1_700_000_000)
    made.put("notes/house.md", "c", kind="note", tags=("house", "Garten"), moment=1_710_000_000)
    made.put("table.csv", "d", moment=1_710_000_000)
    yield made
    made.close()


def typed(library: Library, text: str, *, cursor: int | None = None, limit: int = 8) -> list[str]:
    """What is suggested, as it would be typed."""
    known = vocabulary(Census(library.connection))
    return [one.typed for one in suggestions(text, known, cursor=cursor, limit=limit)]


def test_the_name_of_a_field_is_finished(library: Library) -> None:
    """With what it is for, in the list; a minus is kept."""
    assert typed(library, "fr")[0] == "from:"
    assert typed(library, "rent -ki")[0] == "-kind:"


@pytest.mark.parametrize(
    "text", ["from:", "from:an", "from:ROSSI", "from:rossi", "from：an", 'from:"anna r', "rent from:anna@"]
)
def test_people_are_found_by_any_of_their_names(library: Library, text: str) -> None:
    """Case and accents aside; what is typed is the address, which means one person."""
    assert typed(library, text)[0] == "from:anna@example.org"


def test_values_that_occur_are_offered_the_most_frequent_first(library: Library) -> None:
    """Of every field that has a list."""
    assert typed(library, "type:") == ["type:eml", "type:csv", "type:md"]
    assert typed(library, "tag:ga") == ["tag:Garten"]
    assert typed(library, "-kind:n") == ["-kind:note"]
    assert typed(library, "in:no") == ["in:notes"]
    assert typed(library, "lang:") == ["lang:de"]
    assert typed(library, "date:last") == ["date:lastweek", "date:lastmonth", "date:lastyear"]
    assert typed(library, "after:20") == ["after:2024", "after:2023"]
    assert typed(library, "subject:re") == []


def test_a_plain_word_may_be_a_value(library: Library) -> None:
    """From two letters on; one of each kind in turn."""
    assert typed(library, "ann") == ["from:anna@example.org"]
    assert typed(library, "rent hou") == ["tag:house"]
    assert typed(library, "mail") == ["in:mails", "kind:mail"]


@pytest.mark.parametrize("text", ["", "rent ", '"fr', "rent OR", "!!", "zzz"])
def test_nothing_is_suggested_where_nothing_begins_so(library: Library, text: str) -> None:
    """After a blank, in a quote, for signs."""
    assert typed(library, text) == []


def test_what_stands_before_the_cursor_counts(library: Library) -> None:
    """And only that is replaced."""
    [one] = suggestions("tag:ho rent", vocabulary(Census(library.connection)), cursor=6)

    assert (one.start, one.end, one.typed, one.count) == (0, 6, "tag:house", 1)


@given(st.lists(st.text(max_size=6), max_size=30), st.text(max_size=3))
def test_values_are_found_by_every_beginning(names: list[str], prefix: str) -> None:
    """What looking through all of them would find."""
    values = Values(Value(name, name, 0) for name in dict.fromkeys(names))

    found = {value.typed for value in values.begun(prefix, 100)}

    assert {name for name in names if folded(name).startswith(folded(prefix))} <= found


def test_the_vocabulary_is_listed_again_when_the_index_has_changed(library: Library, tmp_path: Path) -> None:
    """Not at every keystroke; what another program writes is seen after a while."""
    now = [0.0]
    reading = connect(tmp_path / "index.db", write=False)
    listed = threading.Event()

    def again(connection: Connection) -> Vocabulary:
        try:
            return vocabulary(Census(connection))
        finally:
            listed.set()

    background = BackgroundLookup(tmp_path / "index.db", again)
    kept = KeptVocabulary(Census(reading), background, lambda: now[0])
    assert [value.typed for value in kept()["tag"].begun("", 9)] == ["Garten", "house"]
    library.put("notes/new.md", "e", tags=("attic",))

    soon, now[0] = kept(), 60.0
    kept()
    assert listed.wait(30)
    while background.is_running:
        time.sleep(0.01)

    assert [value.typed for value in soon["tag"].begun("", 9)] == ["Garten", "house"]
    assert [value.typed for value in kept()["tag"].begun("", 9)] == ["Garten", "attic", "house"]
    assert kept() is kept()
    kept.close()
    reading.close()


def test_facets_count_what_the_documents_are(library: Library) -> None:
    """By every field; one address is one person, whatever it is called."""
    everything = library.reader.newest(EVERYTHING, 99)

    found = facets(Census(library.connection).facts(everything))

    counts = {(one.field, one.value): one.count for one in found}
    assert counts["kind", "mail"] == 3
    assert counts["type", "csv"] == 1
    assert counts["from", "anna@example.org"] == 3
    assert counts["date", "2024"] == 3
    assert counts["date", "2023-11"] == 2
    assert counts["tag", "house"] == 1
    assert counts["lang", "de"] == 1
    assert counts["in", str(library.folder)] == 5
    assert counts["in", str(library.folder / "mails")] == 3
    assert [one.value for one in found if one.field == "kind"] == ["mail", "file", "note"]
    assert next(one.label for one in found if one.field == "from") == "Anna Ròssi"
    assert {one.label for one in found if one.field == "in"} == {"files", "mails", "notes"}


def test_every_facet_narrows_to_what_it_counted(library: Library) -> None:
    """Typed as it says, the filter finds as many."""
    everything = library.reader.newest(EVERYTHING, 99)

    for facet in facets(Census(library.connection).facts(everything)):
        _, ranking = library.ranked(facet.typed)
        assert len(ranking.order) == facet.count, facet


def corrections(words: Sequence[str]) -> Mapping[str, str]:
    """Of one index."""
    return {word: {"plumer": "plumber", "Invoce": "invoice"}[word] for word in words if word in ("plumer", "Invoce")}


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("the plumer's", ""),
        ("Invoce of the plumer, please", "Invoice of the plumber, please"),
        ('"Invoce plumer" from:plumer -plumer plumer*', '"Invoice plumber" from:plumer -plumer plumer*'),
        ("all is well", ""),
        ("", ""),
    ],
)
def test_words_are_corrected_where_they_stand(text: str, corrected: str) -> None:
    """Everything else stays letter for letter: filters, what is left out, beginnings."""
    assert meant(text, corrections) == corrected


@given(st.text(max_size=100))
def test_nothing_to_correct_is_said_as_nothing(text: str) -> None:
    """Whatever was typed; and all words are asked about at once."""
    asked: list[list[str]] = []

    assert meant(text, lambda words: asked.append(list(words)) or {}) == ""  # type: ignore[func-returns-value]
    assert len(asked) == 1
    assert all(word in text for word in asked[0])
