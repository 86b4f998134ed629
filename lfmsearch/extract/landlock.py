"""
Landlock (Linux): no writing, no TCP, no signals to others, and reading only below given folders.

A process gives up rights for good, without being root; each version of the kernel's interface knows more of them.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

# The system call numbers are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
# linux/landlock.h.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
# WRITE_FILE, REMOVE_DIR … MAKE_SYM are in version 1, REFER came with 2, TRUNCATE with 3, TCP with 4, IOCTL_DEV with 5, signals
# and abstract sockets with 6.
_WRITES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_TCP, _SCOPES = 0b11, 0b11

# What Python and its libraries read, wherever a distribution keeps it; nothing in them is a person's own.
_SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin", "/nix/store", "/gnu/store", "/app",
    "/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/fonts",
    "/etc/mime.types", "/sys/devices/system/cpu", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom",
)  # fmt: skip

# And what programs read that come with a folder of their own.
_PROGRAMS = ("/opt", "/snap", "/etc/alternatives")


def restrict(*, roots: Iterable[str], programs: bool) -> tuple[str, ...]:
    """
    Restrict this process and what it starts, for good; `no_new_privs` must be set. Return what holds: `writes`, `tcp`,
    `signals`, `programs`, `reads`.

    Args:
        roots: what may be read besides Python and the system's libraries, links followed; one that is gone is skipped. With a
            file, what lies beside it and begins with its name (`-wal`). Empty: everything may be read.
        programs: whether it may start programs.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    if version < 1:
        return ()
    readable = list(roots)
    description, holding = rules(version, reads=bool(readable), programs=programs)
    ruleset = libc.syscall(_CREATE_RULESET, description, ctypes.c_size_t(len(description)), ctypes.c_uint32(0))
    if ruleset < 0:
        return ()

    def allow(path: str, rights: int) -> None:
        with suppress(OSError, ValueError):
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                if not stat.S_ISDIR(os.fstat(folder).st_mode):
                    rights &= ~_READ_DIR  # refused for what is no folder
                rule = struct.pack("=Qi", rights, folder)
                libc.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))
            finally:
                os.close(folder)

    try:
        allow(os.devnull, _WRITE_FILE)  # where a program's words go that nobody reads
        if readable:
            for path in (*needed(), *(_PROGRAMS if programs else ()), *readable, *beside(readable)):
                allow(path, _READ_FILE | _READ_DIR)
        if libc.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) != 0:
            return ()
    finally:
        os.close(ruleset)
    return holding


def rules(version: int, *, reads: bool, programs: bool) -> tuple[bytes, tuple[str, ...]]:
    """Return what a kernel with this version of Landlock is asked for (struct landlock_ruleset_attr), and its measures."""
    files, holding = _WRITES, ["writes"]
    for known_since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)):
        files |= right if version >= known_since else 0
    if reads:
        files |= _READ_FILE | _READ_DIR
        holding.append("reads")
    if not programs:
        files |= _EXECUTE
        holding.append("programs")
    fields = [files]
    if version >= 4:
        fields.append(_TCP)
        holding.append("tcp")
    if version >= 6:
        fields.append(_SCOPES)
        holding.append("signals")
    return struct.pack(f"={len(fields)}Q", *fields), tuple(holding)


def needed() -> Iterator[str]:
    """Yield the paths that Python reads its modules, libraries and time zones from, and no folder that holds a home."""
    yield from _SYSTEM
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    # A frozen lfmsearch has its modules in its executable.
    own = (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.executable, str(Path(__file__).parents[1]))
    home = _home()
    for path in dict.fromkeys((*own, *libraries, *sys.path)):
        # The folder of the script that was started is on the path too, and may be the home itself.
        if Path(path).is_absolute() and not _holds(os.path.realpath(path), home):
            yield path


def beside(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that begin with the name of a file of these: a database keeps its latest changes in one."""
    for folder, name in (os.path.split(path) for path in paths if Path(path).is_file()):
        with suppress(OSError):
            yield from (os.path.join(folder, other) for other in os.listdir(folder) if other.startswith(name))


def _holds(folder: str, home: str) -> bool:
    return home == folder or home.startswith(os.path.join(folder, ""))


def _home() -> str:
    """The user's folder as the system has it: the child's environment does not tell."""
    import pwd

    try:
        return os.path.realpath(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return ""
