"""
The hotkey on X11: a grab on the root window, through the connection that Qt has anyway.

NumLock and CapsLock are modifiers like any other to X, so that a combination is grabbed once for each state they can be in.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Any, Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QTimer
from PySide6.QtGui import QGuiApplication

from lfmsearch.gui.hotkey import Standing, Told
from lfmsearch.gui.hotkey.combination import Combination
from lfmsearch.gui.hotkey.keysyms import KEYSYMS, NUM_LOCK

_SHIFT, _LOCK, _CONTROL, _MOD1, _MOD4 = 0x01, 0x02, 0x04, 0x08, 0x40
_MODIFIERS = {"shift": _SHIFT, "ctrl": _CONTROL, "alt": _MOD1, "meta": _MOD4}
_OURS = _SHIFT | _CONTROL | _MOD1 | _MOD4
_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34
_BAD_ACCESS = 10
_ASYNC = 1  # the pointer and the keyboard go on meanwhile


class KeyEvent(ctypes.Structure):
    """The head of xcb_key_press_event_t, and of xcb_generic_event_t."""

    _fields_ = (
        ("response_type", c_uint8),
        ("detail", c_uint8),
        ("sequence", c_uint16),
        ("time", c_uint32),
        ("windows", c_uint32 * 3),
        ("places", c_uint16 * 4),
        ("state", c_uint16),
    )


class Server(Protocol):
    """What is asked of the X server."""

    def keycodes(self, keysym: int) -> list[int]:
        """Return the keys that bear this symbol."""

    def num_lock(self) -> int:
        """Return the modifier that NumLock is, 0 where it is none."""

    def grab(self, keycode: int, modifiers: int) -> int:
        """Grab a key on the root window and return the error, 0 for none."""

    def ungrab(self, keycode: int, modifiers: int) -> None:
        """Give it back."""


class X11Hotkey(QAbstractNativeEventFilter):
    """A hotkey by xcb_grab_key. A combination that another program has grabbed is `taken`."""

    def __init__(self, told: Told, server: Server | None = None) -> None:
        super().__init__()
        self._told = told
        self._server = server or XcbServer()
        self._wanted: Combination | None = None
        self._grabbed: list[tuple[int, int]] = []
        self._mask = 0
        self._down = False

    def take(self, combination: Combination) -> None:
        """Grab this combination in place of the one before."""
        self.release()
        self._wanted = combination
        self._grab()
        if application := QGuiApplication.instance():
            application.installNativeEventFilter(self)

    def release(self) -> None:
        """Give it back."""
        self._ungrab()
        self._wanted = None
        if application := QGuiApplication.instance():
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: Any, message: int) -> tuple[bool, int]:
        """Hear the grabbed key. The event goes on to Qt, which learns the time from it: windows come to the front by that."""
        if bytes(kind) != b"xcb_generic_event_t":
            return False, 0
        event = KeyEvent.from_address(int(message))
        what = event.response_type & 0x7F
        if what in (_KEY_PRESS, _KEY_RELEASE) and self._is_ours(event):
            # A key that is held down repeats its press.
            if what == _KEY_PRESS and not self._down:
                QTimer.singleShot(0, lambda: self._told.pressed(""))
            self._down = what == _KEY_PRESS
        elif what == _MAPPING_NOTIFY and self._wanted:
            self._ungrab()
            self._grab()
        return False, 0

    def _is_ours(self, event: KeyEvent) -> bool:
        if not any(event.detail == keycode for keycode, _ in self._grabbed):
            return False
        # At its release the modifiers may be up already.
        return bool((event.response_type & 0x7F) == _KEY_RELEASE or (event.state & _OURS) == self._mask)

    def _grab(self) -> None:
        assert self._wanted is not None
        self._mask = sum(_MODIFIERS[modifier] for modifier in self._wanted.modifiers)
        keycodes = self._server.keycodes(KEYSYMS[self._wanted.key])
        if not keycodes:
            self._told.stands(Standing("unavailable", reason=f"This keyboard has no key {self._wanted.key}."))
            return
        locks = {0, _LOCK, self._server.num_lock(), _LOCK | self._server.num_lock()}
        for keycode, lock in ((keycode, lock) for keycode in keycodes for lock in sorted(locks)):
            if error := self._server.grab(keycode, self._mask | lock):
                self._ungrab()
                taken = error == _BAD_ACCESS
                self._told.stands(Standing("taken") if taken else Standing("unavailable", reason=f"X error {error}"))
                return
            self._grabbed.append((keycode, self._mask | lock))
        self._told.stands(Standing("held"))

    def _ungrab(self) -> None:
        for keycode, modifiers in self._grabbed:
            self._server.ungrab(keycode, modifiers)
        self._grabbed = []
        self._down = False


class XcbServer:
    """The X server that Qt is connected to, by libxcb and libxcb-keysyms, which Qt has loaded already."""

    def __init__(self) -> None:
        native: Any = QGuiApplication.instance().nativeInterface()  # type: ignore[union-attr]
        self._connection = c_void_p(int(native.connection()))
        self._xcb = _library("libxcb.so.1", _XCB)
        self._keysyms = _library("libxcb-keysyms.so.1", _KEYSYMS)
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = (c_void_p,)
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        self._root = ctypes.cast(screens.data, POINTER(c_uint32))[0]

    def keycodes(self, keysym: int) -> list[int]:
        """Return the keys that bear this symbol."""
        symbols = self._keysyms.xcb_key_symbols_alloc(self._connection)
        found = self._keysyms.xcb_key_symbols_get_keycode(symbols, keysym)
        keycodes: list[int] = []
        while found and (keycode := found[len(keycodes)]):
            keycodes.append(keycode)
        self._free(found)
        self._keysyms.xcb_key_symbols_free(symbols)
        return list(dict.fromkeys(keycodes))

    def num_lock(self) -> int:
        """Return the modifier that NumLock is, 0 where it is none."""
        asked = self._xcb.xcb_get_modifier_mapping(self._connection)
        reply = self._xcb.xcb_get_modifier_mapping_reply(self._connection, asked, None)
        if not reply:
            return 0
        keys = self.keycodes(NUM_LOCK)
        each = ctypes.cast(reply, POINTER(c_uint8))[1]  # keys by modifier; there are eight modifiers
        listed = self._xcb.xcb_get_modifier_mapping_keycodes(reply)
        mask = 0
        for place in range(8 * each):
            if listed[place] and listed[place] in keys:
                mask |= 1 << (place // each)
        self._free(reply)
        return mask

    def grab(self, keycode: int, modifiers: int) -> int:
        """Grab a key on the root window and return the error, 0 for none."""
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 0, self._root, modifiers, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if not error:
            return 0
        code: int = error[1]
        self._free(error)
        return code

    def ungrab(self, keycode: int, modifiers: int) -> None:
        """Give it back."""
        self._xcb.xcb_ungrab_key(self._connection, keycode, self._root, modifiers)
        self._xcb.xcb_flush(self._connection)


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", c_void_p), ("rem", c_int), ("index", c_int))


_Bytes = POINTER(c_uint8)
_XCB: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "xcb_get_setup": (c_void_p, (c_void_p,)),
    "xcb_setup_roots_iterator": (_Screens, (c_void_p,)),
    "xcb_grab_key_checked": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8)),
    "xcb_request_check": (_Bytes, (c_void_p, _Cookie)),
    "xcb_ungrab_key": (_Cookie, (c_void_p, c_uint8, c_uint32, c_uint16)),
    "xcb_flush": (c_int, (c_void_p,)),
    "xcb_get_modifier_mapping": (_Cookie, (c_void_p,)),
    "xcb_get_modifier_mapping_reply": (c_void_p, (c_void_p, _Cookie, c_void_p)),
    "xcb_get_modifier_mapping_keycodes": (_Bytes, (c_void_p,)),
}
_KEYSYMS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "xcb_key_symbols_alloc": (c_void_p, (c_void_p,)),
    "xcb_key_symbols_free": (None, (c_void_p,)),
    "xcb_key_symbols_get_keycode": (_Bytes, (c_void_p, c_uint32)),
}


def _library(name: str, functions: dict[str, tuple[Any, tuple[Any, ...]]]) -> Any:
    library = ctypes.CDLL(name)
    for function, (result, arguments) in functions.items():
        found = getattr(library, function)
        found.restype, found.argtypes = result, arguments
    return library
