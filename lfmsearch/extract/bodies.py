"""The text of a mail: its own words, and as quotes what it answers and what stands below every mail of its writer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from lfmsearch.extract.quotes import marked
from lfmsearch.extract.quotewords import FORWARDED
from lfmsearch.types import Section, Style

Text = tuple[Literal["plain", "html"], str]

# A plain text this short may be no more than a hint that there is HTML.
_STUB = 400
_ARMOUR = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.S)
_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][A-Za-z-]+: [^\n]*\n)*\n?")


def body_sections(texts: Iterable[Text], *, forwarded: bool = False) -> list[Section]:
    """
    Return what a mail says, in the order it shows it; when all of it is quoted, that is what it says.

    Args:
        texts: plain texts and pages of HTML.
        forwarded: it passes another mail on: what an answer would quote is then its text.
    """
    found: list[Section] = []
    for form, text in texts:
        found += _sections(form, text, forwarded=forwarded)
    if all(section.style == "quote" for section in found):
        return [Section(item.text, item.locator, item.headings) for item in found]
    return found


def chosen(plain: list[Text], html: list[Text]) -> list[Text]:
    """Return which of two forms of one text to read: the plain one, unless it is empty or says less than the other."""
    plain = [text for text in plain if text[1].strip()]
    if not plain or not html:
        return plain or html
    size = sum(len(text) for _, text in plain)
    if size < _STUB and sum(len(text) for _, text in html) > 8 * size:
        seen = sum(len(item.text) for item in body_sections(html) if item.style != "quote")
        if seen > 3 * size:
            return html
    return plain


def is_encrypted(text: str) -> bool:
    """Return whether a plain text is one that PGP has made unreadable."""
    return "-----BEGIN PGP MESSAGE-----" in text and not _ARMOUR.sub("", text).strip()


def _sections(form: str, text: str, *, forwarded: bool) -> list[Section]:
    if form == "plain":
        if "-----BEGIN PGP" in text:
            text = _SIGNED.sub("", _ARMOUR.sub("", text))
        parts, _ = marked(text, forwarded=forwarded)
        return [Section(part, style=style) for style, part in parts]
    from lfmsearch.extract.mailpage import mail_page

    found: list[Section] = []
    to_end = False
    for section in mail_page(text):
        forwarded = forwarded or bool(FORWARDED.match(section.text))
        if section.style == "quote" or to_end:
            style: Style = "prose" if forwarded and not to_end else "quote"
            found.append(Section(section.text, section.locator, section.headings, style))
        elif section.style == "prose":
            parts, to_end = marked(section.text, forwarded=forwarded)
            found += [Section(part, section.locator, section.headings, kind) for kind, part in parts]
        else:
            found.append(section)
    return found
