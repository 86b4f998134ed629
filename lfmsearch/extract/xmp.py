"""What a PDF says about itself in XML (XMP), beside its older record: new ones have nothing else."""

from __future__ import annotations

import pyexpat
import re
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, fromstring

from lfmsearch.extract.about import About
from lfmsearch.extract.dates import written

_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LARGEST = 1 << 20
_CORE = "{http://purl.org/dc/elements/1.1/}"
_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_BASIC = "{http://ns.adobe.com/xap/1.0/}"


def complete(about: About, data: bytes) -> None:
    """Add to what is known of a PDF what its last XML record says; nothing of one that is packed or damaged."""
    begin = data.rfind(_BEGIN)
    end = data.find(_END, begin) if begin >= 0 else -1
    # Expat before 2.4.1 lets ten lines of entities fill the memory.
    if end < 0 or end - begin > _LARGEST or pyexpat.version_info < (2, 4, 1):
        return
    try:
        root = fromstring(data[begin : end + len(_END)])  # noqa: S314  see above
    except (ParseError, ValueError):
        return
    about.title = about.title or _unescaped(" ".join(_texts(root, "title")[:1]))
    known = "; ".join(about.writers).lower()
    about.wrote(*(name for name in _texts(root, "creator") if name.lower() not in known))
    about.tags += [word[:100] for word in _texts(root, "subject") if word not in about.tags]
    about.says(*_texts(root, "description"))
    if about.date is None:
        about.date = _date(root, "CreateDate") or _date(root, "ModifyDate")


def _texts(root: Element, name: str) -> list[str]:
    """The values of a field, which may be one or a list."""
    found: list[str] = []
    for field in root.iter(_CORE + name):
        items = [item.text or "" for item in field.iter(_ITEM)] or [field.text or ""]
        found += [" ".join(text.split()) for text in items if text.strip()]
    return list(dict.fromkeys(found))[:50]


def _unescaped(text: str) -> str:
    r"""A text that was put there as it stood in the older record: UTF-16 whose bytes are octal numbers (`\376\377\000M`)."""
    if not text.startswith(r"\376\377"):
        return text
    data = re.sub(rb"\\(\d{3})", lambda found: bytes((int(found[1], 8) & 0xFF,)), text.encode("latin-1", "replace"))
    return data[2:].decode("utf-16-be", "replace")


def _date(root: Element, name: str) -> datetime | None:
    """A date, written as an attribute or as an element."""
    key = _BASIC + name
    texts = (item.get(key, "") or (item.text if item.tag == key else "") or "" for item in root.iter())
    return next((date for text in texts if text and (date := written(text))), None)
