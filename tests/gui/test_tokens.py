"""The colours: everything that is to be read can be read."""

from __future__ import annotations

import pytest

from lfmsearch.gui.tokens import DARK, LIGHT, contrast, mixed

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


def test_contrast_is_that_of_the_accessibility_guidelines() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#0B6E66", "#0B6E66") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@THEMES
@pytest.mark.parametrize("ground", ["ground", "surface", "raised", "selected"])
@pytest.mark.parametrize("text", ["text", "soft", "accent"])
def test_text_can_be_read_on_every_ground(tokens, ground, text) -> None:
    """4.5 to 1 at least, also on the selected row."""
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@THEMES
def test_passages_can_be_read_on_every_row(tokens) -> None:
    """Half way between text and what is read second, also where the row is selected."""
    shown = mixed(tokens.text, tokens.soft, 0.5)

    assert min(contrast(shown, ground) for ground in (tokens.surface, tokens.raised, tokens.selected)) >= 4.5


@THEMES
def test_a_match_and_a_button_can_be_read(tokens) -> None:
    """What is lit is the first thing that is read, and trouble has to be seen."""
    assert contrast(tokens.lit_text, tokens.lit) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.warn, tokens.ground) >= 4.5
    assert contrast(tokens.bad, tokens.ground) >= 4.5


def test_colours_mix() -> None:
    """Half of black in white is grey."""
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"
