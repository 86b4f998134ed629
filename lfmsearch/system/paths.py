"""Where lfmsearch keeps its things: one Home, given by the environment or by the system's own conventions."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lfmsearch.errors import MachineError
from lfmsearch.system import summons

# The address of a Unix socket has room for 104 bytes on macOS and 108 on Linux, a closing zero included.
_LONGEST_SOCKET = 103
# Not what TMPDIR says: a service and its clients are started by different programs, and have to agree; and it may be long again.
_SHARED_TEMP = Path("/tmp")  # noqa: S108 - only for a folder of our own in it, whose owner is checked


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
    def history_path(self) -> Path:
        """What was searched for and opened, while that is remembered."""
        return self.data_dir / "history.json"

    @property
    def index_path(self) -> Path:
        """The index. Deleting it loses nothing but time."""
        return self.data_dir / "index.db"

    @property
    def late_path(self) -> Path:
        """Token vectors for late interaction: a cache, safe to delete."""
        return self.data_dir / "late.db"

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
    def measured_path(self) -> Path:
        """What the scores of the index mean, as measured on itself. Deleting it loses some seconds."""
        return self.data_dir / "measured.json"

    @property
    def own_path(self) -> Path:
        """How well search found what is in this index the last time that was measured."""
        return self.data_dir / "own.json"

    @property
    def socket_path(self) -> Path:
        """
        Where the service of this Home is asked: in the Home's own folder where it has but one, else in the runtime folder.

        Where there is no runtime folder, or the path would be too long for a socket, it lies in a private folder of /tmp, named by
        the Home and the user. On Windows only its name counts, for a pipe.
        """
        named = hashlib.sha256(f"{_user()}:{self.data_dir}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if self.config_dir == self.data_dir:
            path = self.data_dir / "service.sock"
        elif (runtime := _runtime_dir()) is not None:
            # Named by the index: with another XDG_DATA_HOME it is another Home, in the same runtime folder.
            path = runtime / "lfmsearch" / f"{named}.sock"
        else:
            return _SHARED_TEMP / f"lfmsearch-{named}" / "service.sock"
        return (
            path if len(os.fsencode(path)) <= _LONGEST_SOCKET else _SHARED_TEMP / f"lfmsearch-{named}" / "service.sock"
        )

    @property
    def window_address(self) -> str:
        """Where the app of this Home is told to show itself."""
        return summons.address_of(os.fspath(self.data_dir))

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


def private_socket_folder(path: Path) -> None:
    """
    Make the folder of a socket, readable by its owner alone, where it is missing.

    Raises:
        MachineError: it cannot be made, or it is somebody else's.
    """
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise MachineError(f"The folder {folder} could not be made: {error.strerror or error}.") from error
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == _user()
    if folder.parent == _SHARED_TEMP and not (ours and stat.S_IMODE(found.st_mode) == 0o700):
        # Anybody may make a folder of this name there, and would hear what is asked.
        raise MachineError(
            f"The folder {folder} is not a private folder of yours.", "Remove it, or choose a home with a shorter path."
        )


def _runtime_dir() -> Path | None:
    """
    The folder for sockets of this user's session, None where there is none that is private.

    A shell without XDG_RUNTIME_DIR (after `su`, in a timer) has to find the service of one that has it. platformdirs looks there
    too, but complains in the terminal of whoever lacks it.
    """
    if sys.platform != "linux":
        return None
    for named in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{_user()}"):
        try:
            found = os.stat(named)
        except (OSError, ValueError):
            continue
        private = stat.S_ISDIR(found.st_mode) and found.st_uid == _user() and stat.S_IMODE(found.st_mode) == 0o700
        if Path(named).is_absolute() and private:
            return Path(named)
    return None


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
