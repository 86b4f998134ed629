"""All commands as one: help, exit codes, errors, streams."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from cli.said import Run

from lfmsearch.cli.app import COMMANDS
from lfmsearch.system.paths import Home

LFMSEARCH = (sys.executable, "-m", "lfmsearch")


def test_the_module_is_the_command() -> None:
    """`python -m lfmsearch` does what `lfmsearch` does."""
    done = subprocess.run([*LFMSEARCH, "--version"], capture_output=True, text=True, check=True)

    assert done.stdout == f"lfmsearch {version('lfmsearch')}\n"


def test_help_lists_every_command_with_a_sentence(run: Run) -> None:
    """Each command is a line of the help, in the order a person meets them."""
    lines = run("--help").out.splitlines()

    listed = [line.split()[0] for line in lines[lines.index("Commands:") + 1 :]]
    assert listed == list(COMMANDS)
    assert all(sentence.endswith(".") for sentence in COMMANDS.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """`--help` of each gives its usage, a sentence, and `--json`."""
    said = run(command, "--help")

    assert said.code == 0
    assert said.out.startswith(f"Usage: lfmsearch {command}")
    assert "--json" in said.out


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"rich", "numpy", "apsw", "llama_cpp", "tomlkit", "huggingface_hub", "lfmsearch.cli.search"}),
        (["config", "get", "model"], {"rich", "numpy", "apsw", "llama_cpp", "huggingface_hub"}),
        (
            ["search", "--words", "rent"],
            {"rich", "llama_cpp", "huggingface_hub", "gguf", "pypdfium2", "lfmsearch.cli.add"},
        ),
        (["status"], {"llama_cpp", "huggingface_hub", "numpy", "pypdfium2"}),
    ],
)
def test_a_command_loads_only_what_it_uses(library: Home, arguments: list[str], heavy: set[str]) -> None:
    """Starting is quick because nothing is imported that the command does not need."""
    script = f"import sys; from lfmsearch.cli import main; main({arguments!r}); print(*set(sys.modules) & {heavy!r}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == ""


def test_an_unknown_command_gets_its_neighbour_named(run: Run) -> None:
    """A slip of the hand costs one look."""
    said = run("serch", "rent")

    assert said.code == 2
    assert "Did you mean “search”?" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "kind", "code"),
    [
        (["search", "tpye:pdf"], "bad-query", 2),
        (["search", "!!!"], "bad-query", 2),
        (["search"], "usage", 2),
        (["search", "rent", "--sort", "size"], "usage", 2),
        (["nosuch"], "usage", 2),
        (["show", "99999"], "hit-not-found", 2),
        (["show", "somewhere"], "hit-not-found", 2),
        (["remove", "/nowhere/at/all"], "source-not-found", 2),
        (["add", "/nowhere/at/all"], "source-not-found", 2),
        (["config", "get", "modle"], "bad-config", 2),
        (["config", "set", "contexts", "many"], "bad-config", 2),
        (["models", "pull", "gpt"], "unknown-model", 2),
        (["models", "use", "lfm2.5-embedding-350m-q8_0"], "model-missing", 4),
        (["models", "pull", "lfm2.5-embedding-350m-q8_0"], "licence-not-accepted", 2),
        (["open", "/nowhere/at/all"], "machine", 4),
    ],
)
def test_an_error_is_one_document_or_one_sentence(
    library: Home, run: Run, arguments: list[str], kind: str, code: int
) -> None:
    """With `--json` an error is a document on stdout; without, a sentence on stderr; the code is the same."""
    document = run(*arguments, "--json")
    sentence = run(*arguments)

    assert (document.code, sentence.code) == (code, code)
    assert document.json["error"]["kind"] == kind
    assert document.json["error"]["message"]
    assert document.err == sentence.out == ""
    assert document.json["error"]["message"] in sentence.err
    assert "Traceback" not in sentence.err


def test_a_home_that_cannot_be_made_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the home should be is the machine's fault: exit 4, and what to do."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LFMSEARCH_HOME", str(tmp_path / "file" / "home"))

    said = run("status", "--json")

    assert said.code == 4
    assert said.json["error"]["kind"] == "machine"


def test_a_reader_that_has_seen_enough_is_no_error(library: Home) -> None:
    """`lfmsearch search … | head -0` ends quietly."""
    with subprocess.Popen([*LFMSEARCH, "search", "rent"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()

    assert process.returncode == 0
    assert b"rror" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(home: Home, tmp_path: Path, run: Run) -> None:
    """An interrupted `index` ends with 130 within a moment; the next one does the rest and no more."""
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1500):
        (many / f"{number}.md").write_text(f"Note {number} of many.\n")
    run("add", str(many))

    with subprocess.Popen([*LFMSEARCH, "index"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Reading"):
                break
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    left = run("status", "--json").json["files"]
    again = run("index", "--json")

    assert process.returncode == 130
    assert "Everything done so far is kept" in err
    assert left["pending"] > 0
    assert again.json["complete"]
    assert run("status", "--json").json["files"]["indexed"] == 1500


def test_a_second_index_at_the_same_time_is_refused(home: Home, run: Run) -> None:
    """One writer to a home: the other is told, and nothing is broken."""
    import filelock

    with filelock.FileLock(home.lock_path):
        said = run("index", "--json")

    assert said.code == 4
    assert said.json["error"]["kind"] == "index-locked"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_any_locale_can_print_any_name(library: Home, encoding: str) -> None:
    """Where a terminal has no letter for something, it is written as an escape and nothing fails."""
    done = subprocess.run(
        [*LFMSEARCH, "search", "crossing"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
