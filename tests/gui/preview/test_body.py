"""The preview on the screen: each thing by its view, what comes late or not at all, and keys."""

from __future__ import annotations

import base64
import re
import threading
from dataclasses import replace

import pytest
from gui.found import Library, hit
from gui.preview.passages import passage
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from service.engines import FakeEngine

from lfmsearch.errors import ExtractError
from lfmsearch.gui.preview.body import PreviewBody
from lfmsearch.gui.tokens import LIGHT
from lfmsearch.types import Attachment, Person, Picture, Snippet


def png(width: int, height: int, colour: str = "#ffffff") -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return base64.b64encode(bytes(data.data())).decode()


class Shelf(Library):
    """Has a passage for every id, and draws pages."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: dict[str, object] = {}
        self.refuses: Exception | None = None
        self.drawing = threading.Event()
        self.drawing.set()
        self.marks: dict[int, tuple[tuple[int, int, int, int], ...]] = {1: ((10, 20, 30, 8), (10, 90, 30, 8))}
        self.pages, self.shape = 3, (0, 1.5)

    def passage(self, hit, *, around=0):
        super().passage(hit, around=around)
        return self.passages[hit]

    def picture(self, hit, *, page=0, width=800, words=()):
        super().picture(hit, page=page, width=width, words=words)
        assert self.drawing.wait(10)
        if self.refuses is not None:
            raise self.refuses
        wide = self.shape[0] or width
        number = page or 1
        return Picture(
            png(wide, round(wide * self.shape[1])),
            wide,
            round(wide * self.shape[1]),
            number,
            self.pages,
            self.marks.get(number, ()),
        )


@pytest.fixture
def engine_class():
    return Shelf


@pytest.fixture
def body(link, theme, engine, qtbot):
    made = PreviewBody(link, theme, None)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def found(key: str, **fields):
    return hit(key, snippet=Snippet("the rent is due", ((4, 8),)), **fields)


def show(body, engine, qtbot, shown, **fields) -> None:
    engine.passages["a:1"] = shown
    body.show_hit(found("a", type=shown.type, **{"kind": shown.kind, **fields}))
    qtbot.waitUntil(lambda: body.is_whole)


BOOK = passage(
    ("The rent is due.", {"where": {"page": 1}}),
    ("Nothing here.", {"where": {"page": 2}}),
    ("More rent.", {"where": {"page": 3}}),
    type="pdf",
)


def test_a_page_is_shown_as_it_looks_with_its_words_marked(body, engine, qtbot) -> None:
    """The ink under a mark stays: white paper takes the colour of the mark."""
    show(body, engine, qtbot, BOOK)
    qtbot.wait(20)

    picture = body.page.grab().toImage()
    scale = (body.page.viewport().width() - 32) / body.page.wanted_width() * picture.devicePixelRatio()
    at = (round(16 + 25 * scale), round(16 + 24 * scale))
    assert picture.pixelColor(*at).name() == LIGHT.lit.lower()
    assert body.bar.page.text() == "Page 1 of 3"
    assert body.bar.match.text() == "2 matches"


def test_the_next_match_goes_on_to_the_next_page_that_has_one(body, engine, qtbot) -> None:
    """Page 2 has none, and is not drawn."""
    engine.marks[3] = ((5, 5, 20, 8),)
    show(body, engine, qtbot, BOOK)

    body.next_match()
    body.next_match()
    assert body.bar.match.text() == "2 of 2"
    body.next_match()

    qtbot.waitUntil(lambda: body.bar.page.text() == "Page 3 of 3")
    assert [arguments["page"] for name, arguments in engine.asked if name == "picture"] == [0, 3]
    assert body.page.current == 0


def test_a_page_that_cannot_be_drawn_is_its_text_with_the_reason(body, engine, qtbot) -> None:
    """Nothing is hidden."""
    engine.refuses = ExtractError("It is protected by a password.")
    engine.passages["a:1"] = BOOK
    body.show_hit(found("a", type="pdf"))

    qtbot.waitUntil(lambda: body.text.toPlainText().startswith("The rent is due."))
    assert "password" in body.note.text()
    assert body.note.isVisible()


def test_its_shape_stands_where_a_page_is_late(body, engine, qtbot) -> None:
    """Nothing flickers for one that comes at once; of one that does not, the paper is there already."""
    engine.drawing.clear()
    engine.passages["a:1"] = BOOK
    body.show_hit(found("a", type="pdf"))
    assert not body.page.is_waiting

    qtbot.waitUntil(lambda: body.page.is_waiting)
    engine.drawing.set()
    qtbot.waitUntil(lambda: body.page.is_drawn and not body.page.is_waiting)


def test_what_comes_late_is_shown_all_the_same(body, engine, qtbot) -> None:
    """The view was emptied meanwhile, so that nothing old stood there."""
    engine.passages["a:1"] = passage(("Plain rent.", {}), type="txt")
    body.show_hit(found("a", type="txt"))
    body.clear()

    qtbot.waitUntil(lambda: body.text.toPlainText() == "Plain rent.")


def test_what_comes_for_another_is_dropped(body, engine, qtbot) -> None:
    """The selection has moved on."""
    engine.drawing.clear()
    engine.passages["a:1"] = BOOK
    engine.passages["b:1"] = passage(("Plain rent.", {}), type="txt")
    body.show_hit(found("a", type="pdf"))
    body.show_hit(found("b", type="txt"))
    qtbot.waitUntil(lambda: body.text.toPlainText() == "Plain rent.")

    engine.drawing.set()
    qtbot.wait(100)

    assert not body.page.is_drawn
    assert body.text.isVisible()


def test_the_text_of_a_page_is_a_click_away(body, engine, qtbot) -> None:
    """And stays chosen for the next."""
    show(body, engine, qtbot, BOOK)

    body.bar.views["text"].click()
    assert body.text.toPlainText().startswith("The rent is due.")
    show(body, engine, qtbot, BOOK)

    assert body.text.isVisible()


def test_a_page_found_by_its_meaning_has_its_passage_marked(body, engine, qtbot) -> None:
    """No word of it is lit: its lines are, once they are known."""
    shown = passage(("Nobody is lit here.\nYes\nThe lease ends in June.", {"where": {"page": 2}}), type="pdf")
    engine.passages["a:1"] = shown
    body.show_hit(hit("a", type="pdf", snippet=Snippet("The lease ends in June.", ())))
    qtbot.waitUntil(lambda: body.is_whole)

    def asked() -> list[tuple[str, ...]]:
        return [tuple(arguments["words"]) for name, arguments in engine.asked if name == "picture"]

    qtbot.waitUntil(lambda: asked()[-1:] == [("Nobody is lit here.", "The lease ends in June.")])
    assert body.bar.match.isHidden()


def test_an_image_has_its_text_beneath(body, engine, qtbot) -> None:
    """As large as it is and no larger."""
    engine.shape = (120, 0.5)
    show(body, engine, qtbot, passage(("A cat on the sill.", {}), type="image"))

    assert body.caption.toPlainText() == "A cat on the sill."
    assert body.page.isVisible()


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "/etc/hostname", "x.png"])
def test_a_note_loads_nothing(body, address) -> None:
    """Whatever it names: it is given an empty picture, before Qt looks for a file of that name."""
    document = body.rich.document()

    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource):
        given = document.resource(kind.value, QUrl(address))
        assert isinstance(given, QImage)
        assert (given.width(), given.height()) == (1, 1)


def test_a_note_with_pictures_and_markup_asks_for_none(body, engine, qtbot, monkeypatch) -> None:
    """Pictures are their words, and HTML is what it is: letters."""
    asked = []
    monkeypatch.setattr(type(body.rich.document()), "loadResource", lambda _, kind, name: asked.append(name))
    text = '![a cat](file:///cat.png) <img src="http://127.0.0.1:9/x.png"> ![b][ref]\n\n[ref]: http://127.0.0.1:9/y.png'

    show(body, engine, qtbot, passage((text, {}), ("rent", {}), type="md", kind="note"))
    body.rich.grab()

    assert asked == []
    assert "a cat" in body.rich.toPlainText()


def test_a_note_is_set_at_its_passage(body, engine, qtbot) -> None:
    """Headings are larger, the words lit, and the marks of the passage are no part of what is shown."""
    shown = passage(
        ("Intro.", {"breadcrumb": "Title"}),
        ("- the rent\n- the **deposit**", {"breadcrumb": "Title › Money"}),
        at=1,
        type="md",
        kind="note",
    )
    show(body, engine, qtbot, shown)
    plain = body.rich.toPlainText()

    assert plain == "Intro.\nMoney\nthe rent\nthe deposit"
    assert [plain[a:b] for a, b in body.rich.lit.matches] == ["rent"]
    assert plain[slice(*body.rich.lit.passage)] == "the rent\nthe deposit"
    money = body.rich.document().findBlock(plain.index("Money"))
    assert money.textFormats()[0].format.fontPointSize() > body.rich.font().pointSizeF()


def test_a_table_is_at_its_row_with_the_names_of_its_columns(body, engine, qtbot) -> None:
    """Thousands of rows are no more work than those in sight."""
    rows = "\n".join(f"{n} | Name {n}" for n in range(2, 20_000))
    shown = passage(
        ("Number | Name", {"where": {"row": 1}}),
        (rows, {"where": {"row": 2}}),
        ("x | the rent", {"where": {"row": 20_000}}),
        at=2,
        type="csv",
    )
    show(body, engine, qtbot, shown)
    table = body.sheets.table

    assert table.model().rowCount() == 19_999
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "Name"
    qtbot.waitUntil(lambda: table.rowAt(table.viewport().height() - 1) in (-1, 19_998))
    assert table.matches == [(19_998, 1)]
    assert not table.grab().isNull()


def test_cells_are_copied_as_a_spreadsheet_takes_them(body, engine, qtbot) -> None:
    """Parted by tabs."""
    show(body, engine, qtbot, passage(("a | b\n1 | rent\n3 | 4", {"where": {"row": 1}}), type="csv"))

    body.sheets.table.selectAll()
    QTest.keyClick(body.sheets.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == "1\trent\n3\t4"


MAIL = passage(
    ("The rent is late.", {}),
    ("> Is it?", {"quoted": True}),
    type="eml",
    kind="mail",
    people=(
        Person("Anna", "anna@example.org", "from"),
        *(Person(f"Person {n}", f"p{n}@example.org", "to") for n in range(9)),
    ),
    attachments=(Attachment("9:1", "<b>Bill</b>.pdf", "pdf", 2_000),),
)


def test_a_mail_has_its_head_and_its_attachments(body, engine, qtbot) -> None:
    """Many receivers are folded; names are letters, not markup; what is quoted stands back."""
    show(body, engine, qtbot, MAIL)

    texts = " ".join(label.text() for label in body.head.findChildren(QWidget) if hasattr(label, "text"))
    assert "and 6 more" in texts
    assert "<b>Bill</b>.pdf" in body.head.rows[0].text()
    quoted = body.text.document().findBlock(len("The rent is late.\n\n"))
    formats = [form.format.foreground().color().name() for form in quoted.textFormats()]
    assert formats == [LIGHT.soft.lower()]


def test_an_attachment_is_shown_in_place_and_leads_back(body, engine, qtbot) -> None:
    """As what it is."""
    engine.passages["9:1"] = BOOK
    show(body, engine, qtbot, MAIL)

    body.head.rows[0].click()
    qtbot.waitUntil(lambda: body.page.isVisible() and body.is_whole)
    assert body.bar.back.isVisible()

    body.bar.back.click()
    qtbot.waitUntil(lambda: body.text.isVisible() and body.text.toPlainText().startswith("The rent is late."))
    assert not body.bar.back.isVisible()


class Book(Shelf):
    """Has one long text, and gives as much of it as is asked for."""

    def passage(self, hit, *, around=0):
        FakeEngine.passage(self, hit, around=around)
        lines = [f"Line {number} speaks of the rent." for number in range(600)]
        middle, room = 300, around // 30
        first, last = max(0, middle - room), min(len(lines), middle + room)
        made = passage(*((line, {}) for line in lines[first:last]), at=middle - first, type="txt")
        return replace(made, before=first * 30, after=(len(lines) - last) * 30)


@pytest.fixture
def book(link, theme, qtbot, engine):
    """A body that shows the middle of a long text."""
    engine.__class__ = Book
    made = PreviewBody(link, theme, None)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.show_hit(hit("b", type="txt", snippet=Snippet("the rent", ((4, 8),))))
    qtbot.waitUntil(lambda: made.is_whole)
    return made


def asked_around(engine) -> list[int]:
    return [arguments["around"] for verb, arguments in engine.asked if verb == "passage"]


def test_what_is_in_sight_is_asked_for_first(book, engine) -> None:
    """Laying out a book would be felt; and nothing is said of what comes by itself."""
    assert asked_around(engine) == [2_500]
    assert book.note.text() == ""


def test_more_comes_when_one_scrolls_to_the_end_and_nothing_jumps(book, engine, qtbot) -> None:
    """What was at the top stays there, although text came before it."""
    bar = book.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    top = book.text.firstVisibleBlock().text()
    qtbot.waitUntil(lambda: asked_around(engine) == [2_500, 5_000])
    qtbot.waitUntil(lambda: book.text.blockCount() > 500)

    assert book.text.firstVisibleBlock().text() == top


def test_the_next_match_is_looked_for_in_what_is_not_here_yet(book, engine, qtbot) -> None:
    """It does not turn around at the end of a part."""
    here = len(book.text.lit.matches)
    for _ in range(here // 2):
        book.next_match()
    last = book.text.lit.current_place()

    book.next_match()
    qtbot.waitUntil(lambda: book.text.lit.current_place() > last)

    assert len(book.text.lit.matches) > here


def test_of_a_very_long_text_only_a_part_comes_and_it_says_so(body, engine, qtbot) -> None:
    """A book is not laid out to read one page of it."""
    show(body, engine, qtbot, passage(("The rent.", {}), type="txt", before=3_000_000, after=7))
    for _ in range(3):
        body.next_match()
        body.next_match()
        qtbot.wait(50)

    assert asked_around(engine)[-1] == 20_000
    assert re.search(r"3.?000.?000 characters before it", body.note.text())


def test_a_table_is_asked_for_at_once(body, engine, qtbot) -> None:
    """It is looked through by its columns."""
    show(body, engine, qtbot, passage(("a | b", {}), ("1 | 2", {}), type="csv", before=0, after=90))

    assert asked_around(engine)[-1] == 20_000


def test_matches_are_stepped_through_and_counted(body, engine, qtbot) -> None:
    """From the passage on, around the end."""
    show(body, engine, qtbot, passage(("rent one.", {}), ("rent two rent.", {}), at=1, type="txt"))
    assert body.bar.match.text() == "3 matches"

    said = []
    for step in (1, 1, 1, -1):
        body.next_match(step)
        said.append(body.bar.match.text())

    assert said == ["2 of 3", "3 of 3", "1 of 3", "3 of 3"]


def test_it_scrolls_without_the_keyboard_being_in_it(body, engine, qtbot) -> None:
    """From the list, by a key."""
    show(body, engine, qtbot, passage(("rent.", {}), ("line\n" * 400, {}), type="txt"))
    before = body.text.verticalScrollBar().value()

    body.turn(1)

    assert body.text.verticalScrollBar().value() > before


def test_text_from_right_to_left_stands_at_the_right(body, engine, qtbot) -> None:
    """Each paragraph by its own letters."""
    show(body, engine, qtbot, passage(("عقد الإيجار rent هنا.", {}), ("Yes.", {}), type="txt"))

    first = body.text.document().firstBlock()
    assert first.textDirection() == Qt.LayoutDirection.RightToLeft
    assert body.text.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    assert body.text.document().lastBlock().textDirection() == Qt.LayoutDirection.LeftToRight
