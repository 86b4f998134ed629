"""A small home, indexed by the command line itself, and the command line as its user meets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.said import Run, Said

from lfmsearch.cli import main
from lfmsearch.system.paths import Home

TREE = {
    "Letters/rent increase.md": "# Rent increase\n\nFrom April the rent is 940 Euro a month, writes the landlord.\n",
    "Letters/boiler.txt": "The plumber came on Monday.\nThe boiler loses pressure; rent is not reduced.\n",
    "Notes/lease.md": "---\ntags: [house]\n---\n# Lease\n\nThe deposit is three months' rent.\n",
    "Notes/empty.txt": "",
    "Mail/anna.eml": (
        "From: Anna Rossi <anna@example.org>\nTo: me@example.org\nSubject: Holiday\nMessage-ID: <1@example.org>\n"
        "Date: Fri, 01 Mar 2024 09:12:00 +0100\n\nShall we go to the sea in July?\n"
    ),
}
ODD = b"zebra \xff.md"


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `home` and `things`, indexed by words. Not to be changed: `library` is a copy that may be."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in TREE.items():
        path = folder / "things" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if sys.platform == "linux":  # elsewhere every name is text
        (Path(os.fsdecode(os.fsencode(folder / "things") + b"/" + ODD))).write_text("A zebra crossing.\n")
        (folder / "things" / "esc\x1b[31m.md").write_text("A quagga crossing.\n")
    environment = {**os.environ, "LFMSEARCH_HOME": str(folder / "home")}
    for arguments in (["add", str(folder / "things")], ["index", "--words-only"]):
        subprocess.run(
            [sys.executable, "-m", "lfmsearch", *arguments], env=environment, check=True, capture_output=True
        )
    return folder


@pytest.fixture
def things(indexed: Path) -> Path:
    """The folder that is indexed."""
    return indexed / "things"


@pytest.fixture
def library(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The indexed home, named by the environment: a copy for this test alone."""
    shutil.copytree(indexed / "home", tmp_path / "home")
    monkeypatch.setenv("LFMSEARCH_HOME", str(tmp_path / "home"))
    return Home.find()


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run one command in this process."""

    def call(*arguments: str) -> Said:
        capfdbinary.readouterr()
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape"))

    return call


@pytest.fixture
def on_terminal() -> Run:
    """Run one command in a process of its own, with a terminal of 100 columns for its output."""
    pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")

    def call(*arguments: str, **environment: str) -> Said:
        leader, follower = pty.openpty()
        variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
        variables = {
            name: value for name, value in variables.items() if name != "NO_COLOR" or "NO_COLOR" in environment
        }
        command = [sys.executable, "-m", "lfmsearch", *arguments]
        with subprocess.Popen(
            command, env=variables, stdout=follower, stdin=follower, stderr=subprocess.PIPE
        ) as process:
            os.close(follower)
            parts = []
            while part := _read(leader):
                parts.append(part)
            assert process.stderr is not None
            err = process.stderr.read()
        os.close(leader)
        return Said(process.returncode, b"".join(parts).decode().replace("\r\n", "\n"), err.decode())

    return call


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the last writer has gone
        return b""
