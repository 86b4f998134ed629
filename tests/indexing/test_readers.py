"""What the settings mean for the children that read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lfmsearch.config import Config
from lfmsearch.errors import BadConfig
from lfmsearch.indexing.readers import limits_of


def test_settings_become_limits() -> None:
    """Sizes, archives, and the words of the OCR command with the whole path of its program."""
    limits = limits_of(Config(largest_file_mb=3, archives=True, ocr_command=f'"{sys.executable}" -S'))

    assert (limits.max_file_bytes, limits.archives, limits.ocr[1:]) == (3_000_000, True, ("-S",))
    assert Path(limits.ocr[0]).samefile(sys.executable)
    assert (limits_of(Config()).archives, limits_of(Config()).ocr) == (False, ())


def test_a_program_that_is_gone_is_said_before_anything_is_read() -> None:
    """Scans would be passed over in silence otherwise."""
    with pytest.raises(BadConfig, match="no program 'no-such-program'"):
        limits_of(Config(ocr_command="no-such-program stdin"))
