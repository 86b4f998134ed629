"""Questions made from the index itself: some whose answer is there, some that nobody wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.known import invented, known_items, plain
from lfmsearch.store.sample import Sampled

LETTER = Sampled(
    1, "The plumber's invoice", "en", "The boiler was mended in spring. The plumber sent an invoice of ninety."
)
NAME = Sampled(2, "3f29a0c1.txt", "", "short")
JAPANESE = Sampled(3, "暖房の修理について", "ja", "春になると配管工がやって来て暖房を修理した。")
TEXTS = st.builds(
    Sampled, st.integers(1, 99), st.text(max_size=30), st.just("en"), st.text("abc déf.ghij\n日本語", max_size=200)
)


def test_a_title_is_a_question_as_it_stands_and_a_sentence_as_it_is_remembered() -> None:
    """Some words of one sentence, in their order; the passage they are from is the answer."""
    title, remembered = known_items([LETTER])

    assert (title.text, title.made, title.document_id) == ("The plumber's invoice", "title", 1)
    said = remembered.text.split()
    assert len(said) >= 4
    assert sorted(said, key=LETTER.text.index) == said
    assert remembered.document_id == 1


def test_a_name_of_one_piece_is_no_question() -> None:
    """Nobody remembers a hash, and a short text has no sentence."""
    assert known_items([NAME]) == []


def test_a_script_without_spaces_gives_a_stretch_of_itself() -> None:
    """Words cannot be told apart there."""
    title, remembered = known_items([JAPANESE])

    assert title.text == JAPANESE.title
    assert remembered.text in JAPANESE.text
    assert len(remembered.text) >= 8


@given(st.lists(TEXTS, max_size=5))
def test_the_same_passages_give_the_same_questions(samples: list[Sampled]) -> None:
    """What is measured twice is asked twice."""
    assert known_items(samples) == known_items(samples)
    assert invented(samples, 5) == invented(samples, 5)


@given(st.lists(TEXTS, max_size=5))
def test_no_invented_word_stands_in_any_passage(samples: list[Sampled]) -> None:
    """They only look like words."""
    written = " ".join(sample.text for sample in samples).casefold().split()

    for question in invented(samples, 5):
        assert not set(question.split()) & set(written)


def test_invented_words_look_like_those_of_the_index() -> None:
    """A question is two to six of them."""
    questions = invented([LETTER], 20)

    assert questions
    assert all(set(question) <= set(LETTER.text.casefold()) for question in questions)
    assert all(1 <= len(question.split()) <= 6 for question in questions)


def test_a_question_that_was_never_meant_as_a_query_has_no_operators() -> None:
    """Colons, quotes and dashes in a title are text."""
    query = plain('note: "draft" -old from:anna')

    assert (query.filters, query.phrases, query.without) == ((), (), ())
    assert {"note", "draft", "old", "from", "anna"} <= set(query.words)
