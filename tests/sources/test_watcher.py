import contextlib
import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest
from sources.watching import rules_of, watching

from lfmsearch.sources import watcher as module
from lfmsearch.sources.dirty import Hint
from lfmsearch.sources.folders import entered, wanted
from lfmsearch.sources.mounts import Kind
from lfmsearch.sources.trees import Trees
from lfmsearch.sources.watcher import BACK, RULES, SLEPT, Root, Watcher, slept, vanished

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


@pytest.fixture
def home(tmp_path) -> Path:
    root = tmp_path / "home"
    root.mkdir()
    return root


# Watchdog's own way on Linux, which is not used there, may watch a folder twice that is made while it looks.
TREES = pytest.param("trees", marks=pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning"))


@pytest.fixture(params=["one by one", TREES])
def told(request, home):
    """Both ways of watching; watchdog watches trees on any system."""
    backend = {"one by one": None, "trees": Trees}[request.param]
    if backend is None and sys.platform != "linux":
        pytest.skip("inotify is Linux's")
    (home / "notes").mkdir()
    (home / "notes" / "old.md").write_text("old")
    with watching(home, backend=backend) as found:
        yield found


def test_a_new_file_is_told(told, home):
    """By its path, once."""
    (home / "notes" / "new.md").write_text("new")

    assert told.settle() == {("notes/new.md", "changed")}


def test_a_save_in_place_is_one_change(told, home):
    """However many writes it takes."""
    with (home / "notes" / "old.md").open("a") as file:
        for _ in range(20):
            file.write("more\n")
            file.flush()

    assert told.settle() == {("notes/old.md", "changed")}
    assert len([hint for hint in told.hints if hint.path.endswith("old.md")]) == 1


def test_an_atomic_save_is_one_change(told, home):
    """The name it was written under is dropped where it says that it is temporary."""
    (home / "notes" / "old.md.tmp").write_text("newer")
    (home / "notes" / "old.md.tmp").replace(home / "notes" / "old.md")

    assert told.settle() == {("notes/old.md", "changed")}


def test_a_save_with_a_backup_is_one_change(told, home):
    """As vim does it: the old file is moved away, the new one written, the old one deleted."""
    (home / "notes" / "4913").touch()
    (home / "notes" / "4913").unlink()
    (home / "notes" / "old.md").rename(home / "notes" / "old.md~")
    (home / "notes" / "old.md").write_text("newer")
    (home / "notes" / "old.md~").unlink()

    assert told.settle() - {("notes/4913", "gone")} == {("notes/old.md", "changed")}


def test_a_save_as_office_does_it_is_one_change(told, home):
    """A lock file, a temporary one, two moves, two deletions."""
    notes = home / "notes"
    (notes / "~$old.md").touch()
    (notes / "1A2B.tmp").write_text("newer")
    (notes / "old.md").rename(notes / "3C4D.tmp")
    (notes / "1A2B.tmp").rename(notes / "old.md")
    (notes / "3C4D.tmp").unlink()
    (notes / "~$old.md").unlink()

    assert told.settle() == {("notes/old.md", "changed")}


def test_a_deleted_file_is_gone(told, home):
    """Deleted or moved out of the Source."""
    (home / "notes" / "old.md").rename(home.parent / "old.md")

    assert told.settle() == {("notes/old.md", "gone")}


def test_both_ends_of_a_renamed_file_are_told_together(told, home):
    """So that it is known to be the same file."""
    (home / "notes" / "old.md").rename(home / "notes" / "older.md")

    assert told.settle() == {("notes/old.md", "gone"), ("notes/older.md", "changed")}
    assert [hint.kind for hint in told.hints[:2]] == ["gone", "changed"]


def test_a_renamed_folder_is_told_as_one(told, home):
    """Not file by file; and it is watched under its new name."""
    for number in range(100):
        (home / "notes" / f"{number}.md").write_text("text")
    told.settle()
    told.hints.clear()
    (home / "notes").rename(home / "texts")

    assert told.settle() == {("notes", "gone"), ("texts", "folder")}

    told.hints.clear()
    (home / "texts" / "old.md").write_text("newer")

    assert told.settle() == {("texts/old.md", "changed")}


def test_a_folder_moved_out_is_gone(told, home):
    """With all that lay in it."""
    (home / "notes").rename(home.parent / "away")

    assert told.settle() == {("notes", "gone")}


def test_a_folder_moved_in_is_looked_at_and_watched(told, home):
    """At any depth."""
    (home.parent / "other" / "deep").mkdir(parents=True)
    (home.parent / "other" / "deep" / "a.md").write_text("text")
    (home.parent / "other").rename(home / "other")

    assert ("other", "folder") in told.settle()

    told.hints.clear()
    (home / "other" / "deep" / "a.md").write_text("newer")

    assert told.settle() == {("other/deep/a.md", "changed")}


def test_every_file_of_a_burst_is_covered(told, home):
    """Two thousand files in new folders, some written into folders before those could be watched."""
    paths = [home / "in" / f"{number % 40}" / "deep" / f"{number}.md" for number in range(2_000)]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")

    told.settle()

    assert [path for path in paths if not told.covered(path)] == []


def test_a_deleted_folder_is_gone(told, home):
    """What lay in it may be told too."""
    shutil.rmtree(home / "notes")

    assert told.settle() >= {("notes", "gone")}
    assert {kind for _, kind in told.settle()} == {"gone"}


def test_reading_is_not_a_change(told, home):
    """Else the indexer would call for more of its own work."""
    for _ in range(3):
        (home / "notes" / "old.md").read_text()
        list((home / "notes").iterdir())

    assert told.settle() == set()


def test_what_lies_in_an_excluded_folder_is_not_told(told, home):
    """Not of one that is made while it is watched either."""
    (home / "node_modules" / "left-pad").mkdir(parents=True)
    (home / "node_modules" / "left-pad" / "readme.md").write_text("text")

    assert told.settle() == set()


def test_an_ignore_file_calls_for_a_look_at_its_folder(told, home):
    """What it names leaves or comes."""
    (home / "notes" / ".lfmignore").write_text("old.md\n")

    told.until(lambda: any(hint.because == RULES for hint in told.hints))

    assert told.covered(home / "notes" / "old.md")


@LINUX
def test_excluded_folders_take_nothing_of_the_limit(home):
    """Built-in rules, hidden names, ignore files: each leaves them out before they are watched."""
    for name in ("a/b", ".git/objects", "node_modules/x/y", "ignored/x"):
        (home / name).mkdir(parents=True)
    (home / ".gitignore").write_text("ignored/\n")

    with watching(home) as told:
        assert told.watcher.counts() == {"live": 3, "polled": 0}


@LINUX
def test_an_ignore_file_changes_what_is_watched(home, monkeypatch):
    """Folders that it brings in are watched; those that it shuts are let go."""
    monkeypatch.setattr(module, "_ORDER", 0.0)
    (home / "a" / "b").mkdir(parents=True)
    with watching(home) as told:
        (home / ".lfmignore").write_text("a/\n")
        told.until(lambda: told.watcher.counts()["live"] == 1)
        (home / ".lfmignore").unlink()
        told.until(lambda: told.watcher.counts()["live"] == 3)


@LINUX
def test_where_the_limit_is_too_low_it_is_said_and_the_rest_is_looked_at_by_turns(home, monkeypatch):
    """The folders that changed last are watched."""
    for number in range(100):
        (home / f"{number:03}").mkdir()
        os.utime(home / f"{number:03}", (number, number))
    monkeypatch.setattr(module.budget, "_OFTEN", 0.2)
    with watching(home, limit=50) as told:
        [(path, said)] = told.watcher.notices()

        assert told.watcher.counts() == {"live": 50, "polled": 51}
        assert path == str(home)
        assert said.startswith("51 of its folders are not watched")

        (home / "099" / "a.md").write_text("text")
        told.told(home / "099" / "a.md", "changed")
        (home / "000" / "a.md").write_text("text")
        told.until(lambda: told.watcher.tick() or told.covered(home / "000" / "a.md"))


@LINUX
def test_sources_share_the_limit_by_what_changed_last(home):
    """A large archive that was added first leaves room for what is worked on."""
    for name in ("archive", "work"):
        for number in range(30):
            (home / name / f"{number}").mkdir(parents=True)
    for path, _, _ in os.walk(home / "archive"):
        os.utime(path, (1, 1))
    watcher = Watcher(limit=40)
    try:
        watcher.watch(rules_of(home / "archive"))
        watcher.watch(rules_of(home / "work"))
        (home / "work" / "7" / "a.md").write_text("text")
        end = time.monotonic() + 20
        while not (found := watcher.due()) and time.monotonic() < end:
            time.sleep(0.01)

        assert [hint.path for hint in found[str(home / "work")]] == [str(home / "work" / "7" / "a.md")]
        assert watcher.counts() == {"live": 40, "polled": 22}
    finally:
        watcher.close()


@LINUX
def test_a_source_that_is_let_go_frees_its_watches(home):
    """And is not told of any more."""
    with watching(home) as told:
        told.watcher.unwatch(str(home))
        (home / "a.md").write_text("text")

        assert told.watcher.counts() == {"live": 0, "polled": 0}
        assert told.watcher.due() == {}


@LINUX
def test_a_folder_that_left_the_source_is_not_watched(home):
    """Its watches are given back after a moment."""
    (home / "a" / "b").mkdir(parents=True)
    with watching(home) as told:
        assert told.watcher.counts()["live"] == 3
        (home / "a").rename(home.parent / "a")
        told.until(lambda: told.watcher.tick() or told.watcher.counts()["live"] == 1)


@LINUX
def test_lost_events_call_for_a_look_at_everything(home, tmp_path, caplog):
    """When the kernel had more than it keeps, new folders may have been among them: it is logged, and they are watched in the end."""
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if most > 100_000:
        pytest.skip("this system keeps too many events")
    with watching(home) as told:
        reader = told.watcher._backend._reader
        stopped = reader.handle_event
        waiting = module.threading.Event()
        reader.handle_event = lambda event: (waiting.wait(60), stopped(event))
        (home / "first.md").touch()
        a, b = home / "a.md", home / "b.md"
        for _ in range(most // 4 + 100):  # each is four events
            a.touch()
            b.touch()
            a.rename(b)
        (home / "new").mkdir()
        (home / "new" / "c.md").write_text("text")
        waiting.set()
        told.until(lambda: any(hint.path == str(home) and "more changes" in hint.because for hint in told.hints))
        told.until(lambda: told.watcher.counts()["live"] == 2)

    assert "changes were lost" in caplog.text


def test_nothing_is_gone_when_the_source_vanishes(home, tmp_path):
    """An unplugged drive takes no hint with it; when it is back it is looked through and watched again."""
    (home / "a.md").write_text("text")
    with watching(home) as told:
        home.rename(tmp_path / "unplugged")
        told.until(lambda: told.watcher.tick() or told.watcher.counts() == {"live": 0, "polled": 0})

        assert told.hints == []

        (tmp_path / "unplugged").rename(home)
        told.until(lambda: told.watcher.tick() or any(hint.because == BACK for hint in told.hints))
        told.hints.clear()
        (home / "b.md").write_text("text")
        told.told(home / "b.md", "changed")


def test_what_was_deleted_as_the_source_vanished_is_not_gone(home, tmp_path):
    """Hints that wait are dropped when the Source is not there any more at their time."""
    (home / "a.md").write_text("text")
    with watching(home) as told:
        told.watcher.note(str(home), str(home / "a.md"), "gone")
        home.rename(tmp_path / "unplugged")
        time.sleep(0.2)  # past the moment of the hint

        assert told.watcher.due() == {}


def test_a_mount_point_without_its_drive_is_a_source_that_vanished():
    """The empty folder that a drive was mounted on is not the drive."""
    drive, folder = Root(7, 2, mounted=True, folder=True), Root(1, 99, mounted=False, folder=True)

    assert vanished(drive, None)
    assert vanished(drive, folder)
    assert not vanished(folder, drive)
    assert not vanished(folder, Root(1, 100, mounted=False, folder=True))


def test_sleep_is_a_jump_of_the_clock():
    """Where the steady clock stops in sleep, the other runs on; where it does not, a tick comes late."""
    assert slept((10.0, 1000.0), (15.0, 1600.0))
    assert slept((10.0, 1000.0), (615.0, 1605.0))
    assert not slept((10.0, 1000.0), (15.0, 1005.5))
    assert not slept((10.0, 1000.0), (15.0, 900.0))


def test_after_sleep_everything_is_looked_through(home):
    """What changed meanwhile on a shared drive, nobody told."""
    times = {"wall": 1000.0}
    with watching(home, wall=lambda: times["wall"]) as told:
        times["wall"] += 8 * 3600
        told.watcher.tick()
        told.until(lambda: [hint.because for hint in told.hints] == [SLEPT])


def test_a_network_drive_is_looked_at_by_turns(home):
    """Its server tells nobody what changed; that is said."""
    with watching(home, remote=lambda _: Kind("network", "nfs")) as told:
        assert told.watcher.counts() == {"live": 0, "polled": 1}
        assert told.watcher.notices() == [
            (
                str(home),
                (
                    "It lies on a network drive or in a cloud (nfs), where changes are not told. "
                    "Changes there are found within about 10 min."
                ),
            )
        ]


@pytest.mark.parametrize("name", ["notes.sqlite", "notes.sqlite-wal"])
def test_a_source_that_is_a_database_changes_with_what_is_beside_it(home, name):
    """A program that is open writes to the file beside it alone."""
    database = home / "notes.sqlite"
    database.write_text("text")
    with watching(home.parent / "nowhere") as told:
        told.watcher.watch(rules_of(database, kind="joplin"))
        (home / "other.md").write_text("text")
        (home / name).write_text("more")
        told.told(database, "changed")

        assert {hint.path for hint in told.hints} == {str(database)}


def test_a_source_that_is_not_there_is_watched_when_it_comes(home):
    """Watching never fails."""
    with watching(home / "usb") as told:
        assert told.watcher.counts() == {"live": 0, "polled": 0}
        (home / "usb").mkdir()
        told.watcher.tick()
        (home / "usb" / "a.md").write_text("text")
        told.until(lambda: told.covered(home / "usb" / "a.md"))


def test_where_nothing_can_be_watched_all_is_looked_at_by_turns(home):
    """As many programs watch as may: that is said, and nothing is missed."""

    def refused(_):
        raise OSError(24, "inotify instance limit reached")

    with watching(home, backend=refused) as told:
        assert told.watcher.counts() == {"live": 0, "polled": 1}
        assert len(told.watcher.notices()) == 1


@LINUX
def test_closing_takes_no_time(home):
    """A thousand folders are let go at once; one after the other, each with its thread, would take minutes."""
    for number in range(1_000):
        (home / f"{number}").mkdir()
    with watching(home) as told:
        assert told.watcher.counts()["live"] == 1_001
        started = time.monotonic()
        told.watcher.close()

    assert time.monotonic() - started < 10


def test_names_that_are_not_text_are_told_as_they_are(told, home):
    """Bytes that are no UTF-8 lead back to the file."""
    name = os.fsdecode(b"caf\xe9.md")
    try:
        (home / name).write_text("text")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")

    assert told.settle() == {(name, "changed")}


def looked_at(rules, top: str = "") -> dict[str, tuple[int, int]]:
    """What a scan finds at and below a folder: path -> size and time."""
    found = {}
    for folder, _ in entered(rules, top):
        for entry in os.scandir(folder):
            if entry.is_file() and wanted(rules, entry.name):
                found[entry.path] = (entry.stat().st_size, entry.stat().st_mtime_ns)
    return found


def followed(known: dict[str, tuple[int, int]], rules, hint: Hint) -> None:
    """Do to what is known what an indexer does on a hint: look at the disk, and take over what is there."""
    for path in [path for path in known if path == hint.path or path.startswith(hint.path + os.sep)]:
        del known[path]
    if Path(hint.path).is_file() and rules.verdict(hint.path).included:
        status = os.stat(hint.path)
        known[hint.path] = (status.st_size, status.st_mtime_ns)
    elif hint.kind != "changed" and os.path.isdir(hint.path):
        known.update(looked_at(rules, hint.path))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_by_hints_equals_a_fresh_scan(home, tmp_path, seed):
    """Whatever happens in whatever order: folders and files that are made, written, renamed, moved out and in, deleted."""
    rng, rules, known = random.Random(seed), rules_of(home), {}
    away = tmp_path / "away"
    away.mkdir()

    def somewhere() -> Path:
        return home.joinpath(*rng.choices(["a", "b", "c", "node_modules"], k=rng.randint(1, 4)))

    def take() -> None:
        told.take()
        for hint in told.hints:
            followed(known, rules, hint)
        told.hints.clear()

    with watching(home) as told:
        for step in range(300):
            with contextlib.suppress(OSError):
                match rng.choice(["make", "make", "write", "write", "rename", "delete", "out", "in", "take"]):
                    case "make":
                        somewhere().mkdir(parents=True, exist_ok=True)
                    case "write":
                        (somewhere() / rng.choice(["x.md", "y.md"])).write_text("text" * step)
                    case "rename":
                        somewhere().rename(somewhere())
                    case "delete":
                        shutil.rmtree(somewhere())
                    case "out":
                        somewhere().rename(away / f"{step}")
                    case "in":
                        rng.choice(sorted(away.iterdir()) or [away]).rename(somewhere())
                    case "take":
                        take()
        told.settle()
        take()

        assert known == looked_at(rules)
        told.until(lambda: told.watcher.tick() or told.watcher.counts()["live"] == len(list(entered(rules))))
