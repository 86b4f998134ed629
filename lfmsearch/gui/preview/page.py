"""The preview of what has a look of its own: a page of a PDF with the words marked, or an image. Drawn elsewhere; shown here."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from lfmsearch.gui.preview import sheet
from lfmsearch.gui.theme import Theme
from lfmsearch.gui.tokens import LIGHT
from lfmsearch.types import Picture

# What comes sooner than this needs nothing in its place.
_SOON_MS = 150
# A picture is asked for anew when the view has kept another width for so long.
_SETTLED_MS = 200
_LAMPLIGHT = "#E6E1D9"
# What is drawn less than this much too narrow or too wide is scaled.
_NEAR = 0.02


@dataclass(frozen=True, slots=True)
class Drawn:
    """A Picture decoded, which takes too long for the thread of the window."""

    picture: Picture
    image: QImage

    @classmethod
    def of(cls, picture: Picture) -> Drawn:
        """Decode a Picture; for any thread. It comes from a process that reads what strangers wrote: it is a PNG or nothing."""
        data = QBuffer()
        data.setData(b64decode(picture.png))
        reader = QImageReader(data, QByteArray(b"png"))
        reader.setAutoDetectImageFormat(False)
        return cls(picture, reader.read())


class PageView(QAbstractScrollArea):
    """Shows one picture at a time, and the shape of it while it comes."""

    resized = Signal()
    """Another width is wanted than the picture was drawn at."""
    stepped = Signal()
    """Another mark is looked at."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawn: Drawn | None = None
        self._shape = sheet.PAPER
        self._is_image = False
        self._waits = False
        self.current = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Page"))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._show_shape)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._ask_again)
        theme.changed.connect(self.viewport().update)

    @property
    def marks(self) -> int:
        """How many words are marked."""
        return len(self._drawn.picture.marks) if self._drawn else 0

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture."""
        return self._drawn is not None

    @property
    def is_waiting(self) -> bool:
        """Whether the shape of a picture stands in its place."""
        return self._waits

    def wanted_width(self) -> int:
        """How wide a picture should be drawn, in pixels of the screen."""
        return sheet.asked_width(self.viewport().width(), self.devicePixelRatioF())

    def expect(self, *, is_image: bool) -> None:
        """Another picture comes; what is shown stays until it is there or is late."""
        self._is_image = is_image
        self.current = -1
        self._soon.start()

    def show_picture(self, drawn: Drawn, *, at_mark: int = 0) -> None:
        """Show it, its first mark in sight; with -1 its last."""
        again = self._drawn is not None and drawn.picture.page == self._drawn.picture.page and self.current < 0
        self._soon.stop()
        self._waits, self._drawn = False, drawn
        self._shape = drawn.picture.width / max(1, drawn.picture.height)
        self.setAccessibleName(
            self.tr("Image")
            if self._is_image
            else self.tr("Page {0} of {1}").format(drawn.picture.page, drawn.picture.pages)
        )
        self._measure()
        if not again or not self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(0)
        if drawn.picture.marks:
            self._bring(at_mark % len(drawn.picture.marks))
        self.viewport().update()

    def redraw(self, drawn: Drawn) -> None:
        """Show the same picture at another width; nothing moves."""
        self._drawn = drawn
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        self._soon.stop()
        self._drawn, self._waits, self.current = None, False, -1
        self.viewport().update()

    def next_match(self, step: int = 1) -> bool:
        """Go to the next mark, or with -1 to the one before; return False where this page has no further."""
        wanted = self.current + step if self.current >= 0 else (0 if step > 0 else self.marks - 1)
        if not 0 <= wanted < self.marks:
            return False
        self.current = wanted
        self._bring(wanted)
        self.viewport().update()
        self.stepped.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns to what is below, as in a browser."""
        if event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale what is there at once, and ask for it anew when the width stays."""
        super().resizeEvent(event)
        self._measure()
        if self._drawn is not None:
            self._settled.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the picture with its marks, or its shape."""
        painter = QPainter(self.viewport())
        tokens = self._theme.tokens
        painter.fillRect(self.viewport().rect(), QColor(tokens.surface if self._is_image else tokens.ground))
        painter.translate(0, -self.verticalScrollBar().value())
        place = self._place()
        if self._drawn is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._drawn.image)
            if tokens.name == "dark" and not self._is_image:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(place, QColor(_LAMPLIGHT))  # a white page dazzles in a dark room
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._paint_marks(painter, place, self._drawn.picture)
        elif self._waits:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            path = QPainterPath()
            path.addRoundedRect(place, 4, 4)
            painter.fillPath(path, QColor(tokens.raised))
            return
        else:
            return
        if not self._is_image:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_marks(self, painter: QPainter, place: QRectF, picture: Picture) -> None:
        """Paper is white in the dark too, so its marks are the light ones; multiplied, the ink stays as it is."""
        scale = place.width() / max(1, picture.width)
        boxes = [
            QRectF(place.left() + left * scale, place.top() + top * scale, width * scale, height * scale)
            for left, top, width, height in picture.marks
        ]
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in boxes:
            painter.fillRect(box.adjusted(-1.5, -1, 1.5, 1), QColor(LIGHT.lit))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if 0 <= self.current < len(boxes):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(LIGHT.accent), 2))
            painter.drawRoundedRect(boxes[self.current].adjusted(-3, -3, 3, 3), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _place(self) -> QRectF:
        view = self.viewport()
        if self._is_image and self._drawn is not None:
            size = (self._drawn.picture.width, self._drawn.picture.height)
            found = sheet.image_place((view.width(), view.height()), size, self.devicePixelRatioF())
        else:
            found = sheet.page_place(view.width(), self._shape)
        return QRectF(found.left, found.top, found.width, found.height)

    def _bring(self, mark: int) -> None:
        """Scroll so that a mark is in the upper third."""
        if self._drawn is None:
            return
        place = self._place()
        top = place.top() + self._drawn.picture.marks[mark][1] * place.width() / max(1, self._drawn.picture.width)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + 24 <= top <= bar.value() + height - 48:
            bar.setValue(round(top - height / 3))

    def _measure(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        whole = 0 if self._is_image else self._place().height() + 2 * sheet.MARGIN
        bar.setRange(0, max(0, round(whole) - height))
        bar.setPageStep(max(1, height - 48))
        bar.setSingleStep(40)

    def _show_shape(self) -> None:
        self._drawn, self._waits = None, True
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def _ask_again(self) -> None:
        if self._drawn is None:
            return
        has, wants = self._drawn.picture.width, self.wanted_width()
        # An image that was given narrower than asked for is as wide as it is.
        if (has < wants * (1 - _NEAR) and not self._is_image) or has > wants * (1 + _NEAR):
            self.resized.emit()
