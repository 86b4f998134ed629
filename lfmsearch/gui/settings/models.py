"""Settings: the models that are here, the one that answers, and others that can be fetched."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMessageBox, QPushButton

from lfmsearch.errors import LfmsearchError
from lfmsearch.gui import measures
from lfmsearch.gui.cards import Card, Page, Row
from lfmsearch.gui.link import Link
from lfmsearch.gui.setup.model import ModelCard, facts_of, title_of
from lfmsearch.gui.words import told
from lfmsearch.service.offers import ModelCost, ModelOffer


class Models(Page):
    """The page."""

    def __init__(self, link: Link) -> None:
        super().__init__(
            self.tr("Model"),
            self.tr(
                "The model finds by meaning. It runs on this computer; what you search and what you have stay here."
            ),
        )
        self._link = link
        self.first = ModelCard(link)
        self.others = Card(self.tr("All models"))
        self.add(self.first)
        self.add(self.others)
        link.happened.connect(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Read anew which models there are."""
        self._link.ask(lambda client: client.models(), self._show, owner=self, lane="models", waits=True)

    def _show(self, offers: list[ModelOffer]) -> None:
        self.others.clear()
        for offer in sorted(offers, key=lambda each: (not each.answers, not each.is_here)):
            self.others.add(self._row(offer))

    def _row(self, offer: ModelOffer) -> Row:
        does = self.tr("finds by meaning") if offer.role == "embed" else self.tr("ranks again what was found")
        detail, title = f"{facts_of(offer)} · {does}", title_of(offer)
        if offer.answers:
            row = Row(title, detail)
            row.say(f"{detail} · {self.tr('answers now')}", "accent")
            return row
        if offer.is_here and offer.role == "embed":
            button = QPushButton(self.tr("Use…"))
            button.clicked.connect(lambda: self._measure(offer, row))
        elif offer.is_here:
            return Row(title, f"{detail} · {self.tr('here')}")
        else:
            button = QPushButton(self.tr("Show"))
            button.clicked.connect(lambda: self._choose(offer))
        row = Row(title, detail, button)
        return row

    def _choose(self, offer: ModelOffer) -> None:
        self.first.show_one(offer)
        self.verticalScrollBar().setValue(0)

    def _measure(self, offer: ModelOffer, row: Row) -> None:
        row.say(self.tr("Measuring it on this computer, for some seconds…"))
        self._link.ask(
            lambda client: client.cost_of_model(offer.id),
            lambda cost: self._ask_use(offer, cost),
            failed=lambda error: row.say(told(error), "bad"),
            owner=row,
            lane="measuring",
        )

    def _ask_use(self, offer: ModelOffer, cost: ModelCost) -> None:
        if cost.passages:
            title = self.tr("Let {0} answer?").format(offer.title)
            box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self)
            box.setInformativeText(
                self.tr(
                    "{0} passages are learnt anew: {1}, {2} of disk. Until that is done the present model answers."
                ).format(measures.number(cost.passages), measures.time(cost.seconds), measures.size(cost.bytes))
            )
            yes = box.addButton(self.tr("Use it"), QMessageBox.ButtonRole.AcceptRole)
            box.addButton(QMessageBox.StandardButton.Cancel)
            box.exec()
            if box.clickedButton() is not yes:
                self.refresh()
                return
        self._link.ask(
            lambda client: client.use_model(offer.id),
            lambda _: self._used(),
            failed=self._fail,
            owner=self,
            lane="models",
        )

    def _used(self) -> None:
        self.refresh()
        self.first.refresh()

    def _fail(self, error: LfmsearchError) -> None:
        QMessageBox.warning(self, "lfmsearch", told(error))

    def _hear(self, event: dict[str, Any]) -> None:
        if event["event"] == "model" and event["state"] == "ready":
            self.refresh()
