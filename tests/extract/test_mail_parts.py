"""The parts of mails: labels, conversations, attachments of every kind, and mails that were made to be slow."""

from __future__ import annotations

import base64
import struct
import time

import pytest
from extract.build import mail
from extract.reading import document, documents, documents_at

from lfmsearch.extract.blob import Skipped
from lfmsearch.extract.cms import signed_content
from lfmsearch.extract.mime import parameters, unbase64
from lfmsearch.types import Person

HEAD = "From: Anna <a@b.example>\nTo: Bo <bo@b.example>\n"


@pytest.mark.parametrize(
    ("field", "tags"),
    [
        ("List-Id: Notmuch list <notmuch.notmuchmail.org>", ("notmuch", "notmuch.notmuchmail.org")),
        ("List-Id: <9d1c8c5b3b48d0b1f.42.list-id.mcsv.net>", ()),
        ("List-Post: <mailto:notmuch@notmuchmail.org>", ("notmuch",)),
        ('X-Gmail-Labels: =?UTF-8?Q?"Haus,_Garten",Ger=C3=BCste?=,Inbox', ("Haus, Garten", "Gerüste", "Inbox")),
        ("X-Mozilla-Keys: $label1 $label4 garden nonjunk $forwarded", ("Important", "To Do", "garden")),
        ("X-Keywords: tax $label2 NonJunk   ", ("tax", "Work")),
        ("Keywords: tax, house", ("tax", "house")),
    ],
)
def test_labels_tags_and_lists_are_tags(field, tags):
    """As a person gave them; states that programs keep are none."""
    assert document(mail(f"{HEAD}Subject: s\n{field}", "words"), "m.eml").tags == tags


def thread(fields: str) -> str:
    return document(mail(HEAD + fields, "words"), "m.eml").thread


def test_a_conversation_has_one_key():
    """References, In-Reply-To, Gmail's number for all of its mails, Outlook's index, subject and people of an answer."""
    assert thread("Message-ID: <0@x>") == thread("References: <0@x> <1@x>") == thread("In-Reply-To: <0@x>") == "0@x"
    assert thread("X-GM-THRID: 7\nMessage-ID: <0@x>") == thread("X-GM-THRID: 7\nReferences: <0@x>") == "gm:7"
    first = base64.b64encode(bytes(range(22))).decode()
    later = base64.b64encode(bytes(range(32))).decode()
    assert thread(f"Subject: AW: a\nThread-Index: {first}") == thread(f"Subject: AW: b\nThread-Index: {later}") != ""
    for mark in ("RE", "Re[2]", "AW", "SV", "VS", "Antw", "RIF", "RES", "回复", "답장", "返信"):
        assert thread(f"Subject: =?utf-8?b?{base64.b64encode(f'{mark}: Rent'.encode()).decode()}?=") == thread(
            "Subject: Re: rent"
        )
    assert thread("Subject: rent") == ""


def test_a_chat_has_a_title():
    """Gmail's export has chats among the mails, without a subject."""
    assert document(mail(HEAD + "X-Gmail-Labels: Chat", "hello"), "m.eml").title == "Chat with Anna and Bo"


def emlx(raw: bytes, flags: int = 0) -> bytes:
    plist = f'<?xml version="1.0"?><plist version="1.0"><dict><key>flags</key><integer>{flags}</integer></dict></plist>'
    return f"{len(raw)}\n".encode() + raw + plist.encode()


PARTIAL = mail(
    HEAD + 'Subject: lease\nContent-Type: multipart/mixed; boundary="x"',
    b"--x\nContent-Type: text/plain\n\nSee it.\n--x\nContent-Type: text/plain\nX-Apple-Content-Length: 20\n"
    b'Content-Disposition: attachment; filename="lease: 2024.txt"\n\n\n--x\nContent-Type: application/pdf; name=b.pdf\n'
    b"Content-Disposition: attachment; filename=b.pdf\nX-Apple-Content-Length: 9\n\n\n--x--\n",
)


def test_attachments_beside_a_mail_of_apple_are_its_own(tmp_path):
    """Found in the folder of their part, named as they were sent; one that is not there says so."""
    (tmp_path / "Messages").mkdir()
    folder = tmp_path / "Attachments" / "12" / "2"
    folder.mkdir(parents=True)
    (folder / "lease_ 2024.txt").write_bytes(b"two rooms")
    path = tmp_path / "Messages" / "12.partial.emlx"
    path.write_bytes(emlx(PARTIAL))

    letter, lease, missing = documents_at(path)

    assert (letter.kind, letter.sections[0].text) == ("mail", "See it.")
    assert (lease.title, lease.sections[0].text, lease.parent) == ("lease: 2024.txt", "two rooms", "")
    assert (missing.title, missing.problem) == ("b.pdf", "The mail program has not downloaded it.")


def test_a_mail_that_apple_has_marked_as_deleted_is_left_out():
    """Its second flag; others mean nothing to us."""
    assert documents(emlx(mail(HEAD + "Subject: s", "words"), flags=1 | 4), "1.emlx")[0].title == "s"
    with pytest.raises(Skipped, match="deleted"):
        documents(emlx(mail(HEAD + "Subject: s", "words"), flags=3), "1.emlx")


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(
        struct.pack("<BHHI", 1, number, 1, len(value)) + value + b"\0\0" for number, value in attributes
    )


def long_name(name: str) -> bytes:
    value = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len(value)) + value + bytes(-len(value) % 4)


WINMAIL = tnef(
    (0x8004, b"Lease\0"), (0x800C, b"Two rooms.\0"), (0x9002, b""), (0x8010, b"LE~1.TXT\0"), (0x800F, b"the lease"),
    (0x9005, long_name("Köln lease.txt")),
)  # fmt: skip


def test_what_outlook_packs_into_winmail_dat_is_text_and_attachments():
    """In a mail they are the mail's; the file alone is read as well."""
    headers = (
        HEAD + "Subject: s\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64"
    )

    letter, lease = documents(mail(headers, base64.encodebytes(WINMAIL)), "m.eml")
    alone, same = documents(WINMAIL, "winmail.dat")

    assert letter.sections[0].text == "Two rooms."
    assert (lease.title, lease.sections[0].text) == ("Köln lease.txt", "the lease")
    assert (alone.title, alone.type, same.sections[0].text) == ("Lease", "tnef", "the lease")
    assert documents(mail(headers, base64.encodebytes(WINMAIL[:70])), "m.eml")[0].title == "s"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = bytes((len(body),)) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes((tag,)) + size + body


CUT = "It has too many parts; the first were read."
INNER = b"Content-Type: text/plain\n\nSigned words.\n"


@pytest.mark.parametrize("pieces", [der(4, INNER), b"\x24\x80" + der(4, INNER[:9]) + der(4, INNER[9:]) + b"\0\0"])
def test_a_signed_envelope_is_opened_and_an_encrypted_one_named(pieces):
    """The content may be whole or in pieces of indefinite length."""
    signed, data = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d010701")
    inner = der(0x30, der(6, data), der(0xA0, pieces))
    envelope = der(0x30, der(6, signed), der(0xA0, der(0x30, der(2, b"\1"), der(0x31), inner)))
    headers = (
        HEAD + "Subject: s\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64"
    )

    assert document(mail(headers, base64.encodebytes(envelope)), "m.eml").sections[0].text == "Signed words."
    sealed = envelope.replace(signed, signed[:-1] + b"\3")
    assert document(mail(headers, base64.encodebytes(sealed)), "m.eml").problem == "It is encrypted."
    assert all(signed_content(envelope[:cut]) in (None, INNER) or cut for cut in range(len(envelope)))


def test_an_invitation_says_what_when_where_and_with_whom():
    """The event's summary is the title, its beginning the date."""
    event = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Tea\\, at four\nDTSTART:20240301T160000Z\nDTEND:20240301T170000Z\n"
        "LOCATION:Kitchen\nORGANIZER;CN=Anna:mailto:a@b.example\nDESCRIPTION:Bring\\nca\n ke\nBEGIN:VALARM\nDESCRIPTION:no\n"
        "END:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
    )

    found = document(event, "invite.ics")

    assert (found.title, found.people) == ("Tea, at four", (Person("Anna", "a@b.example", "author"),))
    assert found.sections[0].text == "Tea, at four\n2024-03-01 16:00 – 2024-03-01 17:00\nKitchen\nAnna\n\nBring\ncake"
    assert found.date is not None
    assert found.date.isoformat() == "2024-03-01T16:00:00+00:00"


def test_a_page_and_a_footer_below_it_are_both_read():
    """A mailing list adds its plain footer to a mail of HTML."""
    body = "--x\nContent-Type: text/html\n\n<p>The rent is due.</p>\n--x\nContent-Type: text/plain\n\nfooter\n--x--\n"

    found = document(mail(HEAD + "Subject: s\nContent-Type: multipart/mixed; boundary=x", body), "m.eml")

    assert [item.text for item in found.sections] == ["The rent is due.", "footer"]


def test_parameters_and_base64_are_read_as_programs_write_them():
    """Folded, continued, encoded, without a semicolon; padding inside, words below, no base64 at all."""
    assert parameters("a/b; name*0*=utf-8''K%C3%B6; name*1=ln.txt; x=1 (y)") == {"name": "Köln.txt", "x": "1"}
    assert parameters('multipart/mixed\n\tboundary="a;b"') == {"boundary": "a;b"}
    assert parameters('a/b; filename="C:\\temp\\a.txt"')["filename"].endswith("a.txt")
    assert unbase64(b"YQ==\nYg==\n") == b"ab"
    assert unbase64(b"aGVsbG8=\n____\nlist of words\n") == b"hello\n____\nlist of words\n"
    assert unbase64(b"?? no") == b"?? no"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nwords\n" * 200_000, CUT),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3000)), CUT),
        (b"X-A: " + b"a" * 10_000_000 + b"\n\nwords", ""),
        (b"X-A: a\n" * 1_400_000 + b"\nwords", ""),
        (b"To: " + b", ".join(b"N <a%d@b.example>" % at for at in range(100_000)) + b"\n\nwords", ""),
        (b"Content-Transfer-Encoding: base64\n\n" + bytes(range(256)) * 4_000, ""),
        (b"\n" + b" " * 2_000_000 + b"x\n" + b"-" * 1_000_000, ""),
        (b"\n" + b"From: x\n" * 300_000, ""),
    ],
)  # fmt: skip
def test_mails_made_to_be_slow_are_read_in_a_moment(data, problem):
    """Two hundred thousand parts, three thousand nested ones, a header of 10 MB: read, and said where something was left out."""
    began = time.process_time()

    found = documents(b"From: a@b.example\nSubject: s\n" + data, "m.eml")[0]

    assert (found.title, found.problem) == ("s", problem)
    # Less than the time a File has; without the bounds these take minutes, or end in a RecursionError.
    assert time.process_time() - began < 18


def test_line_ends_of_old_macs_and_nul_bytes_cost_nothing():
    """Header and text are told apart; NUL is no letter."""
    found = document(b"From: a@b.example\rSubject: s\r\rone\rtwo", "m.eml")

    assert (found.title, found.sections[0].text) == ("s", "one\ntwo")
    assert document(b"From: a@b.example\nSubject: s\0t\n\nwo\0rds", "m.eml").sections[0].text == "words"


CHARSETS = [
    (
        "Die Größe der Wohnung ändert sich",
        ("iso-8859-1", "windows-1252", "iso-8859-15", "mac-roman", "utf-7", "utf-16"),
    ),
    ("Señor, mañana será otro día", ("iso-8859-1", "windows-1252", "iso-8859-15", "mac-roman")),
    ("Ça a été très agréable, cœur", ("windows-1252", "iso-8859-15", "mac-roman")),
    ("Perché non è così, città", ("iso-8859-1", "windows-1252", "iso-8859-15")),
    ("A reunião será amanhã, não", ("iso-8859-1", "windows-1252", "mac-roman")),
    ("Får jag hämta nyckeln på måndag", ("iso-8859-1", "windows-1252", "iso-8859-10")),
    ("Kan jeg få nøkkelen på lørdag", ("iso-8859-1", "windows-1252", "iso-8859-15")),
    ("家賃を払ってください", ("iso-2022-jp", "shift_jis", "euc-jp", "utf-8")),
    ("집세를 내세요", ("euc-kr", "ks_c_5601-1987", "iso-2022-kr")),
    ("ادفع الإيجار غدا", ("windows-1256", "iso-8859-6")),
    ("请交房租", ("gb2312", "gbk", "gb18030")),
]


@pytest.mark.parametrize(("text", "charset"), [(text, name) for text, names in CHARSETS for name in names])
def test_every_charset_of_every_language_is_read(text, charset):
    """In the text and in the name of an attachment."""
    codec = {"ks_c_5601-1987": "cp949"}.get(charset, charset)
    headers = f"{HEAD}Subject: s\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64"

    assert document(mail(headers, base64.encodebytes(text.encode(codec))), "m.eml").sections[0].text == text


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Die Größe der Wohnung", "utf-8", "iso-8859-1"),
        ("Die Größe der Wohnung", "utf-8", "us-ascii"),
        ("Die Größe der Wohnung", "cp1252", "utf-8"),
        ("Die Größe der Wohnung", "cp1252", "x-unknown"),
        ("家賃を払ってください", "iso-2022-jp", ""),
        ("家賃を払ってください", "utf-8", "iso-2022-jp"),
        ("집세를 내세요", "utf-8", "ks_c_5601-1987"),
        ("ادفع الإيجار", "utf-8", ""),
    ],
)
def test_wrong_and_missing_charsets_are_seen_through(text, codec, declared):
    """What the bytes are goes before what the mail says."""
    headers = f"{HEAD}Subject: s\nContent-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit"

    assert document(mail(headers, text.encode(codec)), "m.eml").sections[0].text == text
