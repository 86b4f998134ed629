from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from extract.reading import documents
from extract.test_note_exports import zipped

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Limits
from lfmsearch.extract.zipped import _RATIO


def bear(**fields: object) -> str:
    about = {"uniqueIdentifier": "7E3F", "creationDate": "2019-03-01T09:12:00Z", "trashed": 0, "archived": 0, **fields}
    return json.dumps({"type": "public.plain-text", "version": 2, "net.shinyfrog.bear": about})


def test_a_backup_of_bear():
    """Notes with their files, date and tags; the trash is left out."""
    backup = zipped(
        {
            "Bear.bear2bk/Boiler.textbundle/text.md": (
                "# Boiler\n\nWarm, ![](assets/plan.txt), see [[House]].\n#home/kitchen #two words#"
            ),
            "Bear.bear2bk/Boiler.textbundle/info.json": bear(),
            "Bear.bear2bk/Boiler.textbundle/assets/plan.txt": "a plan",
            "Bear.bear2bk/Gone.textbundle/text.md": "gone",
            "Bear.bear2bk/Gone.textbundle/info.json": bear(trashed=1),
            "Bear.bear2bk/Loose.textbundle/text.md": "no heading",
            "Bear.bear2bk/Loose.textbundle/info.json": "{",
            "__MACOSX/Bear.bear2bk/._x": "junk",
        }
    )
    note, plan, loose = documents(backup, "Bear 2024.bear2bk")

    assert (note.member, note.kind, note.type, note.title) == ("@7E3F", "note", "md", "Boiler")
    assert note.tags == ("two words", "home/kitchen", "two")
    assert note.links == ("House", "assets/plan.txt")
    assert note.date == datetime(2019, 3, 1, 9, 12, tzinfo=UTC)
    assert "Warm, plan.txt, see House." in note.sections[0].text
    assert (plan.kind, plan.title, plan.parent, plan.sections[0].text) == ("attachment", "plan.txt", "@7E3F", "a plan")
    assert (loose.title, loose.date, loose.sections[0].text) == ("Loose", None, "no heading")


def test_a_textpack_without_a_folder():
    """Its name says what it is."""
    [note] = documents(zipped({"text.markdown": "words", "info.json": '{"version": 2}'}), "Rent.textpack")

    assert (note.kind, note.title) == ("note", "Rent")


def test_what_comes_out_is_bounded():
    """A file that unpacks to more than any real one is named with the reason; the notes are read."""
    pack = zipped({"a.textbundle/text.md": "words", "a.textbundle/assets/bomb.txt": b"\0" * (30 << 20)})
    note, bomb = documents(pack, "a.textpack", max_inflated_bytes=1 << 20)

    assert len(pack) * _RATIO + (1 << 20) < 30 << 20 < Limits().max_inflated_bytes
    assert note.sections[0].text == "words"
    assert bomb.problem == "Its zip file holds more than a zip file of its size may."


def test_a_pack_without_a_text_is_said():
    """There is nothing to find."""
    with pytest.raises(ExtractError, match="no text"):
        documents(zipped({"info.json": "{}"}), "a.textpack")
