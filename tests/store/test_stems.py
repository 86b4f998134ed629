"""What the forms of one word have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.store.stems import Stems, arabic_stem, is_arabic
from lfmsearch.store.terms import normal


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("invoice", "invoices", "invoiced")), ("de", ("wohnung", "wohnungen")), ("fr", ("maison", "maisons")),
        ("it", ("casa", "case")), ("es", ("factura", "facturas")), ("pt", ("carta", "cartas")), ("sv", ("bil", "bilar", "bilen")),
        ("no", ("hus", "huset")), ("", ("كتاب", "الكتاب", "والكتاب", "كتابها", "بكتاب")),
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(language: str, words: tuple[str, ...]) -> None:
    """By the rules of their language; Arabic by its letters."""
    stems = Stems()

    assert len({stems.of(word, language) for word in words}) == 1


def test_of_an_unknown_language_a_word_is_its_own_stem() -> None:
    """Nothing is guessed."""
    assert Stems().of("invoices", "xx") == "invoices"


@given(st.text(st.sampled_from("ابتكلموهينةأإآى"), min_size=1, max_size=12).map(normal).filter(is_arabic))
def test_two_letters_of_an_arabic_word_stay(word: str) -> None:
    """However much of it looks like prefixes and endings."""
    assert len(arabic_stem(word)) >= min(2, len(word))
    assert arabic_stem(word) in word
