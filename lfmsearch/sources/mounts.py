"""
Network drives and clouds that are mounted among the user's files: what each is, told from the list of mounts alone.

Nothing on a mount is ever looked at here: a server that is away makes whoever asks wait for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

NETWORK = "it is a network drive ({name}); add it as a Source of its own if you want it"
CLOUD = "it is a cloud ({name}), and reading it would download it; add it as a Source of its own if you want it"
FUSE = "it is made up by a program ({name}); add it as a Source of its own if you want it"
MADE_UP = "it is the running system, not files"

# As the systems name them: Linux, macOS (`smbfs`, `afpfs`, `webdav`), Windows (a drive of the type `remote`).
_NETWORK = frozenset(
    (
        "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afp", "webdav", "davfs", "davfs2", "9p", "ncp",
        "ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "pvfs2", "orangefs", "ftp", "sshfs",
        "vboxsf", "prl_fs", "vmhgfs", "virtiofs", "autofs",
    )
)  # fmt: skip
# Programs behind `fuse`, by a word in the name of the type or the device.
_CLOUDS = (
    "rclone", "google-drive-ocamlfuse", "gdfs", "gcsfuse", "googledrive", "drivefs", "onedriver", "onedrive", "dropbox", "dbxfs",
    "pcloud", "megafs", "s3fs", "goofys", "blobfuse", "seadrive", "expandrive", "icloud", "cryptomator", "protondrive", "kdrive",
)  # fmt: skip
_NETWORK_FUSE = (
    "sshfs",
    "curlftpfs",
    "davfs",
    "smbnetfs",
    "glusterfs",
    "nfs",
    "cephfs",
    "hubicfuse",
    "ftpfs",
    "juicefs",
)
# FUSE that is a disk of this machine, or a folder of it under another name.
_LOCAL_FUSE = (
    "ntfs", "exfat", "fuseblk", "ext2", "ext4", "bindfs", "mergerfs", "encfs", "gocryptfs", "cryfs", "ecryptfs", "veracrypt", "apfs",
    "zfs", "unionfs", "overlayfs", "lxcfs",
)  # fmt: skip
# What the kernel makes up; files of a person do not lie there.
_MADE_UP = frozenset(
    (
        "proc", "sysfs", "devtmpfs", "devpts", "devfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs", "pstore", "bpf",
        "configfs", "mqueue", "hugetlbfs", "fusectl", "efivarfs", "binfmt_misc", "rpc_pipefs", "nsfs", "squashfs",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the list of mounts, as `psutil.disk_partitions` has it."""

    path: str
    type: str
    device: str = ""
    options: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mount is beside a disk of this machine, and its name for a person (`nfs`, `rclone`)."""

    what: Literal["network", "cloud", "program", "system"]
    name: str

    @property
    def reason(self) -> str:
        """Why it is left out of a Source that it lies in."""
        reasons = {"network": NETWORK, "cloud": CLOUD, "program": FUSE, "system": MADE_UP}
        return reasons[self.what].format(name=self.name)


def kind_of(mount: Mount) -> Kind | None:
    """Return what a mount is; None for a disk of this machine."""
    type_ = mount.type.lower()
    options = mount.options.lower().split(",")
    if type_ in _MADE_UP:
        return Kind("system", type_)
    if type_ in _NETWORK:
        return Kind("network", type_)
    if "fuse" in type_ and not any(word in type_ for word in _LOCAL_FUSE):
        return _behind_fuse(type_, mount.device.lower())
    # Windows names the file system of the server (`NTFS`); that it is far away is an option.
    if "remote" in options or mount.device.startswith(("//", "\\\\")):
        return Kind("network", "shared folder")
    return None


def mounted_inside(source: str, mounts: Iterable[Mount] | None = None) -> dict[str, str]:
    """Return the mounts inside the Source at `source` that are left out of it, with the reason."""
    found: dict[str, str] = {}
    for mount in present() if mounts is None else mounts:
        if mount.path != source and PurePath(mount.path).is_relative_to(source) and (kind := kind_of(mount)):
            found[mount.path] = kind.reason
    return found


def holding(path: str, mounts: Iterable[Mount] | None = None) -> Kind | None:
    """Return what the mount is that `path` (absolute) lies on; None for a disk of this machine."""
    above = [mount for mount in (present() if mounts is None else mounts) if PurePath(path).is_relative_to(mount.path)]
    # Of two mounts at one place the later one is on top.
    return kind_of(max(reversed(above), key=lambda mount: len(mount.path))) if above else None


def present() -> list[Mount]:
    """Return the mounts of this machine as its system lists them; empty where it lists none."""
    import psutil

    try:
        return [
            Mount(part.mountpoint, part.fstype, part.device, part.opts) for part in psutil.disk_partitions(all=True)
        ]
    except (OSError, psutil.Error):  # a container without /proc, say: then there are no mounts to know of
        return []


def _behind_fuse(type_: str, device: str) -> Kind:
    """The program is the subtype on Linux (`fuse.rclone`); on macOS (`macfuse`) at best the device names it."""
    program = type_.partition("fuse.")[2] or device
    if "gvfs" in program:
        return Kind("network", "gvfs")
    for word in _NETWORK_FUSE:
        if word in program:
            return Kind("network", word)
    for word in _CLOUDS:
        if word in program:
            return Kind("cloud", word)
    return Kind("program", program.rpartition("/")[2].rstrip(":") or "FUSE")
