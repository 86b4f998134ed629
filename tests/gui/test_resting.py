"""Memory given back while nobody looks."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from lfmsearch.gui import resting
from lfmsearch.gui.resting import Resting


def test_what_was_freed_is_given_back_after_a_view_has_hidden(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for several that hide, and not while they are looked at."""
    given: list[bool] = []
    monkeypatch.setattr(resting, "give_back", lambda: given.append(True))
    monkeypatch.setattr(resting, "_AFTER_MS", 30)
    views = [QWidget(), QWidget()]
    for view in views:
        qtbot.addWidget(view)
        view.show()
    Resting(views[0], *views)
    qtbot.wait(60)
    assert not given

    for view in views:
        view.hide()
    qtbot.waitUntil(lambda: bool(given))
    qtbot.wait(60)

    assert given == [True]
