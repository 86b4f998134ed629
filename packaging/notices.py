"""Who made what lfmsearch brings along, and under which licence: the libraries it needs, and those that they need."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
lfmsearch comes with Python and the libraries below, each under its own licence.
Qt and PySide6 are used under the LGPL, version 3: they lie beside this file as libraries of their own, and may be replaced by others.
"""


def write(path: Path, *, without: Iterable[str] = ()) -> Path:
    """Write the notices of everything that lfmsearch needs here, and return where; what is `without` does not come along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = needed([*project["dependencies"], "pip"], set(map(canonicalize_name, without)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((HEAD, *python(), *map(notice, packages))), encoding="utf-8")
    return path


def needed(lines: Sequence[str], without: set[str]) -> list[Distribution]:
    """Return, by name, what is installed of these requirements and of theirs, without extras and what is for other systems."""
    found: dict[str, Distribution] = {}
    waiting = list(lines)
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if name in found or name in without or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError as error:
            raise SystemExit(f"{name} is not installed, and lfmsearch needs it. `make setup` installs it.") from error
        waiting += found[name].requires or ()
    return [found[name] for name in sorted(found)]


def notice(package: Distribution) -> str:
    """Return the name of a library, its licence, and the texts that came with it."""
    about = package.metadata
    said = about.get("License-Expression") or about.get("License", "").partition("\n")[0]
    told = [line.rpartition(":: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    texts = [
        Path(str(package.locate_file(file))).read_text(encoding="utf-8", errors="replace")
        for file in package.files or ()
        if ".dist-info" in str(file) and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
    ]
    return section(f"{about['Name']} {about['Version']}: {said or ', '.join(told) or 'see its project'}", texts)


def python() -> list[str]:
    """Return the section of this Python, empty where its licence is not with it."""
    folder = Path(sys.base_prefix)
    places = [
        folder / "LICENSE.txt",
        folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "LICENSE.txt",
    ]
    texts = [path.read_text(encoding="utf-8") for path in places if path.is_file()]
    return [section(f"Python {sys.version.partition(' ')[0]}: PSF-2.0", texts[:1])]


def section(head: str, texts: Iterable[str]) -> str:
    """Return one library's part."""
    return "\n".join((f"{'=' * 78}\n{head}\n", *texts))
