"""Mails in an S/MIME envelope (CMS, RFC 5652): the content of a signed one, without judging the signature."""

from __future__ import annotations

# The kinds of content, as their object identifiers are encoded: signed, and plain data.
_SIGNED = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_SEQUENCE, _IDENTIFIER, _OCTETS, _OCTETS_IN_PIECES = 0x30, 0x06, 0x04, 0x24
_DEEPEST = 20

_Item = tuple[int, int, int]  # tag, and where its content begins and ends


def signed_content(data: bytes) -> bytes | None:
    """Return what a signed envelope holds, None when it is encrypted, empty or no envelope."""
    try:
        # ContentInfo { contentType, [0] SignedData { version, digestAlgorithms, { contentType, [0] content } … } }
        kind, wrapped = _children(data, (_SEQUENCE, *_item(data, 0, len(data), 0)[1:3]))[:2]
        if not _is(data, kind, _IDENTIFIER, _SIGNED):
            return None
        kind, wrapped = _children(data, _children(data, _children(data, wrapped)[0])[2])[:2]
        if not _is(data, kind, _IDENTIFIER, _DATA):
            return None
        return _octets(data, _children(data, wrapped)[0], 0) or None
    except (IndexError, ValueError):
        return None


def _is(data: bytes, item: _Item, tag: int, value: bytes) -> bool:
    return item[0] == tag and data[item[1] : item[2]] == value


def _octets(data: bytes, item: _Item, depth: int) -> bytes:
    tag, start, end = item
    if tag == _OCTETS:
        return data[start:end]
    if tag != _OCTETS_IN_PIECES or depth > _DEEPEST:
        raise ValueError(tag)
    return b"".join(_octets(data, piece, depth + 1) for piece in _children(data, item))


def _children(data: bytes, item: _Item) -> list[_Item]:
    found: list[_Item] = []
    _, at, end = item
    while at < end:
        if data[at : at + 2] == b"\x00\x00":  # the end of one of indefinite length
            break
        tag, begin, stop, at = _item(data, at, end, 0)
        found.append((tag, begin, stop))
    return found


def _item(data: bytes, at: int, end: int, depth: int) -> tuple[int, int, int, int]:
    """Tag, begin and end of the content, and where the next item begins."""
    tag, size = data[at], data[at + 1]
    at += 2
    if tag & 0x1F == 0x1F or depth > _DEEPEST:  # long tags are in no envelope
        raise ValueError(tag)
    if size < 0x80:
        return tag, at, min(at + size, end), at + size
    if size > 0x80:
        count = size & 0x7F
        length = int.from_bytes(data[at : at + count], "big")
        return tag, at + count, min(at + count + length, end), at + count + length
    # Of indefinite length: up to two zero bytes.
    inner = at
    while data[inner : inner + 2] != b"\x00\x00":
        if inner >= end:
            raise ValueError(tag)
        inner = _item(data, inner, end, depth + 1)[3]
    return tag, at, inner, inner + 2
