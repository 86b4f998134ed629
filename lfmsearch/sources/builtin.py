"""What is left out unless an include pattern asks for it, and why: caches, leftovers, programs' own files, secrets."""

from __future__ import annotations

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


# Regardless of case. Names a person may well give to something of their own (`build`, `target`, `vendor`, `Cookies`) are not here.
BUILT_IN: tuple[Rule, ...] = (
    *_rules("it belongs to version control", ".git|.hg/|.svn/|.bzr/|.jj/|.sl/|.pijul/|_darcs/|.fslckout"),
    *_rules(
        "it was installed by a program, not written by you",
        "node_modules/|bower_components/|jspm_packages/|site-packages/|dist-packages/|.venv/|venv/|.virtualenvs/|.tox/|.nox/|.eggs/"
        "|*.egg-info/|*.dist-info/|__pypackages__/|.pyenv/|.conda/|miniconda3/|anaconda3/|.yarn/|.pnpm-store/|.npm/|.nvm/|.bun/"
        "|.deno/|.cargo/|.rustup/|.gradle/|.m2/|.ivy2/|.sbt/|.terraform/|.bundle/|.gem/|.rbenv/|.rvm/|.nuget/|.stack/|.cabal/|.ghcup/"
        "|.opam/|.pub-cache/|.vscode-server/|*.app/|*.framework/|*.xcframework/",
    ),
    *_rules(
        "it is made anew by a program whenever it is needed",
        "__pycache__/|*.pyc|*.pyo|*.o|*.obj|*.class|*.rlib|*.rmeta|*.elc|*.pdb|*.ilk|*.msf|*.dsym/|.mypy_cache/|.ruff_cache/|.pytest_cache/"
        "|.hypothesis/|.pytype/|.ipynb_checkpoints/|.next/|.nuxt/|.svelte-kit/|.angular/|.turbo/|.parcel-cache/|.sass-cache/"
        "|.nyc_output/|.dart_tool/|.terragrunt-cache/|.direnv/|.ccls-cache/|.clangd/|cmakefiles/|deriveddata/|.cache/|cache/|caches/"
        "|.caches/|code cache/|gpucache/|cacheddata/|.thumbnails/|.dropbox.cache/|.stversions/|thumbs.db|ehthumbs.db|desktop.ini"
        "|.ds_store|.directory|._*",
    ),
    *_rules("it is what you have thrown away", "trash/|.trash/|.trash-*|.trashes/|$recycle.bin/|recycler/|lost+found/"),
    *_rules(
        "it belongs to the system",
        "system volume information/|.spotlight-v100/|.fseventsd/|.temporaryitems/|.documentrevisions-v100/|.mobilebackups/|*.noindex/"
        "|pagefile.sys|hiberfil.sys|swapfile.sys",
    ),
    *_rules(
        "it is one great file or library that a program keeps for itself",
        "backups.backupdb/|*.backupbundle/|*.sparsebundle/|*.photoslibrary/|*.imovielibrary/|*.tvlibrary/|*.musiclibrary/|*.vmwarevm/"
        "|*.pvm/|*.utm/",
    ),
    *_rules(
        "it is temporary or marks something as being in use",
        "~$*|.~lock.*|*.lock|*.lck|*.part|*.partial|*.filepart|*.crdownload|*.opdownload|*.download/|*.aria2|*.tmp|*.temp|*.swp|*.swo|*~|.#*"
        "|.nfs*|.fuse_hidden*|.goutputstream-*|.syncthing.*|~syncthing~*|*.laccdb|*.pid|*.sock"
        "|*.db-wal|*.db-shm|*.db-journal|*.sqlite-wal|*.sqlite-shm|*.sqlite-journal",
    ),
    *_rules(
        "it holds keys",
        ".ssh/|.gnupg/|.age/|keyrings/|kwalletd/|private-keys-v1.d/|id_rsa*|id_dsa*|id_ecdsa*|id_ed25519*|*.pem|*.key|*.p12|*.pfx|*.p8"
        "|*.pk8|*.jks|*.jceks|*.bks|*.keystore|*.ppk|*.ovpn|*.kwl|secring.*|age.key|age-key.txt|*.agekey|*.nmconnection"
        "|wpa_supplicant.conf",
    ),
    *_rules(
        "it holds passwords",
        ".password-store/|*.kdbx|*.kdb|*.keyx|*.1pif|*.1pux|*.agilekeychain|*.opvault|*.keychain|*.keychain-db|*.psafe3|*.enpassdb"
        "|*.enpassbackup|*.dashlane|*.dash|bitwarden_export*|bitwarden_encrypted_export*|bitwarden_org_export*|1passwordexport*"
        "|1password_export*|1password export*|lastpass_export*|lastpass-export*|lastpass_vault*|lastpass.csv|keepass.csv|keepass.xml"
        "|keepass_export*|keepassxc.csv|keepassxc_export*|dashlane_export*|dashlane export*|nordpass_export*|protonpass_export*"
        "|proton pass_export*|roboform export*|chrome passwords*|brave passwords*|microsoft edge passwords*|edge passwords*"
        "|vivaldi passwords*|opera passwords*|google passwords*|passwords.csv|passwords.txt|passwords.json|logins.csv|.netrc|_netrc"
        "|.authinfo|.pgpass|pgpass.conf|.my.cnf|.mylogin.cnf|.git-credentials|.htpasswd|.htdigest|recentservers.xml|sitemanager.xml|filezilla.xml"
        "|winscp.ini|ws_ftp.ini|sftp-config.json|.ftpconfig|.remote-sync.json|backup-codes*|github-recovery-codes*|*.aegis|aegis-backup*"
        "|aegis-export*|2fas-backup*|*.2fas|otp_accounts*",
    ),
    *_rules(
        "it lets programs into your accounts",
        ".aws/|.azure/|.kube/|.docker/|.oci/|.gcloud/|gcloud/|.terraform.d/|.env|.env.*|*.env|.envrc|.flaskenv|.npmrc|.pypirc|.dockercfg"
        "|.dockerconfigjson|kubeconfig|*.kubeconfig|.s3cfg|.boto|.databrickscfg|.vault-token|*.tfstate|terraform.tfstate*|*.tfvars"
        "|secrets.yml|secrets.yaml|secrets.json|secrets.toml|credentials.json|credentials.csv|accesskeys.csv|rootkey.csv"
        "|client_secret*|application_default_credentials.json|serviceaccountkey*|rclone.conf",
    ),
    *_rules(
        "it remembers commands, and passwords among them",
        ".bash_history|.zsh_history|.histfile|.fish_history|fish_history|.python_history|.node_repl_history|.psql_history|.mysql_history"
        "|.sqlite_history|.rediscli_history|.viminfo|.lesshst|consolehost_history.txt",
    ),
    *_rules(
        "it holds money",
        "wallet.dat|wallet.json|*.wallet|.bitcoin/|.litecoin/|.dogecoin/|.electrum/|.ethereum/|.monero/|.bitmonero/|.zcash/|exodus.wallet/"
        "|utc--*|seed.txt|seedphrase*|seed phrase*|seed-phrase*|seed_phrase*|recovery phrase*|recovery-phrase*|recovery_phrase*"
        "|mnemonic.txt",
    ),
    *_rules(
        "it is a browser's profile: passwords, cookies, history",
        ".mozilla/|.librewolf/|.waterfox/|.floorp/|.zen/|tor-browser/|google-chrome*/|bravesoftware/|microsoft-edge*/|key3.db|key4.db"
        "|logins.json|logins-backup.json|signons.sqlite|login data|login data for account|web data|cookies.sqlite|places.sqlite"
        "|formhistory.sqlite|cookies.binarycookies|sessionstore-backups/|*.jsonlz4",
    ),
)

# A Maildir keeps mails in `cur` and `new`; the rest is the mail program's book-keeping.
MAILDIR: tuple[Rule, ...] = _rules(
    "it is the mail program's own book-keeping",
    "tmp/|dovecot*|courier*|maildirfolder|maildirsize|subscriptions|.mbsyncstate*|.uidvalidity",
)

HIDDEN = Rule(".*", "it is hidden")

# A folder that holds a file of this name, which begins so, is what the reason says, whatever it is called: build output of Cargo
# and others (bford.info/cachedir), and environments of Python (PEP 405).
MARKS: dict[str, tuple[str, Rule]] = {
    "CACHEDIR.TAG": (
        "Signature: 8a477f597d28d172789f06886806bc55",
        Rule("CACHEDIR.TAG", "a program marked this folder as one that it makes anew whenever it is needed"),
    ),
    "pyvenv.cfg": ("home", Rule("pyvenv.cfg", "it was installed by a program, not written by you")),
}


class Names:
    """
    Built-in rules as look-ups by name: what 50,000 names are held against on every scan.

    A name is compared without regard to case. Of wildcards, one `*` at the beginning or at the end is known. A name without
    one of the endings `only` falls under the rule `others`.
    """

    __slots__ = ("_begun", "_exact", "_only", "_others", "_prefixes", "_suffixes")

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
            if (
                "*" in pattern
                or "/" in pattern
                or (table is self._suffixes and not _is_one_ending(pattern))
                or (table is self._prefixes and len(pattern) < 2)
            ):
                raise ValueError(rule.pattern)
            table[pattern] = rule
        # By their first two letters, which few other names begin with.
        self._begun: dict[str, tuple[str, ...]] = {}
        for prefix in self._prefixes:
            self._begun[prefix[:2]] = (*self._begun.get(prefix[:2], ()), prefix)

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
        begun = self._begun.get(low[:2])
        if begun and low.startswith(begun):
            return next(rule for prefix, rule in self._prefixes.items() if low.startswith(prefix))
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


def _is_one_ending(text: str) -> bool:
    return text == "~" or (text[:1] == "." and text.rfind(".") == 0)
