"""`add`, `remove`, `sources`, `index`, `status`, `config`, `models`, `eval` and `doctor` on a real home."""

from __future__ import annotations

import getpass
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from cli.said import Run

from lfmsearch.sources.mounts import Kind
from lfmsearch.system.paths import Home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two notes and a table."""
    path = tmp_path / "things"
    path.mkdir()
    (path / "a.md").write_text("# Boiler\n\nThe boiler is old.\n")
    (path / "b.md").write_text("# Rent\n\nThe rent is high.\n")
    (path / "c.csv").write_text("month,rent\nMay,900\n")
    return path


def test_from_a_folder_to_an_answer(home: Home, folder: Path, run: Run) -> None:
    """The three first steps, as they are named to a newcomer, lead to a hit."""
    added = run("add", str(folder))
    indexed = run("index", "--words-only")
    found = run("search", "boiler")

    assert added.out == f"Added {folder}\n"
    assert "lfmsearch index" in added.err
    assert indexed.code == 0
    assert indexed.out.startswith("Up to date after ")
    assert "3 new" in indexed.out
    assert "Reading, for words: 3 of 3" in indexed.err
    assert found.out.startswith("1. Boiler\n")


def test_a_second_index_has_nothing_to_do(home: Home, folder: Path, run: Run) -> None:
    """Only what changed is read again."""
    run("add", str(folder))
    run("index", "--words-only")
    (folder / "a.md").write_text("# Boiler\n\nThe boiler is new.\n")
    (folder / "b.md").unlink()

    report = run("index", "--words-only", "--json").json
    again = run("index", "--words-only", "--json").json

    assert (report["changed"], report["removed"], report["complete"]) == (1, 1, True)
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)


def test_a_dry_run_shows_and_adds_nothing(home: Home, folder: Path, run: Run) -> None:
    """Counts by type and size are known before anything is read."""
    shown = run("add", "--dry-run", str(folder), "--exclude", "*.csv")
    [preview] = run("add", "--dry-run", str(folder), "--json").json

    assert "md" in shown.out
    assert "csv" not in shown.out
    assert preview["files"] == 3
    assert preview["by_type"]["md"]["files"] == 2
    assert run("sources", "--json").json == []


def test_a_dry_run_of_very_many_types_shows_the_commonest(home: Home, tmp_path: Path, run: Run) -> None:
    """And the rest in one line; for a program they are all told."""
    for number in range(20):
        (tmp_path / f"a.t{number}").write_text("text\n")
    (tmp_path / "b.t7").write_text("text\n")

    shown = run("add", "--dry-run", str(tmp_path)).out
    [preview] = run("add", "--dry-run", str(tmp_path), "--json").json

    assert re.search(r"^  t7 +2 +10 bytes$", shown, re.MULTILINE)
    assert re.search(r"^  8 other types +8 +40 bytes$", shown, re.MULTILINE)
    assert len(preview["by_type"]) == 20


def test_sources_are_listed_ruled_and_removed(home: Home, folder: Path, run: Run) -> None:
    """Rules apply at the next index; a removed source takes its documents with it at once."""
    run("add", str(folder))
    run("index", "--words-only")

    ruled = run("sources", "set", str(folder), "--exclude", "b.md", "--json")
    run("index", "--words-only")
    [source] = run("sources", "--json").json
    rules = run("sources", "--rules")
    removed = run("remove", str(folder))

    assert ruled.json["exclude"] == ["b.md"]
    assert (source["path"], source["kind"], source["problems"]) == (str(folder), "folder", 0)
    assert source["documents"] == 2
    assert "  - b.md" in rules.out
    assert removed.out == f"Removed {folder}: 2 documents left the index.\n"
    assert run("search", "boiler").code == 1
    assert run("sources").code == 1


def test_a_network_drive_is_added_only_when_it_is_meant(
    home: Home, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal nobody can be asked: the command says what to write, and adds nothing."""
    monkeypatch.setattr("lfmsearch.sources.places.holding", lambda path: Kind("network", "nfs4"))

    refused = run("add", str(folder))
    before = run("sources", "--json").json
    tried = run("add", str(folder), "--dry-run")
    meant = run("add", str(folder), "--yes")

    assert refused.code == 2
    assert "is not added. It is on a network drive (nfs4)" in refused.err
    assert "--yes" in refused.err
    assert before == []
    assert tried.code == 0
    assert meant.out.startswith("Added ")


def test_the_rules_that_hold_everywhere_are_listed_by_reason(home: Home, folder: Path, run: Run) -> None:
    """With the patterns, what else is left out, and how to have one all the same."""
    run("add", str(folder), "--include", "*.pem")

    shown = run("sources", "--rules")
    listed = run("sources", "--rules", "--json").json

    assert "  + *.pem" in shown.out
    assert "  It holds passwords:\n    .password-store/  *.kdbx" in shown.out
    assert "lfmsearch sources set FOLDER --include 'PATTERN'" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 100
    assert [source["include"] for source in listed["sources"]] == [["*.pem"]]
    reasons = {rule["reason"]: rule["patterns"] for rule in listed["rules"]["names"]}
    assert "*.kdbx" in reasons["it holds passwords"]
    assert all(pattern in shown.out for patterns in reasons.values() for pattern in patterns)
    assert listed["rules"]["places"]


def test_sources_set_wants_something_to_set(home: Home, folder: Path, run: Run) -> None:
    """A rule that is not named is not erased."""
    run("add", str(folder))

    assert run("sources", "set", str(folder)).code == 2


def test_status_is_the_document_of_the_contract(library: Home, run: Run) -> None:
    """Every key is there, without a model or a service too."""
    status = run("status", "--json").json

    assert set(status) >= {
        "version", "service", "state", "paused_because", "files", "documents", "coverage", "by_source", "by_year", "chunks",
        "generation", "model", "reranker", "index_bytes", "problems", "problem_count", "watching",
    }  # fmt: skip
    assert status["documents"]["mail"] == 1
    assert status["coverage"]["meaning"] == 0
    assert status["index_bytes"] > 0


def test_status_names_what_could_not_be_read(home: Home, folder: Path, run: Run) -> None:
    """Reasons with the files they hold for; what has no text by its nature is counted and is no problem."""
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\nrubbish")
    (folder / "empty.txt").touch()
    run("add", str(folder))
    (folder / "noise.docx").write_bytes(b"PK\x03\x04rubbish")
    run("index", "--words-only")
    said = run("status")

    assert "1 file found by name alone:\n  1  It is empty.\n" in said.out
    problems = said.out.partition("5 files could not be read, or only in part:\n")[2].splitlines()
    assert [line.strip().rpartition("/")[2] for line in problems] == [
        "It is damaged: its pages cannot be read.",
        "a.pdf",
        "b.pdf",
        "c.pdf",
        "It is damaged: its zip directory cannot be read.",
        "noise.docx",
        "and 1 more: lfmsearch status --json",
    ]
    assert run("status", "--json").json["by_name"] == {"It is empty.": 1}
    assert "none: search is by words alone" in said.out


def test_settings_are_read_and_written(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key is listed with its reason; a value set is a value got, and the environment says when it wins."""
    assert "    A model is only ever fetched when you ask for it" in run("config").out
    assert run("config", "set", "hidden", "yes").out == "hidden = true\n"
    assert run("config", "get", "hidden").out == "true\n"
    assert run("config", "get", "hidden", "--json").json["origin"] == "file"

    monkeypatch.setenv("LFMSEARCH_HIDDEN", "no")
    said = run("config", "set", "hidden", "yes")
    assert said.out == "hidden = false\n"
    assert "comes before the file" in said.err


def test_models_are_listed_with_what_they_cost(home: Home, run: Run) -> None:
    """The catalogue with sizes and licences; none is here in a new home."""
    listed = run("models", "list", "--json").json
    said = run("models")

    assert {"id", "role", "bytes", "licence", "here", "answers", "languages"} <= set(listed[0])
    assert not any(model["here"] for model in listed)
    assert "LFM Open License v1.0" in said.out
    assert "No model is here yet" in said.err


def test_offline_forbids_every_download(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """LFMSEARCH_OFFLINE=1 stops a pull before anything is asked of the network, licence accepted or not."""
    monkeypatch.setenv("LFMSEARCH_OFFLINE", "1")

    said = run("models", "pull", "lfm2.5-embedding-350m-q8_0", "--accept-licence", "--json")

    assert said.code == 2
    assert said.json["error"]["kind"] == "offline"


def test_a_file_that_is_no_model_is_refused(home: Home, run: Run, tmp_path: Path) -> None:
    """One sentence, and nothing of it stays."""
    (tmp_path / "cat.gguf").write_bytes(b"GGUF but not really")

    said = run("models", "import", str(tmp_path / "cat.gguf"), "--json")

    assert said.code == 4
    assert said.json["error"]["kind"] == "bad-model"
    assert not list(home.models_dir.glob("*.gguf"))


def test_a_model_is_used_checked_and_removed(starter_models: Path, home: Home, folder: Path, run: Run) -> None:
    """With a model here: cost said before it is chosen, meaning found, sum checked, file deleted."""
    run("add", str(folder))
    run("index", "--words-only")
    for file in starter_models.glob("all-minilm-l6-v2*"):
        shutil.copy(file, home.models_dir)

    used = run("models", "use", "all-minilm-l6-v2")
    indexed = run("index", "--json")
    found = run("search", "heating appliance", "--json")
    verified = run("models", "verify")
    late = run("models", "use", "lfm2.5-colbert-350m-q4_k_m")
    removed = run("models", "remove", "all-minilm-l6-v2", "--json")

    assert "passages anew: about" in used.err
    assert " of disk" in used.err
    assert indexed.json["embedded"] == 3
    assert found.json["model"] == "all-minilm-l6-v2"
    assert found.json["hits"][0]["title"] == "Boiler"
    assert found.json["hits"][0]["matched"] == "meaning"
    assert verified.out == "all-minilm-l6-v2: sound\n"
    assert late.code == 4
    assert removed.json["bytes"] > 20_000_000


def test_eval_measures_a_set_without_touching_the_index(home: Home, run: Run, tmp_path: Path) -> None:
    """A set of two documents and two questions gets its figures; the user's own index stays empty."""
    dataset = tmp_path / "tiny"
    dataset.mkdir()
    texts = {"d1": "The boiler in the cellar is old.", "d2": "The sea is warm in July."}
    queries = {"q1": "boiler cellar", "q2": "warm sea"}
    (dataset / "corpus.jsonl").write_text(
        "".join(json.dumps({"_id": name, "title": "", "text": text}) + "\n" for name, text in texts.items())
    )
    (dataset / "queries.jsonl").write_text(
        "".join(json.dumps({"_id": name, "text": text}) + "\n" for name, text in queries.items())
    )
    (dataset / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n")

    measured = run("eval", str(dataset), "--json").json
    shown = run("eval", str(dataset))

    assert (measured["documents"], measured["queries"]) == (2, 2)
    assert measured["modes"]["words"]["ndcg@10"] == 1.0
    assert "ndcg@10" in shown.out
    assert run("status", "--json").json["coverage"]["documents"] == 0


def test_doctor_says_enough_and_nothing_private(library: Home, things: Path, run: Run) -> None:
    """Versions, sandbox, index and disk are there; no path of the user's, no file name, no user name."""
    said = run("doctor", "--json")

    names = {check["name"] for check in said.json["checks"]}
    assert names >= {"lfmsearch", "Python", "apsw", "llama-cpp-python", "free disk", "index", "integrity", "readers"}
    told = " ".join(check["said"] for check in said.json["checks"])
    for private in (str(things), str(library.data_dir), str(Path.home()), "rent increase", f" {getpass.getuser()} "):
        assert private not in told
    assert {check["name"]: check["sound"] for check in said.json["checks"]}["readers"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing there")
def test_doctor_finds_what_is_open_to_others(library: Home, run: Run) -> None:
    """An index that others may read is a problem: marked, counted, exit 4."""
    library.index_path.chmod(0o644)

    said = run("doctor")

    assert said.code == 4
    assert any(line.startswith("!  permissions") and "index.db" in line for line in said.out.splitlines())


def test_doctor_finds_a_damaged_index(library: Home, run: Run) -> None:
    """A file that is no index is said to be damaged, and the report goes on."""
    library.index_path.write_bytes(b"no database" * 1000)
    for suffix in ("-wal", "-shm"):
        Path(f"{library.index_path}{suffix}").unlink(missing_ok=True)

    said = run("doctor", "--json")

    checks = {check["name"]: check for check in said.json["checks"]}
    assert said.code == 4
    assert not checks["index"]["sound"]
    assert "readers" in checks


def test_history_is_shown_and_forgotten(library: Home, run: Run) -> None:
    """What a person searched for is listed, what a program asked is not; `off` forgets all of it."""
    run("search", "rent")
    run("search", "boiler", "--json")

    assert run("history").out == "searched  rent\n"
    assert run("history", "--json").json["searches"] == ["rent"]
    run("history", "clear", "--query", "rent")
    assert run("history", "--json").json["searches"] == []
    run("search", "rent")
    assert run("history", "off", "--json").json == {"done": True, "remembering": False}
    run("search", "rent")
    assert run("history", "--json").json["searches"] == []
    assert not library.history_path.exists()
    run("history", "on")
    run("search", "rent")
    assert run("history", "--json").json["remembering"]
    assert run("history", "clear").code == 0
