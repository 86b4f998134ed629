"""`lfmsearch search`, `show`, `open` and `why` on a real index."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.conftest import ODD
from cli.said import Run

from lfmsearch.search.calibration import Calibration, to_text
from lfmsearch.system.paths import Home

needs_any_name = pytest.mark.skipif(sys.platform != "linux", reason="names are text here")


def test_a_piped_answer_has_the_same_plain_form_every_time(library: Home, things: Path, run: Run) -> None:
    """Title, whole path, id and facts, passage: no colour, no link, nothing shortened."""
    said = run("search", "landlord", "April")

    assert said.code == 0
    first, path, facts, passage, *_ = said.out.splitlines()
    assert first == "1. Rent increase"
    assert path == f"   {things}/Letters/rent increase.md"
    assert facts.split(" | ")[1:3] == ["file", "line 3"]
    assert "From April the rent is 940 Euro" in passage
    assert "\x1b" not in said.out


def test_nothing_found_is_exit_1_and_still_a_document(library: Home, run: Run) -> None:
    """A script can tell nothing from an error, and always gets JSON."""
    said = run("search", "xylophone", "--json")
    told = run("search", "xylophone")

    assert (said.code, told.code) == (1, 1)
    assert said.json["hits"] == []
    assert said.json["query"] == "xylophone"
    assert told.out == ""
    assert "Nothing found in" in told.err


def test_an_empty_index_says_how_to_fill_it(home: Home, run: Run) -> None:
    """The first search of all is told what is missing."""
    said = run("search", "rent")

    assert said.code == 1
    assert "lfmsearch add" in said.err


def test_the_document_of_an_answer_is_the_public_one(library: Home, things: Path, run: Run) -> None:
    """Every key of the contract is there, and highlights are offsets into the snippet."""
    found = run("search", "rent", "kind:file", "--json", "--words").json

    assert set(found) >= {"query", "parsed", "took_ms", "coverage", "model", "reranker", "hits"}
    assert found["query"] == "rent kind:file"
    assert found["parsed"]["filters"] == [{"field": "kind", "op": "=", "value": "file"}]
    assert found["took_ms"]["total"] > 0
    hit = found["hits"][0]
    assert set(hit) >= {
        "rank", "id", "kind", "title", "path", "uri", "locator", "people", "date", "parent", "thread", "places",
        "available", "snippet", "highlights", "score", "matched", "why",
    }  # fmt: skip
    assert hit["matched"] == "words"
    assert hit["why"]["words"]["rank"] == 1
    assert hit["why"]["meaning"] is None
    assert {hit["snippet"][start:end].lower() for start, end in hit["highlights"]} == {"rent"}
    assert Path(hit["path"]).is_relative_to(things)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (["rent", "-boiler", "-deposit"], {"Rent increase"}),
        (["-boiler", "rent", "-n5", "in:{things}/Letters"], {"Rent increase"}),
        (['"loses pressure"'], {"boiler.txt"}),
        (["kind:mail"], {"Holiday"}),
        (["from:anna"], {"Holiday"}),
        (["tag:house"], {"Lease"}),
        (["sea", "date:2024-03"], {"Holiday"}),
        (["sea", "before:2024-03-01"], set()),
        (["rent", "type:md", "-in:{things}/Notes"], {"Rent increase"}),
        (["plumbers"], {"boiler.txt"}),
    ],
)
def test_operators_work_from_a_shell(library: Home, things: Path, run: Run, query: list[str], titles: set[str]) -> None:
    """Also those that begin with a minus, which are no options."""
    said = run("search", *(part.format(things=things) for part in query), "--words", "--json")

    assert {hit["title"] for hit in said.json["hits"]} == titles


@needs_any_name
def test_paths_survive_byte_for_byte_with_0(
    library: Home, things: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`-0` is for xargs: the bytes of the name, then NUL, and nothing else."""
    from lfmsearch.cli import main

    assert main(["search", "zebra", "-0"]) == 0
    assert capfdbinary.readouterr().out == os.fsencode(things) + b"/" + ODD + b"\0"


@needs_any_name
def test_a_name_that_is_no_text_survives_in_json(library: Home, run: Run) -> None:
    """The document stays valid UTF-8, and Python reads the name back as the system has it."""
    said = run("search", "zebra", "--json")

    assert "\\udcff" in said.out
    assert os.fsencode(said.json["hits"][0]["path"]).endswith(ODD)


@needs_any_name
def test_a_name_cannot_drive_the_terminal(library: Home, run: Run, on_terminal: Run) -> None:
    """Escape sequences in a file's name are shown as signs, never sent."""
    assert "\x1b" not in run("search", "quagga").out
    assert "\x1b[31m" not in on_terminal("search", "quagga").out


def test_a_terminal_gets_links_and_the_match_lit(library: Home, things: Path, on_terminal: Run) -> None:
    """Title and place are OSC-8 links, the home is ~, the words of the query are lit, hits are numbered."""
    said = on_terminal("search", "landlord", HOME=str(things.parent), LFMSEARCH_HOME=str(library.data_dir))

    assert "\x1b]8;id=" in said.out
    assert "rent%20increase.md" in said.out
    assert "~/things/Letters/rent increase.md" in said.out
    assert "\x1b[1;33mlandlord\x1b[0m" in said.out
    assert "\x1b[1;36m1  " in said.out
    assert "1 hit · " in said.err


def test_no_color_is_honoured(library: Home, on_terminal: Run) -> None:
    """With NO_COLOR nothing is coloured; bold and links are no colour."""
    said = on_terminal("search", "landlord", NO_COLOR="1")

    assert "\x1b[1mlandlord\x1b[0m" in said.out
    assert not any(f"\x1b[{style}" in said.out for style in ("1;3", "3"))


def test_the_last_results_are_remembered_by_number(library: Home, run: Run) -> None:
    """`show 1` means the first hit of the last search; the file of it is private and holds ids alone."""
    run("search", "landlord")

    shown = run("show", "1")
    remembered = library.data_dir / "last-results.json"

    assert shown.out.startswith("Rent increase\n")
    assert "From April the rent is 940 Euro" in shown.out
    assert re.fullmatch(r'\{"1": "\d+:\d+"\}', remembered.read_text())
    if sys.platform != "win32":
        assert stat.S_IMODE(remembered.stat().st_mode) == 0o600


def test_a_number_without_a_result_is_said(library: Home, run: Run) -> None:
    """Numbers beyond the last results, and before any, are named."""
    assert "nothing was searched yet" in run("show", "2").err
    run("search", "landlord")
    assert "The last search showed 1 alone." in run("show", "2").err


def test_a_number_means_what_was_shown_with_it(library: Home, run: Run) -> None:
    """On the second page the first hit has the number 2; below it, nothing was shown."""
    first = run("search", "--all", "the", "-n", "1").out
    second = run("search", "--all", "the", "-n", "1", "--page", "2").out

    title = re.search(r"^2\. (.+)$", second, re.MULTILINE)
    assert title
    assert title[1] not in first
    assert run("show", "2").out.startswith(title[1])
    assert "The last search showed 2 alone." in run("show", "1").err


def test_a_program_s_search_leaves_the_numbers_alone(library: Home, run: Run) -> None:
    """`--json` in a script does not change what `1` means to the person."""
    run("search", "landlord")
    run("search", "sea", "--json")

    assert run("show", "1").out.startswith("Rent increase\n")


def test_show_gives_the_passage_within_its_text(library: Home, run: Run) -> None:
    """The document holds the whole text and where the passage lies in it."""
    run("search", "plumber")

    shown = run("show", "1", "--json").json

    assert "The plumber came on Monday." in shown["text"][shown["start"] : shown["end"]]
    assert shown["title"] == "boiler.txt"


def test_explain_tells_how_the_query_was_read(library: Home, run: Run) -> None:
    """The reading goes to stderr, the ranks beside each hit."""
    said = run("search", "rent", "type:md", "--explain", "--words")

    assert "By words and by meaning: rent" in said.err
    assert "Only type: md" in said.err
    assert "words: rank 1" in said.out


@pytest.fixture
def lined(library: Home) -> None:
    """A line is known, above everything that does not hold all that is asked for."""
    library.measured_path.write_text(to_text(Calibration("", 5, {"words": 9.9})))


def test_a_line_is_drawn_above_what_is_only_loosely_related(lined: None, run: Run) -> None:
    """The letter that holds both words stands above it, those that hold one below."""
    said = run("search", "rent pressure", "--words")

    above, line, below = said.out.partition("below this, only loosely related")
    assert line
    assert "boiler.txt" in above
    assert "rent increase" in below
    assert run("search", "rent pressure", "--words", "-0").out.count("\0") == 1
    answer = run("search", "rent pressure", "--words", "--json").json
    assert (answer["related"], answer["total"]) == (1, 3)
    assert [hit["related"] for hit in answer["hits"]] == [True, False, False]


def test_nothing_is_said_where_all_is_only_loosely_related(lined: None, run: Run) -> None:
    """What comes nearest is shown when it is asked for."""
    nothing = run("search", "landlord zymurgy", "--words")
    shown = run("search", "landlord zymurgy", "--words", "--all")

    assert (nothing.code, nothing.out) == (1, "")
    assert "only loosely related: --all shows it." in nothing.err
    assert shown.code == 0
    assert "rent increase" in shown.out
    assert run("search", "landlord zymurgy", "--words", "--json").json["hits"] == []


def test_pages_follow_each_other(library: Home, run: Run) -> None:
    """Page 2 begins where page 1 ended; beyond the last there is nothing, and that is said."""
    ids = [hit["id"] for hit in run("search", "rent", "--words", "--json").json["hits"]]
    first = [hit["id"] for hit in run("search", "rent", "--words", "--json", "-n", "2").json["hits"]]
    second = [hit["id"] for hit in run("search", "rent", "--words", "--json", "-n", "2", "--page", "2").json["hits"]]
    beyond = run("search", "rent", "--words", "--page", "9")

    assert len(ids) == 3
    assert first + second == ids
    assert beyond.code == 1
    assert "There is no page 9: 3 hits in all." in beyond.err


@pytest.mark.skipif(sys.platform != "linux", reason="the opener has another name")
def test_open_hands_the_file_to_the_system(
    library: Home, things: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`open 1` starts the user's own program with the path of the hit."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(
        f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened.part; mv {tmp_path}/opened.part {tmp_path}/opened\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:{os.environ['PATH']}")
    run("search", "landlord")

    # In a process of its own: what is opened outlives the command.
    done = subprocess.run([sys.executable, "-m", "lfmsearch", "open", "1"], capture_output=True, text=True, check=False)
    deadline = time.monotonic() + 60
    while not (tmp_path / "opened").exists() and time.monotonic() < deadline:
        time.sleep(0.02)

    assert done.returncode == 0
    assert done.stderr.startswith("Opened ")
    assert (tmp_path / "opened").read_text() == f"{things}/Letters/rent increase.md"


def test_why_says_where_a_file_is(library: Home, things: Path, run: Run) -> None:
    """Indexed is 0; everything else is 1 with its verdict and one sentence."""
    indexed = run("why", f"{things}/Letters/boiler.txt", "--json")
    ranked = run("why", f"{things}/Letters/boiler.txt", "plumber", "--json")
    skipped = run("why", f"{things}/Notes/empty.txt", "--json")
    elsewhere = run("why", "/nowhere/at/all", "--json")

    assert (indexed.code, indexed.json["verdict"]) == (0, "indexed")
    assert (ranked.code, ranked.json["rank"]) == (0, 1)
    assert (skipped.code, skipped.json["verdict"]) == (1, "skipped")
    assert (elsewhere.code, elsewhere.json["verdict"]) == (1, "unknown")
    assert set(indexed.json) == {"path", "verdict", "reason", "documents", "queue_position", "rank", "stages"}


def test_why_takes_a_hit(library: Home, run: Run) -> None:
    """A number of the last results, or an id, stands for its file."""
    run("search", "plumber")

    assert "boiler.txt: indexed" in run("why", "1").out


def test_a_mail_in_several_folders_is_one_hit_that_says_so(home: Home, tmp_path: Path, run: Run) -> None:
    """As an `.eml` file and in two mailboxes; shown with who wrote it to whom, and when."""
    mail = (
        "From: Anna Rossi <anna@example.org>\nTo: bo@example.org\nSubject: Boiler\nDate: Fri, 1 Mar 2024 09:12:00 +0000\n"
        "Message-ID: <1@example.org>\n\nThe pressure is low.\n"
    )
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "Boiler.eml").write_text(mail)
    for name in ("Inbox", "Archive"):
        (folder / name).write_text(f"From - Fri Mar  1 09:12:00 2024\n{mail}\n")
    run("add", str(folder))
    run("index", "--words-only")

    found = run("search", "pressure").out
    assert found.count("Boiler\n") == 1
    assert "| mail | and in 2 more places |" in found
    shown = run("show", "1").out
    sent = datetime(2024, 3, 1, 9, 12, tzinfo=UTC).astimezone()
    head = f"\nFrom: Anna Rossi <anna@example.org>\nTo: bo@example.org\nDate: {sent:%Y-%m-%d %H:%M}\n\nThe pressure"
    assert head in shown
    assert run("show", "1", "--json").json["people"] == ["Anna Rossi <anna@example.org>", "bo@example.org"]


@pytest.mark.skipif(sys.platform == "win32", reason="links want a right there")
def test_why_says_that_links_are_not_followed(home: Home, tmp_path: Path, run: Run) -> None:
    """Also of one that leads nowhere; neither waits to be read."""
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "dangling.txt").symlink_to(folder / "b.txt")
    run("add", str(folder))
    run("index", "--words-only")

    for name in ("link.txt", "dangling.txt"):
        said = run("why", f"{folder}/{name}", "--json").json
        assert (said["verdict"], "symbolic link" in said["reason"]) == ("excluded", True)


def test_what_is_like_a_file_is_found_and_numbered(library: Home, things: Path, run: Run) -> None:
    """A path or a hit is asked for; the answer is as that of a search, and `show 1` follows it."""
    said = run("similar", str(things / "Letters/boiler.txt"), "--json")

    assert said.code == 0
    assert said.json["query"] == str(things / "Letters/boiler.txt")
    assert "rent increase.md" in said.json["hits"][0]["path"]
    assert all(hit["path"] != str(things / "Letters/boiler.txt") for hit in said.json["hits"])
    run("similar", str(things / "Letters/boiler.txt"))
    assert "From April the rent" in run("show", "1").out
    assert "Its most telling words: " in run("similar", "1", "-n", "1", "--explain").err
    assert run("similar", str(things / "nowhere.md")).code == 2


def test_a_filter_that_empties_the_list_is_named(library: Home, run: Run) -> None:
    """With how many there are without it, for people and for programs."""
    said = run("search", "rent", "type:pdf")

    assert said.code == 1
    assert said.err.splitlines()[-1] == "Nothing in type:pdf; 3 without it."
    assert run("search", "rent", "type:pdf", "--json").json["relaxations"] == [
        {"typed": "type:pdf", "query": "rent", "total": 3}
    ]
    assert "Only 1 in in:Notes; 3 without it." in run("search", "rent", "in:Notes").err
