"""Messages in the wire format of Protocol Buffers, read without their description: fields by number, a level at a time."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class Message:
    """
    The fields of one message. A field that is not there, or of another kind, is empty.

    Raises ValueError when the bytes are no message.
    """

    def __init__(self, data: bytes = b"") -> None:
        self._numbers: dict[int, int] = {}
        self._pieces: dict[int, list[bytes]] = {}
        at = 0
        while at < len(data):
            tag, at = varint(data, at)
            field, kind = tag >> 3, tag & 7
            if kind == _VARINT:
                self._numbers[field], at = varint(data, at)
            elif kind == _BYTES:
                length, at = varint(data, at)
                if at + length > len(data):
                    raise ValueError("a field is longer than its message")
                self._pieces.setdefault(field, []).append(data[at : at + length])
                at += length
            elif kind in (_FIXED64, _FIXED32):
                at += 8 if kind == _FIXED64 else 4
            else:
                raise ValueError("a field of an unknown kind")
        if at > len(data):
            raise ValueError("a message breaks off")

    def number(self, field: int, default: int = 0) -> int:
        """Return a whole number; the last one counts."""
        value = self._numbers.get(field, default)
        return value - (1 << 64) if value >> 63 == 1 else value

    def pieces(self, field: int) -> list[bytes]:
        """Return all values of a field of bytes."""
        return self._pieces.get(field, [])

    def text(self, field: int) -> str:
        """Return a text; what is no UTF-8 in it becomes U+FFFD."""
        return b"".join(self.pieces(field)[-1:]).decode("utf-8", "replace")

    def inner(self, *path: int) -> Message:
        """Return the message in the message in this one; an empty one where there is none."""
        found = self
        for field in path:
            found = Message(b"".join(found.pieces(field)[-1:]))
        return found

    def messages(self, field: int) -> Iterator[Message]:
        """Yield all messages of a field."""
        return map(Message, self.pieces(field))


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of up to ten bytes, seven bits in each, and where it ends; raises ValueError where it does not."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise ValueError("a message breaks off")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFF_FFFF_FFFF_FFFF, at
    raise ValueError("a number without end")
