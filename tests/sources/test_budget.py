import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.sources.budget import limit, pause, plan

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts watches")


def test_all_folders_are_watched_where_there_is_room():
    """Nothing is left to look at by turns."""
    assert plan([("/a", 1.0), ("/a/b", 2.0)], 2) == (["/a", "/a/b"], [])


def test_the_tree_that_changed_last_is_watched_first():
    """Whole, when it fits; what is left goes to the tops of others."""
    folders = [("/s", 1.0), ("/s/old", 2.0), ("/s/old/a", 3.0), ("/s/new", 4.0), ("/s/new/a", 9.0), ("/s/new/b", 1.0)]

    live, polled = plan(folders, 4)

    assert sorted(live) == ["/s", "/s/new", "/s/new/a", "/s/new/b"]
    assert polled == ["/s/old", "/s/old/a"]


def test_a_tree_that_does_not_fit_is_watched_where_it_changed_last():
    """From its top down to what is newest in it."""
    folders = [(f"/s/{number}", float(number)) for number in range(10)]

    live, polled = plan([("/s", 0.0), *folders], 4)

    assert live == ["/s", "/s/9", "/s/8", "/s/7"]
    assert len(polled) == 7


def test_where_nothing_may_be_watched_all_is_polled():
    """A limit of 0 is a limit."""
    assert plan([("/a", 1.0)], 0) == ([], ["/a"])


trees = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=5).map("/".join), max_size=40)


@given(trees, st.integers(0, 50), st.randoms())
def test_every_folder_is_watched_or_polled_and_never_both(paths, most, random):
    """Within the limit, using it up, and never a folder below one that new folders could not be seen in."""
    folders = {f"/s/{path}": random.random() for path in paths}

    live, polled = plan(folders.items(), most)

    assert sorted([*live, *polled]) == sorted(folders)
    assert len(live) == min(most, len(folders))
    for path in live:
        assert os.path.dirname(path) not in polled


def test_more_folders_are_looked_at_more_rarely():
    """So that looking costs the same, from a minute to an hour; a network drive is spared."""
    turns = [pause(polled, remote=False, luck=0.5) for polled in (1, 5_000, 1_000_000)]

    assert turns == [60, 250, 3600]
    assert pause(0, remote=False, luck=0.5) > 3600
    assert pause(1, remote=True, luck=0.5) == 600


def test_turns_are_spread():
    """Not all Sources are looked at in the same second."""
    assert (pause(0, remote=True, luck=0.0), pause(0, remote=True, luck=1.0)) == (450, 750)


@LINUX
def test_half_of_what_other_programs_leave_may_be_watched(tmp_path):
    """Programs of the same user are counted, the process that asks is not."""
    (tmp_path / "sys" / "fs" / "inotify").mkdir(parents=True)
    (tmp_path / "sys" / "fs" / "inotify" / "max_user_watches").write_text("1000\n")
    for process in ("17", str(os.getpid())):
        for folder in ("fd", "fdinfo"):
            (tmp_path / process / folder).mkdir(parents=True)
        (tmp_path / process / "fd" / "3").symlink_to("anon_inode:inotify")
        (tmp_path / process / "fd" / "4").symlink_to("/dev/null")
        for descriptor in ("3", "4"):
            told = "pos:\t0\nflags:\t00\n" + "inotify wd:1 ino:2 sdev:3 mask:4\n" * 200
            (tmp_path / process / "fdinfo" / descriptor).write_text(told)

    assert limit(tmp_path) == 400


@LINUX
def test_a_system_that_does_not_tell_lets_nothing_be_watched(tmp_path):
    """Rather all is polled than another program broken."""
    assert limit(tmp_path) == 0


@LINUX
def test_watches_of_a_running_program_are_counted(tmp_path):
    """As the kernel tells them."""
    script = """
import ctypes, sys
libc = ctypes.CDLL(None)
handle = libc.inotify_init()
assert libc.inotify_add_watch(handle, sys.argv[1].encode(), 2) > 0
for number in range(1, 100):
    import os
    os.mkdir(f"{sys.argv[1]}/{number}")
    assert libc.inotify_add_watch(handle, f"{sys.argv[1]}/{number}".encode(), 2) > 0
print("ready", flush=True)
sys.stdin.read()
"""
    from lfmsearch.sources.budget import _held

    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        program.stdout.readline()
        held = list(_held(Path("/proc")))
        program.stdin.close()

    assert 100 in held


@LINUX
def test_a_container_may_allow_less_than_the_machine(tmp_path):
    """The lower one counts."""
    for name, most in (("fs/inotify/max_user_watches", 190_000), ("user/max_inotify_watches", 1_000)):
        path = tmp_path / "sys" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{most}\n")

    assert limit(tmp_path) == 500
