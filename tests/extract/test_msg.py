from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from extract.build import compound
from extract.reading import documents

from lfmsearch.errors import ExtractError
from lfmsearch.extract.msg import unpacked
from lfmsearch.types import Person

# The example of [MS-OXRTFCP] 4.1.1 and the run of 4.1.2.
_PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
_RUN = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def message(
    texts: dict[int, str | bytes], *, numbers: dict[int, int] | None = None, at: str = "", head: int = 32
) -> dict[str, bytes]:
    """The streams of one folder: 16-bit texts, binary values, and the table of numbers and dates."""
    start = f"{at}/" if at else ""
    streams: dict[str, bytes] = {}
    for number, value in texts.items():
        ending = "001F" if isinstance(value, str) else "0102"
        body = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"{start}__substg1.0_{number:04X}{ending}"] = body
    rows = b"".join(struct.pack("<2HIQ", 3, number, 6, value) for number, value in (numbers or {}).items())
    streams[f"{start}__properties_version1.0"] = b"\0" * head + rows
    return streams


def ticks(moment: datetime) -> int:
    """A date as Windows counts it."""
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def test_a_saved_mail_gives_people_date_text_and_attachments():
    """Subject, writer and receivers, date, thread and key; the quoted part apart; a file and a mail attached to it."""
    sent = datetime(2024, 3, 1, 9, 12, tzinfo=UTC)
    inner = "__attach_version1.0_#00000001/__substg1.0_3701000D"
    data = compound(
        message(
            {
                0x0037: "The boiler",
                0x1000: "It is cold.\r\n\r\nOn Monday Ben wrote:\r\n> Is it?\r\n",
                0x0C1A: "Anna Rossi",
                0x5D01: "anna@example.org",
                0x1035: "<1@example.org>",
                0x1042: "<0@example.org>",
            },
            numbers={0x0039: ticks(sent)},
        )
        | message(
            {0x3001: "Ben", 0x39FE: "ben@example.org"}, numbers={0x0C15: 2}, at="__recip_version1.0_#00000000", head=8
        )
        | message({0x3707: "costs.txt", 0x3701: b"Valve 30"}, at="__attach_version1.0_#00000000", head=8)
        | message({0x3001: "Forwarded"}, at="__attach_version1.0_#00000001", head=8)
        | message({0x0037: "Inside", 0x1013: b"<p>Deep <b>words</b></p>"}, at=inner, head=24)
    )

    mail, costs, inside = documents(data, "boiler.msg")

    assert (mail.type, mail.kind, mail.title, mail.content_key, mail.thread, mail.date) == (
        "msg",
        "mail",
        "The boiler",
        "mid:1@example.org",
        "0@example.org",
        sent,
    )
    assert mail.people == (Person("Anna Rossi", "anna@example.org", "from"), Person("Ben", "ben@example.org", "cc"))
    assert (mail.sections[0].text, mail.sections[0].style) == ("It is cold.", "prose")
    assert mail.sections[1].style == "quote"
    assert (costs.kind, costs.type, costs.member, costs.parent) == ("attachment", "txt", "1:costs.txt", "")
    assert costs.sections[0].text == "Valve 30"
    assert (inside.kind, inside.type, inside.title, inside.member) == ("attachment", "msg", "Inside", "2:Forwarded")
    assert inside.sections[0].text == "Deep words"
    assert inside.content_key.startswith("b2:")


def test_headers_of_the_internet_help_out():
    """Where Outlook kept no address, id or date of its own, the mail's header fields say them."""
    headers = "From: Anna Rossi <anna@example.org>\r\nMessage-ID:\r\n <7@example.org>\r\nDate: Fri, 1 Mar 2024 09:12:00 +0100\r\n"

    [mail] = documents(compound(message({0x007D: headers, 0x1000: "words"})), "a.msg")

    assert (mail.people, mail.content_key) == ((Person("Anna Rossi", "anna@example.org", "from"),), "mid:7@example.org")
    assert mail.date is not None
    assert mail.date.isoformat() == "2024-03-01T09:12:00+01:00"


def test_a_mail_of_nothing_but_rich_text_is_read():
    """Compressed RTF is the body where there is no other; runs that read what they have just written are unpacked."""
    assert unpacked(_PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(_RUN) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"

    [mail] = documents(compound(message({0x1009: _PACKED})), "a.msg")

    assert [item.text for item in mail.sections] == ["hello world"]


def test_a_body_that_is_no_rich_text_is_said():
    """Noise in the place of the text is a problem of this mail; its subject is kept."""
    with pytest.raises(ExtractError, match="cannot be unpacked"):
        unpacked(b"noise" * 9)

    [mail] = documents(compound(message({0x0037: "Kept", 0x1009: b"noise" * 9})), "a.msg")

    assert (mail.title, mail.problem) == ("Kept", "It is damaged: its text cannot be unpacked.")


def test_small_pictures_in_the_text_are_no_attachments():
    """A logo that the page shows is part of it; a photograph is what somebody sent."""
    logo = {0x3707: "logo.png", 0x370E: "image/png", 0x3712: "logo@example.org"}
    streams = message({0x0037: "Hello", 0x1000: "words"})
    streams |= message(logo | {0x3701: b"\x89PNG\r\n" + b"x" * 100}, at="__attach_version1.0_#00000000", head=8)
    streams |= message(
        logo | {0x3707: "photo.png", 0x3701: b"\x89PNG\r\n" + b"x" * 50_000}, at="__attach_version1.0_#00000001", head=8
    )

    assert [item.member for item in documents(compound(streams), "a.msg")] == ["", "2:photo.png"]
