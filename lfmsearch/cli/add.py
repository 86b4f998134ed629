"""`lfmsearch add`: make folders, mail programs and notes apps Sources."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording
from lfmsearch.errors import BadConfig

if TYPE_CHECKING:
    from lfmsearch.types import Preview

# Types of files shown in a line of their own by --dry-run; --json tells all.
MOST_TYPES = 12


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--discover", is_flag=True, help="Look for the mail and notes of installed programs, and offer them.")
@click.option(
    "--kind", metavar="KIND", help="What it is, where that is not seen: folder, mbox, thunderbird, obsidian and others."
)
@click.option(
    "--include", multiple=True, metavar="PATTERN", help="Take in what other rules leave out (gitignore syntax)."
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out (gitignore syntax).")
@click.option("--yes", is_flag=True, help="Do not ask about network drives, clouds and other users' folders.")
@click.option("--dry-run", is_flag=True, help="Only show what would be indexed: counts by type, size, time.")
@output.json_option
def command(
    paths: tuple[str, ...],
    kind: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    *,
    discover: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int | None:
    """
    Choose folders, so that what is in them can be found. Nothing in them is ever changed.

    With --discover the mail and notes of this machine are looked for, and you say which to add.
    """
    if discover:
        from lfmsearch.cli import discover as offer

        if paths or kind or include or exclude or dry_run:
            raise click.UsageError("--discover stands alone: it asks what to add.", click.get_current_context())
        return offer.run(as_json=as_json)
    if not paths:
        raise click.UsageError(
            "Name a folder, or look for mail and notes with --discover.", click.get_current_context()
        )
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    whole = [os.path.abspath(os.path.expanduser(path)) for path in paths]
    if not yes and not dry_run and not all(_meant(path) for path in whole):
        raise click.Abort
    with answering(Home.find()) as index:
        if dry_run:
            previews = {path: index.preview(path, include=include, exclude=exclude) for path in whole}
            if as_json:
                output.document([_preview_json(path, preview) for path, preview in previews.items()])
            else:
                for path, preview in previews.items():
                    _show(path, preview)
            return None
        sources = [index.add(path, kind=kind or "", include=include, exclude=exclude) for path in whole]
    if as_json:
        output.document([{"path": source.path, "kind": source.kind} for source in sources])
        return None
    for source in sources:
        output.line(f"Added {wording.place(source.path)}" + ("" if source.kind == "folder" else f" ({source.kind})"))
    output.notice("To read what is new: lfmsearch index")
    return None


def _meant(path: str) -> bool:
    """Whether `path` is meant, where that is not plain; without a terminal nobody can say so."""
    from lfmsearch.sources.places import asked_first

    said = asked_first(os.path.realpath(path))
    if not said:
        return True
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        raise BadConfig(
            f"{wording.place(path)} is not added. {said}", "If you want it all the same, say so with --yes."
        )
    output.notice(f"{wording.place(path)}: {said}")
    return click.confirm("Add it all the same?", err=True)


def _show(path: str, preview: Preview) -> None:
    output.line(wording.place(path))
    total = f"{wording.count(preview.files, 'file')}, {wording.size(preview.bytes)}"
    takes = f"; all of it findable in about {wording.duration(preview.seconds)}" if preview.seconds else ""
    output.line(f"  {total}{takes}")
    if preview.excluded:
        output.line(f"  left out by rules: {preview.excluded:,}")
    rows = [(f"  {name}", f"{count:,}", wording.size(size)) for name, count, size in _types(preview)]
    if rows:
        output.table(rows, right=frozenset({1, 2}))
    for folder, reason in preview.problems:
        output.notice(f"{wording.place(folder)}: {reason}")


def _types(preview: Preview) -> list[tuple[str, int, int]]:
    """What is most there, by (type, Files, bytes), and the rest in one line."""
    most = [(name, *told) for name, told in preview.by_type.items()]
    most.sort(key=lambda item: (-item[1], item[0]))
    if len(most) <= MOST_TYPES + 1:
        return most
    rest = most[MOST_TYPES:]
    others = f"{len(rest)} other types"
    return [*most[:MOST_TYPES], (others, sum(count for _, count, _ in rest), sum(size for *_, size in rest))]


def _preview_json(path: str, preview: Preview) -> dict[str, Any]:
    return {
        "path": path,
        "files": preview.files,
        "bytes": preview.bytes,
        "by_type": {name: {"files": count, "bytes": size} for name, (count, size) in preview.by_type.items()},
        "seconds": preview.seconds or None,
        "excluded": preview.excluded,
        "problems": [{"path": folder, "reason": reason} for folder, reason in preview.problems],
    }
