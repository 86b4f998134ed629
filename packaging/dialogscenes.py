"""The scenes of first run, settings and problems."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from lfmsearch.gui.app import App
from lfmsearch.gui.settings.window import PageName

Settled = Callable[[Callable[[], bool]], None]


def scenes(settled: Settled) -> dict[str, Callable[[App], QWidget]]:
    """Return them by name; `settled` waits until something holds."""

    def first_run(step: int) -> Callable[[App], QWidget]:
        def scene(app: App) -> QWidget:
            app.dialogs.welcome()
            view = app.dialogs.first_run
            assert view is not None
            view.go(step)
            settled(lambda: not any("counting…" in words.text() for words in view.places.findChildren(QLabel)))
            QTest.qWait(300)
            return view

        return scene

    def settings(page: PageName) -> Callable[[App], QWidget]:
        def scene(app: App) -> QWidget:
            app.dialogs.show_settings(page)
            assert app.dialogs.settings is not None
            QTest.qWait(2500)  # each page asks its own question, of a service that is at rest
            return app.dialogs.settings

        return scene

    def problems(app: App) -> QWidget:
        app.open_problems()
        assert app.dialogs.problems is not None
        settled(app.dialogs.problems.again.isVisible)
        return app.dialogs.problems

    pages: tuple[PageName, ...] = ("general", "sources", "models", "power", "index")
    return {
        "first-run-places": first_run(0),
        "first-run-model": first_run(1),
        "first-run-keys": first_run(2),
        **{f"settings-{page}": settings(page) for page in pages},
        "problems": problems,
    }
