"""Everything here happens in threads and processes that end: there is no way back from a low priority."""

import ast
import os
import subprocess
import sys
import threading

import pytest

from lfmsearch.system import priority

linux = pytest.mark.skipif(sys.platform != "linux", reason="each system has its own measures; only Linux shows them")

# Of the calling thread: niceness, scheduling class, class of its disk work.
SHOWN = """
import ctypes, os
from lfmsearch.system import priority

def shown():
    number = {251: 252, 30: 31}[priority._IOPRIO_SET[os.uname().machine]]
    return os.nice(0), os.sched_getscheduler(0) == os.SCHED_IDLE, ctypes.CDLL(None).syscall(number, 1, 0) >> 13
"""


def in_a_process(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN + script], capture_output=True, text=True, check=True, env=os.environ
    )
    return done.stdout.split("\n")[:-1]


def test_what_holds_is_said():
    """On each of the three systems at least one measure works for a thread without any rights."""
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.extend(priority.background_thread()))
    thread.start()
    thread.join()

    assert said
    assert set(said) <= set(priority.MEASURES)


@linux
def test_a_lowered_thread_leaves_the_others_as_they_are():
    """The threads that answer searches run at full priority, those there before and those made later."""
    before, lowered, after, main = in_a_process("""
import threading
ask, told = threading.Event(), threading.Event()
def early():
    ask.wait()
    print(*shown())
    told.set()
threading.Thread(target=early).start()
def indexing():
    priority.background_thread()
    ask.set(); told.wait()
    print(*shown())
for work in indexing, lambda: print(*shown()):
    thread = threading.Thread(target=work)
    thread.start(); thread.join()
print(*shown())
""")

    assert lowered == "19 True 3"
    assert before == after == main != lowered
    assert not main.startswith("19")


@linux
def test_what_a_lowered_thread_starts_is_low_too():
    """The process that reads files, and the threads of the library that embeds, need not be told."""
    thread, process = in_a_process("""
import subprocess, sys, threading
def indexing():
    priority.background_thread()
    thread = threading.Thread(target=lambda: print(*shown(), flush=True))
    thread.start(); thread.join()
    subprocess.run([sys.executable, "-c", "import os; print(os.nice(0), os.sched_getscheduler(0) == os.SCHED_IDLE)"])
thread = threading.Thread(target=indexing)
thread.start(); thread.join()
""")

    assert (thread, process) == ("19 True 3", "19 True")


@linux
def test_a_process_can_be_lowered_as_a_whole():
    """Its main thread, and each thread it makes later."""
    assert in_a_process("""
import threading
print(*priority.background_process())
print(*shown(), flush=True)
thread = threading.Thread(target=lambda: print(*shown()))
thread.start(); thread.join()
""") == ["nice idle disk", "19 True 3", "19 True 3"]


@linux
def test_lowering_twice_changes_nothing():
    """A thread of a pool may be told again."""
    assert in_a_process("""
print(priority.background_thread() == priority.background_thread())
print(*shown())
""") == ["True", "19 True 3"]


def test_another_system_is_left_alone(monkeypatch):
    """Where no measure is known, none is claimed."""
    monkeypatch.setattr(priority, "_SYSTEM", "plan9")

    assert priority.background_thread() == priority.background_process() == priority.patient_thread() == ()


@linux
def test_what_is_waited_for_is_lowered_a_little():
    """Its niceness rises by ten, and it stays in the ordinary scheduling class: on a busy machine it goes on."""
    before, after = in_a_process("print(shown()[:2]); priority.lower_process(); print(shown()[:2])")

    nice, idle = ast.literal_eval(after)
    assert nice == min(ast.literal_eval(before)[0] + 10, 19)
    assert not idle
