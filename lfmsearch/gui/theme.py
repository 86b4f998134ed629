"""The design as Qt takes it: palette and stylesheet, light or dark as the system or the user wants it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from lfmsearch.gui.tokens import DARK, LIGHT, Tokens

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
Choice = Literal["auto", "light", "dark"]


class Theme(QObject):
    """
    The colours in force. Widgets that paint by hand read `tokens` and repaint on `changed`.

    Args:
        application: gets the palette and the stylesheet.
        choice: auto follows the system, also when that changes.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: Choice = "auto") -> None:
        super().__init__(application)
        self._application, self._choice = application, choice
        self.tokens = LIGHT
        application.setStyle("Fusion")  # the same on every system; native styles ignore half of a palette
        for effect in _EFFECTS:
            application.setEffectEnabled(effect, False)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Take light, dark, or what the system says from now on."""
        self._choice = choice
        self._apply()

    def _follow(self) -> None:
        if self._choice == "auto":
            self._apply()

    def _apply(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = {"auto": DARK if dark else LIGHT, "light": LIGHT, "dark": DARK}[self._choice]
        self._application.setPalette(palette_of(self.tokens))
        self._application.setStyleSheet(stylesheet_of(self.tokens))
        self.changed.emit()


def scaled(font: QFont, factor: float, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the system's font, larger or smaller, in points or pixels as it is given."""
    sized = QFont(font)
    if font.pointSizeF() > 0:
        sized.setPointSizeF(font.pointSizeF() * factor)
    else:
        sized.setPixelSize(round(font.pixelSize() * factor))
    sized.setWeight(weight)
    return sized


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that every standard widget is drawn with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.raised,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.bad,
        QPalette.ColorRole.PlaceholderText: tokens.faint,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.raised,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.line,
        QPalette.ColorRole.Shadow: tokens.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return palette


def stylesheet_of(tokens: Tokens) -> str:
    """Return what the palette cannot say: hairlines, radii, paddings."""
    return f"""
QToolTip {{ color: {tokens.text}; background: {tokens.raised}; border: 1px solid {tokens.line}; padding: 4px 6px; }}
QPushButton {{ background: {tokens.raised}; border: 1px solid {tokens.line}; border-radius: 6px; padding: 5px 12px; }}
QPushButton:hover {{ border-color: {tokens.faint}; }}
QPushButton:focus {{ border-color: {tokens.accent}; }}
QPushButton:checked {{ background: {tokens.selected}; border-color: {tokens.accent}; }}
QPushButton:default {{ background: {tokens.accent}; color: {tokens.on_accent}; border-color: {tokens.accent}; }}
QPushButton:disabled {{ color: {tokens.faint}; }}
QLineEdit {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 6px; padding: 4px 8px; }}
QLineEdit:focus {{ border-color: {tokens.accent}; }}
QMenu {{ background: {tokens.surface}; border: 1px solid {tokens.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {tokens.selected}; color: {tokens.text}; }}
QMenu::item:disabled {{ color: {tokens.faint}; }}
QMenu::separator {{ height: 1px; background: {tokens.line}; margin: 4px 8px; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {tokens.line}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {tokens.faint}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ border: none; width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QSplitter::handle {{ background: {tokens.line}; }}
"""
