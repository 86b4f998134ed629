"""HTML as mail programs write it: what its writer wrote, what is quoted, and what nobody sees."""

from __future__ import annotations

import re

from lfmsearch.extract.html import Page
from lfmsearch.types import Section

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px|;|\s*$)"
    r"|font-size\s*:\s*0(?:px|pt|;|\s*$)|opacity\s*:\s*0(?:;|\s*$)",
    re.I,
)
# The block quotes that the indent button makes.
_INDENTED = re.compile(r"margin\s*:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px", re.I)
# Classes and ids that mail programs give to what they quote, and to signatures.
_QUOTES = re.compile(
    r"\b(?:gmail_(?:quote|attr|signature)|gmail_quote_container|yahoo_quoted|moz-(?:cite-prefix|signature)|protonmail_quote"
    r"|tutanota_quote|zmail_extra|OutlookMessageHeader|AppleMailSignature|ms-outlook-mobile-signature|protonmail_signature_block"
    r"|mail-editor-reference-message-container)\b|^Signature$",
    re.I,
)
# From here on Outlook quotes, to the end.
_ENDS = frozenset(("divrplyfwdmsg", "appendonsend", "olk_src_body_section", "stopspelling"))
_VOID = frozenset(
    ("img", "br", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "html", "body", "source", "embed")
)
# Elements that the next of their kind ends.
_UNCLOSED = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option"))
# Padding that keeps the rest of the mail out of the line below its subject.
_PADDING = re.compile("(?:[\u200b-\u200d\u034f\u00ad\ufeff\u2007\u2060\u00a0\u061c\u180e]\\s*){6,}")


class MailPage(Page):
    """Collects the text of one mail while it is fed."""

    def __init__(self, *, hide: bool = True) -> None:
        super().__init__(main_only=False, mail=True)
        self._hide = hide
        self._regions: list[tuple[str, bool]] = []  # open elements that hide (True) or quote what is in them
        self._nested = 0  # elements of the same name open inside the innermost
        self._depths: list[int] = []
        self._to_end = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self._regions and self._regions[-1][0] == tag:
            if tag in _UNCLOSED:
                self._leave()
            else:
                self._nested += 1
        if tag in _VOID:
            if tag != "img" or not _is_pixel(attrs):
                super().handle_starttag(tag, attrs)
            return
        named = {name: value for name, value in attrs if value}
        style = named.get("style", "")
        if (style or "hidden" in dict(attrs)) and self._hide and ("hidden" in dict(attrs) or _HIDDEN.search(style)):
            self._enter(tag, hides=True)
        elif self._quotes(named):
            self._enter(tag, hides=False)
        if tag == "blockquote" and _INDENTED.search(style):
            tag = "div"
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        super().handle_endtag(tag)
        if self._regions and self._regions[-1][0] == tag:
            if self._nested:
                self._nested -= 1
            else:
                self._leave()

    def handle_data(self, data: str) -> None:
        """Take text."""
        super().handle_data(_PADDING.sub(" ", data) if not data.isascii() else data)

    def _quotes(self, named: dict[str, str]) -> bool:
        name = named.get("id", "")
        if name and name.lower().removeprefix("x_") in _ENDS and not self._to_end:
            self._close_section()
            self._to_end = True
            self._quoted += 1
        mark = named.get("class", "")
        return bool((mark and _QUOTES.search(mark)) or (name and _QUOTES.search(name)))

    def _enter(self, tag: str, *, hides: bool) -> None:
        self._regions.append((tag, hides))
        self._depths.append(self._nested)
        self._nested = 0
        if hides:
            self._silent += 1
        else:
            self._close_section()
            self._quoted += 1

    def _leave(self) -> None:
        _, hides = self._regions.pop()
        self._nested = self._depths.pop()
        if hides:
            self._silent = max(0, self._silent - 1)
        else:
            self._close_section()
            self._quoted = max(0, self._quoted - 1)


def mail_page(text: str) -> list[Section]:
    """Return the sections of a mail's HTML; what is quoted, and signatures, have the style `quote`."""
    from lfmsearch.extract.html import parsed

    for hide in (True, False):
        page = MailPage(hide=hide)
        try:
            page.feed(text)
        except AssertionError:  # see html.parsed
            page.rawdata = ""
        page.close()
        if page.sections:
            return page.sections
    # Nothing but hidden text, or a page that only a cruder way reads.
    return parsed(text, mail=True).sections


def _is_pixel(attrs: list[tuple[str, str | None]]) -> bool:
    """A picture that nobody sees: it tells its sender that the mail was opened."""
    return any(
        name in ("width", "height") and (value or "").strip().removesuffix("px") in ("0", "1", "2")
        for name, value in attrs
    )
