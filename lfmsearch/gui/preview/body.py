"""What a Document says or how it looks: chosen by what it is, fetched from the service, at the passage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui.link import Link
from lfmsearch.gui.measures import number
from lfmsearch.gui.preview import codelines, marked, reading
from lfmsearch.gui.preview.bar import PreviewBar
from lfmsearch.gui.preview.lit import Lit
from lfmsearch.gui.preview.mailhead import MailHead
from lfmsearch.gui.preview.matches import MOST, lit_words, page_after, passage_lines
from lfmsearch.gui.preview.page import Drawn, PageView
from lfmsearch.gui.preview.rich import RichPreview
from lfmsearch.gui.preview.sheets import SheetsPreview
from lfmsearch.gui.preview.tabletext import sheets
from lfmsearch.gui.preview.text import TextPreview
from lfmsearch.gui.preview.views import View, is_drawn, views_of
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META
from lfmsearch.gui.words import said, told, translate
from lfmsearch.service.client import Client
from lfmsearch.types import Hit, Passage

# Characters asked for on each side of the passage: what is in sight, with as much above and below, since laying out more is felt. Who
# scrolls to its end gets twice as much, up to the second: a book is not laid out to read one page of it. Tables, and the words on
# other pages of a PDF, are looked through at once.
_NEAR, _FAR = 2_500, 20_000


class PreviewBody(QWidget):
    """The lower part of the preview. What is asked for one Document is dropped when another is shown."""

    shown = Signal()
    """Nothing of the Document before is shown any more."""

    def __init__(self, link: Link, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._theme = link, theme
        self._hit: Hit | None = None
        self._id = ""
        self._words: Sequence[str] = ()
        self._passage: Passage | None = None
        self._view: View = "text"
        self._prefers_text = False
        self._page, self._pages = 0, 0
        self._around, self._growing, self._showing, self._step = _NEAR, False, False, 0
        self._back = ""
        self.bar, self.head = PreviewBar(theme, self), MailHead(theme, self)
        self.text, self.rich = TextPreview(theme, self), RichPreview(theme, self)
        self.page, self.sheets = PageView(theme, self), SheetsPreview(theme, self)
        self.caption = TextPreview(theme, self)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.note.setFont(scaled(self.font(), META))
        self._stack = QStackedWidget(self)
        for view in (self.text, self.rich, self.page, self.sheets):
            self._stack.addWidget(view)
        self.caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in (
            (self.bar, 0),
            (self.head, 0),
            (self.note, 0),
            (self._stack, 3),
            (self.caption, 2),
        ):
            layout.addWidget(widget, stretch)
        self.bar.chosen.connect(self._choose)
        self.bar.turned.connect(lambda step: self._turn(self._page + step))
        self.bar.stepped.connect(self.next_match)
        self.bar.left.connect(self._leave)
        self.head.wants.connect(self._visit)
        self.head.opens.connect(self._open)
        self.page.resized.connect(self._redraw)
        for shows in (self.text, self.rich, self.page, self.sheets):
            shows.stepped.connect(self._count)
        for reader in (self.text, self.rich):
            reader.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self._dress)
        self._dress()
        self.clear()

    @property
    def readers(self) -> tuple[QWidget, ...]:
        """The widgets that have the keyboard while one reads."""
        return (self.text, self.rich, self.page, self.sheets.table, self.caption)

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked for is shown."""
        return self._passage is not None and not (self._view in ("page", "image") and not self.page.is_drawn)

    def show_hit(self, hit: Hit) -> None:
        """Show a Hit at its passage."""
        self._hit, self._back = hit, ""
        self._words = lit_words(hit)
        self._begin(hit.id, drawn=is_drawn(hit), is_image=hit.type != "pdf")

    def clear(self) -> None:
        """Show nothing until what was asked for is here."""
        self._passage = None
        for view in (self.text, self.rich, self.page, self.sheets, self.caption):
            view.clear()
        for part in (self.bar, self.head, self.note, self.caption):
            part.hide()

    def next_match(self, step: int = 1) -> None:
        """Go to the next match, or with -1 to the one before."""
        if self._view == "page":
            if not self.page.next_match(step) and self._passage is not None:
                other = page_after(self._passage, self._words, self._page, step)
                if other:
                    self._turn(other, at_mark=0 if step > 0 else -1, steps=True)
                elif self.page.marks:
                    self.page.current = -1
                    self.page.next_match(step)
        elif self._view != "image":
            if self._view in ("rich", "text", "code") and self._lit.is_last(step) and self._has_more(step):
                self._grow(step)
                return
            text = self.rich if self._view == "rich" else self.text
            (self.sheets if self._view == "table" else text).next_match(step)

    def turn(self, step: int) -> None:
        """Scroll by a third of what is in sight; -1 upwards."""
        view = self.sheets.table if self._stack.currentWidget() is self.sheets else self._stack.currentWidget()
        assert isinstance(view, QAbstractScrollArea)
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + step * max(40, view.viewport().height() // 3))

    # Fetched

    def _begin(self, hit: str, *, drawn: bool, is_image: bool) -> None:
        self._id, self._passage = hit, None
        if drawn and not (self._prefers_text and not is_image):
            for part in (self.bar, self.head, self.note, self.caption):
                part.hide()
            if self._stack.currentWidget() is not self.page:
                self.page.clear()
            self._stack.setCurrentWidget(self.page)
            self._view, self._page, self._pages = ("image" if is_image else "page"), 0, 0
            self.page.expect(is_image=is_image)
            self._draw(0)
            self.shown.emit()
        self._around, self._growing, self._step = _NEAR, False, 0
        self._fetch()

    def _fetch(self) -> None:
        """Ask for the text around the passage."""
        hit, around = self._id, self._around

        def show(passage: Passage) -> None:
            if hit == self._id:
                self._show(passage)
                self._growing = False
                step, self._step = self._step, 0
                if step:
                    self.next_match(step)

        def fail(error: LfmsearchError) -> None:
            if hit == self._id:
                self._say_instead(error)

        self._link.ask(
            lambda client: client.passage(hit, around=around),
            show,
            failed=fail,
            owner=self,
            lane="preview",
            replaces="preview",
        )

    def _grow(self, step: int = 0) -> None:
        """Ask for more around the passage, and go to the next match in it where there is a `step`."""
        self._step = step or self._step
        if not self._growing:
            self._growing = True
            self._around *= 2
            self._fetch()

    def _has_more(self, step: int) -> bool:
        """Whether there is text beyond the end of what is shown, or with -1 before its beginning."""
        if self._passage is None or self._around >= _FAR:
            return False
        return bool(self._passage.after if step > 0 else self._passage.before)

    @property
    def _lit(self) -> Lit:
        return self.rich.lit if self._view == "rich" else self.text.lit

    def _scrolled(self, value: int) -> None:
        bar = (self.rich if self._view == "rich" else self.text).verticalScrollBar()
        if self.sender() is not bar or self._showing:
            return
        if (value >= bar.maximum() and self._has_more(1)) or (value <= bar.minimum() and self._has_more(-1)):
            self._grow()

    def _draw(self, page: int, *, at_mark: int = 0, steps: bool = False, again: bool = False) -> None:
        """Ask for a page; 0 is that of the passage."""
        hit, width = self._id, self.page.wanted_width()
        words = tuple(self._words or (passage_lines(self._passage) if self._passage is not None else ()))

        def question(client: Client) -> Drawn:
            return Drawn.of(client.picture(hit, page=page, width=width, words=words))

        def show(drawn: Drawn) -> None:
            if hit != self._id or self._view not in ("page", "image"):
                return
            self._page, self._pages = drawn.picture.page, drawn.picture.pages
            if again:
                self.page.redraw(drawn)
                return
            self.page.show_picture(drawn, at_mark=at_mark)
            if steps:
                self.page.next_match(1 if at_mark == 0 else -1)
            self._count()

        def fail(error: LfmsearchError) -> None:
            if hit == self._id and self._view in ("page", "image"):
                self._fall_back(error)

        self._link.ask(question, show, failed=fail, owner=self, lane="pictures", replaces="picture")

    def _redraw(self) -> None:
        if self._id and self._view in ("page", "image"):
            self._draw(self._page, again=True)

    def _turn(self, page: int, *, at_mark: int = 0, steps: bool = False) -> None:
        if 1 <= page <= max(self._pages, 1):
            self.page.expect(is_image=False)
            self._draw(page, at_mark=at_mark, steps=steps)

    # Shown

    def _show(self, passage: Passage) -> None:
        more = self._passage is not None
        self._passage = passage
        views = views_of(passage)
        if self._around < _FAR and views[0] in ("page", "table"):
            self._around = _FAR
            if passage.before or passage.after:
                self._passage = None
                self._fetch()
                return
        view = views[1] if self._prefers_text and len(views) > 1 else views[0]
        self.head.show_passage(passage)
        self.bar.show_back(self._back)
        self._warn(_omitted(passage, is_all=self._around >= _FAR))
        if more and view in ("rich", "text", "code") and self._view == view:
            lit = self._lit
            top, current = lit.top(), lit.current_place()
            self._put(view)
            lit.restore(top, current)
        else:
            self._put(view)
        self.bar.show_views(views, view)
        self.shown.emit()

    def _put(self, view: View) -> None:
        """Show the Document by a view."""
        passage, words = self._passage, self._words
        assert passage is not None
        self._showing = True
        was_drawn, self._view = self._view in ("page", "image") and self._stack.currentWidget() is self.page, view
        self.caption.setVisible(view == "image" and bool(passage.text.strip()))
        if view in ("page", "image"):
            if not was_drawn:
                self.page.clear()
                self._stack.setCurrentWidget(self.page)
                self.page.expect(is_image=view == "image")
                self._draw(0)
            elif view == "page" and not words:
                self._draw(self._page)  # found by its meaning: its lines are marked, which are known only now
            if view == "image" and passage.text.strip():
                self.caption.show_reading(reading.reading(passage), words)
        elif view == "table":
            self._stack.setCurrentWidget(self.sheets)  # before it is filled: what is in sight depends on how wide it is
            self.sheets.show_sheets(sheets(passage), words)
        elif view == "rich":
            self.rich.show_markdown(marked.markdown(passage), words)
            self._stack.setCurrentWidget(self.rich)
        else:
            self.text.show_reading(codelines.code(passage) if view == "code" else reading.reading(passage), words)
            self._stack.setCurrentWidget(self.text)
        self._showing = False
        self._count()

    def _choose(self, view: View) -> None:
        if self._passage is not None and view != self._view:
            self._prefers_text = view == "text"
            self._put(view)

    def _fall_back(self, error: LfmsearchError) -> None:
        """It cannot be drawn: its text, and why."""
        self._warn(said(error.message))
        if self._passage is not None:
            self._put("text")
            self.bar.show_views((), "text")
        else:
            self._view = "text"
            self.text.clear()
            self._stack.setCurrentWidget(self.text)
        self.page.clear()

    def _say_instead(self, error: LfmsearchError) -> None:
        self.clear()
        self._view = "text"
        self._stack.setCurrentWidget(self.text)
        self.text.setPlainText(told(error))
        self.shown.emit()

    def _count(self) -> None:
        """Say which page and which match."""
        self.bar.show_page(self._page, self._pages if self._view == "page" else 0)
        if self._view in ("page", "image"):
            are_words = self._view == "page" and bool(self._words)
            self.bar.show_match(self.page.current + 1, self.page.marks if are_words else 0)
        elif self._view == "table":
            self.bar.show_match(self.sheets.table.current + 1, len(self.sheets.table.matches))
        else:
            lit, more = self._lit, self._has_more(1) or self._has_more(-1)
            self.bar.show_match(lit.current + 1, len(lit.matches), more=more or len(lit.matches) == MOST)

    def _warn(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    # Attachments

    def _visit(self, attachment: str) -> None:
        """Show an attachment in the place of what it is attached to."""
        if self._passage is None:
            return
        self._back = self._passage.title
        self._begin(attachment, drawn=False, is_image=False)

    def _leave(self) -> None:
        if self._hit is not None:
            self.show_hit(self._hit)

    def _open(self, attachment: str) -> None:
        self._link.ask(
            lambda client: client.launch(attachment),
            lambda done: self._warn(said(done.reason)) if done.reason else None,
            failed=lambda error: self._warn(told(error)),
            owner=self,
            lane="actions",
        )

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.note.setStyleSheet(
            f"color: {tokens.soft}; background: {tokens.ground}; border-bottom: 1px solid {tokens.line};"
        )
        reader = f"background: {tokens.surface}; color: {tokens.text}; border: none;"
        self.text.setStyleSheet(f"QPlainTextEdit {{ {reader} }}")
        self.rich.setStyleSheet(f"QTextEdit {{ {reader} }}")
        self.caption.setStyleSheet(f"QPlainTextEdit {{ {reader} border-top: 1px solid {tokens.line}; }}")


def _omitted(passage: Passage, *, is_all: bool) -> str:
    """What is less than one would expect; `is_all` says that what is left out does not come by itself."""
    parts = [said(passage.problem)] if passage.problem else []
    if is_all and (passage.before or passage.after):
        left = translate(
            "PreviewBody",
            "This is the part around the passage: {0} characters before it and {1} after it are left out.",
        )
        parts.append(left.format(number(passage.before), number(passage.after)))
    return " ".join(parts)
