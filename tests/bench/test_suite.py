"""The benchmarks by name, their setting, and what is printed."""

import importlib
import json

import pytest

from lfmsearch.bench import __main__ as command
from lfmsearch.bench import setting, suite
from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import ModelMissing, UserError


@pytest.mark.parametrize("name", suite.BENCHMARKS)
def test_every_benchmark_that_is_named_is_there(name):
    """A name is a module with a `run`."""
    assert callable(importlib.import_module(f"lfmsearch.bench.{name}").run)


def test_an_unknown_benchmark_is_named_and_nothing_runs(tmp_path):
    """The names there are stand in the hint."""
    said = []

    with pytest.raises(UserError, match="no benchmark skan") as caught:
        suite.run(["scan", "skan"], Setting("small", tmp_path, tmp_path), say=said.append)

    assert "scan" in caught.value.hint
    assert not said


def test_no_model_is_one_sentence(tmp_path, capsys, monkeypatch):
    """Without a model nothing is measured, and the exit code says so."""
    monkeypatch.setenv("LFMSEARCH_TEST_MODELS", str(tmp_path / "none"))

    code = command.main(["scan", "--folder", str(tmp_path)])

    assert code == ModelMissing("").exit_code
    assert "There is no model in" in capsys.readouterr().err


def test_models_are_taken_from_the_folder_that_is_named(tmp_path):
    """The environment names the same folder as it does for the tests."""
    found = setting.find("full", None, environ={"LFMSEARCH_TEST_MODELS": str(tmp_path)})

    assert found.models_dir == tmp_path
    assert found.full


def test_a_home_of_a_benchmark_sees_the_models(tmp_path):
    """Its models folder is a link, made again when the models lie elsewhere."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.gguf").write_bytes(b"")
        home = Setting("small", tmp_path / "bench", tmp_path / name).home("search")

        assert home.models_dir.resolve() == tmp_path / name


def test_test_sets_are_found_in_a_folder_or_are_it(tmp_path):
    """A set is known by its corpus; a folder without one is refused."""
    (tmp_path / "set").mkdir()
    with pytest.raises(UserError, match="no test set"):
        setting.datasets(tmp_path)
    (tmp_path / "set" / "corpus.jsonl").write_text("")

    assert setting.datasets(tmp_path) == setting.datasets(tmp_path / "set") == (tmp_path / "set",)


FAST = Row("scan: fast", 9.0, "ms", 100.0, 0.09, 0.1).as_json()
LARGE = Row("memory", 1234.0, "MB").as_json()


@pytest.mark.parametrize(("holds", "code"), [(True, 0), (False, 1)])
def test_a_missed_target_shows_in_the_exit_code(holds, code, tmp_path, monkeypatch, capsys):
    """The table goes to stdout, and 1 says that a target was missed."""
    found = {"machine": {"cores": 2}, "rows": [FAST | {"holds": holds}, LARGE]}
    monkeypatch.setattr(command, "run", lambda names, setting, say: found)

    assert command.main(["--folder", str(tmp_path)]) == code

    printed = capsys.readouterr().out
    assert ("holds" if holds else "FAILS") in printed
    assert "1,234 MB" in printed
    assert "\x1b" not in printed


def test_json_is_one_document(tmp_path, monkeypatch, capsys):
    """Machine and rows, as they were found."""
    found = {"machine": {"cores": 2}, "rows": [FAST, LARGE]}
    monkeypatch.setattr(command, "run", lambda names, setting, say: found)

    command.main(["--json", "--folder", str(tmp_path)])

    assert json.loads(capsys.readouterr().out) == found
