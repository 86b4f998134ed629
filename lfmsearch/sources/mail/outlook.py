"""Outlook: `.pst` and `.ost` files; on a Mac a format of its own."""

# ruff: noqa: PTH113 - paths are plain strings here

from __future__ import annotations

import os
from collections.abc import Iterator

from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, is_there, names_in

_ENDINGS = (".pst", ".ost")
# What Outlook makes beside them.
_OWN = (*_ENDINGS, ".nst", ".obi", ".tmp", ".bak")
_WINDOWS = ("Microsoft", "Outlook")
_MAC = ("Library", "Group Containers", "UBF8T346G9.Office", "Outlook", "Outlook 15 Profiles")


def _find(machine: Machine) -> Iterator[str]:
    if machine.mac and is_there(machine.at(*_MAC)):
        yield machine.at(*_MAC)
    if not machine.windows:
        return
    documents = [machine.at("Documents")]
    if one_drive := machine.environ.get("OneDrive", ""):
        documents.append(os.path.join(one_drive, "Documents"))
    # `Outlook Files`, `Outlook-Dateien`, `Fichiers Outlook`: the name is translated.
    named = [
        folder for each in documents for folder in folders_in(each) if "outlook" in os.path.basename(folder).lower()
    ]
    for path in (os.path.join(machine.data, *_WINDOWS), *named):
        if _recognises(path):
            yield path
        else:
            yield from (os.path.join(path, name) for name in names_in(path) if name.lower().endswith(_ENDINGS))


def _recognises(path: str) -> bool:
    """Outlook's own folder, one that holds its files and nothing that would be passed over, or a single such file."""
    if os.path.isdir(path):
        if path.endswith(os.path.join(os.sep, *_MAC)):
            return True
        return _holds_mail(path) and (path.endswith(os.path.join(os.sep, *_WINDOWS)) or _holds_nothing_else(path))
    return path.lower().endswith(_ENDINGS) and os.path.isfile(path)


def _holds_mail(path: str) -> bool:
    return any(name.lower().endswith(_ENDINGS) for name in names_in(path))


def _holds_nothing_else(path: str) -> bool:
    return all(name.lower().endswith(_OWN) for name in names_in(path) if not name.startswith("."))


def _problem(path: str) -> str:
    if os.path.join("", *_MAC[-2:]) in path:
        return (
            "Outlook for Mac keeps mails in a format that only it can read. Add the same account to Apple Mail or Thunderbird, "
            "or drag mails out of Outlook into a folder and add that."
        )
    return ""


STORE = Store(
    kind="outlook",
    title="Outlook",
    holds="mail",
    find=_find,
    recognises=_recognises,
    only=_ENDINGS,
    problem=_problem,
)
