"""Mails with an expected result beside each (`000.eml`, `000.json`): subject, sender, date, text and names of attachments, compared."""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import ExtractError, UserError
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.read import read
from lfmsearch.types import Document

# Of mails that were made to test parsers. What is not as expected in the others is there on purpose: a delimiter of the outer
# part ends the inner one (RFC 2046 5.1.2), uuencoded files are attachments, a seal is none, nameless pictures in HTML are none.
TARGET = 0.84
_WORD = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_UNSEEN = re.compile(r"(?is)<!--.*?-->|<(script|style|title)\b.*?</\1\s*>")
_BLOCK_TAG = re.compile(
    r"(?i)</?(?:p|div|br|td|th|tr|li|table|h\d|hr|ul|ol|body|html|blockquote|pre|center|title|a|img)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"""(?i)<img\b[^>]*\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>""")


def run(setting: Setting) -> list[Row]:
    """Read every mail of the folder named with `--files` and say in a line on stderr what is not as expected."""
    if setting.files is None:
        raise UserError(
            "No folder of mails was named.", "Name one with --files: mails with a JSON of the same name beside each."
        )
    total = right = 0
    for path in sorted(setting.files.rglob("*.eml")):
        expected = path.with_suffix(".json")
        if not expected.is_file():
            continue
        total += 1
        found = list(differences(path, json.loads(expected.read_bytes())))
        right += not found
        for line in found:
            print(f"{path.relative_to(setting.files)}: {line}", file=sys.stderr)
    if not total:
        raise UserError(f"There are no mails with a JSON beside them in {setting.files}.")
    return [Row("mails read right", right, "mails", total, right / total, TARGET, "higher")]


def differences(path: Path, expected: dict[str, Any]) -> Iterator[str]:
    """Yield in a line each what is not as expected: a JMAP-like model with `parts`, and which of them are text and attachments."""
    try:
        with Blob.opened(str(path), Limits()) as blob:
            mail, *others = read(blob)
    except ExtractError as error:
        yield f"is not read: {error.message}"
        return
    headers = {
        header["name"]: header["value"] for header in reversed(expected["parts"][0]["headers"]) if _plain(header)
    }
    yield from _head(mail, headers)
    text = " ".join(_text(expected))
    wanted = _WORD.findall(_readable(text, text))
    said = _WORD.findall(_readable(" ".join(section.text for section in mail.sections), text))
    if sorted(wanted) != sorted(said):
        missing, more = _without(wanted, said), _without(said, wanted)
        yield f"text: {len(missing)} words missing {missing[:6]}, {len(more)} more {more[:6]}"
    names, shown = _attachments(expected)
    own = [_readable(_named(item), "".join(names)) for item in others if item.parent == mail.member]
    own = _without(own, shown)
    if len(names) != len(own) or _without([name for name in names if name], own):
        yield f"attachments: {sorted(names)} expected, {sorted(own)} found"


def _readable(found: str, wanted: str) -> str:
    """What was found, as far as an expectation that could not read the letters itself can be compared with it."""
    return _FOREIGN.sub("\ufffd", found) if "\ufffd" in wanted else found


def _plain(header: dict[str, Any]) -> bool:
    return isinstance(header["name"], str) and header["value"] not in ("Empty", None)


def _head(mail: Document, headers: dict[str, Any]) -> Iterator[str]:
    if (subject := " ".join(headers.get("subject", {}).get("Text", "").split())) and _readable(
        mail.title, subject
    ) != subject:
        yield f"subject: {subject!r} expected, {mail.title!r} found"
    people = [(person.name, person.address) for person in mail.people if person.role == "from"]
    if (sender := list(_people(headers.get("from", {}).get("Address", {})))) and sender != people:
        yield f"sender: {sender} expected, {people} found"
    if (date := _date(headers.get("date", {}).get("DateTime"))) and mail.date != date:
        yield f"date: {date} expected, {mail.date} found"


def _people(address: dict[str, Any]) -> Iterator[tuple[str, str]]:
    everyone = [*address.get("List", ())]
    for group in address.get("Group", ()):
        everyone += group["addresses"]
    for one in everyone:
        yield " ".join((one["name"] or "").split()), one["address"] or ""


def _date(fields: dict[str, Any] | None) -> datetime | None:
    if not fields:
        return None
    offset = timedelta(hours=fields["tz_hour"], minutes=fields["tz_minute"])
    zone = timezone(-offset if fields["tz_before_gmt"] else offset)
    try:
        return datetime(
            fields["year"],
            fields["month"],
            fields["day"],
            fields["hour"],
            fields["minute"],
            fields["second"],
            tzinfo=zone,
        )
    except ValueError:
        return None


def _text(expected: dict[str, Any]) -> Iterator[str]:
    """The parts that a mail program would show; a text that has no name is text, also where the model attaches it."""
    for number in [*expected["text_body"], *(at for at in expected["attachments"] if _is_text(expected["parts"][at]))]:
        body = expected["parts"][number]["body"]
        if "Text" in body:
            yield _TAG.sub("", body["Text"]) if _kind(expected["parts"][number])[1] == "enriched" else body["Text"]
        elif "Html" in body:
            page = _ALT.sub(lambda found: f" {found[1] or found[2] or ''} ", _UNSEEN.sub(" ", body["Html"]))
            yield html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", page)))


def _attachments(expected: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The names of the attachments, and of pictures that the text shows: those are part of it, or attachments if they are large."""
    names: list[str] = []
    shown: list[str] = []
    for number in expected["attachments"]:
        part = expected["parts"][number]
        if not _is_text(part):
            kind, _, disposition = _kind(part)
            is_shown = kind == "image" and disposition != "attachment" and "content_id" in _values(part)
            (shown if is_shown else names).append(_name(part))
    return names, shown


def _is_text(part: dict[str, Any]) -> bool:
    kind, subtype, disposition = _kind(part)
    plain = kind == "text" and subtype in ("plain", "enriched", "html", "richtext")
    return (
        "Text" in part["body"]
        and (plain or kind in ("", "multipart"))
        and disposition != "attachment"
        and not _name(part)
    )


def _values(part: dict[str, Any]) -> dict[str, Any]:
    return {header["name"]: header["value"] for header in part["headers"] if isinstance(header["name"], str)}


def _kind(part: dict[str, Any]) -> tuple[str, str, str]:
    """Type, subtype and disposition."""
    kind, disposition = (_typed(part, name) for name in ("content_type", "content_disposition"))
    return kind.get("c_type") or "", kind.get("c_subtype") or "", disposition.get("c_type") or ""


def _name(part: dict[str, Any]) -> str:
    names = {
        attribute["name"].lower(): attribute["value"]
        for header in ("content_type", "content_disposition")
        for attribute in _typed(part, header).get("attributes") or ()
    }
    return (names.get("filename") or names.get("name") or "").replace("\\", "/").rsplit("/", 1)[-1]


def _typed(part: dict[str, Any], name: str) -> dict[str, Any]:
    value = _values(part).get(name)
    found: dict[str, Any] = value.get("ContentType", {}) if isinstance(value, dict) else {}
    return found


def _named(item: Document) -> str:
    return item.member.rsplit("/", 1)[-1].partition(":")[2]


def _without(these: list[str], those: list[str]) -> list[str]:
    """What is in these and not in those, as often as it is there more often."""
    left = list(these)
    for item in those:
        if item in left:
            left.remove(item)
    return left
