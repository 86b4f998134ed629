"""What a mail is filed under: labels, tags and keywords of mail programs, and the mailing list it came by."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from lfmsearch.extract.headers import text_of
from lfmsearch.extract.mime import Fields

# Thunderbird's own five tags are stored without their names.
_THUNDERBIRD = {
    "$label1": "Important",
    "$label2": "Work",
    "$label3": "Personal",
    "$label4": "To Do",
    "$label5": "Later",
}
# Keywords that are states, not something a person filed it under.
_STATES = frozenset(("junk", "nonjunk", "notjunk", "forwarded", "redirected", "old", "recent", "seen"))
# Gmail's own labels, which nobody can give to anything else, in the languages lfmsearch is made for.
_TRASH_AND_SPAM = (
    "trash|bin|papierkorb|corbeille|papelera|cestino|lixeira|lixo|papirkurv|papperskorgen|papperskorg|ゴミ箱|휴지통|المهملات"
    "|سلة المهملات|spam|skräppost|søppelpost|迷惑メール|스팸함|스팸|غير مرغوب فيها|الرسائل غير المرغوب فيها"
)
_THROWN_AWAY = frozenset(_TRASH_AND_SPAM.split("|"))
_LIST_ID = re.compile(r"<([^<>\s]{1,200})>\s*$")
_POST = re.compile(r"([^\s<>:@]{1,100})@[^\s<>]+")
# A number that a sender of newsletters gives each of its customers.
_NUMBER = re.compile(r"(?:\D*\d){4}|.{25}")


def labels(fields: Fields) -> tuple[str, ...]:
    """Return the tags of a mail: Gmail's labels, Thunderbird's and IMAP's keywords, the mailing list's short name and id."""
    found = [*_gmail(fields), *_keywords(fields), *_list(fields)]
    return tuple(dict.fromkeys(label[:100] for label in found if label))


def is_thrown_away(fields: Fields) -> bool:
    """Return whether Gmail has it in the trash or among spam, which its export holds too; the names are translated."""
    return not _THROWN_AWAY.isdisjoint(label.lower() for label in _gmail(fields))


def is_chat(fields: Fields) -> bool:
    """Return whether it is a conversation of Gmail's chat, which its export keeps among the mails."""
    return "Chat" in _gmail(fields)


def _gmail(fields: Fields) -> list[str]:
    text = text_of(", ".join(fields.get("x-gmail-labels", ())))
    if not text:
        return []
    try:
        return [label.strip(' "') for label in next(csv.reader([text], skipinitialspace=True), [])]
    except csv.Error:  # a label beyond what the module takes
        return [label.strip(' "') for label in text.split(",")]


def _keywords(fields: Fields) -> Iterator[str]:
    for name, mark in (("x-mozilla-keys", None), ("x-keywords", None), ("keywords", ","), ("x-label", ",")):
        for value in fields.get(name, ()):
            words = text_of(value)
            for raw in words.split("," if mark or "," in words else None):
                word = raw.strip(' "')
                if named := _THUNDERBIRD.get(word.lower()):
                    yield named
                elif not word.startswith(("$", "\\")) and word.lower() not in _STATES:
                    yield word


def _list(fields: Fields) -> Iterator[str]:
    if raw := "".join(fields.get("list-id", ())[:1]):
        value = text_of(raw)
        name = found[1] if (found := _LIST_ID.search(value)) else value if " " not in value else ""
        short = name.split(".", 1)[0]
        if short and not _NUMBER.match(short):
            yield short
            yield name
        return
    for field in ("list-post", "x-mailing-list", "x-beenthere"):
        if found := _POST.search("".join(fields.get(field, ())[:1]).replace("mailto:", " ")):
            yield found[1]
            return
