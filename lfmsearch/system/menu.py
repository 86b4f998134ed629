"""
The app's entry in the menu of a Linux desktop, by which the desktop knows the app: its name, its icon, its hotkey.

A package brings its own. Who installed lfmsearch by other means gets one, in the folder of their own; without it a desktop on Wayland
grants no hotkey.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from lfmsearch.errors import MachineError
from lfmsearch.system.atomic import write_private
from lfmsearch.system.autostart import in_entry

APP_ID = "org.lfmsearch.App"
"""What desktops call the app, and the name of its entry."""

_MARK = "X-Lfmsearch=Written by lfmsearch; may be removed."
ENTRY = """\
[Desktop Entry]
Type=Application
Name=lfmsearch
GenericName=Search
GenericName[de]=Suche
Comment=Search your own files, mails and notes, by words and by meaning
Comment[de]=Eigene Dateien, Mails und Notizen finden, nach Wörtern und nach Bedeutung
Exec={command}
Icon=org.lfmsearch.App
Terminal=false
Categories=Utility;FileTools;
Keywords=search;find;files;mail;notes;suche;finden;
StartupNotify=true
StartupWMClass=org.lfmsearch.App
SingleMainWindow=true
Actions=quick-find;

[Desktop Action quick-find]
Name=Quick-find
Name[de]=Schnellsuche
Exec={command} toggle
"""
"""The entry; `command` starts the app, with `toggle` it shows or hides the quick-find."""


def ensure_entry(command: tuple[str, ...], icon: str, environ: Mapping[str, str] | None = None) -> Path | None:
    """
    Write the entry and its icon where no package has brought one, and return what was written; None where all is in place.

    Args:
        command: the program and its arguments.
        icon: the icon, as SVG.

    Raises:
        MachineError: it cannot be written.
    """
    variables = os.environ if environ is None else environ
    entry = _own(variables) / "applications" / f"{APP_ID}.desktop"
    theirs = [folder / "applications" / entry.name for folder in _shared(variables)]
    if any(path.exists() for path in theirs) and not _is_ours(entry):
        return None
    head, action = ENTRY.format(command=" ".join(map(in_entry, command))).split("\n\n")
    text = f"{head}\n{_MARK}\n\n{action}"
    if entry.exists() and (not _is_ours(entry) or entry.read_text(encoding="utf-8") == text):
        return None
    picture = _own(variables) / "icons" / "hicolor" / "scalable" / "apps" / f"{APP_ID}.svg"
    for path, content in ((picture, icon), (entry, text)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MachineError(f"The folder {path.parent} could not be made: {error.strerror or error}.") from error
        write_private(path, content)
    return entry


def wanted_here(environ: Mapping[str, str] | None = None, system: str = sys.platform) -> bool:
    """Return whether an entry is to be looked after: on Linux, and only for the user's own home of lfmsearch."""
    return system == "linux" and not (os.environ if environ is None else environ).get("LFMSEARCH_HOME")


def _own(environ: Mapping[str, str]) -> Path:
    named = environ.get("XDG_DATA_HOME", "")
    return (
        Path(named) if Path(named).is_absolute() else Path(environ.get("HOME", "~")).expanduser() / ".local" / "share"
    )


def _shared(environ: Mapping[str, str]) -> list[Path]:
    named = environ.get("XDG_DATA_DIRS", "") or "/usr/local/share:/usr/share"
    return [Path(folder) for folder in named.split(":") if Path(folder).is_absolute()]


def _is_ours(entry: Path) -> bool:
    try:
        return _MARK in entry.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
