"""The views without a screen, and a service that answers with what a test says."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from service.engines import VERSION, FakeEngine, serving

from lfmsearch.system.paths import Home

os.environ["QT_QPA_PLATFORM"] = os.environ.get("LFMSEARCH_TEST_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Qt's application, one for all tests of a process."""
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(scope="session")
def theme(qapp):
    """The light theme, set on the application."""
    from lfmsearch.gui.app import application
    from lfmsearch.gui.theme import Theme

    return Theme(application(), "light")


@pytest.fixture
def engine_class() -> type[FakeEngine]:
    """What answers; a module may have its own."""
    return FakeEngine


@pytest.fixture
def engine(home: Home, engine_class: type[FakeEngine]) -> Iterator[FakeEngine]:
    """An Engine that answers for the home."""
    fake = engine_class()
    with serving(home, fake):
        yield fake


@pytest.fixture
def link(home: Home, engine: FakeEngine, qtbot):
    """A Link to `engine`, which is ready."""
    from lfmsearch.gui.link import Link

    made = Link(home, starts=lambda _: False, version=VERSION)
    with qtbot.waitSignal(made.status_changed):
        made.begin()
    yield made
    made.close()
