"""`lfmsearch show`: the text of a hit at its passage."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from lfmsearch.cli import output, recent, wording

if TYPE_CHECKING:
    from lfmsearch.types import Passage

# About ten lines before and after: enough to see where one is.
CONTEXT = 800


@click.command()
@click.argument("hit")
@click.option("--all", "whole", is_flag=True, help="The whole text, not only around the passage.")
@output.json_option
def command(hit: str, *, whole: bool, as_json: bool) -> None:
    """Show the text of a HIT at its passage. A number is one of the last results."""
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    name = recent.named(home, hit)
    with answering(home) as index:
        passage = index.passage(name)
    if as_json:
        output.document(
            {
                "id": name,
                "title": passage.title,
                "path": passage.path,
                "locator": passage.locator.as_json(),
                "people": [str(person) for person in passage.people],
                "date": passage.date.isoformat() if passage.date else None,
                "text": passage.text,
                "start": passage.start,
                "end": passage.end,
            }
        )
        return
    first, last = (0, len(passage.text)) if whole else around(passage.text, passage.start, passage.end)
    _print(passage, first, last)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where to cut around a passage: at line ends, else at words, about `CONTEXT` characters before and after."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if first:
        cut = text.find("\n", first, start)
        cut = text.find(" ", first, start) if cut < 0 else cut
        first = cut + 1 if cut >= 0 else first
    if last < len(text):
        cut = text.rfind("\n", end, last)
        cut = text.rfind(" ", end, last) if cut < 0 else cut
        last = cut if cut >= 0 else last
    return first, last


def _facts(passage: Passage) -> list[str]:
    """Who and when, as a letter has them at its head."""
    roles: dict[str, list[str]] = {}
    for person in passage.people:
        roles.setdefault(person.role, []).append(str(person))
    lines = [f"{role.capitalize()}: {', '.join(people)}" for role, people in roles.items()]
    lines += [f"Date: {passage.date.astimezone():%Y-%m-%d %H:%M}"] if passage.date else []
    return [output.shown(line) for line in lines]


def _print(passage: Passage, first: int, last: int) -> None:
    title, place = output.shown(passage.title), wording.place(passage.path)
    locator = str(passage.locator)
    head = f"{output.shown(place)}" + (f" · {locator}" if locator else "")
    before, inside = passage.text[first : passage.start], passage.text[passage.start : passage.end]
    after = passage.text[passage.end : last]
    before = ("…\n" if first else "") + before
    after += "\n…" if last < len(passage.text) else ""
    if not output.is_terminal(sys.stdout):
        output.line(title)
        output.line(output.shown(passage.path) + (f" | {locator}" if locator else ""))
        for line in _facts(passage):
            output.line(line)
        output.line()
        output.line(before + inside + after)
        return
    from rich.text import Text

    screen = output.console(sys.stdout)
    screen.print(Text(title, style="bold"))
    screen.print(Text(head, style="dim"), soft_wrap=True)
    for line in _facts(passage):
        screen.print(Text(line, style="dim"), soft_wrap=True)
    screen.print()
    around_it = "dim" if before or after else ""
    parts = ((before, around_it), (inside, ""), (after, around_it))
    screen.print(Text.assemble(*((output.shown(text, keeping="\n\t"), style) for text, style in parts)), soft_wrap=True)
