"""Which conversation a mail belongs to."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from hashlib import blake2b

from lfmsearch.extract.headers import ids_of
from lfmsearch.extract.mime import Fields
from lfmsearch.types import Person

_REPLY = (
    "re|aw|antw|antwort|sv|vs|rif|r|res|ref|odp|ynt|vá|vl|bls|hv|απ|отв|отг|רה|رد|回复|答复|回覆|回應|返信|답장|회신"
)
_FORWARD = "fwd?|wg|tr|rv|enc|i|vb|vl|doorst|pd|i̇lt|прн|пересл|إعادة توجيه|转发|轉寄|転送|전달"
_COUNT = r"(?:\s?[\[(]\d{1,3}[\])]|\^\d{1,3})?"
_IS_REPLY = re.compile(rf"\s*(?:{_REPLY}){_COUNT}\s?[:：]", re.I)
_IS_FORWARD = re.compile(rf"\s*(?:{_FORWARD}){_COUNT}\s?[:：]", re.I)
_MARKS = re.compile(rf"(?:\s*(?:{_REPLY}|{_FORWARD}){_COUNT}\s?[:：])+", re.I)
# The part of Outlook's index that all mails of a conversation share; each answer adds five bytes.
_ROOT_INDEX = 22


def thread_of(fields: Fields, subject: str, people: Iterable[Person]) -> str:
    """
    Return a key that all mails of a conversation share, empty for a mail that has nothing to go by.

    Gmail's own number where its export gives it (to every mail of the conversation, also to the first). Else the first mail that
    is referred to, or this one where none is. Of an answer that refers to nothing: Outlook's index, or subject and people.
    """
    if number := "".join(fields.get("x-gm-thrid", ())[:1]).strip():
        return f"gm:{number[:40]}"
    refers = ids_of(" ".join(fields.get("references", ()))) or ids_of(" ".join(fields.get("in-reply-to", ())))
    if refers:
        return refers[0]
    own = ids_of("".join(fields.get("message-id", ())[:1]))
    if is_reply(subject):
        return (
            conversation(_index("".join(fields.get("thread-index", ())[:1])))
            or _by_subject(subject, people)
            or next(iter(own), "")
        )
    return next(iter(own), "")


def conversation(index: bytes) -> str:
    """Return the key of Outlook's conversation index, empty for one that is too short to be one."""
    return f"ti:{index[:_ROOT_INDEX].hex()}" if len(index) >= _ROOT_INDEX else ""


def is_reply(subject: str) -> bool:
    """Return whether a subject begins with a mark of answers, in any of many languages."""
    return _IS_REPLY.match(subject) is not None


def is_forward(subject: str) -> bool:
    """Return whether a subject begins with a mark of what is passed on."""
    return _IS_FORWARD.match(subject) is not None and not is_reply(subject)


def _index(raw: str) -> bytes:
    try:
        return binascii.a2b_base64(raw.encode("ascii", "ignore"))
    except binascii.Error:
        return b""


def _by_subject(subject: str, people: Iterable[Person]) -> str:
    bare = " ".join(_MARKS.sub("", subject, count=1).lower().split())
    everyone = sorted({(person.address or person.name).lower() for person in people})
    if not bare or not everyone:
        return ""
    return "s:" + blake2b("\n".join((bare, *everyone)).encode("utf-8", "replace"), digest_size=12).hexdigest()
