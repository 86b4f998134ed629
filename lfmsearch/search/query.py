r"""
The query language: what was typed becomes a `Query`, or one sentence that says how to write it.

    plumber invoice            by words and by meaning       "exact phrase"    must stand there
    inv*                       words that begin so           red OR blue       one of them
    -draft  -"old draft"       must not stand there          field:value       narrows both searches
                                                             -field:value      the opposite

A quote opens a phrase at the start of a word only (`5" pipe` is plain text); one that is never closed runs to the end.
A name before a colon is a field, except where people write colons otherwise: before a space (`note: buy milk`), in
quotes, in addresses (`https://…`, `mailto:…`), after one letter (`C:\x`), doubled (`std::vector`), after a digit
(`12:30`).

The normal form of `Query.filters` is in `field.py`.

`Query.words` are as typed, without the punctuation around them, each once; `e-mail`, `12:30` and `C++` stay whole. A member of
`any_of` or `without` that holds a space is a phrase. No more than `MAX_WORDS` words are looked up and `MAX_TEXT`
characters embedded; `notices` says so when more was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from lfmsearch.errors import BadQuery
from lfmsearch.search.field import clean, merged, told, typed
from lfmsearch.search.field import filters as read_filters
from lfmsearch.search.pieces import Piece, joined, pieces
from lfmsearch.store.terms import SIGNED
from lfmsearch.system.week import first_weekday
from lfmsearch.types import Filter, Query

# Beyond this many words a query is a pasted text: more of them change the ranking little and cost a look-up each.
MAX_WORDS: Final = 64
# No model of the catalogue reads more than 512 tokens, and few words are longer than 15 characters.
MAX_TEXT: Final = 8_000

# Letters, digits, and the marks of Latin, Cyrillic, Hebrew, Arabic, Devanagari and Thai that `\w` leaves out.
_LETTER = (
    r"[\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d]"
)
_WORD = re.compile(rf"{SIGNED}|(?=[\w])(?:{_LETTER}+(?:[-'.@+&]{_LETTER}+|(?<=\d):(?=\d){_LETTER}+)*)")


@dataclass(frozen=True, slots=True)
class _Term:
    """One piece as it was understood."""

    kind: Literal["plain", "phrase", "filter"]
    text: str
    excluded: bool = False
    filters: tuple[Filter, ...] = ()


def parse(raw: str, *, now: datetime, week_start: int = 0) -> Query:
    """
    Return the query as it was understood.

    Reads nothing but its arguments, and the home and current folder for `in:~/…` and `in:./…`. Takes a few
    milliseconds for 10,000 words.

    Args:
        raw: as typed.
        now: the present; its time zone is the user's (`datetime.now().astimezone()`).
        week_start: first day of the week, 0 for Monday to 6 for Sunday.

    Raises:
        BadQuery: a field is unknown, a value does not fit, OR joins what it cannot, or there is nothing to look for.
    """
    terms = [_read(group, raw, now, week_start) for group in joined(pieces(raw))]
    words: dict[str, str] = {}
    groups: list[tuple[str, ...]] = []
    phrases: list[str] = []
    without: list[str] = []
    wanted: list[Filter] = []
    excluded: list[Filter] = []
    text: list[str] = []
    budget = MAX_WORDS
    for group in terms:
        term = group[0]
        if term.kind == "filter":
            for member in group:
                (excluded if member.excluded else wanted).extend(member.filters)
            continue
        if term.excluded:
            without += _operand(term)
            continue
        text += [_text(member) for member in group]
        if len(group) > 1:
            members = tuple(dict.fromkeys(word for member in group for word in _operand(member)))[:budget]
            budget -= len(members)
            if len(members) > 1:
                groups.append(members)
                continue
            for word in members:  # joined to itself
                if " " in word:
                    phrases.append(word)
                else:
                    words.setdefault(word.casefold(), word)
        elif term.kind == "phrase":
            phrases += _operand(term)
        else:
            for word in _words(term.text):
                if budget and word.casefold() not in words:
                    words[word.casefold()] = word
                    budget -= 1
    query = Query(
        raw=raw,
        text=_shortened(" ".join(part for part in text if part)),
        words=tuple(words.values()),
        any_of=tuple(groups),
        phrases=tuple(dict.fromkeys(phrases)),
        without=tuple(dict.fromkeys(without)),
        filters=merged(wanted, excluded),
    )
    _check(query)
    return query


def read_now(raw: str) -> Query:
    """Return the query as `parse` understands it now, here, with the weeks of this user."""
    return parse(raw, now=datetime.now().astimezone(), week_start=first_weekday())


def words_at(text: str) -> list[tuple[int, int]]:
    """Return where the words stand in a piece of text, as offsets."""
    return [match.span() for match in _WORD.finditer(text)]


def unparse(query: Query) -> str:
    """Return text that parses to the same words, groups, phrases, exclusions and filters, in that order."""
    return " ".join(
        [
            *query.words,
            *(" OR ".join(_quoted(member) for member in group) for group in query.any_of),
            *(f'"{phrase}"' for phrase in query.phrases),
            *(f"-{_quoted(member)}" for member in query.without),
            *(typed(item) for item in query.filters),
        ]
    )


def described(query: Query) -> list[str]:
    """Return how the query was read, one sentence each, for `--explain`."""
    plain = [word for word in query.words if not word.endswith("*")]
    begin = [word[:-1] for word in query.words if word.endswith("*")]
    lines = [f"By words and by meaning: {', '.join(plain)}"] if plain else []
    lines += [f"By words that begin with: {', '.join(begin)}"] if begin else []
    lines += [f"By words, one of: {' or '.join(_quoted(member) for member in group)}" for group in query.any_of]
    lines += [f"Word for word: “{phrase}”" for phrase in query.phrases]
    lines += [f"Nothing that says: {_quoted(member)}" for member in query.without]
    either: dict[str, list[str]] = {}
    for item in query.filters:
        if item.op in ("=", "in"):
            either.setdefault(item.field, []).append(told(item))
    lines += [f"Only {field}: {' or '.join(values)}" for field, values in either.items()]
    for field in ("date", "size"):
        bounds = [told(item) for item in query.filters if item.field == field and item.op in (">=", "<")]
        lines += [f"Only {field}: {' and '.join(bounds)}"] if bounds else []
    lines += [f"Not {item.field}: {told(item)}" for item in query.filters if item.op == "!="]
    return lines + list(notices(query))


def notices(query: Query) -> tuple[str, ...]:
    """Return what the user should know about how it was read; empty when all of it was used."""
    used = len(query.words) + sum(map(len, query.any_of))
    if used < MAX_WORDS and len(query.text) < MAX_TEXT - 100:
        return ()
    typed = len({match[0].casefold() for match in _WORD.finditer(query.raw)})
    if typed <= used:
        return ()
    return (f"Only the first {MAX_WORDS} of {typed} different words are looked up.",)


def _read(group: list[Piece], raw: str, now: datetime, week_start: int) -> list[_Term]:
    """What one piece means, or several joined by OR."""
    terms = []
    for piece in group:
        if piece.kind == "filter":
            read = read_filters(piece.field, piece.text, excluded=piece.excluded, now=now, week_start=week_start)
            terms.append(_Term("filter", raw[piece.start : piece.end], piece.excluded, read))
        elif piece.kind == "phrase":
            terms.append(_Term("phrase", piece.text, piece.excluded))
        else:  # an OR that joins nothing is the word
            terms.append(_Term("plain", "or" if piece.kind == "or" else piece.text, piece.excluded))
    for term in terms[1:]:
        _check_joined(terms[0], term)
    return terms


def _check_joined(first: _Term, term: _Term) -> None:
    hint = "Write red OR blue, or give one field several times: kind:mail kind:note."
    if first.excluded or term.excluded:
        raise BadQuery("OR cannot join something that is left out with “-”.", hint)
    if (first.kind == "filter") != (term.kind == "filter"):
        raise BadQuery(
            f"OR cannot join “{first.text}” and “{term.text}”: it joins words, or values of one field.", hint
        )
    sides = [{(item.field, item.op) for item in side.filters} for side in (first, term)]
    if sides[0] != sides[1]:
        raise BadQuery(f"OR cannot join “{first.text}” and “{term.text}”: they are different fields.", hint)


def _words(text: str) -> list[str]:
    """Return the words in a piece without spaces; a star after the last one is kept (`inv*`, not `**bold**`)."""
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    if words and text.endswith(f"{words[-1]}*") and not text.startswith("*"):
        words[-1] += "*"
    return words


def _operand(term: _Term) -> list[str]:
    """Return the term as one member of a group, of `phrases` or of `without`; nothing when it holds no word."""
    if term.kind == "plain":
        words = _words(term.text)
        return [" ".join(words).removesuffix("*") if len(words) > 1 else words[0]] if words else []
    phrase = " ".join(clean(term.text).replace("*", " ").split())
    words = phrase.split(" ", MAX_WORDS)[:MAX_WORDS]
    return [" ".join(words)] if _WORD.search(" ".join(words)) else []


def _text(term: _Term) -> str:
    text = " ".join(clean(term.text).split())
    words = _words(term.text) if term.kind == "plain" else []
    return text.removesuffix("*") if words and words[-1].endswith("*") else text


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT + 1].rsplit(" ", 1)[0][:MAX_TEXT]


def _check(query: Query) -> None:
    for items, noun in ((query.phrases, "phrases"), (query.without, "exclusions"), (query.filters, "filters")):
        if len(items) > MAX_WORDS:
            raise BadQuery(f"The query has {len(items)} {noun}; {MAX_WORDS} is the most.", "Make it shorter.")
    if query.words or query.any_of or query.phrases or query.filters:
        return
    if query.without:
        raise BadQuery("The query only says what to leave out.", "Add what you look for: invoice -draft.")
    shown = " ".join(clean(query.raw).split())
    if not shown:
        raise BadQuery("There is nothing to look for: the query is empty.", "Write a word, a question, or a field.")
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
    raise BadQuery(
        f"There is nothing to look for in “{shown}”.", "Write a word, a question, or a field like kind:mail."
    )


def _quoted(member: str) -> str:
    return member if _WORD.fullmatch(member.removesuffix("*")) and member != "OR" else f'"{member}"'
