"""
Make a package of lfmsearch that needs no Python: a folder, and on Debian and its kin a .deb of it. `make package` runs this.

With `--here` the folder is for this machine alone: it takes the llama.cpp of `.venv`, which is compiled for this very processor, and
no package is made of it. That is what the checks use.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import art
import debian
import engine
import parts
from bootstrap import LOGS, ROOT, cache_folder
from progress import StepError

BUILD, DIST = ROOT / "build", ROOT / "dist"


def main(arguments: list[str]) -> int:
    """Return the exit code: that of the self-test where it fails."""
    here = "--here" in arguments
    out = BUILD / "package" if here else DIST
    try:
        folder = frozen(out, None if here else portable_engine())
    except StepError as failure:
        print(*failure.tail, f"{failure} All of its output is in {failure.log}.", sep="\n", file=sys.stderr)
        return 1
    print(f"{folder.relative_to(ROOT)}: {megabytes(size(folder))}", flush=True)
    program = folder / ("lfmsearch.exe" if sys.platform == "win32" else "lfmsearch")
    if code := subprocess.run([str(program), "--self-test"], check=False).returncode:
        print(f"The self-test failed with {code}.", file=sys.stderr)
        return code if code > 0 else 1
    if not here and sys.platform == "linux":
        if missing := [name for name in debian.TOOLS if shutil.which(name) is None]:
            print(f"No .deb is made: {', '.join(missing)} is not here. On Debian or Ubuntu: sudo apt install dpkg-dev")
            return 0
        package = debian.made(folder, BUILD / "debian", DIST)
        print(f"{package.relative_to(ROOT)}: {megabytes(package.stat().st_size)}")
    return 0


def frozen(out: Path, libraries: Path | None) -> Path:
    """Return the folder that PyInstaller makes in `out`, with these libraries of llama.cpp; None for this Python's own."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    if libraries:
        environment["LFMSEARCH_ENGINE"] = str(libraries)
    if icon := art.for_system(BUILD, sys.platform):
        environment["LFMSEARCH_ICON"] = str(icon)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(out)]
    command += ["--workpath", str(BUILD / "freeze"), str(ROOT / "packaging" / "lfmsearch.spec")]
    subprocess.run(command, check=True, env=environment)
    if sys.platform == "linux" and shutil.which("strip"):
        for pattern in parts.UNSTRIPPED:
            for path in (out / "lfmsearch").rglob(pattern):
                subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
    return out / "lfmsearch"


def portable_engine() -> Path | None:
    """Return the folder of the libraries of a llama.cpp for any processor; None where this Python's own is such a one."""
    if sys.platform == "darwin":
        return None  # compiled for all of Apple's
    wheel = engine.portable([sys.executable, "-m", "pip"], cache_folder(), LOGS)
    folder = BUILD / "engine"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith("llama_cpp/lib/")])
    return folder / "llama_cpp" / "lib"


def size(folder: Path) -> int:
    """Return the bytes of all files of a folder, each once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def megabytes(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / 1e6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
