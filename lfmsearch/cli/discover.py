"""`lfmsearch add --discover`: the mail and notes of this machine, offered."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording

if TYPE_CHECKING:
    from rich.text import Text

    from lfmsearch.sources.discovery import Discovery

_HEADINGS = {"mail": "Mail", "note": "Notes"}


def run(*, as_json: bool) -> int:
    """Show what there is and add what the user picks; without a terminal, say what to type. Return the exit code."""
    from lfmsearch import config
    from lfmsearch.sources.discovery import discover
    from lfmsearch.sources.machine import Machine
    from lfmsearch.system.paths import Home

    home = Home.find()
    found = list(discover(home, config.load(home), Machine.this()))
    if as_json:
        output.document([_json(each) for each in found])
        return 0 if found else 1
    if not found:
        output.notice("No mail program and no notes app was found here. Folders of your own: lfmsearch add ~/Documents")
        return 1
    offered = [each for each in found if not each.added and not each.finding.problem]
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        for each in found:
            _for_pipe(each)
        return 0
    _for_terminal(found, offered)
    if not offered:
        output.notice("There is nothing to add.")
        return 0
    picked = _ask(len(offered))
    if not picked:
        output.notice("Nothing was added.")
        return 0
    _add([offered[number - 1] for number in picked])
    return 0


def picked_numbers(answer: str, most: int) -> list[int]:
    """
    Return the numbers that an answer names: `1 3`, `1,3`, `2-4`, `all`; none for an empty one.

    Raises:
        ValueError: it names something else.
    """
    if answer.strip().lower() in ("all", "a", "*"):
        return list(range(1, most + 1))
    picked: dict[int, None] = {}
    for part in answer.replace(",", " ").split():
        span = re.fullmatch(r"(\d{1,6})(?:[-–](\d{1,6}))?", part)
        if span is None:
            raise ValueError(f"“{part}” is not a number of the list.")
        first, last = int(span[1]), int(span[2] or span[1])
        if not 1 <= first <= last <= most:
            raise ValueError(f"{part} is not in the list: it goes from 1 to {most}.")
        picked |= dict.fromkeys(range(first, last + 1))
    return list(picked)


def _ask(most: int) -> list[int]:
    numbers = "1" if most == 1 else f"1 to {most}"
    while True:
        answer = click.prompt(f"Add which? ({numbers}, all, or Enter for none)", default="", show_default=False)
        try:
            return picked_numbers(answer, most)
        except ValueError as error:
            output.notice(str(error))


def _add(chosen: Sequence[Discovery]) -> None:
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    with answering(Home.find()) as index:
        for each in chosen:
            index.add(each.finding.path, kind=each.finding.store.kind)
            output.line(f"Added {each.finding.store.title}: {wording.place(each.finding.path)}")
    output.notice("To read what is new: lfmsearch index")


def _for_terminal(found: Sequence[Discovery], offered: Sequence[Discovery]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = output.console(sys.stdout)
    numbers = {id(each): str(number) for number, each in enumerate(offered, 1)}
    wide = max(len(each.finding.store.title) for each in found)
    digits = len(str(len(offered)))
    for holds, heading in _HEADINGS.items():
        rows = [each for each in found if each.finding.store.holds == holds]
        if rows:
            screen.print(Text(heading, "bold"))
        for each in rows:
            screen.print(_headline(each, numbers.get(id(each), ""), wide, digits))
            margin = (0, 0, 0, digits + 4)
            screen.print(Padding(Text(output.shown(wording.place(each.finding.path)), "dim"), margin, expand=False))
            if each.finding.problem:
                screen.print(Padding(Text(each.finding.problem, "yellow"), margin, expand=False))
        if rows:
            screen.print()


def _headline(each: Discovery, number: str, wide: int, digits: int) -> Text:
    from rich.text import Text

    mark, style = (number, "bold cyan") if number else ("✓", "green") if each.added else ("!", "yellow")
    facts = [] if each.finding.problem else [_amount(each)]
    facts += ["searched already"] if each.added else []
    line = Text.assemble(f"  {' ' * (digits - len(mark))}", (mark, style), f"  {each.finding.store.title:<{wide}}")
    line.append(f"  {', '.join(facts)}" if facts else "", "dim" if each.added else "")
    return line


def _for_pipe(each: Discovery) -> None:
    """What to type, where there is something to type."""
    title, place = each.finding.store.title, wording.place(each.finding.path)
    if each.added:
        output.notice(f"{title}, {place}: searched already.")
    elif each.finding.problem:
        output.notice(f"{title}, {place}: {each.finding.problem}")
    else:
        output.line(f"{_command(each)}  # {title}, {_amount(each)}")


def _command(each: Discovery) -> str:
    from lfmsearch.sources.registry import kind_of

    path, kind = each.finding.path, each.finding.store.kind
    forced = [] if kind_of(path) == kind else ["--kind", kind]
    words = ["lfmsearch", "add", *forced, path]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _amount(each: Discovery) -> str:
    more = "" if each.counted else "more than "
    return f"{more}{wording.count(each.files, 'file')}, {wording.size(each.bytes)}"


def _json(each: Discovery) -> dict[str, Any]:
    store = each.finding.store
    return {
        "kind": store.kind,
        "title": store.title,
        "holds": store.holds,
        "path": each.finding.path,
        "added": each.added,
        "problem": each.finding.problem or None,
        "files": each.files,
        "bytes": each.bytes,
        "counted": each.counted,
    }
