"""What goes wrong with a zip file, and what is said of it."""

from __future__ import annotations

import lzma
import zlib
from zipfile import BadZipFile

# All that Python's zipfile raises for what lies in a file: some of these for a directory that was made up, RuntimeError for a password.
FAULTS = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
UNKNOWN = "It is packed in a way that is not known here."


def told(error: Exception, damaged: str) -> str:
    """
    Return what is said of one of `FAULTS`: that it is damaged, or that it may well be sound.

    Windows packs what is large by Deflate64, and others by methods of their own: zipfile calls that NotImplementedError.
    """
    return UNKNOWN if isinstance(error, NotImplementedError) else damaged
