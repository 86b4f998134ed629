import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from lfmsearch.sources import scanner
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import NOT_A_FILE, UNREAD, Known, Scan, is_placeholder, read_ignore_file, scan
from lfmsearch.types import Source


def scanned(root, known=None, *, rules=None, **options) -> Scan:
    source = Source(str(root))
    return scan(source, rules or Rules(source, read=read_ignore_file), known or {}, **options)


def as_known(found: Scan) -> dict[str, Known]:
    return {seen.path: (seen.size, seen.mtime_ns, seen.inode) for seen in found.new}


def written(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


def names(root: Path, seen) -> list[str]:
    return sorted(os.path.relpath(each.path, root) for each in seen)


def test_a_first_scan_finds_every_file_below_the_source(tmp_path):
    """All files that count are new, at any depth."""
    written(tmp_path, "a.md", "b/c.md", "b/d/e.md")

    found = scanned(tmp_path)

    assert names(tmp_path, found.new) == ["a.md", "b/c.md", "b/d/e.md"]
    assert found.available
    assert found.complete


def test_a_second_scan_tells_changed_gone_and_unchanged_apart(tmp_path):
    """What differs in size or time has changed, what is missing is gone, and nothing else is named."""
    known = as_known(scanned(written(tmp_path, "same.md", "changed.md", "gone.md")))
    (tmp_path / "changed.md").write_text("now it says more than before")
    (tmp_path / "gone.md").unlink()

    found = scanned(tmp_path, known)

    assert names(tmp_path, found.changed) == ["changed.md"]
    assert found.gone == [str(tmp_path / "gone.md")]
    assert found.unchanged == 1
    assert not found.new
    assert not found.moved


def test_a_moved_file_is_neither_new_nor_gone(tmp_path):
    """The same inode, size and time under another path is a move."""
    known = as_known(scanned(written(tmp_path, "old.md", "other.md")))
    (tmp_path / "deep").mkdir()
    (tmp_path / "old.md").rename(tmp_path / "deep" / "new.md")

    found = scanned(tmp_path, known)

    assert [(old, new.path) for old, new in found.moved] == [
        (str(tmp_path / "old.md"), str(tmp_path / "deep" / "new.md"))
    ]
    assert not found.new
    assert not found.gone


def test_a_name_that_is_not_utf8_leads_back_to_its_file(tmp_path):
    """The path kept for it encodes to the very bytes of the file system."""
    name = os.fsencode(tmp_path) + b"/caf\xe9.md"
    try:
        descriptor = os.open(name, os.O_CREAT | os.O_WRONLY)
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    os.close(descriptor)

    found = scanned(tmp_path)

    assert [os.fsencode(seen.path) for seen in found.new] == [name]
    assert scanned(tmp_path, as_known(found)).unchanged == 1


def test_what_lies_in_an_unreadable_folder_is_a_problem_and_not_gone(tmp_path):
    """A folder that cannot be listed is named, and what is known below it stays."""
    known = as_known(scanned(written(tmp_path, "open/a.md", "shut/b.md", "shut/deep/c.md", "shutter/d.md")))
    (tmp_path / "shutter" / "d.md").unlink()

    def listing(path):
        if path == str(tmp_path / "shut"):
            raise PermissionError(13, "Permission denied", path)
        return os.scandir(path)

    found = scanned(tmp_path, known, listing=listing)

    assert [path for path, _ in found.problems] == [str(tmp_path / "shut")]
    assert "permission denied" in found.problems[0][1]
    assert found.gone == [str(tmp_path / "shutter" / "d.md")]


def test_a_folder_that_vanishes_while_walked_takes_its_files_along(tmp_path):
    """Between seeing a folder and listing it, it may go: then its files are gone, and that is no problem."""
    known = as_known(scanned(written(tmp_path, "a.md", "b/c.md")))

    def listing(path):
        if path == str(tmp_path / "b"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return os.scandir(path)

    found = scanned(tmp_path, known, listing=listing)

    assert found.gone == [str(tmp_path / "b" / "c.md")]
    assert not found.problems


def test_a_source_that_is_not_there_loses_nothing(tmp_path):
    """When the root is missing, as on a disk that is not connected, no file counts as gone."""
    root = written(tmp_path / "disk", "a.md")
    known = as_known(scanned(root))
    (root / "a.md").unlink()
    root.rmdir()

    found = scanned(root, known)

    assert not found.available
    assert found.gone == []
    assert found.problems


def test_a_cancelled_scan_calls_nothing_gone(tmp_path):
    """What a cancelled scan did not reach may well be there."""
    known = as_known(scanned(written(tmp_path, "a.md", "b/c.md")))
    answers = iter([False, True])

    found = scanned(tmp_path, known, cancelled=lambda: next(answers))

    assert not found.complete
    assert found.gone == []


def test_links_are_left_out_unless_followed(tmp_path):
    """A symbolic link counts as excluded; followed, what it leads to is found once, and a loop ends."""
    written(tmp_path, "in/a.md", "outside/b.md")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "nowhere").symlink_to(tmp_path / "missing")

    plain = scanned(tmp_path / "in")
    followed = scanned(tmp_path / "in", follow_links=True)

    assert names(tmp_path / "in", plain.new) == ["a.md"]
    assert plain.excluded == 3
    assert names(tmp_path / "in", followed.new) == ["a.md", "out/b.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_fifo_is_skipped_and_never_opened(tmp_path):
    """Opening one would wait for ever; even under the name of an ignore file it is let alone."""
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / ".lfmignore")

    found = scanned(tmp_path)

    assert [(seen.path, reason) for seen, reason in found.skipped] == [(str(tmp_path / "pipe"), NOT_A_FILE)]


def test_a_file_above_the_limit_is_skipped_with_the_limit_named(tmp_path):
    """Too large is a reason, never a silence, also for what was indexed under an earlier limit."""
    with (tmp_path / "film.bin").open("wb") as file:
        file.truncate(5_000_001)
    known = as_known(scanned(tmp_path))

    found = scanned(tmp_path, known, largest_bytes=5_000_000)

    assert [reason for _, reason in found.skipped] == ["It is larger than 5 MB."]
    assert found.gone == []


def test_a_skipped_file_comes_back_as_changed_once_it_can_be_read(tmp_path):
    """Known as UNREAD, it is not mistaken for unchanged."""
    written(tmp_path, "a.md")

    found = scanned(tmp_path, {str(tmp_path / "a.md"): UNREAD})

    assert names(tmp_path, found.changed) == ["a.md"]


@pytest.mark.parametrize(
    ("status", "placeholder"),
    [
        (SimpleNamespace(st_flags=0x40000000), True),
        (SimpleNamespace(st_flags=0x20), False),
        (SimpleNamespace(st_file_attributes=0x400000), True),
        (SimpleNamespace(st_file_attributes=0x40000 | 0x20), True),
        (SimpleNamespace(st_file_attributes=0x1000), True),
        (SimpleNamespace(st_file_attributes=0x20), False),
        (SimpleNamespace(), False),
    ],
)
def test_a_cloud_placeholder_is_known_by_its_flags(status, placeholder):
    """MacOS marks it dataless, Windows offline or to be recalled."""
    assert is_placeholder(status) is placeholder


def test_a_folder_that_is_kept_in_the_cloud_is_named_and_never_listed(tmp_path, monkeypatch):
    """Listing it would fetch it; what is known below it stays, as it may well be there."""
    known = as_known(scanned(written(tmp_path, "here/a.md", "away/b.md")))
    away = str(tmp_path / "away")
    monkeypatch.setattr(scanner, "_FOLDERS_IN_CLOUD", True)
    monkeypatch.setattr(scanner, "is_placeholder", lambda status: status.st_ino == os.stat(away).st_ino)

    def listing(path):
        assert path != away
        return os.scandir(path)

    found = scanned(tmp_path, known, listing=listing)

    assert found.problems == [(away, "The folder is kept in the cloud and not on this machine.")]
    assert found.gone == []
    assert found.unchanged == 1
    assert scanned(away, {os.path.join(away, "b.md"): (9, 9, 9)}).gone == []


def test_a_file_that_is_kept_in_the_cloud_is_counted_and_never_opened(tmp_path, monkeypatch):
    """It is named with the reason; one that was read while it was here stays as it is."""
    known = as_known(scanned(written(tmp_path, "here.md")))
    written(tmp_path, "away.md")
    monkeypatch.setattr(scanner, "is_placeholder", lambda status: True)

    found = scanned(tmp_path, known)

    assert [(seen.path, reason) for seen, reason in found.skipped] == [
        (str(tmp_path / "away.md"), "It is kept in the cloud and not on this machine.")
    ]
    assert found.unchanged == 1


def test_a_single_file_can_be_a_source(tmp_path):
    """Then it is all there is, whatever its name."""
    written(tmp_path, "archive.mbox", "other.md")

    found = scanned(tmp_path / "archive.mbox")

    assert [seen.path for seen in found.new] == [str(tmp_path / "archive.mbox")]


def test_an_ignore_file_of_an_excluded_name_is_heard_in_its_folder_and_below(tmp_path):
    """`.lfmignore` and `.gitignore` leave out; what was indexed before is gone then."""
    written(tmp_path, "a.md", "b/a.md", "b/c/a.md", "b/c/d.md", "b/e.log")
    known = as_known(scanned(tmp_path))
    (tmp_path / "b" / ".lfmignore").write_text("# not these\n\na.md\n")
    (tmp_path / ".gitignore").write_text("*.log\n")

    found = scanned(tmp_path, known)

    assert sorted(os.path.relpath(path, tmp_path) for path in found.gone) == ["b/a.md", "b/c/a.md", "b/e.log"]


def test_a_folder_that_a_program_marked_is_not_walked(tmp_path):
    """What is in a cache is left out, also where it was indexed before; a Source that is one itself was meant."""
    known = as_known(scanned(written(tmp_path, "a.md", "target/b.md", "target/debug/c.md")))
    (tmp_path / "target" / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")

    found = scanned(tmp_path, known)

    assert sorted(os.path.relpath(path, tmp_path) for path in found.gone) == ["target/b.md", "target/debug/c.md"]
    assert names(tmp_path / "target", scanned(tmp_path / "target").new) == ["CACHEDIR.TAG", "b.md", "debug/c.md"]


def test_an_unreadable_ignore_file_shuts_its_folder(tmp_path):
    """What the user wanted left out cannot be known, so nothing of that folder is read, and this is said."""
    written(tmp_path, "a.md", "b/secret.md", "b/.lfmignore")
    source = Source(str(tmp_path))

    def read(path):
        if path.endswith(".lfmignore"):
            raise PermissionError(13, "Permission denied", path)
        return ""

    found = scanned(tmp_path, rules=Rules(source, read=read))

    assert names(tmp_path, found.new) == ["a.md"]
    assert found.problems == [(str(tmp_path / "b"), "Its .lfmignore could not be read: permission denied.")]
