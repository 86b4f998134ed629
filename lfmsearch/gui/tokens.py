"""The colours and measures of the design, for light and dark. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GRID: Final = 8
"""Pixels between things; half of it for what belongs together."""

ROUND_BOX: Final = 8
"""Radius of boxes and cards."""

ROUND_ROW: Final = 6
"""Radius of rows and chips."""

TITLE, PASSAGE, META = 1.0, 0.93, 0.86
"""Sizes of text, relative to the system's own."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    One set of colours, as `#rrggbb`.

    Args:
        ground: behind everything; `surface`: what is read or written on; `raised`: chips, hovered rows.
        line: hairlines.
        text, soft, faint: what is read first, second, and what may be missed (never the only bearer of a fact).
        accent, on_accent: the one colour, and text on it.
        selected: the row that Return would open.
        lit, lit_text: behind a match, and the match.
        warn, bad: trouble that passes, trouble that stays.
    """

    name: str
    ground: str
    surface: str
    raised: str
    line: str
    text: str
    soft: str
    faint: str
    accent: str
    on_accent: str
    selected: str
    lit: str
    lit_text: str
    warn: str
    bad: str


LIGHT: Final = Tokens(
    name="light",
    ground="#FAF9F7",
    surface="#FFFFFF",
    raised="#F3F1ED",
    line="#E5E1DA",
    text="#1E1C19",
    soft="#655F57",
    faint="#8C857B",
    accent="#0B6E66",
    on_accent="#FFFFFF",
    selected="#E3F0EE",
    lit="#FCE9A9",
    lit_text="#1E1C19",
    warn="#9A5B00",
    bad="#A8322A",
)
DARK: Final = Tokens(
    name="dark",
    ground="#1A1917",
    surface="#232120",
    raised="#2C2A28",
    line="#3A3734",
    text="#EEEAE4",
    soft="#AFA79D",
    faint="#857E75",
    accent="#62C9BC",
    on_accent="#10211F",
    selected="#203532",
    lit="#5A4914",
    lit_text="#FFE9B0",
    warn="#E3A857",
    bad="#F08C82",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it (§ 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """Return `one` with `part` (0 to 1) of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
