"""Outlook's data files, with libpff played by a few objects of its shape: nobody else can write such a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from extract.reading import documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract import formats, pst
from lfmsearch.extract.blob import Blob, Found, Limits
from lfmsearch.types import Document

DATA = b"!BDN" + bytes(600)
TREE, DELETED = 32802, 32866
# 1 March 2024, 09:12 UTC, in the ticks of Windows.
SENT = int((datetime(2024, 3, 1, 9, 12, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


@dataclass
class Entry:
    entry_type: int
    value_type: int
    data: bytes


@dataclass
class Properties:
    entries: list[Entry]


@dataclass
class Item:
    """Anything with properties: numbers, texts and bytes by their numbers."""

    values: dict[int, Any] = field(default_factory=dict)
    identifier: int = 0

    @property
    def record_sets(self) -> list[Properties]:
        return [Properties([self._entry(number, value) for number, value in self.values.items()])]

    @staticmethod
    def _entry(number: int, value: Any) -> Entry:
        if isinstance(value, str):
            return Entry(number, 0x1F, value.encode("utf-16-le"))
        if isinstance(value, int):
            return Entry(number, 0x14, value.to_bytes(8, "little"))
        return Entry(number, 0x1E if number == 0x0037 else 0x102, value)


@dataclass
class Recipients:
    record_sets: list[Properties]


@dataclass
class Attachment(Item):
    data: bytes = b""
    inner: Message | None = None
    damaged: bool = False

    def get_size(self) -> int:
        return len(self.data)

    def read_buffer(self, size: int) -> bytes:
        if self.damaged:
            raise OSError("pypff_attachment_read_buffer: unable to read data.")
        return self.data[:size]

    def get_sub_item(self, number: int) -> Message | None:
        return self.inner


@dataclass
class Message(Item):
    plain_text_body: bytes | None = None
    html_body: bytes | None = None
    rtf_body: bytes | None = None
    attachments: list[Attachment] = field(default_factory=list)
    people: list[Item] = field(default_factory=list)

    @property
    def recipients(self) -> Recipients | None:
        return Recipients([person.record_sets[0] for person in self.people]) if self.people else None

    @property
    def number_of_attachments(self) -> int:
        return len(self.attachments)

    def get_attachment(self, number: int) -> Attachment:
        return self.attachments[number]


@dataclass
class Folder:
    name: str | None
    identifier: int
    messages: list[Message | None] = field(default_factory=list)
    sub_folders: list[Folder] = field(default_factory=list)

    @property
    def number_of_sub_messages(self) -> int:
        return len(self.messages)

    @property
    def number_of_sub_folders(self) -> int:
        return len(self.sub_folders)

    def get_sub_message(self, number: int) -> Message:
        message = self.messages[number]
        if message is None:
            raise OSError("pypff_folder_get_sub_message: unable to retrieve sub message.")
        return message

    def get_sub_folder(self, number: int) -> Folder:
        return self.sub_folders[number]


class Outlook:
    """What libpff sees in the file; the folders of the user lie in one of several at the top."""

    def __init__(self) -> None:
        self.inbox = Folder("Inbox", 100)
        self.deleted = Folder("Gelöschte Elemente", DELETED)
        self.tree = Folder("Top", TREE, sub_folders=[self.deleted, self.inbox])
        self.search = Folder("Search Root", 3)
        self.damaged = False

    def file(self) -> Any:
        outlook = self

        class File:
            message_store = Item(
                {0x35E0: bytes(20) + TREE.to_bytes(4, "little"), 0x35E3: bytes(20) + DELETED.to_bytes(4, "little")}
            )

            def open_file_object(self, stream: Any) -> None:
                assert stream.read(4) == b"!BDN"
                if outlook.damaged:
                    raise OSError("pypff_file_open_file_object: unable to open file.")

            def get_root_folder(self) -> Folder:
                return Folder(None, 290, sub_folders=[outlook.search, outlook.tree])

            def close(self) -> None:
                if outlook.damaged:
                    raise OSError("pypff_file_close: unable to close file.")

        return File()


@pytest.fixture
def outlook(monkeypatch: pytest.MonkeyPatch) -> Outlook:
    made = Outlook()
    module = ModuleType("pypff")
    module.file = made.file
    monkeypatch.setitem(sys.modules, "pypff", module)
    return made


def mail(number: int, subject: str = "The lease", body: str = "Two rooms.", **values: Any) -> Message:
    return Message({0x1A: "IPM.Note", 0x37: subject, 0x39: SENT, 0x3008: SENT}, number, body.encode(), **values)


def found() -> list[Document]:
    return documents(DATA, "Outlook.pst")


def texts(document: Document) -> str:
    return "\n\n".join(section.text for section in document.sections)


def test_a_mail_is_a_document(outlook):
    """Subject without Outlook's marks, people, date, text, folders as tags, its id as key."""
    message = mail(2097188, "\x01\x05FW: The lease", "Two rooms.\r\n\r\nAnna")
    message.values |= {
        0x0C1A: "Anna Rossi",
        0x5D01: "anna@example.org",
        0x1035: "<m1@example.org>",
        0x1039: "<m0@example.org>",
    }
    message.people = [
        Item({0x3001: "Ben", 0x39FE: "ben@example.org", 0x0C15: 1}),
        Item({0x3001: "cleo@example.org", 0x3003: "cleo@example.org", 0x0C15: 2}),
    ]
    outlook.inbox.sub_folders = [Folder("Flat", 101, [message])]

    [document] = found()

    assert (document.member, document.kind, document.type) == ("@2097188", "mail", "msg")
    assert document.title == "FW: The lease"
    assert document.tags == ("Inbox", "Flat")
    assert [(str(person), person.role) for person in document.people] == [
        ("Anna Rossi <anna@example.org>", "from"),
        ("Ben <ben@example.org>", "to"),
        ("cleo@example.org", "cc"),
    ]
    assert document.date == datetime(2024, 3, 1, 9, 12, tzinfo=UTC)
    assert texts(document).startswith("Two rooms.")
    assert (document.content_key, document.thread) == ("mid:m1@example.org", "m0@example.org")


def test_what_the_internet_said_of_it_fills_the_gaps(outlook):
    """The header of a mail from outside has what no property has; so the same mail elsewhere is the same Document."""
    message = mail(1)
    del message.values[0x39]
    message.values[0x7D] = (
        "Received: from x\r\nMessage-ID: <m7@example.org>\r\nFrom: =?utf-8?q?Zo=C3=AB?= <zoe@example.org>\r\n"
        "Date: Fri, 1 Mar 2024 10:12:00 +0100\r\n\r\n"
    )
    outlook.inbox.messages = [message]

    [document] = found()

    assert document.content_key == "mid:m7@example.org"
    assert [str(person) for person in document.people] == ["Zoë <zoe@example.org>"]
    assert document.date == datetime(2024, 3, 1, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "page", "rtf", "text"),
    [
        (b"plain", b"<p>page</p>", rb"{\rtf1 rtf}", "plain"),
        (b" \r\n", b"<p>page</p>", rb"{\rtf1 rtf}", "page"),
        (None, None, rb"{\rtf1 rtf}", "rtf"),
        (None, None, None, ""),
    ],
)
def test_the_simplest_form_of_a_text_is_read(outlook, body, page, rtf, text):
    """Plain, else HTML, else RTF."""
    message = mail(1)
    message.plain_text_body, message.html_body, message.rtf_body = body, page, rtf
    outlook.inbox.messages = [message]

    assert texts(found()[0]).strip() == text


def test_older_files_keep_text_in_the_code_page_of_the_mail(outlook):
    """Eight-bit text is read as the mail says."""
    message = mail(1)
    message.values |= {0x3FFD: 1251, 0x37: "Договор".encode("cp1251")}
    outlook.inbox.messages = [message]

    assert found()[0].title == "Договор"


def test_deleted_mails_and_searches_are_left_out(outlook):
    """Whatever the folder for them is called: the file says which it is."""
    outlook.deleted.messages = [mail(1, "deleted")]
    outlook.deleted.sub_folders = [Folder("Old", 102, [mail(2, "deleted too")])]
    outlook.search.messages = [mail(3, "found by a search")]
    outlook.inbox.messages = [mail(4, "here")]

    assert [document.title for document in found()] == ["here"]


def test_what_is_no_mail_is_a_note(outlook):
    """Appointments, contacts and yellow notes are found too."""
    note = mail(1, "Viewing")
    note.values[0x1A] = "IPM.Appointment"
    outlook.inbox.messages = [note, mail(2)]

    assert [document.kind for document in found()] == ["note", "mail"]


def test_attachments_are_read_by_their_own_readers(outlook):
    """Files, and mails with files of their own; a picture that the page shows is none of them."""
    inner = mail(0, "Inside", "Inner words.", attachments=[Attachment({0x3707: "deep.txt"}, data=b"Deep words.")])
    outlook.inbox.messages = [
        mail(
            7,
            attachments=[
                Attachment({0x3707: "C:\\plan.txt"}, data=b"Two rooms."),
                Attachment({0x3707: "logo.png", 0x370E: "image/png", 0x7FFE: 1}, data=b"\x89PNG"),
                Attachment({0x3001: "Inside", 0x3705: 5}, inner=inner),
                Attachment({0x3707: "bad.txt"}, data=b"text", damaged=True),
            ],
        )
    ]

    whole, plan, message, deep, bad = found()

    assert (plan.member, plan.kind, plan.parent, texts(plan)) == ("@7/1:plan.txt", "attachment", "@7", "Two rooms.")
    assert (message.member, message.kind, message.parent, message.title) == (
        "@7/3:Inside",
        "attachment",
        "@7",
        "Inside",
    )
    assert (deep.member, deep.parent, texts(deep)) == ("@7/3:Inside/1:deep.txt", "@7/3:Inside", "Deep words.")
    assert bad.problem == "It is damaged: it cannot be read."
    assert whole.kind == "mail"


def test_a_damaged_mail_is_named_and_the_next_is_read(outlook):
    """The library gives up on one; it is there with the reason."""
    outlook.inbox.messages = [None, mail(2, "here")]

    bad, good = found()

    assert (bad.problem, bad.kind) == ("It is damaged: it cannot be read.", "mail")
    assert good.title == "here"


def test_a_damaged_file_says_so(outlook):
    """Nothing can be read of it."""
    outlook.damaged = True

    with pytest.raises(ExtractError, match="damaged: its folders cannot be read"):
        found()


def test_only_what_changed_is_read_again(outlook):
    """A mail that changed or moved, and new ones; the others stay."""

    def again(past: dict[str, Any]) -> tuple[list[str], list[str], dict[str, Any]]:
        kept: list[tuple[str, str]] = []
        blob = Blob(name="Outlook.pst", limits=Limits(), data=DATA)
        blob.past, blob.keep = past, kept.extend
        titles = [document.title for document in pst.documents(blob)]
        return titles, [before for before, now in kept if before == now], blob.future

    outlook.inbox.messages = [mail(1, "m1"), mail(2, "m2"), mail(3, "m3"), None]
    titles, kept, past = again({})
    assert (titles[:3], kept) == (["m1", "m2", "m3"], [])

    moved = outlook.inbox.messages.pop(1)
    outlook.inbox.messages[0].values[0x3008] = SENT + 1
    outlook.tree.sub_folders += [Folder("Flat", 101, [moved, mail(5, "m5")])]
    titles, kept, past = again(past)

    assert (titles, kept) == (["m1", "mail", "m2", "m5"], ["@3"])
    assert again(past)[1] == ["@1", "@3", "@2", "@5"]


def test_a_mail_is_opened_as_one_that_any_program_reads(outlook):
    """There are no bytes of it in the file that anything else could open: it is written anew, with its text."""
    message = mail(7, "The lease", "Zwölf Räume.")
    message.values |= {0x0C1A: "Zoë", 0x5D01: "zoe@example.org"}
    outlook.inbox.messages = [message]
    blob = Blob(name="Outlook.pst", limits=Limits(), data=DATA)
    blob.wanted = "@7"

    with pytest.raises(Found) as wanted:
        list(pst.documents(blob))

    [opened] = documents(wanted.value.data, "any.eml")
    assert (opened.title, texts(opened)) == ("The lease", "Zwölf Räume.")
    assert [str(person) for person in opened.people] == ["Zoë <zoe@example.org>"]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """And it is read as soon as that was done, not looked at in vain by every update before."""
    monkeypatch.setitem(sys.modules, "pypff", None)
    blob = Blob(name="Outlook.pst", limits=Limits(), data=DATA)

    with pytest.raises(ExtractError, match=r"need an extra: pip install 'lfmsearch\[pst\]'"):
        list(pst.documents(blob))
    part = "pst-without-its-extra"
    assert part in blob.used
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    assert part in formats.current(Limits())
    monkeypatch.setattr(formats, "find_spec", lambda name: name)
    assert part not in formats.current(Limits())


def test_a_file_larger_than_others_may_be_is_read(outlook):
    """Mailboxes have no largest size; it is the mails that are held in memory."""
    outlook.inbox.messages = [mail(1, "here")]

    assert [document.title for document in documents(DATA, "Outlook.pst", max_file_bytes=100)] == ["here"]
