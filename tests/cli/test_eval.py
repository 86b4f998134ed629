"""`lfmsearch eval --own`, as its user meets it."""

from __future__ import annotations

import json

from cli.said import Run

from lfmsearch.system.paths import Home


def test_ones_own_index_is_measured_with_questions_made_from_it(library: Home, run: Run) -> None:
    """A table the first time; the second time the last one stands beside it."""
    first = run("eval", "--own")
    second = run("eval", "--own")

    assert first.code == 0
    assert "questions made from them" in first.out
    assert "recall@10" in first.out
    assert "The last time" not in first.out
    assert "The last time" in second.out


def test_what_has_become_worse_is_said(library: Home, run: Run) -> None:
    """With the figure then and now, and what has changed."""
    found = run("eval", "--own", "--json").json
    found["modes"]["words"]["mrr@10"] = 1.9
    library.own_path.write_text(json.dumps(found))

    said = run("eval", "--own")

    assert "words: mrr@10 fell from 1.900 to" in said.err
    assert "Since then: nothing that is kept count of." in said.err


def test_a_set_or_ones_own_has_to_be_named(library: Home, run: Run) -> None:
    """Not both, not neither."""
    assert run("eval").code == 2
    assert run("eval", ".", "--own").code == 2
