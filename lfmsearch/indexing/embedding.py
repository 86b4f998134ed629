"""The second pass: Chunks get vectors. Dear; breadth first, newest first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from lfmsearch.indexing.pace import Pace
from lfmsearch.store.reader import Reader
from lfmsearch.store.vectors import quantized
from lfmsearch.store.writer import Writer
from lfmsearch.types import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

# Passages chosen at a time: choosing reads all that is open and sorts it, so it should be rare; what arrives meanwhile waits this long.
CHOSEN = 4_096
# Texts fetched at a time.
FETCHED = 128


class DocumentEmbedder(Protocol):
    """What this pass needs of an Embedder."""

    def embed_documents(self, texts: Iterable[str]) -> Iterator[npt.NDArray[np.float32]]:
        """Yield float32[parts, d] for each text, in order; may read some texts ahead."""
        ...


class Embedding:
    """One pass over the passages that have no vector in a Generation. Used by the indexer's thread alone."""

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        embedder: DocumentEmbedder,
        generation_id: int,
        *,
        cancelled: Callable[[], bool],
        enough: Callable[[], bool],
    ) -> None:
        self._writer, self._reader, self._embedder = writer, reader, embedder
        self._generation, self._cancelled, self._enough = generation_id, cancelled, enough

    def run(self, report: Callable[[Progress], None]) -> int:
        """
        Embed until nothing is open or the work is cancelled; return how many passages were embedded.

        Each vector is committed as it comes (20 µs beside a decode of 100 ms), so a kill repeats only the decodes in hand.
        """
        done, total = self._reader.embedding_progress(self._generation)
        pace = Pace("embed", total, report, done=done)
        count = 0
        for tried in (False, True):
            while not self._enough():
                chosen = self._reader.unembedded(self._generation, limit=CHOSEN, tried=tried)
                if not chosen:
                    break
                # What was begun once and never ended may be what took the program down: one at a time, so that only it is blamed.
                groups = [[entry] for entry in chosen] if tried else [chosen]
                for group in groups:
                    count += self._embed([(key, number) for key, number, _ in group], pace)
                    if self._enough():
                        break
        pace.finish()
        return count

    def _embed(self, group: list[tuple[bytes, int]], pace: Pace) -> int:
        begun: deque[bytes] = deque()
        vectors = self._embedder.embed_documents(self._texts(group, begun))
        count = 0
        try:
            for rows in vectors:
                self._writer.embedded(self._generation, [(begun.popleft(), quantized(rows))])
                count += 1
                pace.advance("")
                if self._cancelled():
                    break
        finally:
            close = getattr(vectors, "close", None)
            if close is not None:
                close()
            # Begun and given up on purpose, or by an error that is not theirs: no attempt that took the program down.
            self._writer.give_up(list(begun))
        return count

    def _texts(self, group: list[tuple[bytes, int]], begun: deque[bytes]) -> Iterator[str]:
        for start in range(0, len(group), FETCHED):
            part = group[start : start + FETCHED]
            texts = dict(self._reader.passages([number for _, number in part]))
            for key, number in part:
                if self._enough():
                    return
                if number in texts:
                    self._writer.attempt([key])
                    begun.append(key)
                    yield texts[number]
