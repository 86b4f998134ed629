"""Telling languages by n-grams: what is added up, and when it is plain enough."""

from __future__ import annotations

import subprocess
import sys

import pytest
from extract.test_language import MESSAGES

from lfmsearch.extract import grams
from lfmsearch.extract.grams import MOST_BYTES, MOST_STEPS, Table


def test_the_language_with_the_likeliest_n_grams_is_said() -> None:
    """Rows are added column by column, and the least sum wins."""
    table = Table(["en", "de"], [0, 0], 1.0, [b"th", b"ch"], bytes([0, 20, 20, 0]))

    assert table.language("the other with that") == "en"
    assert table.language("ich auch nicht doch") == "de"


def test_nothing_is_said_where_nothing_is_known() -> None:
    """A script without n-grams, and one where two languages are equally likely and none has more than half."""
    table = Table(["en", "de", "nl"], [0, 0, 0], 1.0, [b"en"], bytes([0, 0, 0]))

    assert table.language("") == ""
    assert table.language("ἐν ἀρχῇ ἦν ὁ λόγος") == ""
    assert table.language("en en en") == ""


def test_two_columns_of_one_language_stand_together() -> None:
    """Of two Norwegians neither need be likelier than Danish alone."""
    table = Table(["da", "no", "no"], [0, 0, 0], 1.0, [b"og"], bytes([0, 0, 0]))

    assert table.language("og og og") == "no"


def test_the_longest_n_gram_of_a_place_counts() -> None:
    """`sch` is not also `ch`."""
    table = Table(["en", "de"], [0, 0], 1.0, [b"ch", b"sch"], bytes([0, 28, 28, 0]))

    assert table.language("sch " * 9) == "de"


def test_capitals_are_read_as_the_letters_they_stand_for() -> None:
    """A heading in capitals is in the language of its words."""
    assert grams.table().language(MESSAGES["sv"].upper()) == "sv"


def test_the_longest_text_is_added_up_without_a_carry() -> None:
    """Steps at their most, for as many bytes as are looked at, stay within a column's two bytes."""
    count = 30
    names = [bytes([97 + first, 97 + second]) for first in range(26) for second in range(count)]
    table = Table(["en", "de"], [0, 0], 0.001, names, bytes([MOST_STEPS, 0]) * len(names))
    text = "".join(name.decode("latin-1") for name in names)[: 2 * MOST_BYTES]

    assert 2 * MOST_BYTES * MOST_STEPS < 1 << 16
    assert table.language(text) == "de"


def test_the_table_holds_what_its_head_says() -> None:
    """As many rows as n-grams, no step above the most, and the terms it is passed on under."""
    table = grams.table()
    languages = {table.language(text) for text in MESSAGES.values()}

    assert {"es", "fr", "pt", "it", "no", "ar", "ru", "pl"} <= languages
    assert "Redistribution" in grams.head()["licence"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no module for it")
def test_the_table_takes_little_memory() -> None:
    """Every process that reads files may have to load it."""
    script = (
        "import resource\nfrom lfmsearch.extract import grams\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\ngrams.table()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert int(said) < (40 << 10) * (1024 if sys.platform == "darwin" else 1)
