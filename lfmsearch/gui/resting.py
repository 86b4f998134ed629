"""Memory that the app does not need while nobody looks at it, given back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from lfmsearch.system.memory import give_back

# After a view has hidden. It takes some milliseconds, and whoever summons it again at once is not to wait for that.
_AFTER_MS = 3000


class Resting(QObject):
    """Gives back what was freed, some time after one of the views has hidden. For the GUI thread."""

    def __init__(self, parent: QObject, *views: QWidget) -> None:
        super().__init__(parent)
        self._waiting = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._waiting.timeout.connect(give_back)
        for view in views:
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Begin to wait when a view hides."""
        if event.type() == QEvent.Type.Hide and not self._waiting.isActive():
            self._waiting.start()
        return False
