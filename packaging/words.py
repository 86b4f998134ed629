"""
Gather the words of the window into the files of translations: `make words`.

Qt's lupdate reads the code; what is new stands there as unfinished, for Qt Linguist or an editor. English has plurals alone: its other
words are those of the code.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "lfmsearch" / "gui" / "words"
LANGUAGES = ("en", "de")


def main() -> int:
    """Return the exit code: 0 when every translation is finished."""
    left = 0
    for language in LANGUAGES:
        path = WORDS / f"lfmsearch_{language}.ts"
        gather(path, language)
        missing = [source for source, state in messages(path) if state == "unfinished"]
        left += len(missing)
        print(f"{language}: {len(messages(path))} messages, {len(missing)} unfinished")
        for source in missing:
            print(f"    {source}")
    return 1 if left else 0


def gather(path: Path, language: str) -> None:
    """Bring a file of translations up to date with the code; what was translated stays."""
    kept = {key: translation for key, _, translation in read(path) if not translation.get("type")}
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch, path.name)
        sources = sorted(str(source.relative_to(ROOT)) for source in (ROOT / "lfmsearch" / "gui").rglob("*.py"))
        options = ["-silent", "-locations", "none", "-source-language", "en", "-target-language", language]
        program = Path(PySide6.__file__).parent / ("lupdate.exe" if sys.platform == "win32" else "lupdate")
        subprocess.run([str(program), *sources, *options, "-ts", str(fresh)], cwd=ROOT, check=True)
        tree = ElementTree.parse(fresh)
    for context in list(tree.getroot().iter("context")):
        for message in list(context.iter("message")):
            # lupdate sees a plural in `tr`, and not in `translate`.
            plural = "%n" in message.findtext("source", "")
            if language == "en" and not plural:
                context.remove(message)
                continue
            if plural:
                message.set("numerus", "yes")
            translation = message.find("translation")
            assert translation is not None
            message.remove(translation)
            key = key_of(context, message)
            message.append(kept[key] if key in kept else unfinished(plural=plural))
        if context.find("message") is None:
            tree.getroot().remove(context)
    ElementTree.indent(tree, "    ")
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def read(path: Path) -> list[tuple[tuple[str, str, str], ElementTree.Element, ElementTree.Element]]:
    """Return the messages of a file: the key of each, itself, and its translation."""
    found = []
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None:
                found.append((key_of(context, message), message, translation))
    return found


def key_of(context: ElementTree.Element, message: ElementTree.Element) -> tuple[str, str, str]:
    """Return what a message is known by."""
    return context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")


def unfinished(*, plural: bool) -> ElementTree.Element:
    """Return a translation that is still to be made."""
    made = ElementTree.Element("translation", {"type": "unfinished"})
    for _ in range(2 if plural else 0):
        ElementTree.SubElement(made, "numerusform")
    return made


def messages(path: Path) -> list[tuple[str, str]]:
    """Return the sources of a file, each with the state of its translation; empty for a finished one."""
    return [(key[1], translation.get("type", "")) for key, _, translation in read(path)]


if __name__ == "__main__":
    sys.exit(main())
