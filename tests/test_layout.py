"""The shape of the project: small files, a README that keeps up, a package that is light to import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import lfmsearch

ROOT = Path(__file__).parent.parent
LONGEST = 400
HEAVY = ("numpy", "apsw", "sqlite_vec", "llama_cpp", "huggingface_hub", "gguf", "pypdfium2", "rich", "click")


def test_no_file_is_longer_than_one_sitting() -> None:
    """A file is one idea; past 400 lines it is two."""
    files = [*(ROOT / "lfmsearch").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in files}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_command_is_in_the_readme() -> None:
    """What can be typed can be read about: each command has its line, and that line names what comes below it."""
    from lfmsearch.cli.app import application

    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    context = click.Context(application)
    missing = []
    for name in application.list_commands(context):
        command = application.get_command(context, name)
        wanted = [name, *command.commands] if isinstance(command, click.Group) else [name]
        rows = "".join(line for line in lines if f"`lfmsearch {name}" in line)
        missing += [f"{name}: {word}" for word in wanted if not re.search(rf"[` ]{word}[` ]", rows)]

    assert missing == []


def test_what_the_package_offers_can_be_imported() -> None:
    """`__all__` is the Python API, whole and in order."""
    assert sorted(lfmsearch.__all__) == list(lfmsearch.__all__)
    assert [name for name in lfmsearch.__all__ if not hasattr(lfmsearch, name)] == []


@pytest.mark.parametrize("module", ["lfmsearch", "lfmsearch.types", "lfmsearch.errors"])
def test_importing_the_package_loads_nothing_heavy(module: str) -> None:
    """A program that only asks for `--version`, or for the types, starts at once."""
    script = f"import sys, {module}; print(*(set(sys.modules) & set({HEAVY!r})))"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert loaded == []


def test_the_changelog_opens_with_what_is_next_or_this_version() -> None:
    """A release cannot be made without a line for its users."""
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:3] == "## "]

    assert headings
    assert headings[0].startswith(("## [Unreleased]", "## [0.1.0]"))
