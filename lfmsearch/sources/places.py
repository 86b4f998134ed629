"""Folders that are left out by where they lie: the system's, programs' own, browsers' profiles, other users' homes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from lfmsearch.sources.mounts import holding, mounted_inside

PROGRAMS = "it holds programs' own files; add it as a Source of its own if you want it"
SYSTEM = "it is the running system, not files"
BROWSER = "it is a browser's profile: passwords, cookies, history"
KEYS = "it lets programs into your accounts; add it as a Source of its own if you want it"
ANOTHER_USER = "it is another user's folder; add it as a Source of its own if you want it"

# Below a user's home on Linux. Each browser also as snap and flatpak.
_BROWSERS = (
    ".config/chromium", ".config/vivaldi", ".config/opera", ".config/brave", ".config/falkon", ".local/share/epiphany",
    ".local/share/qutebrowser", "snap/firefox", "snap/chromium", "snap/brave", "snap/opera", ".var/app/org.mozilla.firefox",
    ".var/app/org.chromium.Chromium", ".var/app/com.google.Chrome", ".var/app/com.brave.Browser", ".var/app/com.microsoft.Edge",
    ".var/app/io.gitlab.librewolf-community", ".var/app/com.vivaldi.Vivaldi",
)  # fmt: skip
_ACCOUNTS = (
    ".config/gh",
    ".config/hub",
    ".config/glab-cli",
    ".config/op",
    ".config/sops",
    ".config/doctl",
    ".config/composer",
)
# In the folder of all homes, what is no user's.
_SHARED = frozenset(("shared", "public", "lost+found", "guest", "default", "default user", "all users", "linuxbrew"))


def places_apart(source: str, *, home: str = "", platform: str = sys.platform) -> dict[str, str]:
    """
    Return what of the Source at the absolute path `source` is left out by where it lies: absolute path and reason.

    Looks into the folder of all homes where the Source holds it, and at the list of mounts; at nothing on any of them.
    """
    home = home or os.path.expanduser("~")
    return {**system_places(home, platform), **other_homes(source, home), **mounted_inside(source)}


def asked_first(path: str, *, home: str = "") -> str:
    """Return a sentence that a person should read before the absolute `path` becomes a Source; empty where there is none."""
    kind = holding(path)
    if kind and kind.what == "network":
        return f"It is on a network drive ({kind.name}): every file is read over the network, again after each change."
    if kind and kind.what == "cloud":
        return f"It is in a cloud ({kind.name}): reading its files downloads all of them."
    if kind:
        return f"It is made up by a program ({kind.name}): what lies there may not end, or not stay."
    if another_user(path, home or os.path.expanduser("~")):
        return "It belongs to another user: what is read of it can be found by you."
    return ""


def system_places(home: str, platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the folders of the system's and programs' own things on this machine, for the user of `home`."""
    if platform == "darwin":
        held = (os.path.join(home, "Library"), "/System", "/Library", "/private/var", "/dev")
        return dict.fromkeys(held, PROGRAMS)
    if platform == "win32":
        drive = environ.get("SYSTEMDRIVE", "C:") + "\\"
        names = ("Windows", "Program Files", "Program Files (x86)", "ProgramData")
        return dict.fromkeys((os.path.join(home, "AppData"), *(os.path.join(drive, name) for name in names)), PROGRAMS)
    return {
        **{os.path.join(home, name): BROWSER for name in _BROWSERS},
        **{os.path.join(home, name): KEYS for name in _ACCOUNTS},
        **dict.fromkeys(("/proc", "/sys", "/dev", "/run"), SYSTEM),
    }


def other_homes(source: str, home: str, listing: Callable[[str], Iterable[str]] = os.listdir) -> dict[str, str]:
    """Return the homes of other users where `source` holds them all; a folder that all users share is nobody's home."""
    above = _folder_of_homes(home)
    if not above or not PurePath(above).is_relative_to(source):
        return {}
    try:
        names = list(listing(above))
    except OSError:
        return {}  # the scan will say that it cannot be listed
    own = os.path.basename(home)
    return {os.path.join(above, name): ANOTHER_USER for name in names if name != own and name.lower() not in _SHARED}


def another_user(path: str, home: str) -> bool:
    """Return whether `path` lies in the home of another user."""
    above = _folder_of_homes(home)
    if not above or not PurePath(path).is_relative_to(above):
        return False
    below = PurePath(path).relative_to(above).parts
    return bool(below) and below[0] != os.path.basename(home) and below[0].lower() not in _SHARED


def _folder_of_homes(home: str) -> str:
    """The folder of all homes, empty where `home` lies in none: what lies beside `/root` is nobody's home."""
    above = os.path.dirname(home)
    return above if os.path.basename(above).lower() in ("home", "users") else ""
