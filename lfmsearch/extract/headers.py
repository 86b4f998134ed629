"""Header fields of mails as people wrote them: encoded words, addresses, dates, message ids."""

from __future__ import annotations

import binascii
import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from lfmsearch.extract.charset import decoded, fitting

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_AROUND_DOT = re.compile(r"\s*([.@])\s*")
_COMMENT = re.compile(r"\([^()]*\)")
_POSTED = re.compile(r"From[ \t]+(\S+)[ \t]*(.*)")
# A zone as Unix names it; its first half is what mails name.
_ZONE = re.compile(r"\b([A-Z]{3})\d[A-Z]{3}\b")
# A list's announcement to everyone it has is no use as people.
_MOST_ADDRESSES = 200


def readable_bytes(raw: str, charset: str = "") -> str:
    """
    Return a header with 8-bit bytes (surrogate escapes) as text: UTF-8, else what the mail says of its body, else cp1252.

    Not guessed: a header is too short for that.
    """
    if raw.isascii():
        return raw
    try:
        data = raw.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:  # it is text already
        return raw.encode("utf-8", "replace").decode()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return (charset and fitting(data, charset)) or decoded(data, declared="cp1252")


def text_of(raw: str, charset: str = "") -> str:
    """Return a header's value as text: unfolded, RFC 2047 words decoded; `charset` as in `readable_bytes`."""
    raw = readable_bytes(raw, charset)
    raw = re.sub(r"\r?\n[ \t]*|\r", " ", raw)
    if "=?" not in raw:
        return raw.strip()
    raw = _BETWEEN.sub(r"\1\2", raw)
    pieces: list[str] = []
    end = 0
    charset = ""
    held = b""  # neighbouring words of one charset are decoded as one: writers cut characters in two
    for word in _WORD.finditer(raw):
        name = word[1].split("*")[0].lower()
        if word.start() > end or name != charset:
            pieces += [decoded(held, declared=charset) if held else "", raw[end : word.start()]]
            held, charset = b"", name
        held += _bytes_of(word[3], word[2])
        end = word.end()
    pieces += [decoded(held, declared=charset) if held else "", raw[end:]]
    return "".join(pieces).strip()


def addresses(raw: str, charset: str = "") -> list[tuple[str, str]]:
    """
    Return the (name, address) pairs of an address field; either may be empty, groups are flattened.

    Own reading, since the standard library's refuses a whole field for one odd character in it.
    """
    raw = readable_bytes(raw, charset)
    found: list[tuple[str, str]] = []
    name: list[str] = []
    comment: list[str] = []
    angle: list[str] | None = None
    address = ""
    quoted = False
    depth = 0
    skip = False

    def end() -> None:
        nonlocal address
        shown = text_of(" ".join("".join(name).split()))
        said = text_of(" ".join("".join(comment).split()))
        bare = _AROUND_DOT.sub(r"\1", shown) if "@" in shown else shown
        where = address or (bare if "@" in bare and " " not in bare else "")
        shown = "" if where == bare else shown
        if said and said != shown:
            shown = f"{shown} ({said})" if shown else said
        shown = shown.strip("'\" ")
        where = re.sub(r"\s+", "", where)
        if shown or where:
            found.append((shown, where))
        name.clear()
        comment.clear()
        address = ""

    for at, letter in enumerate(raw):
        if len(found) >= _MOST_ADDRESSES:
            return found
        if skip:
            skip = False
            (comment if depth else name if angle is None else angle).append(letter)
        elif letter == "\\" and (quoted or depth) and at + 1 < len(raw):
            skip = True
        elif quoted:
            if letter == '"':
                quoted = False
            else:
                (name if angle is None else angle).append(letter)
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif depth:
            comment.append(letter)
        elif letter == '"':
            quoted = True
        elif angle is not None:
            if letter == ">":
                address, angle = "".join(angle).rsplit(":", 1)[-1], None
            else:
                angle.append(letter)
        elif letter == "<":
            angle = []
        elif letter in ",;":
            end()
        elif letter == ":" and "@" not in "".join(name):
            name.clear()  # the name of a group
        else:
            name.append(letter)
    if angle:
        address = "".join(angle)
    end()
    return found


def date_of(raw: str) -> datetime | None:
    """Return a mail's date with its offset, None when there is none that could be one."""
    try:
        text = _ZONE.sub(r"\1", text_of(raw))
        fields = parsedate_tz(text) or parsedate_tz(_COMMENT.sub(" ", _COMMENT.sub(" ", text)))
        if fields is None:
            return None
        offset = timezone(timedelta(seconds=fields[9] or 0))
        return datetime(*fields[:5], second=min(fields[5], 59), tzinfo=offset)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def posted_by(line: str) -> tuple[str, datetime | None]:
    """
    Return sender and date of the line above a message in a mailbox, `From anna@example.org Tue Mar  5 09:00:00 2024`.

    The sender is empty where a program put a mark of its own (Thunderbird `-`, Gmail a number `@xxx`).
    """
    if not (found := _POSTED.match(line)):
        return "", None
    sender = found[1].strip('"<>')
    return "" if sender == "-" or sender.endswith("@xxx") else sender[:320], date_of(found[2][:200])


def ids_of(raw: str) -> list[str]:
    """Return the message ids of a field, without their angle brackets."""
    return _ID.findall(raw) or [part.strip("<>,") for part in raw.split()[:1] if "@" in part]


def _bytes_of(text: str, encoding: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data.rstrip(b"=")) % 4))
    except binascii.Error:
        return data
