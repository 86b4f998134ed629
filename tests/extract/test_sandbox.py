"""What a reader that a hostile file has taken over can still do: tried for real here, decided by pure functions elsewhere."""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lfmsearch.extract import job, landlock, seatbelt, seccomp, worker
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.pool import Pool

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has Landlock and seccomp")

PROBES = """
import ctypes, json, os, sys
from lfmsearch.extract import sandbox
request = json.loads(sys.argv[1])
outside = open(os.devnull)  # taken before: nothing is taken back
holding = sandbox.enter(memory_bytes=1 << 30, roots=request["roots"], programs=request["programs"])
target, secret, parent = request["target"], request["secret"], os.getppid()
import mmap, resource, socket, subprocess, threading, zlib
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def thread():
    made = threading.Thread(target=list)
    made.start()
    made.join()

probes = {
    "read inside": lambda: open(request["inside"]).read(),
    "list inside": lambda: os.listdir(os.path.dirname(request["inside"])),
    "read outside": lambda: open(secret).read(),
    "list outside": lambda: os.listdir(os.path.dirname(secret)),
    "read passwd": lambda: open("/etc/passwd").read(),
    "read environment of the parent": lambda: open(f"/proc/{parent}/environ").read(),
    "read memory of the parent": lambda: open(f"/proc/{parent}/mem", "rb"),
    "write": lambda: open(target, "w"),
    "append": lambda: open(request["inside"], "a"),
    "truncate": lambda: os.truncate(request["inside"], 0),
    "remove": lambda: os.remove(request["inside"]),
    "rename": lambda: os.rename(request["inside"], target),
    "link": lambda: os.symlink(secret, target),
    "mkdir": lambda: os.mkdir(target),
    "chmod": lambda: os.chmod(request["inside"], 0o777),
    "chown": lambda: os.chown(request["inside"], os.getuid(), os.getgid()),
    "touch": lambda: os.utime(request["inside"], (0, 0)),
    "attribute": lambda: os.setxattr(request["inside"], "user.a", b"b"),
    "tcp": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "udp": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    "unix": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "pair": lambda: socket.socketpair(),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "io_uring": lambda: call(425, 1, ctypes.create_string_buffer(256)),
    "trace the parent": lambda: call(101 if os.uname().machine == "x86_64" else 117, 16, parent, 0, 0),
    "signal the parent": lambda: os.kill(parent, 0),
    "limit the parent": lambda: resource.prlimit(parent, resource.RLIMIT_CPU),
    "new namespace": lambda: call(272 if os.uname().machine == "x86_64" else 97, 0x10000000),
    "clone with new namespace": lambda: call(56 if os.uname().machine == "x86_64" else 220, 0x10000000 | 17, 0, 0, 0, 0),
    "run": lambda: subprocess.run([sys.executable, "-S", "-c", ""], check=True, env={}),
    "import": lambda: __import__("pypdfium2"),
    "thread": thread,
    "map": lambda: mmap.mmap(-1, 1 << 20),
    "limit itself": lambda: resource.setrlimit(resource.RLIMIT_CPU, (100, resource.getrlimit(resource.RLIMIT_CPU)[1])),
    "null": lambda: open(os.devnull, "w").write("x"),
    "random": lambda: os.urandom(8),
    "zones": lambda: __import__("zoneinfo").available_timezones(),
}
done = []
for name, probe in probes.items():
    try:
        probe()
    except OSError:
        continue
    done.append(name)
print(json.dumps({"holding": holding, "done": done}))
"""
HARMLESS = {"import", "thread", "map", "limit itself", "null", "random", "zones"}
INSIDE = {"read inside", "list inside"}
READS = INSIDE | {"read outside", "list outside", "read passwd"}


def probed(folder: Path, *, roots: tuple[str, ...] = (), programs: bool = False) -> tuple[set[str], set[str]]:
    """Which measures hold, and which of the probes a process inside the sandbox got away with."""
    (folder / "source").mkdir()
    (folder / "elsewhere").mkdir()
    (folder / "source" / "a.txt").write_text("mine to read")
    (folder / "elsewhere" / "id_rsa").write_text("not its business")
    request = {
        "roots": [str(folder / root) for root in roots],
        "programs": programs,
        "inside": str(folder / "source" / "a.txt"),
        "secret": str(folder / "elsewhere" / "id_rsa"),
        "target": str(folder / "source" / "written"),
    }
    run = subprocess.run(
        [sys.executable, "-c", PROBES, json.dumps(request)], capture_output=True, text=True, check=True, timeout=60
    )
    said = json.loads(run.stdout)
    assert (folder / "source" / "a.txt").read_text() == "mine to read"
    return set(said["holding"]), set(said["done"])


@LINUX
def test_a_reader_that_is_taken_over_can_read_its_sources_and_nothing_else(tmp_path):
    """Everything that reaches beyond the sources is refused, and what readers need is not."""
    holding, done = probed(tmp_path, roots=("source", "gone"))

    if not holding.issuperset({"writes", "reads", "network", "calls", "signals"}):
        pytest.skip("this kernel has no Landlock of version 6, or no seccomp")
    assert done == HARMLESS | INSIDE


@LINUX
def test_without_roots_everything_may_be_read_and_nothing_more(tmp_path):
    """A single call reads wherever it is pointed; the secrets of the program that calls are closed all the same."""
    holding, done = probed(tmp_path)

    if not holding.issuperset({"writes", "network", "calls", "signals"}):
        pytest.skip("this kernel has no Landlock of version 6, or no seccomp")
    assert "reads" not in holding
    assert done == HARMLESS | READS


@LINUX
def test_a_program_may_be_started_only_where_that_is_asked_for(tmp_path):
    """Reading text off pictures is done by a program; it inherits every other bar."""
    holding, done = probed(tmp_path, roots=("source",), programs=True)

    if not holding.issuperset({"writes", "reads", "network", "calls", "signals"}):
        pytest.skip("this kernel has no Landlock of version 6, or no seccomp")
    assert "programs" not in holding
    assert done == HARMLESS | INSIDE | {"run"}


@LINUX
def test_a_program_of_the_user_is_readable_itself(tmp_path):
    """A command outside the system's folders is run; what it starts is as barred as the reader."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "secret").write_text("not its business")
    command = tmp_path / "bin" / "ocr"
    command.write_text(
        f"#!/bin/sh\ncat >/dev/null; echo words; cat {tmp_path}/secret; echo more > {tmp_path}/source/written; true\n"
    )
    command.chmod(0o755)

    with Pool(roots=(str(tmp_path / "source"),), limits=Limits(ocr=(str(command),))) as pool:
        found = [item for _, item in pool.read([str(tmp_path / "source" / "a.png")])]
        if not {"reads", "writes"} <= set(pool.holding):
            pytest.skip("this kernel has no Landlock")

    assert not (tmp_path / "source" / "written").exists()
    assert [section.text for section in found[0].sections] == ["words"]


def test_a_root_may_be_a_single_file(tmp_path):
    """A mailbox is a Source too."""
    holding, done = probed(tmp_path, roots=("source/a.txt",))

    if "reads" not in holding:
        pytest.skip("this kernel has no Landlock")
    assert done & READS == {"read inside"}


def test_what_a_database_keeps_beside_it_is_read_with_it(tmp_path):
    """Its latest changes lie in files of their own; other files of the folder are not its business."""
    for name in ("notes.db", "notes.db-wal", "notes.db-shm", "diary.txt"):
        (tmp_path / name).write_text(name)

    found = landlock.beside([str(tmp_path / "notes.db"), str(tmp_path), str(tmp_path / "gone")])

    assert sorted(os.path.basename(path) for path in found) == ["notes.db", "notes.db-shm", "notes.db-wal"]


def test_the_folder_of_a_script_is_not_readable_when_it_is_the_home(tmp_path, monkeypatch):
    """Python puts the script's folder on its path; a script in the home would open all of it."""
    monkeypatch.setattr(landlock, "_home", lambda: str(tmp_path / "home"))
    monkeypatch.setattr(
        sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "home"), str(tmp_path / "home/.venv"), ""]
    )

    found = [path for path in landlock.needed() if path.startswith(str(tmp_path)) or not path.startswith("/")]

    assert found == [str(tmp_path / "home/.venv")]


@pytest.mark.parametrize(
    ("version", "size", "missing"),
    [(1, 8, {"tcp", "signals"}), (3, 8, {"tcp", "signals"}), (4, 16, {"signals"}), (6, 24, set()), (9, 24, set())],
)
def test_an_older_kernel_is_asked_only_for_what_it_knows(version, size, missing):
    """An unknown right would make it refuse them all."""
    description, holding = landlock.rules(version, reads=True, programs=False)

    assert len(description) == size
    assert {"writes", "reads", "programs", "tcp", "signals"} - set(holding) == missing
    highest = {1: 12, 3: 14, 4: 14, 6: 15, 9: 15}[version]
    assert struct.unpack_from("=Q", description)[0].bit_length() == highest + 1


def verdict(machine: str, *, number: int, architecture: int = 0, first: int = 0, programs: bool = False) -> str:
    """What the filter decides about a call: the instructions are carried out as the kernel does."""
    described = struct.pack("=IIQQ", number, architecture or seccomp.MACHINES[machine][0], 0, first)
    lines = list(struct.iter_unpack("=HBBI", seccomp.program(machine, programs=programs)))
    at = word = 0
    while True:
        code, then, otherwise, value = lines[at]
        at += 1
        if code == 0x20:
            (word,) = struct.unpack_from("=I", described, value)
        elif code == 0x05:
            at += value
        elif code == 0x06:
            return {0x7FFF0000: "pass", 0x50001: "EPERM", 0x50026: "ENOSYS"}[value]
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[code]
            at += then if holds else otherwise


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_decides_each_call_as_it_should(machine):
    """Sockets and doors out are refused, work passes, and what may be either is looked at more closely."""
    numbers = seccomp.MACHINES[machine][1]
    free = {"clone", "clone3", "prlimit64", "seccomp"}
    reading = {
        "x86_64": (0, 1, 3, 9, 11, 12, 60, 231, 257, 262, 318),
        "aarch64": (56, 57, 63, 64, 93, 94, 214, 215, 222, 278),
    }

    for name in numbers.keys() - free:
        assert verdict(machine, number=numbers[name]) == "EPERM", name
    for number in reading[machine]:
        assert verdict(machine, number=number) == "pass"
    assert verdict(machine, number=numbers["clone3"]) == "ENOSYS"
    assert verdict(machine, number=numbers["clone"], first=0x3D0F00) == "pass"  # a thread
    assert verdict(machine, number=numbers["clone"], first=0x10000011) == "EPERM"  # CLONE_NEWUSER
    assert verdict(machine, number=numbers["prlimit64"], first=0) == "pass"
    assert verdict(machine, number=numbers["prlimit64"], first=1) == "EPERM"
    assert verdict(machine, number=numbers["execve"], programs=True) == "pass"
    assert verdict(machine, number=numbers["socket"], programs=True) == "EPERM"


def test_calls_of_another_architecture_do_not_pass():
    """By the 32-bit numbers, or those of x32, a socket would be another call."""
    assert verdict("x86_64", number=359, architecture=0x40000003) == "EPERM"
    assert verdict("x86_64", number=0x40000000 + 41) == "EPERM"
    assert verdict("x86_64", number=0x40000000) == "EPERM"


def test_the_numbers_are_those_of_this_kernel():
    """A wrong number would refuse something else; checked where the headers are here."""
    headers = {
        "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
        "aarch64": "/usr/include/asm-generic/unistd.h",
    }
    found = 0
    for machine, path in headers.items():
        if not os.path.exists(path):
            continue
        known = {
            name: int(number)
            for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", Path(path).read_text())
        }
        for name, number in seccomp.MACHINES[machine][1].items():
            assert known.get(name, number) == number, (machine, name)
            found += name in known
    if not found:
        pytest.skip("no kernel headers are here")


@LINUX
def test_a_child_is_born_with_nothing_of_its_parents(monkeypatch, tmp_path):
    """No variable but Python's own, no file but its three pipes, although the parent has both."""
    monkeypatch.setenv("API_TOKEN", "a secret")
    with (tmp_path / "held").open("w"), socket.create_server(("127.0.0.1", 0)), Pool() as pool:
        pool.start()
        number = pool._lanes[0].child.pid
        environment = Path(f"/proc/{number}/environ").read_bytes().decode()
        files = {str(entry.readlink()) for entry in Path(f"/proc/{number}/fd").iterdir()}

    names = {entry.split("=", 1)[0] for entry in environment.split("\0") if entry}
    assert names <= {"PYTHONPATH", "PYTHONUTF8", "TZ", "LD_LIBRARY_PATH"}
    assert "a secret" not in environment
    assert {file for file in files if not file.startswith("pipe:")} <= {os.devnull}


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_reading_bounds_the_processor_time_of_a_child_alone(tmp_path):
    """Who reads in a process of its own, as tests do, is not ended by the system minutes later."""
    import resource

    path = tmp_path / "a.txt"
    path.write_text("boiler")
    before = resource.getrlimit(resource.RLIMIT_CPU)

    done = worker.read(worker.Request(str(path)), Limits(), lambda _kind, _body: None)

    assert done.outcome.state == "indexed"
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_on_macos_the_command_runs_inside_its_sandbox():
    """The system's own program starts it; writing and the network are denied, the null device is not."""
    command, holding = seatbelt.wrapped(("python", "-m", "x"), {"TZ": "UTC"}, platform="darwin", works=lambda: True)

    assert command[:2] == ("/usr/bin/sandbox-exec", "-p")
    assert command[3:] == ("python", "-m", "x")
    assert command[2].startswith(
        "(version 1)(allow default)(deny network*)(deny file-write*)(allow file-write-data (literal"
    )
    assert command[2].count("(") == command[2].count(")")
    assert holding == ("writes", "network")


@pytest.mark.parametrize(
    ("platform", "environment", "works"),
    [("linux", {}, True), ("darwin", {}, False), ("darwin", {"DYLD_LIBRARY_PATH": "/opt/lib"}, True)],
)
def test_where_that_sandbox_cannot_be_had_the_command_stays_as_it_is(platform, environment, works):
    """Another system, a Mac that refuses, and one where Python would lose its libraries on the way."""
    assert seatbelt.wrapped(("python",), environment, platform=platform, works=lambda: works) == (("python",), ())


class FakeKernel32:
    """Notes what it is asked, and refuses the function that is named."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        def called(*arguments: Any) -> int:
            self.calls.append((name, *arguments))
            return 0 if name == self.refuses else {"CreateJobObjectW": 7, "OpenProcess": 9}.get(name, 1)

        return called


def test_on_windows_a_child_is_put_into_a_job():
    """It ends with its last handle, may hold so much, and starts nothing; the handle stays open until `close`."""
    system = FakeKernel32()

    found = job.contain(1234, memory_bytes=1 << 30, programs=False, kernel32=system)

    assert [name for name, *_ in system.calls] == [
        "CreateJobObjectW", "OpenProcess", "SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle",
        "SetInformationJobObject",
    ]  # fmt: skip
    assert system.calls[1][1:] == (0x101, 0, 1234)
    assert system.calls[3][1:] == (7, 9)
    assert system.calls[4][1:] == (9,)
    assert found.measures == ("memory", "orphan", "programs", "desktop")
    found.close()
    found.close()
    assert system.calls[6:] == [("CloseHandle", 7)]


def test_a_job_is_described_as_windows_lays_it_out():
    """144 bytes: flags at 16, count of processes at 40, memory of each at 112."""
    described = job.limits(5 << 30, programs=False)

    assert len(described) == 144
    assert struct.unpack_from("<I", described, 16) == (0x2000 | 0x400 | 0x100 | 0x8,)
    assert struct.unpack_from("<I", described, 40) == (1,)
    assert struct.unpack_from("<Q", described, 112) == (5 << 30,)
    assert struct.unpack_from("<I", job.limits(1, programs=True), 16) == (0x2000 | 0x400 | 0x100,)


@pytest.mark.parametrize(
    "refuses", ["CreateJobObjectW", "OpenProcess", "SetInformationJobObject", "AssignProcessToJobObject"]
)
def test_a_job_that_windows_refuses_is_none_and_leaves_nothing_open(refuses):
    """The reader runs without, and every handle that was got is given back."""
    system = FakeKernel32(refuses)

    assert job.contain(1234, memory_bytes=1, programs=False, kernel32=system) is None
    handles = {"CreateJobObjectW": 7, "OpenProcess": 9}
    got = [handles[name] for name, *_ in system.calls if name in handles and name != refuses]
    closed = [call[1] for call in system.calls if call[0] == "CloseHandle"]
    assert sorted(closed) == sorted(got)


@pytest.mark.skipif(sys.platform == "win32", reason="there is a real one")
def test_elsewhere_there_are_no_jobs():
    """No kernel32, no Job."""
    assert job.contain(os.getpid(), memory_bytes=1, programs=False) is None
