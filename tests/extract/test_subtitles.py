"""Subtitles are read as what is said."""

from __future__ import annotations

from extract.reading import document

from lfmsearch.types import Locator

SRT = """1
00:00:01,000 --> 00:00:03,000
The boiler is
<i>in the cellar</i>,

2
00:00:03,200 --> 00:00:05,000
{\\an8}says Anna.

3
00:00:20,000 --> 00:00:22,000
- And the key?
- 42 steps down.
"""


def test_cues_are_joined_to_what_is_said():
    """Counters, times and markup go; a pause begins a new paragraph, which knows its line."""
    found = document(SRT, "film.srt")

    assert [(item.text, item.locator) for item in found.sections] == [
        ("The boiler is in the cellar, says Anna.", Locator(line=3)),
        ("- And the key? - 42 steps down.", Locator(line=12)),
    ]
    assert found.type == "srt"


def test_web_captions_keep_who_speaks():
    """Voices become names; notes, styles, settings and the times of single words go; a line that rolls on is said once."""
    captions = (
        "WEBVTT - talk\n\nNOTE made by a machine\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n<v Anna>Hello\nRent &amp; heating\n\n"
        "00:02.000 --> 00:03.000\nRent &amp; heating\n<00:02.500><c>are due</c>\n\n"
        "00:03.000 --> 00:04.000\nare due\nin March\n"
    )

    found = document(captions, "talk.vtt")

    assert [item.text for item in found.sections] == ["Anna: Hello Rent & heating are due in March"]
    assert found.sections[0].locator == Locator(line=10)


def test_captions_are_known_by_their_first_word():
    """A file without an ending that begins with WEBVTT is one."""
    found = document("WEBVTT\n\n00:01.000 --> 00:02.000\nrent\n", "download")

    assert (found.type, found.sections[0].text) == ("vtt", "rent")


def test_numbers_that_are_said_stay():
    """A cue may be a number; only one right above the times is a counter."""
    found = document("1\n00:00:01,000 --> 00:00:02,000\n1984\n2\n00:00:02,000 --> 00:00:03,000\nOrwell\n", "a.srt")

    assert found.sections[0].text == "1984 Orwell"


def test_a_file_without_times_is_plain_text():
    """Whatever it is, nothing is lost."""
    assert document("hello there", "a.srt").sections[0].text == "hello there"
