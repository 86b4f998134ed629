"""Settings: when indexing gives way to battery, heat, and a full disk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from lfmsearch import config
from lfmsearch.gui.cards import Card, Page, Row, Switch, label
from lfmsearch.gui.condition import condition_of
from lfmsearch.gui.link import Link
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import GRID
from lfmsearch.types import Status


class Power(Page):
    """The page."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__(
            self.tr("Power"),
            self.tr(
                "Searching always works. This is about the reading and learning in the background, which gives way to you."
            ),
        )
        self._link, self._theme = link, theme
        self._settings = config.load(link.home)
        self.resume = QPushButton(self.tr("Go on anyway for an hour"))
        self.resume.clicked.connect(self._go_on)
        self._now = Row(self.tr("Right now"), " ", self.resume)
        self.add(Card("", self._now))
        self.add(
            Card(
                self.tr("On battery"),
                self._switch(
                    "embed_on_battery",
                    self.tr("Learn meanings on battery too"),
                    self.tr("New files are found by their words at once in any case."),
                ),
                Row(
                    self.tr("Stop below"),
                    self.tr("What is left then is for your own work."),
                    self._number("stop_below_battery_percent", self.tr("Stop below"), 100, "%"),
                ),
                self._switch("stop_in_low_power_mode", self.tr("Stop in low power mode"), ""),
            )
        )
        self.add(
            Card(
                self.tr("Always"),
                self._switch("stop_when_hot", self.tr("Stop while the computer is hot"), ""),
                Row(
                    self.tr("Keep free on the disk"),
                    self.tr("Indexing stops rather than fill the disk."),
                    self._number("stop_below_free_mb", self.tr("Keep free on the disk"), 100_000, "MB"),
                ),
            )
        )
        link.status_changed.connect(self._show)
        if link.status is not None:
            self._show(link.status)
        else:
            self.resume.hide()

    def _switch(self, key: str, title: str, detail: str) -> Row:
        def flip(on: bool) -> None:  # noqa: FBT001 - a signal's
            config.put(self._link.home, key, str(on).lower())

        return Row(title, detail, Switch(self._theme, on=bool(getattr(self._settings, key)), flipped=flip))

    def _number(self, key: str, name: str, most: int, unit: str) -> QWidget:
        line = QLineEdit(str(getattr(self._settings, key)))
        line.setAccessibleName(f"{name} ({unit})")
        line.setValidator(QIntValidator(0, most, line))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFixedWidth(76)
        line.editingFinished.connect(lambda: config.put(self._link.home, key, line.text()))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(line)
        row.addWidget(label(unit, tone="soft", wraps=False))
        return holder

    def _show(self, status: Status) -> None:
        condition = condition_of(self._link.standing.state, self._link.standing.message, status)
        self._now.say(condition.sentence, "warn" if condition.word == "paused" else "soft")
        self.resume.setVisible(condition.word == "paused")

    def _go_on(self) -> None:
        self._link.resume(anyway=True)
