"""The real worker, with a PDF library that crashes or hangs on a page that says so."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from lfmsearch.extract import pdf, worker

_real = pdf._page_lines


def _page_lines(document: Any, number: int, notes: list[Any]) -> list[Any]:
    lines = _real(document, number, notes)
    for line in lines:
        if line.text == "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        if line.text == "hang":
            time.sleep(60)
        if line.text == "slow":
            time.sleep(0.6)
    return lines


pdf._page_lines = _page_lines
worker.main()
