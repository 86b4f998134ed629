"""
What the child may not do, as far as the system can forbid it: write a file, reach a network, start a program, read what is
not its business, take too much memory or CPU.

Each measure is tried by itself; what holds is returned, so that `doctor` can say it. Nothing here is needed for correct
reading. What the parent does about it, where a system wants that, is in `seatbelt` (macOS) and `job` (Windows).
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from typing import Any

from lfmsearch.system.priority import Priority, background_process, lower_process

# linux/prctl.h.
_DEATH_SIGNAL, _NO_NEW_PRIVS = 1, 38
# linux/capability.h: version 3 (64 rights in two halves), and the rights to read what others own.
_CAPABILITIES, _READ_ALL = 0x20080522, 0b110

# Every measure there is on some system.
MEASURES = (
    "memory", "files", "core", "nice", "orphan", "writes", "reads", "network", "tcp", "calls", "programs", "signals",
    "desktop",
)  # fmt: skip


def enter(
    *, memory_bytes: int, roots: Sequence[str] = (), programs: bool = False, priority: Priority = "low"
) -> tuple[str, ...]:
    """
    Restrict this process for good. Return which of MEASURES hold.

    Args:
        memory_bytes: what the process may hold; its address space may be twice that and 512 MB more (libraries are
            mapped, not used).
        roots: folders and files that may be read, besides what Python needs; empty where anything may be. Links that lead
            out of them lead nowhere.
        programs: whether it may start programs.
        priority: `normal` where somebody waits for an answer, `low` where somebody waits for the work, `idle` where nobody does and
            everything else on the machine comes first.
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
    if (priority == "low" and lower_process()) or (priority == "idle" and background_process()):
        holding.append("nice")
    if sys.platform == "linux":
        holding += _linux(roots, programs=programs)
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


def _linux(roots: Sequence[str], *, programs: bool) -> list[str]:
    import ctypes

    from lfmsearch.extract import landlock, seccomp

    libc = ctypes.CDLL(None, use_errno=True)
    holding = ["orphan"] if libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0) == 0 else []
    _drop_rights(libc)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:  # or a program with more rights could be started to get around it
        holding += landlock.restrict(roots=roots, programs=programs)
        holding += seccomp.restrict(programs=programs)
    whole = "network" in holding  # TCP is a part of it
    return [measure for measure in MEASURES if measure in holding and not (whole and measure == "tcp")]


def _drop_rights(libc: Any) -> None:
    """Give up what root may do beyond reading; nothing happens to anybody else."""
    import ctypes
    import struct

    header = struct.pack("=Ii", _CAPABILITIES, 0)
    held = ctypes.create_string_buffer(24)  # effective, permitted, inheritable; twice
    if libc.capget(header, held) == 0:
        effective, permitted, *_ = struct.unpack("=6I", held.raw)
        libc.capset(header, struct.pack("=6I", effective & _READ_ALL, permitted & _READ_ALL, 0, 0, 0, 0))
