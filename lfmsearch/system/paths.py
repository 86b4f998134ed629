"""Where lfmsearch keeps its things: one Home, given by the environment or by the system's own conventions."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lfmsearch.errors import MachineError


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one lfmsearch. All are absolute; two Homes share nothing."""

    config_dir: Path
    data_dir: Path
    log_dir: Path

    @classmethod
    def find(cls, environ: Mapping[str, str] | None = None) -> Home:
        """
        Return the Home that the environment names, without touching the disk.

        `LFMSEARCH_HOME=DIR` puts everything under DIR; otherwise the system's own folders are taken.

        Args:
            environ: the environment to read, the process's own when None.
        """
        named = (os.environ if environ is None else environ).get("LFMSEARCH_HOME", "")
        return cls.at(named) if named else cls._of_the_system()

    @classmethod
    def at(cls, folder: str | Path) -> Home:
        """Return the Home that lies wholly under `folder`; `~` and relative paths are understood."""
        root = Path(os.path.abspath(os.path.expanduser(folder)))
        return cls(config_dir=root, data_dir=root, log_dir=root / "log")

    @classmethod
    def _of_the_system(cls) -> Home:
        from platformdirs import PlatformDirs

        places = PlatformDirs("lfmsearch", appauthor=False, roaming=False)
        if sys.platform == "win32":
            # Settings roam with the user, an index and its models are too large to; `Logs` there is spelt `log` here.
            roaming = PlatformDirs("lfmsearch", appauthor=False, roaming=True)
            return cls(roaming.user_config_path, places.user_data_path, places.user_data_path / "log")
        return cls(places.user_config_path, places.user_data_path, places.user_log_path)

    @property
    def config_path(self) -> Path:
        """The settings, written by hand or by `lfmsearch config set`."""
        return self.config_dir / "config.toml"

    @property
    def sources_path(self) -> Path:
        """The user's Sources and their rules."""
        return self.config_dir / "sources.toml"

    @property
    def index_path(self) -> Path:
        """The index. Deleting it loses nothing but time."""
        return self.data_dir / "index.db"

    @property
    def models_dir(self) -> Path:
        """Where model files lie."""
        return self.data_dir / "models"

    @property
    def lock_path(self) -> Path:
        """Held by the one process that writes to the index."""
        return self.data_dir / "index.lock"

    @property
    def calibration_path(self) -> Path:
        """What a few seconds of measuring found out about this machine."""
        return self.data_dir / "calibration.json"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of this Home, each once."""
        return tuple(dict.fromkeys((self.config_dir, self.data_dir, self.models_dir, self.log_dir)))

    def create(self) -> None:
        """
        Make the folders that are missing, each readable by its owner alone (0700), whatever the umask says.

        A folder that is there and holds something keeps the mode its owner gave it.

        Raises:
            MachineError: a folder cannot be made, or something else stands in its place.
        """
        for folder in self.folders:
            try:
                _make_private(folder)
            except OSError as error:
                raise MachineError(
                    f"The folder {folder} could not be made: {error.strerror or error}.",
                    "Free the place, or choose another with LFMSEARCH_HOME=DIR.",
                ) from error


def _make_private(folder: Path) -> None:
    if folder.is_dir():
        # Empty: `mkdir` has just made it for us. A shared folder that somebody points us at is not ours to close.
        if not any(folder.iterdir()) and folder.stat().st_uid == _user():
            folder.chmod(0o700)
        return
    if not folder.parent.is_dir():
        _make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0  # Windows has no modes to tighten, and says 0
