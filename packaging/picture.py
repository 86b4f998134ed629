"""
Draw the README's picture: a real search of the sample home in a terminal, as SVG.

`.venv/bin/python packaging/picture.py`, after `make demo` or `make test` has fetched the starter model. What it shows
is what the command printed; the sample home stands where a person's own home would.
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

import demo
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

TARGET = demo.ROOT / "packaging" / "search.svg"
COLUMNS = 92  # the README's column at its usual width keeps this legible
QUESTIONS = (
    'lfmsearch search "who fixed the heating" -n 2',
    'lfmsearch search "E133 in:~/Notes" -n 1',
)

THEME = TerminalTheme(
    background=(22, 24, 29),
    foreground=(214, 217, 224),
    normal=[
        (60, 64, 74), (232, 112, 112), (140, 200, 120), (236, 190, 96),
        (112, 168, 240), (196, 148, 232), (96, 200, 204), (214, 217, 224),
    ],
    bright=[
        (122, 128, 142), (244, 140, 140), (164, 220, 144), (250, 210, 130),
        (148, 192, 250), (214, 174, 244), (130, 220, 224), (244, 246, 250),
    ],
)  # fmt: skip

PROMPT = ("$ ", "bright_black")
CELL = 12.2  # width of a character in rich's drawing
BLANK = "&#160;"
TEXT = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" textLength="(?P<length>[^"]*)"'
    r'(?: clip-path="[^"]*")?>(?P<text>[^<]*)</text>'
)

# As rich draws it, with the reader's own fonts: a picture in a README may fetch nothing.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as scratch:
        person, private = Path(scratch) / "nora", Path(scratch) / "lfmsearch"
        subprocess.run([sys.executable, str(demo.MAKER / "make.py"), str(person)], check=True)
        private.mkdir()
        (private / "models").symlink_to(demo.CACHE / "models")
        env = os.environ | {
            "HOME": str(person),
            "LFMSEARCH_HOME": str(private),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TERM": "xterm-256color",
        }
        for command in ("add", str(person)), ("index",):
            subprocess.run(["lfmsearch", *command], env=env, check=True)
        answers = [on_a_terminal(question, env) for question in QUESTIONS]

    console = Console(record=True, width=COLUMNS + 2, file=io.StringIO())
    for question, answer in zip(QUESTIONS, answers, strict=True):
        console.print(Text.assemble(PROMPT, (question, "bold")))
        console.print(Text.from_ansi(answer), end="\n\n")
    console.print(Text.assemble(PROMPT, ("▏", "bright_white")))
    svg = console.export_svg(title="", theme=THEME, code_format=FORMAT, unique_id="lfmsearch")
    TARGET.write_text(trimmed(svg), encoding="utf-8")


def trimmed(svg: str) -> str:
    """Move the blanks around a text into its position: some viewers drop them, and the columns with them."""

    def moved(match: re.Match[str]) -> str:
        x, cells, bare = float(match["x"]), round(float(match["length"]) / CELL), match["text"]
        while bare.endswith(BLANK):
            bare, cells = bare.removesuffix(BLANK), cells - 1
        while bare.startswith(BLANK):
            bare, cells, x = bare.removeprefix(BLANK), cells - 1, x + CELL
        where = f'x="{x:g}" y="{match["y"]}" textLength="{cells * CELL:g}"'
        return f'<text class="{match["style"]}" {where}>{bare}</text>' if bare else ""

    return TEXT.sub(moved, svg)


def on_a_terminal(command: str, env: dict[str, str]) -> str:
    """Return what `command` prints on a terminal, with its colours."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    with subprocess.Popen(["sh", "-c", command], stdin=inner, stdout=inner, stderr=subprocess.DEVNULL, env=env):
        os.close(inner)
        pieces = []
        while piece := _read(outer):
            pieces.append(piece)
    os.close(outer)
    return b"".join(pieces).decode().replace("\r\n", "\n").strip("\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other side is closed
        return b""


if __name__ == "__main__":
    main()
