"""Thunderbird and Betterbird: profiles with `Mail` and `ImapMail`, one mbox a folder or one file a message."""

# ruff: noqa: PTH113, PTH117 - paths are plain strings here

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from lfmsearch.sources.builtin import Rule
from lfmsearch.sources.kind import Store
from lfmsearch.sources.machine import Machine, folders_in, is_there, names_in, small_text
from lfmsearch.sources.mail.common import EVERY_RULE, mid_uri, thrown_away

_MAILS = ("Mail", "ImapMail")
# Where an account's folder was put elsewhere: user_pref("mail.server.server3.directory", "/data/mail");
_ELSEWHERE = re.compile(r'user_pref\("mail\.server\.server\d+\.directory",\s*"((?:[^"\\]|\\.)*)"\)')

_OWN = "it is Thunderbird's own book-keeping"
_RULES = (
    *(
        Rule(pattern, _OWN)
        for pattern in ("*.msf", "*.dat", "*.snm", "*.rdf", "*.json", "*.sqlite", "*.html", "*.toc", "*.wdseml")
    ),
    Rule("*.mozmsgs/", "it repeats mails for the system's own search"),
    Rule("nstmp*", "it is a mailbox that is being compacted"),
    Rule("tmp/", "it holds mails that are being written"),
    *thrown_away("{}", "{}.sbd/"),
)
# What lies beside mailboxes.
_BESIDE = (".msf", ".sbd", ".mozmsgs", ".snm", ".toc", ".dat")
_SETTINGS = frozenset({"filterlog.html", "feeds.json", "feeditems.json", "feeds.rdf", "feeditems.rdf"})


def _roots(machine: Machine) -> Iterator[str]:
    """Where profiles lie, by system and by how it was installed."""
    if machine.mac:
        yield machine.at("Library", "Thunderbird")
        yield machine.at("Library", "Betterbird")
    elif machine.windows:
        yield os.path.join(machine.config, "Thunderbird")
        yield os.path.join(machine.config, "Betterbird")
    else:
        yield machine.at(".thunderbird")
        yield machine.at(".mozilla-thunderbird")
        yield os.path.join(machine.config, "thunderbird")
        yield machine.at("snap", "thunderbird", "common", ".thunderbird")
        yield machine.at(".var", "app", "org.mozilla.Thunderbird", ".thunderbird")
        yield machine.at(".var", "app", "org.mozilla.thunderbird", ".thunderbird")
        yield machine.at(".betterbird")
        yield machine.at(".var", "app", "eu.betterbird.Betterbird", ".thunderbird")
        yield machine.at(".var", "app", "eu.betterbird.Betterbird", ".betterbird")


def _profiles(root: str) -> Iterator[str]:
    """The profiles that `profiles.ini` names, then those that lie there all the same."""
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(small_text(os.path.join(root, "profiles.ini")))
    except configparser.Error:
        parser.clear()  # not written by Thunderbird; its folders are found by looking
    for section in parser.sections():
        if path := parser.get(section, "Path", fallback="").strip():
            yield os.path.normpath(os.path.join(root, path))
    yield from folders_in(root)
    yield from folders_in(os.path.join(root, "Profiles"))


def _is_profile(path: str) -> bool:
    return any(os.path.isdir(os.path.join(path, name)) for name in _MAILS)


def _find(machine: Machine) -> Iterator[str]:
    seen: set[str] = set()
    for root in _roots(machine):
        if not is_there(root):
            continue
        for profile in _profiles(root):
            if not _is_profile(profile) or os.path.realpath(profile) in seen:
                continue
            seen.add(os.path.realpath(profile))
            yield profile
            for folder in elsewhere(profile):
                if os.path.realpath(folder) not in seen:
                    seen.add(os.path.realpath(folder))
                    yield folder


def elsewhere(profile: str) -> Iterator[str]:
    """Yield the folders of accounts that were put outside their profile."""
    for written in _ELSEWHERE.findall(small_text(os.path.join(profile, "prefs.js"))):
        path = re.sub(r"\\(.)", r"\1", written)
        inside = os.path.realpath(path).startswith(os.path.realpath(profile) + os.sep)
        if os.path.isabs(path) and os.path.isdir(path) and not inside:
            yield path


def _recognises(path: str) -> bool:
    """A profile, a folder of profiles, what lies inside one, or an account's folder that was put elsewhere."""
    if not os.path.isdir(path):
        return False
    if _keeps_settings(path):
        return any(map(_is_profile, (path, *_profiles(path))))
    here = Path(os.path.realpath(path))
    inside = any(each.name in _MAILS and (each.parent / "prefs.js").is_file() for each in (here, *here.parents))
    return inside or _is_account(path)


def _is_account(path: str) -> bool:
    """Whether it holds mailboxes, each with the summary that Thunderbird makes of it, and nothing that would be passed over."""
    names = set(names_in(path))
    return any(name.endswith(".msf") for name in names) and all(
        name.startswith((".", "nstmp")) or name.endswith(_BESIDE) or name in _SETTINGS or f"{name}.msf" in names
        for name in names
    )


def _keeps_settings(path: str) -> bool:
    return any(os.path.isfile(os.path.join(path, name)) for name in ("prefs.js", "profiles.ini"))


def _below(path: str) -> frozenset[str]:
    """In a profile, only what lies in its mail folders counts; in such a folder, all of it."""
    return frozenset(_MAILS) if _keeps_settings(path) else frozenset()


STORE = Store(
    kind="thunderbird",
    title="Thunderbird",
    holds="mail",
    find=_find,
    recognises=_recognises,
    rules=_RULES,
    lifted=EVERY_RULE,
    below=_below,
    uri=mid_uri,
)
