"""
Gather the words of the window into the files of translations: `make words`.

What is new stands there as unfinished, for Qt Linguist or an editor. English has plurals alone: its other words are those of the code.
The code is read as Python; Qt's own lupdate, whose files these are, sees no words in f-strings and drops plurals whose number is more
than a name.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "lfmsearch" / "gui" / "words"
LANGUAGES = ("en", "de")
Key = tuple[str, str, str]
"""The context of a message, its source, and its comment."""


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
    kept = {key: translation for key, translation in read(path) if not translation.get("type")}
    root = ElementTree.Element("TS", {"version": "2.1", "language": language, "sourcelanguage": "en"})
    contexts: dict[str, ElementTree.Element] = {}
    for key in sorted(spoken(ROOT / "lfmsearch" / "gui")):
        name, source, comment = key
        plural = "%n" in source
        if language == "en" and not plural:
            continue
        if name not in contexts:
            contexts[name] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[name], "name").text = name
        message = ElementTree.SubElement(contexts[name], "message", {"numerus": "yes"} if plural else {})
        ElementTree.SubElement(message, "source").text = source
        if comment:
            ElementTree.SubElement(message, "comment").text = comment
        message.append(kept[key] if key in kept else unfinished(plural=plural))
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def spoken(folder: Path) -> set[Key]:
    """Return every message of the modules in a folder."""
    found: set[Key] = set()
    for path in folder.rglob("*.py"):
        walk(ast.parse(path.read_text(encoding="utf-8")), "", found)
    return found


def walk(node: ast.AST, context: str, found: set[Key]) -> None:
    """Collect what is said below a node; `tr` belongs to the class it stands in."""
    if isinstance(node, ast.ClassDef):
        context = node.name
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
        if called == "tr" and texts and isinstance(texts[0], str):
            found.add((context, texts[0], comment_of(texts[1:])))
        elif (
            called in ("translate", "QT_TRANSLATE_NOOP")
            and len(texts) > 1
            and isinstance(texts[0], str)
            and isinstance(texts[1], str)
        ):
            found.add((texts[0], texts[1], comment_of(texts[2:])))
    for child in ast.iter_child_nodes(node):
        walk(child, context, found)


def comment_of(rest: list[Any]) -> str:
    """Return what tells two equal words apart."""
    return rest[0] if rest and isinstance(rest[0], str) else ""


def read(path: Path) -> list[tuple[Key, ElementTree.Element]]:
    """Return the messages of a file: the key of each, and its translation."""
    found = []
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None:
                key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
                found.append((key, translation))
    return found


def unfinished(*, plural: bool) -> ElementTree.Element:
    """Return a translation that is still to be made."""
    made = ElementTree.Element("translation", {"type": "unfinished"})
    for _ in range(2 if plural else 0):
        ElementTree.SubElement(made, "numerusform")
    return made


def messages(path: Path) -> list[tuple[str, str]]:
    """Return the sources of a file, each with the state of its translation; empty for a finished one."""
    return [(key[1], translation.get("type", "")) for key, translation in read(path)]


if __name__ == "__main__":
    sys.exit(main())
