"""
The .deb: the frozen folder under /opt, the command, and what a desktop knows the app by. Needs no root.

It has no scripts: menus and icons are brought up to date by the triggers of those who keep them, and what is removed is all that
was installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from importlib.metadata import metadata
from pathlib import Path

import art
from bootstrap import ROOT

from lfmsearch.system.menu import APP_ID, ENTRY

TOOLS = ("dpkg-deb", "dpkg-shlibdeps", "dpkg")
# What is used where it is there: opening a hit, a hotkey on Wayland, a font; and the text on pictures.
_RECOMMENDS, _SUGGESTS = "xdg-utils, xdg-desktop-portal, fonts-noto-core | fonts-dejavu-core", "tesseract-ocr"


def made(folder: Path, scratch: Path, out: Path) -> Path:
    """
    Return the package of a frozen folder, written into `out`.

    Args:
        folder: what PyInstaller made.
        scratch: where it is put together; emptied first.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    root = scratch / "root"
    laid_out(folder, root)
    about = metadata("lfmsearch")
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    text = control(
        version=about["Version"],
        architecture=architecture,
        size=sum(path.lstat().st_size for path in root.rglob("*")) // 1024,
        depends=depends(root / "opt" / "lfmsearch", scratch),
    )
    write(root / "DEBIAN" / "control", text)
    out.mkdir(exist_ok=True)
    package = out / f"lfmsearch_{about['Version']}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return package


def laid_out(folder: Path, root: Path) -> None:
    """Put every file where it is to be installed, below `root`."""
    shutil.copytree(folder, root / "opt" / "lfmsearch", symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "lfmsearch").symlink_to("/opt/lfmsearch/lfmsearch")
    share = root / "usr" / "share"
    write(share / "applications" / f"{APP_ID}.desktop", ENTRY.format(command="lfmsearch"))
    write(
        share / "metainfo" / f"{APP_ID}.metainfo.xml",
        (ROOT / "packaging" / "linux" / f"{APP_ID}.metainfo.xml").read_text("utf-8"),
    )
    icons = share / "icons" / "hicolor"
    write(icons / "scalable" / "apps" / f"{APP_ID}.svg", art.SOURCE.read_text("utf-8"))
    for size in art.SIZES:
        place = icons / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(art.png(size))
    others = "The libraries that come along, and their licences: /opt/lfmsearch/_internal/NOTICES.txt\n"
    write(share / "doc" / "lfmsearch" / "copyright", f"{(ROOT / 'LICENSE').read_text('utf-8')}\n{others}")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def control(*, version: str, architecture: str, size: int, depends: str) -> str:
    """Return the description that the package manager reads; `size` in KiB."""
    return f"""\
Package: lfmsearch
Version: {version}
Architecture: {architecture}
Maintainer: The lfmsearch authors
Installed-Size: {size}
Depends: {depends}
Recommends: {_RECOMMENDS}
Suggests: {_SUGGESTS}
Section: utils
Priority: optional
Description: search your own files, mails and notes, by words and by meaning
 Ask in your own words, and find the passage in your own files, mails and notes.
 It searches by words and by meaning at once, on your own machine, and nothing
 leaves it.
"""


def depends(folder: Path, scratch: Path) -> str:
    """
    Return what the folder's programs and libraries need of the system, as Debian's own tool finds it.

    Raises CalledProcessError, after it has named the library, when one is not installed here.
    """
    write(scratch / "debian" / "control", "Source: lfmsearch\n\nPackage: lfmsearch\nArchitecture: any\n")
    found = elf_files(folder)
    # What lies in the folder itself no package has to bring, nor has the one it was copied from; copies of the system's lie at the top.
    inside = [f"-l{place}" for place in sorted({str(path.parent.resolve()) for path in found})]
    inside += [f"-x{package}" for package in owners(path.name for path in found if path.parent.name == "_internal")]
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *inside, *(str(path.resolve()) for path in found)]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    problems = [line for line in done.stderr.splitlines() if "error" in line]
    if done.returncode:
        raise SystemExit("\n".join(problems) or done.stderr)
    return done.stdout.strip().partition("shlibs:Depends=")[2]


def owners(names: Iterable[str]) -> list[str]:
    """Return the installed packages that bring libraries of these names."""
    patterns = [f"*/{name}" for name in set(names)]
    found = subprocess.run(["dpkg-query", "-S", *patterns], capture_output=True, text=True, check=False).stdout
    # `libssl3:amd64: /usr/lib/…`; two packages are parted by a comma, and what is diverted has no path here.
    lines = [line for line in found.splitlines() if ": /usr/lib/" in line or ": /lib/" in line]
    return sorted({name.strip().partition(":")[0] for line in lines for name in line.partition(": /")[0].split(",")})


def elf_files(folder: Path) -> Sequence[Path]:
    """Return the programs and libraries of a folder, each once."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def write(path: Path, text: str) -> None:
    """Write a file of the package, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
