"""What mail programs have in common: folders for what was thrown away, message ids as addresses."""

from __future__ import annotations

import re
from urllib.parse import quote

from lfmsearch.sources.builtin import BUILT_IN, Rule

# Where nothing but mails counts, folders are called what a person called them: `Cache` is about a treasure hunt, and no mail is
# a program's leftover for its name.
EVERY_RULE = frozenset(rule.pattern for rule in BUILT_IN)

# As servers and programs name these folders in the languages lfmsearch is made for, in lower case.
_TRASH = (
    "trash|deleted|deleted items|deleted messages|bin|papierkorb|gelöschte elemente|gelöschte objekte|corbeille"
    "|éléments supprimés|messages supprimés|papelera|elementos eliminados|cestino|posta eliminata|lixeira|lixo"
    "|itens excluídos|papirkurv|slettede elementer|papperskorgen|borttaget|borttagna objekt|ゴミ箱|削除済みアイテム|휴지통"
    "|지운 편지함|سلة المهملات"
)
_JUNK = (
    "junk|junk e-mail|junk email|spam|bulk mail|unerwünscht|courrier indésirable|indésirables|correo no deseado"
    "|posta indesiderata|lixo eletrônico|lixo eletrónico|søppelpost|skräppost|迷惑メール|스팸"
)


def thrown_away(*forms: str) -> tuple[Rule, ...]:
    """
    Return the rules that leave out trash and junk mail.

    Args:
        forms: what a mail folder of a name is called on disk, with `{}` for the name: `{}`, `.{}/`, `{}.mbox/`.
    """
    reasons = ((_TRASH, "it is what you have thrown away"), (_JUNK, "it is junk mail"))
    return tuple(
        Rule(form.format(name), reason) for names, reason in reasons for name in names.split("|") for form in forms
    )


def message_id(content_key: str) -> str:
    """Return the Message-ID that a mail's content key holds, without its angle brackets; empty when it holds none."""
    return content_key[4:].strip("<> ") if content_key.startswith("mid:") else ""


def mid_uri(_path: str, _member: str, content_key: str) -> str:
    """
    Return the `mid:` address of a mail (RFC 2392), which Thunderbird opens at that message.

    Thunderbird takes what follows `mid:` as it stands, so that nothing in it may be encoded: a Message-ID with characters that
    are not safe in an address has none.
    """
    found = message_id(content_key)
    return f"mid:{found}" if re.fullmatch(r"[A-Za-z0-9@._=+$~/!*-]+", found) else ""


def message_uri(_path: str, _member: str, content_key: str) -> str:
    """Return the `message:` address of a mail, which Apple Mail opens at that message."""
    found = message_id(content_key)
    return f"message://%3C{quote(found, safe='@', errors='surrogateescape')}%3E" if found else ""
