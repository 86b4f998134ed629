"""The words leg: what is found, in which scripts, and that nothing typed can break it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.filled import Filled, file, fresh

from lfmsearch.errors import BadQuery
from lfmsearch.search.query import parse
from lfmsearch.store.scope import EVERYTHING, scope_of
from lfmsearch.store.terms import expressions, phrase
from lfmsearch.store.words import PAGE_CHUNKS, Words, WordsMatch
from lfmsearch.types import Person

TEXTS = {
    "boiler": "The boiler's pressure is 1.0.21 bar, read_file says; write to anna@example.org.",
    "café": "Der Höhenflug im Café über São Paulo",
    "日本": "東京都の家賃は毎月十万円です。マンション",
    "서울": "서울에서 집세를 냈습니다",
    "عربي": "دفعت الإيجار في القاهرة",
    "running": "She was running to the invoices",
}


@pytest.fixture(scope="module")
def words() -> Iterator[Words]:
    """Over an index that no test changes."""
    with fresh() as filled:
        filled.put("/home/anna/a.txt", file("a"), texts=["a é 日本 한글 address other readFile"])
        yield filled.words


@pytest.fixture
def bilingual(filled: Filled) -> Filled:
    """Six English notes and four German ones, `die` in one of the first and all of the second."""
    for n in range(6):
        filled.put(f"/home/anna/{n}.txt", file(str(n), language="en"), texts=["rent flat" + " die" * (n == 3)])
    for n in range(6, 10):
        filled.put(f"/home/anna/{n}.txt", file(str(n), language="de"), texts=["die Miete"])
    return filled


@pytest.fixture
def told(filled: Filled) -> Filled:
    for name, text in TEXTS.items():
        filled.put(f"/home/anna/{name}.txt", file(name), texts=[text])
    return filled


def titles(filled: Filled, *words: str) -> set[str]:
    return {document.title for document in filled.reader.documents(sorted(filled.found(*words))).values()}


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("pressure", "boiler"), ("PRESSURE", "boiler"), ("1.0.21", "boiler"), ("read_file", "boiler"),
        ("anna@example.org", "boiler"), ("cafe", "café"), ("hohenflug", "café"), ("São", "café"), ("sao", "café"),
        ("家賃", "日本"), ("東京都", "日本"), ("円", "日本"), ("집세", "서울"), ("서울", "서울"), ("الإيجار", "عربي"),
        ("القاهرة", "عربي"), ("run", "running"), ("invoice", "running"), ("press*", "boiler"), ("inv*", "running"),
        ("東*", "日本"), ("ﾏﾝｼｮﾝ", "日本"), ("⽇本", "日本"), ("readFile", "boiler"), ("إيجار", "عربي"), ("قاهره", "عربي"),
        ("الايجار", "عربي"), ("invoiced", "running"), ("presure", "boiler"), ("pressuer", "boiler"), ("Höhenflüge", "café"),
    ],
)  # fmt: skip
def test_a_word_is_found_as_a_person_would_type_it(told: Filled, word: str, title: str) -> None:
    """Whatever the case, the accents, the ending, the script; `*` matches what begins so."""
    assert titles(told, word) == {title}


def test_a_name_of_several_parts_is_found_only_whole(told: Filled) -> None:
    """`1.0.21` is not the three numbers anywhere."""
    told.put("/home/anna/x.txt", file("x"), texts=["21 and 1 and 0"])

    assert titles(told, "1.0.21") == {"boiler"}


def test_signs_that_belong_to_a_name_are_part_of_it(filled: Filled) -> None:
    """`C++` is not every `c`; where no text has it, it is the letters alone. It is found in letters too."""
    for number, text in enumerate(("Written in C++, mostly", "part C of it", "for .NET and C#.", "net income 5#3")):
        filled.put(f"/home/anna/{number}.txt", file(str(number)), texts=[text])

    assert titles(filled, "C++") == titles(filled, "c++") == titles(filled, "cplusplus") == {"0"}
    assert titles(filled, "C#") == titles(filled, ".net") == {"2"}
    assert titles(filled, "F#") == set()
    assert {"1"} <= titles(filled, "C")
    assert {"3"} <= titles(filled, "net")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("pressure is 1.0.21", "boiler"), ("毎月十万円", "日本"), ("サ", ""), ("家賃", "日本"), ("집세를", "서울"),
        ("is pressure", ""), ("Café über", "café"), ("running to the inv*", "running"),
    ],
)  # fmt: skip
def test_a_phrase_stands_word_for_word(told: Filled, text: str, title: str) -> None:
    """In this order, with nothing between, in every script."""
    scope = scope_of([], phrases=[phrase(text)])

    found = told.reader.documents(told.reader.newest(scope, 99)).values()

    assert {document.title for document in found} == ({title} if title else set())


def test_minus_leaves_out_what_holds_it_anywhere(told: Filled) -> None:
    """Also when it stands in another page of the same Document."""
    told.put("/home/anna/long.txt", file("long"), texts=["pressure", *["filler"] * 2 * PAGE_CHUNKS, "tapir"])
    assert titles(told, "pressure") == {"boiler", "long"}

    matches = told.words.ranked(told.words.terms(["pressure"]), scope_of([], without=[phrase("tapir")]), 99)

    assert [told.reader.documents([m.document_id])[m.document_id].title for m in matches] == ["boiler"]


def test_a_prefix_in_more_rows_than_there_are_is_only_common(filled: Filled) -> None:
    """Every row may hold several words that begin so: their sum is no count of rows."""
    for n in range(5):
        filled.put(f"/home/anna/{n}.txt", file(str(n)), texts=["invoice invoices invited inverse"])

    for term in filled.words.terms(["inv*"]):
        assert term.rows == filled.words.rows() == 5
        assert term.idf == pytest.approx(1e-6)
    assert len(filled.found("inv*")) == 5


def test_in_a_small_index_every_word_is_looked_up(filled: Filled) -> None:
    """A Document that holds only a common word is found by it, beside a rarer one."""
    for n in range(20):
        filled.put(f"/home/anna/{n}.txt", file(str(n)), texts=["common " + ("rare" if n == 3 else "")])

    assert len(filled.found("common", "rare")) == 20


def test_a_word_in_most_rows_is_left_out_unless_nothing_else_is_there(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It weighs nothing and costs the most."""
    monkeypatch.setattr("lfmsearch.store.words.FEW_ROWS", 0)
    for n in range(20):
        filled.put(f"/home/anna/{n}.txt", file(str(n)), texts=["common " + ("rare" if n == 3 else "")])

    def looked_up(*words: str) -> set[str]:
        return {term.expression for term in filled.words.terms(words)}

    assert looked_up("common", "rare") == {'"rare"'}
    assert looked_up("common") == {'"common"'}
    assert looked_up("common", "nowhere") == {'"common"', '"nowhere"'}
    assert len(filled.found("common", "nowhere")) == 20
    assert filled.words.terms(["rare", "rare", "RARE"])[0].rows == 1


def test_a_word_in_most_rows_of_the_querys_language_is_left_out_too(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However rare it is among all rows."""
    monkeypatch.setattr("lfmsearch.store.words.FEW_ROWS", 0)
    monkeypatch.setattr("lfmsearch.store.words.FEWEST_IN_LANGUAGE", 4)
    for n in range(20):
        language, text = ("nl", "gewoon" + " zeldzaam" * (n == 3)) if n < 6 else ("en", "other")
        filled.put(f"/home/anna/{n}.txt", file(str(n), language=language), texts=[text])

    def looked_up(language: str) -> set[str]:
        return {term.expression for term in filled.words.terms(["gewoon", "zeldzaam"], language)}

    assert looked_up("nl") == {'"zeldzaam"'}
    assert looked_up("en") == {'"gewoon"', '"zeldzaam"'}
    assert {term.expression for term in filled.words.terms(["gewoon"], "nl")} == {'"gewoon"'}


def test_a_word_weighs_by_how_rare_it_is_in_the_querys_language(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two of six Dutch notes say tells little in Dutch, and much in English; what no other language says is rare in any."""
    monkeypatch.setattr("lfmsearch.store.words.FEWEST_IN_LANGUAGE", 4)
    for n in range(20):
        language, text = ("nl", "huur" if n < 2 else "iets") if n < 6 else ("en", "other")
        filled.put(f"/home/anna/{n}.txt", file(str(n), language=language), texts=[text])

    def weight(language: str) -> float:
        return max(term.weight for term in filled.words.terms(["huur"], language))

    assert 0.0 < weight("nl") < weight("en") <= weight("") == 1.0


def test_a_book_is_found_by_the_page_that_speaks_of_the_matter(filled: Filled) -> None:
    """A long Document is several rows; the match names the run of Chunks."""
    texts = ["filler"] * (2 * PAGE_CHUNKS) + ["zebra"]
    filled.put("/home/anna/book.txt", file("book"), texts=texts)

    (match,) = filled.words.ranked(filled.words.terms(["zebra"]), EVERYTHING, 9)

    assert filled.reader.page(match.page_id) == (2 * PAGE_CHUNKS + 1, 2 * PAGE_CHUNKS + 1)


def test_names_people_and_places_are_words_too(filled: Filled) -> None:
    """A Document without text is found by what it is called, who wrote it and where it lies."""
    person = Person("Anna Rossi", "anna@example.org", "from")
    filled.put("/home/anna/Garden/写真 tapir.jpg", file("tapir", people=(person,), tags=("zoo",)))

    for word in ("tapir", "Rossi", "garden", "写真", "zoo"):
        assert filled.found(word) == {1}, word


def test_scores_are_positive_and_best_first(told: Filled) -> None:
    """What holds more of the words comes first."""
    told.put("/home/anna/both.txt", file("both"), texts=["pressure running"])

    matches = told.words.ranked(told.words.terms(["pressure", "running"]), EVERYTHING, 99)

    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert all(match.score > 0 for match in matches)
    assert told.reader.documents([matches[0].document_id])[matches[0].document_id].title == "both"


SIGNS = st.text(
    st.sampled_from("\"*():^-+{}[]<>=~&|\\/'`;,.!?%_ \0\tNEAR OR AND NOT a é 日 本 한 글 ا \udce9 🙂"), max_size=40
)


@settings(deadline=None, max_examples=300)
@given(text=st.one_of(SIGNS, st.text(max_size=60)))
def test_nothing_typed_breaks_the_look_up(words: Words, text: str) -> None:
    """Signs of FTS5's own language are text; what cannot be understood is BadQuery, nothing else."""
    try:
        query = parse(text, now=datetime(2024, 5, 5, tzinfo=UTC))
    except BadQuery:
        return
    wanted = [*query.words, *(word for group in query.any_of for word in group), *query.phrases]
    scope = scope_of(
        query.filters,
        phrases=[found for item in query.phrases if (found := phrase(item))],
        without=[found for item in query.without if (found := phrase(item))],
    )

    words.ranked(words.terms(wanted), scope, 10)


@settings(deadline=None, max_examples=200)
@given(text=SIGNS)
def test_no_word_breaks_the_look_up_either(words: Words, text: str) -> None:
    """Straight into the terms, as a program may."""
    text = text.encode("utf-8", "replace").decode()

    words.ranked(words.terms([text]), EVERYTHING, 10)
    if found := phrase(text):
        words.ranked(words.terms(["a"]), scope_of([], phrases=[found], without=[found]), 10)
    assert all(item.startswith('"') for item in expressions(text))


def test_the_form_that_was_typed_comes_first(filled: Filled) -> None:
    """Its other forms are found below it."""
    filled.put("/home/anna/a.txt", file("forms"), texts=["one invoices here"])
    filled.put("/home/anna/b.txt", file("typed"), texts=["one invoice here"])
    filled.put("/home/anna/c.txt", file("other"), texts=["nothing of that kind"])

    matches = filled.words.ranked(filled.words.terms(["invoice"], "en"), EVERYTHING, 9)

    assert [titled(filled, match) for match in matches] == ["typed", "forms"]


@pytest.mark.parametrize("typed", ["open-source", "l'invoice", "l’invoices", "invoice-like"])
def test_words_joined_by_a_hyphen_or_an_apostrophe_are_looked_up_each_with_its_forms(
    filled: Filled, typed: str
) -> None:
    """And what holds them as they are typed comes first."""
    filled.put("/home/anna/a.txt", file("apart"), texts=["sources of invoices, and more of them"])
    filled.put("/home/anna/b.txt", file("joined"), texts=[f"it says {typed} here, and more of it"])

    matches = filled.words.ranked(filled.words.terms([typed], "en"), EVERYTHING, 9)

    assert [titled(filled, match) for match in matches] == ["joined", "apart"]


def test_what_is_written_into_the_index_is_found_by_a_word_asked_for_before(filled: Filled) -> None:
    """What is kept of a look-up is of one state of the index."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one invoice here"])
    assert len(filled.found("invoice")) == 1

    filled.put("/home/anna/b.txt", file("b"), texts=["many invoices here"])

    assert len(filled.found("invoice")) == 2


def test_the_forms_of_a_word_weigh_as_one_word(filled: Filled) -> None:
    """A form that is rare by itself lifts nothing."""
    for n in range(9):
        filled.put(f"/home/anna/{n}.txt", file(str(n)), texts=["the letters" if n else "the lettering"])

    group = filled.words.terms(["letter"], "en")[-1]

    assert group.forms == ("letters", "lettering")
    assert group.rows == 9


@pytest.mark.parametrize(("word", "language"), [("Wohnung", "de"), ("Mietwohnungen", "de"), ("Wohnungsmarkt", "de")])
def test_a_compound_and_its_parts_find_each_other(filled: Filled, word: str, language: str) -> None:
    """In languages that write them as one word."""
    filled.put("/home/anna/a.txt", file("a"), texts=["Die Mietwohnung am Markt"])
    filled.put("/home/anna/b.txt", file("b"), texts=["Eine Wohnung und eine Miete"])
    filled.put("/home/anna/c.txt", file("c"), texts=["Das Wetter"])

    matches = filled.words.ranked(filled.words.terms([word], language), EVERYTHING, 9)

    assert {titled(filled, match) for match in matches} == {"a", "b"}


def test_parts_of_a_name_in_camel_case_are_found_and_it_is_found_by_them(filled: Filled) -> None:
    """As `read_file` is."""
    filled.put("/home/anna/a.py", file("camel"), texts=["openDatabase(path)"])
    filled.put("/home/anna/b.py", file("snake"), texts=["open_database(path)"])

    for typed in ("openDatabase", "open_database", "database"):
        assert titles(filled, typed) == {"camel", "snake"}, typed


def test_a_slip_of_the_keyboard_is_mended_only_where_the_typed_word_is_nowhere(told: Filled) -> None:
    """The word that was meant is told."""
    assert [term.meant for term in told.words.terms(["presure"])] == ["pressure", "pressure"]
    told.put("/home/anna/x.txt", file("typo"), texts=["presure"])
    assert not any(term.meant for term in told.words.terms(["presure"]))


def test_words_that_are_in_no_document_leave_the_index(filled: Filled) -> None:
    """With the next tidying: nothing of a deleted text stays behind."""
    filled.put("/home/anna/a.txt", file("a"), texts=["confidential matter"])
    filled.put("/home/anna/b.txt", file("b"), texts=["another matter"])

    filled.writer.forget(["/home/anna/a.txt"])
    filled.writer.tidy()

    held = {word for (word,) in filled.connection.execute("SELECT word FROM lexicon")}
    assert "matter" in held
    assert "confidential" not in held
    assert filled.connection.execute("""SELECT count(*) FROM gram WHERE gram MATCH '"onf"'""").get == 0


def test_words_of_a_transaction_that_was_undone_are_learned_again(filled: Filled) -> None:
    """What the writer keeps in mind is only what the index holds."""
    undone = RuntimeError("the disk is full")
    with pytest.raises(RuntimeError), filled.writer.together():
        filled.put("/home/anna/a.txt", file("a"), texts=["boilers"])
        raise undone
    assert not filled.connection.execute("SELECT count(*) FROM lexicon").get

    filled.put("/home/anna/a.txt", file("a"), texts=["boilers"])

    assert filled.found("boiler")


def test_words_that_left_and_came_back_are_learned_again(filled: Filled) -> None:
    """Tidying takes a word away from the index and from the writer's mind."""
    filled.put("/home/anna/a.txt", file("a"), texts=["boilers"])
    filled.writer.forget(["/home/anna/a.txt"])
    filled.writer.tidy()

    filled.put("/home/anna/a.txt", file("a"), texts=["boilers"])

    assert filled.found("boiler")


def test_words_of_a_text_that_changed_leave_the_index(filled: Filled) -> None:
    """Those that another text holds stay."""
    filled.put("/home/anna/a.txt", file("a"), texts=["confidential matter of weight"])
    filled.put("/home/anna/b.txt", file("b"), texts=["a matter"])

    filled.put("/home/anna/a.txt", file("a"), texts=["weight"])
    filled.writer.tidy()

    held = {word for (word,) in filled.connection.execute("SELECT word FROM lexicon")}
    assert held == {"home", "anna", "txt", "matter", "weight"}


def test_new_documents_leave_nothing_to_tidy(filled: Filled) -> None:
    """A first index, or a mailbox that grew, need not look through all that is there."""
    filled.put("/home/anna/a.txt", file("a"), texts=["one"])
    assert not filled.reader.untidy()

    filled.put("/home/anna/a.txt", file("a"), texts=["two"])

    assert filled.reader.untidy()


def titled(filled: Filled, match: WordsMatch) -> str:
    return filled.reader.documents([match.document_id])[match.document_id].title


def test_words_are_held_by_the_documents_in_their_language(bilingual: Filled) -> None:
    """By their shares of those with each word, the rarer word counting more; what nothing holds is in no language."""
    assert bilingual.words.languages_holding(["rent"]).keys() == {"en"}
    held = bilingual.words.languages_holding(["die", "Miete"])
    assert held["de"] > held["en"] > 0.0
    assert bilingual.words.languages_holding(["nowhere", "…"]) == {}


def test_the_languages_of_an_index_are_counted_again_when_it_changes(bilingual: Filled) -> None:
    """What is kept between two queries is never older than the index."""
    assert bilingual.words.spoken.documents() == {"en": 6, "de": 4}

    for n in range(3):
        bilingual.put(f"/home/anna/new{n}.txt", file(f"new{n}", language="de"), texts=["rent"])

    assert bilingual.words.spoken.documents() == {"de": 7, "en": 6}
    assert bilingual.words.languages_holding(["rent"]).keys() == {"en", "de"}


@pytest.mark.parametrize("typed", ["12/29/01", "room 24 on 12 / 29 / 01", "(12) 29-01"])
def test_numbers_that_follow_one_another_are_one(filled: Filled, typed: str) -> None:
    """A date, a sum, a telephone number: its pieces in another order are another."""
    filled.put("/home/anna/a.txt", file("other"), texts=["On 29 12 and 01 12 and 29 01 there were 12 of 29."])
    filled.put(
        "/home/anna/b.txt", file("wanted"), texts=["What was said on 12/29/01, at some length, of this and that."]
    )

    found = filled.words.ranked(filled.words.numbers(typed), EVERYTHING, 9)

    assert [filled.reader.documents([one.document_id])[one.document_id].title for one in found] == ["wanted"]


def test_one_number_or_one_that_stands_nowhere_is_no_run_of_numbers(filled: Filled) -> None:
    """Nor are two with a word between, and a very long one is looked at once."""
    filled.put("/home/anna/a.txt", file("a"), texts=["11 and 3, and 2024"])

    for typed in ("11", "windows 11 python 3", "2024 99", "", "a" * 50_000 + "1" * 50_000):
        assert filled.words.numbers(typed) == []
