"""What is left out by itself: names, places, other users; and that a person can have any of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lfmsearch.sources import places
from lfmsearch.sources.builtin import BUILT_IN, Names, Rule
from lfmsearch.sources.mounts import Kind
from lfmsearch.sources.places import asked_first, other_homes, places_apart, system_places
from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import scan
from lfmsearch.types import Source

ROOT = os.path.join(os.sep, "home", "anna", "Documents")


def verdict(path: str, *, is_dir: bool = False, include: tuple[str, ...] = ()) -> bool:
    rules = Rules(Source(ROOT, "folder", include), hidden=True)
    return rules.verdict(os.path.join(ROOT, path), is_dir=is_dir).included


@pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.pattern)
def test_every_built_in_rule_gives_way_to_an_include_pattern(rule: Rule) -> None:
    """What it names is left out, and comes in when the Source asks for it by the same pattern."""
    is_dir = rule.pattern.endswith("/")
    name = rule.pattern.rstrip("/").replace("*", "x")

    assert not verdict(f"deep/{name}", is_dir=is_dir)
    assert verdict(f"deep/{name}", is_dir=is_dir, include=(rule.pattern,))
    if is_dir:
        assert not verdict(f"deep/{name}/letter.md")
        assert verdict(f"deep/{name}/letter.md", include=(rule.pattern,))


def test_no_rule_is_there_twice() -> None:
    """Else the reason that is said would be one of two."""
    patterns = [rule.pattern.rstrip("/") for rule in BUILT_IN]

    assert [pattern for pattern in set(patterns) if patterns.count(pattern) > 1] == []


@pytest.mark.parametrize(
    "path",
    [
        "bitwarden_export_20240131.json",
        "1PasswordExport-A-20240131.csv",
        "lastpass_export_2024.csv",
        "Chrome Passwords.csv",
        "id_rsa_work",
        "infra/terraform.tfstate.backup",
        "UTC--2017-01-01--a1b2",
        "Seed Phrase.txt",
        "work/prod.env",
        "gcloud/credentials.db",
        "share/keyrings/login.keyring",
        "share/kwalletd/kdewallet.kwl",
        "share/Trash/files/old.md",
        ".Trash-1000/files/old.md",
        "$RECYCLE.BIN/S-1-5/old.docx",
        ".git-credentials",
        "google-chrome-beta/Default/History",
        ".bash_history",
        "Pictures.photoslibrary/database/Photos.sqlite",
    ],
)
def test_secrets_and_leftovers_are_left_out_by_the_names_programs_give_them(path: str) -> None:
    """Of every system, however they are capitalised."""
    assert not verdict(path)


@pytest.mark.parametrize(
    "path",
    [
        "Cookies/almond.md",
        "History/essay.docx",
        "Vivaldi/score.pdf",
        "build/plan.md",
        "target/2024.md",
        "vendor/contract.pdf",
        "Bitwarden tips.md",
        "1Password setup.md",
        "Keys to the house.md",
        "environment.txt",
        "Wallet design.pdf",
        "seeds/tomato.md",
        "Passwords in history.epub",
        "docker notes.md",
        "mnemonics.md",
    ],
)
def test_what_a_person_may_call_so_counts(path: str) -> None:
    """A word that a program's name also has leaves nothing out."""
    assert verdict(path)


def test_an_ending_of_two_parts_is_refused() -> None:
    """It would never match, and so must not be written down."""
    with pytest.raises(ValueError, match=r"tar\.gz"):
        Names((Rule("*.tar.gz", "x"),), folders=False)


@pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
def test_homes_of_other_users_are_left_out_where_a_source_holds_them() -> None:
    """`/home` holds them, the user's own home does not; what all share is nobody's."""
    names = ["anna", "bob", "lost+found", "Shared"]

    assert other_homes("/home", "/home/anna", lambda _: names) == {
        "/home/bob": "it is another user's folder; add it as a Source of its own if you want it"
    }
    assert list(other_homes("/", "/Users/anna", lambda _: names)) == ["/Users/bob"]
    assert other_homes("/home/anna", "/home/anna", lambda _: pytest.fail("listed")) == {}
    assert other_homes("/", "/root", lambda _: pytest.fail("listed")) == {}


def test_a_folder_of_homes_that_cannot_be_listed_stops_nothing() -> None:
    """The scan says so in its turn."""

    def refused(_: str) -> list[str]:
        raise PermissionError

    home = os.path.join(os.sep, "home", "anna")
    assert other_homes(os.path.dirname(home), home, refused) == {}


def test_another_users_home_stays_out_of_a_scan(tmp_path: Path) -> None:
    """Whatever is included: it would be a Source of its own."""
    homes = tmp_path / "Users"
    for user in ("anna", "bob"):
        (homes / user).mkdir(parents=True)
        (homes / user / "letter.md").write_text("dear")
    apart = places_apart(str(tmp_path), home=str(homes / "anna"))
    source = Source(str(tmp_path), "folder", ("bob/**", "/Users/bob/"))

    found = scan(source, Rules(source, apart=apart), {})

    assert [seen.path for seen in found.new] == [str(homes / "anna" / "letter.md")]
    assert "another user's folder" in str(Rules(source, apart=apart).verdict(str(homes / "bob" / "letter.md")))


@pytest.mark.parametrize(
    ("platform", "path", "said"),
    [
        ("linux", os.path.join("H", ".config", "vivaldi"), "a browser's profile"),
        ("linux", os.path.join("H", ".var", "app", "org.mozilla.firefox"), "a browser's profile"),
        ("linux", os.path.join("H", ".config", "gh"), "into your accounts"),
        ("linux", "/proc", "running system"),
        ("darwin", os.path.join("H", "Library"), "programs' own files"),
        ("win32", os.path.join("H", "AppData"), "programs' own files"),
        ("win32", os.path.join("D:\\", "ProgramData"), "programs' own files"),
    ],
)
def test_places_of_programs_are_left_out_on_every_system(platform: str, path: str, said: str) -> None:
    """A browser's profile lies in one of them: AppData, Library, or named one by one."""
    assert said in system_places("H", platform, {"SYSTEMDRIVE": "D:"})[path]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind("network", "nfs4"), "It is on a network drive (nfs4)"),
        (Kind("cloud", "rclone"), "downloads all of them"),
        (Kind("program", "portal"), "made up by a program (portal)"),
        (None, ""),
    ],
)
def test_a_place_that_is_not_on_this_machine_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, kind: Kind | None, said: str
) -> None:
    """Before it becomes a Source, a person hears what that means."""
    monkeypatch.setattr(places, "holding", lambda _: kind)

    found = asked_first(ROOT, home=os.path.join(os.sep, "home", "anna"))

    assert said in found
    assert bool(found) == (kind is not None)


@pytest.mark.parametrize(
    ("path", "asked"),
    [("bob/Letters", True), ("bob", True), ("anna/Letters", False), ("Shared/Letters", False), ("", False)],
)
def test_the_folder_of_another_user_is_asked_about(monkeypatch: pytest.MonkeyPatch, path: str, asked: bool) -> None:
    """Not one's own, not what all share."""
    monkeypatch.setattr(places, "holding", lambda _: None)
    homes = os.path.join(os.sep, "home")

    assert bool(asked_first(os.path.join(homes, path).rstrip(os.sep), home=os.path.join(homes, "anna"))) == asked
