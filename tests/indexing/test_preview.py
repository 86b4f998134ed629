"""What indexing a place would take, told from names and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lfmsearch.config import Config
from lfmsearch.indexing.preview import LARGEST_TEXT, preview, tokens_per_byte
from lfmsearch.sources import registry
from lfmsearch.system.paths import Home
from lfmsearch.types import Preview, Source


def previewed(folder: Path, *, kind: str = "folder", speed: float = 0.0) -> Preview:
    source = Source(str(folder), kind=kind)
    rules = registry.rules_for(source, Home.at(folder.parent / "home"), Config(), (source,))
    return preview(source, rules, largest_bytes=1 << 40, tokens_per_second=speed)


@pytest.mark.parametrize("extension", ["py", "rs", "toml", "md", "txt", "log", "(none)", "rst"])
def test_code_and_notes_are_text_throughout(extension: str) -> None:
    """Three bytes and a half are a token, whether or not the type has a reader of its own."""
    assert 0.2 < tokens_per_byte(extension, 5_000) < 0.4


@pytest.mark.parametrize("extension", ["mp4", "jpg", "mp3", "so", "pyc", "gz", "png"])
def test_what_has_no_text_costs_nothing(extension: str) -> None:
    """However large it is."""
    assert tokens_per_byte(extension, 100) == tokens_per_byte(extension, 1 << 32) == 0.0


def test_something_large_under_a_name_that_tells_nothing_is_no_text() -> None:
    """But a mailbox, and what is called a text, is."""
    assert tokens_per_byte("(none)", LARGEST_TEXT + 1) == 0.0
    assert tokens_per_byte("iso", 1 << 32) == 0.0
    assert tokens_per_byte("txt", 1 << 32) > 0.0
    assert tokens_per_byte("(none)", 1 << 32, is_mail=True) > 0.0


def test_packed_and_drawn_files_give_less_than_text() -> None:
    """A byte of a PDF is seldom a letter."""
    assert 0.0 < tokens_per_byte("pdf", 1 << 20) < tokens_per_byte("html", 1 << 20) < tokens_per_byte("md", 1 << 20)


def test_a_folder_of_text_takes_longer_than_a_folder_of_films(tmp_path: Path) -> None:
    """Of the same size; and longer still with a model."""
    for name, suffix in (("text", "py"), ("films", "mp4")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"a.{suffix}").write_bytes(b"x" * 900_000)

    text, films = previewed(tmp_path / "text"), previewed(tmp_path / "films")

    assert text.bytes == films.bytes
    assert text.seconds > 10 * films.seconds
    assert previewed(tmp_path / "text", speed=1_000.0).seconds > 10 * text.seconds


def test_mailboxes_of_a_mail_program_are_mail_whatever_they_are_called(tmp_path: Path) -> None:
    """Thunderbird calls them `Inbox`."""
    (tmp_path / "Mail").mkdir()
    (tmp_path / "Mail" / "Inbox").write_bytes(b"From - \n" + b"x" * (LARGEST_TEXT + 1))

    assert previewed(tmp_path / "Mail", kind="mbox").seconds > 10 * previewed(tmp_path / "Mail").seconds
