"""The façade over real folders: bad input is said in one sentence, nothing is lost, and the rest goes on."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from extract.build import compound

from lfmsearch.errors import (
    BadQuery,
    DiskFull,
    HitNotFound,
    IndexDamaged,
    IndexLocked,
    IndexTooNew,
    LfmsearchError,
    SourceNotFound,
)
from lfmsearch.index import Index
from lfmsearch.system.paths import Home

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good note."""
    path = tmp_path / "things"
    path.mkdir()
    (path / "good.md").write_text("# Boiler\n\nThe boiler loses pressure.\n")
    return path


@pytest.fixture
def index(home: Home, folder: Path) -> Iterator[Index]:
    """An index that follows the folder; nothing is read yet."""
    with Index.open(home) as opened:
        opened.add(folder)
        yield opened


def update(index: Index) -> list[str]:
    """Bring it up to date by words; return the notices."""
    report = index.update(words_only=True)
    assert report.complete
    assert index.check() == []
    return report.notices


def paths(index: Index, query: str, **how: object) -> list[str]:
    return [os.path.basename(hit.path) for hit in index.search(query, mode="words", **how)]  # type: ignore[arg-type]


def reason(index: Index, name: str) -> str:
    """What `status` says of a file, or of the only one that is known by its name; empty when nothing."""
    status = index.status()
    found = (problem.reason for problem in status.problems if os.path.basename(problem.path) == name)
    return next(iter((*found, *status.by_name)), "")


@pytest.mark.parametrize(
    ("name", "content", "said", "state"),
    [
        ("empty.txt", b"", "empty", "skipped"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged", "failed"),
        (
            "locked.docx",
            compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 200}),
            "password",
            "failed",
        ),
        ("noise.docx", b"PK\x03\x04" + bytes(range(256)) * 4, "", "failed"),
        ("program.bin", bytes(range(256)) * 40, "not text", "skipped"),
    ],
)
def test_a_bad_file_is_one_sentence_and_the_rest_goes_on(
    index: Index, folder: Path, name: str, content: bytes, said: str, state: str
) -> None:
    """It is counted in `status`, explained by `why`, found by its name; the good one is found by its text."""
    (folder / name).write_bytes(content)

    update(index)

    assert index.status().files[state] == 1
    sentence = reason(index, name)
    assert said in sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") <= 1
    assert index.why(str(folder / name)).verdict == state
    assert paths(index, "boiler") == ["good.md"]
    assert paths(index, name.split(".", maxsplit=1)[0]) == [name]


def test_a_file_of_five_gigabytes_is_skipped_by_its_size(index: Index, folder: Path) -> None:
    """Nothing of it is read: it takes no time, and its name is found."""
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(5_000_000_000)

    started = time.monotonic()
    update(index)

    assert time.monotonic() - started < 20
    assert "larger than" in reason(index, "huge.txt")
    assert paths(index, "huge") == ["huge.txt"]


@LINUX
def test_a_name_that_is_no_text_is_found_opened_and_forgotten(index: Index, folder: Path) -> None:
    """Its bytes come back as they are."""
    path = os.fsdecode(os.fsencode(folder) + b"/caf\xe9 zebra.md")
    Path(path).write_text("A quagga stands there.\n")

    update(index)
    (hit,) = index.search("quagga", mode="words")
    assert hit.path == path
    assert index.resolve(hit.id) == path
    assert "quagga" in index.passage(hit.id).text
    Path(path).unlink()
    update(index)

    assert paths(index, "quagga") == []


def test_a_mail_without_a_message_id_is_a_mail(index: Index, folder: Path) -> None:
    """It is known by its bytes instead; two copies of it are one."""
    mail = "From: Anna <anna@example.org>\nTo: me@example.org\nSubject: Holiday\n\nShall we see the okapi?\n"
    for name in ("one.eml", "two.eml"):
        (folder / name).write_text(mail)

    update(index)

    (hit,) = index.search("okapi", mode="words")
    assert (hit.kind, hit.title, len(hit.places)) == ("mail", "Holiday", 2)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named_and_keeps_what_is_known(index: Index, folder: Path) -> None:
    """What lies in it is not taken for deleted."""
    inner = folder / "inner"
    inner.mkdir()
    (inner / "secret.md").write_text("A wombat.\n")
    update(index)
    inner.chmod(0)
    try:
        notices = update(index)
    finally:
        inner.chmod(0o700)

    assert any(str(inner) in notice and "permission" in notice for notice in notices)
    assert paths(index, "wombat") == ["secret.md"]


def test_a_folder_that_fails_when_listed_is_named(index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where everything may be read: the system refuses the listing."""
    from lfmsearch.indexing import indexer
    from lfmsearch.sources import scanner

    inner = folder / "inner"
    inner.mkdir()
    (inner / "secret.md").write_text("A wombat.\n")
    update(index)

    def listing(path: str) -> Iterator[os.DirEntry[str]]:
        if path == str(inner):
            raise PermissionError(13, "Permission denied", path)
        return os.scandir(path)

    monkeypatch.setattr(indexer, "scan", lambda *args, **how: scanner.scan(*args, **how, listing=listing))
    notices = update(index)

    assert any(str(inner) in notice and "permission denied" in notice for notice in notices)
    assert paths(index, "wombat") == ["secret.md"]


def test_a_file_that_vanishes_before_it_is_read_takes_nothing_along(index: Index, folder: Path) -> None:
    """One sentence in `status`; the next update knows that it is gone."""
    (folder / "gone.md").write_text("A wombat.\n")

    def vanishing() -> bool:
        # Asked between the scan that puts the file in the queue and its reading.
        with closing(apsw.Connection(str(index.home.index_path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            if connection.execute("SELECT count(*) FROM file WHERE path LIKE '%gone.md' AND state = 'pending'").get:
                (folder / "gone.md").unlink(missing_ok=True)
        return False

    report = index.update(words_only=True, cancelled=vanishing)
    assert report.complete
    assert report.failed == 1
    assert reason(index, "gone.md") == "It is no longer there."
    assert paths(index, "boiler") == ["good.md"]
    update(index)

    assert index.status().problem_count == 0
    assert sum(index.status().files.values()) == 1


def test_what_was_deleted_since_is_not_shown(index: Index, folder: Path) -> None:
    """Before the next update already; the list goes on with what comes next, and pages stay whole."""
    for n in range(6):
        (folder / f"{n}.md").write_text(f"The wombat number {n}.\n")
    update(index)
    before = paths(index, "wombat")
    for name in before[:2]:
        (folder / name).unlink()

    assert paths(index, "wombat", limit=3) == before[2:5]
    assert paths(index, "wombat", limit=3, page=2) == before[5:]
    assert [hit.rank for hit in index.search("wombat", mode="words", limit=3, page=2)] == [4]


def test_a_source_that_is_away_is_shown_and_marked(index: Index, folder: Path) -> None:
    """An unplugged drive hides nothing, before and after an update."""
    update(index)
    folder.rename(folder.with_name("away"))

    for _ in range(2):
        (hit,) = index.search("boiler", mode="words")
        assert not hit.available
        assert hit.path == str(folder / "good.md")
        assert "boiler" in str(hit.snippet)
        assert not index.sources()[0].available
        assert any("is not there now" in notice for notice in update(index))


def test_a_query_of_punctuation_is_said_to_be_none(index: Index) -> None:
    """There is nothing to look for in it."""
    for query in ("?!", "…", '"', "-", "*", "( )", ""):
        with pytest.raises(BadQuery):
            index.search(query)


def test_a_query_of_ten_thousand_words_is_answered_at_once(index: Index) -> None:
    """Pasting a whole page in is a way to ask."""
    update(index)

    started = time.monotonic()
    results = index.search("boiler " + " ".join(f"word{n}" for n in range(10_000)), mode="words")

    assert [hit.title for hit in results] == ["Boiler"]
    assert time.monotonic() - started < 20
    assert any("words" in notice for notice in results.notices)


def test_a_prefix_in_every_document_is_answered(index: Index, folder: Path) -> None:
    """`boil*` matches several words of each."""
    for n in range(4):
        (folder / f"{n}.md").write_text(f"Boilers boil boiling water, {n}.\n")
    update(index)

    assert len(paths(index, "boil*")) == 5


def test_a_damaged_index_is_kept_aside_and_built_again(index: Index, home: Home, folder: Path) -> None:
    """Sources, settings and models are not touched; the damaged file is kept."""
    update(index)
    home.config_path.write_text("hidden = false\n")
    (home.models_dir / "model.gguf").write_bytes(b"GGUF")
    others = {path: path.read_bytes() for path in (home.sources_path, home.config_path, home.models_dir / "model.gguf")}
    index.close()
    with home.index_path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(home.index_path.stat().st_size - 100))

    with pytest.raises(IndexDamaged) as error:
        index.search("boiler", mode="words")
    assert "lfmsearch index" in error.value.hint
    notices = update(index)

    kept = list(home.data_dir.glob("index.damaged-*.db"))
    assert len(kept) == 1
    assert any(str(kept[0]) in notice for notice in notices)
    assert paths(index, "boiler") == ["good.md"]
    assert {path: path.read_bytes() for path in others} == others


def test_a_newer_index_is_refused_and_left_alone(index: Index, home: Home) -> None:
    """By searching as by updating, with both versions named; never rebuilt over."""
    update(index)
    index.close()
    with closing(apsw.Connection(str(home.index_path))) as connection:
        connection.execute("PRAGMA user_version=999")

    for call in (lambda: index.search("boiler", mode="words"), lambda: index.update(words_only=True)):
        with pytest.raises(IndexTooNew, match="schema 999; this one knows"):
            call()
    assert list(home.data_dir.glob("index.damaged*")) == []


def test_while_another_process_writes_updating_is_refused_and_searching_works(index: Index, home: Home) -> None:
    """Who comes second is told at once, and is not kept from looking things up."""
    update(index)
    code = f"""if True:
        import sys
        from lfmsearch.store.connection import connect
        from lfmsearch.store.lock import writer_lock
        from pathlib import Path
        with writer_lock(Path({str(home.lock_path)!r})):
            connection = connect(Path({str(home.index_path)!r}), write=True)
            connection.execute("BEGIN IMMEDIATE; DELETE FROM fact")
            print("held", flush=True)
            sys.stdin.read()"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        for call in (lambda: index.update(words_only=True), lambda: index.add("."), lambda: index.remove(".")):
            with pytest.raises(IndexLocked):
                call()
        assert paths(index, "boiler") == ["good.md"]
        other.kill()

    update(index)


def test_a_full_disk_loses_nothing_and_the_rest_goes_on_once_there_is_room(tmp_path: Path) -> None:
    """One sentence; the index is sound, what was done stays, and the same command finishes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk):
        home = Home.at(disk / "home")
        things = tmp_path / "things"
        things.mkdir()
        for n in range(30):
            (things / f"{n}.txt").write_text(f"Number {n}. " + " ".join(f"w{n}x{i}" for i in range(4_000)))
        with Index.open(home) as index:
            index.add(things)
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(shutil.disk_usage(disk).free - 900_000))
            with pytest.raises(DiskFull, match="is full") as error:
                index.update(words_only=True)
            assert error.value.hint
            assert index.check() == []
            before = index.status().files
            assert before["failed"] == 0
            ballast.unlink()

            report = index.update(words_only=True)

            assert report.complete
            assert index.check() == []
            assert index.status().files == {"indexed": 30, "pending": 0, "failed": 0, "skipped": 0}
            assert paths(index, "w17x3999") == ["17.txt"]


@contextlib.contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """A disk of 12 MB at `folder`."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_cancelled_update_keeps_what_is_done(index: Index, folder: Path) -> None:
    """And says that it is not complete; the next one goes on."""
    report = index.update(words_only=True, cancelled=lambda: True)

    assert not report.complete
    assert index.status().files["indexed"] == 0
    update(index)
    assert paths(index, "boiler") == ["good.md"]


def test_a_removed_source_leaves_nothing_to_find(index: Index, folder: Path) -> None:
    """At once, and the number of Documents that left is told."""
    update(index)

    assert index.remove(folder) == 1

    assert len(index.search("boiler", mode="words")) == 0
    assert index.sources() == []
    with pytest.raises(SourceNotFound):
        index.remove(folder)


def test_a_source_is_previewed_without_being_read(index: Index, folder: Path) -> None:
    """Names and sizes are enough."""
    (folder / "b.pdf").write_bytes(b"x" * 100)

    preview = index.preview(folder)

    assert preview.files == 2
    assert preview.by_type["pdf"] == (1, 100)
    assert index.status().files["indexed"] == 0


def test_other_patterns_take_effect_with_the_next_update(index: Index, folder: Path) -> None:
    """What is excluded now is gone, and `why` names the rule."""
    update(index)
    index.change_source(folder, exclude=("good.*",))

    update(index)

    assert paths(index, "boiler") == []
    why = index.why(str(folder / "good.md"))
    assert why.verdict == "excluded"
    assert "good.*" in why.reason


def test_why_with_a_query_says_at_which_rank(index: Index, folder: Path) -> None:
    """Or that it is not among those found."""
    (folder / "other.md").write_text("A wombat.\n")
    update(index)

    assert index.why(str(folder / "good.md"), "boiler").rank == 1
    assert index.why(str(folder / "other.md"), "boiler").rank is None


def test_what_is_asked_about_without_sense_is_said(index: Index) -> None:
    """Ids that no search printed, places that are none."""
    for hit in ("99", "99:1", "x:y", ""):
        with pytest.raises(HitNotFound):
            index.passage(hit)
    assert index.why("/nowhere/at/all").verdict == "unknown"
    with pytest.raises(LfmsearchError):
        index.add("/nowhere/at/all")


def test_status_is_plain_values(index: Index, folder: Path) -> None:
    """It goes into JSON as it is."""
    update(index)

    said = json.loads(json.dumps(index.status().as_json()))

    assert said["files"] == {"indexed": 1, "pending": 0, "failed": 0, "skipped": 0}
    assert said["coverage"] == {"documents": 1, "words": 1, "meaning": 0}


@pytest.mark.parametrize(("limit", "page"), [(0, 1), (-3, 1), (10, 0)])
def test_a_page_that_cannot_be_is_refused(home: Home, limit: int, page: int) -> None:
    """Hits and pages count from one; anything else is said to be wrong, not answered with nothing."""
    with Index.open(home) as index, pytest.raises(BadQuery, match="There is no page"):
        index.search("boiler", limit=limit, page=page)


def test_what_is_kept_in_the_cloud_is_counted_by_source(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found by its name and no problem; `sources` and `status` say how many there are."""
    (folder / "far.md").write_text("Not here.\n")
    monkeypatch.setattr("lfmsearch.sources.scanner.is_placeholder", lambda status: status.st_size == 10)

    update(index)

    assert [summary.in_cloud for summary in index.sources()] == [1]
    assert index.status().by_source[0]["in_cloud"] == 1
    assert index.status().problem_count == 0
    assert paths(index, "far") == ["far.md"]
