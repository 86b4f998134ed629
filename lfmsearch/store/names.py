"""File names as the index stores them. Pure."""

from __future__ import annotations


def encoded(path: str) -> str:
    """
    Return a file's path as the index stores it: any bytes a name may hold, as text SQLite takes.

    Bytes that are no UTF-8 (on Windows: halves of a pair) reach Python as lone surrogates, which SQLite refuses; they become code
    points of the last private use plane, which nobody assigns.
    """
    if path.isascii():
        return path
    return "".join(chr(0x10F000 + ord(char) - 0xD800) if 0xD800 <= ord(char) <= 0xDFFF else char for char in path)


def decoded(path: str) -> str:
    """Return the path that `encoded` was given."""
    if path.isascii():
        return path
    return "".join(chr(ord(char) - 0x10F000 + 0xD800) if 0x10F000 <= ord(char) <= 0x10F7FF else char for char in path)
