"""The design as it is in force."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from lfmsearch.gui import announcing
from lfmsearch.gui.icons import app_icon, glyph_of, pixmap
from lfmsearch.gui.tokens import DARK, LIGHT


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_a_choice_is_taken_by_everything_that_is_shown(theme, tokens) -> None:
    """Without a restart."""
    theme.choose(tokens.name)

    assert theme.tokens == tokens
    assert QApplication.palette().color(QPalette.ColorRole.Base).name().upper() == tokens.surface
    theme.choose("light")


def test_nothing_moves_by_itself(theme) -> None:
    """Whoever gets sick of motion need not ask for less of it."""
    effects = (
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_FadeMenu,
        Qt.UIEffect.UI_AnimateCombo,
        Qt.UIEffect.UI_FadeTooltip,
    )

    assert not any(QApplication.isEffectEnabled(effect) for effect in effects)


@pytest.mark.parametrize(
    ("kind", "type_", "glyph"),
    [
        ("mail", "eml", "mail"),
        ("note", "md", "note"),
        ("file", "pdf", "pdf"),
        ("file", "xlsx", "table"),
        ("file", "zzz", "file"),
    ],
)
def test_a_thing_is_known_by_its_glyph(theme, kind, type_, glyph) -> None:
    """Each can be drawn, sharp at 200 %."""
    assert glyph_of(kind, type_) == glyph
    assert pixmap(glyph, LIGHT.text, 20, 2.0).width() == 40


def test_the_icon_is_there_in_small_and_large(theme) -> None:
    """From the tray to the dock."""
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 256}


def test_what_is_said_goes_to_a_screen_reader(theme, qtbot, monkeypatch) -> None:
    """Who does not see the list hears that there is one, and no empty sentence."""
    said: list[str] = []
    monkeypatch.setattr(announcing.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    label = QLabel()
    qtbot.addWidget(label)

    announcing.announce(label, "2 results")
    announcing.announce(label, "")

    assert said == ["2 results"]
