"""The comparison of mails with what is expected of them."""

from __future__ import annotations

import json

import pytest

from lfmsearch.bench import mails
from lfmsearch.bench.setting import Setting
from lfmsearch.errors import UserError

MAIL = b"From: Anna <a@b.example>\nSubject: Rent\nDate: Fri, 1 Mar 2024 09:12:00 +0100\n\nTwo rooms.\n"


def expected(subject: str, text: str) -> str:
    headers = [
        {"name": "from", "value": {"Address": {"List": [{"name": "Anna", "address": "a@b.example"}]}}},
        {"name": "subject", "value": {"Text": subject}},
    ]
    part = {"headers": headers, "body": {"Text": text}}
    return json.dumps({"text_body": [0], "html_body": [0], "attachments": [], "parts": [part]})


def test_mails_are_compared_and_each_difference_is_a_line(tmp_path, capsys):
    """One is as expected; of the other, subject and text differ."""
    for name, result in (("1", expected("Rent", "Two rooms.")), ("2", expected("Lease", "Three rooms."))):
        (tmp_path / f"{name}.eml").write_bytes(MAIL)
        (tmp_path / f"{name}.json").write_text(result)

    [row] = mails.run(Setting("small", tmp_path, tmp_path, files=tmp_path))

    assert (row.value, row.reference, row.ratio) == (1, 2, 0.5)
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[:2] for line in said] == [["2.eml", "subject"], ["2.eml", "text"]]


def test_a_folder_without_mails_is_refused(tmp_path):
    """As is no folder."""
    for files in (None, tmp_path):
        with pytest.raises(UserError):
            mails.run(Setting("small", tmp_path, tmp_path, files=files))
