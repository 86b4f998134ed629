"""What a person should know about an answer, beside the answer. Pure."""

from __future__ import annotations

from lfmsearch.types import Coverage, Mode


def answer_notices(
    coverage: Coverage, mode: Mode, *, unread: int, by_meaning: bool, has_generation: bool
) -> tuple[str, ...]:
    """
    Return sentences on what this answer could not cover.

    Args:
        unread: Files still in the queue.
        by_meaning: whether meaning could take part.
        has_generation: whether anything was ever embedded.
    """
    if not coverage.documents and not unread:
        return ("Nothing is indexed yet: `lfmsearch add FOLDER`, then `lfmsearch index`.",)
    said = []
    if unread:
        said.append(f"{unread} files are still to be read: `lfmsearch index` goes on.")
    if mode != "words" and not by_meaning:
        no_model = "Search is by words alone: the model of this index is not here."
        said.append(no_model if has_generation else "Search is by words alone: no passage is embedded yet.")
    elif mode != "words" and coverage.meaning < coverage.documents:
        said.append(f"By meaning so far: {coverage.meaning} of {coverage.documents} documents.")
    return tuple(said)


def rerank_notices(*, asked: bool, reranked: bool, has_model: bool) -> tuple[str, ...]:
    """Return a sentence where ranking again was asked for and did not happen."""
    if not asked or reranked:
        return ()
    if not has_model:
        return ("Nothing is ranked again: no model for it is here. `lfmsearch models` lists those there are.",)
    return ("Nothing is ranked again: it would have taken longer than the setting rerank_budget_ms lets it.",)
