"""
A Job object (Windows) around a child: it ends with its parent, starts no programs, holds no more memory than allowed, and
touches neither clipboard nor desktop.

Windows has no such simple way to forbid writing and the network.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol

# winnt.h.
_EXTENDED_LIMITS, _UI_RESTRICTIONS = 9, 4  # JOBOBJECTINFOCLASS
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_UI_ALL = 0xFF
_TERMINATE, _SET_QUOTA = 0x1, 0x100
# JOBOBJECT_EXTENDED_LIMIT_INFORMATION of a 64-bit system: JOBOBJECT_BASIC_LIMIT_INFORMATION, IO_COUNTERS, four sizes.
_LIMITS = struct.Struct("=qqI4xQQI4xQII 48x QQQQ")


class Kernel32(Protocol):
    """The five functions of kernel32.dll that are used."""

    CreateJobObjectW: Callable[..., Any]
    SetInformationJobObject: Callable[..., Any]
    OpenProcess: Callable[..., Any]
    AssignProcessToJobObject: Callable[..., Any]
    CloseHandle: Callable[..., Any]


class Job:
    """
    A Job object with one process in it; closing it ends the process, and so does the end of this program.

    Made by `contain`.
    """

    def __init__(self, kernel32: Kernel32, handle: int, measures: tuple[str, ...]) -> None:
        self._kernel32, self._handle = kernel32, handle
        self.measures = measures
        """What holds for the process."""

    def close(self) -> None:
        """End what still runs in it. Harmless when done twice."""
        if self._handle:
            self._kernel32.CloseHandle(self._handle)
            self._handle = 0


def contain(pid: int, *, memory_bytes: int, programs: bool, kernel32: Kernel32 | None = None) -> Job | None:
    """
    Put a process that was just started, and has been given nothing yet, into a Job object; None where that cannot be.

    Args:
        memory_bytes: what it may hold; twice that may be promised to it, as on other systems.
        programs: whether it may start programs; they are in the same Job.
        kernel32: the system's own when not given.
    """
    system = kernel32 or _kernel32()
    if system is None or not (handle := system.CreateJobObjectW(None, None)):
        return None
    described = limits(2 * memory_bytes + (512 << 20), programs=programs)
    process = system.OpenProcess(_TERMINATE | _SET_QUOTA, 0, pid)
    # Without a limit that ends it, being in a Job would hold nothing.
    held = (
        process
        and system.SetInformationJobObject(handle, _EXTENDED_LIMITS, described, len(described))
        and system.AssignProcessToJobObject(handle, process)
    )
    if process:
        system.CloseHandle(process)
    if not held:
        system.CloseHandle(handle)
        return None
    quiet = system.SetInformationJobObject(handle, _UI_RESTRICTIONS, struct.pack("=I", _UI_ALL), 4)
    measures = ("memory", "orphan", *(() if programs else ("programs",)), *(("desktop",) if quiet else ()))
    return Job(system, handle, measures)


def limits(memory_bytes: int, *, programs: bool) -> bytes:
    """Return a JOBOBJECT_EXTENDED_LIMIT_INFORMATION: ends with its last handle, no window for a crash, so much memory."""
    flags = _KILL_ON_CLOSE | _DIE_ON_EXCEPTION | _PROCESS_MEMORY | (0 if programs else _ACTIVE_PROCESS)
    return _LIMITS.pack(0, 0, flags, 0, 0, 0 if programs else 1, 0, 0, 0, memory_bytes, 0, 0, 0)


def _kernel32() -> Kernel32 | None:
    if sys.platform == "win32" and struct.calcsize("P") == 8:
        library = ctypes.WinDLL("kernel32", use_last_error=True)
        # Handles are pointers; without this they are cut to 32 bits.
        library.CreateJobObjectW.restype = library.OpenProcess.restype = ctypes.c_void_p
        library.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
        library.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
        library.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32)
        library.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        library.CloseHandle.argtypes = (ctypes.c_void_p,)
        return library
    return None
