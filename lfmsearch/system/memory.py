"""Memory that is not needed any more, given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> bool:
    """
    Return to the system what this process has freed; return whether the system has a call for it.

    The C library of Linux keeps freed memory for the next allocation, and after a model was unloaded that is most of a process.
    macOS and Windows take it back by themselves.
    """
    gc.collect()
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    return trim is not None and bool(trim(0))
