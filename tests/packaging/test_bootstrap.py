"""The set-up of a fresh clone, without a network: pip is a script that does what the test says."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))  # scripts, not a package

import bootstrap  # noqa: E402
import engine  # noqa: E402
import progress  # noqa: E402

WHEEL = "llama_cpp_python-0.3.36-py3-none-any.whl"

Pip = Callable[[str], list[str]]


@pytest.fixture
def pip(tmp_path: Path) -> Pip:
    """A pip that notes what it was asked for, in `asked`, and then runs the shell commands it was made with."""

    def make(script: str) -> list[str]:
        file = tmp_path / "pip.sh"
        file.write_text(f'echo "$@" >>{tmp_path}/asked\nfor last; do :; done\n{script}\n')
        return ["sh", str(file)]

    return make


def asked(tmp_path: Path) -> list[str]:
    file = tmp_path / "asked"
    return [line.split()[0] for line in file.read_text().splitlines()] if file.exists() else []


# What pip is told last but one is where the wheel goes.
MAKES_A_WHEEL = f"""while [ $# -gt 2 ]; do shift; done; echo '[1/2] one'; echo '[2/2] two'; touch "$1/{WHEEL}" """


def test_a_wheel_is_made_once_and_then_taken_from_the_cache(tmp_path: Path, pip: Pip) -> None:
    """The second set-up, also of another clone, compiles nothing."""
    first = engine.wheel(pip(MAKES_A_WHEEL), tmp_path / "cache", tmp_path / "log", "no")
    second = engine.wheel(pip("exit 9"), tmp_path / "cache", tmp_path / "log", "no")

    assert first is not None
    assert first.name == WHEEL
    assert second == first
    assert asked(tmp_path) == ["wheel"]


def test_a_failed_compile_shows_its_last_lines_and_leaves_nothing_in_the_cache(tmp_path: Path, pip: Pip) -> None:
    """A broken build is seen, is not replaced by another wheel, and the next try starts clean."""
    breaks = pip("echo 'ggml.c:12: error: no room'; exit 3")

    with pytest.raises(progress.StepError) as failure:
        engine.wheel(breaks, tmp_path / "cache", tmp_path / "log", "auto" if sys.platform == "linux" else "no")

    assert failure.value.tail == ["ggml.c:12: error: no room"]
    assert "error: no room" in failure.value.log.read_text()
    assert list((tmp_path / "cache").iterdir()) == []
    assert asked(tmp_path) == ["wheel"]


def test_a_prebuilt_wheel_is_taken_first_when_it_is_wished(tmp_path: Path, pip: Pip) -> None:
    """PREBUILT=yes asks the indexes before it compiles."""
    found = engine.wheel(pip(MAKES_A_WHEEL), tmp_path / "cache", tmp_path / "log", "yes")

    assert found is not None
    assert "prebuilt" in found.parent.name
    assert asked(tmp_path) == ["download"]


def test_where_no_prebuilt_wheel_can_be_had_it_is_compiled(tmp_path: Path, pip: Pip) -> None:
    """An index that does not answer costs one try, and no more."""
    only_builds = pip(f"[ $1 = wheel ] || exit 1\n{MAKES_A_WHEEL}")

    found = engine.wheel(only_builds, tmp_path / "cache", tmp_path / "log", "yes")

    assert found is not None
    assert "native" in found.parent.name
    assert asked(tmp_path) == ["download", "wheel"]


def test_without_a_compiler_there_is_no_wheel(tmp_path: Path, pip: Pip, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that cannot compile two lines counts as none; nothing is started that must fail minutes later."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("c++", "g++", "clang++", "xcode-select"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.delenv("CXX", raising=False)

    assert engine.compiler() == ""
    assert engine.wheel(["/bin/sh", "-c", "exit 9"], tmp_path / "cache", tmp_path / "log", "no") is None


def test_wheels_of_different_ways_of_building_lie_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel compiled with other options of the user's is not taken for ours."""
    plain = engine.key("native")
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_VULKAN=ON")

    assert engine.VERSION in plain
    assert engine.key("native") != plain
    assert engine.key("prebuilt") != engine.key("native")


def test_wheels_go_beside_the_clone_where_there_is_no_home_to_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's cache is shared by all clones; a service account without one keeps them in the clone."""
    monkeypatch.delenv("LFMSEARCH_BUILD_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert bootstrap.cache_folder() == tmp_path / ".cache" / "lfmsearch-build"

    (tmp_path / "no-folder").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "no-folder"))
    assert bootstrap.cache_folder() == ROOT / ".cache" / "wheels"

    monkeypatch.setenv("LFMSEARCH_BUILD_CACHE", str(tmp_path / "chosen"))
    assert bootstrap.cache_folder() == tmp_path / "chosen"


@pytest.mark.parametrize(("line", "share"), [("  [41/82] g++ -c x", 0.5), ("[82/82] link", 1.0), ("-- [ok]", None)])
def test_the_share_of_a_compile_is_read_from_ninja(line: str, share: float | None) -> None:
    """The progress line says how much is done, from the builder's own count."""
    assert engine.build_share(line) == share


@pytest.mark.parametrize(("seconds", "words"), [(8.4, "8 s"), (60, "1 min 00 s"), (200, "3 min 20 s")])
def test_durations_read_as_a_person_says_them(seconds: float, words: str) -> None:
    """Nobody is shown 200.0 seconds."""
    assert progress.spoken(seconds) == words


def test_a_step_says_what_it_is_and_how_long_it_took(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Away from a terminal a step is two lines, and what it printed is in the log alone."""
    progress.run(["echo", "chatter"], title="Installing", log=tmp_path / "log" / "x.log")

    shown = capsys.readouterr().err
    assert shown.splitlines() == ["Installing …", "Installing: done in 0 s."]
    assert (tmp_path / "log" / "x.log").read_text() == "chatter\n"


@pytest.mark.parametrize(
    ("system", "what", "command"),
    [
        ("ID=ubuntu\nID_LIKE=debian\n", "compiler", "apt install g++"),
        ("ID=debian\n", "venv", f"apt install python3.{sys.version_info[1]}-venv"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "compiler", "dnf install gcc-c++"),
        ("ID=arch\n", "python", "pacman -S python"),
        ("ID=unheard-of\n", "compiler", "a C++17 compiler"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="names the packages of Linux systems")
def test_what_is_missing_is_named_with_the_command_of_this_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, what: str, command: str
) -> None:
    """One line to copy, right for the system it is shown on."""
    monkeypatch.setattr(bootstrap, "OS_RELEASE", tmp_path / "os-release")
    (tmp_path / "os-release").write_text(system)

    assert command in bootstrap.system_command(what)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("cc1plus: fatal error: No space left on device", "disk"),
        ("g++: fatal error: Killed signal terminated program cc1plus", "Memory"),
        ("NewConnectionError: Failed to establish a new connection", "network"),
        ("error: something nobody foresaw", "again"),
    ],
)
def test_a_failed_step_ends_with_one_thing_to_do(line: str, word: str) -> None:
    """The advice is read from the last lines."""
    assert word in bootstrap.advice(["some line", line])


def test_a_python_that_is_too_old_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With no newer one beside it, the message names both versions and the command."""
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 99))
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    monkeypatch.setenv("PATH", "/nowhere")

    code = bootstrap.main()

    message = capsys.readouterr().err
    assert code == 1
    assert "needs Python 3.11 or later" in message
    assert "3.9.6" in message


def test_a_python_without_venv_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Debian splits it off; the message says so before anything is made."""
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit) as stopped:
        bootstrap.make_venv()

    assert stopped.value.code == 1
    assert "venv module is missing" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_old_pythons_can_read_the_script_that_refuses_them() -> None:
    """A Python 3.7 must get as far as our message, not stop at its own SyntaxError."""
    assert ast.parse((ROOT / "packaging" / "bootstrap.py").read_text(), feature_version=(3, 7))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what the set-up reads, with an environment that looks ready."""
    root = tmp_path / "clone"
    (root / "packaging").mkdir(parents=True)
    for name in ("pyproject.toml", "packaging/bootstrap.py", "packaging/engine.py"):
        (root / name).write_text((ROOT / name).read_text())
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    ask = [sys.executable, "-c", "import bootstrap; print(bootstrap.fingerprint(), end='')"]
    stamp = subprocess.run(ask, cwd=root / "packaging", capture_output=True, text=True, check=True).stdout
    (root / ".venv" / "lfmsearch-ready").write_text(stamp)
    return root


def test_a_second_run_does_nothing(clone: Path) -> None:
    """What is ready is left alone, and says nothing."""
    again = subprocess.run(
        [sys.executable, str(clone / "packaging" / "bootstrap.py")], capture_output=True, text=True, check=False
    )

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_a_change_of_the_requirements_is_noticed(clone: Path) -> None:
    """After an update that needs another library, the same command installs it."""
    ask = [sys.executable, "-c", "import bootstrap; print(bootstrap.fingerprint(), end='')"]
    with (clone / "pyproject.toml").open("a") as file:
        file.write("\n# another library\n")

    now = subprocess.run(ask, cwd=clone / "packaging", capture_output=True, text=True, check=True).stdout

    assert now != (clone / ".venv" / "lfmsearch-ready").read_text()
