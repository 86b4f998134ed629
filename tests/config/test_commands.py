"""A setting that names a command is checked when it is set."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lfmsearch import config
from lfmsearch.errors import BadConfig
from lfmsearch.system.paths import Home
from lfmsearch.system.typed import command


def test_a_command_becomes_words_with_its_whole_path() -> None:
    """Quoted words stay whole, and the program is found as a shell finds it."""
    words = command(f'"{sys.executable}" -c "print(1)"')

    assert Path(words[0]).samefile(sys.executable)
    assert words[1:] == ("-c", "print(1)")
    assert command("") == ()
    assert command("  ") == ()


def test_a_program_that_is_not_there_is_named_when_it_is_set(home: Home) -> None:
    """Not first when a picture is to be read."""
    with pytest.raises(BadConfig, match="no program 'no-such-program' for the setting ocr_command"):
        config.put(home, "ocr_command", "no-such-program stdin")
    with pytest.raises(BadConfig, match="cannot be read"):
        config.put(home, "ocr_command", '"open')


def test_a_command_is_kept_as_typed_and_can_be_taken_back(home: Home) -> None:
    """The words are found anew each time: a program may move. Nothing at all is a value too."""
    line = f'"{sys.executable}" -c "print(1)"'

    assert config.put(home, "ocr_command", line) == line
    assert config.get(home, "ocr_command", {}).value == line
    assert config.put(home, "ocr_command", "") == ""
    assert config.load(home, {}).ocr_command == ""


def test_a_command_is_text(home: Home) -> None:
    """Another value in the file is said with the right form."""
    home.create()
    home.config_path.write_text("ocr_command = 3\n")

    with pytest.raises(BadConfig) as raised:
        config.load(home, {})

    assert raised.value.hint == "It takes a command line or nothing."
