"""Replacing a small file of ours as a whole: readers see the old text or the new one, never a part."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from lfmsearch.errors import DiskFull, MachineError


def write_private(path: Path, text: str) -> None:
    """
    Replace the file at `path` by `text` in UTF-8, readable by its owner alone (0600), or leave it as it was.

    A symbolic link stays one: the file it points to is replaced.

    Raises:
        DiskFull: there is no room for it.
        MachineError: it cannot be written for another reason.
    """
    target = Path(os.path.realpath(path))
    scratch = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        try:
            descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (DiskFull if full else MachineError)(
            f"{path} could not be written: {error.strerror or error}.",
            "Make room on this disk and try again." if full else "Check the permissions of its folder.",
        ) from error
