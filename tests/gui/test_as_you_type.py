"""What is asked while one types."""

from __future__ import annotations

import pytest

from lfmsearch.gui.finder import as_you_type


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("invo", "invo*"),
        ("the invo", "the invo*"),
        ("from:anna invo", "from:anna invo*"),
        ("invoice ", "invoice "),
        ("a", "a"),
        ("in", "in"),
        ("red OR", "red OR"),
        ('"exact phr', '"exact phr'),
        ("from:anna", "from:anna"),
        ("2024", "2024"),
        ("敷金", "敷金*"),
    ],
)
def test_the_last_word_is_still_being_typed(typed, asked) -> None:
    """Results are there before the word is whole."""
    assert as_you_type(typed) == asked
