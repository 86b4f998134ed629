"""
Work that gives way: threads and processes that take CPU and disk only when nobody else wants them.

A thread can lower itself and leave the others of its process as they are, so that a search does not wait behind the
indexing. There is no way back without rights on most systems: a lowered thread stays so until it ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any, Literal

# linux/ioprio.h: class 3 is idle, in the upper three bits; the number of ioprio_set by machine.
_WHO_PROCESS, _IDLE = 1, 3 << 13
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
# sys/qos.h and sys/resource.h of macOS.
_QOS_BACKGROUND, _QOS_UTILITY = 0x09, 0x11
_PRIO_DARWIN_PROCESS, _PRIO_DARWIN_BG = 4, 0x1000
# winbase.h, processthreadsapi.h. EXECUTION_SPEED throttled is what Windows calls EcoQoS.
_THREAD_MODE_BACKGROUND_BEGIN = 0x00010000
_THREAD_POWER_THROTTLING, _PROCESS_POWER_THROTTLING = 3, 4
_EXECUTION_SPEED = 1
_IDLE_PRIORITY_CLASS = 0x40

_SYSTEM: str = sys.platform

Priority = Literal["normal", "low", "idle"]

# Half way to the lowest: work that is waited for goes on beside work that is too, and gives way to what answers at once.
_LOWER = 10

# Every measure there is on some system.
MEASURES = ("nice", "idle", "disk", "qos", "eco")


def background_thread() -> tuple[str, ...]:
    """
    Lower the calling thread, and on Linux what it starts from now on. Return which of MEASURES hold.

    Each measure is tried by itself; none is needed for correct work.
    """
    if _SYSTEM == "linux":
        return _linux()
    if _SYSTEM == "darwin":
        return ("qos",) if _libc().pthread_set_qos_class_self_np(_QOS_BACKGROUND, 0) == 0 else ()
    if _SYSTEM == "win32":
        kernel = _kernel()
        thread = kernel.GetCurrentThread()
        # Lowers the thread's CPU, disk and memory priority in one.
        lowered = kernel.SetThreadPriority(thread, _THREAD_MODE_BACKGROUND_BEGIN)
        state, size = _throttled()
        eco = kernel.SetThreadInformation(thread, _THREAD_POWER_THROTTLING, state, size)
        return (("idle", "disk") if lowered else ()) + (("eco",) if eco else ())
    return ()


def patient_thread() -> tuple[str, ...]:
    """
    Lower what the calling thread takes of the disk, and its processor time only as far as it still comes to its turn.

    For a thread that works in Python beside others that answer somebody: one that is put off for seconds while it holds Python's
    lock puts off all of them. Return which of MEASURES hold.
    """
    if _SYSTEM == "linux":
        return _idle_disk()
    if _SYSTEM == "darwin":
        return ("qos",) if _libc().pthread_set_qos_class_self_np(_QOS_UTILITY, 0) == 0 else ()
    return ()


def lower_process() -> tuple[str, ...]:
    """Lower this process a little, for one whose work somebody waits for: it goes on beside others. Return which of MEASURES hold."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(_LOWER)
            return ("nice",)
    return ()


def background_process() -> tuple[str, ...]:
    """
    Lower this process with all its threads, for one that answers nobody. Return which of MEASURES hold.

    On Linux, call it before there are threads: those that run already stay as they are.
    """
    if _SYSTEM == "linux":
        return _linux()
    if _SYSTEM == "darwin":
        return ("qos",) if _libc().setpriority(_PRIO_DARWIN_PROCESS, 0, _PRIO_DARWIN_BG) == 0 else ()
    if _SYSTEM == "win32":
        kernel = _kernel()
        process = kernel.GetCurrentProcess()
        # Not PROCESS_MODE_BACKGROUND_BEGIN: it holds the process to 32 MB of resident memory.
        lowered = kernel.SetPriorityClass(process, _IDLE_PRIORITY_CLASS)
        state, size = _throttled()
        eco = kernel.SetProcessInformation(process, _PROCESS_POWER_THROTTLING, state, size)
        return (("idle",) if lowered else ()) + (("eco",) if eco else ())
    return ()


def _linux() -> tuple[str, ...]:
    """For the calling thread: on Linux niceness, scheduling class and disk class are each thread's own."""
    holding: list[str] = []
    if sys.platform == "linux":
        try:
            os.nice(19)  # counts where there is no SCHED_IDLE
            holding.append("nice")
        except OSError:
            pass
        try:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            holding.append("idle")
        except OSError:  # a container may forbid it
            pass
    return (*holding, *_idle_disk())


def _idle_disk() -> tuple[str, ...]:
    """For the calling thread, and what it starts."""
    if sys.platform == "linux":
        number = _IOPRIO_SET.get(os.uname().machine)
        if number is not None and _libc().syscall(number, _WHO_PROCESS, 0, _IDLE) == 0:
            return ("disk",)
    return ()


def _libc() -> Any:  # ctypes finds its functions when they are called
    import ctypes

    return ctypes.CDLL(None)


def _kernel() -> Any:
    import ctypes

    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - only there on Windows
    # The handles of "this thread" and "this process" are -2 and -1: as wide as a pointer, or they are lost.
    kernel.GetCurrentThread.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetThreadPriority.argtypes = [ctypes.c_void_p, ctypes.c_int]
    kernel.SetPriorityClass.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    for name in ("SetThreadInformation", "SetProcessInformation"):
        getattr(kernel, name).argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong]
    return kernel


def _throttled() -> tuple[object, int]:
    """THREAD_ and PROCESS_POWER_THROTTLING_STATE: version, which mechanisms are ours to set, and that they are on."""
    import ctypes

    state = (ctypes.c_ulong * 3)(1, _EXECUTION_SPEED, _EXECUTION_SPEED)
    return state, ctypes.sizeof(state)
