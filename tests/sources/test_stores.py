import json
import os

import pytest
from sources.machines import MAIL, MBOX, linux, mac, put, thunderbird, windows

from lfmsearch.sources import registry
from lfmsearch.sources.machine import FULL_DISK_ACCESS
from lfmsearch.sources.stores import STORES, findings, recognised, store_of


def found(machine):
    """What is found, as (kind, path below the home)."""
    return [(each.store.kind, os.path.relpath(each.path, machine.home)) for each in findings(machine)]


@pytest.mark.parametrize(
    ("machine", "root"),
    [
        (linux, ".thunderbird"),
        (linux, "snap/thunderbird/common/.thunderbird"),
        (linux, ".var/app/org.mozilla.Thunderbird/.thunderbird"),
        (linux, ".betterbird"),
        (mac, "Library/Thunderbird"),
        (windows, "AppData/Roaming/Thunderbird"),
    ],
)
def test_a_thunderbird_profile_is_found_where_each_system_has_it(tmp_path, machine, root):
    """Also as a snap and as a flatpak, and once though `profiles.ini` names it and it is seen by looking."""
    thunderbird(tmp_path / root)

    assert found(machine(tmp_path)) == [("thunderbird", os.path.join(*root.split("/"), "ab12.default"))]


def test_a_profile_that_profiles_ini_puts_elsewhere_is_found(tmp_path):
    """And so is an account whose folder was moved out of its profile; one that is gone is not."""
    profile = thunderbird(tmp_path / "disk" / "tb")
    moved = put(tmp_path / "disk" / "post", "Inbox.msf").joinpath()
    put(moved, "Inbox", text=MBOX)
    (profile / "prefs.js").write_text(
        f'user_pref("mail.server.server1.directory", "{moved}");\n'
        f'user_pref("mail.server.server2.directory", "{profile}/Mail/Local Folders");\n'
        'user_pref("mail.server.server3.directory", "/gone/for/good");\n'
    )
    put(tmp_path / "home/.thunderbird", "profiles.ini", text=f"[Profile0]\nIsRelative=0\nPath={profile}\n")

    paths = [each.path for each in findings(linux(tmp_path / "home"))]

    assert paths == [str(profile), str(moved)]


def test_a_profiles_ini_that_cannot_be_understood_hides_no_profile(tmp_path):
    """What lies there is found by looking."""
    thunderbird(tmp_path / ".thunderbird")
    (tmp_path / ".thunderbird" / "profiles.ini").write_text("]] no settings at all\x00")

    assert found(linux(tmp_path)) == [("thunderbird", os.path.join(".thunderbird", "ab12.default"))]


@pytest.mark.parametrize(
    ("machine", "kind", "made", "place"),
    [
        (mac, "apple-mail", "Library/Mail/V10/MailData/", "Library/Mail"),
        (linux, "maildir", "Maildir/cur/|Maildir/new/|Maildir/tmp/", "Maildir"),
        (linux, "maildir", "Mail/work/INBOX/cur/|Mail/work/INBOX/new/|Mail/work/INBOX/tmp/", "Mail"),
        (linux, "evolution", ".local/share/evolution/mail/local/cur/", ".local/share/evolution/mail/local"),
        (linux, "evolution", ".cache/evolution/mail/123/folders/INBOX/cur/", ".cache/evolution/mail"),
        (
            linux,
            "evolution",
            ".var/app/org.gnome.Evolution/data/evolution/mail/local/cur/",
            ".var/app/org.gnome.Evolution/data/evolution/mail/local",
        ),
        (linux, "kmail", ".local/share/local-mail/inbox/cur/", ".local/share/local-mail"),
        (linux, "kmail", ".local/share/.local-mail.directory/a/cur/", ".local/share/.local-mail.directory"),
        (linux, "mh", "Mail/inbox/.mh_sequences", "Mail"),
        (linux, "mh", ".claws-mail/imapcache/host/anna/INBOX/.claws_cache", ".claws-mail/imapcache"),
        (linux, "gmail-takeout", "Downloads/Takeout/Mail/All.mbox", "Downloads/Takeout/Mail"),
        (
            linux,
            "gmail-takeout",
            "Downloads/takeout-2024-001/Takeout/E-Mail/Sent.mbox",
            "Downloads/takeout-2024-001/Takeout/E-Mail",
        ),
        (linux, "google-keep", "Takeout/Keep/a.json|Takeout/Keep/a.html", "Takeout/Keep"),
        (windows, "outlook", "AppData/Local/Microsoft/Outlook/anna.ost", "AppData/Local/Microsoft/Outlook"),
        (windows, "outlook", "Documents/Outlook-Dateien/Archiv.pst", "Documents/Outlook-Dateien"),
        (linux, "joplin", ".config/joplin-desktop/database.sqlite", ".config/joplin-desktop/database.sqlite"),
        (windows, "joplin", ".config/joplin-desktop/database.sqlite", ".config/joplin-desktop/database.sqlite"),
        (
            mac,
            "apple-notes",
            "Library/Group Containers/group.com.apple.notes/NoteStore.sqlite",
            "Library/Group Containers/group.com.apple.notes/NoteStore.sqlite",
        ),
        (
            mac,
            "bear",
            "Library/Group Containers/9K33E3U3T4.net.shinyfrog.bear/Application Data/database.sqlite",
            "Library/Group Containers/9K33E3U3T4.net.shinyfrog.bear/Application Data/database.sqlite",
        ),
        (linux, "tomboy", ".local/share/tomboy/1.note", ".local/share/tomboy"),
        (linux, "gnote", ".local/share/gnote/1.note", ".local/share/gnote"),
        (windows, "tomboy", "AppData/Roaming/Tomboy/notes/1.note", "AppData/Roaming/Tomboy/notes"),
        (linux, "logseq", "Notes/logseq/config.edn", "Notes"),
    ],
)
def test_each_store_is_found_where_its_program_keeps_it(tmp_path, machine, kind, made, place):
    """Alone, at the place that becomes the Source; adding that place gives the same kind without being told."""
    put(tmp_path, *made.split("|"))

    assert found(machine(tmp_path)) == [(kind, os.path.join(*place.split("/")))]
    assert registry.kind_of(str(tmp_path / place)) == kind


@pytest.mark.parametrize(
    ("machine", "settings"),
    [
        (linux, ".config/obsidian"),
        (linux, ".var/app/md.obsidian.Obsidian/config/obsidian"),
        (mac, "Library/Application Support/obsidian"),
        (windows, "AppData/Roaming/obsidian"),
    ],
)
def test_obsidian_s_vaults_are_those_in_its_list_that_are_still_there(tmp_path, machine, settings):
    """Each vault is a place of its own; a deleted one stays in the list and is not offered."""
    vaults = [put(tmp_path / name, ".obsidian/", "a.md") for name in ("Work", "disk/Home")]
    listed = {str(number): {"path": str(path)} for number, path in enumerate([*vaults, tmp_path / "gone"])}
    put(tmp_path, f"{settings}/obsidian.json", text=json.dumps({"vaults": listed}))

    assert [(each.store.kind, each.path) for each in findings(machine(tmp_path))] == [
        ("obsidian", str(path)) for path in vaults
    ]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"vaults": []}', '{"vaults": {"a": 1, "b": {"path": 2}, "c": {"path": "x"}}}']
)
def test_a_list_of_vaults_that_makes_no_sense_is_an_empty_one(tmp_path, text):
    """Another program's file may say anything."""
    put(tmp_path, ".config/obsidian/obsidian.json", text=text)

    assert found(linux(tmp_path)) == []


def test_logseq_s_graphs_are_found_by_the_list_it_keeps(tmp_path):
    """It names one file a graph after its place."""
    graph = put(tmp_path / "deep" / "down" / "Garden", "logseq/config.edn", "pages/a.md")
    put(tmp_path, f".logseq/graphs/logseq_local_{str(graph).replace('/', '++')}.transit")
    put(tmp_path, ".logseq/graphs/logseq_local_++gone.transit")

    assert [(each.store.kind, each.path) for each in findings(linux(tmp_path))] == [("logseq", str(graph))]


def test_a_graph_that_is_a_database_is_named_with_what_to_do(tmp_path):
    """Only Logseq reads it: it is offered with the way out, not left unsaid."""
    put(tmp_path, "logseq/graphs/Work/db.sqlite")

    (finding,) = findings(linux(tmp_path))

    assert finding.store.kind == "logseq"
    assert "Export graph" in finding.problem


def test_outlook_on_a_mac_is_named_with_what_to_do(tmp_path):
    """Its format is its own."""
    put(tmp_path, "Library/Group Containers/UBF8T346G9.Office/Outlook/Outlook 15 Profiles/Main Profile/Data/")

    (finding,) = findings(mac(tmp_path))

    assert finding.store.kind == "outlook"
    assert "only it can read" in finding.problem


def test_a_mailbox_of_the_system_is_found_by_the_environment(tmp_path):
    """`MAIL` names it, and only when it is one."""
    put(tmp_path, "spool/anna", text=MBOX)
    put(tmp_path, "spool/empty")

    assert found(linux(tmp_path, MAIL=str(tmp_path / "spool/anna"))) == [("mbox", os.path.join("spool", "anna"))]
    assert found(linux(tmp_path, MAIL=str(tmp_path / "spool/empty"))) == []
    assert found(linux(tmp_path, MAIL="spool/anna")) == []


@pytest.fixture
def protected(monkeypatch):
    """Make macOS keep everything below a path from us: the folder itself can be seen, nothing in it."""

    def protect(path):
        def refusing(original, *, itself):
            def call(asked, *arguments, **options):
                held = os.fspath(asked) if isinstance(asked, str | os.PathLike) else ""
                if held.startswith(f"{path}{os.sep}") or (itself and held == str(path)):
                    raise PermissionError(1, "Operation not permitted", held)
                return original(asked, *arguments, **options)

            return call

        monkeypatch.setattr(os, "listdir", refusing(os.listdir, itself=True))
        monkeypatch.setattr(os, "scandir", refusing(os.scandir, itself=True))
        monkeypatch.setattr(os, "stat", refusing(os.stat, itself=False))
        monkeypatch.setattr("builtins.open", refusing(open, itself=True))

    return protect


@pytest.mark.parametrize(
    ("kind", "folder", "place"),
    [
        ("apple-mail", "Library/Mail", "Library/Mail"),
        (
            "apple-notes",
            "Library/Group Containers/group.com.apple.notes",
            "Library/Group Containers/group.com.apple.notes/NoteStore.sqlite",
        ),
    ],
)
def test_what_macos_protects_is_offered_with_how_to_allow_it(tmp_path, protected, kind, folder, place):
    """Without Full Disk Access it cannot be looked into, and that is what the user is told."""
    put(tmp_path, f"{folder}/")
    protected(tmp_path / folder)

    assert [
        (each.store.kind, each.problem) for each in findings(mac(tmp_path)) if each.path == str(tmp_path / place)
    ] == [(kind, FULL_DISK_ACCESS)]
    assert "Privacy & Security → Full Disk Access" in FULL_DISK_ACCESS


def test_nothing_is_found_on_an_empty_machine(tmp_path):
    """No place is offered that is not there."""
    for machine in (linux(tmp_path), mac(tmp_path), windows(tmp_path)):
        assert found(machine) == []


def test_one_place_is_offered_once(tmp_path):
    """Through a link, and by two lists, it stays one."""
    thunderbird(tmp_path / ".thunderbird")
    put(tmp_path, "snap/thunderbird/common/")
    (tmp_path / "snap/thunderbird/common/.thunderbird").symlink_to(tmp_path / ".thunderbird")

    assert len(found(linux(tmp_path))) == 1


def test_what_a_person_names_by_hand_is_recognised(tmp_path):
    """The folder of all profiles, an account in one, a vault, a mail folder, a single file."""
    profile = thunderbird(tmp_path / ".thunderbird")
    put(tmp_path, "Vault/.obsidian/", "box/Rent.mbox/Messages/1.emlx", "old.PST")
    put(tmp_path, "post/1", "post/2", text=MAIL)

    kinds = {
        ".thunderbird": "thunderbird",
        f".thunderbird/{profile.name}/Mail": "thunderbird",
        f".thunderbird/{profile.name}/ImapMail/imap.example.org": "thunderbird",
        "Vault": "obsidian",
        "box/Rent.mbox": "apple-mail",
        "old.PST": "outlook",
        "post": "mh",
    }

    assert {name: registry.kind_of(str(tmp_path / name)) for name in kinds} == kinds


def test_a_folder_like_any_other_is_a_folder(tmp_path):
    """Years, numbered scans, a folder called Mail, one with a Maildir among other things: no mail program's place."""
    put(
        tmp_path,
        "Photos/2023/",
        "Photos/2024/",
        "Scans/1",
        "Scans/2",
        "Mail/letter.txt",
        "Things/a.txt",
        "Things/Box/cur/",
    )
    put(tmp_path, "Things/Box/new/", "Things/Box/tmp/", "Keep/a.json")

    for name in ("Photos", "Scans", "Mail", "Things", "Keep", "."):
        assert recognised(str(tmp_path / name)) is None
    assert recognised(str(tmp_path / "not there")) is None


@pytest.mark.parametrize(
    "names",
    [
        ("backup.pst", "taxes.txt"),
        ("Inbox", "Inbox.msf", "letter.html"),
        (".directory", "letter.txt"),
        (".Photos.directory", "Photos/a.jpg", "letter.txt"),
        ("old/mails/1", "old/letter.txt", "bin/tool.py"),
        ("evolution/mail/em-utils.c", "evolution/mail/importers/mbox.c"),
        ("1.note", "letter.txt"),
    ],
)
def test_a_place_that_holds_other_things_too_is_a_folder(tmp_path, names):
    """A kind of Source that would pass over what a plain folder finds is not given to it: each mail is found in either."""
    put(tmp_path, *names, text=MAIL)

    for folder in {os.path.dirname(name) for name in names}:
        if folder != "old/mails":
            assert recognised(str(tmp_path / folder)) is None, folder
    assert recognised(str(tmp_path)) is None


def test_an_outlook_file_among_other_things_is_offered_alone(tmp_path):
    """A folder that Outlook made and a person put letters into is theirs."""
    put(tmp_path, "Documents/Outlook Files/a.pst", "Documents/Outlook Files/letter.txt")

    assert found(windows(tmp_path)) == [("outlook", os.path.join("Documents", "Outlook Files", "a.pst"))]


def test_every_kind_is_its_own(tmp_path):
    """One Store a kind, and a plain folder has none of their rules."""
    kinds = [store.kind for store in STORES]

    assert len(kinds) == len(set(kinds))
    assert {"folder", "file", "mbox", "maildir"} < set(registry.KINDS)
    assert all(store_of(kind).kind == kind for kind in kinds)
    assert not store_of("folder").rules
    assert all(store.find(linux(tmp_path)) is not None and store.holds in ("mail", "note") for store in STORES)
