from __future__ import annotations

import json

import pytest
from extract.build import pdf
from extract.reading import document

from lfmsearch.errors import ExtractError
from lfmsearch.extract import formats
from lfmsearch.extract.blob import Limits, Skipped
from lfmsearch.extract.charset import decoded
from lfmsearch.types import Locator

RUSSIAN = (
    "Договор аренды квартиры на улице Ленина подписан первого марта. Плата вносится ежемесячно до пятого числа. " * 3
)
JAPANESE = (
    "家賃は毎月五日までに支払ってください。ボイラーの圧力は一・五バールです。契約書は机の引き出しにあります。" * 3
)
KOREAN = "집세는 매달 오일까지 내야 합니다. 보일러의 압력은 일 점 오 바입니다. 계약서는 책상 서랍에 있습니다. " * 3
ARABIC = "يجب دفع الإيجار قبل اليوم الخامس من كل شهر. عقد الإيجار موجود في درج المكتب. " * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (ARABIC, "cp1256"),
        ("Überweisung für Müller, 300 €", "utf-16"),
        ("Überweisung für Müller, 300 €", "utf-8-sig"),
        ("Uberweisung an Muller", "utf-16-le"),
        (JAPANESE, "utf-8"),
        ("Übermäßig große Schlüssel für die Tür. " * 5, "cp1252"),
    ],
)
def test_text_of_any_encoding_is_read(text, encoding):
    """Marks, UTF-8, and what remains by a guess."""
    assert document(text.encode(encoding), "a.txt").sections[0].text == text.strip()


def test_a_wrong_declaration_does_not_win():
    """UTF-8 that a page calls Latin-1, and Latin-1 that it calls UTF-8, are read as what they are."""
    assert decoded("Straße".encode(), declared="iso-8859-1") == "Straße"
    assert "Straße" in decoded(("Die Straße ist für Fußgänger gesperrt. " * 4).encode("cp1252"), declared="utf-8")
    assert decoded(b"plain", declared="base64") == "plain"
    assert decoded(b"plain", declared="no-such\x00thing") == "plain"


def test_lines_are_counted_from_the_first_that_says_something():
    """Blank lines at the top move the locator, and the text keeps its own."""
    found = document("\r\n\r\nfirst\r\n\r\nsecond", "a.txt").sections[0]

    assert found.text == "first\n\nsecond"
    assert found.locator == Locator(line=3)


def test_source_is_code_and_its_type_is_its_suffix():
    """`.py` is of type py and style code; prose is prose."""
    code = document("def pressure():\n    return 1.5\n", "boiler.py")

    assert (code.type, code.sections[0].style) == ("py", "code")
    assert document("words", "notes").type == "txt"
    assert document("words", "notes").sections[0].style == "prose"


def test_what_cannot_be_kept_in_a_database_is_left_out():
    """NUL bytes and halves of characters are no text."""
    notebook = r'{"cells": [{"cell_type": "markdown", "source": "a\ud800b\u0000c"}]}'

    assert document(notebook, "a.ipynb").sections[0].text == "a\ufffdbc"


def test_too_long_a_text_is_cut_and_says_so():
    """The first characters are kept."""
    found = document("word " * 1000, "a.txt", max_text_chars=100)

    assert sum(len(item.text) for item in found.sections) == 100
    assert found.problem == "Only its first 100 characters were read."


def test_the_content_decides_before_the_name():
    """A PDF called .txt is a PDF; binaries are skipped whatever they are called; an empty file is empty."""
    with pytest.raises(ExtractError, match="damaged"):
        document(b"%PDF-1.4 broken", "a.txt")
    with pytest.raises(Skipped, match="not text"):
        document(bytes(range(256)) * 10, "a.txt")
    with pytest.raises(Skipped, match="no reader for 7z"):
        document(b"7z\xbc\xaf\x27\x1c" + bytes(50), "a.txt")
    with pytest.raises(Skipped, match="empty"):
        document(b"", "a.txt")
    assert document(b"<!DOCTYPE html><title>Rent</title><p>due", "page").type == "html"


def test_a_copy_has_the_same_content_key():
    """The key comes from the bytes alone."""
    one, two = document("same", "a.txt"), document("same", "b.md")

    assert one.content_key == two.content_key
    assert one.content_key.startswith("b2:")
    assert len(one.content_key) == 3 + 40
    assert one.content_key != document("other", "a.txt").content_key


def test_a_recipe_names_the_formats_that_took_part():
    """A File is read again when one of them changes, and one that no reader took when there is any new one."""
    mail = formats.recipe({"eml-1", "pdf-2"})

    assert {"eml-1", "pdf-2"} < set(mail.split())
    assert formats.everything() in formats.recipe(set()).split()


def test_a_setting_is_part_of_a_recipe_only_where_it_counted():
    """What was left unopened by a setting is read again when the setting changes."""
    off, on = formats.current(Limits()), formats.current(Limits(archives=True))

    assert Limits().setting("archives") in off - on
    assert {item.recipe for item in formats.FORMATS} <= off & on


def test_a_notebook_gives_its_cells():
    """Markdown cells under their headings, code as code with what it printed; a broken one is text."""
    cells = [
        {"cell_type": "markdown", "source": ["# Rent\n", "what we pay"]},
        {"cell_type": "code", "source": "print(1)", "outputs": [{"text": ["1\n"]}]},
    ]

    found = document(json.dumps({"cells": cells}), "a.ipynb")

    assert found.title == "Rent"
    assert [(item.text, item.headings, item.style) for item in found.sections] == [
        ("what we pay", ("Rent",), "prose"),
        ("print(1)\n\n1\n", ("Rent",), "code"),
    ]
    assert document("{broken", "b.ipynb").sections[0].text == "{broken"


@pytest.mark.parametrize("name", ["about.txt", "about.md", "about.eml", "17.M1P2.host:2,S"])
def test_a_text_that_speaks_of_pdf_is_no_pdf(name):
    """Its mark alone at the very beginning, or in front of bytes that are none of a text, makes one."""
    data = b"From: anna@example.org\nSubject: How it begins\nDate: Fri, 1 Mar 2024 09:12:00 +0100\n\nWith %PDF-1.4 it begins.\n"

    assert "it begins" in document(data, name).sections[0].text


@pytest.mark.parametrize("name", ["lease.pdf", "lease", "lease.bin"])
def test_a_pdf_with_bytes_in_front_is_a_pdf(name):
    """As programs that put a header of their own in front leave it."""
    assert document(b"HTTP/1.1 200 OK\r\n\r\n" + b"\0" * 40 + pdf("Clause one."), name).type == "pdf"


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.css"])
def test_pictures_written_out_in_a_text_are_left_out(name):
    """As browsers and notes apps paste them: what stands before and after is text."""
    text = "before ![valve](data:image/png;base64," + "iVBORw0KGgo" * 1_000 + "=) after"

    found = document(text, name).sections[0].text

    assert found.startswith("before")
    assert found.endswith("after")
    assert len(found) < 100
