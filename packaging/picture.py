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
QUESTION = 'lfmsearch search "how do I get my money back when I move out" -n 3'

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

# As rich draws it, with the reader's own fonts: a picture in a README may fetch nothing.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
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
        answer = on_a_terminal(QUESTION, env)

    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.assemble(("$ ", "bright_black"), (QUESTION, "bold")))
    console.print(Text.from_ansi(answer))
    svg = console.export_svg(title="", theme=THEME, code_format=FORMAT, unique_id="lfmsearch")
    TARGET.write_text(svg, encoding="utf-8")


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
