"""The window: filters at the left, results in the middle, the preview at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from lfmsearch.gui.link import Link
from lfmsearch.gui.theme import Theme


class Window(QMainWindow):
    """The large view of a search. Closing it hides it."""

    def __init__(self, link: Link, theme: Theme) -> None:
        super().__init__()
        self._link, self._theme = link, theme
        self.setWindowTitle("lfmsearch")
        self.resize(1180, 760)
