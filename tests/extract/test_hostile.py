"""Files made to break their reader: each stays within its child, says in a sentence what is wrong, and the next one is read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from extract.build import docx, mail, paragraph, pdf, pptx
from extract.test_epub import epub

from lfmsearch.bench.hostile_files import PASSWD, hostile_files
from lfmsearch.errors import ExtractError
from lfmsearch.extract import read
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.pool import Pool
from lfmsearch.types import Document, Outcome, Section

FAULTY = (sys.executable, "-S", "-s", "-P", "-m", "lfmsearch.bench.faulty")
FILES = hostile_files(members=100_000)
LATE = r"Reading it took longer than [\d.]+ seconds\."
FULL = r"Reading it took more memory than allowed.*"
CUT = r"(?:.* )?Only its first part was read: reading it took too long\."
# What each must say; any may also be too slow for the short deadline here, or for the memory.
SAID = {
    "bomb.docx": r"It holds more than it may when unpacked \(256 MB\)\.",
    "laughs.docx": r"It is damaged: word/document\.xml is no valid XML\.",
    "laughs.odt": r"It is damaged: content\.xml is no valid XML\.",
    "deep.ipynb": r"It is nested too deeply\.",
    "deep.docx": r"It is nested too deeply\.",
    "deep.eml": r"It is nested too deeply\.|It has too many parts; the first were read\.",
    "attached.eml": r"It is nested too deeply\.|It lies too deep inside other files\.",
    "parts.eml": r"It has too many parts; the first were read\.",
    "tree.pdf": r"\d+ of its 1000000 pages could not be read\.",
    "members.docx": r"It is damaged: its main part is missing\.|.* directory .*|It is a zip file of more members .*",
    "chain.doc": r"It is damaged: .*",
    "line.txt": r"Only its first 8,000,000 characters were read\.",
    "bomb.gz": r"It is larger than 64 MB\.",
    "bomb.png": r"It is a picture\.",
}
FAULTS = {
    "!segfault": r"Its reader crashed \(signal 11\)\.",
    "!abort": r"Its reader crashed \(signal 6\)\.",
    "!loop": LATE,
    "!hang": LATE,
    "!fill": FULL,
}
GOOD = "Good words."


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(deadline_s=3, limits=Limits(archives=True)) as made:
        yield made


def told(pool: Pool, bad: Path) -> tuple[list[Document], Outcome]:
    """What came of a bad file, after seeing to it that the good one behind it was read by the same Pool."""
    good = bad.with_name("good.txt")
    good.write_text(GOOD)
    found = list(pool.read([str(bad), str(good)]))
    assert [path for path, _ in found[-2:]] == [str(good)] * 2
    assert found[-2][1].sections[0].text == GOOD
    assert found[-1][1].state == "indexed"
    *documents, outcome = [item for path, item in found if path == str(bad)]
    assert isinstance(outcome, Outcome)
    return documents, outcome


def sentences(documents: list[Document], outcome: Outcome) -> list[str]:
    """Everything that is said to be wrong."""
    return [said for said in (outcome.reason, *dict.fromkeys(document.problem for document in documents)) if said]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_contained_and_the_next_is_read(name, pool, tmp_path):
    """No file of the set does more than to fail, in words for a person, and none brings in another file."""
    bad = tmp_path / name
    bad.write_bytes(FILES[name]())

    documents, outcome = told(pool, bad)

    bad.unlink()
    said = sentences(documents, outcome)
    assert all(re.fullmatch(r"[A-Z0-9].*\.", sentence) for sentence in said)
    assert said or outcome.state == "indexed"
    assert not any(PASSWD in section.text for document in documents for section in document.sections)
    if name in SAID:
        assert any(re.fullmatch(f"{SAID[name]}|{LATE}|{FULL}|{CUT}", sentence) for sentence in said)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reader_that_breaks_costs_its_own_file_alone(fault, tmp_path):
    """Crash, endless loop, hang and a burst of memory end with the child, and the reason is named."""
    bad = tmp_path / "bad.txt"
    bad.write_text(fault)

    # What ends by itself has all the time a busy machine may take for it.
    seconds = 3 if FAULTS[fault] == LATE else 60
    with Pool(command=FAULTY, deadline_s=seconds, memory_bytes=300 << 20) as faulty:
        documents, outcome = told(faulty, bad)

    assert documents == []
    assert outcome.state == "failed"
    assert re.fullmatch(FAULTS[fault], outcome.reason)


def test_two_cells_far_apart_are_two_cells(pool, tmp_path):
    """The workbook that wants 500 GB as a grid is read: both its words are there."""
    bad = tmp_path / "sparse.xlsx"
    bad.write_bytes(FILES["sparse.xlsx"]())
    assert bad.stat().st_size < 1_500

    [document], outcome = told(pool, bad)

    assert outcome.state == "indexed"
    text = " ".join(section.text for section in document.sections)
    assert "first" in text
    assert "last" in text
    assert len(text) < 1_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_no_one_should_give_are_read(pool, tmp_path):
    """A newline, a tab, an escape, bytes that are no UTF-8: the path comes back as it was."""
    for name in (b"two\nlines.txt", b"tab\tand \x1b[31m.txt", b"\xff\xfe.txt", b"-rf.txt", b" .txt"):
        path = os.path.join(os.fsencode(tmp_path), name)
        Path(os.fsdecode(path)).write_text("words")

        (given, document), (_, outcome) = pool.read([os.fsdecode(path)])

        assert os.fsencode(given) == path
        assert outcome.state == "indexed"
        assert document.title.isprintable()
        document.title.encode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_never_waited_for(pool, tmp_path):
    """A pipe that nobody writes to, a device without end, a link to itself."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")

    assert told(pool, tmp_path / "pipe.txt")[1].reason == "It is not a regular file."
    assert told(pool, tmp_path / "zero.txt")[1].reason == "It is not a regular file."
    assert told(pool, tmp_path / "self.txt")[1].state == "failed"


def test_a_file_that_goes_just_before_it_is_read_says_so(pool, tmp_path):
    """It was there when it was put on record."""
    path = tmp_path / "a.txt"
    path.write_text("words")

    [(_, outcome)] = pool.read([str(path)], starting=os.remove)

    assert (outcome.state, outcome.reason) == ("failed", "It is no longer there.")


@pytest.mark.parametrize("left", [0, 40, 700])
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.mbox", "a.html"])
def test_a_file_that_shrinks_while_it_is_read_is_no_fault_of_a_reader(name, left, tmp_path):
    """What is missing is said, or the rest is read; nothing but a reason comes out."""
    message = mail("From: a@example.org\nSubject: words", "words\n" * 2_000).decode()
    data = {
        "a.txt": b"words " * 20_000,
        "a.pdf": pdf(*["words"] * 400),
        "a.docx": docx(paragraph("words"), more={"word/media/a.bin": os.urandom(100_000)}),
        "a.mbox": f"From a@example.org Mon Jan  1 10:00:00 2024\n{message}\n".encode() * 10,
        "a.html": b"<p>words</p>" * 10_000,
    }[name]
    path = tmp_path / name
    path.write_bytes(data)

    with Blob.opened(str(path), Limits()) as blob:
        assert blob.size == len(data) > 64 << 10 or name == "a.pdf"
        assert blob.head
        os.truncate(path, left)
        said = ""
        try:
            documents = list(read.read(blob))
        except ExtractError as error:
            documents, said = [], error.message

    # A mailbox without a mail is one; it changed, and so is read again by the next scan.
    assert documents or re.fullmatch("[A-Z].*[.]", said) or (name == "a.mbox" and left < 700)
    assert all(document.size == len(data) for document in documents if not document.member)


def test_a_document_ends_in_time_with_what_was_read_of_it():
    """When its time is up an iterator of Sections is asked no further, and the Document says that it is not whole."""
    blob = Blob(name="a.txt", limits=Limits(), data=b"words")

    def pages() -> Iterator[Section]:
        yield Section("first page")
        yield Section("second page")
        blob.until = 0.0
        yield Section("too late")
        raise AssertionError("it was asked for more")

    document = blob.document(pages(), problem="A picture is missing.")
    blob.until = float("inf")
    after = blob.document(iter([Section("whole")]))

    assert [section.text for section in document.sections] == ["first page", "second page"]
    assert document.problem == "A picture is missing. Only its first part was read: reading it took too long."
    assert after.problem == ""


def test_what_a_reader_has_at_hand_when_time_is_up_is_kept():
    """A reader that stops at `late` gives what it has, and the Document says so for it."""
    blob = Blob(name="a.txt", limits=Limits(), data=b"words")
    blob.until = 0.0

    late = blob.part(b"", name="b.txt", member="b.txt", kind="attachment", parent="").late
    document = blob.document([Section("one"), Section("two")])

    assert late
    assert [section.text for section in document.sections] == ["one", "two"]
    assert document.problem == "Only its first part was read: reading it took too long."


@pytest.fixture
def pages() -> Iterator[Pool]:
    worker = (sys.executable, "-S", "-s", "-P", str(Path(__file__).with_name("faulty_pages.py")))
    with Pool(command=worker, deadline_s=1.5) as made:
        yield made


@pytest.mark.parametrize("fault", ["segfault", "hang"])
def test_one_page_that_breaks_its_reader_costs_that_page(fault, pages, tmp_path):
    """The text before and behind it is found, and the Document says that a page is missing."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("first page", "second page", fault, "fourth page", title="Lease"))

    [document], outcome = told(pages, path)

    assert (outcome.state, document.title) == ("indexed", "Lease")
    text = " ".join(section.text for section in document.sections)
    assert " ".join(text.split()) == "first page second page fourth page"
    assert document.problem == "1 of its 4 pages could not be read."


def test_pages_that_break_their_reader_again_and_again_end_the_reading(pages, tmp_path):
    """What was read before is kept; nobody waits for a thousand deadlines."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("first page", *["segfault"] * 12))

    [document], _ = told(pages, path)

    assert [section.text for section in document.sections] == ["first page"]
    assert document.problem == "12 of its 13 pages could not be read."


def test_a_document_that_takes_too_long_keeps_its_first_part(pages, tmp_path):
    """Page after page is read until the time is up; the rest is left out and said so."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("first page", *["slow"] * 20))

    [document], outcome = told(pages, path)

    assert outcome.state == "indexed"
    assert document.sections[0].text == "first page"
    assert document.problem == "Only its first part was read: reading it took too long."


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx", "a.pptx", "a.epub"])
def test_readers_of_many_pages_look_at_the_clock(name):
    """Between pages, rows, slides and chapters they ask whether it is time to end, and what they have is a Document."""
    data = {
        "a.pdf": lambda: pdf("one", "two"),
        "a.xlsx": FILES["sparse.xlsx"],
        "a.pptx": lambda: pptx([("Title", "text"), ("Another", "two")]),
        "a.epub": epub,
    }[name]()
    blob = Blob(name=name, limits=Limits(), data=data)
    blob.until = 0.0

    document = next(read.read(blob))

    assert document.problem.endswith("Only its first part was read: reading it took too long.")
    assert len(document.sections) <= 1
