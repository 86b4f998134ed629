"""The model: what it is, under which terms, from where; fetched with its progress shown, or taken from a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import measures
from lfmsearch.gui.cards import Card, label, set_tone
from lfmsearch.gui.link import Link
from lfmsearch.gui.tokens import GRID, PASSAGE
from lfmsearch.gui.words import said, told
from lfmsearch.service.offers import ModelOffer


def first_choice(offers: Sequence[ModelOffer]) -> ModelOffer | None:
    """Return the model that is offered first: the one that answers, else the first that finds by meaning."""
    finding = [offer for offer in offers if offer.role == "embed"]
    return next((offer for offer in finding if offer.answers), finding[0] if finding else None)


def starter_of(offers: Sequence[ModelOffer]) -> ModelOffer | None:
    """Return the small model that is taken where the others cannot be had."""
    return next((offer for offer in offers if offer.is_starter), None)


class ModelCard(Card):
    """
    One model, and the ways to it.

    Signals:
        arrived (str): a model is there, by its id.
        rested: nothing is on its way; what is shown may be another model.
    """

    arrived = Signal(str)
    rested = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link
        self._offers: list[ModelOffer] = []
        self._offer: ModelOffer | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self.name = label("", size=1.1, strong=True)
        self.facts = label("", tone="soft", size=PASSAGE)
        self.terms = label("", size=PASSAGE)
        self.terms.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.says = label("", tone="soft", size=PASSAGE)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Download"))
        for widget in (self.name, self.facts, self.terms):
            column.addWidget(widget)
        column.addSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(self.says)
        column.addLayout(self._buttons())
        self.add(inside)
        link.happened.connect(self._hear)
        self._idle()
        self.refresh()

    def refresh(self) -> None:
        """Read anew which models there are."""
        self._link.ask(
            lambda client: client.models(), self.show_offers, failed=self._fail, owner=self, lane="models", waits=True
        )

    def show_offers(self, offers: list[ModelOffer]) -> None:
        """Show the first choice of these."""
        self._offers = offers
        self._show(first_choice(offers))

    def show_one(self, offer: ModelOffer) -> None:
        """Show this model."""
        self._show(offer)

    def is_here(self) -> bool:
        """Return whether the model that is shown lies on this computer."""
        return self._offer is not None and self._offer.is_here

    def _buttons(self) -> QHBoxLayout:
        self.fetch = QPushButton(self.tr("Accept and download"))
        self.fetch.setProperty("main", "yes")
        self.fetch.clicked.connect(self._fetch)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.clicked.connect(
            lambda: self._link.ask(lambda client: client.cancel_model(), lambda _: None, owner=self)
        )
        self.licence = QPushButton(self.tr("Read the licence"))
        self.licence.setProperty("flush", "yes")  # it begins where the words above it do
        self.licence.clicked.connect(self._read_licence)
        self.file = QPushButton(self.tr("I have the file…"))
        self.file.clicked.connect(self._ask_file)
        self.other = QPushButton("")
        self.other.clicked.connect(self._offer_other)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for button in (self.fetch, self.stop, self.licence, self.file, self.other):
            if button not in (self.fetch, self.stop):
                button.setProperty("quiet", "yes")
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _show(self, offer: ModelOffer | None) -> None:
        self._offer = offer
        if offer is None:
            return
        self.name.setText(title_of(offer))
        self.facts.setText(facts_of(offer))
        self.terms.setText(f"{offer.licence}: {said(offer.licence_summary)}")
        self._idle()

    def _idle(self, message: str = "", *, failed: bool = False) -> None:
        """Nothing is on its way."""
        offer = self._offer
        here = offer is not None and offer.is_here
        self.bar.hide()
        self.stop.hide()
        self.fetch.setVisible(offer is not None and not here)
        self.licence.setVisible(offer is not None and bool(offer.licence_url))
        self.file.show()
        alternative = self._alternative()
        self.other.setVisible(alternative is not None and not here)
        if alternative is not None:
            small = self.tr("Take the small English model ({0})").format(measures.size(alternative.bytes))
            self.other.setText(small if alternative.is_starter else self.tr("Back to {0}").format(alternative.title))
        if here and not message:
            message = self.tr("It is here and checked. Nothing is sent anywhere: it runs on this computer.")
        self.says.setText(message or self.tr("Downloaded once, then everything happens on this computer."))
        set_tone(self.says, "bad" if failed else "soft")
        self.rested.emit()

    def _alternative(self) -> ModelOffer | None:
        starter, first = starter_of(self._offers), first_choice(self._offers)
        shown = self._offer
        return next((each for each in (starter, first) if each and shown and each.id != shown.id), None)

    def _offer_other(self) -> None:
        self._show(self._alternative())

    def _fetch(self) -> None:
        if (offer := self._offer) is None:
            return
        self._busy(0, offer.bytes)
        self._link.ask(
            lambda client: client.fetch_model(offer.id, accept_licence=True),
            lambda _: None,
            failed=self._fail,
            owner=self,
            lane="models",
        )

    def _busy(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(int(1000 * done / total) if total else 0)
        self.bar.show()
        self.stop.setVisible(bool(total))
        for button in (self.fetch, self.file, self.other):
            button.hide()
        amounts = (measures.size(done), measures.size(total))
        self.says.setText(self.tr("{0} of {1}").format(*amounts) if total else self.tr("Checking the file…"))
        set_tone(self.says, "soft")

    def _hear(self, event: dict[str, Any]) -> None:
        if event["event"] != "model":
            return
        if event["state"] == "fetching":
            self._busy(event["done"], event["total"] or (self._offer.bytes if self._offer and event["id"] else 0))
        elif event["state"] == "ready":
            self.refresh()
            self.arrived.emit(event["id"])
        elif event["state"] == "cancelled":
            self._idle(self.tr("Stopped. What arrived is kept for the next try."))
        else:
            self._idle(f"{event['message']} {event['hint']}".strip(), failed=True)

    def _fail(self, error: LfmsearchError) -> None:
        self._idle(told(error), failed=True)

    def _read_licence(self) -> None:
        if self._offer is not None:
            QDesktopServices.openUrl(QUrl(self._offer.licence_url))

    def _ask_file(self) -> None:
        kinds = self.tr("Models (*.gguf *.whl)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model file"), "", kinds)
        if path:
            self._busy(0, 0)
            self._link.ask(
                lambda client: client.import_model(path), lambda _: None, failed=self._fail, owner=self, lane="models"
            )


def title_of(offer: ModelOffer) -> str:
    """Return its name, with the kind of its file where there are several: `LFM2.5-Embedding-350M · Q8_0`."""
    plain = offer.title.lower()
    kind = offer.id.lower().removeprefix(plain).strip("-")
    return f"{offer.title} · {kind.upper()}" if kind and offer.id.lower().startswith(plain) else offer.title


def facts_of(offer: ModelOffer) -> str:
    """Return size, host and languages in one line."""
    from lfmsearch.gui.setup.languages import named

    parts = [measures.size(offer.bytes)] if offer.bytes else []
    parts += [offer.host] if offer.host and not offer.is_here else []
    parts += [named(offer.languages)] if offer.languages else []
    return " · ".join(parts)
