"""Apple Mail: `~/Library/Mail/V10/…/Messages/1234.emlx`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, is_there, names_in
from lfmsearch.sources.mail.common import message_uri, thrown_away

_VERSION = re.compile(r"V(\d+)")


def _find(machine: Machine) -> Iterator[str]:
    path = machine.at("Library", "Mail")
    if machine.mac and is_there(path):
        yield path


def _recognises(path: str) -> bool:
    """The folder of all versions, one of them, or a mailbox in it."""
    if path.endswith(".mbox") and any(name in ("Messages", "Data", "Attachments") for name in names_in(path)):
        return True
    versions = [path] if _VERSION.fullmatch(os.path.basename(path)) else folders_in(path)
    return any(
        os.path.isdir(os.path.join(version, "MailData"))
        for version in versions
        if _VERSION.fullmatch(os.path.basename(version))
    ) or (os.path.basename(path) == "Mail" and os.path.basename(os.path.dirname(path)) == "Library")


def _older_versions(path: str) -> dict[str, str]:
    """Each macOS that changes the layout leaves the old folder behind: the highest number is the one in use."""
    versions = sorted(
        (int(found[1]), folder)
        for folder in folders_in(path)
        if (found := _VERSION.fullmatch(os.path.basename(folder)))
    )
    newest = os.path.basename(versions[-1][1]) if versions else ""
    return {
        folder: f"it is what an older version of Mail left behind; {newest} is in use" for _, folder in versions[:-1]
    }


STORE = Store(
    kind="apple-mail",
    title="Apple Mail",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}.mbox/"),
    # Attachments that lie beside a mail are read with it.
    only=(".emlx",),
    apart=_older_versions,
    uri=message_uri,
)
