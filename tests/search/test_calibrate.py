"""Where the line lies between what is related and what is only loosely so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.calibrate import FEWEST, line, lines, trusted, unwritten
from lfmsearch.search.calibration import VERSION, Calibration, from_text, to_text
from lfmsearch.search.trust import LEAST, UNMEASURED, Trusts, languages_of_query, strange_languages
from lfmsearch.store.sample import Sampled

STRENGTHS = st.lists(st.floats(0, 2, allow_nan=False), min_size=FEWEST, max_size=200)
SAMPLES = [
    Sampled(n, f"About the matter {n}", "en", f"Somebody wrote this long sentence about matter {n}.") for n in range(60)
]


def test_the_line_lies_just_above_what_is_not_there_where_the_two_lie_apart() -> None:
    """Questions that people ask are answered far less strongly than those made from a text."""
    assert line([1.0] * 50, [0.2] * 50) == pytest.approx(0.2)
    assert line([1.0] * 97 + [0.1] * 3, [0.2] * 97 + [1.1] * 3) == pytest.approx(0.1)


def test_a_few_odd_texts_draw_no_line() -> None:
    """Three in two hundred that nothing finds strongly would let everything in."""
    assert line([1.0] * 197 + [0.1] * 3, [0.2] * 50) == pytest.approx(0.2)


@given(STRENGTHS, STRENGTHS)
def test_hardly_anything_that_is_there_is_hidden(known: list[float], nonsense: list[float]) -> None:
    """At most one in fifty, however the two overlap."""
    where = line(known, nonsense)

    assert where is not None
    assert sum(strength < where for strength in known) <= len(known) / 50 + 1


@given(st.floats(0.01, 2), st.floats(0.01, 2))
def test_the_line_is_not_above_what_all_are_as_strong_as(there: float, nowhere: float) -> None:
    """Not by the last digit either, which would hide all of them."""
    where = line([there] * FEWEST, [nowhere] * FEWEST)

    assert where is not None
    assert where <= there


def test_too_few_questions_draw_no_line() -> None:
    """Then everything is shown."""
    assert line([1.0] * (FEWEST - 1), [0.1]) is None
    assert line([1.0] * FEWEST, []) is None


def test_each_mode_has_its_own_line() -> None:
    """What is not found at all says nothing of where it lies."""

    def ask(text: str) -> dict[str, dict[int, float]]:
        known = {n: 0.9 for n in range(60) if str(n) in text.split(" ")[-1:]}
        return {"words": known, "both": {99: 0.1} | dict.fromkeys(known, 0.8)}

    found = lines(SAMPLES, ask)

    assert found["words"] == pytest.approx(0.0)
    assert found["both"] == pytest.approx(0.1)


def test_a_model_is_trusted_as_far_as_it_finds_what_is_remembered() -> None:
    """The mean of 1 over the rank; nothing where it is not found, or too few were asked."""

    def second(text: str) -> dict[str, dict[int, float]]:
        return {"meaning": {99: 0.9} | {n: 0.5 for n in range(60) if str(n) == text.rsplit(maxsplit=1)[-1]}}

    numbered = [Sampled(n, "", "en", f"{'somebody ' * 6}{n}") for n in range(20)]

    assert trusted(numbered, second) <= 0.5
    assert trusted(numbered, lambda _: {"meaning": {n: 1.0 - n / 100 for n in range(8)}}) > 0.0
    assert trusted(numbered, lambda _: {"meaning": {99: 0.9}}) == 0.0
    assert trusted(numbered[:3], lambda _: {"meaning": dict.fromkeys(range(3), 0.9)}) is None


def test_what_was_measured_can_be_read_again() -> None:
    """And anything else is nothing."""
    made = Calibration("recipe", 40, {"both": 0.3}, {"ja": 0.1})

    assert from_text(to_text(made)) == made
    assert from_text("[]") is None
    assert from_text('{"other": 1}') is None


def test_what_another_version_measured_is_measured_again() -> None:
    """It made its scores in another way."""
    assert from_text(to_text(Calibration("recipe", 40, {"both": 0.3}, version=VERSION - 1))) is None


def test_a_question_with_a_word_that_somebody_wrote_is_not_nonsense() -> None:
    """What looks invented in some passages may stand in another."""
    assert unwritten(["thick lork", "sarn lork"], {"thick"}.intersection) == ["sarn lork"]


@pytest.mark.parametrize(
    ("recipe", "documents", "holds"), [("r", 120, True), ("r", 151, False), ("r", 60, False), ("s", 100, False)]
)
def test_it_holds_for_its_model_until_the_index_has_grown_or_shrunk_by_half(
    recipe: str, documents: int, holds: bool
) -> None:
    """Some more mails change no line."""
    assert Calibration("r", 100).is_of(recipe, documents) is holds


def test_a_model_is_believed_in_the_languages_it_was_made_for() -> None:
    """Of others as far as was measured; text in no language is believed, and so is a model nobody describes."""
    trusts = Trusts("all-minilm-l6-v2", {"fr": 0.4})

    assert [trusts.of(code) for code in ("en", "", "fr", "ja")] == [1.0, 1.0, 0.4, UNMEASURED]
    assert Trusts("all-minilm-l6-v2", {"ko": 0.0}).of("ko") == LEAST
    assert Trusts("somebody's own").of("ja") == 1.0
    assert strange_languages("all-minilm-l6-v2", ["en", "fr", "ja"]) == ("fr", "ja")
    assert strange_languages("somebody's own", ["ja"]) == ()


def test_the_language_of_a_query_is_that_of_the_documents_with_its_words() -> None:
    """Weighed by how well they hold them; where no word is found, its own."""
    trusts = Trusts("all-minilm-l6-v2", {"fr": 0.5})

    assert trusts.of_query((), [(3.0, "en"), (1.0, "fr")]) == pytest.approx(0.875)
    assert trusts.of_query((), []) == 1.0


def test_a_question_tells_its_language_itself() -> None:
    """Whatever the Documents with its words are in; where several begin so, the one that is known best counts."""
    trusts = Trusts("all-minilm-l6-v2", {"fr": 0.5, "pt": 0.1})

    asked = ("who", "fixed", "the", "heating")
    assert languages_of_query(asked, " ".join(asked)) == ("en",)
    assert trusts.of_query(("en",), [(1.0, "de")]) == 1.0
    assert set(languages_of_query(("que", "vaut", "cette", "maison"), "que vaut cette maison")) == {"fr", "pt"}
    assert trusts.of_query(("fr", "pt"), [(1.0, "en")]) == 0.5
    assert languages_of_query(("plumber", "invoice"), "plumber invoice") == ()
