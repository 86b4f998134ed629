"""Apple Mail: `~/Library/Mail/V10/…/Messages/1234.emlx`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, is_there, names_in
from lfmsearch.sources.mail.common import EVERY_RULE, message_uri, thrown_away

_VERSION = re.compile(r"V(\d+)")


def _find(machine: Machine) -> Iterator[str]:
    path = machine.at("Library", "Mail")
    if machine.mac and is_there(path):
        yield path


def _recognises(path: str) -> bool:
    """The folder of all versions, one of them, or a mailbox in it."""
    if path.endswith(".mbox") and any(name in ("Messages", "Data", "Attachments") for name in names_in(path)):
        return True
    versions = [path] if _VERSION.fullmatch(os.path.basename(path)) else _versions(path)
    if any(os.path.isdir(os.path.join(version, "MailData")) for version in versions):
        return True
    return os.path.basename(path) == "Mail" and os.path.basename(os.path.dirname(path)) == "Library"


def _versions(path: str) -> list[str]:
    """The folders `V2`, `V10` in a folder, lowest number first."""
    numbers = sorted(int(found[1]) for name in names_in(path) if (found := _VERSION.fullmatch(name)))
    return [os.path.join(path, f"V{number}") for number in numbers]


def _older_versions(path: str) -> dict[str, str]:
    """Each macOS that changes the layout leaves the old folder behind: the highest number is the one in use."""
    *older, newest = _versions(path) or [""]
    return {
        each: f"it is what an older version of Mail left behind; {os.path.basename(newest)} is in use" for each in older
    }


STORE = Store(
    kind="apple-mail",
    title="Apple Mail",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=thrown_away("{}.mbox/"),
    lifted=EVERY_RULE,
    # Attachments that lie beside a mail are read with it.
    only=(".emlx",),
    apart=_older_versions,
    uri=message_uri,
)
