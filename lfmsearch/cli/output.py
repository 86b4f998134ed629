"""
What goes where: results to stdout, notices to stderr, colour and links only to a terminal, one JSON document when asked.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Give a command `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def prepare() -> None:
    """Make this process's streams take any text: bytes of names that are no text pass through as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = stream.encoding.lower().replace("-", "") == "utf8"
            stream.reconfigure(errors="surrogateescape" if utf8 else "backslashreplace")


def document(value: object) -> None:
    """Print one JSON document, always in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    # A lone surrogate comes out as `\\udc80`, which is its escape in JSON.
    data = text.encode("utf-8", "backslashreplace")
    _bytes(data)


def names(paths: list[str]) -> None:
    """Print paths as the system has them, byte for byte, each ended by NUL."""
    _bytes(b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths))


def line(text: str = "") -> None:
    """Print one line of results."""
    sys.stdout.write(shown(text, keeping="\n\t") + "\n")


def notice(text: str) -> None:
    """Say something beside the results."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.write(shown(text, keeping="\n\t") + "\n")
        sys.stderr.flush()


def failure(kind: str, message: str, hint: str, code: int, *, as_json: bool) -> int:
    """Say why it failed, and return `code`."""
    if as_json:
        document({"error": {"kind": kind, "message": message, "hint": hint}})
    else:
        notice(f"{message} {hint}".strip())
    return code


def shown(text: str, *, keeping: str = "") -> str:
    """Return `text` without what could drive a terminal or end a line: names and titles are written by strangers."""
    return "".join(
        char if char.isprintable() or char in keeping or "\udc80" <= char <= "\udcff" else "\ufffd" for char in text
    )


def is_terminal(stream: IO[str]) -> bool:
    """Return whether a person looks at this stream."""
    return stream.isatty()


def console(stream: IO[str]) -> Console:
    """Return a rich console that colours only a terminal, honours NO_COLOR, and takes all text literally."""
    from rich.console import Console

    return Console(file=stream, force_terminal=stream.isatty(), markup=False, emoji=False, highlight=False)


def faint(text: str) -> None:
    """Print one line that stands back behind the results around it."""
    from rich.text import Text

    console(sys.stdout).print(Text(text, style="dim"), soft_wrap=True)


def hanging(lines: list[Text]) -> None:
    """Print a title, cut at the terminal's width, and below it lines that are folded within a margin of three."""
    from rich.padding import Padding

    screen = console(sys.stdout)
    screen.print(lines[0], overflow="ellipsis", no_wrap=True)
    for text in lines[1:]:
        screen.print(Padding(text, (0, 0, 0, 3), expand=False))


def table(rows: Sequence[tuple[str, ...]], *, right: frozenset[int] = frozenset(), heads: tuple[str, ...] = ()) -> None:
    """Print columns, two spaces apart; those in `right` are aligned to the right."""
    from rich.cells import cell_len

    shown_rows = [tuple(shown(cell) for cell in row) for row in ((heads,) if heads else ()) + tuple(rows)]
    widths = [max(cell_len(row[place]) for row in shown_rows) for place in range(len(shown_rows[0]))]
    for row in shown_rows:
        cells = []
        for place, cell in enumerate(row):
            gap = " " * (widths[place] - cell_len(cell))
            cells.append(gap + cell if place in right else cell + gap)
        line("  ".join(cells).rstrip())


def _bytes(data: bytes) -> None:
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # stdout was replaced by something that takes text only
        sys.stdout.write(data.decode("utf-8", "surrogateescape"))
    else:
        buffer.write(data)
        buffer.flush()
