from __future__ import annotations

import base64
from datetime import datetime
from email.header import Header
from io import BytesIO

import pytest
from extract.build import docx, mail, paragraph
from extract.reading import document, documents

from lfmsearch.extract.headers import addresses, date_of, text_of
from lfmsearch.extract.mbox import messages
from lfmsearch.extract.quotes import split
from lfmsearch.types import Person

HEADERS = """From: Anna Rossi <anna@example.org>
To: "Bo, the plumber" <bo@example.org>, Friends: carl@example.org, Dora <dora@example.org>;
Cc: =?utf-8?q?J=C3=BCrgen?= <j@example.org>
Subject: =?iso-2022-jp?B?GyRCMkhEQhsoQg==?= and the =?utf-8?b?QsO2?=
 =?utf-8?b?aWxlcg==?=
Date: Fri, 1 Mar 2024 09:12:00 +0100
Message-ID: <m2@example.org>
References: <m0@example.org> <m1@example.org>
"""


def attachment(name: str, body: bytes, *, kind: str = "application/octet-stream", line: str = "") -> bytes:
    line = line or f'Content-Disposition: attachment; filename="{name}"'
    return f"--x\nContent-Type: {kind}\n{line}\nContent-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(
        body
    )


def test_a_mail_has_people_subject_date_thread_and_key():
    """Groups are flattened, encoded words read, the conversation known by its first message."""
    found = document(mail(HEADERS, "Pressure is low."), "m.eml")

    assert (found.kind, found.type) == ("mail", "eml")
    assert found.title == "家賃 and the Böiler"
    assert found.people == (
        Person("Anna Rossi", "anna@example.org", "from"),
        Person("Bo, the plumber", "bo@example.org", "to"),
        Person("", "carl@example.org", "to"),
        Person("Dora", "dora@example.org", "to"),
        Person("Jürgen", "j@example.org", "cc"),
    )
    assert found.date == datetime.fromisoformat("2024-03-01T09:12:00+01:00")
    assert (found.thread, found.content_key) == ("m0@example.org", "mid:m2@example.org")
    assert [item.text for item in found.sections] == ["Pressure is low."]


def test_a_mail_without_message_id_is_known_by_its_bytes():
    """Flags that programs rewrite do not make it another mail."""
    one = document(mail("From: a@b.example\nStatus: R\nX-Mozilla-Status: 0001\nSubject: s", "words"), "m.eml")
    two = document(mail("From: a@b.example\nStatus: RO\nX-Mozilla-Status: 0003\nSubject: s", "words"), "m.eml")
    three = document(mail("From: a@b.example\nSubject: s", "other words"), "m.eml")

    assert one.content_key == two.content_key
    assert one.content_key.startswith("b2:")
    assert one.content_key != three.content_key
    assert one.thread == ""


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("家賃を払ってください", "iso-2022-jp"),
        ("집세를 내세요", "euc-kr"),
        ("ادفع الإيجار", "windows-1256"),
        ("Оплатите аренду", "koi8-r"),
    ],
)
def test_subjects_and_bodies_in_old_charsets_are_read(text, charset):
    """What mail programs of Japan, Korea, the Arab world and Russia wrote for decades."""
    subject = Header(text, charset).encode()
    headers = f'From: a@b.example\nSubject: {subject}\nContent-Type: text/plain; charset="{charset}"\nContent-Transfer-Encoding: 8bit'

    found = document(mail(headers, text.encode(charset)), "m.eml")

    assert found.title == text
    assert found.sections[0].text == text


def test_raw_bytes_in_headers_are_read_in_the_charset_of_the_mail():
    """Headers should be ASCII; where they are not, the body says what they are."""
    headers = b"From: a@b.example\nSubject: \xf0\xd2\xc9\xd7\xc5\xd4\nContent-Type: text/plain; charset=koi8-r\n\nwords"

    assert document(headers, "m.eml").title == "Привет"
    assert document(b"From: a@b.example\nSubject: Gr\xfc\xdfe\n\nwords", "m.eml").title == "Grüße"


def test_attachments_are_documents_of_their_own():
    """Read by what they are, named as they were sent, and hung to their mail."""
    body = (
        b"--x\nContent-Type: text/plain\n\nSee the lease.\n"
        + attachment("lease.docx", docx(paragraph("Two rooms")))
        + attachment(
            "",
            b"prices",
            kind="text/plain",
            line="Content-Disposition: attachment; filename*=utf-8''K%C3%B6ln%20rent.txt",
        )
        + attachment(
            "", b"tea", kind="text/plain", line='Content-Disposition: attachment; filename="=?utf-8?b?8J+NtS50eHQ=?="'
        )
        + attachment("photo.jpg", b"\xff\xd8\xff" + bytes(20), kind="image/jpeg")
        + b"--x--\n"
    )

    found = documents(mail(HEADERS + 'Content-Type: multipart/mixed; boundary="x"', body), "m.eml")

    assert [(item.kind, item.type, item.member, item.title, item.parent, item.problem) for item in found[1:]] == [
        ("attachment", "docx", "3:lease.docx", "lease.docx", "", ""),
        ("attachment", "txt", "4:Köln rent.txt", "Köln rent.txt", "", ""),
        ("attachment", "txt", "5:🍵.txt", "🍵.txt", "", ""),
        ("attachment", "jpg", "6:photo.jpg", "photo.jpg", "", "It is a picture."),
    ]
    assert [item.text for item in found[1].sections] == ["Two rooms"]


def test_an_attached_mail_brings_its_own_attachments():
    """Its parts hang to it, and it hangs to the mail."""
    inner = mail(
        HEADERS + 'Content-Type: multipart/mixed; boundary="x"', attachment("a.txt", b"deep words") + b"--x--\n"
    )
    body = b"--y\n\nforwarded\n--y\nContent-Type: message/rfc822\n\n" + inner + b"\n--y--\n"

    found = documents(
        mail('From: b@c.example\nSubject: fwd\nContent-Type: multipart/mixed; boundary="y"', body), "m.eml"
    )

    assert [(item.member, item.parent, item.kind) for item in found] == [
        ("", None, "mail"),
        (found[1].member, "", "attachment"),
        (f"{found[1].member}/2:a.txt", found[1].member, "attachment"),
    ]
    assert found[1].title == "家賃 and the Böiler"


def test_of_two_forms_of_a_text_the_plain_one_is_read():
    """HTML only where there is no plain text; there block quotes are what is answered."""
    html = b"--x\nContent-Type: text/html\n\n<p>Yes, come.</p><blockquote><p>May I come?</p></blockquote>\n--x--\n"
    headers = 'From: a@b.example\nSubject: s\nContent-Type: multipart/alternative; boundary="x"'

    both = document(mail(headers, b"--x\nContent-Type: text/plain\n\nplain words\n" + html), "m.eml")
    only = document(mail(headers, html), "m.eml")

    assert [item.text for item in both.sections] == ["plain words"]
    assert [(item.text, item.style) for item in only.sections] == [("Yes, come.", "prose"), ("May I come?", "quote")]


def test_endless_parts_and_nesting_are_cut():
    """Two thousand parts, fifty mails deep: the mail itself is read and says so."""
    many = b"--x\nContent-Disposition: attachment; filename=a.txt\n\nwords\n" * 50 + b"--x--\n"
    headers = 'From: a@b.example\nSubject: s\nContent-Type: multipart/mixed; boundary="x"'

    found = documents(mail(headers, many), "m.eml", max_parts=10)

    assert len(found) <= 11
    assert found[0].problem == "It has too many parts; the first were read."
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3000))
    assert documents(b"From: a@b.example\nSubject: deep\n" + deep, "m.eml")[0].title == "deep"


def test_mails_are_known_without_a_suffix():
    """Maildir names have none."""
    assert document(mail(HEADERS, "words"), "1382298770.002930:2,S").kind == "mail"
    assert document("To: do\nFrom: here\n\nwords", "list.txt").kind == "file"


def test_an_emlx_of_apple_mail_is_a_mail():
    """The count before it and the list behind it are left out."""
    raw = mail(HEADERS, "words\n")

    found = document(str(len(raw)).encode() + b"\n" + raw + b"<?xml version='1.0'?><plist>flags</plist>", "12.emlx")

    assert found.title == "家賃 and the Böiler"
    assert [item.text for item in found.sections] == ["words"]


def test_addresses_dates_and_words_of_any_make_are_read():
    """One odd character does not cost the field."""
    assert addresses(
        '"O\'Neil, \\"Pat\\"" <pat@x.example>, (the boss) boss@x.example, =?utf-8?q?A=2C_B?= <ab@x.example>'
    ) == [
        ("O'Neil, \"Pat", "pat@x.example"),
        ("the boss", "boss@x.example"),
        ("A, B", "ab@x.example"),
    ]
    assert addresses("<@route.example:a@x.example>, broken <b@x.example") == [
        ("", "a@x.example"),
        ("broken", "b@x.example"),
    ]
    assert date_of("Tue, 1 Jul 2003 10:52:37 -0700 (PDT)") == datetime.fromisoformat("2003-07-01T10:52:37-07:00")
    assert date_of("yesterday") is None
    assert date_of("Tue, 99 Jul 2003 10:52:37 +9999") is None
    assert text_of("=?utf-8?q?a_b?= =?utf-8?q?_c?= d =?x-none?b?YQ==?= =?utf-8?b?!!?=").startswith("a b c d a")


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, 1 Jan 2024 at 10:00, Anna Rossi <anna@example.org> wrote:",
        "On Mon, 1 Jan 2024 at 10:00, Anna Rossi\n<anna@example.org> wrote:",
        "Am 01.01.2024 um 10:00 schrieb Anna Rossi:",
        "Le lun. 1 janv. 2024 à 10:00, Anna Rossi a écrit :",
        "El lun, 1 ene 2024 a las 10:00, Anna Rossi escribió:",
        "Il giorno lun 1 gen 2024 alle ore 10:00 Anna Rossi ha scritto:",
        "Em seg., 1 de jan. de 2024 às 10:00, Anna Rossi escreveu:",
        "2024年1月1日(月) 10:00 Anna Rossi <anna@example.org>のメッセージ:",
        "Anna Rossi <anna@example.org> 于2024年1月1日周一 10:00写道：",
        "2024년 1월 1일 (월) 오전 10:00, Anna Rossi <anna@example.org>님이 작성:",
        "في الاثنين، 1 يناير 2024 كتب Anna Rossi:",
    ],
)
def test_quotes_are_told_from_answers_in_many_languages(line):
    """The line that announces a quote belongs to it."""
    assert split(f"Yes, come.\n\n{line}\n> May I come?\n> Bo\n") == [
        ("prose", "Yes, come."),
        ("quote", f"{line}\n> May I come?\n> Bo"),
    ]


def test_answers_between_quotes_are_kept_in_order():
    """Text below and between quoted lines is its writer's; a signature is not embedded."""
    assert split("> one?\nyes\n> two?\nno\n\n-- \nAnna\nRome") == [
        ("quote", "> one?"),
        ("prose", "yes"),
        ("quote", "> two?"),
        ("prose", "no"),
        ("quote", "-- \nAnna\nRome"),
    ]


def test_outlook_quotes_reach_to_the_end():
    """A block of From, Sent, To and Subject, in any language, opens what is answered."""
    for block in ("From: Bo\nSent: Monday\nTo: Anna\nSubject: s", "Von: Bo\nGesendet: Montag\nAn: Anna\nBetreff: s"):
        assert split(f"Yes.\n\n{block}\n\nMay I come?") == [("prose", "Yes."), ("quote", f"{block}\n\nMay I come?")]


def test_what_is_all_quote_or_forwarded_is_text():
    """Nothing left of its own means that it is what the mail says."""
    assert split("> only this") == [("prose", "> only this")]
    forwarded = (
        "Look:\n\n---------- Forwarded message ---------\nFrom: Bo\nDate: today\nTo: Anna\nSubject: s\n\nthe news"
    )
    assert split(forwarded) == [("prose", forwarded)]
    assert split("") == []


BOX = b"".join(
    b"From - Mon Jan 01 10:00:0%d 2024\r\nX-Mozilla-Status: %s\r\nSubject: m%d\r\nMessage-ID: <m%d@x.example>\r\n\r\n"
    b"From here it goes\r\n>From there it comes\r\nFrom: a field is no message\r\n\r\n" % (at, status, at, at)
    for at, status in enumerate((b"0001", b"0009", b"0001"))
)


def test_a_mailbox_gives_its_messages_by_their_offsets():
    """Deleted ones are left out, lines of text that begin with From are not separators, and escaped ones are mended."""
    found = documents(BOX, "Inbox")

    third = BOX.index(b"From - Mon Jan 01 10:00:02")
    assert [(item.member, item.title, item.kind, item.parent) for item in found] == [
        ("@0", "m0", "mail", None),
        (f"@{third}", "m2", "mail", None),
    ]
    assert found[0].sections[0].text == "From here it goes\nFrom there it comes\nFrom: a field is no message"


def test_messages_are_whole_wherever_the_pieces_end(monkeypatch):
    """A separator cut by the end of a piece is found all the same."""
    whole = list(messages(BytesIO(BOX * 20)))

    for piece in (4097, 5000, 7919):
        monkeypatch.setattr("lfmsearch.extract.mbox._PIECE", piece)
        assert list(messages(BytesIO(BOX * 20))) == whole
    assert b"".join(raw for _, raw in whole) == BOX * 20
    assert len(whole) == 60


def test_a_file_above_the_head_is_read_from_its_beginning(tmp_path):
    """Each reader of an open file has a position of its own: what looked at the head does not move the others."""
    from lfmsearch.extract import read
    from lfmsearch.extract.blob import Blob, Limits

    path = tmp_path / "in.mbox"
    path.write_bytes(BOX * 400)
    with Blob.opened(str(path), Limits()) as blob:
        assert next(read.read(blob)).member == "@0"


def test_a_web_page_under_the_name_of_a_word_file_is_a_page():
    """As wikis export their pages: a mail by its form, which nobody sent."""
    data = mail(
        "Date: Fri, 1 Mar 2024 09:12:00 +0000 (UTC)\nMessage-ID: <1.2.3@example.org>\nSubject: Exported From Confluence\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n',
        "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<html><head><title>House rules</title></head><body><p>No noise after ten.</p></body></html>\n--x--\n",
    )

    found = document(data, "House rules.doc")

    assert (found.kind, found.type, found.title) == ("file", "mhtml", "House rules")
    assert found.sections[0].text == "No noise after ten."
