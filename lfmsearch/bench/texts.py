"""Texts to measure with: real words of the model's own vocabulary, drawn as often as people use them. The same seed, the same texts."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from lfmsearch.models.catalog import InstalledModel


class Writer:
    """
    Writes sentences of English words.

    Vocabularies are ordered by how common their words are, so the n-th word is drawn with a frequency of 1 / (n + 2.7), as Zipf and
    Mandelbrot found it in real text: a few words are everywhere, most are rare, and a search by words has real work to do.
    """

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self._words = words
        self._random = random.Random(seed)
        self._weights = list(itertools.accumulate(1 / (place + 2.7) for place in range(len(words))))

    @classmethod
    def of_model(cls, model: InstalledModel, seed: int) -> Writer:
        """Return a Writer of the words in a model's vocabulary; each is one token of that model."""
        return cls(vocabulary(model), seed)

    def words(self, count: int) -> list[str]:
        """Return `count` words."""
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def text(self, words: int) -> str:
        """Return sentences of about a dozen words, `words` in all."""
        left, sentences = words, []
        while left > 0:
            length = min(left, self._random.randint(6, 18))
            sentences.append(" ".join(self.words(length)).capitalize() + ".")
            left -= length
        return " ".join(sentences)

    def query(self) -> str:
        """Return a question of 3 to 12 words."""
        return " ".join(self.words(self._random.randint(3, 12)))


def vocabulary(model: InstalledModel) -> list[str]:
    """Return the whole English words among a model's tokens, the most common first."""
    import llama_cpp

    from lfmsearch.models.llama import Model

    loaded = Model(model.path)
    try:
        vocab = llama_cpp.llama_model_get_vocab(loaded.handle)
        count = llama_cpp.llama_vocab_n_tokens(vocab)
        tokens = [llama_cpp.llama_vocab_get_text(vocab, number).decode("utf-8", "replace") for number in range(count)]
    finally:
        loaded.close()
    # A word begins with the mark of a space: ▁ in WordPiece and SentencePiece, Ġ in byte-level BPE.
    words = (token[1:] for token in tokens if token[:1] in "▁Ġ" and len(token) > 2)
    return list(dict.fromkeys(word for word in words if word.isascii() and word.isalpha() and word.islower()))
