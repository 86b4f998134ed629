"""
Outlook's data files (PST, OST): each mail with its folders as tags, one in memory at a time. Read by libpff, where it is installed.

A mail's member is the number of its node in the file (`@2097188`), which stays when it is moved. Numbers of properties: [MS-OXPROPS].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.headerregistry import Address
from functools import partial
from typing import Any, BinaryIO

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import WHOLE, Blob
from lfmsearch.extract.bodies import Text, body_sections
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.formats import WITHOUT_EXTRA
from lfmsearch.extract.headers import addresses, date_of, ids_of
from lfmsearch.extract.mime import file_name, header
from lfmsearch.extract.ole import codepage, filetime
from lfmsearch.extract.read import read_part
from lfmsearch.extract.threads import conversation, is_forward, thread_of
from lfmsearch.types import Document, Kind, Person, Role

_CLASS, _SUBJECT, _HEADERS, _MODIFIED = 0x001A, 0x0037, 0x007D, 0x3008
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO, _INDEX = 0x1035, 0x1039, 0x1042, 0x0071
_DATES = (0x0039, 0x0E06, 0x3007)  # sent, received, created
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D01, 0x5D02, 0x0065, 0x0C1F)
_NAME, _RECIPIENT_ADDRESSES, _RECIPIENT_KIND = 0x3001, (0x39FE, 0x3003), 0x0C15
_ROLES: dict[int, Role] = {1: "to", 2: "cc", 3: "bcc"}
_LONG_NAME, _SHORT_NAME, _MIME, _METHOD, _HIDDEN = 0x3707, 0x3704, 0x370E, 0x3705, 0x7FFE
_IS_MESSAGE = 5
_UNICODE, _BYTES = 0x1F, 0x1E
_CODEPAGES = (0x3FFD, 0x3FDE)
# Of the whole file: where its folders begin, and which of them holds what was deleted.
_TREE, _DELETED = 0x35E0, 0x35E3
_MAILS = ("ipm.note", "ipm.schedule", "ipm.post", "report")
_DAMAGED = "It is damaged: it cannot be read."


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the mails that changed since the file was read before, each followed by its attachments."""
    try:
        import pypff
    except ImportError as error:
        # Current only while the extra is missing: with it, the file is read again.
        blob.root.used.add(WITHOUT_EXTRA)
        raise ExtractError("Outlook data files need an extra: pip install 'lfmsearch[pst]'.") from error
    with blob.open() as stream:
        file = pypff.file()
        try:
            yield from _mails(blob, file, stream)
        finally:
            _or_none(file.close)


def _mails(blob: Blob, file: Any, stream: BinaryIO) -> Iterator[Document]:
    try:
        file.open_file_object(stream)
        folders = list(_folders(file))
    except OSError as error:
        raise ExtractError("It is damaged: its folders cannot be read.") from error
    same = _unchanged(blob, folders)
    stamps: dict[str, str] = {}
    for folder, path in folders:
        for number, message in _messages(folder):
            name = str(message.identifier) if message else f"{folder.identifier}.{number}"
            if message:
                stamps[name] = _stamp(message, path)
            if name not in same:
                yield from _mail(blob, message, f"@{name}", path, kind=None, parent=None)
    blob.future["mails"] = stamps


class _Properties:
    """The properties of a message, a recipient or an attachment, by their numbers."""

    def __init__(self, sets: Any, charset: str = "cp1252") -> None:
        self._entries = {entry.entry_type: entry for properties in sets for entry in properties.entries}
        pages = (self.number(number) for number in _CODEPAGES)
        self.charset = next((codepage(page) for page in pages if page), charset)

    def binary(self, number: int) -> bytes:
        entry = self._entries.get(number)
        return _or_none(lambda: entry.data) or b"" if entry else b""

    def number(self, number: int) -> int:
        return int.from_bytes(self.binary(number)[:8], "little")

    def text(self, *numbers: int) -> str:
        """The first of these that says something."""
        for number in numbers:
            data = self.binary(number)
            if not data or self._entries[number].value_type not in (_UNICODE, _BYTES):
                continue
            is_wide = self._entries[number].value_type == _UNICODE
            text = data.decode("utf-16-le", "replace") if is_wide else decoded(data, declared=self.charset)
            if text[:1] == "\x01":  # before a subject: how long its `Re:` is
                text = text[2:]
            if text := text.rstrip("\x00").strip():
                return text.replace("\r\n", "\n").replace("\r", "\n")
        return ""


def _folders(file: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """The folders that hold mails, with the names of those they lie in; not the ones for what was deleted."""
    store = _Properties(file.message_store.record_sets if file.message_store else ())
    # The name of an entry ends with the number of its node.
    deleted, tree = (int.from_bytes(store.binary(number)[-4:], "little") for number in (_DELETED, _TREE))
    root = file.get_root_folder()
    begin = next((folder for folder in root.sub_folders if folder.identifier == tree), root)
    todo: list[tuple[Any, tuple[str, ...]]] = [(begin, ())]
    seen: set[int] = set()
    while todo:
        folder, path = todo.pop()
        if folder.identifier in seen or (deleted and folder.identifier == deleted):
            continue
        seen.add(folder.identifier)
        yield folder, path
        below = [_or_none(partial(folder.get_sub_folder, number)) for number in range(folder.number_of_sub_folders)]
        todo += [(item, (*path, item.name or "")) for item in reversed(below) if item]


def _messages(folder: Any) -> Iterator[tuple[int, Any]]:
    """The mails of a folder with their places; None for one that is damaged, and for all of them where their list is."""
    count = _or_none(lambda: folder.number_of_sub_messages)
    for number in range(1 if count is None else count):
        yield number, None if count is None else _or_none(partial(folder.get_sub_message, number))


def _unchanged(blob: Blob, folders: list[tuple[Any, tuple[str, ...]]]) -> frozenset[str]:
    """Keep the mails that are as they were when the file was read before, and return them."""
    before = blob.past.get("mails")
    if not isinstance(before, dict) or not before:
        return frozenset()
    same: list[str] = []
    for folder, path in folders:
        for _, message in _messages(folder):
            if message and f"@{message.identifier}" not in blob.avoid:
                name = str(message.identifier)
                blob.began(f"@{name}")
                same += [name] if before.get(name) == _stamp(message, path) else []
    blob.keep([(f"@{name}", f"@{name}") for name in same])
    return frozenset(same)


def _stamp(message: Any, path: tuple[str, ...]) -> str:
    return f"{_Properties(message.record_sets).number(_MODIFIED):x} {'/'.join(path)}"


def _mail(
    blob: Blob, message: Any, member: str, path: tuple[str, ...], *, kind: Kind | None, parent: str | None
) -> Iterator[Document]:
    """One mail and what is attached to it; `kind` where it is itself attached."""
    if message is None:
        part = blob.part(b"", name="mail", member=member, kind=kind or "mail", parent=parent)
        yield from read_part(part, known="msg", extract=_damaged)
        return
    own = _Properties(message.record_sets)
    is_mail = own.text(_CLASS).lower().startswith(_MAILS) or not own.text(_CLASS)
    people = tuple(dict.fromkeys(_people(own, message)))
    texts, written = _body(message, own)
    part = blob.part(
        written, name=f"{file_name(own.text(_SUBJECT).replace('/', '_')) or 'mail'}.eml", member=member,
        kind=kind or ("mail" if is_mail else "note"), parent=parent,
    )  # fmt: skip

    def whole(part: Blob) -> Iterator[Document]:
        fields = header(own.text(_HEADERS).encode("utf-8", "replace"))[0]
        for name, number in (("message-id", _MESSAGE_ID), ("references", _REFERENCES), ("in-reply-to", _IN_REPLY_TO)):
            if value := own.text(number):
                fields[name] = [value]
        subject = own.text(_SUBJECT)
        sections = body_sections(texts, forwarded=is_forward(subject))
        first = next((item.text for item in sections if item.style != "quote"), "")
        identifiers = ids_of("".join(fields.get("message-id", ())[:1]))
        dates = [*map(filetime, map(own.number, _DATES)), *map(date_of, fields.get("date", ()))]
        yield part.document(
            sections,
            title=subject or " ".join(first.split())[:80].strip(),
            people=people,
            date=next((date for date in dates if date), None),
            tags=path,
            thread=thread_of(fields, subject, people) or conversation(own.binary(_INDEX)),
            content_key=f"mid:{identifiers[0]}" if identifiers else "",
        )

    yield from read_part(part, known="msg", extract=whole)
    if part.depth > blob.limits.max_depth:
        return
    for number in range(min(_or_none(lambda: message.number_of_attachments) or 0, blob.limits.max_parts)):
        yield from _attached(part, _or_none(partial(message.get_attachment, number)), number + 1)


def _body(message: Any, own: _Properties) -> tuple[list[Text], bytes]:
    """What it says, plain, else as HTML, else as the text of its RTF; and the same as a mail that a person can open."""
    plain = (_or_none(lambda: message.plain_text_body) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    texts: list[Text] = [("plain", plain)] if plain.strip() else []
    if not texts and (page := _or_none(lambda: message.html_body)):
        from lfmsearch.extract.html import page_text

        texts = [("html", page_text(page, declared=own.charset))]
    if not texts and (rtf := _or_none(lambda: message.rtf_body)):
        from lfmsearch.extract.rtf import ascii_source, rtf_text

        try:
            texts = [("plain", rtf_text(ascii_source(rtf)).replace("\n", "\n\n"))]
        except ExtractError:
            texts = []
    people = [f"{person.role.title()}: {_written(person)}" for person in _people(own, message)]
    form = texts[0][0] if texts else "plain"
    lines = [f"Subject: {' '.join(own.text(_SUBJECT).split())}", *people, "MIME-Version: 1.0"]
    lines += [f"Content-Type: text/{form}; charset=utf-8", "Content-Transfer-Encoding: 8bit", ""]
    return texts, "\n".join([*lines, *(text for _, text in texts)]).encode("utf-8", "replace")


def _written(person: Person) -> str:
    try:
        return str(Address(person.name, addr_spec=person.address)) if person.address else person.name
    except (ValueError, IndexError):  # some addresses are none
        return " ".join(str(person).split())


def _people(own: _Properties, message: Any) -> Iterator[Person]:
    name = own.text(*_SENDER_NAMES)
    address = next((found for number in _SENDER_ADDRESSES if "@" in (found := own.text(number))), "")
    if not address:
        raw = header(own.text(_HEADERS).encode("utf-8", "replace"))[0].get("from", [""])[0]
        written = next(iter(addresses(raw)), ("", ""))
        name, address = name or written[0], written[1]
    if name or address:
        yield _person(name, address, "from")
    recipients = _or_none(lambda: message.recipients)
    for properties in _or_none(lambda: list(recipients.record_sets)) or () if recipients else ():
        one = _Properties((properties,), own.charset)
        address = next((found for number in _RECIPIENT_ADDRESSES if "@" in (found := one.text(number))), "")
        if (name := one.text(_NAME)) or address:
            yield _person(name, address, _ROLES.get(one.number(_RECIPIENT_KIND), "to"))


def _person(name: str, address: str, role: Role) -> Person:
    name = name.strip("'\" ")
    return Person("" if name == address else name[:200], address.strip()[:320], role)


def _attached(mail: Blob, attachment: Any, number: int) -> Iterator[Document]:
    own = _Properties(attachment.record_sets if attachment else ())
    # A picture that the HTML shows.
    if own.number(_HIDDEN) & 1 and own.text(_MIME).startswith("image/"):
        return
    name = file_name(own.text(_LONG_NAME, _SHORT_NAME, _NAME)).replace("/", "_") or f"part {number}"
    member = f"{mail.member}/{number}:{name}"
    if own.number(_METHOD) == _IS_MESSAGE:
        inner = _or_none(lambda: attachment.get_sub_item(0))
        yield from _mail(mail, inner, member, (), kind="attachment", parent=mail.member)
        return
    size = (_or_none(attachment.get_size) or 0) if attachment else 0
    data = _or_none(lambda: attachment.read_buffer(size)) if attachment and 0 < size <= WHOLE else b""
    part = mail.part(data or b"", name=name, member=member, kind="attachment", parent=mail.member)
    if attachment is None or data is None:
        yield from read_part(part, extract=_damaged)
    else:
        yield from read_part(part, extract=_too_large if size > WHOLE else None)


def _damaged(_: Blob) -> Iterator[Document]:
    raise ExtractError(_DAMAGED)


def _too_large(_: Blob) -> Iterator[Document]:
    raise ExtractError(f"It is larger than {WHOLE >> 20} MB.")


def _or_none(get: Callable[[], Any]) -> Any:
    """What libpff gives, or None where the file is damaged there."""
    try:
        return get()
    except (OSError, UnicodeError, ValueError):
        return None


EXTRACTOR = documents
