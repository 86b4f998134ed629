"""A mailbox that was read before: only what is new is read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lfmsearch.extract import read, worker
from lfmsearch.extract.blob import Blob, Found, Limits
from lfmsearch.types import Document, Outcome

Read = tuple[list[Document], Any, dict[str, Any]]
NOTHING = "nothing was said"


def mail(number: int, *, status: str = "0000", status2: str = "00000000", keys: str = "", body: str = "") -> bytes:
    """One message as Thunderbird keeps it."""
    return (
        f"From - Tue Mar  5 09:{number % 60:02d}:00 2024\n"
        f"X-Mozilla-Status: {status}\nX-Mozilla-Status2: {status2}\nX-Mozilla-Keys: {keys:<40}\n"
        f"Message-ID: <{number}@example.org>\nFrom: anna@example.org\nDate: Tue, 5 Mar 2024 09:00:00 +0100\n"
        f"Subject: Letter {number}\n\n{body or f'The text of letter {number}.'}\n\n"
    ).encode()


def reading(path: Path, past: dict[str, Any] | None = None) -> Read:
    """What is read now, what is kept of before, and what is left for the next time."""
    kept: list[Any] = [NOTHING]
    with Blob.opened(str(path), Limits()) as blob:
        blob.past = past or {}
        blob.keep = kept.append
        found = list(read.read(blob))
        return found, kept[-1], blob.future


def subjects(found: list[Document]) -> list[str]:
    return [item.title for item in found]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "Inbox"
    path.write_bytes(b"".join(map(mail, range(5))))
    return path


def test_a_mailbox_that_grew_is_read_from_where_it_ended(box: Path) -> None:
    """What was there stays as it is; only the new message is read, at its offset in the whole file."""
    _, _, past = reading(box)
    size = box.stat().st_size
    with box.open("ab") as file:
        file.write(mail(5))

    found, kept, future = reading(box, past)

    assert subjects(found) == ["Letter 5"]
    assert found[0].member == f"@{size}"
    assert kept is None
    assert len(future["members"]) == 6


def test_a_message_marked_as_read_is_not_read_again(box: Path) -> None:
    """Thunderbird writes the mark over the old one: the same size, another time."""
    _, _, past = reading(box)
    box.write_bytes(b"".join(mail(number, status="0001") for number in range(5)))

    found, kept, _ = reading(box, past)

    assert found == []
    assert kept is None or [then for then, _ in kept] == [now for _, now in kept]


def test_a_message_deleted_in_place_leaves_although_the_mailbox_also_grew(box: Path) -> None:
    """Expunged but not compacted, and deleted on the server: both are gone at once."""
    _, _, past = reading(box)
    marked = mail(0), mail(1, status="0009"), mail(2), mail(3, status2="00200000"), mail(4)
    box.write_bytes(b"".join((*marked, mail(5))))

    found, kept, _ = reading(box, past)

    assert subjects(found) == ["Letter 5"]
    offsets = [0, *(sum(map(len, marked[:number])) for number in (2, 4))]
    assert [now for _, now in kept] == [f"@{offset}" for offset in offsets]


def test_what_a_mailbox_that_grew_holds_beside_a_mark_far_above_its_end_is_right(box: Path) -> None:
    """The new message is there before all of the file is looked through; then the deleted one leaves, and the new one stays."""
    long = "word " * 2_000
    box.write_bytes(mail(0) + mail(1) + mail(2, body=long))
    _, _, past = reading(box)
    box.write_bytes(mail(0) + mail(1, status="0009") + mail(2, body=long) + mail(3))

    found, kept, future = reading(box, past)

    assert subjects(found) == ["Letter 3"]
    ends = [0, 2 * len(mail(0)), 2 * len(mail(0)) + len(mail(2, body=long))]
    assert kept == [(f"@{offset}", f"@{offset}") for offset in ends]
    assert reading(box, future)[:2] == ([], kept)


@pytest.mark.parametrize(
    ("labels", "stays"),
    [
        ("Trash,Unread", False),
        ("Spam", False),
        ("=?UTF-8?Q?Papierkorb,Ge=C3=B6ffnet?=", False),
        ("=?UTF-8?B?44K044Of566x?=", False),
        ("Inbox,Trash talk", True),
        ("Archived,Travel", True),
    ],
)
def test_what_gmail_has_in_the_trash_or_among_spam_is_left_out(box: Path, labels: str, stays: bool) -> None:
    """Its export holds them among the others, each with its labels."""
    box.write_bytes(mail(1) + mail(2).replace(b"Message-ID", f"X-Gmail-Labels: {labels}\nMessage-ID".encode()))

    assert subjects(reading(box)[0]) == ["Letter 1", "Letter 2"][: 1 + stays]


def test_a_new_tag_is_read(box: Path) -> None:
    """Tags are searched by; a message that got one is read again, the others are not."""
    _, _, past = reading(box)
    box.write_bytes(b"".join(mail(number, keys="$label1" if number == 2 else "") for number in range(5)))

    found, kept, _ = reading(box, past)

    assert subjects(found) == ["Letter 2"]
    assert found[0].tags
    assert len(kept) == 4


def test_a_compacted_mailbox_is_known_by_its_content(box: Path) -> None:
    """Messages moved to other offsets; none is read again, and what was deleted is not kept."""
    first, _, past = reading(box)
    box.write_bytes(b"".join(map(mail, (1, 2, 4))))

    found, kept, _ = reading(box, past)

    assert found == []
    assert [then for then, _ in kept] == [first[number].member for number in (1, 2, 4)]
    assert [now for _, now in kept] == ["@0", f"@{len(mail(1))}", f"@{len(mail(1)) * 2}"]


def test_a_message_that_was_only_half_written_is_read_when_it_is_whole(box: Path) -> None:
    """The mailbox was read while the mail program wrote to it."""
    whole = box.read_bytes()
    box.write_bytes(whole[:-20])
    _, _, past = reading(box)
    box.write_bytes(whole + mail(5))

    found, kept, _ = reading(box, past)

    assert subjects(found) == ["Letter 4", "Letter 5"]
    assert len(kept) == 4


def test_one_message_is_found_by_its_member(box: Path) -> None:
    """To be opened: without reading what lies before it."""
    first, _, _ = reading(box)

    with Blob.opened(str(box), Limits()) as blob, pytest.raises(Found) as wanted:
        blob.wanted = first[3].member
        list(read.read(blob))

    assert b"Subject: Letter 3" in wanted.value.data


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.integers(0, 9), max_size=8),
    after=st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=8),
)
def test_however_it_changed_what_is_known_is_what_a_first_reading_finds(
    tmp_path_factory: pytest.TempPathFactory, before: list[int], after: list[tuple[int, bool]]
) -> None:
    """Messages copied, deleted, moved, marked: kept and read together are all of them, each at its place."""
    path = tmp_path_factory.mktemp("mail") / "Inbox"
    path.write_bytes(b"".join(map(mail, before)))
    first, _, past = reading(path) if before else ([], NOTHING, {})
    path.write_bytes(b"".join(mail(number, status="0008" if gone else "0001") for number, gone in after))
    if not after:
        return

    found, kept, _ = reading(path, past)

    known = {item.member: item.title for item in first}
    if kept is None:
        kept = [(member, member) for member in known]
    now = {new: known[old] for old, new in ([] if kept is NOTHING else kept)}
    now |= {item.member: item.title for item in found}
    fresh, _, _ = reading(path)
    assert now == {item.member: item.title for item in fresh}


def test_the_recipe_names_the_readers_of_what_was_kept(box: Path) -> None:
    """Or a better reader of attachments would never see those of a mailbox that grew since."""

    def outcome(past: str = "") -> Outcome:
        return worker.read(worker.Request(str(box), past=past), Limits(), lambda _kind, _body: None).outcome

    box.write_bytes(mail(1).replace(b"From: anna", b"Content-Type: text/csv\nFrom: anna"))
    first = outcome()
    with box.open("ab") as file:
        file.write(mail(2))
    second = outcome(first.future)
    with box.open("ab") as file:
        file.write(mail(3))

    assert "csv" in first.recipe
    assert first.recipe == second.recipe == outcome(second.future).recipe


def test_the_line_above_a_message_says_who_and_when_where_it_does_not(tmp_path: Path) -> None:
    """Programs that write to the local mailbox leave both out; marks of Thunderbird and Gmail are nobody."""
    path = tmp_path / "root"
    path.write_bytes(
        b"From root@example.org Mon Jun  1 04:28:28 2009\nSubject: disk\n\nThe disk is full.\n\n"
        b"From - Tue Mar  5 09:00:00 2024\nSubject: one\n\nwords\n\n"
        b"From 17@xxx Tue Mar  5 09:00:00 +0100 2024\nFrom: Anna <anna@example.org>\nSubject: two\n\nwords\n"
    )

    found, _, _ = reading(path)

    assert [[person.address for person in item.people] for item in found] == [
        ["root@example.org"],
        [],
        ["anna@example.org"],
    ]
    assert [item.date.isoformat() if item.date else "" for item in found] == [
        "2009-06-01T04:28:28+00:00",
        "2024-03-05T09:00:00+00:00",
        "2024-03-05T09:00:00+01:00",
    ]
