"""What is shown to people: numbers, places, hits and progress."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.cli import hits, output, wording
from lfmsearch.cli.progress import downloaded, watched
from lfmsearch.cli.show import CONTEXT, around
from lfmsearch.types import Hit, Locator, Person, Progress, Snippet

HIT = Hit(
    rank=11,
    id="12:3",
    kind="mail",
    type="eml",
    title="Rent\nincrease\x1b[2J",
    path="/srv/m.eml",
    uri="file:///srv/m.eml",
    locator=Locator(page=3),
    snippet=Snippet("the rent is due", ((4, 8),)),
    score=0.83,
    matched="meaning",
    people=(Person("Anna", "a@x", "from"), Person("", "b@x", "to"), Person("Carl", "", "to")),
    date=datetime(2024, 3, 1, 9, 12, tzinfo=UTC),
    available=False,
    meaning_rank=4,
    cosine=0.5,
)


class Terminal(io.StringIO):
    """A screen that is read by the test."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (48_200_000, "48.2 MB"), (999_960, "1.0 MB"),
     (2_500_000_000, "2.5 GB"), (7_000_000_000_000, "7.0 TB")],
)  # fmt: skip
def test_sizes_are_read_at_a_glance(number: int, text: str) -> None:
    """Steps of a thousand, one digit after the point."""
    assert wording.size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (59, "59 s"), (600, "10 min"), (5400, "1 h 30 min"), (7200, "2 h 0 min"), (400_000, "5 days")],
)
def test_times_are_no_more_exact_than_a_guess(seconds: float, text: str) -> None:
    """Seconds, then minutes, then hours and minutes, then days."""
    assert wording.duration(seconds) == text


@pytest.mark.skipif(sys.platform == "win32", reason="paths are written otherwise there")
def test_the_home_is_a_tilde_and_its_neighbour_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """`/home/anna2` is not in `/home/anna`, and a line end in a name ends no line."""
    monkeypatch.setenv("HOME", "/home/anna")

    assert wording.place("/home/anna/a.txt") == "~/a.txt"
    assert wording.place("/home/anna2/a.txt") == "/home/anna2/a.txt"
    assert wording.place("/home/anna") == "~"
    assert wording.place("/a\nb") == "/a\ufffdb"


def test_a_piped_hit_is_whole_and_on_its_lines() -> None:
    """The title is one line without control characters; every fact is there."""
    assert hits.for_pipe(HIT, 11, explain=True) == [
        "11. Rent\ufffdincrease\ufffd[2J",
        "   /srv/m.eml",
        "   12:3 | mail | page 3 | 2024-03-01T09:12:00+00:00 | Anna <a@x>; b@x; Carl | not connected now",
        "   the rent is due",
        "   score 0.830; by meaning; meaning: rank 4, cosine 0.500",
    ]


def test_a_hit_on_a_terminal_lights_exactly_the_match() -> None:
    """Title with its kind, then the place with its facts, then the passage; only 1 to 9 are numbers to use."""
    title, place, passage = hits.for_terminal(HIT, 1, explain=False)
    tenth, *_ = hits.for_terminal(HIT, 10, explain=False)

    assert title.plain == "1  ✉ Rent\ufffdincrease\ufffd[2J"
    assert place.plain == "/srv/m.eml · page 3 · 1 Mar 2024 · Anna, b@x and 1 more · 12:3 · not connected now"
    assert [passage.plain[span.start : span.end] for span in passage.spans] == ["rent"]
    assert tenth.plain.startswith("   ✉")


@given(st.text(max_size=60))
def test_what_is_shown_never_drives_a_terminal(text: str) -> None:
    """As many characters as before, and none that is not printable; bytes of a name pass."""
    shown = output.shown(text)

    assert len(shown) == len(text)
    assert all(char.isprintable() or "\udc80" <= char <= "\udcff" for char in shown)


@given(st.text(alphabet="ab \n", max_size=4000), st.integers(0, 4000), st.integers(0, 4000))
def test_the_cut_around_a_passage_holds_it(text: str, one: int, other: int) -> None:
    """Whatever the text, the passage is inside, with no more around it than is meant."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    first, last = around(text, start, end)

    assert 0 <= first <= start <= end <= last <= len(text)
    assert start - first <= CONTEXT
    assert last - end <= CONTEXT


def test_progress_in_a_log_is_a_line_at_each_turn(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody looks: a line as a step begins and as it ends, not one a call."""
    with watched() as show:
        for done in range(101):
            show(Progress("read", done, 100, rate=20.0, eta=(100 - done) / 20, current="/a/b.md"))
        show(Progress("embed", 1, 3000, rate=2.5, eta=1200.0))

    assert capsys.readouterr().err.splitlines() == [
        "Reading, for words: 0 of 100, 20/s, 5 s left, /a/b.md",
        "Reading, for words: 100 of 100, 20/s",
        "Embedding, for meaning: 1 of 3,000, 2.5/s, 20 min left",
    ]


def test_progress_on_a_terminal_is_a_bar_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Done, total, rate, time left and what is in hand are on the screen; a finished step rests."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with watched() as show:
        show(Progress("scan", 0, None, current="/things"))
        show(Progress("read", 1200, 4000, rate=20.0, eta=140.0, current="/things/b.md"))

    last = screen.getvalue().rsplit("\x1b[2K", 1)[-1]
    assert "1,200 of 4,000" in last
    assert "20/s, 2 min left" in last
    assert "/things/b.md" in last


def test_a_download_is_shown_once_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is on the screen while a licence is still to be accepted; then bytes done and in all are."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with downloaded("LFM2.5") as show:
        before = screen.getvalue()
        show(100_000_000, 400_000_000)

    assert "LFM2.5" not in before
    assert "100.0/400.0 MB" in screen.getvalue()


def test_a_download_in_a_log_is_said_at_its_ends(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody looks: a line as it begins and as it ends."""
    with downloaded("LFM2.5") as show:
        for done in range(0, 401, 50):
            show(done * 1_000_000, 400_000_000)

    assert capsys.readouterr().err.splitlines() == ["LFM2.5: 0 bytes of 400.0 MB", "LFM2.5: 400.0 MB of 400.0 MB"]
