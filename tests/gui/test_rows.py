"""The stable list: nothing moves under the hand, and Return opens what is read."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from service.engines import HIT

from lfmsearch.gui.rows import FIRM_SECONDS, Listing, Row, grouped, merged


def rows(*keys: str) -> list[Row]:
    """Rows of documents by name."""
    return [Row(replace(HIT, id=f"{key}:1")) for key in keys]


def keys(listing: Listing) -> str:
    """What is shown, in a word."""
    return "".join(row.key for row in listing.rows)


def listing_of(text: str, shown: str, at: float = 0.0) -> Listing:
    """A list that has answered `text` by words."""
    made = Listing()
    made.typed(text)
    made.answered(text, "words", rows(*shown), at)
    return made


def test_words_are_shown_and_meaning_is_merged_into_them() -> None:
    """The first answer is on the screen at once, the better one follows."""
    listing = listing_of("x", "abc")

    listing.answered("x", "both", rows(*"dabe"), 0.05)

    assert keys(listing) == "dabe"


def test_a_row_that_was_chosen_keeps_its_place() -> None:
    """Who moved to the second row finds it there whatever arrives."""
    listing = listing_of("x", "abc")
    listing.move(1)

    listing.answered("x", "both", rows(*"dcba"), 0.01)

    assert keys(listing) == "dbca"
    assert listing.chosen.key == "b"


def test_a_first_row_that_was_read_keeps_its_place() -> None:
    """Nobody needs to move to the first row to press Return on it."""
    listing = listing_of("x", "abc")

    listing.answered("x", "both", rows(*"dabe"), FIRM_SECONDS)

    assert keys(listing) == "adbe"


def test_a_chosen_row_that_the_better_answer_lacks_stays() -> None:
    """It was on the screen, so it can be opened."""
    listing = listing_of("x", "abc")
    listing.move(2)

    listing.answered("x", "both", rows(*"d"), 1.0)

    assert keys(listing) == "dac"
    assert listing.chosen.key == "c"


def test_return_opens_the_chosen_row() -> None:
    """What is selected is what is opened."""
    listing = listing_of("x", "abc")
    listing.move(1)

    assert listing.enter().key == "b"


def test_return_before_the_answer_waits_for_it() -> None:
    """Of a text typed in full and sent off at once, the first result is opened, not that of the half-typed one."""
    listing = listing_of("inv", "abc")
    listing.typed("invoice plumber")

    assert listing.enter() is None
    assert listing.due() is None
    listing.answered("invoice plumber", "words", rows(*"xyz"), 1.0)

    assert listing.due().key == "x"
    assert listing.due() is None


def test_return_waits_for_meaning_where_words_find_nothing() -> None:
    """A question that shares no word with its answer is answered all the same."""
    listing = Listing()
    listing.typed("question")
    listing.enter()

    listing.answered("question", "words", [], 0.0)
    assert listing.due() is None
    listing.answered("question", "both", rows("a"), 0.1)

    assert listing.due().key == "a"


def test_typing_on_takes_a_return_back() -> None:
    """Who goes on typing does not want to open anything yet."""
    listing = listing_of("inv", "abc")
    listing.typed("invo")
    listing.enter()
    listing.typed("invoi")

    listing.answered("invoi", "words", rows(*"xyz"), 1.0)

    assert listing.due() is None


def test_steps_before_the_answer_are_taken_in_it() -> None:
    """“inv, down, Return” in one go means the second result for “inv”."""
    listing = listing_of("in", "abc")
    listing.typed("inv")
    listing.move(1)

    listing.answered("inv", "words", rows(*"xyz"), 1.0)

    assert listing.enter().key == "y"


def test_an_answer_to_another_text_changes_nothing() -> None:
    """Answers may arrive in any order."""
    listing = listing_of("ab", "abc")

    assert not listing.answered("a", "both", rows(*"xyz"), 1.0)
    assert keys(listing) == "abc"


def test_a_lesser_answer_does_not_undo_a_better_one() -> None:
    """Words that come late are dropped."""
    listing = Listing()
    listing.typed("x")
    listing.answered("x", "both", rows(*"ab"), 0.0)

    assert not listing.answered("x", "words", rows(*"cd"), 0.1)
    assert keys(listing) == "ab"


def test_the_messages_of_a_thread_lie_beneath_its_best() -> None:
    """A conversation is one row; unfolded it is as many as it has messages."""
    hits = [
        replace(HIT, id=f"{key}:1", thread=thread) for key, thread in (("a", "t"), ("b", None), ("c", "t"), ("d", None))
    ]

    folded, unfolded = grouped(hits), grouped(hits, unfolded=frozenset(["t"]))

    assert [(row.key, len(row.others)) for row in folded] == [("a", 1), ("b", 0), ("d", 0)]
    assert [(row.key, row.depth) for row in unfolded] == [("a", 0), ("c", 1), ("b", 0), ("d", 0)]


def test_a_chosen_message_is_not_folded_away() -> None:
    """When a better answer puts it beneath another of its thread, it keeps its own row."""
    hits = [replace(HIT, id=f"{key}:1", thread="t") for key in "ab"]

    found = merged(rows("b"), grouped(hits), 0)

    assert [row.key for row in found] == ["b", "a"]
    assert found[1].others == ()


ROWS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)
TEXTS = st.sampled_from(["", "x", "xy", "xyz"])


class Using(RuleBasedStateMachine):
    """Answers in any order, typing, moving and Return, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.listing, self.now = Listing(), 0.0
        self.firm: tuple[str, int, str] | None = None  # text, index, key of a row that must stay
        self.read: list[str] = []  # keys as they were shown before this step

    @rule(text=TEXTS)
    def typing(self, text: str) -> None:
        if self.listing.typed(text):
            self.firm = None

    @rule(text=TEXTS, stage=st.sampled_from(["words", "both"]), found=ROWS)
    def answer(self, text: str, stage: str, found: list[str]) -> None:
        self.listing.answered(text, stage, rows(*found), self.now)
        row = self.listing.due()
        if row is not None:  # opened by an earlier Return: it answers what is typed, and is on the screen
            assert self.listing.is_current
            assert row is self.listing.rows[self.listing.selected]

    @rule(steps=st.integers(-2, 2))
    def moving(self, steps: int) -> None:
        self.listing.move(steps)
        self.settle(touched=self.listing.touched)

    @rule(index=st.integers(0, 6))
    def clicking(self, index: int) -> None:
        self.listing.select(index)
        self.settle(touched=self.listing.is_current and bool(self.listing.rows))

    @rule(seconds=st.sampled_from([0.01, 2 * FIRM_SECONDS, 1.0]))  # not exactly: sums of floats fall short of it
    def waiting(self, seconds: float) -> None:
        self.now += seconds
        self.settle(touched=seconds >= FIRM_SECONDS)

    @rule()
    def pressing_return(self) -> None:
        before = self.listing.chosen
        opened = self.listing.enter()
        assert opened is None or (self.listing.is_current and opened is before)

    def settle(self, *, touched: bool) -> None:
        row = self.listing.chosen
        if touched and row is not None and self.listing.is_current:
            self.firm = (self.listing.text, self.listing.selected, row.key)

    @invariant()
    def the_selected_row_has_not_moved(self) -> None:
        if self.firm and self.firm[0] == self.listing.shown:
            _, index, key = self.firm
            assert self.listing.selected == index
            assert self.listing.rows[index].key == key

    @invariant()
    def no_document_is_shown_twice_and_one_is_selected(self) -> None:
        shown = [row.key for row in self.listing.rows]
        assert len(shown) == len(set(shown))
        assert (self.listing.selected >= 0) == bool(shown)
        assert self.listing.selected < len(shown)


TestUsing = Using.TestCase
TestUsing.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
