"""`lfmsearch search`: ask in your own words."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import click

from lfmsearch.cli import hits, output, recent, wording
from lfmsearch.search.relaxed import MOST
from lfmsearch.types import Mode, Relaxation, Results

LINE = "── below this, only loosely related ──"

if TYPE_CHECKING:
    from lfmsearch.index import Index
    from lfmsearch.service.remote import RemoteIndex

# Hits that `--explain` explains word by word.
EXPLAINED = 3


class _Query(click.Command):
    """Everything that is not an option of this command is the query, also `-word` and `-field:value`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        takes_value = {"-n", "--page", "--sort"}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                words += rest
            elif argument in takes_value:
                options += [argument, *([value] if (value := next(rest, None)) is not None else [])]
            elif argument.startswith("--") or re.fullmatch(r"-0|-h|-n\d+", argument):
                options.append(argument)
            else:
                words.append(argument)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command(cls=_Query)
@click.argument("query", nargs=-1, required=True)
@click.option("-n", "limit", default=10, type=click.IntRange(1, 1000), metavar="N", help="How many hits; 10.")
@click.option("--page", default=1, type=click.IntRange(1, 1000), metavar="P", help="Which page of them; 1.")
@click.option(
    "--sort", default="relevance", type=click.Choice(["relevance", "date"]), help="Best first, or newest first."
)
@click.option("--words", "mode", flag_value="words", help="By words alone; loads no model.")
@click.option("--meaning", "mode", flag_value="meaning", help="By meaning alone.")
@click.option(
    "--all", "loose", is_flag=True, help="Show what is only loosely related, too, where nothing else is found."
)
@click.option(
    "--rerank/--no-rerank", default=None, help="Rank the first hits again by late interaction, or not; else as set."
)
@click.option(
    "--explain", is_flag=True, help="Say how the query was read, how each hit was found, and what answers each word."
)
@click.option("-0", "paths_only", is_flag=True, help="Print paths only, each ended by NUL (for xargs -0).")
@output.json_option
def command(
    query: tuple[str, ...],
    limit: int,
    page: int,
    sort: Literal["relevance", "date"],
    mode: Mode | None,
    *,
    loose: bool,
    rerank: bool | None,
    explain: bool,
    paths_only: bool,
    as_json: bool,
) -> int:
    """
    Find by words and by meaning.

    \b
    Plain words and questions are all you need. To narrow:
      "exact phrase"  -without  red OR blue  begin*
      kind:mail  type:pdf  in:~/Work  from:anna  subject:rent  tag:house
      date:2024-03  before:2024  after:lastmonth  date:2024-01..2024-06
      larger:10mb  has:attachment  -type:html

    In a shell, put a query with quotes in quotes: 'rent "exact phrase"'.
    """  # noqa: D301 - click reads the backspace
    from lfmsearch.cli.answering import answering
    from lfmsearch.system.paths import Home

    home = Home.find()
    with answering(home) as index:
        results = index.search(
            " ".join(query), limit=limit, page=page, sort=sort, mode=mode or "both", facets=as_json, rerank=rerank
        )
        why = _explanations(index, results) if explain and not (as_json or paths_only) else {}
        if not (as_json or paths_only):  # what programs ask is no search that a person would take up again
            index.remember(query=" ".join(query))
    if results.related == 0 and not loose:
        results = replace(results, hits=())
    if as_json:
        from lfmsearch.search.wire import results_json

        output.document(results_json(results))
    elif paths_only:
        output.names(list(dict.fromkeys(hit.path for hit in results.hits if hit.related or loose)))
    else:
        recent.remember(home, results.hits)
        show(results, page=page, limit=limit, explain=explain, why=why)
    return 0 if results.hits else 1


def show(
    results: Results,
    *,
    page: int,
    limit: int,
    explain: bool,
    read: Sequence[str] | None = None,
    why: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """
    Print an answer for a person: hits to stdout, everything about them to stderr.

    Args:
        read: what to explain of the question, in sentences; None for how its query was read.
        why: more to say of some hits, by their id.
    """
    why = why or {}
    if explain:
        from lfmsearch.search.query import described

        for sentence in described(results.query) if read is None else read:
            output.notice(sentence)
        output.notice("Took " + ", ".join(f"{stage} {took:.1f} ms" for stage, took in results.took_ms.items()))
    for sentence in results.notices:
        output.notice(sentence)
    on_terminal = output.is_terminal(sys.stdout)
    if explain or results.notices:
        output.notice("")
    for number, hit in enumerate(results.hits, 1):
        if not hit.related and (number == 1 or results.hits[number - 2].related):
            (output.faint if on_terminal else output.line)(LINE)
            output.line()
        if on_terminal:
            output.hanging(hits.for_terminal(hit, number, explain=explain, why=why.get(hit.id, ())))
        else:
            for text in hits.for_pipe(hit, hit.rank, explain=explain, why=why.get(hit.id, ())):
                output.line(text)
        output.line()
    if not results.hits:
        output.notice(_nothing(results, page))
        return
    for one in results.relaxations:
        output.notice(relaxed(one, found=results.total))
    if on_terminal:
        output.notice(_footer(results, page, limit))


def _explanations(index: Index | RemoteIndex, results: Results) -> dict[str, list[str]]:
    """What answers each word, of the first hits: with a model each takes it a moment. By words alone no model is loaded for it."""
    from lfmsearch.cli.explained import lines

    if not (results.model or results.reranker) or not results.query.text.strip():
        return {}
    return {
        hit.id: lines(index.explain(hit.id, results.query.raw)) for hit in results.hits[:EXPLAINED] if ":" in hit.id
    }


def _footer(results: Results, page: int, limit: int) -> str:
    first = (page - 1) * limit + 1
    last = first + len(results.hits) - 1
    parts = [
        f"{first}–{last} of {results.total:,}"
        if results.total > len(results.hits)
        else wording.count(results.total, "hit")
    ]
    parts.append(f"{results.took_ms.get('total', 0):.0f} ms")
    parts += [results.model] if results.model else []
    parts.append("lfmsearch show 1" if page == 1 else f"--page {page + 1}")
    if page == 1 and results.total > last:
        parts.append("more: --page 2")
    return " · ".join(parts)


def _nothing(results: Results, page: int) -> str:
    if not results.coverage.documents:
        return "Nothing found."
    documents = wording.count(results.coverage.documents, "document")
    if results.related == 0 and results.total:
        nearest = "What comes nearest is" if results.total == 1 else f"The nearest {results.total:,} are"
        return f"Nothing found in {documents}. {nearest} only loosely related: --all shows {'it' if results.total == 1 else 'them'}."
    if page > 1 and results.total:
        return f"There is no page {page}: {wording.count(results.total, 'hit')} in all."
    said = [relaxed(one, found=0) for one in results.relaxations]
    return "\n".join(said) or f"Nothing found in {wording.count(results.coverage.documents, 'document')}."


def relaxed(one: Relaxation, *, found: int) -> str:
    """Return what a condition keeps away: `Nothing in type:pdf; 12 without it.`"""
    there = f"Only {found}" if found else "Nothing"
    more = f"more than {one.total - 1}" if one.total >= MOST else str(one.total)
    if one.typed.startswith("-"):
        return f"{there} with {one.typed}; {more} without that."
    if one.typed.startswith('"'):
        return f"{there} with {one.typed} word for word; {more} without the quotes."
    return f"{there} in {one.typed}; {more} without it."
