import os
from urllib.parse import unquote_to_bytes

import pytest

from lfmsearch.errors import MachineError
from lfmsearch.system.opening import command, file_uri, open_path


@pytest.mark.parametrize(
    ("platform", "reveal", "expected"),
    [
        ("linux", False, ("xdg-open", "/d/a b.md")),
        ("linux", True, ("xdg-open", "/d")),
        ("darwin", False, ("open", "/d/a b.md")),
        ("darwin", True, ("open", "-R", "/d/a b.md")),
        ("win32", False, ()),
        ("win32", True, ("explorer", "/select,/d/a b.md")),
    ],
)
def test_each_system_opens_and_reveals_with_its_own_command(platform, reveal, expected):
    """The path is one argument of its own, never part of a shell's line."""
    assert command("/d/a b.md", platform, reveal=reveal) == expected


def test_an_address_keeps_every_byte_of_a_name():
    """Blanks, `#`, `%` and bytes that are no UTF-8 come back from it."""
    path = "/d/a b#%\udcff ü.md"

    uri = file_uri(path)

    assert uri == "file:///d/a%20b%23%25%FF%20%C3%BC.md"
    assert unquote_to_bytes(uri.removeprefix("file://")) == os.fsencode(path)


def test_opening_what_is_gone_says_so(tmp_path):
    """No program is started for a file that is not there."""
    with pytest.raises(MachineError, match="not there any more"):
        open_path(str(tmp_path / "gone.md"))


def test_opening_without_a_program_for_it_says_what_is_missing(tmp_path, monkeypatch):
    """A machine without a desktop has no xdg-open."""
    (tmp_path / "a.md").write_text("a")
    monkeypatch.setenv("PATH", str(tmp_path))
    if os.name == "nt":
        pytest.skip("Windows needs no program for it")

    with pytest.raises(MachineError, match="could not be opened") as caught:
        open_path(str(tmp_path / "a.md"))
    assert "open" in caught.value.hint
