"""Why a passage was found: word by word, the parts make up the score, and what nothing answers is named."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.models.late import Encoded, max_sim
from lfmsearch.models.llama import normalised
from lfmsearch.search.explain import by_tokens, by_words, grouped, sentences


def encoded(text: str, tokens: list[tuple[int, int]], rows: np.ndarray, marks: int = 2) -> Encoded:
    """A text as these tokens, after `marks` rows that stand for nothing."""
    return Encoded(normalised(rows.astype(np.float32)), ((0, 0),) * marks + tuple(tokens), text)


def tokens_of(text: str, size: int) -> list[tuple[int, int]]:
    """Pieces of at most `size` characters that cross no space."""
    spans, start = [], 0
    for place, character in enumerate([*text, " "]):
        if character.isspace() or place - start == size:
            spans += [(start, place)] if place > start else []
            start = place + character.isspace()
    return spans


def spoken(words: dict[str, int], text: str, marks: int = 2) -> Encoded:
    """A text whose words are unit vectors: the same number, the same vector; -1 for one like no other."""
    spans = tokens_of(text, 99)
    rows = np.zeros((marks + len(spans), 64))
    rows[range(marks), range(40, 40 + marks)] = 1
    for number, (start, end) in enumerate(spans, marks):
        meaning = words.get(text[start:end].strip(".,"), -1)
        rows[number, meaning if meaning >= 0 else 20 + number] = 1
    return encoded(text, spans, rows, marks)


texts = st.text(st.sampled_from("ab éß水火ก한.,! -"), min_size=1, max_size=40).filter(str.strip)


@given(texts, texts, st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_parts_make_up_the_score(query: str, passage: str, size: int, seed: int) -> None:
    """Of any two texts in any script, cut into tokens anyhow: the words and the rest add up to MaxSim."""
    rng = np.random.default_rng(seed)
    one, other = tokens_of(query, size), tokens_of(passage, size)
    first = encoded(query, one, rng.standard_normal((len(one) + 2, 16)))
    second = encoded(passage, other, rng.standard_normal((len(other) + 2, 16)))

    found = by_tokens("1:1", "m", first, second)

    assert found.score == pytest.approx(max_sim(first.rows, second.rows), abs=1e-4)
    assert math.fsum([*(answer.score for answer in found.words), found.rest]) == pytest.approx(found.score, abs=1e-4)
    for answer in found.words:
        assert query[answer.start : answer.end] == answer.word
        assert passage[answer.by_start : answer.by_end] == answer.by


@given(texts, st.integers(1, 4))
def test_every_row_belongs_to_one_word_at_most(text: str, size: int) -> None:
    """Words do not overlap, and none is made of punctuation."""
    spans = tokens_of(text, size)
    found = grouped(encoded(text, spans, np.ones((len(spans) + 2, 4))))

    rows = [row for _, group in found for row in group]
    assert len(rows) == len(set(rows))
    assert all(before[0][1] <= after[0][0] for before, after in itertools.pairwise(found))
    assert all(any(character.isalnum() for character in text[start:end]) for (start, end), _ in found)


def test_each_word_points_at_its_answer_in_another_language() -> None:
    """Asked in English, the German words are lit; what nothing answers is named."""
    meanings = {"rent": 1, "Miete": 1, "deposit": 2, "boiler": 3, "Heizkessel": 3}
    query = spoken(meanings, "rent deposit boiler")
    passage = spoken(meanings, "Die Miete ist hoch. Der Heizkessel ist neu.")

    found = by_tokens("1:2", "m", query, passage)

    assert [(answer.word, answer.by) for answer in found.words] == [
        ("rent", "Miete"),
        ("deposit", ""),
        ("boiler", "Heizkessel"),
    ]
    assert found.uncovered == ("deposit",)
    assert [found.passage[start:end] for start, end in found.lit] == ["Miete", "Heizkessel"]
    assert found.method == "late"


def test_a_word_in_pieces_is_one_word() -> None:
    """The parts of a long word are added up, and it is answered by the whole word that most of them find."""
    query = encoded("Heizkessel", [(0, 4), (4, 7), (7, 10)], np.eye(8)[[6, 7, 0, 1, 2]])
    passage = encoded("Heizung, Heizkessel", [(0, 4), (4, 7), (9, 13), (13, 19)], np.eye(8)[[6, 7, 0, 5, 1, 2]])

    found = by_tokens("1:1", "m", query, passage)

    assert len(found.words) == 1
    assert found.words[0].score == pytest.approx(3)
    assert found.words[0].by == "Heizkessel"


def test_parts_of_one_character_are_one_word() -> None:
    """Three bytes of 水 are three tokens and one word; the next character is another."""
    text = encoded("水火", [(0, 1), (0, 1), (0, 1), (1, 2)], np.eye(8)[:6])

    assert grouped(text) == [((0, 1), [2, 3, 4]), ((1, 2), [5])]


def test_a_word_that_stands_there_is_covered_whatever_the_vectors_say() -> None:
    """Exact matches need no likeness."""
    query = encoded("rent", [(0, 4)], np.eye(8)[[0, 1, 2]])
    passage = encoded("Rents rise", [(0, 5), (6, 10)], np.eye(8)[[3, 4, 5, 6]])

    assert by_tokens("1:1", "m", query, passage).uncovered == ()


def test_what_any_passage_would_answer_is_no_answer() -> None:
    """A likeness is worth what it is above the usual one."""
    query = encoded("rent", [(0, 4)], np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    passage = encoded("house", [(0, 5)], np.array([[1, 0, 0], [0, 1, 0], [0, 0.66, 0.75]]))

    assert by_tokens("1:1", "m", query, passage, lambda rows: np.full(3, 0.2, np.float32)).uncovered == ()
    assert by_tokens("1:1", "m", query, passage, lambda rows: np.full(3, 0.7, np.float32)).uncovered == ("rent",)


def test_words_of_no_content_need_no_answer() -> None:
    """Nobody misses the article of a question."""
    found = by_words("1:1", "where is the deposit of the flat", "The flat was painted.")

    assert found.uncovered == ("deposit",)
    assert {answer.by for answer in found.words if answer.by} >= {"flat"}


def test_without_a_model_words_and_their_forms_are_lit() -> None:
    """Also parts of words in scripts without spaces."""
    found = by_words("1:1", "invoices 請求書", "One invoice came. 昨日の請求書です。")

    assert [(answer.word, answer.by) for answer in found.words] == [("invoices", "invoice"), ("請求書", "請求書")]
    assert found.method == "words"
    assert found.score == 0


def test_the_sentence_that_answers_most_is_shown() -> None:
    """Two words in one sentence are more than one in another."""
    found = by_words("1:1", "boiler pressure", "The boiler is new. Its pressure falls, and the boiler stops. Pressure!")

    assert found.sentence == "Its pressure falls, and the boiler stops."


@given(st.text(max_size=200))
def test_sentences_lie_in_their_text(text: str) -> None:
    """In order, not overlapping, not blank."""
    found = sentences(text)

    assert found
    assert all(0 <= start <= end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


def test_a_number_is_no_end_of_a_sentence() -> None:
    """Only a mark before a space ends one; a Japanese one needs none."""
    text = "Version 1.0.21 is out. 雨です。晴れです。\nA line"

    assert [text[start:end] for start, end in sentences(text)] == [
        "Version 1.0.21 is out.",
        "雨です。",
        "晴れです。",
        "A line",
    ]
