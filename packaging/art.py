"""The icon of the program, drawn in the sizes that each system wants."""

from __future__ import annotations

import io
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "lfmsearch" / "gui" / "art" / "app.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def png(size: int) -> bytes:
    """Return the icon as PNG, `size` pixels wide and high. Needs no application of Qt's."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def for_system(folder: Path, system: str) -> Path | None:
    """Write what PyInstaller gives the program on macOS and Windows into `folder`, and return it; None on other systems."""
    name = {"darwin": "lfmsearch.icns", "win32": "lfmsearch.ico"}.get(system)
    if name is None:
        return None
    from PIL import Image

    drawn = [Image.open(io.BytesIO(png(size))) for size in SIZES]
    folder.mkdir(parents=True, exist_ok=True)
    # An .ico has 256 pixels at most.
    kept = [image for image in drawn if image.width <= (256 if system == "win32" else 512)]
    kept[-1].save(folder / name, append_images=kept[:-1], sizes=[image.size for image in kept])
    return folder / name
