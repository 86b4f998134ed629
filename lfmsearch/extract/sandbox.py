"""
What the child may not do, as far as the system can forbid it: write a file, open a TCP connection, take too much
memory or CPU.

Each measure is tried by itself; what holds is returned, so that `doctor` can say it. Nothing here is needed for
correct reading.
"""

from __future__ import annotations

import os
import sys
import time

# linux/landlock.h, linux/prctl.h; the system call numbers are the same on every architecture.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION_FLAG = 1
_NO_NEW_PRIVS = 38
_DEATH_SIGNAL = 1
# WRITE_FILE, REMOVE_DIR … MAKE_SYM are in version 1, REFER came with 2, TRUNCATE with 3, TCP with 4. EXECUTE,
# READ_FILE and READ_DIR stay free.
_WRITES = (1 << 1) | sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_TCP = 0b11


def enter(*, memory_bytes: int) -> tuple[str, ...]:
    """
    Restrict this process for good. Return which measures hold: `memory`, `files`, `core`, `nice`, `orphan`, `writes`,
    `network`.

    Args:
        memory_bytes: what the process may hold; its address space may be twice that and 512 MB more (libraries are
            mapped, not used).
    """
    holding: list[str] = []
    if sys.platform != "win32":
        import resource

        for name, limit, most in (
            ("memory", resource.RLIMIT_AS, 2 * memory_bytes + (512 << 20)),
            ("files", resource.RLIMIT_NOFILE, 64),
            ("core", resource.RLIMIT_CORE, 0),
        ):
            try:
                hard = resource.getrlimit(limit)[1]
                value = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(limit, (value, value))
                holding.append(name)
            except (OSError, ValueError):  # macOS refuses a limit on memory; the parent watches it there
                continue
        try:
            os.nice(10)
            holding.append("nice")
        except OSError:
            pass
    if sys.platform == "linux":
        holding += _landlock()
    return tuple(holding)


def allow_cpu(seconds: int) -> None:
    """Let the process use `seconds` more of CPU from now; beyond that the system ends it, even when nobody watches
    any more.
    """
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(time.process_time()) + seconds
        if hard == resource.RLIM_INFINITY or soft <= hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _landlock() -> list[str]:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    holding = []
    if libc.prctl(_DEATH_SIGNAL, 9, 0, 0, 0) == 0:
        holding.append("orphan")
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    if version < 1 or libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return holding
    files = _WRITES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = (ctypes.c_uint64 * 2)(files, _TCP if version >= 4 else 0)
    size = 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return holding
    try:
        if libc.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0:
            holding += ["writes", "network"] if version >= 4 else ["writes"]
    finally:
        os.close(ruleset)
    return holding
