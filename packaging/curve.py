"""
Draw how a first index fills: `python packaging/curve.py LARGE WHOLE packaging/filling.svg`.

LARGE and WHOLE are the `curve.json` that `python -m lfmsearch.bench filling` leaves in its folders: many files by words alone, and
fewer to the end. By meaning, the many are reckoned from the few: dashed.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 880, 430
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 84, 62
GROUND, TEXT, SOFT, LINE, WORDS, MEANING = "#FAF9F7", "#1E1C19", "#655F57", "#E5E1DA", "#0B6E66", "#B4570A"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_NAMED_AT = 0.6  # the height at which a line has its name
TICKS = ((1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (36_000, "10 h"), (360_000, "4 days"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: (seconds, share of the files) in order, what it is called at its end, its colour, and whether it was reckoned."""

    points: Sequence[tuple[float, float]]
    name: str
    colour: str
    reckoned: bool = False


def main(large: Path, whole: Path, out: Path) -> None:
    """Read both curves and write the picture."""
    many, few = (json.loads(path.read_text("utf-8")) for path in (large, whole))
    factor = many["files"] / few["files"]
    by_meaning = shares(few, "meaning")
    lines = [
        Line(shares(many, "words"), f"{many['files']:,} by words", WORDS),
        Line(by_meaning, f"{few['files']:,} by meaning", MEANING),
        Line(
            [(seconds * factor, share) for seconds, share in by_meaning],
            f"{many['files']:,} by meaning",
            MEANING,
            reckoned=True,
        ),
    ]
    out.write_text(drawn(lines, many["first"], many["files"]), "utf-8")


def shares(curve: dict[str, Any], name: str) -> list[tuple[float, float]]:
    """Return (seconds, share of all files) up to where all are found."""
    found: list[tuple[float, float]] = []
    for moment in curve["curve"]:
        share = min(1.0, moment[name] / curve["files"])
        if share > 0 and (not found or share > found[-1][1]):
            found.append((moment["seconds"], share))
    return found


def drawn(lines: Sequence[Line], first: float, files: int) -> str:
    """Return the picture as SVG."""
    last = max(line.points[-1][0] for line in lines)
    span = math.log10(max(last * 1.3, 700))

    def x(seconds: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * max(0.0, math.log10(max(seconds, 1.0))) / span

    def y(share: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}" font-size="13">',
        f"<title>How a first index of {files:,} files fills</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{GROUND}"/>',
        f'<text x="{LEFT}" y="34" font-size="17" font-weight="600" fill="{TEXT}">Words within minutes, meaning follows</text>',
        f'<text x="{LEFT}" y="56" fill="{SOFT}">Share of the files that a search finds, by the time since the folder was added</text>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<path d="M{LEFT} {y(share):.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(
            f'<text x="{LEFT - 10}" y="{y(share) + 4:.1f}" text-anchor="end" fill="{SOFT}">{share * 100:.0f} %</text>'
        )
    for seconds, name in TICKS:
        if x(seconds) <= WIDTH - RIGHT:
            parts.append(f'<path d="M{x(seconds):.1f} {y(0):.1f}v5" stroke="{SOFT}"/>')
            parts.append(
                f'<text x="{x(seconds):.1f}" y="{y(0) + 22:.1f}" text-anchor="middle" fill="{SOFT}">{name}</text>'
            )
    for line in lines:
        path = "M" + "L".join(f"{x(seconds):.1f} {y(share):.1f}" for seconds, share in line.points)
        dash = ' stroke-dasharray="2 6" stroke-linecap="round"' if line.reckoned else ' stroke-linecap="round"'
        parts.append(
            f'<path d="{path}" fill="none" stroke="{line.colour}" stroke-width="2.5" stroke-linejoin="round"{dash}/>'
        )
    parts += labels(lines, x, y)
    parts.append(
        f'<circle cx="{x(first):.1f}" cy="{y(0):.1f}" r="5" fill="{WORDS}" stroke="{GROUND}" stroke-width="2"/>'
    )
    parts.append(
        f'<text x="{x(first):.1f}" y="{y(0) - 14:.1f}" text-anchor="middle" fill="{WORDS}" font-weight="600">'
        f"first hit, {told(first)}</text>"
    )
    return "\n".join([*parts, "</svg>", ""])


def labels(lines: Sequence[Line], x: Any, y: Any) -> list[str]:
    """Each line's name and the time of its end beside it: the first on its left, where nothing is, the others on their right."""
    parts = []
    for number, line in enumerate(lines):
        seconds, share = line.points[-1]
        half = next(moment for moment, reached in line.points if reached >= _NAMED_AT)
        place, anchor = (x(half) - 24, "end") if number == 0 else (x(half) + 14, "start")
        about = "about " if line.reckoned else ""
        parts.append(f'<circle cx="{x(seconds):.1f}" cy="{y(share):.1f}" r="4" fill="{line.colour}"/>')
        text = f'<text x="{place:.1f}" text-anchor="{anchor}" fill="{line.colour}"'
        parts.append(f'{text} y="{y(_NAMED_AT):.1f}" font-weight="600">{line.name}</text>')
        parts.append(f'{text} y="{y(_NAMED_AT) + 18:.1f}">all after {about}{told(seconds)}</text>')
    return parts


def told(seconds: float) -> str:
    """A time as a person says it."""
    if seconds < 100:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6_000 else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
