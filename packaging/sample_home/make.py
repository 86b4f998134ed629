"""
Make the sample home of lfmsearch: `python make.py DIR`.

What a translator in Edinburgh might have on her disk. Everything is invented, nothing is random: two runs give the same bytes
and the same times. The texts lie in `content/`, laid out as in the home; `things.toml` names each with its date and language.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import mails
import office
import pdf
import slides
from oddities import oddities

HERE = Path(__file__).parent
CONTENT = HERE / "content"
# The day on which the home is looked at: everything in it is older.
TODAY = date(2025, 6, 2)

BUILDERS = {".pdf": pdf.build, ".docx": office.docx, ".xlsx": office.xlsx, ".pptx": slides.pptx}


def home() -> dict[str, tuple[bytes, datetime]]:
    """Return every file of the home: its path below the home to its bytes and its time."""
    listed: dict[str, dict[str, Any]] = tomllib.loads((HERE / "things.toml").read_text("utf-8"))
    files: dict[str, tuple[bytes, datetime]] = {}
    for path, thing in listed["file"].items():
        when = _noon(thing["on"])
        files[path] = (_built(path, thing, when), when)
    for path, content in oddities({path: content for path, (content, _) in files.items()}):
        files[path] = (content, _noon(TODAY - timedelta(days=40)))
    for path, thing in listed["mail"].items():
        files |= _mailbox(path, thing, {path: content for path, (content, _) in files.items()}.__getitem__)
    return dict(sorted(files.items()))


def write(folder: Path) -> int:
    """Write the home into `folder`, which must be new or empty; return the number of files."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty. Name a new folder for the sample home.")
    files = home()
    for path, (content, when) in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (when.timestamp(), when.timestamp()))
    return len(files)


def _built(path: str, thing: dict[str, Any], when: datetime) -> bytes:
    builder = BUILDERS.get(Path(path).suffix)
    source = CONTENT / thing.get("content", path + ".txt" if builder else path)
    text = source.read_text("utf-8")
    return builder(text, when) if builder else text.encode(thing.get("encoding", "utf-8"))


def _mailbox(path: str, thing: dict[str, Any], read: mails.ReadAttachment) -> dict[str, tuple[bytes, datetime]]:
    read_mails = [mail for source in thing["content"] for mail in mails.parsed((CONTENT / source).read_text("utf-8"))]
    if thing["kind"] == "mbox":
        return {path: (mails.mbox(read_mails, read), max(mail.sent for mail in read_mails))}
    if thing["kind"] == "maildir":
        return {
            f"{path}/cur/{mails.maildir_name(mail)}": (mails.as_bytes(mail, read), mail.sent) for mail in read_mails
        }
    return {
        f"{path}/{mail.fields['file']}": (mails.as_bytes(mail, read), mail.sent)
        for mail in read_mails
        if "file" in mail.fields
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the sample home of lfmsearch.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    folder: Path = parser.parse_args().folder
    try:
        count = write(folder)
    except OSError as error:
        print(f"make.py: {error}", file=sys.stderr)
        return 2
    print(f"{count} files in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
