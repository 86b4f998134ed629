"""Counts, sizes and times as a person reads them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from lfmsearch.gui import measures
from lfmsearch.types import Preview


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("count", "said"),
    [(2073, "2 kB"), (1_400_000, "1.4 MB"), (34_000_000, "34 MB"), (2_000_000_000, "2.0 GB")],
)
def test_sizes_are_said_short(count: int, said: str) -> None:
    """As a person says them."""
    assert measures.size(count) == said


@pytest.mark.parametrize(("seconds", "said"), [(12, "less than a minute"), (1700, "28"), (2 * 3600 + 60, "2")])
def test_a_time_is_as_rough_as_it_is_known(seconds: float, said: str) -> None:
    """No seconds beyond the first minute."""
    assert said in measures.time(seconds)


def test_an_empty_folder_has_nothing_to_read() -> None:
    """Said in words, not as 0 files."""
    assert measures.preview(Preview(0, 0, {}, 0.0)) == "Nothing to read in it."
