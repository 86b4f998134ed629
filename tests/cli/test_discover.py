"""`lfmsearch add --discover`: what is offered, and what is added."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.said import Run
from sources.machines import put, thunderbird

from lfmsearch.cli.discover import picked_numbers
from lfmsearch.sources import registry
from lfmsearch.system.paths import Home

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the places are those of Linux")


@pytest.fixture
def person(tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's home folder, with Thunderbird, a vault, a graph only Logseq reads, and an Evolution that was never used."""
    folder = tmp_path / "anna"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "MAIL", "MAILDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    thunderbird(folder / ".thunderbird")
    put(folder / "My Vault", ".obsidian/", "a.md", "b.md", text="# Rent\n")
    put(folder, ".config/obsidian/obsidian.json", text=f'{{"vaults": {{"1": {{"path": "{folder / "My Vault"}"}}}}}}')
    put(folder, "logseq/graphs/Work/db.sqlite", ".local/share/evolution/mail/local/cur/")
    assert not registry.sources(home)
    return folder


def test_without_a_terminal_it_says_what_to_type_and_adds_nothing(person: Path, home: Home, run: Run) -> None:
    """One command a line, to be pasted or piped into a shell; what cannot be added is named beside it, with the reason."""
    said = run("add", "--discover")

    assert said.code == 0
    commands = [shlex.split(line, comments=True) for line in said.out.splitlines()]
    assert commands == [
        ["lfmsearch", "add", str(person / ".thunderbird" / "ab12.default")],
        ["lfmsearch", "add", str(person / "My Vault")],
    ]
    assert said.out.splitlines()[1].endswith("# Obsidian, 2 files, 14 bytes")
    assert "Logseq, ~/logseq/graphs/Work: This graph is a database" in said.err
    assert not home.sources_path.exists()


def test_the_commands_it_names_add_what_it_named(person: Path, home: Home, run: Run) -> None:
    """With the right kind; looked for again, they are known."""
    for line in run("add", "--discover").out.splitlines():
        assert run(*shlex.split(line, comments=True)[1:]).code == 0

    assert [source.kind for source in registry.sources(home)] == ["thunderbird", "obsidian"]
    again = run("add", "--discover")
    assert again.out == ""
    assert "Obsidian, ~/My Vault: searched already." in again.err


def test_as_json_every_finding_is_named(person: Path, home: Home, run: Run) -> None:
    """Also what is added already, and what stands in the way of the others."""
    registry.add(home, str(person / "My Vault"))

    found = run("add", "--discover", "--json").json

    assert [(each["kind"], each["holds"], each["added"], each["files"]) for each in found] == [
        ("thunderbird", "mail", False, 4),
        ("obsidian", "note", True, 2),
        ("logseq", "note", False, 0),
    ]
    assert [each["problem"] is None for each in found] == [True, True, False]
    assert found[1]["path"] == str(person / "My Vault")
    assert found[1]["title"] == "Obsidian"


def test_on_a_machine_without_mail_and_notes_that_is_said(tmp_path: Path, home: Home, run: Run, monkeypatch) -> None:
    """It is not an error, but nothing was found either."""
    monkeypatch.setenv("HOME", str(tmp_path / "empty"))
    monkeypatch.delenv("MAIL", raising=False)

    assert (run("add", "--discover").code, run("add", "--discover", "--json").json) == (1, [])
    assert "No mail program" in run("add", "--discover").err


@pytest.mark.parametrize("arguments", [("add",), ("add", "--discover", "x"), ("add", "--discover", "--dry-run")])
def test_add_wants_a_path_or_to_discover_but_not_both(home: Home, run: Run, arguments: tuple[str, ...]) -> None:
    """The message names the other way."""
    said = run(*arguments)

    assert said.code == 2
    assert "--discover" in said.err


@pytest.fixture
def answering() -> Callable[..., str]:
    """Run a command on a terminal of 80 columns, type an answer, and return what the screen showed, without colours."""
    pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")

    def call(*arguments: str, answer: str) -> str:
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "lfmsearch", *arguments]
        variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
        with subprocess.Popen(command, env=variables, stdin=follower, stdout=follower, stderr=follower) as process:
            os.close(follower)
            os.write(leader, answer.encode())
            parts = []
            while part := _read(leader):
                parts.append(part)
        os.close(leader)
        assert process.returncode == 0
        return re.sub(r"\x1b\[[0-9;]*m", "", b"".join(parts).decode()).replace("\r\n", "\n")

    return call


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the last writer has gone
        return b""


def test_on_a_terminal_one_picks_from_a_list(person: Path, home: Home, answering) -> None:
    """Numbers stand only at what can be added; a slip is asked again, and only what was picked is added."""
    screen = answering("add", "--discover", answer="3\n2\n")

    assert re.search(r"^Mail$\n  1  Thunderbird +4 files, \d{3} bytes$", screen, re.MULTILINE)
    assert re.search(r"^Notes$\n  2  Obsidian .*\n     ~/My Vault$", screen, re.MULTILINE)
    assert re.search(r"^  !  Logseq *\n     ~/logseq/graphs/Work\n     This graph is a database", screen, re.MULTILINE)
    assert "3 is not in the list" in screen
    assert "Added Obsidian: ~/My Vault" in screen
    assert "Evolution" not in screen
    assert [source.kind for source in registry.sources(home)] == ["obsidian"]


def test_enter_alone_adds_nothing(person: Path, home: Home, answering) -> None:
    """Looking costs nothing."""
    assert "Nothing was added." in answering("add", "--discover", answer="\n")
    assert not home.sources_path.exists()


def test_all_adds_all_and_then_there_is_nothing_to_ask(person: Path, home: Home, answering) -> None:
    """The list stays, with what is searched marked."""
    answering("add", "--discover", answer="all\n")
    screen = answering("add", "--discover", answer="")

    assert len(registry.sources(home)) == 2
    assert re.search(r"^  ✓  Thunderbird +4 files, \d{3} bytes, searched already$", screen, re.MULTILINE)
    assert "There is nothing to add." in screen


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("", []),
        ("1 3", [1, 3]),
        ("3,1", [3, 1]),
        ("2-4", [2, 3, 4]),
        ("1 1-2", [1, 2]),
        ("all", [1, 2, 3, 4]),
        (" ALL ", [1, 2, 3, 4]),
    ],
)
def test_an_answer_is_understood_as_people_write_it(answer: str, numbers: list[int]) -> None:
    """Blanks, commas, spans, all."""
    assert picked_numbers(answer, 4) == numbers


@pytest.mark.parametrize("answer", ["0", "5", "x", "1 x", "3-2", "2-9", "1.5", "-1", "9999999999"])
def test_an_answer_that_names_nothing_says_which_part(answer: str) -> None:
    """Nothing is added by half."""
    with pytest.raises(ValueError, match="list"):
        picked_numbers(answer, 4)
