import os
import stat
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote_to_bytes

import pytest

from lfmsearch.errors import MachineError
from lfmsearch.system.opening import (
    Opening,
    carry_out,
    command,
    file_uri,
    open_path,
    open_uri,
    opening_of,
    uri_command,
    write_copy,
)


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


@pytest.mark.parametrize(
    ("asked", "way", "target"),
    [
        ({"path": "/d/a.pdf"}, "file", "/d/a.pdf"),
        ({"path": "/d/a.pdf", "uri": "obsidian://open?path=a"}, "uri", "obsidian://open?path=a"),
        ({"path": "/d/box", "member": "@12", "kind": "mail", "uri": "mid:1@x"}, "uri", "mid:1@x"),
        ({"path": "/d/box", "member": "@12", "kind": "mail", "title": "Rent", "type": "eml"}, "copy", "Rent.eml"),
        ({"path": "/d/box", "member": "@12", "kind": "note", "title": "a/b: c", "type": ""}, "copy", "b_ c"),
        ({"path": "/d/a.eml", "member": "3:lease.pdf", "kind": "attachment", "uri": "mid:1@x"}, "copy", "lease.pdf"),
        ({"path": "/d/box", "member": "@12/2:fwd.eml/1:plan.png", "kind": "attachment"}, "copy", "plan.png"),
        ({"path": "/d/x.zip", "member": "old/letter.txt", "title": "Dear Anna", "type": "txt"}, "copy", "letter.txt"),
        ({"path": "/d/box", "member": "@12"}, "copy", "Untitled"),
    ],
)
def test_a_thing_opens_in_its_app_else_as_its_file_else_as_a_copy(asked, way, target):
    """An attachment is never its mail: it opens itself."""
    opening = opening_of(**asked)

    assert (opening.way, opening.target, opening.reason) == (way, target, "")


def test_where_no_app_takes_the_address_the_next_best_is_at_hand():
    """The file, or the copy of the part."""
    assert opening_of("/v/a.md", uri="obsidian://open?path=a").otherwise == Opening("file", "/v/a.md")
    in_box = opening_of("/d/box", "@1", kind="mail", title="Rent", type="eml", uri="mid:1@x")
    assert in_box.otherwise == Opening("copy", "Rent.eml")


def test_what_could_run_is_shown_and_not_opened_and_said_why():
    """Of a stranger's attachment any program, of one's own files what this system would run."""
    attached = opening_of("/d/a.eml", "1:invoice.pdf.exe", kind="attachment", platform="linux")
    own = opening_of("/d/Setup.exe", platform="win32")

    assert (attached.way, attached.target) == ("copy", "invoice.pdf.exe")
    assert (own.way, own.target) == ("reveal", "/d/Setup.exe")
    assert "invoice.pdf.exe could run as a program" in attached.reason
    assert "Setup.exe could run as a program" in own.reason
    assert opening_of("/d/tidy.py", platform="linux").way == "file"


@pytest.mark.parametrize(
    "uri",
    [
        "file:///etc/passwd",
        "https://example.org/",
        "javascript:alert(1)",
        "mailto:a@b",
        "mid:a b",
        "mid:a\nb",
        'mid:"x"',
        "mid:",
        "obsidian://open?path=a#b",
        "-a",
        "",
    ],
)
def test_only_addresses_of_our_own_making_are_opened(uri):
    """No other scheme, and nothing that could end an argument."""
    with pytest.raises(MachineError, match="not an address"):
        open_uri(uri)


@pytest.mark.parametrize(
    ("platform", "uri", "expected"),
    [
        ("linux", "mid:1@x", ("xdg-open", "mid:1@x")),
        ("darwin", "bear://x-callback-url/open-note?id=1", ("open", "bear://x-callback-url/open-note?id=1")),
        ("darwin", "mid:1@x", ("open", "-b", "org.mozilla.thunderbird", "mid:1@x")),
        ("win32", "mid:1@x", ()),
    ],
)
def test_each_system_opens_an_address_with_its_own_command(platform, uri, expected):
    """Thunderbird has to be named on a Mac, where it does not claim its address."""
    assert uri_command(uri, platform) == expected


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """A desktop on Linux that writes down what it is asked to open; `apps` are the schemes it has an app for."""
    if sys.platform in ("darwin", "win32"):
        pytest.skip("other systems have no xdg-open")
    log, apps = tmp_path / "opened", tmp_path / "apps"
    log.touch()
    apps.touch()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, script in {
        "xdg-open": f'echo "$1" >> {log}',
        "xdg-mime": f'while read -r app; do [ "$3" = "x-scheme-handler/$app" ] && echo $app.desktop; done < {apps}; exit 0',
    }.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")

    def opened(number):
        for _ in range(500):
            if len(lines := log.read_text().splitlines()) >= number:
                return lines
            time.sleep(0.01)
        return log.read_text().splitlines()

    return SimpleNamespace(apps=apps, opened=opened)


def test_a_desktop_that_has_no_program_for_it_is_not_taken_for_success(desktop, tmp_path):
    """`xdg-open` ends with an error then; the file is named."""
    (tmp_path / "bin" / "xdg-open").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "a.xyz").touch()

    with pytest.raises(MachineError, match=r"a\.xyz could not be opened: xdg-open found nothing"):
        open_path(str(tmp_path / "a.xyz"))


def bytes_of_nothing():
    raise AssertionError("the bytes were not needed")


def test_an_address_goes_to_its_app(desktop, tmp_path):
    """Nothing else is opened, and no bytes are fetched."""
    desktop.apps.write_text("mid\n")
    opening = opening_of("/d/box", "@1", kind="mail", uri="mid:1@x")

    assert carry_out(opening, data=bytes_of_nothing, folder=tmp_path / "copies") == opening
    assert desktop.opened(1) == ["mid:1@x"]
    assert not (tmp_path / "copies").exists()


def test_without_an_app_for_it_a_copy_is_opened_and_that_is_said(desktop, tmp_path):
    """A web browser that would take any address is not asked."""
    opening = opening_of("/d/box", "@1", kind="mail", title="Rent", type="eml", uri="mid:1@x")

    done = carry_out(opening, data=lambda: b"Subject: Rent\n\nIt rises.", folder=tmp_path / "copies")

    assert done.way == "copy"
    assert done.reason == "No app on this machine opens mid: addresses."
    assert Path(done.target).name == "Rent.eml"
    assert Path(done.target).read_bytes() == b"Subject: Rent\n\nIt rises."
    assert desktop.opened(1) == [done.target]


@pytest.mark.parametrize(
    ("data", "name"), [(b"Subject: Rent", "Rent.eml"), (bytes.fromhex("d0cf11e0a1b11ae1"), "Rent.msg")]
)
def test_a_mail_out_of_an_outlook_data_file_is_called_what_it_is(desktop, tmp_path, data, name):
    """Under the wrong ending no program would open it."""
    opening = opening_of("/d/a.pst", "@12", kind="mail", title="Rent", type="msg")

    done = carry_out(opening, data=lambda: data, folder=tmp_path / "copies")

    assert Path(done.target).name == name


def test_a_program_somebody_sent_is_shown_in_its_folder(desktop, tmp_path):
    """The file manager opens, the program does not."""
    opening = opening_of("/d/a.eml", "1:invoice.exe", kind="attachment")

    done = carry_out(opening, data=lambda: b"MZ", folder=tmp_path / "copies")

    assert desktop.opened(1) == [str(Path(done.target).parent)]
    assert "could run" in done.reason


def test_a_copy_is_private_read_only_and_in_a_folder_of_its_own(tmp_path):
    """Readable by its owner alone; the same name twice makes two copies."""
    folder = tmp_path / "home" / "copies"

    first = Path(write_copy("lease.pdf", b"one", folder))
    second = Path(write_copy("lease.pdf", b"two", folder))

    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert first.name == second.name == "lease.pdf"
    assert first.parent.parent == folder
    if os.name != "nt":
        assert [stat.S_IMODE(path.stat().st_mode) for path in (first, first.parent, folder)] == [0o400, 0o700, 0o700]


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    """Whoever made it."""
    folder = tmp_path / "copies"
    folder.mkdir(mode=0o777)

    write_copy("a.txt", b"", folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700 or os.name == "nt"


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path):
    """Copies would lie where somebody else wants them."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "copies").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(MachineError, match="could not be written"):
        write_copy("a.txt", b"", tmp_path / "copies")
    assert not any((tmp_path / "elsewhere").iterdir())


def test_copies_older_than_a_day_are_cleared_by_the_next_one(tmp_path):
    """Today's stay: somebody may be reading one."""
    old, fresh = (Path(write_copy(name, b"x", tmp_path / "copies")) for name in ("old.txt", "fresh.txt"))
    long_ago = time.time() - 25 * 3600
    os.utime(old.parent, (long_ago, long_ago))

    new = Path(write_copy("new.txt", b"x", tmp_path / "copies"))

    assert not old.parent.exists()
    assert fresh.exists()
    assert new.exists()
