"""Where a picture stands in its view. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARGIN: Final = 16
"""Logical pixels around a picture."""

WIDEST: Final = 1_000
"""A page is not drawn wider than it is read well, in logical pixels."""

PAPER: Final = 1 / 2**0.5
"""Width to height of a page nobody has seen yet (ISO 216)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in logical pixels."""

    left: float
    top: float
    width: float
    height: float


def asked_width(room: int, ratio: float) -> int:
    """Return how wide a picture is asked for, in pixels of the screen, for a view `room` logical pixels wide."""
    return max(1, round(min(room - 2 * MARGIN, WIDEST) * ratio))


def page_place(room: int, shape: float) -> Place:
    """Return where a page of that shape (width to height) stands: across the view, in its middle."""
    width = max(1, min(room - 2 * MARGIN, WIDEST))
    return Place(max(MARGIN, (room - width) / 2), MARGIN, width, width / shape)


def image_place(room: tuple[int, int], pixels: tuple[int, int], ratio: float) -> Place:
    """Return where an image of so many pixels stands: whole, in the middle, never larger than it is."""
    across, down = room[0] - 2 * MARGIN, room[1] - 2 * MARGIN
    scale = min(1 / ratio, across / max(1, pixels[0]), down / max(1, pixels[1]))
    width, height = max(1.0, pixels[0] * scale), max(1.0, pixels[1] * scale)
    return Place((room[0] - width) / 2, (room[1] - height) / 2, width, height)
