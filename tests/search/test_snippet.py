"""The stretch of a passage that is shown for a Hit."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.search.snippet import fold, inflected, snippet

FILLER = "Nothing here speaks of the matter at all. " * 30
STORY = FILLER + "The plumber sent two invoices last spring. He was running late.\n\n" + FILLER


def lit(text: str, words: list[str], *, phrases: list[str] | None = None, length: int = 240) -> list[str]:
    found = snippet(text, words, phrases=phrases or [], length=length)
    return [found.text[start:end] for start, end in found.highlights]


def test_the_window_is_where_most_of_the_words_are() -> None:
    """Of a long passage, the part with the words of the query is shown, cut at words and marked."""
    found = snippet(STORY, ["plumber", "invoice", "spring", "matter"], length=120)

    assert "The plumber sent two invoices last spring." in found.text
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= 120


def test_rare_words_weigh_more_than_common_ones() -> None:
    """A word that stands everywhere does not pull the window away from the one that stands once."""
    text = (
        "the matter the matter of the boiler and the matter " * 40
        + " one late plumber "
        + "the matter of a boiler " * 40
    )

    assert "plumber" in snippet(text, ["matter", "plumber", "boiler"], length=80).text


def test_without_any_word_the_beginning_is_shown() -> None:
    """What was found by meaning alone begins where the passage begins."""
    found = snippet(STORY, ["zebra"], length=60)

    assert found.text == "Nothing here speaks of the matter at all. Nothing here…"
    assert found.highlights == ()


def test_a_short_passage_is_shown_whole() -> None:
    """Nothing is cut that fits; white space is collapsed."""
    assert snippet("  Rent:\n\n 900\tEuro ", ["rent"]).text == "Rent: 900 Euro"


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("invoice", "invoices"), ("run", "running"), ("running", "runs"), ("city", "cities"), ("rent", "rented"),
        ("plan", "planning"), ("stop", "stopped"), ("connect", "connection"), ("relate", "relational"),
        ("organize", "organization"), ("happy", "happiness"), ("cafe", "Café"), ("STRASSE", "straße"),
        ("Rechnung", "Rechnungen"), ("increase", "increasing"), ("walked", "walk"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_lit(word: str, form: str) -> None:
    """Case, accents and English endings make no difference, either way round."""
    assert lit(f"before {form} after", [word]) == [form]
    assert lit(f"before {word} after", [form]) == [word]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("rent", "parent"),
        ("car", "card"),
        ("cat", "category"),
        ("the", "then"),
        ("plan", "planet"),
        ("new", "newspaper"),
    ],
)
def test_other_words_are_not_lit(word: str, other: str) -> None:
    """Beginning alike is not enough."""
    assert lit(f"before {other} after", [word]) == []


def test_a_star_lights_whatever_begins_so() -> None:
    """`inv*` lights the whole word it begins."""
    assert lit("An invitation to invest in involute gears.", ["inv*"]) == ["invitation", "invest", "involute"]


def test_a_phrase_is_lit_as_one() -> None:
    """Words of a phrase light together, across punctuation and line ends, and not apart."""
    text = "The rent rose. A rent\nincrease, a rent-increase; an increase."

    assert lit(text, [], phrases=["rent increase"]) == ["rent increase", "rent-increase"]
    assert lit(text, ["rent-increase"]) == ["rent increase", "rent-increase"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("昨日は東京の天気が良かった。", "東京の天気", ["東京の天気"]),
        ("大阪の天気。東京へ行く。", "東京の天気", ["天気", "東京"]),
        ("新しいPDFファイルを開く", "pdf", ["PDF"]),
        ("新しいPDFファイルを開く", "PDFファイル", ["PDFファイル"]),
        ("회의를 내일로 연기합니다", "회의", ["회의"]),
        ("ราคาบ้านแพง", "บ้าน", ["บ้าน"]),
    ],
)
def test_scripts_without_spaces_are_lit_inside_their_runs(text: str, word: str, expected: list[str]) -> None:
    """Japanese, Korean and Thai words are found where no space marks them."""
    assert lit(text, [word]) == expected


def test_a_long_run_without_spaces_is_cut_anywhere() -> None:
    """Where there is no space to cut at, the window still holds its length and its match."""
    found = snippet("あいうえお" * 200 + "東京" + "かきくけこ" * 200, ["東京"], length=40)

    assert "東京" in found.text
    assert 30 <= len(found.text) <= 40


def test_rows_of_a_table_are_told_apart() -> None:
    """Where a line end is not seen, something else has to say that the next row begins."""
    table = "Month | Rent\nSeptember | 1010 | last month.\nOctober | 1045\nPaid by transfer\nalways"

    shown = snippet(table, ["rent"]).text

    assert shown == "Month | Rent; September | 1010 | last month. October | 1045 Paid by transfer always"


def test_a_pipe_of_the_shell_is_no_table() -> None:
    """It goes on in the next line as it is."""
    typed = "cat names | sort | \\\n uniq | wc"

    assert ";" not in snippet(typed, ["sort"]).text


@pytest.mark.parametrize("rule", ["| :--- | ---: |", "|---|---|"])
def test_a_table_of_markdown_is_read_without_its_frame(rule: str) -> None:
    """The line below the names of its columns says nothing."""
    table = f"| What | Number |\n{rule}\n| Flat | 0131 |\n| Cat | 0132 |\n\nCall *before* ten."

    assert snippet(table, ["flat"]).text == "What | Number; Flat | 0131; Cat | 0132 Call *before* ten."


def test_nothing_that_drives_a_terminal_is_shown() -> None:
    """Escape sequences and direction overrides of a hostile file lose their teeth."""
    assert snippet("a\x1b[31mred\x07\u202egpj\x9b5m", ["red"]).text == "a [31mred gpj 5m"


@pytest.mark.parametrize(
    "text",
    [
        STORY * 40,
        "a " * 50_000,
        "a" * 100_000,
        "東京" * 50_000,
        "run running " * 9_000,
        ". " * 50_000,
        "a-b'c" * 20_000,
    ],
)
def test_a_long_passage_takes_no_longer_than_its_length(text: str) -> None:
    """A hundred kilobytes are cut at once, whatever they hold."""
    words = ["plumber", "invoice", "a", "東京の天気", "run", *(f"w{i}" for i in range(60))]
    started = time.process_time()
    snippet(text, words, phrases=["a a a a", "東京 東京"])
    assert time.process_time() - started < 10, "measured at most 0.25 s on two slow cores; quadratic work takes minutes"


LETTERS = st.text(st.sampled_from("abcdeéÄßñ"), min_size=1, max_size=7)
TEXTS = st.lists(
    st.one_of(LETTERS, st.sampled_from(["\n\n", ". ", "-", "…", "東京の天気", "\x00", "İ", "ﬁ"])), max_size=120
)


@given(TEXTS.map(" ".join), st.lists(LETTERS, max_size=6), st.integers(16, 120))
def test_every_highlight_is_one_of_the_words(text: str, words: list[str], length: int) -> None:
    """Offsets are inside the text, in order and apart, and what they enclose is a query word or a form of it."""
    found = snippet(text, words, length=length)

    assert len(found.text) <= length
    end = 0
    for start, stop in found.highlights:
        assert end <= start < stop <= len(found.text)
        end = stop
        shown = fold(found.text[start:stop])
        assert any(inflected(shown, fold(word)) for word in words), shown


@given(st.text(max_size=400), st.lists(st.text(max_size=12), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_and_any_words_give_a_snippet(text: str, words: list[str], phrases: list[str]) -> None:
    """Whatever is asked of whatever text, offsets stay exact and the text can be shown and stored."""
    found = snippet(text, words, phrases=phrases, length=60)

    found.text.encode()
    assert len(found.text) <= 60
    assert all(0 <= start < end <= len(found.text) for start, end in found.highlights)
    assert all(a[1] < b[0] for a, b in zip(found.highlights, found.highlights[1:], strict=False))


@given(st.lists(LETTERS, min_size=1, max_size=60))
def test_a_word_of_the_passage_is_always_in_the_window(words: list[str]) -> None:
    """When a query word stands in the passage, the snippet shows it lit, however far in."""
    wanted = words[-1]
    found = snippet(" ".join(words), [wanted], length=30)

    assert found.highlights
