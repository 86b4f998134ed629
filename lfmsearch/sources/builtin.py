"""What is left out unless an include pattern asks for it, and why: caches, leftovers, programs' own files, secrets."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Rule:
    """One built-in exclusion: a gitignore pattern for a name (folders alone when it ends in `/`), and the reason."""

    pattern: str
    reason: str


def _rules(reason: str, patterns: str) -> tuple[Rule, ...]:
    return tuple(Rule(pattern, reason) for pattern in patterns.split("|"))


BUILT_IN: tuple[Rule, ...] = (
    *_rules("it belongs to version control", ".git|.hg/|.svn/|.bzr/|.jj/|_darcs/"),
    *_rules(
        "it was installed by a program, not written by you",
        "node_modules/|bower_components/|jspm_packages/|site-packages/|.venv/|venv/|.tox/|.nox/|__pypackages__/|.yarn/"
        "|.pnpm-store/|.npm/|.cargo/|.rustup/|.gradle/|.m2/|.terraform/",
    ),
    *_rules(
        "it is made anew by a program whenever it is needed",
        "__pycache__/|*.pyc|*.pyo|*.o|*.obj|*.class|.mypy_cache/|.ruff_cache/|.pytest_cache/|.hypothesis/|.ipynb_checkpoints/"
        "|.next/|.parcel-cache/|.cache/|caches/|.thumbnails/|thumbs.db|desktop.ini|.ds_store|._*",
    ),
    *_rules("it is what you have thrown away", "trash/|.trash/|.trash-*|.trashes/|$recycle.bin/|lost+found/"),
    *_rules(
        "it belongs to the system",
        "system volume information/|.spotlight-v100/|.fseventsd/|.temporaryitems/|.documentrevisions-v100/|*.noindex/",
    ),
    *_rules(
        "it is temporary or marks something as being in use",
        "~$*|.~lock.*|*.lock|*.part|*.partial|*.crdownload|*.opdownload|*.download/|*.tmp|*.temp|*.swp|*.swo|*~|.#*"
        "|*.db-wal|*.db-shm|*.db-journal|*.sqlite-wal|*.sqlite-shm|*.sqlite-journal",
    ),
    *_rules(
        "it holds keys or passwords",
        ".ssh/|.gnupg/|.password-store/|.aws/|.azure/|.kube/|.docker/|keyrings/|id_rsa|id_dsa|id_ecdsa|id_ed25519|*.pem|*.key"
        "|*.p12|*.pfx|*.jks|*.keystore|*.ppk|.env|.env.*|.envrc|.netrc|_netrc|.pgpass|.git-credentials|.npmrc|.pypirc"
        "|.htpasswd|*.kdbx|*.kdb|*.1pif|*.1pux|*.agilekeychain|*.opvault|*.keychain|*.keychain-db|*.psafe3",
    ),
    *_rules("it holds money", "wallet.dat|*.wallet|.bitcoin/|.electrum/|.ethereum/|.monero/"),
    *_rules(
        "it is a browser's profile: passwords, cookies, history",
        ".mozilla/|.librewolf/|google-chrome/|bravesoftware/|microsoft-edge/|key3.db|key4.db|logins.json|login data",
    ),
)

# A Maildir keeps mails in `cur` and `new`; the rest is the mail program's book-keeping.
MAILDIR: tuple[Rule, ...] = _rules(
    "it is the mail program's own book-keeping",
    "tmp/|dovecot*|courier*|maildirfolder|maildirsize|subscriptions|.mbsyncstate*|.uidvalidity",
)

HIDDEN = Rule(".*", "it is hidden")


class Names:
    """
    Built-in rules as look-ups by name: what 50,000 names are held against on every scan.

    A name is compared without regard to case. Of wildcards, one `*` at the beginning or at the end is known. A name without
    one of the endings `only` falls under the rule `others`.
    """

    __slots__ = ("_exact", "_first", "_only", "_others", "_prefixes", "_suffixes")

    def __init__(
        self, rules: Iterable[Rule], *, folders: bool, only: tuple[str, ...] = (), others: Rule | None = None
    ) -> None:
        self._only, self._others = only, others
        self._exact: dict[str, Rule] = {}
        self._suffixes: dict[str, Rule] = {}
        self._prefixes: dict[str, Rule] = {}
        for rule in rules:
            if rule.pattern.endswith("/") and not folders:
                continue
            pattern = rule.pattern.rstrip("/").lower()
            if pattern.startswith("*"):
                table, pattern = self._suffixes, pattern[1:]
            elif pattern.endswith("*"):
                table, pattern = self._prefixes, pattern[:-1]
            else:
                table = self._exact
            if "*" in pattern or "/" in pattern:
                raise ValueError(rule.pattern)
            table[pattern] = rule
        self._first = frozenset(prefix[0] for prefix in self._prefixes)

    def rule(self, name: str) -> Rule | None:
        """Return the rule that excludes `name`, None when none does."""
        low = name.lower()
        if low in self._exact:
            return self._exact[low]
        # Every suffix but `~` is one extension, so that a single look-up answers for all of them.
        ending = low[low.rfind(".") :] if "." in low else low[-1:]
        if ending in self._suffixes:
            return self._suffixes[ending]
        if low[-1:] == "~" and "~" in self._suffixes:
            return self._suffixes["~"]
        if low[:1] in self._first:
            for prefix, rule in self._prefixes.items():
                if low.startswith(prefix):
                    return rule
        return self._others if self._only and not low.endswith(self._only) else None


@lru_cache(maxsize=64)
def names(
    *,
    folders: bool,
    own: tuple[Rule, ...] = (),
    lifted: frozenset[str] = frozenset(),
    only: tuple[str, ...] = (),
    others: Rule | None = None,
) -> Names:
    """
    Return the built-in rules for names of folders or of files.

    Args:
        own: rules that come on top of them.
        lifted: patterns of theirs that do not hold.
        only: endings that a file's name must have, else it falls under `others`.
    """
    rules = (*(rule for rule in BUILT_IN if rule.pattern not in lifted), *own)
    return Names(rules, folders=folders, only=only, others=others)


def system_places(user: str = "~") -> dict[str, str]:
    """Return the folders that hold the system's or programs' own things, as absolute path and reason."""
    home = os.path.expanduser(user)
    own = "it holds programs' own files; add it as a Source of its own if you want it"
    if sys.platform == "darwin":
        return {os.path.join(home, "Library"): own, "/System": own, "/Library": own, "/private/var": own, "/dev": own}
    if sys.platform == "win32":
        drive = os.environ.get("SYSTEMDRIVE", "C:") + "\\"
        return {
            os.path.join(home, "AppData"): own,
            **{
                os.path.join(drive, name): own
                for name in ("Windows", "Program Files", "Program Files (x86)", "ProgramData")
            },
        }
    return {
        os.path.join(home, ".config", "chromium"): "it is a browser's profile: passwords, cookies, history",
        **dict.fromkeys(("/proc", "/sys", "/dev", "/run"), "it is the running system, not files"),
    }
