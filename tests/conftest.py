"""What every test may ask for: a Home of its own, the real weights, a log that must stay silent."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lfmsearch.system.paths import Home

MODELS = Path(__file__).parent.parent / ".cache" / "models"  # filled by `make test`
STARTER = "all-minilm-l6-v2"

# No test is timed: a busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """What the person who runs the tests has set for their own lfmsearch does not reach them."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("LFMSEARCH_")]:
            environment.delenv(name)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A Home that nobody else uses, made, and named by the environment."""
    monkeypatch.setenv("LFMSEARCH_HOME", str(tmp_path / "home"))
    found = Home.find()
    found.create()
    return found


@pytest.fixture(scope="session")
def starter_models() -> Path:
    """The folder that holds the starter model as a Home's `models` folder does; without it the test is skipped."""
    if not any(MODELS.glob(f"{STARTER}*.gguf")):
        pytest.skip("the starter model is not here; `make test` fetches it")
    return MODELS


@pytest.fixture(autouse=True)
def silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which lfmsearch logs a warning. One that takes `caplog` looks at the log itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    warnings = _Warnings()
    logger = logging.getLogger("lfmsearch")
    logger.addHandler(warnings)
    try:
        yield
    finally:
        logger.removeHandler(warnings)
    assert not warnings.messages, f"logged: {warnings.messages}"


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
