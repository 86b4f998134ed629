"""Subtitles (SubRip, WebVTT): what is said, without counters and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.text import whole
from lfmsearch.types import Document, Locator, Section

# `00:01:02,500 --> 00:01:04,000`; WebVTT leaves the hours out and writes settings after it.
_TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})(?=\s|$)"
)
# `<v Anna>` says who speaks; `<i>`, `<00:01.500>` and `{\an8}` how and when it is shown.
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^>\n]{1,100})>")
_MARKUP = re.compile(r"</?[a-z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}", re.I)
# Silence after which something new begins.
_PAUSE_S = 4.0
# Where nobody pauses, a paragraph ends with the first sentence beyond this.
_LONG = 600
_ENDS = (".", "!", "?", "…", "。", "！", "？", '"', "”")


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: what is said between two pauses is a paragraph. A file without any times is plain text."""
    text = decoded(blob.read())
    yield blob.document(list(_paragraphs(text)) or [whole(text, "prose")])


def _paragraphs(text: str) -> Iterator[Section]:
    held: list[str] = []
    first, until = 1, 0.0
    for number, begin, end, cue in _cues(text):
        so_far = " ".join(held)
        ended = begin - until > _PAUSE_S or (len(so_far) > _LONG and so_far.endswith(_ENDS))
        if held and ended:
            yield Section(so_far, Locator(line=first))
            held = []
        # Captions that roll on repeat the line before.
        lines = [line for at, line in enumerate(cue) if line not in held[-2:] and line not in cue[:at]]
        if lines and not held:
            first = number
        held += lines
        until = max(until, end)
    if held:
        yield Section(" ".join(held), Locator(line=first))


def _cues(text: str) -> Iterator[tuple[int, float, float, list[str]]]:
    """Yield number of the first line, begin and end in seconds, and lines of each cue; notes, styles and counters are passed over."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = _TIMES.match(lines[at]) if "-->" in lines[at] else None
        at += 1
        if not found:
            continue
        number = at + 1
        said: list[str] = []
        while at < len(lines) and "-->" not in lines[at]:
            # Some programs leave out the empty line before the next counter.
            counter = lines[at].strip().isdigit() and at + 1 < len(lines) and "-->" in lines[at + 1]
            if counter or not lines[at].strip():
                break
            if line := _plain(lines[at]):
                said.append(line)
            at += 1
        yield number, _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:]), said


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths.ljust(3, "0")) / 1000


def _plain(line: str) -> str:
    return " ".join(unescape(_MARKUP.sub("", _VOICE.sub(r"\1: ", line))).split())


EXTRACTOR = documents
