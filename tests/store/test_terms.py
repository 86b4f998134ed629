"""The normal form of text, and how it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.store.terms import camel_parts, indexed, lexical, normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"), ("ＡＢＣ", "abc"), ("ﬁne", "fine"), ("⽇", "日"), ("ﾏﾝｼｮﾝ", "マンション"), ("Straße", "strasse"),
        ("أحمد", "احمد"),
        ("مدينة", "مدينه"), ("كِتَاب", "كتاب"), ("كـتـاب", "كتاب"), ("٢٠٢٤", "2024"), ("co\u00adoperate", "cooperate"),
    ],
)  # fmt: skip
def test_what_reads_alike_has_one_normal_form(one: str, other: str) -> None:
    """Accents, case, compatibility forms, Arabic spellings."""
    assert normal(one) == normal(other)


@pytest.mark.parametrize("text", ["が", "한글", "ไม่", "हिन्दी"])
def test_signs_that_tell_words_apart_stay(text: str) -> None:
    """In scripts where a mark is no accent."""
    assert normal(text) == text


@given(st.text(max_size=80))
def test_the_normal_form_is_its_own(text: str) -> None:
    """So that what is asked meets what was written."""
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=80))
def test_words_of_the_lexicon_are_in_normal_form(text: str) -> None:
    """As the query's are."""
    assert all(normal(word) == word for word in lexical(indexed(text)))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("readFile", ["read", "file"]),
        ("parseHTMLPage", ["parse", "html", "page"]),
        ("McDonald", ["donald"]),
        ("plain", []),
    ],
)
def test_a_name_in_camel_case_has_parts(name: str, parts: list[str]) -> None:
    """Those of three letters and more."""
    assert camel_parts(name) == parts
