"""The head of a mail and what is attached to it; the attachments of anything else that has some."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lfmsearch.gui import telling
from lfmsearch.gui.icons import glyph_of, icon
from lfmsearch.gui.measures import size
from lfmsearch.gui.preview.recipients import Line, lines
from lfmsearch.gui.theme import Theme, scaled
from lfmsearch.gui.tokens import GRID, META, PASSAGE
from lfmsearch.types import Attachment, Passage

# So many attachments are listed before the rest is folded.
_SHOWN = 4


class MailHead(QWidget):
    """Who, to whom, when; tags; attachments as rows."""

    wants = Signal(str)
    """The id of an attachment that is to be shown."""
    opens = Signal(str)
    """The id of an attachment that is to be opened in its own program."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passage: Passage | None = None
        self._unfolded = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        self._layout.setSpacing(GRID)
        self._inner = QWidget(self)
        self._layout.addWidget(self._inner)
        self.rows: list[QPushButton] = []
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.changed.connect(self._dress)
        self._dress()

    def show_passage(self, passage: Passage) -> bool:
        """Show the head of a Document, and return whether there is anything to show."""
        self._passage, self._unfolded = passage, False
        self._build()
        shown = passage.kind == "mail" or bool(passage.attachments)
        self.setVisible(shown)
        return shown

    def _dress(self) -> None:
        self.setStyleSheet(f"MailHead {{ border-bottom: 1px solid {self._theme.tokens.line}; }}")
        self._build()

    def _build(self) -> None:
        passage = self._passage
        if passage is None:
            return
        self._inner.hide()
        self._layout.removeWidget(self._inner)
        self._inner.deleteLater()
        self._inner = QWidget(self)
        self._layout.addWidget(self._inner)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if passage.kind == "mail":
            column.addLayout(self._people(passage))
        self.rows = []
        if passage.attachments:
            column.addLayout(self._attachments(passage.attachments))

    def _people(self, passage: Passage) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID + 4)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        names = {
            "from": self.tr("From"),
            "author": self.tr("From"),
            "to": self.tr("To"),
            "cc": self.tr("Cc"),
            "bcc": self.tr("Bcc"),
        }
        said = [(names[line.role], self._named(line)) for line in lines(passage, unfolded=self._unfolded)]
        if passage.date is not None:
            said.append((self.tr("Date"), escape(telling.at_length(passage.date))))
        if passage.tags:
            tags = "&nbsp; ".join(escape(telling.isolated(tag)) for tag in passage.tags)
            said.append((self.tr("Tags"), tags))
        for at, (name, text) in enumerate(said):
            label, value = QLabel(name, self._inner), QLabel(text, self._inner)
            label.setFont(scaled(self.font(), META))
            label.setStyleSheet(f"color: {self._theme.tokens.soft};")
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            value.setFont(scaled(self.font(), PASSAGE))
            value.setTextFormat(Qt.TextFormat.RichText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            value.setOpenExternalLinks(False)
            value.linkActivated.connect(lambda _: self._unfold())
            value.setAccessibleName(name)
            grid.addWidget(label, at, 0)
            grid.addWidget(value, at, 1)
        return grid

    def _named(self, line: Line) -> str:
        tokens = self._theme.tokens
        made = []
        for person in line.people:
            address = f' <span style="color:{tokens.soft}">{escape(person.address)}</span>' if person.address else ""
            name = escape(telling.isolated(person.name))
            made.append(
                f"{name}{address if line.role in ('from', 'author') else ''}" if name else escape(person.address)
            )
        if line.folded:
            more = escape(self.tr("and {0} more").format(line.folded))
            made[-1] += f' &nbsp;<a href="more" style="color:{tokens.accent};text-decoration:none">{more}</a>'
        return ", ".join(made)

    def _attachments(self, attachments: tuple[Attachment, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        shown = attachments if self._unfolded or len(attachments) <= _SHOWN + 1 else attachments[:_SHOWN]
        tokens = self._theme.tokens
        for one in shown:
            row = QHBoxLayout()
            row.setSpacing(4)
            facts = " · ".join(part for part in (one.type, size(one.size) if one.size else "") if part)
            button = QPushButton(f"{telling.isolated(one.title)}   {facts}".replace("&", "&&"), self._inner)
            button.setIcon(icon(glyph_of("attachment", one.type), tokens.soft))
            button.setIconSize(QSize(16, 16))
            button.setFont(scaled(self.font(), PASSAGE))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setStyleSheet("QPushButton { text-align: left; padding: 5px 8px; }")
            button.setToolTip(self.tr("Show it here"))
            button.setAccessibleName(self.tr("Attachment {0}, {1}").format(one.title, facts))
            button.clicked.connect(partial(self.wants.emit, one.id))
            open_ = QToolButton(self._inner)
            open_.setText(self.tr("Open"))
            open_.setAutoRaise(True)
            open_.setFont(scaled(self.font(), META))
            open_.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            open_.setAccessibleName(self.tr("Open {0}").format(one.title))
            open_.clicked.connect(partial(self.opens.emit, one.id))
            row.addWidget(button, 1)
            row.addWidget(open_)
            column.addLayout(row)
            self.rows.append(button)
        if len(shown) < len(attachments):
            more = QToolButton(self._inner)
            more.setText(self.tr("{0} more attachments").format(len(attachments) - len(shown)))
            more.setAutoRaise(True)
            more.setFont(scaled(self.font(), META))
            more.clicked.connect(self._unfold)
            column.addWidget(more)
        return column

    def _unfold(self) -> None:
        self._unfolded = True
        self._build()
