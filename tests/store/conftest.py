"""An index of one's own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store.filled import Filled


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    """An index of one's own, open for writing."""
    made = Filled(tmp_path / "index.db")
    yield made
    made.close()
