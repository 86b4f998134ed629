"""Where benchmarks run: which model, which folder, how large."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lfmsearch.errors import ModelMissing, UserError
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.folder import chosen, installed
from lfmsearch.system.paths import Home

Size = Literal["small", "full"]

_CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Setting:
    """
    What every benchmark is given.

    Args:
        size: `small` takes about a minute each, `full` is what the targets speak of.
        folder: where trees and indexes are kept, so that the next run need not make them again.
        models_dir: where the model lies.
        datasets: folders of test sets; empty where none were named.
        files: a folder of files to read; None where none was named.
    """

    size: Size
    folder: Path
    models_dir: Path
    datasets: tuple[Path, ...] = ()
    files: Path | None = None

    @property
    def full(self) -> bool:
        """Whether to measure at full size."""
        return self.size == "full"

    def model(self) -> InstalledModel:
        """Return the model to measure with. Raises ModelMissing."""
        found = chosen(self.models_dir)
        if found is None:
            raise ModelMissing(f"There is no model in {self.models_dir}.", "Fetch one: lfmsearch models pull")
        return found

    def home(self, name: str) -> Home:
        """Return a Home of a benchmark's own, made, which finds the models in its folder."""
        home = Home.at(self.folder / name)
        home.data_dir.mkdir(parents=True, exist_ok=True)
        if not home.models_dir.is_dir() or not installed(home.models_dir):
            if home.models_dir.is_symlink() or home.models_dir.exists():
                home.models_dir.unlink() if home.models_dir.is_symlink() else home.models_dir.rmdir()
            home.models_dir.symlink_to(self.models_dir.resolve(), target_is_directory=True)
        home.create()
        return home


def find(
    size: Size,
    data: Path | None,
    *,
    folder: Path | None = None,
    files: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Setting:
    """
    Return the Setting of this machine.

    The model is looked for as the tests do (`LFMSEARCH_TEST_MODELS`, then `.cache/models` of a checkout), then among the user's.

    Args:
        data: a test set, or a folder of test sets.
        folder: where trees and indexes are kept.
        files: a folder of files to read.

    Raises:
        UserError: `data` holds no test set, or `files` is no folder.
    """
    environ = os.environ if environ is None else environ
    from_checkout = (_CHECKOUT / "pyproject.toml").exists()
    home = Home.find(environ)
    named = environ.get("LFMSEARCH_TEST_MODELS")
    places = [Path(named)] if named else [_CHECKOUT / ".cache" / "models"] * from_checkout + [home.models_dir]
    models_dir = next((place for place in places if installed(place)), places[-1])
    kept = folder or (_CHECKOUT / ".cache" / "bench" if from_checkout else home.data_dir / "bench")
    if files and not files.is_dir():
        raise UserError(f"There is no folder {files}.")
    return Setting(size, kept.resolve(), models_dir, datasets(data) if data else (), files)


def datasets(folder: Path) -> tuple[Path, ...]:
    """Return the test sets in a folder, or the folder itself when it is one. Raises UserError when there are none."""
    found = [place for place in (folder, *sorted(folder.glob("*"))) if (place / "corpus.jsonl").is_file()]
    if not found:
        raise UserError(
            f"There is no test set in {folder}.", "A set is a folder with corpus.jsonl, queries.jsonl and qrels.tsv."
        )
    return tuple(found)
