"""What a mail's writer wrote and what is quoted, in the languages of mail programs."""

from __future__ import annotations

import pytest
from extract.build import mail
from extract.reading import document, documents
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.extract.flowed import unflowed
from lfmsearch.extract.headers import addresses, date_of, ids_of, text_of
from lfmsearch.extract.quotes import split

ATTRIBUTIONS = [
    "On Mon, 1 Jan 2024 at 10:00, Anna Rossi <anna@example.org> wrote:",
    "Am 01.01.2024 um 10:00 schrieb Anna Rossi:",
    "El lun, 1 ene 2024 a las 10:00, Anna Rossi (<anna@example.org>) escribió:",
    "Le lun. 1 janv. 2024 à 10:00, Anna Rossi a écrit\u00a0:",
    "Il giorno lun 1 gen 2024 alle ore 10:00 Anna Rossi ha scritto:",
    "Em seg., 1 de jan. de 2024 às 10:00, Anna Rossi escreveu:",
    "Anna Rossi <anna@example.org> escreveu no dia segunda, 1/01/2024 à(s) 10:00:",
    "Den mån 1 jan. 2024 kl 10:00 skrev Anna Rossi <anna@example.org>:",
    "man. 1. jan. 2024 kl. 10:00 skrev Anna Rossi <anna@example.org>:",
    "2024年1月1日(月) 10:00 Anna Rossi <anna@example.org>:",
    "2024/01/01 10:00、Anna Rossi <anna@example.org>のメール:",
    "2024년 1월 1일 (월) 오전 10:00, Anna Rossi <anna@example.org>님이 작성:",
    "在 2024年1月1日，10:00，Anna Rossi <anna@example.org> 写道：",
    "في الاثنين، 1 يناير 2024 كتب Anna Rossi:",
]
BLOCKS = [
    "From: Bo\nSent: Monday\nTo: Anna\nSubject: s",
    "Von: Bo\nGesendet: Montag\nAn: Anna\nBetreff: s",
    "De: Bo\nEnviado el: lunes\nPara: Anna\nAsunto: s",
    "De\u00a0: Bo\nEnvoyé\u00a0: lundi\nÀ\u00a0: Anna\nObjet\u00a0: s",
    "Da: Bo\nInviato: lunedì\nA: Anna\nOggetto: s",
    "De: Bo\nEnviada em: segunda\nPara: Anna\nAssunto: s",
    "Från: Bo\nSkickat: måndag\nTill: Anna\nÄmne: s",
    "Fra: Bo\nSendt: mandag\nTil: Anna\nEmne: s",
    "差出人: Bo\n送信日時: 月曜日\n宛先: Anna\n件名: s",
    "보낸 사람: Bo\n보낸 날짜: 월요일\n받는 사람: Anna\n제목: s",
    "من: Bo\nتاريخ الإرسال: الاثنين\nإلى: Anna\nالموضوع: s",
    "________________________________\nFrom: Bo\nSent: Monday\nTo: Anna\nSubject: s",
]
SENT_FROM = [
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Enviado desde mi iPhone",
    "Envoyé de mon iPhone",
    "Inviato da iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "أُرسلت من الـ iPhone",
    "Get Outlook for iOS",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("quote", ["> May I come?\n> Bo", "May I come?\nBo"])
def test_what_is_answered_is_a_quote_in_every_language(line, quote):
    """With and without marks before its lines; the line that announces it belongs to it."""
    assert split(f"Yes, come.\n\n{line}\n{quote}\n") == [("prose", "Yes, come."), ("quote", f"{line}\n{quote}")]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_fields_opens_a_quote_in_every_language(block):
    """As Outlook writes it, the line that it draws above included."""
    assert split(f"Yes.\n\n{block}\n\nMay I come?") == [("prose", "Yes."), ("quote", f"{block}\n\nMay I come?")]


@pytest.mark.parametrize("line", SENT_FROM)
def test_the_line_of_a_phone_is_no_text_of_its_writer(line):
    """At the end, and above what is quoted."""
    assert split(f"Yes.\n\n{line}") == [("prose", "Yes."), ("quote", line)]
    assert split(f"Yes.\n\n{line}\n\n> May I?")[0] == ("prose", "Yes.")
    assert split(line) == [("prose", line)]


def test_an_ordinary_colon_announces_nothing():
    """A list that is introduced stays text."""
    assert split("We need:\n- tea\n- bread") == [("prose", "We need:\n- tea\n- bread")]


@given(st.text(alphabet=st.sampled_from("> -_:\nOn wrote From Sent To Subject @<a.b>2024年写道\r\t"), max_size=300))
def test_no_line_is_lost_or_moved(text):
    """Whatever is quoted: all lines with letters are there, in order."""
    parts = "\n".join(part for _, part in split(text))

    assert [line.strip() for line in parts.split("\n") if line.strip()] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


@given(st.text(max_size=200))
def test_headers_of_any_make_are_read_without_an_error(raw):
    """Bad input is odd text, never an error; nothing is made up from nothing."""
    assert isinstance(text_of(raw), str)
    assert all(name or address for name, address in addresses(raw))
    date_of(raw)
    ids_of(raw)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_a_mail(data):
    """A mail of any bytes is one Document at least."""
    found, *_ = documents(b"From: a@b.example\nSubject: s\nX-A: " + b"a" * 1_100 + b"\n\n" + data, "m.eml")

    assert found.title == "s"


def test_flowed_text_has_its_paragraphs_on_one_line():
    """Joined where a line ends in a space, by depth of quote; the signature mark is no such line."""
    text = "A long \nparagraph.\n From here\n> quoted \n> words\n>> deeper\n-- \nAnna"

    assert unflowed(text) == "A long paragraph.\nFrom here\n> quoted words\n>> deeper\n-- \nAnna"
    assert unflowed("日本 \n語", delete_space=True) == "日本語"
    headers = "From: a@b.example\nContent-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\nSubject: s"
    assert document(mail(headers, "日本 \n語"), "m.eml").sections[0].text == "日本語"


HTML = "From: a@b.example\nContent-Type: text/html; charset=utf-8\nSubject: {}"


def test_html_mails_say_what_is_quoted_and_hide_what_nobody_sees():
    """Preheaders, tracking pixels and padding are no text; quotes and signatures of mail programs are known by their marks."""
    page = (
        '<div style="display:none;max-height:0">Preheader <b>text</b></div><p>Yes, come.</p><img src=x width=1 alt="pixel">'
        '<div class="gmail_signature">Anna</div><div class="gmail_quote"><div class="gmail_attr">On Monday Bo wrote:</div>'
        "<blockquote>May I come?</blockquote></div>"
    )

    found = document(mail(HTML.format("s"), page), "m.eml")

    assert [(item.style, item.text) for item in found.sections] == [
        ("prose", "Yes, come."),
        ("quote", "Anna"),
        ("quote", "On Monday Bo wrote:"),
        ("quote", "May I come?"),
    ]


def test_what_is_passed_on_is_text():
    """A forwarded mail is what the mail says, in HTML and below Outlook's fields."""
    page = '<p>See below.</p><div class="gmail_quote">---------- Forwarded message ---------<p>The news</p></div>'
    block = "See below.\n\nFrom: Bo\nSent: Monday\nTo: Anna\nSubject: s\n\nThe news"

    assert {item.style for item in document(mail(HTML.format("Fwd: s"), page), "m.eml").sections} == {"prose"}
    assert {item.style for item in document(mail("From: a@b.c\nSubject: WG: s", block), "m.eml").sections} == {"prose"}
    assert {item.style for item in document(mail("From: a@b.c\nSubject: AW: s", block), "m.eml").sections} == {
        "prose",
        "quote",
    }
