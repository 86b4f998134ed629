from urllib.parse import parse_qs, urlsplit

import pytest
from sources.machines import put

from lfmsearch.sources.stores import STORES, uri_of
from lfmsearch.system.opening import checked_scheme

KEY = "mid:CA+x=1@mail.example.org"


@pytest.mark.parametrize(
    ("kind", "path", "member", "key", "expected"),
    [
        ("thunderbird", "/p/Mail/x/Inbox", "@1234", KEY, "mid:CA+x=1@mail.example.org"),
        ("apple-mail", "/m/1.emlx", "", KEY, "message://%3CCA%2Bx%3D1@mail.example.org%3E"),
        ("obsidian", "/v/Größe & mehr.md", "", "b2:1", "obsidian://open?path=%2Fv%2FGr%C3%B6%C3%9Fe%20%26%20mehr.md"),
        ("joplin", "/j/database.sqlite", "@0123abc", "b2:1", "joplin://x-callback-url/openNote?id=0123abc"),
        ("bear", "/b/database.sqlite", "@7E4B-1", "b2:1", "bear://x-callback-url/open-note?id=7E4B-1"),
        ("apple-notes", "/n/NoteStore.sqlite", "@EAE6-84", "b2:1", "applenotes://showNote?identifier=EAE6-84"),
    ],
)
def test_each_app_is_given_the_address_it_understands(kind, path, member, key, expected):
    """Percent signs where the app takes them off again; Thunderbird does not, so it gets the Message-ID as it stands."""
    assert uri_of(kind, path, member, key) == expected
    checked_scheme(expected)


@pytest.mark.parametrize(
    ("kind", "path", "member", "key"),
    [
        ("thunderbird", "/p/Inbox", "@1", "b2:0123"),  # a mail without a Message-ID
        ("thunderbird", "/p/Inbox", "@1", "mid:a b;$(reboot)@x"),
        ("thunderbird", "/p/Inbox", "@1", "mid:%41@x"),
        ("apple-mail", "/m/1.emlx", "", "b2:0123"),
        ("obsidian", "/v/scan.pdf", "", "b2:1"),
        ("obsidian", "/v/a.docx", "1:picture.png", "b2:1"),
        ("joplin", "/j/database.sqlite", "@0123/lease.pdf", "b2:1"),  # what is attached to a note
        ("joplin", "/j/database.sqlite", "", "b2:1"),
        ("maildir", "/m/cur/1", "", KEY),
        ("folder", "/d/a.md", "", "b2:1"),
        ("logseq", "/nowhere/pages/a.md", "", "b2:1"),
    ],
)
def test_what_no_app_could_open_there_has_no_address(kind, path, member, key):
    """It is opened as a file or as a copy."""
    assert uri_of(kind, path, member, key) == ""


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("pages/Rent.md", {"page": ["Rent"]}),
        ("pages/House___Rent & more.md", {"page": ["House/Rent & more"]}),
        ("pages/What%3A now.org", {"page": ["What: now"]}),
        ("journals/2024_01_01.md", {"file": ["journals/2024_01_01.md"]}),
    ],
)
def test_logseq_opens_a_page_by_its_name_in_its_graph(tmp_path, name, asked):
    """The graph goes by its folder's name; a file name spells `/` as `___`."""
    graph = put(tmp_path / "My Garden", "logseq/config.edn")

    uri = uri_of("logseq", str(graph / name), "", "b2:1")

    assert uri.startswith("logseq://graph/My%20Garden?")
    assert parse_qs(urlsplit(uri).query) == asked
    checked_scheme(uri)


@pytest.mark.parametrize("kind", [store.kind for store in STORES])
@pytest.mark.parametrize("text", ["a\nb", 'x" y', "javascript:alert(1)", "\udcff", "#?&=%", "../../etc"])
def test_no_text_of_a_document_gets_out_of_its_place_in_an_address(kind, text):
    """Whatever a path, a member or a Message-ID says, the address stays one of ours and has no other parts."""
    uri = uri_of(kind, f"/v/{text}.md", f"@{text}", f"mid:{text}")

    if uri:
        checked_scheme(uri)
        assert "#" not in uri
        assert "\n" not in uri
        assert '"' not in uri
