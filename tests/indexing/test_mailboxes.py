"""A mailbox from one update to the next: nothing is embedded twice, and nothing that was deleted is found."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from indexing.running import CountingEmbedder, sound, told, update

from lfmsearch.store.connection import connect
from lfmsearch.store.reader import Reader

LEASE = (
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe lease is with it.\n"
    b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=lease.txt\n\nThe rent is nine hundred.\n--b--\n\n"
)


def mail(number: int, *, status: str = "0000", rest: bytes = b"") -> bytes:
    head = f"From - Tue Mar  5 09:00:00 2024\nX-Mozilla-Status: {status}\nMessage-ID: <{number}@example.org>\n"
    head += f"From: anna@example.org\nDate: Tue, 5 Mar 2024 09:00:00 +0100\nSubject: Letter {number}\n"
    return head.encode() + (rest or f"\nThe text of letter {number}.\n\n".encode())


class Box:
    """A mailbox and its index."""

    def __init__(self, folder: Path) -> None:
        self.index, self.folder = folder / "index.db", folder / "Mail"
        self.path = self.folder / "Inbox"
        self.folder.mkdir()

    def update(self, *messages: bytes) -> list[str]:
        """Put these messages into it, bring the index up to date and return what was embedded."""
        self.path.write_bytes(b"".join(messages))
        embedder = CountingEmbedder()
        update(self.index, self.folder, embedder=embedder)
        assert sound(self.index) == []
        return sorted(embedder.texts)

    def members(self) -> dict[str, str]:
        """Key of each Document by its member, and each attachment's mail."""
        return {member: key for _, member, key, _ in told(self.index)["places"]}

    def parents(self) -> dict[str, str]:
        return {member: parent for _, member, _, parent in told(self.index)["places"] if parent}


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def test_a_new_mail_embeds_itself_alone(box: Box) -> None:
    """The mailbox grew: the rest of it is neither read nor embedded."""
    assert len(box.update(mail(1), mail(2, rest=LEASE))) == 3

    embedded = box.update(mail(1), mail(2, rest=LEASE), mail(3))

    assert [text.rsplit("\n", 1)[-1] for text in embedded] == ["The text of letter 3."]
    assert len(box.members()) == 4


def test_marks_and_compaction_embed_nothing(box: Box) -> None:
    """A mail that was read, one that was deleted, and the mailbox compacted: attachments move with their mail."""
    box.update(mail(1), mail(2, rest=LEASE), mail(3))

    assert box.update(mail(1, status="0001"), mail(2, rest=LEASE), mail(3)) == []
    assert box.update(mail(1, status="0009"), mail(2, rest=LEASE), mail(3)) == []
    assert box.update(mail(2, rest=LEASE), mail(3)) == []

    assert set(box.members()) == {"@0", "@0/3:lease.txt", f"@{len(mail(2, rest=LEASE))}"}
    assert "2@example.org" in box.parents()["@0/3:lease.txt"]


def test_a_mailbox_that_grew_after_a_mail_far_above_was_deleted_is_right(box: Box) -> None:
    """The new mail with its attachment comes first, then all of the mailbox is looked through: it stays, and the deleted one goes."""
    long = b"\n" + b"word " * 2_000 + b"\n\n"
    box.update(mail(1), mail(2, rest=LEASE), mail(3, rest=long))

    embedded = box.update(mail(1, status="0009"), mail(2, rest=LEASE), mail(3, rest=long), mail(4, rest=LEASE))

    assert not any("letter 1" in text or "word" in text for text in embedded)
    kept = len(mail(1)), len(mail(1)) + len(mail(2, rest=LEASE)) + len(mail(3, rest=long))
    assert {f"@{offset}" for offset in kept} < set(box.members())
    assert "@0" not in box.members()
    assert {f"@{offset}/3:lease.txt" for offset in kept} == set(box.parents())


def test_what_was_deleted_is_gone_with_the_update(box: Box) -> None:
    """No search returns a mail that its owner deleted, nor its attachment."""
    box.update(mail(1), mail(2, rest=LEASE))

    box.update(mail(1), mail(2, status="0008", rest=LEASE))

    assert set(box.members()) == {"@0"}
    assert "nine hundred" not in str(told(box.index)["chunks"])


def test_a_mail_that_left_one_folder_is_known_by_the_other_alone(box: Box) -> None:
    """Moved from one mailbox to another: its card names where it is, and neither mailbox is read again for it."""
    archive = box.folder / "Keepsakes"
    archive.write_bytes(mail(1))
    box.update(mail(1), mail(2))
    before = {text for _, ordinal, text, *_ in told(box.index)["chunks"] if ordinal == 0}
    assert any("Inbox" in card and "Keepsakes" in card for card in before)

    assert box.update(mail(2)) == []

    cards = {text for _, ordinal, text, *_ in told(box.index)["chunks"] if ordinal == 0}
    assert not any("Inbox" in card and "Keepsakes" in card for card in cards)
    assert len(cards) == 2


def test_the_same_index_as_a_first_reading(box: Box, tmp_path: Path) -> None:
    """However it came about, the index says the same as one that reads the mailbox for the first time."""
    box.update(mail(1), mail(2, rest=LEASE), mail(3))
    box.update(mail(3), mail(2, rest=LEASE), mail(4), mail(3))

    update(tmp_path / "fresh.db", box.folder, embedder=CountingEmbedder())

    ours, fresh = told(box.index), told(tmp_path / "fresh.db")
    for name in ("documents", "places", "chunks", "words"):
        assert ours[name] == fresh[name]


def test_an_attachment_is_as_old_as_its_mail(box: Box) -> None:
    """It has no date of its own, and the mailbox is of today."""
    box.update(mail(1), mail(2, rest=LEASE))

    moments = {kind: moment for _, kind, _, _, _, _, _, moment, *_ in told(box.index)["documents"]}
    assert moments["attachment"] == moments["mail"]


def test_the_name_of_an_empty_mailbox_is_not_found(tmp_path: Path) -> None:
    """Mail programs keep a file for every folder; that there is one says nothing. It is still known, and why it is not read."""
    folder = tmp_path / "profile" / "Mail" / "Local Folders"
    folder.mkdir(parents=True)
    (folder / "Lease").write_bytes(b"")
    (folder / "Emptied").write_bytes(mail(1, status="0008"))
    (folder / "Inbox").write_bytes(mail(2))
    (tmp_path / "profile" / "prefs.js").write_text("")

    update(tmp_path / "index.db", tmp_path / "profile", kind="thunderbird")

    found = told(tmp_path / "index.db")
    assert [key for _, _, key, _ in found["places"]] == ["mail/eml/mid:2@example.org"]
    with closing(connect(tmp_path / "index.db", write=False)) as connection:
        assert Reader(connection).by_name() == {}
        lease = Reader(connection).file(str(folder / "Lease"))
    assert lease is not None
    assert (lease.state, lease.reason) == ("skipped", "It is empty.")
    assert sound(tmp_path / "index.db") == []
