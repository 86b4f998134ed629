"""
One mail: who, when, about what; its text, what it quotes, and its attachments.

Parsed with `compat32`: the newer policies raise on real mails (a group inside a group), this one on none of 624.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from hashlib import blake2b

from lfmsearch.extract.blob import WHOLE, Blob, Limits
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.headers import addresses, date_of, ids_of, readable_bytes, text_of
from lfmsearch.extract.quotes import split
from lfmsearch.extract.read import read_part
from lfmsearch.types import Document, Person, Role, Section

_ROLES: tuple[tuple[str, Role], ...] = (("from", "from"), ("to", "to"), ("cc", "cc"), ("bcc", "bcc"))
# Signatures and the like: parts that say nothing to a person.
_SILENT = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-encrypted",
        "message/delivery-status",
        "text/x-amp-html",
    )
)
# What mail programs rewrite in a mail they keep; it is the same mail.
_FLAGS = re.compile(
    rb"(?im)^(?:X-Mozilla-[\w-]+|Status|X-Status|X-Keywords|X-UID|X-IMAP[\w-]*):[^\n]*\n(?:[ \t][^\n]*\n)*"
)


@dataclass(slots=True)
class _Content:
    """What was found in the parts of one mail."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[tuple[int, Message, str]] = field(default_factory=list)
    parts: int = 0
    problem: str = ""
    charset: str = ""  # of the first text: what 8-bit headers are most likely in


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the mail, then its attachments."""
    data = _raw(blob)
    problem = "Only its first 64 MB were read." if blob.size > WHOLE else ""
    content = _Content()
    try:
        message: Message = message_from_bytes(data, policy=compat32)
        _collect(message, content, blob.limits)
    except RecursionError:
        message = BytesHeaderParser(policy=compat32).parsebytes(data)
        content = _Content(problem="It is nested too deeply.")
    fields: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), []).append(str(value))
    archived = blob.type == "mhtml"
    if blob.kind == "file" and not archived:
        blob.kind = "mail"
    sections = list(body_sections(content.plain, content.html))
    own = ids_of("".join(fields.get("message-id", [])[:1]))
    refers = ids_of(" ".join(fields.get("references", []))) or ids_of(" ".join(fields.get("in-reply-to", [])))
    subject = text_of("".join(fields.get("subject", [])[:1]), content.charset)
    first = next((item.text for item in sections if item.style != "quote"), "")
    received = (value.rsplit(";", 1)[-1] for value in fields.get("received", [])[:1])
    yield blob.document(
        sections,
        title=subject or " ".join(first.split())[:80].strip(),
        people=() if archived else tuple(_people(fields, content.charset)),
        date=next((date for raw in (*fields.get("date", []), *received) if (date := date_of(raw))), None),
        tags=tuple(_labels(fields)),
        thread="" if archived else next(iter(refers or own), ""),
        problem=problem or content.problem,
        content_key=f"mid:{own[0]}" if own else "b2:" + blake2b(_without_flags(data), digest_size=20).hexdigest(),
    )
    if not archived:
        for number, part, name in content.attachments:
            yield from _attached(blob, number, part, name)


def _raw(blob: Blob) -> bytes:
    data = blob.read()
    if blob.type == "emlx":  # Apple Mail: the number of bytes, the mail, then a property list
        length, _, rest = data.partition(b"\n")
        if length.strip().isdigit():
            return rest[: int(length)]
    return data.lstrip(b"\r\n") if data[:1] in b"\r\n" else data


def _without_flags(data: bytes) -> bytes:
    head, mark, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return _FLAGS.sub(b"", head + b"\n") + mark + body


def _people(fields: dict[str, list[str]], charset: str) -> Iterator[Person]:
    for name, role in _ROLES:
        raw = ", ".join(fields.get(name, []))
        if not raw and role == "from":
            raw = ", ".join(fields.get("sender", []))
        yield from dict.fromkeys(Person(shown[:200], address[:320], role) for shown, address in addresses(raw, charset))


def _labels(fields: dict[str, list[str]]) -> list[str]:
    """Gmail's labels and Thunderbird's tags, as their exports keep them."""
    found = text_of("".join(fields.get("x-gmail-labels", []))).split(",")
    found += "".join(fields.get("x-mozilla-keys", [])).split()
    return [label.strip(' "')[:100] for label in found if label.strip(' "')]


def _collect(message: Message, content: _Content, limits: Limits, depth: int = 0, inside: str = "") -> None:
    """Sort the parts of a message into texts and attachments; numbers count all leaves from 1, in order."""
    content.parts += 1
    if content.parts > limits.max_parts or depth > limits.max_depth:
        content.problem = "It has too many parts; the first were read."
        return
    kind = message.get_content_type()
    if kind == "multipart/encrypted":
        content.problem = "It is encrypted."
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        parts = [part for part in message.get_payload() if isinstance(part, Message)]
        if kind != "multipart/alternative":
            for part in parts:
                _collect(part, content, limits, depth + 1, kind)
            return
        # Several forms of one text: the plain one, unless there is nothing in it.
        forms = _Content(parts=content.parts, charset=content.charset)
        for part in parts:
            _collect(part, forms, limits, depth + 1, kind)
        content.parts, content.charset, content.problem = forms.parts, forms.charset, content.problem or forms.problem
        if any(text.strip() for text in forms.plain):
            content.plain += forms.plain
        else:
            content.html += forms.html
        content.attachments += forms.attachments
        return
    if kind in _SILENT:
        return
    if kind.startswith("text/"):
        content.charset = content.charset or _charset(message)
    name = _name(message, content.charset)
    disposition = str(message.get("content-disposition", "")).split(";")[0].strip().lower()
    # A picture that the HTML shows (a logo); outside `related` it is one that somebody sent.
    shown = inside == "multipart/related" and kind.startswith("image/") and disposition != "attachment"
    is_text = kind in ("text/plain", "text/html") and disposition != "attachment" and not message.is_multipart()
    if is_text and (not name or not (content.plain or content.html)):
        if kind == "text/plain":
            content.plain.append(_text(message))
        else:
            from lfmsearch.extract.html import page_text

            content.html.append(page_text(_bytes(message), declared=_charset(message)))
    elif not shown:
        content.attachments.append((content.parts, message, name or _unnamed(message, content.parts)))


def body_sections(plain: list[str], html: list[str]) -> Iterator[Section]:
    """Yield what a mail says and, as quotes, what it answers: its plain texts, or its HTML where there is nothing in them."""
    for text in plain:
        for style, part in split(text):
            yield Section(part, style=style)
    if html and not any(text.strip() for text in plain):
        from lfmsearch.extract.html import parsed

        sections = [section for text in html for section in parsed(text, mail=True).sections]
        own: list[Section] = []
        for section in sections:
            if section.style == "prose":
                own += [Section(part, headings=section.headings, style=style) for style, part in split(section.text)]
            else:
                own.append(section)
        # Nothing but quotes: then they are what the mail says.
        all_quoted = all(section.style == "quote" for section in own)
        yield from (Section(item.text, headings=item.headings) if all_quoted else item for item in own)


def _attached(blob: Blob, number: int, part: Message, name: str) -> Iterator[Document]:
    member = f"{number}:{name}".replace("/", "_")
    child = blob.part(
        _bytes(part),
        name=name,
        member=f"{blob.member}/{member}" if blob.member else member,
        kind="attachment",
        parent=blob.member,
    )
    yield from read_part(child, known="eml" if part.get_content_type() == "message/rfc822" and child.size else "")


def _bytes(part: Message) -> bytes:
    """The bytes of a leaf, whatever is wrong with its encoding; of an attached mail, the mail."""
    if part.is_multipart():
        try:
            return b"".join(item.as_bytes() for item in part.get_payload() if isinstance(item, Message))
        except (UnicodeError, LookupError, KeyError, ValueError, AttributeError, TypeError):
            return b""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = part.get_payload()
    return payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "surrogateescape")


def _text(part: Message) -> str:
    return decoded(_bytes(part), declared=_charset(part))


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _name(part: Message, charset: str) -> str:
    """The file name of a part, by RFC 2231, RFC 2047 or plain 8-bit bytes, without any folder."""
    clean = Message()
    for field_name in ("content-disposition", "content-type"):
        raw = next((str(value) for key, value in part.raw_items() if key.lower() == field_name), "")
        if raw:
            # As text first: the library turns 8-bit bytes in parameters into question marks.
            clean[field_name] = readable_bytes(raw, charset)
    try:
        name = clean.get_filename("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    name = text_of(name).replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip()[:200]


def _unnamed(part: Message, number: int) -> str:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            subject = text_of(str(inner[0].get("subject", "")))
            return (" ".join(subject.replace("/", " ").split())[:80] or f"part {number}") + ".eml"
    ending = part.get_content_subtype()
    return f"part {number}.{ {'calendar': 'ics', 'plain': 'txt', 'jpeg': 'jpg'}.get(ending, ending) }"


EXTRACTOR = documents
