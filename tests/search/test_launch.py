"""Opening what a Hit points at, through the real reader."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from indexing.running import opened, update

from lfmsearch.errors import ExtractError, HitNotFound
from lfmsearch.extract.pool import Pool
from lfmsearch.search.launch import launch
from lfmsearch.store.reader import Reader
from lfmsearch.system import opening
from lfmsearch.system.opening import Opening

LETTER = (
    b"From anna@example.org Tue Mar  5 09:00:00 2024\nMessage-ID: <1@example.org>\nFrom: anna@example.org\nSubject: The lease\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt is with this mail.\n"
    b"--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=lease.txt\n\nThe rent is 900.\n--b--\n"
)


class Desk:
    """A mailbox with a file in it, indexed, and a system that notes what it is asked to open."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.copies, self.index = folder / "copies", folder / "index.db"
        self.mailbox = folder / "mail" / "Inbox"
        self.mailbox.parent.mkdir()
        self.mailbox.write_bytes(LETTER)
        self.asked: list[str] = []
        monkeypatch.setattr(opening, "open_path", self.asked.append)
        monkeypatch.setattr(opening, "reveal", self.asked.append)
        update(self.index, self.mailbox.parent)

    def launch(self, title: str) -> Opening:
        """Open the Document of that title."""
        with closing(opened(self.index)) as connection:
            reader = Reader(connection)
            numbers = reader.documents_at(str(self.mailbox))
            number = next(n for n, document in reader.documents(numbers).items() if document.title == title)
            return launch(reader, number, pool=Pool, copies=self.copies)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_an_attachment_is_opened_as_a_private_copy(desk: Desk) -> None:
    """The mailbox is not touched; the copy holds the file's own bytes, bears its name, and is nobody else's to read."""
    before = desk.mailbox.stat()

    done = desk.launch("lease.txt")

    copy = Path(done.target)
    assert done.way == "copy"
    assert desk.asked == [str(copy)]
    assert copy.name == "lease.txt"
    assert copy.read_text().strip() == "The rent is 900."
    assert desk.mailbox.stat().st_mtime_ns == before.st_mtime_ns
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_mail_of_a_mailbox_is_opened_as_the_mail_it_is(desk: Desk) -> None:
    """A mail program opens the copy as it opens any mail."""
    done = desk.launch("The lease")

    assert Path(done.target).suffix == ".eml"
    assert Path(done.target).read_bytes().startswith(b"Message-ID: <1@example.org>")


def test_a_part_that_is_no_longer_there_is_said(desk: Desk) -> None:
    """The mailbox changed since it was read."""
    desk.mailbox.write_bytes(LETTER.replace(b"lease.txt", b"terms.txt"))

    with pytest.raises(ExtractError, match="no longer in there"):
        desk.launch("lease.txt")


def test_nothing_is_opened_for_a_document_that_left(desk: Desk) -> None:
    """Its id is kept on the screen longer than in the index."""
    with closing(opened(desk.index)) as connection, pytest.raises(HitNotFound):
        launch(Reader(connection), 999, pool=Pool, copies=desk.copies)

    assert not os.path.exists(desk.copies)
