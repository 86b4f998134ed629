"""Function words: what of a question is looked up."""

from __future__ import annotations

import pytest

from lfmsearch.search.function_words import content_words, query_language


@pytest.mark.parametrize(
    ("question", "looked_up"),
    [
        ("who fixed the heating", ("fixed", "heating")),
        ("chi ha riparato il riscaldamento", ("riparato", "riscaldamento")),
        ("où est mon contrat", ("contrat",)),
        ("wo liegt der Mietvertrag für die Wohnung", ("liegt", "Mietvertrag", "Wohnung")),
    ],
)
def test_a_question_is_looked_up_by_its_content_words(question: str, looked_up: tuple[str, ...]) -> None:
    """Function words of the question's own language are left out."""
    assert content_words(question.split()) == looked_up


@pytest.mark.parametrize("title", ["Define Something Only Once", "War and Peace", "The Who", "What If", "hat"])
def test_a_title_keeps_every_word(title: str) -> None:
    """What is no question is looked up as typed: in a title every word counts."""
    assert content_words(title.split()) == tuple(title.split())


def test_a_question_of_function_words_alone_keeps_them() -> None:
    """There is always something to look up."""
    assert content_words(["what", "is", "it", "about"]) == ("what", "is", "it", "about")


def test_words_of_another_language_stay_in_an_english_question() -> None:
    """`war` and `hat` are function words of German, not of an English question."""
    assert content_words(["where", "is", "the", "hat", "from", "the", "war"]) == ("hat", "war")


def test_nothing_to_look_up_stays_nothing() -> None:
    """An empty list of words is none."""
    assert content_words([]) == ()


@pytest.mark.parametrize(
    ("text", "languages", "language"),
    [
        ("wo liegt denn eigentlich der schlüssel für die wohnung von mutter", {"en": 50, "de": 50}, "de"),
        ("wo ist der schlüssel", {"en": 999, "de": 1}, "en"), ("Miete", {}, ""),
    ],
)  # fmt: skip
def test_a_query_tells_its_language_itself_unless_the_index_knows_one_only(
    text: str, languages: dict[str, int], language: str
) -> None:
    """A language of one Document in a thousand is none of this index. No Document is looked at."""
    assert query_language(text, languages, dict) == language


def test_words_are_in_the_language_of_the_documents_that_hold_them() -> None:
    """One or two words say too little by themselves; where nothing holds them, they are in that of most Documents."""
    assert query_language("Miete", {"en": 60, "de": 40}, lambda: {"de": 3.0, "en": 0.2}) == "de"
    assert query_language("Miete", {"en": 60, "de": 40}, dict) == "en"
