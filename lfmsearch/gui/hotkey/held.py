"""The hotkey as the app has it: taken by this system's way, its news in the thread of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from lfmsearch.gui.hotkey import Hotkey, Standing, Told, hotkey_of, way_here
from lfmsearch.gui.hotkey.combination import BadCombinationError, Combination, parse

OFF = "off"


class HeldHotkey(QObject):
    """
    The one global hotkey of the app.

    Args:
        made: gives the way to hold it; this system's own when None.

    Signals:
        pressed (str): with the token that lets a window come to the front, or empty.
        changed (Standing): what has become of it; `standing` is the last.
    """

    pressed = Signal(str)
    changed = Signal(object)
    _heard = Signal(str)
    _said = Signal(object, int)

    def __init__(self, parent: QObject | None = None, *, made: Callable[[Told], Hotkey] | None = None) -> None:
        super().__init__(parent)
        self.standing = Standing("off")
        self.combination: Combination | None = None
        """What is wished for."""
        self._round = 0  # what an earlier choice still says is of no interest
        self._hotkey: Hotkey | None = None
        self._made = made or _of_this_system
        self._heard.connect(self._pass_press)
        self._said.connect(self._pass_standing)

    def choose(self, text: str) -> None:
        """Hold this combination from now on, as the settings write it; `off` holds none."""
        self.combination = None
        self.release()
        if text.strip().lower() in ("", OFF):
            return
        try:
            self.combination = parse(text)
        except BadCombinationError as error:
            self._said.emit(Standing("unavailable", reason=str(error)), self._round)
            return
        self._hotkey = self._made(_Teller(self, self._round))
        self._hotkey.take(self.combination)

    def release(self) -> None:
        """Hold none."""
        self._round += 1
        if self._hotkey is not None:
            self._hotkey.release()
            self._hotkey = None
        self._said.emit(Standing("off"), self._round)

    def shown(self) -> str:
        """Return the keys that work now, as they are labelled here; empty when none do."""
        if self.standing.state != "held" or self.combination is None:
            return ""
        return self.standing.shown or self.combination.shown()

    @Slot(str)
    def _pass_press(self, token: str) -> None:
        self.pressed.emit(token)

    @Slot(object, int)
    def _pass_standing(self, standing: Standing, of: int) -> None:
        if of == self._round and standing != self.standing:
            self.standing = standing
            self.changed.emit(standing)


class _Teller:
    """Passes on what one choice says, from any thread."""

    def __init__(self, held: HeldHotkey, of: int) -> None:
        self._held, self._round = held, of

    def pressed(self, token: str) -> None:
        self._held._heard.emit(token)  # noqa: SLF001 - its other half

    def stands(self, standing: Standing) -> None:
        self._held._said.emit(standing, self._round)  # noqa: SLF001


def _of_this_system(told: Told) -> Hotkey:
    description = QCoreApplication.translate("HeldHotkey", "Show or hide the quick-find")
    return hotkey_of(way_here(QGuiApplication.platformName()), told, description)
