"""`python -m lfmsearch.bench [NAME…]`: measure lfmsearch on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lfmsearch.bench.setting import find
from lfmsearch.bench.suite import BENCHMARKS, run
from lfmsearch.errors import LfmsearchError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run benchmarks and print what they say; return 0 when every target is reached, 1 when not, 4 when one failed."""
    listed = "\n".join(f"  {name:<12}{sentence}" for name, sentence in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="python -m lfmsearch.bench",
        description=f"Measure lfmsearch on this machine, each figure beside a reference of the same run.\n\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="what to measure; all but chunks and reading when none is named"
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON document")
    parser.add_argument("--size", choices=["small", "full"], default="small", help="full is what the targets speak of")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a test set, or a folder of them")
    parser.add_argument("--files", type=Path, metavar="DIR", help="a folder of files, for reading")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where trees and indexes are kept for the next run")
    chosen = parser.parse_args(arguments)
    try:
        setting = find(chosen.size, chosen.data, folder=chosen.folder, files=chosen.files)
        found: dict[str, Any] = run(chosen.names, setting, say=lambda text: print(text, file=sys.stderr))
    except LfmsearchError as error:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
        return error.exit_code
    if chosen.as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show(found)
    return 0 if all(row["holds"] is not False for row in found["rows"]) else 1


def show(found: dict[str, Any]) -> None:
    """Print the document `bench` as a table: coloured on a terminal, plain text otherwise."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    on_terminal = sys.stdout.isatty()
    # A pipe has no width: as wide as the longest name needs.
    console = Console(width=None if on_terminal else 200, markup=False, highlight=False, emoji=False)
    table = Table(box=box.SIMPLE if on_terminal else None, pad_edge=False)
    table.add_column("")
    for head in ("value", "reference", "ratio", "target", ""):
        table.add_column(head, justify="right", no_wrap=True)
    for row in found["rows"]:
        bound = "" if row["target"] is None else f"{'≤' if row['better'] == 'lower' else '≥'} {_figure(row['target'])}"
        verdict = {True: "holds", False: "FAILS", None: ""}[row["holds"]]
        style = {True: "green", False: "bold red", None: "dim"}[row["holds"]] if on_terminal else ""
        table.add_row(
            row["name"],
            f"{_figure(row['value'])} {row['unit']}",
            "" if row["reference"] is None else f"{_figure(row['reference'])} {row['unit']}",
            "" if row["ratio"] is None else f"{row['ratio']:.3f}",
            bound,
            verdict,
            style=style,
        )
    console.print(table)
    console.print(", ".join(f"{key} {value}" for key, value in found["machine"].items()), style="dim")


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 20 else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())
