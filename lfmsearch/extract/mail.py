"""One mail: who, when, about what; its text, what it quotes, and its attachments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from lfmsearch.extract.blob import WHOLE, Blob, Skipped
from lfmsearch.extract.bodies import Text, body_sections, chosen, is_encrypted
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.headers import addresses, date_of, ids_of, posted_by, text_of
from lfmsearch.extract.labels import is_chat, labels
from lfmsearch.extract.mime import Fields, Part, file_name, header, parse, unuuencoded
from lfmsearch.extract.read import read_part
from lfmsearch.extract.threads import is_forward, thread_of
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
        "message/disposition-notification",
        "message/external-body",
        "text/x-amp-html",
    )
)
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_MAILS = frozenset(("message/rfc822", "message/global", "message/news"))
_WINMAIL = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))
_ENDINGS = {"calendar": "ics", "plain": "txt", "jpeg": "jpg", "rfc822": "eml", "x-vcard": "vcf", "vcard": "vcf"}
# What mail programs rewrite in a mail they keep; it is the same mail.
_FLAGS = re.compile(
    rb"(?im)^(?:X-Mozilla-[\w-]+|Status|X-Status|X-Keywords|X-UID|X-IMAP[\w-]*|X-Gmail-Labels|X-GM-THRID):[^\n]*\n(?:[ \t][^\n]*\n)*"
)
_UUENCODED = re.compile(r"(?m)^begin [0-7]{3,4} ([^\n]{1,200})\n(?:[!-`][ -`]{1,86}\n)+(?:[` ]?\n)?end[ \t]*$")
_TAG = re.compile(r"<[^<>]{1,60}>")
# Bytes of a picture, as encoded.
_LOGO = 40_000
# Longer than any subject; a header may hold megabytes.
_LONGEST = 4096

# Returns the bytes of a part that its mail was stored without, None when they are not there.
Elsewhere = Callable[[Part], bytes | None]


@dataclass(slots=True)
class _Content:
    """What was found in the parts of one mail."""

    texts: list[Text] = field(default_factory=list)
    attachments: list[tuple[str, Part, str]] = field(default_factory=list)  # its number, the part, its name
    problem: str = ""
    charset: str = ""  # of the first text: what 8-bit headers are most likely in


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the mail, then its attachments."""
    data = blob.read()
    problem = "Only its first 64 MB were read." if blob.size > WHOLE else ""
    yield from mail_documents(blob, data.lstrip(b"\r\n") if data[:1] in b"\r\n" else data, problem=problem)


def mail_documents(
    blob: Blob, data: bytes, *, problem: str = "", elsewhere: Elsewhere = lambda _: None
) -> Iterator[Document]:
    """
    Yield the mail that `data` is, then its attachments.

    Args:
        blob: what it is stored in.
        problem: what is known to be missing.
        elsewhere: asked for the bytes of parts that are kept outside of the mail.
    """
    message = parse(data, blob.limits)
    content = _Content()
    _collect(message, content, blob)
    fields = message.fields
    archived = blob.type == "mhtml"
    if blob.kind == "file" and not archived:
        blob.kind = "mail"
    own = ids_of("".join(fields.get("message-id", ())[:1]))
    sender, posted = posted_by(blob.posted)
    people = () if archived else tuple(_people(fields, content.charset, sender))
    subject = text_of(message.first("subject")[:_LONGEST], content.charset)
    if archived:
        from lfmsearch.extract.html import parsed

        pages = [parsed(text) for _, text in content.texts]
        sections = [section for page in pages for section in page.sections]
        subject = next((page.title for page in pages if page.title), subject)
    else:
        sections = body_sections(content.texts, forwarded=is_forward(subject))
        sections += [Section(said) for raw in fields.get("comments", ())[:10] if (said := text_of(raw[:_LONGEST]))]
    first = next((item.text for item in sections if item.style != "quote"), "")
    title = subject or (is_chat(fields) and _chat(people)) or " ".join(first[:400].split())[:80].strip()
    received = (value.rsplit(";", 1)[-1] for value in fields.get("received", ())[:1])
    yield blob.document(
        sections,
        title=title,
        people=people,
        date=next((date for raw in (*fields.get("date", ()), *received) if (date := date_of(raw[:200]))), posted),
        tags=labels(fields),
        thread="" if archived else thread_of(fields, subject, people),
        problem=problem or content.problem,
        content_key=f"mid:{own[0]}" if own else "b2:" + blake2b(_without_flags(data), digest_size=20).hexdigest(),
    )
    if not archived:
        for number, part, name in content.attachments:
            yield from _attached(blob, number, part, name, elsewhere)


def _without_flags(data: bytes) -> bytes:
    head, mark, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return _FLAGS.sub(b"", head + b"\n") + mark + body


def _people(fields: Fields, charset: str, sender: str) -> Iterator[Person]:
    for name, role in _ROLES:
        raw = ", ".join(fields.get(name, ()))
        if not raw and role == "from":
            raw = ", ".join(fields.get("sender", ())) or sender
        yield from dict.fromkeys(Person(shown[:200], address[:320], role) for shown, address in addresses(raw, charset))


def _chat(people: tuple[Person, ...]) -> str:
    """A title for a chat, whose export has no subject."""
    names = list(dict.fromkeys(person.name or person.address for person in people))
    return f"Chat with {' and '.join(names[:3])}" if names else "Chat"


def _collect(part: Part, content: _Content, blob: Blob) -> None:
    """Sort the parts of a message into texts and attachments."""
    kind = part.kind
    if part.cut:
        content.problem = "It has too many parts; the first were read."
    if kind == "multipart/encrypted":
        content.problem = "It is encrypted."
    elif kind == "multipart/alternative" and part.parts:
        _collect_forms(part, content, blob)
    elif kind in _SEALED or (kind == "application/octet-stream" and part.name().lower() == "smime.p7m"):
        _unseal(part, content, blob)
    elif kind in _WINMAIL or part.name().lower() == "winmail.dat":
        _unpack(part, content)
    elif part.parts:
        for inner in part.parts:
            _collect(inner, content, blob)
    elif kind not in _SILENT and not kind.startswith("multipart/"):
        _collect_leaf(part, content)


def _collect_forms(part: Part, content: _Content, blob: Blob) -> None:
    """Several forms of one text."""
    forms = _Content(charset=content.charset)
    for inner in part.parts:
        _collect(inner, forms, blob)
    content.charset, content.problem = forms.charset, content.problem or forms.problem
    content.texts += chosen(
        [text for text in forms.texts if text[0] == "plain"], [text for text in forms.texts if text[0] == "html"]
    )
    content.attachments += forms.attachments


def _collect_leaf(part: Part, content: _Content) -> None:
    kind = part.kind
    if kind.startswith("text/"):
        content.charset = content.charset or part.charset
    name = part.name(content.charset)
    disposition = part.disposition[0]
    # A small picture that the HTML shows is a logo; a large one, or outside `related`, is one that somebody sent.
    shown = part.inside == "multipart/related" and kind.startswith("image/") and disposition != "attachment"
    if shown and len(part.raw) < _LOGO:
        return
    is_text = kind in ("text/plain", "text/html", "text/enriched", "text/richtext") and disposition != "attachment"
    if not is_text or (name and content.texts):
        content.attachments.append((f"{part.number}", part, name or _unnamed(part)))
    elif kind == "text/html":
        from lfmsearch.extract.html import page_text

        content.texts.append(("html", page_text(part.data, declared=part.charset)))
    else:
        text = decoded(part.data, declared=part.charset)
        if part.parameters.get("format", "").lower() == "flowed":
            from lfmsearch.extract.flowed import unflowed

            text = unflowed(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        elif kind != "text/plain":
            text = _TAG.sub("", text).replace("<<", "<")
        if is_encrypted(text):
            content.problem = "It is encrypted."
        content.texts.append(("plain", _without_files(text, part, content)))


def _without_files(text: str, part: Part, content: _Content) -> str:
    """A text without the files that lie uuencoded in it; they are attachments."""
    if "\nend" not in text:
        return text
    for number, found in enumerate(list(_UUENCODED.finditer(text))[:100], start=1):
        inner = Part({}, "application/octet-stream", {}, raw=unuuencoded(found[0].encode("ascii", "replace")))
        content.attachments.append((f"{part.number}.{number}", inner, file_name(found[1]) or f"part {number}"))
    return _UUENCODED.sub("", text)


def _unpack(part: Part, content: _Content) -> None:
    """What Outlook has packed into one file: the attachments, and the text where there is no other."""
    from lfmsearch.errors import ExtractError
    from lfmsearch.extract.tnef import unpacked

    try:
        inside = unpacked(part.data)
    except ExtractError:
        content.attachments.append((f"{part.number}", part, part.name() or "winmail.dat"))
        return
    if not any(text.strip() for _, text in content.texts):
        content.texts += inside.texts
    for number, (name, data) in enumerate(inside.attachments, start=1):
        inner = Part({}, "application/octet-stream", {}, raw=data)
        content.attachments.append((f"{part.number}.{number}", inner, file_name(name) or f"part {number}"))


def _unseal(part: Part, content: _Content, blob: Blob) -> None:
    """A mail in an envelope of S/MIME: signed, it can be read; encrypted, it cannot."""
    from lfmsearch.extract.cms import signed_content

    inside = signed_content(part.data)
    if inside is None:
        content.problem = "It is encrypted."
        return
    _collect(parse(inside, blob.limits), content, blob)


def _attached(blob: Blob, number: str, part: Part, name: str, elsewhere: Elsewhere) -> Iterator[Document]:
    data: bytes | None = part.data
    if "x-apple-content-length" in part.fields and not part.raw.strip():
        data = elsewhere(part)
    member = f"{number}:{name}".replace("/", "_")
    child = blob.part(
        data or b"",
        name=name,
        member=f"{blob.member}/{member}" if blob.member else member,
        kind="attachment",
        parent=blob.member,
    )
    if data is None:
        yield from read_part(child, extract=_missing)
    else:
        yield from read_part(child, known="eml" if part.kind in _MAILS and data.strip() else "")


def _missing(_: Blob) -> Iterator[Document]:
    raise Skipped("The mail program has not downloaded it.")


def _unnamed(part: Part) -> str:
    if part.kind in _MAILS:
        subject = text_of("".join(header(part.data)[0].get("subject", ())[:1])[:_LONGEST])
        return (" ".join(subject.replace("/", " ").split())[:80] or f"part {part.number}") + ".eml"
    ending = part.kind.rpartition("/")[2]
    return f"part {part.number}.{_ENDINGS.get(ending, ending)}"


EXTRACTOR = documents
