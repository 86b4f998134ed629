"""
The fields of the query language: what may be typed, and what it becomes.

Normal form of `Query.filters`. Of equal fields with `=` or `in` one must hold; everything else must hold all together.

| typed | field | op (excluded) | value |
|---|---|---|---|
| `kind:` | kind | `=` (`!=`) | file, mail, note, attachment |
| `type:` `ext:` | type | `=` (`!=`) | lower case, without dot: pdf |
| `in:` | in | `=` (`!=`) | an absolute path: at it or below it; else names of folders, `Work` or `Work/2024`: in any such |
| `after:` `before:` | date | `>=` `<` | ISO 8601 with offset: where the named day, month or year begins |
| `date:` once | date | `>=` and `<` | the same: where it begins and where it has ended |
| `date:` more often | date | `in` (`!=`) | `START..END`, half-open, an open end empty; see `moments` |
| `larger:` `smaller:` | size | `>=` `<` | bytes, in decimal |
| `has:` | has | `=` (`!=`) | attachment |
| `thread:` | thread | `=` (`!=`) | the id of a Document, or the key of a thread: every message of that conversation |
| `lang:` | lang | `=` (`!=`) | two-letter code, three where there is none |
| `name:` `from:` `to:` `cc:` `subject:` `tag:` `label:` | name … tag | `=` (`!=`) | lower case; to be contained |

An excluded `date:` is a span even when it is the only one. There is at most one `>=` and one `<` of each field:
`after:2024 after:2020` is either, so from 2020 on.
"""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from lfmsearch.errors import BadQuery
from lfmsearch.search.period import FORMS, span
from lfmsearch.types import Filter

# Fields of the normal form that search answers; the others are understood and refused.
SUPPORTED: Final = frozenset(
    {"kind", "type", "in", "date", "size", "has", "name", "from", "to", "cc", "subject", "tag", "lang", "thread"}
)

_LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "danish": "da", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "greek": "el", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr",
    # Both written Norwegians are one, and codes of three letters are the two-letter ones.
    "nb": "no", "nn": "no", "nor": "no", "nob": "no", "nno": "no", "ara": "ar", "deu": "de", "ger": "de", "eng": "en",
    "spa": "es", "fra": "fr", "fre": "fr", "ita": "it", "jpn": "ja", "kor": "ko", "por": "pt", "swe": "sv", "dan": "da",
    "nld": "nl", "dut": "nl", "zho": "zh", "chi": "zh", "rus": "ru", "pol": "pl",
}  # fmt: skip
_TYPES = {"markdown": "md", "text": "txt", "htm": "html", "jpeg": "jpg", "tiff": "tif"}
_KINDS = ("file", "mail", "note", "attachment")
# What other programs call it.
_ELSEWHERE = {
    "author": "from", "sender": "from", "recipient": "to", "bcc": "to", "title": "name", "filename": "name",
    "file": "name", "path": "in", "dir": "in", "folder": "in", "source": "in", "format": "type", "filetype": "type",
    "mime": "type", "extension": "ext", "since": "after", "newer": "after", "newer_than": "after", "until": "before",
    "older": "before", "older_than": "before", "year": "date", "size": "larger", "bigger": "larger",
    "language": "lang", "is": "kind", "tags": "tag", "keyword": "tag",
}  # fmt: skip


def filters(field: str, value: str, *, excluded: bool, now: datetime, week_start: int) -> tuple[Filter, ...]:
    """
    Return what `field:value` asks for, in normal form; several where the value is a list (`type:pdf,docx`).

    Raises:
        BadQuery: there is no such field, or the value does not fit; the message names it, the hint the right form.
    """
    name = {"ext": "type", "label": "tag"}.get(field, field)
    if name not in _READERS and name not in ("date", "before", "after"):
        raise BadQuery(
            f"There is no field “{field}:”.{_suggested(field)}",
            f"The fields are {', '.join(f'{known}:' for known in FIELDS)}. "
            f'To look for the text itself, put it in quotes: "{field}:{value}".',
        )
    if not value.strip():
        raise BadQuery(f"“{field}:” needs a value.", f"Write {_EXAMPLES[name]}.")
    if name in ("date", "before", "after"):
        return (_dated(name, value, excluded=excluded, now=now, week_start=week_start),)
    target, op = {"larger": ("size", ">="), "smaller": ("size", "<")}.get(name, (name, "="))
    if excluded:
        op = {"=": "!=", ">=": "<", "<": ">="}[op]
    if target not in SUPPORTED:
        raise BadQuery(f"“{field}:” cannot be answered by this version.", "Leave it out.")
    # Only short names are lists: a person or a subject may well hold a comma.
    values = re.split(r"[,;،؛、，]", value) if name in ("kind", "type", "lang") else [value]
    found = []
    for part in values:
        read = _READERS[name](part.strip())
        if read is None:
            near = difflib.get_close_matches(part.lower(), _KINDS, 1, 0.5) if name == "kind" else []
            meant = f" Did you mean “{field}:{near[0]}”?" if near else ""
            raise BadQuery(f"“{field}:{part}” does not fit.{meant}", f"Write {_EXAMPLES[name]}.")
        found.append(Filter(target, op, read))
    return tuple(found)


def merged(wanted: Sequence[Filter], excluded: Sequence[Filter]) -> tuple[Filter, ...]:
    """
    Return all filters of a query, each once, with their bounds drawn together.

    Args:
        wanted: as typed; of several bounds of one field the widest counts.
        excluded: from `-field:`; every one of them counts.
    """
    bounds: dict[tuple[str, str], Filter] = {}
    for item in wanted:
        if item.op in _BOUNDS:
            _keep(bounds, item, narrower=False)
    for item in excluded:
        if item.op in _BOUNDS:
            _keep(bounds, item, narrower=True)
    others = list(dict.fromkeys(item for item in (*wanted, *excluded) if item.op not in _BOUNDS))
    spans = [item for item in others if item.op == "in"]
    if len(spans) == 1:
        others.remove(spans[0])
        for op, value in zip(_BOUNDS, spans[0].value.split(".."), strict=True):
            if value:
                _keep(bounds, Filter(spans[0].field, op, value), narrower=True)
    return (*others, *(bounds[key] for key in sorted(bounds, reverse=True)))


def moments(item: Filter) -> tuple[float | None, float | None]:
    """Return start (included) and end (not included) of a `date` filter in seconds since the epoch; None is open."""
    start, dots, end = item.value.partition("..")
    if not dots:
        start, end = (start, "") if item.op == ">=" else ("", start)
    first, last = (datetime.fromisoformat(part).timestamp() if part else None for part in (start, end))
    return first, last


def typed(item: Filter) -> str:
    """Return `field:value` that reads as this filter again."""
    names = {("date", ">="): "after", ("date", "<"): "before", ("size", ">="): "larger", ("size", "<"): "smaller"}
    value = f'"{item.value}"' if re.search(r"\s", item.value) else item.value
    return f"{'-' if item.op == '!=' else ''}{names.get((item.field, item.op), item.field)}:{value}"


def told(item: Filter) -> str:
    """Return its value as a person would say it: `from 2024-03-01 before 2024-04-01`."""
    if item.field == "date":
        start, dots, end = item.value.partition("..")
        if not dots:
            return f"{'from' if item.op == '>=' else 'before'} {_day(start)}"
        return " ".join(part for part in (start and f"from {_day(start)}", end and f"before {_day(end)}") if part)
    if item.field == "size":
        return f"{'at least' if item.op == '>=' else 'under'} {int(item.value):,} bytes"
    return item.value


def clean(text: str) -> str:
    """Compose accents; drop lone surrogates (a name that is not UTF-8) and control characters: no text holds them."""
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cs", "Cc"))


def plain_digits(text: str) -> str:
    """Return `text` with the digits of any script (٢٠٢٤) as 0 to 9."""
    return text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _dated(name: str, value: str, *, excluded: bool, now: datetime, week_start: int) -> Filter:
    try:
        value = plain_digits(value.strip()).replace("…", "..")  # some keyboards make it of dots
        start, end = span(value, now=now, week_start=week_start)
        if name != "date" and (start is None or ".." in value):
            raise ValueError(value)
    except ValueError as error:
        forms = FORMS if name == "date" else FORMS.replace("2024-01..2024-06, ", "")
        raise BadQuery(f"“{name}:{value}” is not a date that is understood.", f"Write one of {forms}.") from error
    if name == "date":
        bounds = (moment.isoformat() if moment else "" for moment in (start, end))
        return Filter("date", "!=" if excluded else "in", "..".join(bounds))
    assert start is not None
    return Filter("date", ">=" if (name == "after") != excluded else "<", start.isoformat())


_BOUNDS = (">=", "<")


def _keep(bounds: dict[tuple[str, str], Filter], item: Filter, *, narrower: bool) -> None:
    kept = bounds.setdefault((item.field, item.op), item)
    above = _bound(item) > _bound(kept)
    if above == ((item.op == ">=") == narrower):
        bounds[item.field, item.op] = item


def _bound(item: Filter) -> float:
    return datetime.fromisoformat(item.value).timestamp() if item.field == "date" else float(item.value)


def _folder(value: str) -> str | None:
    # As a string: a name that is not UTF-8 stays what it is, links stay links, and `..` is folded.
    value = os.path.expanduser(value) if value.startswith("~") else value
    if re.match(r"\.{0,2}[/\\]|\.{1,2}$", value) or os.path.isabs(value):  # noqa: PTH117
        return os.path.abspath(value)
    names = [name for name in re.split(r"[/\\]" if os.sep == "\\" else "/", value) if name]
    return "/".join(names) if names and not {"..", ".", "~"} & set(names) and not value.startswith("~") else None


def _bytes(value: str) -> str | None:
    value = plain_digits(value.lower())
    match = re.fullmatch(r"(\d{1,12}(?:\.\d{1,6})?)\s*(?:([kmgt])(i)?)?b?(?:ytes?)?", value, re.ASCII)
    if not match:
        return None
    step = 1024 if match[3] else 1000
    return str(round(float(match[1]) * step ** (" kmgt".index(match[2]) if match[2] else 0)))


def _kind(value: str) -> str | None:
    value = value.lower().removesuffix("s")
    value = {"email": "mail", "message": "mail"}.get(value, value)
    return value if value in _KINDS else None


def _type(value: str) -> str | None:
    value = value.lower().lstrip("*.")
    return _TYPES.get(value, value) if re.fullmatch(r"[\w+-]{1,16}", value) else None


def _thread(value: str) -> str | None:
    match = re.fullmatch(r"(\d+)(?::\d+)?", value, re.ASCII)
    return match[1] if match else value if value and not re.search(r"\s", value) else None


def _lang(value: str) -> str | None:
    value = re.split(r"[-_]", value.lower(), maxsplit=1)[0]  # a country says nothing: pt-BR
    value = _LANGUAGES.get(value, value)
    return value if re.fullmatch(r"[a-z]{2,3}", value) else None


def _contained(value: str) -> str | None:
    return " ".join(clean(value).casefold().split()) or None


_READERS: dict[str, Callable[[str], str | None]] = {
    "kind": _kind, "type": _type, "in": _folder, "name": _contained, "from": _contained, "to": _contained,
    "cc": _contained, "subject": _contained, "tag": _contained, "larger": _bytes, "smaller": _bytes, "lang": _lang, "thread": _thread,
    "has": lambda value: "attachment" if value.lower() in ("attachment", "attachments") else None,
}  # fmt: skip
_EXAMPLES = {
    "kind": "kind:file, kind:mail, kind:note or kind:attachment", "type": "type:pdf or type:md",
    "in": "in:~/Documents, in:./Letters or in:Letters",
    "name": "name:invoice", "from": "from:anna", "to": "to:anna", "cc": "cc:anna", "subject": 'subject:"rent increase"',
    "tag": "tag:house", "larger": "larger:10mb", "smaller": "smaller:500kb", "lang": "lang:de",
    "thread": "thread:12, where 12 is the id of a hit",
    "has": "has:attachment", "date": "date:2024-03", "before": "before:2024-03-01", "after": "after:2024-03-01",
}  # fmt: skip
# As a person types them.
FIELDS: Final = tuple(dict.fromkeys(["kind", "type", "ext", "in", "date", "before", "after", *_READERS]))


def _suggested(field: str) -> str:
    near = _ELSEWHERE.get(field) or next(iter(difflib.get_close_matches(field, (*FIELDS, "label"), 1, 0.6)), "")
    return f" Did you mean “{near}:”?" if near else ""


def _day(iso: str) -> str:
    return iso[:10] if iso[10:19] == "T00:00:00" else iso.replace("T", " ")
