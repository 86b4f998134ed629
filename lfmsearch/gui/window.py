"""The window: filters at the left, results in the middle, the preview at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lfmsearch.gui import telling
from lfmsearch.gui.actions import Actions
from lfmsearch.gui.filters import FilterPanel
from lfmsearch.gui.finder import Finder
from lfmsearch.gui.link import Link
from lfmsearch.gui.listhead import ListHead
from lfmsearch.gui.menus import main_menu, row_menu
from lfmsearch.gui.narrowing import sections
from lfmsearch.gui.preview.pane import PreviewPane
from lfmsearch.gui.resultlist import ResultList
from lfmsearch.gui.rows import Row
from lfmsearch.gui.searchbox import SearchBox
from lfmsearch.gui.searching import Searching
from lfmsearch.gui.shortcutkeys import Keys
from lfmsearch.gui.states import Offer
from lfmsearch.gui.statusline import StatusLine
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META
from lfmsearch.types import Facet

# Documents asked for at once; more come when the list is scrolled to its end.
_PAGE = 50


class Window(QMainWindow):
    """The large view of a search. Closing it hides it."""

    offered = Signal(object)
    """An Offer that was taken up, or a place of the app that is wanted: settings, problems, sources, models, quit."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__()
        self._link, self._theme = link, theme
        self.setWindowTitle("lfmsearch")
        self.resize(1240, 780)
        self.finder = Finder(link, "window", _PAGE, self)
        self.actions_ = Actions(link, self)
        self.box = SearchBox(theme, self, size=1.15, margins=(14, 7, 8, 7))
        self.box.setObjectName("box")
        self.filters = FilterPanel(theme, self)
        self.head = ListHead(theme, self)
        self.list = ResultList(theme, self, lines=2)
        self._middle = Searching(self.box, self.finder, self.list, link, theme, self)
        self.notice, self.start = self._middle.notice, self._middle.start
        self.preview = PreviewPane(link, theme, self)
        self.status = StatusLine(link, theme, self)
        self.menu = main_menu(self, theme)
        self.keys = Keys(link.home, self)
        self._right = QStackedWidget(self)
        self._blank = QLabel(self.tr("Choose a result to read it here"), self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._facets: tuple[Facet, ...] | None = None
        self.finder.counts = True
        self._hidden = False  # the user wants no preview
        self._rules = [QFrame(self) for _ in range(2)]
        self._lay_out()
        self._connect()
        self._dress()
        self._middle.show_state()

    def search(self, query: str) -> None:
        """Search for `query`."""
        self._middle.search(query)

    def perform(self, name: str) -> None:
        """Do what the shortcut of that name does."""
        row = self.finder.listing.chosen
        if name in _PLACES:
            self.offered.emit(Offer("", name))
        elif name in _VIEWS:
            getattr(self, f"_{name}")()
        elif row is not None and name in _ROWS:
            getattr(self, f"_{name}")(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears first, then hides."""
        if event.key() == Qt.Key.Key_Escape:
            if self.box.query:
                self.box.clear()
            else:
                self.close()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the list shows the preview; Shift and an arrow in the preview take the next result."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list and event.key() == Qt.Key.Key_Space:
                self._preview()
                return True
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if (
                steps
                and watched in self.preview.body.readers
                and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            ):
                self.finder.move(steps)
                return True
        return super().eventFilter(watched, event)

    # Made of

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        top.setSpacing(GRID)
        top.addWidget(self.box, 1)
        top.addWidget(self.menu)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._middle, 1)
        self._blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right.addWidget(self._blank)
        self._right.addWidget(self.preview)
        for part, stretch in ((self.filters, 0), (middle, 3), (self._right, 4)):
            self._split.addWidget(part)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self.filters.setMinimumWidth(168)
        middle.setMinimumWidth(320)
        self._right.setMinimumWidth(280)
        self._split.setSizes([204, 460, 576])
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, 6, 2 * GRID, 6)
        foot.addWidget(self.status, 1)
        self._hint = QLabel(self)
        self._hint.setFont(scaled(self.font(), META))
        foot.addWidget(self._hint)
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._rules[0])
        layout.addWidget(self._split, 1)
        layout.addWidget(self._rules[1])
        layout.addLayout(foot)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        finder, box, rows = self.finder, self.box, self.list
        box.copied.connect(lambda: self._with_row(self.actions_.copy_file))
        rows.asked.connect(lambda _, at: self._menu_at(at))
        rows.verticalScrollBar().valueChanged.connect(self._scrolled)
        rows.installEventFilter(self)
        for reader in self.preview.body.readers:
            reader.installEventFilter(self)
        self.preview.wants.connect(self.perform)
        self._middle.opens.connect(self._open)
        self._middle.offered.connect(self.offered)
        self._middle.shown.connect(self._show)
        self.filters.switched.connect(lambda typed, on: box.add(typed) if on else box.remove(typed))
        self.head.ordered.connect(finder.order)
        self.head.asked.connect(self.search)
        self.head.left.connect(lambda: finder.type(box.query))
        self.menu.wanted.connect(self.perform)
        self.keys.pressed.connect(self.perform)
        self.actions_.said.connect(self.status.say)
        self._link.happened.connect(self._happened)
        self._theme.changed.connect(self._dress)

    # What keys and menus do

    def _with_row(self, does: Callable[[Row], None]) -> None:
        if (row := self.finder.listing.chosen) is not None:
            does(row)

    def _open(self, row: Row) -> None:
        self.actions_.open(row, self.box.query)

    def _reveal(self, row: Row) -> None:
        self.actions_.reveal(row)

    def _copy_path(self, row: Row) -> None:
        self.actions_.copy_path(row)

    def _copy_file(self, row: Row) -> None:
        self.actions_.copy_file(row)

    def _copy_passage(self, row: Row) -> None:
        self.actions_.copy_passage(row)

    def _similar(self, row: Row) -> None:
        self.head.show_like(row.hit)
        self.finder.like(row.hit)

    def _why(self, row: Row) -> None:  # noqa: ARG002 - the pane has it
        self._hidden = False
        self._right.show()
        self.preview.toggle_why()

    def _not_this(self, row: Row) -> None:
        query = self.box.query
        self.finder.hide(row.key)
        self.actions_.not_this(row, query)
        said = self.tr("“{0}” comes lower in this search from now on.").format(telling.title(row.hit))
        self.status.say(said, lambda: self._take_back(row, query))

    def _take_back(self, row: Row, query: str) -> None:
        self.actions_.not_this(row, query, undo=True)
        self.finder.hidden -= {row.key}
        self.finder.again()

    def _fold(self, row: Row) -> None:
        if row.hit.thread:
            self.finder.fold(row.hit.thread)

    def _actions(self, row: Row) -> None:  # noqa: ARG002
        place = self.list.visualRect(self.list.currentIndex())
        self._menu_at(self.list.viewport().mapToGlobal(place.bottomLeft() + QPoint(5 * GRID, 0)))

    def _preview(self) -> None:
        self._hidden = not self._hidden
        self._right.setVisible(self._middle.has_rows and not self._hidden)

    def _next_match(self) -> None:
        self.preview.body.next_match()

    def _previous_match(self) -> None:
        self.preview.body.next_match(-1)

    def _scroll_down(self) -> None:
        self.preview.body.turn(1)

    def _scroll_up(self) -> None:
        self.preview.body.turn(-1)

    def _box(self) -> None:
        self.box.setFocus()
        self.box.select_all()

    def _filters(self) -> None:
        self.filters.focus_first()

    def _sort(self) -> None:
        self.head.turn()

    def _again(self) -> None:
        self.finder.again()

    def _shortcuts(self) -> None:
        self.keys.show_sheet(self._theme)

    def _menu_at(self, at: QPoint) -> None:
        row = self.finder.listing.chosen
        if row is not None:
            row_menu(row, self.keys, self.box.add, self).exec(at if not at.isNull() else QCursor.pos())

    # What is shown

    def _scrolled(self, value: int) -> None:
        if value > 0 and value >= self.list.verticalScrollBar().maximum() - 200:
            self.finder.more()

    def _happened(self, event: dict[str, object]) -> None:
        if event["event"] == "changed" and self.isVisible() and self.finder.listing.text and not self.finder.waits:
            self.finder.refresh()

    def _show(self) -> None:
        """Show what stands beside the rows."""
        listing, found, link = self.finder.listing, self.finder.found, self._link
        results = found.results if self.box.query or listing.rows else None
        places = [str(source.get("path", "")) for source in link.status.by_source] if link.status else []
        if not listing.text or self.finder.is_like:
            self._facets = None
        elif results is not None and listing.is_current and listing.stage == "both":
            self._facets = results.facets  # until then those of the last answer stay, so that nothing flickers
        now = datetime.now().astimezone()
        self.filters.show_sections(sections(self._facets, places=places, chips=self.box.chips, now=now))
        has_rows = self._middle.has_rows
        self.head.setVisible(has_rows)
        self._right.setVisible(has_rows and not self._hidden)
        self.head.show_state(results, link.status, self.finder)
        self.preview.show_row(listing.chosen, results.query if results and not self.finder.is_like else None)
        self._right.setCurrentWidget(self.preview if listing.chosen is not None else self._blank)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.box.setStyleSheet(
            f"#box {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 8px; }}"
        )
        for rule in self._rules:
            rule.setFixedHeight(1)
            rule.setStyleSheet(f"background: {tokens.line}; border: none;")
        surface = f"background: {tokens.surface}; border: none;"
        self.list.setStyleSheet(f"QListView {{ {surface} padding: 4px 0; outline: none; }}")
        self.filters.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tokens.ground}; border: none; }}"
        )
        self._blank.setStyleSheet(f"color: {tokens.soft}; background: {tokens.surface};")
        self._right.setStyleSheet(f"PreviewPane {{ background: {tokens.surface}; }}")
        self.notice.setStyleSheet(f"Notice {{ {surface} }}")
        self._hint.setStyleSheet(f"color: {tokens.soft};")
        self._hint.setText(f'<span style="color:{tokens.text}">F1</span> {self.tr("shortcuts")}')
        for widget in (self.preview, self.notice, self.start):
            widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.start.setStyleSheet(f"Start {{ {surface} }}")


_PLACES = frozenset({"settings", "problems", "sources", "models", "quit", "pause", "resume"})
_VIEWS = frozenset(
    {
        "preview",
        "next_match",
        "previous_match",
        "scroll_down",
        "scroll_up",
        "box",
        "filters",
        "sort",
        "again",
        "shortcuts",
    }
)
_ROWS = frozenset(
    {"open", "reveal", "copy_path", "copy_file", "copy_passage", "similar", "why", "not_this", "fold", "actions"}
)
