"""The sample home: made by its script, the same each time, readable, and holding what its questions ask for."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import mailbox
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

PACKAGING = Path(__file__).parents[2] / "packaging" / "sample_home"
LANGUAGES = {"en", "es", "de", "fr", "it", "pt", "ar", "sv", "no", "ja", "ko"}
THINGS: dict[str, Any] = tomllib.loads((PACKAGING / "things.toml").read_text("utf-8"))
QUESTIONS: list[dict[str, Any]] = tomllib.loads((PACKAGING / "questions.toml").read_text("utf-8"))["question"]


def made(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", str(PACKAGING / "make.py"), str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "home"
    run = made(folder)
    assert (run.returncode, run.stderr) == (0, "")
    return folder


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def mails(path: Path) -> list[EmailMessage]:
    """Return the mails of an mbox, a Maildir or one file."""
    if path.is_dir():
        content = [file.read_bytes() for file in sorted((path / "cur").iterdir())]
    elif path.suffix == ".mbox":
        box = mailbox.mbox(path)
        content = [box.get_bytes(key) for key in box.keys()]  # noqa: SIM118 - a mailbox gives mails when it is walked
        box.close()
    else:
        content = [path.read_bytes()]
    parsed = [email.message_from_bytes(raw, policy=email.policy.default) for raw in content]
    assert all(isinstance(mail, EmailMessage) for mail in parsed)
    return parsed  # type: ignore[return-value]


def all_mails(home: Path) -> list[EmailMessage]:
    singles = sorted((home / "Mail" / "Saved").iterdir())
    return [mail for path in [home / "Mail/archive.mbox", home / "Mail/Leith", *singles] for mail in mails(path)]


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def text_of(path: Path) -> str:
    """Return all text of a file of the home with Python's own means."""
    relative = "/".join(path.parts[-4:])
    if path.suffix == ".pdf":
        return "\n".join(pdf_pages(path))
    if path.suffix in {".docx", ".xlsx", ".pptx"}:
        with zipfile.ZipFile(path) as archive:
            roots = [ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
        return " ".join(text for root in roots for text in root.itertext())
    encodings = [
        thing["encoding"] for name, thing in THINGS["file"].items() if relative.endswith(name) and "encoding" in thing
    ]
    return path.read_text(encodings[0] if encodings else "utf-8")


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    assert part is not None
    return str(part.get_content())


def test_two_runs_give_the_same_bytes_and_times(home: Path, tmp_path: Path) -> None:
    """Nothing in the home depends on the clock, on chance or on an earlier run."""
    again = tmp_path / "again"

    made(again)

    first = {name: (path.read_bytes(), path.stat().st_mtime_ns) for name, path in files(home).items()}
    second = {name: (path.read_bytes(), path.stat().st_mtime_ns) for name, path in files(again).items()}
    assert first == second


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    """The script never writes among files of somebody's own."""
    (tmp_path / "mine.txt").write_text("mine")

    run = made(tmp_path)

    assert run.returncode == 2
    assert "is not empty" in run.stderr
    assert list(files(tmp_path)) == ["mine.txt"]


def test_every_content_file_is_listed_once_and_every_listed_one_is_there() -> None:
    """A text that is written but not listed would silently be missing from the home."""
    listed = {
        name + ".txt" if Path(name).suffix in {".pdf", ".docx", ".xlsx", ".pptx"} else name for name in THINGS["file"]
    }
    listed |= {source for thing in THINGS["mail"].values() for source in thing["content"]}

    assert listed == set(files(PACKAGING / "content"))


def test_all_eleven_languages_are_there_more_than_once(home: Path) -> None:
    """Each language of the model has at least three things, English the most."""
    counts = Counter(thing["lang"] for thing in THINGS["file"].values())
    for source in {source for thing in THINGS["mail"].values() for source in thing["content"]}:
        parts = re.split(r"^=====\n", (PACKAGING / "content" / source).read_text("utf-8"), flags=re.MULTILINE)
        for part in parts:
            named = re.search(r"^lang: (\w+)$", part.partition("\n\n")[0], re.MULTILINE)
            counts[named[1] if named else "en"] += 1

    assert set(counts) == LANGUAGES
    assert min(counts.values()) >= 3
    assert counts.most_common(1)[0][0] == "en"
    assert 80 <= sum(counts.values()) <= 110


def test_the_pdfs_have_text_on_every_page_and_most_have_several_pages(home: Path) -> None:
    """PDFs carry a text layer with accents intact, and a title."""
    for name in (name for name in THINGS["file"] if name.endswith(".pdf")):
        pages = pdf_pages(home / name)
        assert all(len(page) > 200 for page in pages), name
        assert len(pages) > 1 or "Invoice" in name
        document = pypdfium2.PdfDocument(home / name)
        assert document.get_metadata_value("Title")
        document.close()
    assert "Rééducation trois fois par semaine" in text_of(home / "Documents/Health/Compte rendu opératoire.pdf")
    assert "häusliche Arbeitszimmer" in text_of(home / "Documents/Tax/Einkommensteuerbescheid 2021.pdf")


def test_a_line_of_a_pdf_never_runs_past_the_margin(home: Path) -> None:
    """The widths by which lines are broken are those of the font: nothing is cut off at the right."""
    for name in (name for name in THINGS["file"] if name.endswith(".pdf")):
        document = pypdfium2.PdfDocument(home / name)
        for page in document:
            text = page.get_textpage()
            rights = [text.get_rect(number)[2] for number in range(text.count_rects())]
            assert max(rights) <= 595 - 68 + 1, name
        document.close()


def test_office_files_are_whole_packages(home: Path) -> None:
    """Every member is well-formed XML, and every relation points at a member that exists."""
    for name in (name for name in THINGS["file"] if name.endswith(("docx", "xlsx", "pptx"))):
        with zipfile.ZipFile(home / name) as archive:
            assert archive.testzip() is None
            members = set(archive.namelist())
            for member in members:
                root = ElementTree.fromstring(archive.read(member))
                if member.endswith(".rels"):
                    folder = (
                        member.replace("_rels/", "", 1) if member == "_rels/.rels" else member.replace("/_rels", "")
                    )
                    base = Path(folder).parent
                    for relation in root:
                        target = (Path("/") / base / relation.attrib["Target"]).as_posix()
                        assert str(Path(re.sub(r"[^/]+/\.\./", "", target))).lstrip("/") in members, (
                            name,
                            member,
                            target,
                        )


def test_spreadsheets_hold_their_sheets_numbers_and_dates(home: Path) -> None:
    """Rent is a number, the day it was paid a date of Excel, and each sheet has its name."""
    with zipfile.ZipFile(home / "Documents/Flat/Rent and bills.xlsx") as archive:
        book = archive.read("xl/workbook.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert re.findall(r'<sheet name="([^"]+)"', book) == ["Rent", "Gas and electricity", "Council and other"]
    assert '<c r="C10" s="3"><v>716.80</v></c>' in sheet
    assert '<c r="B2" s="2"><v>45534</v></c>' in sheet  # 30 August 2024


def test_the_mails_read_as_they_were_written(home: Path) -> None:
    """Old charsets, coded subjects and long attachment names come back whole, and nothing in them is defective."""
    by_subject = {str(mail["Subject"]): mail for mail in all_mails(home)}

    assert all(not part.defects for mail in by_subject.values() for part in mail.walk())
    assert "湯沸かし器が壊れています" in body(by_subject["来週の試験と宿題について"])
    assert "순차 통역" in body(by_subject["서울 발표 일정과 숙소 안내"])
    assert "سعر البندورة" in body(by_subject["الفصل السابع والعمّة والبندورة"])
    assert "syster" in body(by_subject["Taket på sommarhuset är värre än vi trodde"])
    attached = next(by_subject["Re: Rückfragen zum Handbuch, Kapitel 7 (Störungen)"].iter_attachments())
    assert attached.get_filename() == "Begriffe Prüfliste März.csv"
    assert attached.get_payload(decode=True) == (home / "Projects/glossary/terms.csv").read_bytes()


def test_the_mbox_is_one_a_person_might_have(home: Path) -> None:
    """Twenty mails or more, with answers, HTML alone, one mail twice, one without a Message-ID and a line that begins with From."""
    archive = mails(home / "Mail/archive.mbox")
    ids = Counter(mail["Message-ID"] for mail in archive)

    assert len(archive) >= 20
    assert [count for known, count in ids.items() if known and count > 1] == [2]
    assert ids[None] == 1
    assert sum("In-Reply-To" in mail for mail in archive) >= 4
    assert sum(mail.get_body(("plain",)) is None for mail in archive) >= 2
    assert re.search(rb"^>From what I hear", (home / "Mail/archive.mbox").read_bytes(), re.MULTILINE)
    assert {str(part.get_content_charset()) for mail in archive for part in mail.walk()} >= {
        "iso-2022-jp", "euc-kr", "windows-1256", "iso-8859-1", "utf-8", "windows-1252"
    }  # fmt: skip


def test_plain_files_can_be_read(home: Path) -> None:
    """Text in its stated encoding, JSON and CSV by the standard library, and the code compiles."""
    for name in THINGS["file"]:
        assert len(text_of(home / name)) > 60, name
    for name in (name for name in THINGS["file"] if name.endswith(".csv")):
        rows = list(csv.reader(io.StringIO((home / name).read_text("utf-8"))))
        assert len({len(row) for row in rows}) == 1, name
    json.loads((home / "Downloads/train-ticket.json").read_text("utf-8"))
    compile((home / "Projects/glossary/glossary.py").read_text("utf-8"), "glossary.py", "exec")
    assert "翻訳" in (home / "Documents/Japanese/自己紹介.txt").read_bytes().decode("shift_jis")
    with pytest.raises(UnicodeDecodeError):
        (home / "Documents/Letters/Brief an die Hausverwaltung.txt").read_text("utf-8")


def test_the_links_of_the_notes_lead_somewhere(home: Path) -> None:
    """A wiki link names another note or document of the home."""
    known = {path.stem for path in files(home).values()}
    for note in (home / "Notes").rglob("*.md"):
        for target in re.findall(r"\[\[([^\]|]+)", note.read_text("utf-8")):
            assert target in known, (note.name, target)


def test_the_nasty_ones_are_there(home: Path) -> None:
    """An empty file, a cut PDF, a copy, a picture, and a secret in places that are never to be searched, and nowhere else."""
    secret = re.search(r'SECRET = "(.+)"', (PACKAGING / "oddities.py").read_text("utf-8"))
    assert secret is not None
    holding = {name for name, path in files(home).items() if secret[1].encode() in path.read_bytes()}

    assert holding == {
        "Projects/glossary/.env",
        "Projects/glossary/build/glossary-print.txt",
        "Projects/glossary/node_modules/left-margin/index.js",
        "Projects/glossary/node_modules/left-margin/README.md",
    }
    assert (home / "Downloads/untitled.txt").stat().st_size == 0
    assert (home / "Downloads/Lease.pdf").read_bytes() == (home / "Documents/Flat/Lease.pdf").read_bytes()
    assert (home / "Pictures/Button on the sill.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(home / "Downloads/boarding pass (1).pdf")


def test_addresses_are_under_reserved_domains_and_numbers_in_reserved_ranges(home: Path) -> None:
    """Nothing in the home can reach anybody: example.org and example.com, and telephone numbers set aside for fiction."""
    text = "\n".join(path.read_text("utf-8") for path in files(PACKAGING / "content").values())

    domains = set(re.findall(r"(?:@|://)([\w.-]+\.\w+)", text))
    assert {domain for domain in domains if not re.search(r"(^|\.)example\.(org|com)$", domain)} == set()
    numbers = re.findall(r"\b(?:0\d{2,4}[ -]\d{3,6} \d{2,4}(?: \d\d)?|0\d(?: \d\d){4})\b", text)
    reserved = r"0131 496 0\d{3}|020 7946 0\d{3}|07700 900\d{3}|030 23125 \d{3}|031-390 06 \d\d|04 65 71 \d\d \d\d"
    assert len(numbers) > 15
    assert {number for number in numbers if not re.fullmatch(reserved, number)} == set()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"][:40])
def test_the_answer_of_a_question_is_in_the_home(home: Path, question: dict[str, Any]) -> None:
    """The path exists, so do its alternatives, and where a mail answers its subject occurs there."""
    answer = home / question["answer"]

    assert answer.exists()
    assert all((home / other).exists() for other in question.get("also", []))
    if answer.is_relative_to(home / "Mail"):
        assert question["mail"] in {str(mail["Subject"]) for mail in mails(answer)}
    assert {question["lang"], question["answer_lang"]} <= LANGUAGES
    assert question.get("cross", False) == (question["lang"] != question["answer_lang"])
    if question.get("words"):
        text = " ".join(body(mail) for mail in mails(answer)) if "mail" in question else text_of(answer)
        rarest = max(question["ask"].split(), key=lambda word: (any(letter.isdigit() for letter in word), len(word)))
        assert rarest in text


def test_the_demo_questions_share_no_telling_word_with_their_answers(home: Path) -> None:
    """Three questions show what meaning is for: English on both sides, and words alone would not find them."""
    demo = [question for question in QUESTIONS if question.get("demo")]
    assert len(demo) == 3
    assert len(QUESTIONS) == 30
    assert sum(bool(question.get("words")) for question in QUESTIONS) == 10
    assert sum(bool(question.get("cross")) for question in QUESTIONS) >= 8
    passages = {
        "what happens to the money I paid the landlord when I move out": re.search(
            r"4\.2.*?4\.3", text_of(home / "Documents/Flat/Lease.pdf"), re.DOTALL
        )[0],  # type: ignore[index]
        "who fixed the heating": next(
            body(mail) for mail in all_mails(home) if mail["Subject"] == "Your boiler is mended, and my bill"
        ),
        "why is my cat drinking so much": next(
            body(mail) for mail in all_mails(home) if mail["Subject"] == "Button's results"
        ),
    }
    plain = {
        "what",
        "happens",
        "to",
        "paid",
        "how",
        "do",
        "i",
        "get",
        "my",
        "when",
        "who",
        "the",
        "why",
        "is",
        "so",
        "much",
    }
    for question in demo:
        assert question["lang"] == question["answer_lang"] == "en"
        telling = set(question["ask"].lower().split()) - plain
        assert not telling & set(re.findall(r"\w+", passages[question["ask"]].lower())), question["ask"]
