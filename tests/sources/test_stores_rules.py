import os

import pytest
from sources.machines import MAIL, MBOX, mac, put, thunderbird

from lfmsearch.config import Config
from lfmsearch.sources import registry
from lfmsearch.sources.machine import FULL_DISK_ACCESS, Machine
from lfmsearch.sources.scanner import scan
from lfmsearch.system.paths import Home
from lfmsearch.types import Source


@pytest.fixture
def counted(tmp_path):
    """The files of a place that count, by the rules of its kind, as paths below it."""

    def names(root, kind="", **patterns):
        source = registry.proposed(str(root), kind=kind, **patterns)
        rules = registry.rules_for(source, Home.at(tmp_path / "lfm"), Config())
        seen = scan(source, rules, {})
        assert not seen.problems
        return sorted(os.path.relpath(each.path, root).replace(os.sep, "/") for each in seen.new)

    return names


def test_of_a_thunderbird_profile_its_mails_count_and_nothing_else(tmp_path, counted):
    """Not its settings, passwords, indexes, filters, the copies for the system's search, trash or junk."""
    profile = thunderbird(tmp_path / ".thunderbird")

    expected = [
        "ImapMail/imap.example.org/INBOX",
        "Mail/Local Folders/Inbox",
        "Mail/Local Folders/Inbox.sbd/2023",
        "Mail/Local Folders/Single/cur/1704067200.eml",
    ]

    assert counted(profile) == expected
    # The same when the folder of all profiles, or one account, is added.
    assert counted(tmp_path / ".thunderbird") == [f"{profile.name}/{name}" for name in expected]
    assert counted(profile / "Mail" / "Local Folders", "thunderbird") == [
        "Inbox",
        "Inbox.sbd/2023",
        "Single/cur/1704067200.eml",
    ]


def test_a_mail_folder_may_be_called_anything(tmp_path, counted):
    """What is a leftover's or a secret's name elsewhere is a subject somebody collects mails about."""
    profile = thunderbird(tmp_path / ".thunderbird")
    put(
        profile,
        "Mail/Local Folders/Cache",
        "Mail/Local Folders/Caches.sbd/Seed phrase",
        "ImapMail/mail.key/INBOX",
        text=MBOX,
    )
    put(tmp_path, "Library/Mail/V10/A/Cache.mbox/Messages/1.emlx", "evolution/mail/local/.Build/cur/1.key", text=MAIL)

    assert len(counted(profile)) == 4 + 3
    assert counted(tmp_path / "Library" / "Mail") == ["V10/A/Cache.mbox/Messages/1.emlx"]
    assert counted(tmp_path / "evolution" / "mail" / "local") == [".Build/cur/1.key"]


def test_trash_can_be_asked_for(tmp_path, counted):
    """What a Store leaves out, an include pattern brings in."""
    profile = thunderbird(tmp_path / ".thunderbird")

    assert "Mail/Local Folders/Trash" in counted(profile, include=("Trash",))


def test_why_a_file_of_a_profile_does_not_count_is_said(tmp_path):
    """The reason names the program."""
    profile = thunderbird(tmp_path)
    rules = registry.rules_for(Source(str(profile), "thunderbird"), Home.at(tmp_path / "lfm"), Config())

    assert "Thunderbird's own book-keeping" in str(rules.verdict(str(profile / "Mail/Local Folders/Inbox.msf")))
    assert "Thunderbird's own file and holds no mail" in str(rules.verdict(str(profile / "prefs.js")))
    assert "thrown away" in str(rules.verdict(str(profile / "Mail/Local Folders/Trash")))
    assert "junk mail" in str(rules.verdict(str(profile / "Mail/Local Folders/Junk")))


def test_of_apple_mail_the_messages_of_the_newest_version_count(tmp_path, counted):
    """10 is newer than 9; attachments are read with their message; what an old version left behind is not read twice."""
    mail = tmp_path / "Library" / "Mail"
    box = "ACC0-UNT/INBOX.mbox/1F-2/Data/3"
    put(
        mail, f"V10/{box}/Messages/1.emlx", f"V10/{box}/Messages/2.partial.emlx", f"V9/{box}/Messages/1.emlx", text=MAIL
    )
    put(mail, "V2/x.mbox/1.emlx", "V10/MailData/Envelope Index", f"V10/{box}/Attachments/2/2/lease.pdf")
    put(mail, "V10/ACC0-UNT/Deleted Messages.mbox/1F-2/Data/Messages/9.emlx", "V10/ACC0-UNT/Junk.mbox/8.emlx")

    assert counted(mail) == [f"V10/{box}/Messages/1.emlx", f"V10/{box}/Messages/2.partial.emlx"]
    rules = registry.rules_for(Source(str(mail), "apple-mail"), Home.at(tmp_path / "lfm"), Config())
    assert "V10 is in use" in str(rules.verdict(str(mail / "V9" / box / "Messages" / "1.emlx")))


def test_of_evolution_only_messages_count(tmp_path, counted):
    """In hidden folders too; not its indexes, nor what it is writing."""
    local = put(tmp_path / "evolution/mail/local", "cur/1.M1", ".Sent/cur/2.M2:2,S", text=MAIL)
    put(local, ".cmeta", "folders.db", "..maildir++", "tmp/3", ".Trash/cur/4", ".Sent.cmeta")

    assert counted(local) == [".Sent/cur/2.M2:2,S", "cur/1.M1"]


def test_of_evolution_s_cache_only_messages_count(tmp_path, counted):
    """They lie in hashed folders below `cur`."""
    cache = put(
        tmp_path / "evolution/mail", "7/folders/INBOX/cur/0a/12", "7/folders/INBOX/subfolders/Work/cur/ff/3", text=MAIL
    )
    put(cache, "7/folders.db", "7/folders/INBOX/tmp/x", "7/folders/Papierkorb/cur/0a/9")

    assert counted(cache) == ["7/folders/INBOX/cur/0a/12", "7/folders/INBOX/subfolders/Work/cur/ff/3"]


@pytest.mark.parametrize(
    ("place", "kind"), [("Maildir", "maildir"), ("evolution/mail/local", "evolution"), ("local-mail/inbox", "kmail")]
)
def test_a_message_marked_as_deleted_does_not_count(tmp_path, counted, place, kind):
    """By the flag in its name, also before its folder is tidied; what a server calls by the small letter is no such flag."""
    root = put(
        tmp_path / place, "cur/1.M1.host:2,S", "cur/2.M1.host:2,ST", "cur/3.M1.host:2,St", "cur/4.M1.host", text=MAIL
    )
    put(root, "cur/5.M1.host:2,FSTa", "new/6.Top", "tmp/", text=MAIL)

    assert counted(root, kind) == ["cur/1.M1.host:2,S", "cur/3.M1.host:2,St", "cur/4.M1.host", "new/6.Top"]


def test_of_kmail_the_hidden_folders_are_entered(tmp_path, counted):
    """Subfolders of `inbox` lie in `.inbox.directory`."""
    root = put(tmp_path / "local-mail", "inbox/cur/1", ".inbox.directory/Work/new/2", text=MAIL)
    put(root, "inbox/tmp/3", ".inbox.index", "trash/cur/4")

    assert counted(root) == [".inbox.directory/Work/new/2", "inbox/cur/1"]


def test_of_mh_folders_the_messages_count(tmp_path, counted):
    """Marks and caches are hidden; trash is left out."""
    root = put(tmp_path / "Mail", "inbox/1", "inbox/Work/2", "trash/3", text=MAIL)
    put(root, "inbox/.mh_sequences", "inbox/.claws_cache", "tagsdb")

    assert counted(root) == ["inbox/1", "inbox/Work/2"]


def test_of_takeout_and_outlook_only_mailboxes_count(tmp_path, counted):
    """What lies beside them is the program's."""
    put(tmp_path, "Takeout/Mail/All.mbox", text=MBOX)
    put(
        tmp_path,
        "Takeout/Mail/User Settings/Filters.json",
        "Microsoft/Outlook/a.ost",
        "Microsoft/Outlook/b.PST",
        "Microsoft/Outlook/x.xml",
        "Microsoft/Outlook/RoamCache/y.dat",
    )

    assert counted(tmp_path / "Takeout" / "Mail") == ["All.mbox"]
    assert counted(tmp_path / "Microsoft" / "Outlook") == ["a.ost", "b.PST"]


def test_of_a_vault_the_notes_and_their_files_count(tmp_path, counted):
    """Not its settings and plugins, nor what was thrown away, even where hidden names count."""
    vault = put(tmp_path / "Vault", "a.md", "deep/b.md", "img/c.png", ".trash/d.md", ".obsidian/plugins/x/main.js")

    assert counted(vault) == ["a.md", "deep/b.md", "img/c.png"]
    hidden = registry.rules_for(Source(str(vault), "obsidian"), Home.at(tmp_path / "lfm"), Config(hidden=True))
    assert "thrown away" in str(hidden.verdict(str(vault / ".trash" / "d.md")))
    assert "settings" in str(hidden.verdict(str(vault / ".obsidian" / "app.json")))


def test_of_a_graph_the_pages_count_once(tmp_path, counted):
    """Logseq keeps older versions and its own settings beside them."""
    graph = put(tmp_path / "Graph", "pages/a.md", "journals/2024_01_01.md", "assets/b.pdf", "logseq/config.edn")
    put(graph, "logseq/bak/pages/a/2023.md", "logseq/.recycle/c.md", "bak/x.md")

    assert counted(graph) == ["assets/b.pdf", "journals/2024_01_01.md", "pages/a.md"]


def test_of_tomboy_and_keep_the_notes_count(tmp_path, counted):
    """Not backups of deleted notes, nor the second form of each note."""
    put(tmp_path, "tomboy/1.note", "tomboy/manifest.xml", "tomboy/Backup/2.note")
    put(tmp_path, "Takeout/Keep/a.json", "Takeout/Keep/a.html", "Takeout/Keep/a.png")

    assert counted(tmp_path / "tomboy") == ["1.note"]
    assert counted(tmp_path / "Takeout" / "Keep") == ["a.json", "a.png"]


def test_a_notes_database_is_a_source_where_a_folder_around_it_would_not_be_entered(tmp_path, counted):
    """Below a hidden folder, and the one file alone: not its journal, nor the attachments beside it."""
    place = put(
        tmp_path / ".config" / "joplin-desktop", "database.sqlite", "database.sqlite-wal", "resources/1.png", "log.txt"
    )

    assert counted(place / "database.sqlite") == ["."]
    assert registry.kind_of(str(place / "database.sqlite")) == "joplin"


@pytest.mark.parametrize("kind", ["joplin", "apple-notes", "bear"])
def test_a_database_has_changed_when_its_journal_has(tmp_path, kind):
    """An app that is open writes to the `-wal` file alone, sometimes within its old length."""
    path, journal = tmp_path / "database.sqlite", tmp_path / "database.sqlite-wal"
    path.write_bytes(b"old" * 100)
    source = Source(str(path), kind)
    rules = registry.rules_for(source, Home.at(tmp_path / "lfm"), Config())

    def look(known):
        return scan(source, rules, known)

    def known(seen):
        return {each.path: (each.size, each.mtime_ns, each.inode) for each in (*seen.new, *seen.changed)}

    first = look({})
    journal.write_bytes(b"new")
    os.utime(journal, ns=(path.stat().st_mtime_ns + 1_000_000,) * 2)
    second = look(known(first))
    os.utime(journal, ns=(path.stat().st_mtime_ns + 2_000_000,) * 2)
    third = look(known(second))

    assert [each.path for each in second.changed] == [str(path)]
    assert [each.path for each in third.changed] == [str(path)]
    assert look(known(third)).unchanged == 1
    assert scan(Source(str(path), "file"), rules, {}).new[0].size == 300


def test_a_mailbox_may_be_larger_than_other_files(tmp_path):
    """Mailboxes grow for decades and are read piece by piece; elsewhere the limit holds."""
    put(tmp_path / "box", "Takeout.txt", text=MBOX * 100)
    sizes = {}
    for kind in ("thunderbird", "folder"):
        source = Source(str(tmp_path / "box"), kind)
        seen = scan(source, registry.rules_for(source, Home.at(tmp_path / "lfm"), Config()), {}, largest_bytes=100)
        sizes[kind] = (len(seen.new), len(seen.skipped))

    assert sizes == {"thunderbird": (1, 0), "folder": (0, 1)}


def test_a_place_that_macos_shuts_later_is_a_problem_that_says_how_to_open_it(tmp_path, monkeypatch):
    """Full Disk Access goes with the program it is started from: the next one may lack it."""
    put(tmp_path / "Library" / "Mail", "V10/A/1.emlx")
    source = Source(str(tmp_path / "Library" / "Mail"), "apple-mail")
    rules = registry.rules_for(source, Home.at(tmp_path / "lfm"), Config())

    def refusing(path):
        raise PermissionError(1, "Operation not permitted", path)

    monkeypatch.setattr(Machine, "this", lambda: mac(tmp_path))
    seen = scan(source, rules, {"x": (1, 1, 1)}, listing=refusing)

    ((path, reason),) = seen.problems
    assert path == source.path
    assert reason == f"The folder could not be read: operation not permitted. {FULL_DISK_ACCESS}"
    assert not seen.new
