"""The machine that mail programs and notes apps are looked for on, as a value: tests make others."""

# ruff: noqa: PTH123 - paths are plain strings here

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# What macOS says where it protects a folder; the folder is there all the same.
FULL_DISK_ACCESS = (
    "macOS does not let this program read it. Open System Settings → Privacy & Security → Full Disk Access, switch on the "
    "program you start lfmsearch from (Terminal, for example), quit that program and start it again."
)


@dataclass(frozen=True, slots=True)
class Machine:
    """
    One person's account on one machine.

    Args:
        platform: a value of `sys.platform`; anything but `darwin` and `win32` keeps its files where Linux does.
        home: the home folder.
        environ: the environment.
    """

    platform: str
    home: str
    environ: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def this(cls) -> Machine:
        """Return the one we run on."""
        return cls(sys.platform, str(Path.home()), os.environ)

    @property
    def mac(self) -> bool:
        """Whether it is a Mac."""
        return self.platform == "darwin"

    @property
    def windows(self) -> bool:
        """Whether it runs Windows."""
        return self.platform == "win32"

    @property
    def linux(self) -> bool:
        """Whether it is neither: Linux, a BSD."""
        return not self.mac and not self.windows

    def at(self, *parts: str) -> str:
        """Return a path below the home folder."""
        return os.path.join(self.home, *parts)

    @property
    def config(self) -> str:
        """Where programs keep their settings: `~/.config`, `~/Library/Application Support`, `%APPDATA%`."""
        if self.mac:
            return self.at("Library", "Application Support")
        if self.windows:
            return self.environ.get("APPDATA") or self.at("AppData", "Roaming")
        return self.environ.get("XDG_CONFIG_HOME") or self.at(".config")

    @property
    def data(self) -> str:
        """Where programs keep what they made: `~/.local/share`, `~/Library/Application Support`, `%LOCALAPPDATA%`."""
        if self.mac:
            return self.config
        if self.windows:
            return self.environ.get("LOCALAPPDATA") or self.at("AppData", "Local")
        return self.environ.get("XDG_DATA_HOME") or self.at(".local", "share")

    @property
    def cache(self) -> str:
        """Where programs keep copies: `~/.cache`; elsewhere as `data`."""
        return (self.environ.get("XDG_CACHE_HOME") or self.at(".cache")) if self.linux else self.data

    @property
    def advice(self) -> str:
        """What to do where something may not be read, in sentences."""
        return FULL_DISK_ACCESS if self.mac else "Change its permissions, or run as its owner."

    def refusal(self, path: str) -> str:
        """Return what to do where `path` may not be read; empty when it may, or is not there."""
        try:
            if os.path.isdir(path):
                os.listdir(path)
                return ""
            with open(path, "rb"):
                return ""
        except PermissionError:
            return self.advice
        except OSError:
            return ""


def is_there(path: str) -> bool:
    """Return whether something lies at `path`, also where the system keeps us from looking at it."""
    try:
        os.stat(path)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def names_in(path: str) -> list[str]:
    """Return the names in a folder, in order; none when it cannot be listed."""
    try:
        return sorted(os.listdir(path))
    except (OSError, ValueError):
        return []


def folders_in(path: str) -> list[str]:
    """Return the paths of the folders in a folder, in order, links to folders too; none when it cannot be listed."""
    try:
        with os.scandir(path) as entries:
            return sorted(entry.path for entry in entries if entry.is_dir())
    except (OSError, ValueError):
        return []


def small_text(path: str, *, limit: int = 4 << 20) -> str:
    """Return the text of a settings file of another program; empty when there is none or it is no text of such a size."""
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read(limit + 1)
    except (OSError, ValueError):
        return ""
    return text if len(text) <= limit else ""
