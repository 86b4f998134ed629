"""
Make `.venv` ready: the project, what it needs and its tests' tools. `make` runs this before every target.

Needs Python 3.11 and nothing else. Does nothing, in a tenth of a second, when all is in place.
The environment may say: LFMSEARCH_BUILD_CACHE (where compiled wheels are kept), LFMSEARCH_PREBUILT (yes, no, auto).
"""

from __future__ import annotations  # this file has to be read, and to complain, on older Pythons too

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOGS = ROOT / ".cache" / "setup"
STAMP = VENV / "lfmsearch-ready"
OS_RELEASE = Path("/etc/os-release")
OLDEST = (3, 11)
# Its scripts import nothing but what they run (before, 20 ms of each `lfmsearch toggle` went there), and it tells a program how far
# a download is. Debian 12 brings 23.0.
NEWER_PIP = "pip>=25.2"

WANTED = {
    "compiler": "a C++17 compiler (g++ or clang)",
    "venv": "Python's venv and ensurepip modules",
    "python": "Python 3.11 or later",
}
INSTALL = {
    "debian": {
        "compiler": "apt install g++",
        "venv": "apt install {python}-venv",
        "python": "apt install {python} {python}-venv",
    },
    "fedora": {
        "compiler": "dnf install gcc-c++",
        "venv": "dnf install python3",
        "python": "dnf install python3.12",
    },
    "suse": {
        "compiler": "zypper install gcc-c++",
        "venv": "zypper install python312",
        "python": "zypper install python312",
    },
    "arch": {"compiler": "pacman -S gcc", "venv": "pacman -S python", "python": "pacman -S python"},
    "alpine": {"compiler": "apk add g++", "venv": "apk add python3", "python": "apk add python3"},
}
NO_ROOM = (
    "Free some disk space and run the same command again. "
    "A compile takes 1 GB in the temporary folder; TMPDIR=DIR puts it elsewhere."
)
NO_MEMORY = "Memory ran out. Close other programs and run the same command again, or compile nothing: make PREBUILT=yes"
NO_INDEX = (
    "The package index (PyPI) did not answer as it should. "
    "Check the network, or the proxy (HTTPS_PROXY), and run the same command again."
)
REMEDIES = {
    NO_ROOM: ("no space left",),
    NO_MEMORY: ("killed", "out of memory", "cannot allocate"),
    NO_INDEX: ("connection", "timed out", "resolve", "proxy", "ssl", "no matching distribution"),
}


def main() -> int:
    """Return the exit code: 0 when the environment is ready."""
    if sys.version_info < OLDEST:
        return run_newer_python()
    stamp = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == stamp and (VENV / "bin" / "python").exists():
        return 0

    import engine
    import progress

    try:
        make_venv()
        pip = [str(VENV / "bin" / "python"), "-m", "pip"]
        os.environ.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_USER="0")
        # Before all else: a pip that replaces itself writes the other scripts as it was.
        progress.run([*pip, "install", NEWER_PIP], title="Fetching a newer pip", log=LOGS / "pip.log")
        wheel = engine.wheel(pip, cache_folder(), LOGS, os.environ.get("LFMSEARCH_PREBUILT", "auto"))
        if wheel is None:
            return say("There is no C++ compiler here, and llama.cpp has to be compiled.", system_command("compiler"))
        progress.run(
            [*pip, "install", "--editable", str(ROOT) + "[dev]", str(wheel)],
            title="Installing lfmsearch and its libraries into .venv", log=LOGS / "install.log",
        )  # fmt: skip
    except progress.StepError as failure:
        print(*("    " + line for line in failure.tail), sep="\n", file=sys.stderr)
        return say(f"{failure} All of its output is in {failure.log}.", advice(failure.tail))
    except KeyboardInterrupt:
        return say("Stopped.", "Run the same command again to go on.")
    STAMP.write_text(stamp)
    return 0


def run_newer_python() -> int:
    """Hand over to a Python that is new enough, if one is installed beside this one; else say what to install."""
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([found, __file__])
    version = ".".join(str(part) for part in sys.version_info[:3])
    return say(f"lfmsearch needs Python 3.11 or later; {sys.executable} is {version}.", system_command("python"))


def fingerprint() -> str:
    """Return what the environment was made from; another value means that it has to be made again."""
    files = (ROOT / "pyproject.toml", ROOT / "packaging" / "bootstrap.py", ROOT / "packaging" / "engine.py")
    parts = [str(VENV), sys.version, *(path.read_text(encoding="utf-8") for path in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv() -> None:
    """Create `.venv`, anew when it was made with another Python. Raises SystemExit when the system lacks a part."""
    python = VENV / "bin" / "python"
    test = [str(python), "-c", "import pip, sys; print(sys.version, sys.prefix)"]
    if python.exists():
        answer = subprocess.run(test, capture_output=True, text=True, check=False).stdout.strip()
        if answer == f"{sys.version} {VENV}":
            return
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(say(f"Python's venv module is missing ({sys.executable}).", system_command("venv")))
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def cache_folder() -> Path:
    """Return where wheels are kept: the user's cache, so that another clone needs no compile, else this folder."""
    chosen = os.environ.get("LFMSEARCH_BUILD_CACHE")
    if chosen:
        return Path(chosen).expanduser().resolve()
    folder = Path("~/.cache/lfmsearch-build").expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # no home, or a read-only one
        pass
    return ROOT / ".cache" / "wheels"


def system_command(what: str) -> str:
    """Return the one command that brings `compiler`, `venv` or `python` on this system."""
    if sys.platform == "darwin":
        return "xcode-select --install" if what == "compiler" else "brew install python@3.13"
    for name, commands in INSTALL.items():
        if name in system_names():
            command = commands[what].format(python=f"python3.{max(sys.version_info[1], OLDEST[1])}")
            return command if os.geteuid() == 0 else "sudo " + command
    return f"Install {WANTED[what]} with your system's package manager."


def system_names() -> str:
    """Return the names a Linux goes by, `ubuntu debian`; empty elsewhere."""
    try:
        lines = OS_RELEASE.read_text().splitlines()
    except OSError:
        return ""
    return " ".join(line.partition("=")[2].strip('"') for line in lines if line.startswith(("ID=", "ID_LIKE=")))


def advice(tail: list[str]) -> str:
    """Return the one thing to do about a failed step, read from its last lines."""
    text = "\n".join(tail).lower()
    for remedy, signs in REMEDIES.items():
        if any(sign in text for sign in signs):
            return remedy
    return "Run the same command again. If it fails again, take a prebuilt llama.cpp: make PREBUILT=yes"


def say(problem: str, remedy: str) -> int:
    """Print what is wrong and what to do about it; return the exit code for it."""
    print(f"\n{problem}\n  → {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
