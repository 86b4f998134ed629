"""Recording a hotkey: one presses it, and sees at once whether it works."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton

from lfmsearch.gui.cards import Tone
from lfmsearch.gui.hotkey import Standing
from lfmsearch.gui.hotkey.combination import BadCombinationError, Combination, combination
from lfmsearch.gui.hotkey.held import HeldHotkey
from lfmsearch.gui.words import translate

_NAMED = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Return: "return",
    Qt.Key.Key_Enter: "return",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Insert: "insert",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "pageup",
    Qt.Key.Key_PageDown: "pagedown",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Down: "down",
}
_ALONE = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
)


class Recorder(QPushButton):
    """
    Shows the hotkey; a click lets the next keys be the new one. Esc leaves it as it was, Backspace chooses none.

    Signals:
        recorded (str): as the settings write it, `off` for none.
        refused (str): why what was pressed cannot be one.
    """

    recorded = Signal(str)
    refused = Signal(str)

    def __init__(self, hotkey: HeldHotkey) -> None:
        super().__init__()
        self._hotkey = hotkey
        self._records = False
        self.setMinimumWidth(170)
        self.setAccessibleDescription(
            self.tr("Press to record other keys; Escape leaves them, Backspace chooses none.")
        )
        self.clicked.connect(self._begin)
        hotkey.changed.connect(self._show)  # a bound method: the connection ends with this button
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        if not self._records:
            super().keyPressEvent(event)
            return
        event.accept()
        key = Qt.Key(event.key())
        if key in _ALONE:
            return
        if key == Qt.Key.Key_Escape:
            self._end()
        elif key == Qt.Key.Key_Backspace and not event.modifiers():
            self._end()
            self.recorded.emit("off")
        else:
            self._take(event)

    def event(self, event: QEvent) -> bool:
        """While it records, Tab and the shortcuts of the window are keys like any other."""
        if self._records and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere leaves it as it was."""
        super().focusOutEvent(event)
        if self._records:
            self._end()

    def _take(self, event: QKeyEvent) -> None:
        try:
            chosen = combination_of(event)
        except BadCombinationError as error:
            self.refused.emit(str(error))
            return
        self._records = False
        self.recorded.emit(str(chosen))
        self._show()

    def _begin(self) -> None:
        self._before = str(self._hotkey.combination or "off")
        self._hotkey.release()  # else its own keys would never arrive here
        self._records = True
        self.setText(self.tr("Press the keys…"))

    def _end(self) -> None:
        self._records = False
        self._hotkey.choose(self._before)
        self._show()

    def _show(self, _: object = None) -> None:
        if not self._records:
            wanted = self._hotkey.combination
            self.setText(self._hotkey.shown() or (wanted.shown() if wanted else self.tr("None")))


def combination_of(event: QKeyEvent, system: str = sys.platform) -> Combination:
    """
    Return the combination that was pressed.

    Raises:
        BadCombinationError: it could not be a hotkey.
    """
    held = event.modifiers()
    flags = Qt.KeyboardModifier
    # On macOS Qt calls ⌘ Control and ⌃ Meta.
    ctrl, meta = ("meta", "ctrl") if system == "darwin" else ("ctrl", "meta")
    named = {
        flags.ControlModifier: ctrl,
        flags.AltModifier: "alt",
        flags.ShiftModifier: "shift",
        flags.MetaModifier: meta,
    }
    return combination({name for flag, name in named.items() if held & flag}, _key(event))


def _key(event: QKeyEvent) -> str:
    key = Qt.Key(event.key())
    if key in _NAMED:
        return _NAMED[key]
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F20:
        return f"f{key - Qt.Key.Key_F1 + 1}"
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key).lower()
    return event.text() or key.name.removeprefix("Key_")


def sentence_of(standing: Standing, wanted: Combination | None) -> tuple[str, Tone]:
    """Return what is said below the recorder, and how it is coloured."""
    keys = wanted.shown() if wanted else ""
    by_hand = translate("Hotkey", "Any key that your desktop lets you bind to “lfmsearch toggle” does the same.")
    if standing.state == "held" and standing.shown and standing.shown != keys:
        said = translate("Hotkey", "Your desktop chose these keys; its keyboard settings change them.")
        return said, "soft"
    if standing.state == "held":
        return translate("Hotkey", "Works in every program. Click to record others."), "soft"
    if standing.state == "asking":
        return translate("Hotkey", "Your desktop asks you whether lfmsearch may have these keys."), "soft"
    if standing.state == "taken":
        return translate("Hotkey", "Another program has {0}. Click to record others.").format(keys), "bad"
    if standing.state == "unavailable":
        said = translate("Hotkey", "Your desktop gives no hotkey to programs.")
        return f"{said} {by_hand}" + (f" ({standing.reason})" if standing.reason else ""), "warn"
    return f"{translate('Hotkey', 'No hotkey.')} {by_hand}", "soft"
