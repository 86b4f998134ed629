"""Machines that never were, made in a folder of the test: a home on Linux, on a Mac, on Windows."""

from __future__ import annotations

import os
from pathlib import Path

from lfmsearch.sources.machine import Machine

MAIL = "From: anna@example.org\nSubject: Rent\n\nIt rises.\n"
MBOX = "From - Mon Jan  1 00:00:00 2024\n" + MAIL


def linux(home: Path, **environ: str) -> Machine:
    return Machine("linux", str(home), environ)


def mac(home: Path) -> Machine:
    return Machine("darwin", str(home), {})


def windows(home: Path) -> Machine:
    places = {"APPDATA": str(home / "AppData" / "Roaming"), "LOCALAPPDATA": str(home / "AppData" / "Local")}
    return Machine("win32", str(home), places)


def put(root: Path, *names: str, text: str = "") -> Path:
    """Make files of these names, and folders of those that end in `/`."""
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def thunderbird(root: Path, *, name: str = "ab12.default") -> Path:
    """Make a profile with what Thunderbird keeps in one."""
    put(root, "profiles.ini", text=f"[Profile0]\nIsRelative=1\nPath={name}\n")
    profile = root / name
    put(
        profile,
        "prefs.js",
        "logins.json",
        "key4.db",
        "storage/permanent/notes.txt",
        "ImapMail/imap.example.org/.parentlock",
    )
    local = os.path.join("Mail", "Local Folders")
    put(profile, f"{local}/Inbox.msf", f"{local}/msgFilterRules.dat", f"{local}/filterlog.html", f"{local}/nstmp")
    put(profile, f"{local}/Inbox", f"{local}/Inbox.sbd/2023", f"{local}/Trash", f"{local}/Junk", text=MBOX)
    put(profile, "ImapMail/imap.example.org/INBOX", "ImapMail/imap.example.org/Trash.sbd/Old", text=MBOX)
    put(profile, f"{local}/Single/cur/1704067200.eml", f"{local}/Single/tmp/1704067201", text=MAIL)
    put(profile, f"{local}/Inbox.mozmsgs/1.wdseml", text=MAIL)
    return profile
