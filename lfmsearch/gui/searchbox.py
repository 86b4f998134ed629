"""The box one types into: text and chips, and what an input method is still composing."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from lfmsearch.gui.completion import Completion
from lfmsearch.gui.icons import icon, pixmap
from lfmsearch.gui.preview.reading import is_right_to_left
from lfmsearch.gui.telling import isolated
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import META, ROUND_ROW
from lfmsearch.search.chips import Chip, query_of, taken

# A chip is shown in so many characters at most; hovering shows all of it.
_CHIP_CHARACTERS = 28
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}


# The arrow that goes on in the direction of what is written.
_FORTH = {False: Qt.Key.Key_Right, True: Qt.Key.Key_Left}


class SearchBox(QFrame):
    """
    What is searched for. Bare keys are handled here, after the input method, and never as shortcuts of the whole window.

    Args:
        size: of its text, relative to the system's.
        margins: around it, in pixels: left, top, right, bottom.
    """

    changed = Signal(str)
    """The query: chips, text, and what is being composed, as it would be typed."""
    entered = Signal()
    """Return."""
    stepped = Signal(int)
    """Arrows and page keys: so many rows down."""
    copied = Signal()
    """The copy key while no text is selected: what is copied is the result."""
    edited = Signal()
    """The text, the cursor in it, or what is being composed has changed."""
    recalled = Signal()
    """The up key in an empty box: what was searched for before."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, size: float = 1.15, margins: tuple[int, int, int, int] = (12, 6, 8, 6)
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: list[Chip] = []
        self._query = ""
        self.line = _Line(self)
        self.line.setFont(scaled(self.font(), size))
        self.line.setFrame(False)
        self.line.setPlaceholderText(self.tr("Search your files, mails and notes"))
        self.line.setAccessibleName(self.tr("Search"))
        self._lens = QLabel(self)
        self._lens.setAccessibleName("")
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._completion: Completion | None = None
        self.offered = QToolButton(self)
        self.offered.setAutoRaise(True)
        self.offered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offered.setFont(scaled(self.font(), META))
        self.offered.clicked.connect(self.complete)
        self.offered.hide()
        self._clear = QToolButton(self)
        self._clear.setAutoRaise(True)
        self._clear.setToolTip(self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        kept = self._clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the box keeps its height
        self._clear.setSizePolicy(kept)
        self._clear.hide()  # until there is something to clear
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*margins)
        layout.setSpacing(10)
        layout.addWidget(self._lens)
        layout.addLayout(self._row)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.offered)
        layout.addWidget(self._clear)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _: self._tell())
        self.line.composing.connect(self._tell)
        self.line.key.connect(self._key)
        self.line.cursorPositionChanged.connect(lambda *_: self.edited.emit())
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def query(self) -> str:
        """The query as it would be typed whole."""
        return query_of(self.chips, self.line.with_preedit())

    def put(self, query: str) -> None:
        """Take a query in place of what is there: what can be a chip becomes one."""
        chips, rest = taken(query, _now())
        self.chips = list(dict.fromkeys(chips))
        self._show_chips()
        self.line.setText(rest.strip())
        self._tell()

    def add(self, typed: str) -> None:
        """Add one operator, unless it is there."""
        chips, _ = taken(typed, _now())
        if new := [chip for chip in chips if chip not in self.chips]:
            self.chips += new
            self._show_chips()
            self._tell()

    def remove(self, typed: str) -> None:
        """Take one operator out."""
        self.chips = [chip for chip in self.chips if chip.typed != typed]
        self._show_chips()
        self._tell()
        self.line.setFocus()

    def clear(self) -> None:
        """Empty it."""
        self.put("")
        self.line.setFocus()

    def select_all(self) -> None:
        """Select the text, so that typing replaces it."""
        self.line.selectAll()

    def offer(self, completion: Completion | None) -> None:
        """Offer a way to go on beside the text, in place of the one before; None offers nothing."""
        self._completion = completion
        self.line.takes_tab = completion is not None
        self.offered.setVisible(completion is not None)
        if completion is not None:
            self.offered.setText(f"{isolated(completion.shown)}   {self.tr('Tab')}")
            self.offered.setAccessibleName(self.tr("Tab completes it: {0}").format(completion.shown))
            self.offered.setToolTip(self.offered.accessibleName())

    def complete(self) -> bool:
        """Go on as offered; return whether anything was."""
        completion = self._completion
        if completion is None:
            return False
        self.offer(None)
        self.line.setText(completion.text)
        self.line.setFocus()
        return True

    # Inside

    def _tell(self) -> None:
        self.edited.emit()
        if not self.line.preedit:
            chips, rest = taken(self.line.text(), _now(), cursor=self.line.cursorPosition())
            if chips:
                self.chips += [chip for chip in chips if chip not in self.chips]
                self._show_chips()
                self.line.setText(rest)  # comes here again
                return
        self._clear.setVisible(bool(self.query))
        if self.query != self._query:
            self._query = self.query
            self.changed.emit(self._query)

    def _key(self, event: QKeyEvent) -> None:
        """Take a key that the input method and the line have no use for; `ignore` leaves it to the window."""
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bare:
            self.entered.emit()
        elif key == Qt.Key.Key_Up and bare and not self.query:
            self.recalled.emit()
        elif (
            (key == Qt.Key.Key_Tab or (key == _FORTH[self.line.is_right_to_left] and self.line.is_at_end))
            and bare
            and self._completion
        ):
            self.complete()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.line.hasSelectedText():
            self.copied.emit()
        elif key in _STEPS and bare:
            self.stepped.emit(_STEPS[key])
        elif (
            key == Qt.Key.Key_Backspace
            and bare
            and self.chips
            and self.line.cursorPosition() == 0
            and not self.line.hasSelectedText()
        ):
            self._edit(self.chips[-1])
        else:
            event.ignore()
            return
        event.accept()

    def _edit(self, chip: Chip) -> None:
        """Put a chip back into the text, where it can be changed."""
        self.chips = [other for other in self.chips if other != chip]
        self._show_chips()
        text = self.line.text()
        with QSignalBlocker(self.line):
            self.line.setText(f"{chip.typed} {text}" if text else chip.typed)
            self.line.setCursorPosition(len(chip.typed))
        self.line.setFocus()
        self._tell()

    def _show_chips(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for chip in self.chips:
            shown = _ChipButton(chip, self._theme, self)
            shown.edited.connect(partial(self._edit, chip))
            shown.removed.connect(partial(self.remove, chip.typed))
            self._row.addWidget(shown)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        ratio = self.devicePixelRatioF()
        self._lens.setPixmap(pixmap("search", tokens.soft, 20, ratio))
        self._clear.setIcon(icon("close", tokens.soft))
        self.line.setStyleSheet(
            f"QLineEdit {{ background: transparent; color: {tokens.text}; padding: 0; border: none; }}"
        )
        self.offered.setStyleSheet(f"QToolButton {{ border: none; background: transparent; color: {tokens.soft}; }}")
        self._show_chips()


class _Line(QLineEdit):
    """A line that knows what is being composed in it, and offers the keys it has no use for."""

    composing = Signal()
    key = Signal(QKeyEvent)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.preedit = ""
        self.takes_tab = False

    @property
    def is_at_end(self) -> bool:
        """Whether the cursor stands at the end of the text, and nothing is selected or composed."""
        return self.cursorPosition() == len(self.text()) and not self.hasSelectedText() and not self.preedit

    @property
    def is_right_to_left(self) -> bool:
        """Whether what is written runs from right to left."""
        return self.text().strip()[:1].isalpha() and is_right_to_left(self.text())

    def event(self, event: QEvent) -> bool:
        """Keep Tab from the shortcuts and from the order of focus while it completes something."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.takes_tab:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def with_preedit(self) -> str:
        """Return the text with what is being composed at the cursor."""
        at = self.cursorPosition()
        return self.text()[:at] + self.preedit + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep what is composed: a Korean syllable stays there until the next begins, and is to be found before that."""
        before, self.preedit = self.preedit, event.preeditString()
        super().inputMethodEvent(event)
        if before != self.preedit:
            self.composing.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being composed has been committed or dropped by then."""
        super().focusOutEvent(event)
        if self.preedit:
            self.preedit = ""
            self.composing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the box first."""
        self.key.emit(event)
        if not event.isAccepted():
            event.accept()
            super().keyPressEvent(event)


class _ChipButton(QWidget):
    """One chip: clicked it becomes text again, its cross removes it."""

    edited = Signal()
    removed = Signal()

    def __init__(self, chip: Chip, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        tokens = theme.tokens
        colour = tokens.bad if chip.excluded else tokens.accent
        shown = chip.typed if len(chip.typed) <= _CHIP_CHARACTERS else f"{chip.typed[: _CHIP_CHARACTERS - 1]}…"
        label = QToolButton(self)
        label.setText(shown)
        label.setAutoRaise(True)
        label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        label.setToolTip(
            self.tr("{0}. Click to change it.").format(f"{chip.field}: {chip.told}" if chip.field else chip.told)
        )
        label.setAccessibleName(self.tr("Filter {0}").format(chip.typed))
        label.clicked.connect(self.edited)
        cross = QToolButton(self)
        cross.setIcon(icon("close", tokens.soft))
        cross.setIconSize(QSize(12, 12))
        cross.setAutoRaise(True)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setToolTip(self.tr("Remove"))
        cross.setAccessibleName(self.tr("Remove {0}").format(chip.typed))
        cross.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(2)
        layout.addWidget(label)
        layout.addWidget(cross)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"_ChipButton {{ background: {tokens.selected}; border-radius: {ROUND_ROW}px; }}"
            f"QToolButton {{ border: none; background: transparent; color: {colour}; padding: 2px 1px; }}"
            f"QToolButton:focus {{ text-decoration: underline; }}"
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)


def _now() -> datetime:
    return datetime.now().astimezone()
