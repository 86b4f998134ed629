"""
The index's own words: which are forms of one, which hold it, of which it consists, which it was meant to be.

Every different word of letters is in the table `lexicon`, and its trigrams in `gram`, so that a word is found by what stands inside it:
some megabytes for a million Documents' words, where trigrams of the texts would double the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import takewhile

import apsw

from lfmsearch.store.stems import Stems, is_arabic
from lfmsearch.store.terms import lexical

# A stem of as many letters is looked for inside other words too: Mietwohnung answers Wohnung. Shorter ones are in everything.
SHORTEST_INSIDE = 5
SHORTEST_INSIDE_ARABIC = 4  # which leaves out vowels
# Languages that write several words as one, and the letters of the least that one is taken apart into.
COMPOUNDING = frozenset(("da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"))
SHORTEST_PART = 4
# The forms of a word that are looked up: those of its stem first, then the shortest.
MOST_FORMS = 64
# Words a Learner keeps in mind: some 4 MB.
MOST_LEARNED = 50_000
# A typed word of fewer letters that is nowhere is not taken for a slip: half of all short words are one letter apart.
SHORTEST_MISTYPED = 4

_JOINTS = ("s", "n", "e", "en", "es", "er")
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyzæðøþłœ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
)


class Learner:
    """
    Adds words to the lexicon over the one connection that writes: those it has not added before, all of a transaction at once.

    Looking up every word of every Document took a fifth of the time of reading mails, and each statement that changes several rows
    is a savepoint to SQLite, at which FTS5 writes out what it gathers.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._learned: set[str] = set()
        self._new: set[str] = set()
        self._leaving: set[str] = set()
        connection.set_rollback_hook(self._undo)

    def learn(self, texts: Iterable[str], before: Iterable[str] = ()) -> None:
        """Take up the words of texts, as `terms.indexed` gives them, in place of those of `before`; `write` writes it down."""
        words = set[str]().union(*map(lexical, texts))
        self._new |= words - self._learned
        self._leaving |= set[str]().union(*map(lexical, before)) - words

    def write(self) -> None:
        """Write down what was taken up. By the transaction that writes the rows the words are in, at its end."""
        for table, words in (("lexicon", self._new), ("leaving", self._leaving)):
            if words:
                self._connection.execute(
                    f"INSERT OR IGNORE INTO {table} (word) SELECT value FROM json_each(?)",
                    (json.dumps(sorted(words), ensure_ascii=False),),
                )
        if len(self._learned) + len(self._new) > MOST_LEARNED:
            self._learned.clear()
        self._learned |= self._new
        self._new.clear()
        self._leaving.clear()

    def forget_unused(self) -> None:
        """Take away those words that left a row and that no other row holds."""
        self._connection.execute(
            """DELETE FROM lexicon WHERE word IN (SELECT word FROM leaving)
               AND NOT EXISTS (SELECT 1 FROM word WHERE word MATCH '"' || lexicon.word || '"')"""
        )
        self._connection.execute("DELETE FROM leaving")
        self._learned.clear()

    def _undo(self) -> None:
        for words in (self._learned, self._new, self._leaving):
            words.clear()


class Lexicon:
    """Look-ups in the lexicon over one connection; words are in normal form. Used by one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._run = connection.execute
        self._stems = Stems()

    def forms(self, word: str, language: str) -> list[str]:
        """
        Return the other words that share the stem of `word`, then those that hold it, compounds among them; at most MOST_FORMS.

        Args:
            language: whose forms, a two-letter code; empty where it is not known.
        """
        stem = self._stems.of(word, language)
        # What an ending changed (happy, happi) is no part of the other forms.
        core = (
            stem
            if stem in word
            else "".join(a for a, b in takewhile(lambda pair: pair[0] == pair[1], zip(word, stem, strict=False)))
        )
        if len(core) < 3:
            return []
        arabic = is_arabic(word)
        inside = len(stem) >= (SHORTEST_INSIDE_ARABIC if arabic else SHORTEST_INSIDE)
        found = self._holding(core) if len(core) > 3 or arabic else self._beginning(core)
        same, holding = [], []
        for other in found:
            if other == word:
                continue
            if self._stems.of(other, language) == stem:
                same.append(other)
            elif inside and stem in other:
                holding.append(other)
        return [*same, *holding][:MOST_FORMS]

    def parts(self, word: str, language: str) -> tuple[str, ...]:
        """
        Return two words of the index that `word` is put together of, in a language that writes them as one; else none.

        Between them `s`, `n`, `en`, `es`, `er` or `e` may stand, and the first may have lost its `e` (Miete, Mietwohnung).
        """
        if language not in COMPOUNDING or len(word) < 2 * SHORTEST_PART:
            return ()
        splits: dict[tuple[str, str], int] = {}
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            before, after = word[:place], word[place:]
            heads = {before.removesuffix(joint): len(joint) for joint in _JOINTS} | {before: 0, f"{before}e": 1}
            for tail in (self._stems.of(after, language), after):
                splits |= {(head, tail): lost for head, lost in heads.items() if len(head) >= SHORTEST_PART}
        known = self.known({part for split in splits for part in split})
        able = [split for split in splits if known.issuperset(split)]
        # The fewest letters lost, then the most even.
        return min(able, key=lambda split: (splits[split], abs(len(split[0]) - len(split[1]))), default=())

    def nearest(self, word: str) -> str:
        """Return the word of the index that `word` is a slip of one key away from, the commonest of several; empty where none is."""
        if len(word) < SHORTEST_MISTYPED:
            return ""
        able = sorted(self.known(set(one_slip_away(word))))
        return max(able, key=lambda other: (self._rows(other), other[0] == word[0]), default="")

    def known(self, words: set[str]) -> set[str]:
        """Return those of some words that are in the index."""
        sql = "SELECT word FROM lexicon WHERE word IN (SELECT value FROM json_each(?))"
        return {word for (word,) in self._run(sql, (json.dumps(sorted(words), ensure_ascii=False),))}

    def _rows(self, word: str) -> int:
        return int(self._run("SELECT doc FROM vocabulary WHERE term = ?", (word,)).get or 0)

    def _beginning(self, core: str) -> list[str]:
        sql = "SELECT word FROM lexicon WHERE word >= ? AND word < ? ORDER BY length(word), word LIMIT 1000"
        return [word for (word,) in self._run(sql, (core, core + "\U0010ffff"))]

    def _holding(self, core: str) -> list[str]:
        grams = " AND ".join(f'"{core[i : i + 3]}"' for i in range(len(core) - 2))
        sql = """SELECT word FROM lexicon WHERE id IN (SELECT rowid FROM gram WHERE gram MATCH ?) AND instr(word, ?)
                 ORDER BY length(word), word LIMIT 1000"""
        return [word for (word,) in self._run(sql, (grams, core))]


def one_slip_away(word: str) -> Iterator[str]:
    """Yield what one key left out, doubled or hit wrongly, or two keys in the wrong order, may have made `word` of."""
    letters = next((alphabet for alphabet in _ALPHABETS if word[0] in alphabet or word[-1] in alphabet), "")
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
