"""What a mount is, by the list of mounts of three systems."""

from __future__ import annotations

import os

import pytest

from lfmsearch.sources import mounts
from lfmsearch.sources.mounts import Mount, holding, kind_of, mounted_inside


@pytest.mark.parametrize(
    ("mount", "what", "name"),
    [
        (Mount("/mnt/nas", "nfs4", "nas:/export"), "network", "nfs4"),
        (Mount("/mnt/share", "cifs", "//nas/share"), "network", "cifs"),
        (Mount("/mnt/vm", "9p", "host"), "network", "9p"),
        (Mount("/net", "autofs", "systemd-1"), "network", "autofs"),
        (Mount("/home/a/server", "fuse.sshfs", "anna@server:/srv"), "network", "sshfs"),
        (Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse", "gvfsd-fuse"), "network", "gvfs"),
        (Mount("/home/a/Drive", "fuse.rclone", "gdrive:"), "cloud", "rclone"),
        (
            Mount("/home/a/G", "fuse.google-drive-ocamlfuse", "google-drive-ocamlfuse"),
            "cloud",
            "google-drive-ocamlfuse",
        ),
        (Mount("/home/a/OneDrive", "fuse.onedriver", "onedriver"), "cloud", "onedriver"),
        (Mount("/run/user/1000/doc", "fuse.portal", "portal"), "program", "portal"),
        (Mount("/proc", "proc", "proc"), "system", "proc"),
        # macOS
        (Mount("/Volumes/share", "smbfs", "//anna@nas/share"), "network", "smbfs"),
        (Mount("/Volumes/old", "afpfs", "//anna@nas/old"), "network", "afpfs"),
        (Mount("/Volumes/dav", "webdav", "https://dav.example.org/"), "network", "webdav"),
        (Mount("/Volumes/remote", "macfuse", "sshfs@macfuse0"), "network", "sshfs"),
        (Mount("/Volumes/g", "osxfuse", "rclone@osxfuse1"), "cloud", "rclone"),
        # Windows
        (Mount("Z:\\", "NTFS", "Z:\\", "rw,remote"), "network", "shared folder"),
        (Mount("C:\\shares\\nas", "", "\\\\nas\\share", "rw"), "network", "shared folder"),
    ],
)
def test_what_is_not_on_this_machine_is_known(mount: Mount, what: str, name: str) -> None:
    """By the type, or by what the device and the options say where the type does not."""
    kind = kind_of(mount)

    assert kind is not None
    assert (kind.what, kind.name) == (what, name)
    assert name in kind.reason or what == "system"


@pytest.mark.parametrize(
    "mount",
    [
        Mount("/", "ext4", "/dev/sda1", "rw,relatime"),
        Mount("/", "overlay", "overlay"),
        Mount("/home", "btrfs", "/dev/mapper/home"),
        Mount("/tmp", "tmpfs", "tmpfs"),
        Mount("/media/usb", "fuseblk", "/dev/sdb1"),
        Mount("/media/usb", "fuse.exfat-fuse", "/dev/sdb1"),
        Mount("/home/a/Private", "fuse.gocryptfs", "/home/a/.Private"),
        Mount("/System/Volumes/Data", "apfs", "/dev/disk3s5"),
        Mount("C:\\", "NTFS", "C:\\", "rw,fixed"),
        Mount("E:\\", "FAT32", "E:\\", "rw,removable"),
    ],
)
def test_a_disk_of_this_machine_is_none_of_them(mount: Mount) -> None:
    """Whatever file system is on it, also one that a program reads and one that is encrypted."""
    assert kind_of(mount) is None


def test_only_what_is_mounted_inside_a_source_is_left_out_of_it() -> None:
    """A Source that is a network drive is read; one that holds a network drive leaves it out."""
    nas = Mount("/home/anna/nas", "nfs4", "nas:/export")
    others = [Mount("/home/anna/usb", "ext4", "/dev/sdb1"), Mount("/home/anna-old", "nfs", "nas:/old")]

    assert mounted_inside("/home/anna", [nas, *others]) == {
        "/home/anna/nas": "it is a network drive (nfs4); add it as a Source of its own if you want it"
    }
    assert mounted_inside("/home/anna/nas", [nas]) == {}
    assert mounted_inside("/home/anna/nas/Letters", [nas]) == {}


def test_a_path_is_on_the_mount_that_is_nearest_to_it() -> None:
    """A disk of this machine may be mounted inside a network drive, and over another mount."""
    held = [Mount("/", "ext4"), Mount("/mnt", "nfs4"), Mount("/mnt/disk", "nfs4"), Mount("/mnt/disk", "xfs")]

    assert holding("/home/anna", held) is None
    assert holding("/mnt/letters", held) == mounts.Kind("network", "nfs4")
    assert holding("/mnt/disk/letters", held) is None


def test_the_mounts_of_this_machine_are_listed_without_looking_at_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is away would make the look wait for ever."""
    looked: list[object] = []
    with monkeypatch.context() as patched:
        patched.setattr("os.stat", lambda path, stat=os.stat, **options: looked.append(path) or stat(path, **options))
        patched.setattr("os.statvfs", looked.append, raising=False)
        found = mounts.present()

    assert not set(looked) & {mount.path for mount in found}
