"""Reading against Recoll: which words are compared, and what is left out on either side."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from lfmsearch.bench import reading, recoll
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import UserError
from lfmsearch.types import Document, Outcome, Person, Section


def test_words_are_compared_without_case_and_accents():
    """Two letters or digits and more; Chinese and Japanese by character; what is too long for Recoll on no side."""
    assert recoll.normal(["Café naïve a STRASSE Straße x9 O'Brien", "東京 タワー", "x" * 50]) == {
        *("cafe", "naive", "strasse", "x9", "brien"),
        *"東京タワー",
    }


def test_text_is_squeezed_to_find_words_however_cut():
    """A hyphen at the end of a line, a word in two looks: the letters follow each other."""
    assert "1phenylpropan" in recoll.squeezed(["1-phenyl-", "Propan"])


def test_records_of_recoll_are_read_from_what_is_printed(monkeypatch, tmp_path):
    """Terms of fields, names of files and failed helpers are left out; parts of a file count for the file."""
    printed = (
        b"Data for record #1:\nurl=file:///a/b%20c.txt\nfilename=b c.txt\n\nData for record #2:\nurl=file:///a/b%20c.txt\nipath=part\n\n"
        b"Data for record #3:\nurl=file:///a/d.doc\n\n"
        b"Term List for record #1:\n:x\nXSFNb\nrent\nhome.page\ntxt\nTerm List for record #2:\npart\nboiler\n"
        b"Term List for record #3:\ndlen\nipath\nmimetype\nlost\n"
    )
    asked: list[tuple[str, ...]] = []

    def said(*arguments: str) -> bytes:
        asked.append(arguments)
        return b"Posting List for term ''\n1\n2\n3\n" if "-t" in arguments else printed

    monkeypatch.setattr(recoll, "_said", said)

    assert recoll.words(tmp_path) == {"/a/b c.txt": {"rent", "home", "page", "boiler"}, "/a/d.doc": set()}
    assert asked[1][:6] == ("-1", "-d", "-r", "1", "-r", "2")


def test_what_each_side_lacks_is_counted_by_format():
    """A word cut in two, a placeholder's prompt and a raw date count as lacking, but not as truly so."""

    def held(*texts: str) -> tuple[list[Document], Outcome]:
        sections = tuple(Section(text) for text in texts)
        person = Person("Anna", "", "author")
        return [Document("", "file", "x", "b2:x", "talk.ppt", sections, (person,))], Outcome("indexed")

    ours = {
        "/a/talk.ppt": held("Boiler pressure"),
        "/a/rent.xls": held("2024-03-01"),
        "/a/none.xls": ([], Outcome("failed", "It is damaged.")),
    }
    theirs = {"/a/talk.ppt": {"boi", "boiler", "click", "gone", "anna"}, "/a/rent.xls": {"45352", "x9"}}

    found = reading.tallies(ours, theirs)

    talk, rent = found["ppt"], found["xls"]
    assert (talk.files, talk.words, talk.words_there) == (1, 3, 5)  # talk and ppt are the name of the file
    assert (talk.lacking, talk.truly_lacking, talk.lacking_there) == (3, 1, 1)
    assert (rent.files, rent.with_text, rent.with_text_there, rent.lacking, rent.truly_lacking) == (2, 1, 1, 2, 1)


def test_a_fault_of_a_reader_is_no_reason():
    """Text or a reason that tells what is wrong with the file; a fault is neither."""
    fault = Outcome("failed", "It is damaged, or its reader has a fault (KeyError).")

    assert reading._is_well([], Outcome("failed", "It is protected by a password."))
    assert not reading._is_well([], fault)
    assert not reading._is_well([Document("", "file", "x", "b2:x", "a")], Outcome("indexed"))
    assert reading._is_well([Document("", "file", "x", "b2:x", "a", (Section("words"),))], Outcome("indexed"))


def test_without_recoll_the_row_says_so(tmp_path, monkeypatch):
    """What cannot be compared is not made up."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("words of a letter")
    monkeypatch.setattr(recoll, "is_here", lambda: False)

    rows = reading.run(Setting("small", tmp_path / "kept", tmp_path, files=files))

    assert [row.reference for row in rows] == [None, None]
    assert "recollindex is not installed" in rows[1].name
    assert rows[1].holds is None
    assert rows[1].value > 0


def test_a_folder_must_be_named(tmp_path):
    """One sentence says how."""
    with pytest.raises(UserError, match="nothing to read") as caught:
        reading.run(Setting("small", tmp_path, tmp_path))

    assert "--files" in caught.value.hint


def test_an_index_that_holds_less_is_no_measurement(tmp_path, monkeypatch):
    """A run that did not read the files would be fast."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("words of a letter")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)

    with pytest.raises(AssertionError, match="of 1 files"):
        reading.index(files, tmp_path / "kept")


def test_of_a_mail_only_what_nobody_wrote_is_excused(tmp_path):
    """Fields of the transport, dates and undecoded files; never who wrote it, about what, or what is attached to it."""
    mail = tmp_path / "a.eml"
    mail.write_bytes(
        b"Received: from relay.example.net\nDate: Fri, 1 Mar 2024 09:12:00 +0000 (PDT)\nFrom: Anna <anna@example.org>\n"
        b'Subject: boiler\nContent-Type: image/jpeg; name="valve.jpg"\nContent-Transfer-Encoding: base64\n\n'
        b"dGVzdDI8L0JPRFk+jc4kJCQjMDAwMDAwMDAwMDAw\n\n<p class=lead><img alt='pressure'>low</p>\n"
    )

    found = recoll.made_up(str(mail))

    assert {"relay", "pdt", "received", "subject", "base64", "lead", "dgvzddi8l0jprfk"} <= found
    assert found.isdisjoint({"anna", "boiler", "valve", "jpg", "pressure", "low"})


def test_what_is_made_up_in_the_files_of_a_zip_is_excused(tmp_path):
    """As it is in such a file by itself."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/a.xml", "<house><rent>due</rent></house>")

    assert recoll.made_up(str(tmp_path / "a.zip")) == {"house", "rent"}


def test_pictures_written_out_and_names_of_letters_are_excused(tmp_path):
    """Recoll takes base64 and `&lt;` for words; a word that is there beside is one."""
    picture = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI"
    (tmp_path / "a.xml").write_text(f"<a>rent &lt; due lt2 <b>{picture}</b></a>")
    (tmp_path / "a.md").write_text(f"rent ![valve](data:image/png;base64,{picture}) due")

    assert recoll.made_up(str(tmp_path / "a.xml")) == {"lt", *recoll.normal([picture])}
    assert recoll.made_up(str(tmp_path / "a.md")) == {"data", "image", "png", "base64", *recoll.normal([picture])}
