"""Models to test with: small ones of random weights, and the starter where it is."""

import hashlib
import os
from pathlib import Path

import pytest

from lfmsearch.bench import synthetic
from lfmsearch.models import folder
from lfmsearch.models.catalog import InstalledModel
from lfmsearch.models.header import read_header


def as_installed(path: Path) -> InstalledModel:
    """Return the entry of a file, as an import makes it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return InstalledModel(folder.own_spec(read_header(path)), path, path.stat().st_size, digest)


@pytest.fixture(scope="session")
def synthetic_model(tmp_path_factory):
    """A function from a shape and a quantisation to a model file, written once."""
    made: dict[object, Path] = {}
    root = tmp_path_factory.mktemp("synthetic")

    def make(shape: synthetic.Shape, quantisation: synthetic.Quantisation = "f32") -> InstalledModel:
        key = (shape, quantisation)
        if key not in made:
            made[key] = root / f"{len(made)}.gguf"
            synthetic.write(made[key], shape, quantisation)
        return as_installed(made[key])

    return make


@pytest.fixture(scope="session")
def starter_model():
    """The starter model with its real weights, or a skip that says where it was looked for."""
    default = Path(__file__).parents[2] / ".cache" / "models"
    models = Path(os.environ.get("LFMSEARCH_TEST_MODELS") or default)
    found = next((model for model in folder.installed(models) if model.spec.id == folder.starter().id), None)
    if found is None:
        pytest.skip(f"the starter model is not in {models}")
    return found
