from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from time import process_time

import pytest
from extract.reading import document, documents_at
from hypothesis import given, strategies

from lfmsearch.extract.markdown import parsed


def text(source: str, name: str = "Note.md", store: str = "obsidian") -> str:
    """The text of a note, as its app shows it."""
    return "\n".join(section.text for section in document(source, name, store=store).sections)


def test_a_file_of_a_vault_is_a_note_called_like_its_file():
    """In a vault the name of the file is the title that links use; in a folder the first heading is."""
    note = document("# Boiler\n\nwarm", "Heating.md", store="obsidian")

    assert (note.kind, note.type, note.title, note.aliases) == ("note", "md", "Heating", ())
    assert document("# Boiler\n\nwarm", "Heating.md").title == "Boiler"


def test_a_title_in_the_front_matter_leaves_the_file_name_as_another_name():
    """Links in other notes use the file's name whatever the title is."""
    note = document("---\ntitle: All about heat\naliases: [Warmth]\n---\nx", "Heating.md", store="obsidian")

    assert (note.title, note.aliases) == ("All about heat", ("Warmth", "Heating"))


def test_tags_of_front_matter_and_text():
    """Lists, one line, marks, and tags below tags; an anchor in a link is none."""
    source = '---\ntags:\n  - "#home/kitchen"\n  - rent\n---\n#inline (#bracketed) [a](#no) [[#No]] a#b #123 ## x'

    assert document(source, "a.md", store="obsidian").tags == ("home/kitchen", "rent", "inline", "bracketed")
    assert document("---\ntags: #a b\n---\nx", "a.md", store="obsidian").tags == ("a", "b")


def test_links_read_as_words_and_are_kept_as_targets():
    """The targets name what belongs together: pages without their part, files by their path, nothing on the net."""
    source = (
        "See [[Boiler]], [[House#Keys|the keys]], ![[plan.png|300]] and [[Rooms\\|rooms]].\n"
        "Also [the lease](Papers/the%20lease.pdf), ![](pic.jpg), [here](#below), [shop](https://example.org/a.md),\n"
        "`[[code]]` and [brackets](<a b (c).md>)."
    )
    note = document(source, "a.md", store="obsidian")

    assert note.links == ("Boiler", "House", "plan.png", "Rooms", "Papers/the lease.pdf", "pic.jpg", "a b (c).md")
    assert note.sections[0].text == (
        "See Boiler, the keys, plan.png and rooms.\n"
        "Also the lease, pic.jpg, here, [shop](https://example.org/a.md),\n"
        "`[[code]]` and brackets."
    )


def test_a_folder_of_markdown_keeps_its_text():
    """Outside a vault only wiki links are rewritten; the targets are known all the same."""
    source = "a ==b== %%c%% [d](e.md) [[f]] ^g1"
    note = document(source, "a.md")

    assert note.sections[0].text == "a ==b== %%c%% [d](e.md) f ^g1"
    assert note.links == ("f", "e.md")


def test_block_ids_comments_and_marks_are_not_text():
    """What only the program reads is left out."""
    source = (
        "A line ^abc123\n\n^def\n\nmarked ==words here== and a == b == c\n%% for me %%\nSeen %%not\nnot\nnot%% again"
    )

    assert text(source) == "A line \n\n\n\nmarked words here and a == b == c\n\nSeen \n\n again"


def test_comments_leave_code_and_single_marks_alone():
    """Diagrams use the same mark; a mark without its other half hides nothing."""
    source = "```mermaid\n%% one\nA --> B\n%% two\n```\n\n50 %% done"

    assert text(source) == "```mermaid\n%% one\nA --> B\n%% two\n```\n50 %% done"


def test_lines_keep_their_numbers():
    """Whatever is left out, a heading below is found at its own line."""
    source = "---\ntags: b\n---\n%% one\ntwo\n%%\nid:: 1\ntext ^id\n# Head\nbody"
    sections = document(source, "a.md", store="obsidian").sections

    assert [(item.text, item.locator.line) for item in sections] == [("text", 8), ("body", 10)]


def test_callouts_tasks_and_inline_fields_stay_readable():
    """They are what the writer wrote."""
    source = "> [!warning]- Hot pipe\n> Do not touch\n\n> [!tip]\n> x\n\n- [x] done\n- [ ] open\n\nRating:: 5"

    assert text(source) == "> Hot pipe\n> Do not touch\n\n> tip\n> x\n\n- [x] done\n- [ ] open\n\nRating:: 5"


def test_a_daily_note_has_the_date_of_its_name():
    """Unless it says another."""
    assert document("x", "2024-03-01 Friday.md", store="obsidian").date == datetime(2024, 3, 1).astimezone()
    assert document("---\ndate: 2023-01-02\n---\nx", "2024-03-01.md", store="obsidian").date.year == 2023
    assert document("x", "2024-13-01.md", store="obsidian").date is None
    assert document("x", "2024-03-01.md").date is None


def test_logseq_pages():
    """Properties of the page are its fields; properties of the program are no text; block references neither."""
    source = (
        "title:: House\nalias:: Home, [[Haus]]\ntags:: rent, #[[long tag]]\ntype:: place\n\n"
        "- First block\n  id:: 6420d9d6-1c5b-4b0e-9e4b-1f1d2c3b4a5f\n  collapsed:: true\n"
        "\t- See ((6420d9d6-1c5b-4b0e-9e4b-1f1d2c3b4a5f)) and [[Boiler]] #[[two words]] #one"
    )
    note = document(source, "house___old%3F.md", store="logseq")

    assert note.title == "House"
    assert note.aliases == ("Home", "Haus", "house/old?")
    assert note.tags == ("rent", "long tag", "one", "two words")
    assert note.links == ("Boiler", "two words")
    assert note.sections[0].text == ("type:: place\n\n- First block\n\n\n\t- See  and Boiler two words #one")
    assert note.sections[0].locator.line == 4


def test_logseq_journals():
    """The name of the file is the day."""
    note = document("- got up", "2024_03_01.md", store="logseq")

    assert (note.title, note.date) == ("2024-03-01", datetime(2024, 3, 1).astimezone())


def test_a_drawing_is_its_words():
    """The shapes of an Excalidraw drawing are data."""
    source = (
        "---\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n---\n==Switch to EXCALIDRAW VIEW==\n\n# Excalidraw Data\n\n"
        "## Text Elements\nFront door ^a1B2c3D4\n\n[[Garden]] ^e5F6g7H8\n\n%%\n## Drawing\n```compressed-json\nN4KAk\n```\n%%"
    )
    note = document(source, "Plan.excalidraw.md", store="obsidian")

    assert (note.title, note.links) == ("Plan", ("Garden",))
    assert [section.text for section in note.sections][-1].split() == ["Front", "door", "Garden"]
    assert "N4KAk" not in str(note.sections)


def test_the_text_of_a_bundle_is_called_like_its_folder(tmp_path):
    """A TextBundle is a folder with a text.md in it."""
    folder = tmp_path / "Rent 2024.textbundle"
    folder.mkdir()
    (folder / "text.md").write_text("words", encoding="utf-8")
    (folder / "headed.md").write_text("# Own title\n\nwords", encoding="utf-8")

    assert [(item.title, item.kind) for item in documents_at(folder / "text.md")] == [("Rent 2024", "note")]
    assert documents_at(folder / "headed.md")[0].title == "Own title"


def test_a_canvas_is_its_cards():
    """Texts and files of an Obsidian canvas."""
    canvas = {
        "nodes": [
            {"id": "1", "type": "text", "text": "Buy a [[Boiler]]", "x": 0, "y": 0},
            {"id": "2", "type": "file", "file": "Papers/Lease.md"},
            {"id": "3", "type": "link", "url": "https://example.org"},
            {"id": "4", "type": "group", "label": "Winter"},
        ],
        "edges": [{"id": "5", "fromNode": "1", "toNode": "2", "label": "needs"}],
    }
    note = document(json.dumps(canvas), "Plan.canvas", store="obsidian")

    assert (note.kind, note.type, note.title) == ("note", "canvas", "Plan")
    assert note.links == ("Boiler", "Papers/Lease.md")
    assert [item.text for item in note.sections] == [
        "Buy a Boiler",
        "Papers/Lease.md",
        "https://example.org",
        "Winter",
        "needs",
    ]


@pytest.mark.parametrize("source", ["{", "[]", '{"nodes": 3}', '{"nodes": [1, {"type": []}], "edges": [null]}'])
def test_a_canvas_that_is_none_is_text(source):
    """Nothing is lost, nothing is raised."""
    assert document(source, "a.canvas").member == ""


_MARKS = "#`~-=|[]()^%!:> \n*a1"


@given(strategies.text(alphabet=_MARKS, max_size=80), strategies.text(alphabet=_MARKS, max_size=80))
def test_no_word_is_lost_but_by_rule(before, after):
    """Whatever marks stand around it, a line's words are read, unless they lie in a comment or in the target of a link."""
    source = f"{before}\nword\n{after}"
    for vault in (False, True):
        found = parsed(source, vault=vault)
        shown = [part for item in found.sections for part in (item.text, *item.headings)]
        if not vault or not re.search("%%.*word.*%%", source, re.S):
            assert any("word" in part for part in shown)


@given(strategies.text(alphabet=_MARKS + "id_type-é\t", max_size=200))
def test_any_text_can_be_read(source):
    """The reader raises on nothing, and no line moves."""
    for vault in (False, True):
        for item in parsed(source, vault=vault).sections:
            assert item.locator.line <= source.count("\n") + 1
            assert item.locator.line + item.text.count("\n") <= source.count("\n") + 1


@pytest.mark.parametrize(
    "piece",
    ["[a](b", "[[a", "[a](<b ", "[a](b 'c ", "==a", "%%", " ", "\t", "`", "> [!", "((", "#a ", "![", "(", "]("],
)
def test_a_line_made_to_hurt_is_read_in_time(piece):
    """No pattern looks again and again at the same text: 400,000 characters of each take far less than a minute."""
    began = process_time()
    for text in (f"x{piece * (400_000 // len(piece))}^:: == (( [! b", "# " + piece * (400_000 // len(piece)) + "b"):
        parsed(text, vault=True)

    assert process_time() - began < 20


def test_a_vault_inside_another_folder_is_a_vault(tmp_path: Path) -> None:
    """Whoever adds the folder above it finds notes in it all the same, and beside it plain files."""
    (tmp_path / "Vault" / ".obsidian").mkdir(parents=True)
    (tmp_path / "Vault" / "House").mkdir()
    inside, beside = tmp_path / "Vault" / "House" / "Boiler.md", tmp_path / "readme.md"
    for path in (inside, beside):
        path.write_text("It loses pressure. ^abc1\n")

    [note], [file] = documents_at(inside), documents_at(beside)

    assert (note.kind, note.title, note.sections[0].text) == ("note", "Boiler", "It loses pressure.")
    assert (file.kind, file.sections[0].text) == ("file", "It loses pressure. ^abc1")


def test_the_time_spent_on_a_task_is_no_text(tmp_path: Path) -> None:
    """Logseq writes it into the note and shows it nowhere."""
    (tmp_path / "logseq").mkdir()
    (tmp_path / "logseq" / "config.edn").write_text("{}")
    note = tmp_path / "pages" / "boiler.md"
    note.parent.mkdir()
    note.write_text("- TODO bleed it\n  :LOGBOOK:\n  CLOCK: [2024-03-01 Fri 10:00:00]\n  :END:\n- done\n")

    [found] = documents_at(note)

    text = found.sections[0].text
    assert "bleed it" in text
    assert "done" in text
    assert "CLOCK" not in text
    assert "END" not in text
