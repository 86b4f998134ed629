"""The place in the Dock of macOS, as the window comes and goes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from lfmsearch.gui.dock import ACCESSORY, REGULAR, Dock


@pytest.fixture
def followed(qtbot) -> tuple[QWidget, list[int]]:
    """A window, and the policies set for it."""
    window, policies = QWidget(), list[int]()
    qtbot.addWidget(window)
    Dock(window, policies.append)
    return window, policies


def test_with_the_menu_bar_alone_there_is_no_place_in_the_dock(followed) -> None:
    """From the start on."""
    assert followed[1] == [ACCESSORY]


def test_the_window_has_a_place_while_it_is_open(followed) -> None:
    """It takes it once and gives it up when it hides."""
    window, policies = followed
    window.show()
    window.show()
    assert policies == [ACCESSORY, REGULAR]

    window.hide()
    assert policies == [ACCESSORY, REGULAR, ACCESSORY]


def test_a_minimised_window_keeps_it(followed) -> None:
    """The Dock is where it is minimised to."""
    window, policies = followed
    window.show()
    window.showMinimized()

    assert policies == [ACCESSORY, REGULAR]
