"""The Explanation of a Hit, with whatever model is at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lfmsearch.errors import BadQuery, HitNotFound
from lfmsearch.search.explain import SENTENCES, by_tokens, by_words, sentences
from lfmsearch.store.late import LateStore
from lfmsearch.store.reader import Reader
from lfmsearch.types import Chunk, Explanation, Query

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lfmsearch.models.embedder import Embedder
    from lfmsearch.models.late import LateEncoder

# Passages of the index that a passage is compared with, to know what a word finds anywhere.
UNRELATED = 32


def explained(
    reader: Reader,
    number: int,
    ordinal: int,
    query: Query,
    *,
    encoder: LateEncoder | None,
    embedder: Embedder | None,
    store: LateStore,
) -> Explanation:
    """
    Return why Chunk `ordinal` of Document `number` answers a Query: by the encoder where there is one, else by words and the embedder.

    Raises:
        HitNotFound: the index has no such passage.
        BadQuery: there is no word in the Query.
    """
    text = query.text.strip() or " ".join(query.phrases)
    if not text:
        raise BadQuery("Only words can be explained, and there are none in this query.", "Add what you look for.")
    chunks = reader.chunks(number, ordinal, ordinal)
    if not chunks:
        raise HitNotFound(f"There is no passage {number}:{ordinal}.", "Search again: it may have been removed since.")
    passage = Chunk(ordinal, chunks[0].text, chunks[0].breadcrumb).passage()
    hit = f"{number}:{ordinal}"
    if encoder is not None:
        usual = _Usual(encoder, store)
        return by_tokens(
            hit, encoder.model_id, encoder.explained_query(text), encoder.explained_document(passage), usual.likeness
        )
    found = by_words(hit, text, passage.strip())
    return found if embedder is None else _by_meaning(found, embedder)


class _Usual:
    """What a word finds in passages that have nothing to do with it: a fixed sample of those that are kept."""

    def __init__(self, encoder: LateEncoder, store: LateStore) -> None:
        self._encoder, self._store = encoder, store

    def likeness(self, query: npt.NDArray[np.float32]) -> npt.NDArray[np.float32] | None:
        """Return float32[n]: the mean over the sample of each row's best; None where too few passages are kept."""
        import numpy as np

        from lfmsearch.models.tokens import Code

        code = Code(self._encoder.dimensions)
        values = self._store.sample(f"{self._encoder.recipe}/{code.name}", UNRELATED)
        if len(values) < UNRELATED:
            return None
        rows, counts = code.rows(values)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        best: npt.NDArray[np.float32] = np.maximum.reduceat(code.turned(query) @ rows.T, starts, axis=1).mean(axis=1)
        return best


def _by_meaning(found: Explanation, embedder: Embedder) -> Explanation:
    """The same, with the sentence nearest in meaning."""
    import numpy as np

    spans = sentences(found.passage)[:SENTENCES]
    vector = embedder.embed_query(found.query)
    # Of a sentence embedded in parts the best one counts.
    rows = embedder.embed_documents([found.passage[start:end] for start, end in spans])
    cosines = [float((parts @ vector).max()) for parts in rows]
    best = int(np.argmax(cosines))
    return replace(
        found,
        method="meaning",
        model=embedder.model_id,
        sentence_start=spans[best][0],
        sentence_end=spans[best][1],
        cosine=cosines[best],
    )
