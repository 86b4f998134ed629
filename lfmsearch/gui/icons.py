"""The icons: drawn as SVG with one colour, which is the text's at that place."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# Not by importlib.resources, which takes longer to load than all of these to draw.
_ART = Path(__file__).parent / "art"
_TYPES: Final = {
    "table": ("xlsx", "xlsm", "xls", "xlsb", "ods", "fods", "numbers", "csv", "tsv"),
    "slides": ("pptx", "ppt", "odp"),
    "image": ("jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "bmp", "avif", "heic", "heif", "svg"),
    "code": (
        "py",
        "js",
        "ts",
        "c",
        "h",
        "cpp",
        "rs",
        "go",
        "java",
        "sh",
        "json",
        "xml",
        "toml",
        "yaml",
        "yml",
        "css",
        "sql",
        "ipynb",
    ),
    "web": ("html", "mhtml", "htm"),
    "book": ("epub",),
    "pdf": ("pdf",),
}
_GLYPH: Final = {type_: glyph for glyph, types in _TYPES.items() for type_ in types}


def glyph_of(kind: str, type_: str) -> str:
    """Return the name of the glyph of a Document."""
    if kind in ("mail", "note"):
        return kind
    return _GLYPH.get(type_) or ("attachment" if kind == "attachment" else "file")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the art of that name in `colour`, `size` logical pixels wide and high, for a screen of `ratio` pixels each."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(art(name).replace("currentColor", colour).encode()))
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str) -> QIcon:
    """Return the art of that name for buttons and menus, sharp at 100 % and 200 %."""
    made = QIcon()
    for size in (16, 20, 32, 40):
        made.addPixmap(pixmap(name, colour, size))
    return made


def app_icon() -> QIcon:
    """Return the icon of the program."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("app", "", size))
    return made


@cache
def art(name: str) -> str:
    """Return the art of that name, as SVG."""
    return (_ART / f"{name}.svg").read_text(encoding="utf-8")
