"""
Gather the words of the window into the files of translations: `make words`.

The service speaks English, in sentences that stand in the code below the window; what of them a window may show is gathered too, in a
context of its own, each f-string as a pattern: `{0} is not there any more.`

What is new stands there as unfinished, for Qt Linguist or an editor. English has plurals alone: its other words are those of the code.
The code is read as Python; Qt's own lupdate, whose files these are, sees no words in f-strings and drops plurals whose number is more
than a name.
"""

from __future__ import annotations

import ast
import itertools
import re
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "lfmsearch" / "gui" / "words"
LANGUAGES = ("en", "de")
SERVICE = "Service"
"""The context of what the service says."""

# What a window never shows: commands, measurements, help on settings, what programs say to each other.
_UNSEEN = frozenset(
    (
        *("gui", "bench", "cli", "evaluate", "models/calibrate.py", "models/starter.py", "store/damage.py"),
        *("service/values.py", "service/verbs.py", "service/pipes.py", "system/menu.py", "system/typed.py"),
        *("sources/inotify.py", "sources/dirty.py", "extract/quotewords.py", "search/ids.py", "search/history.py"),
    )
)
_UNSEEN_CALLS = ("log.", "_key", "lines.append", "re.compile", "ValueError", "AssertionError")
_SQL = re.compile("SELECT|UPDATE|DELETE|INSERT|WHERE|CREATE")
_SENTENCE = re.compile(
    r"(?:[A-ZÀ-Þ“`]|\{0\}|llama).* .*(?:[.?](?: ?\{\d\})?|: \{\d\})|\s?Did you mean.*|Start it anew.*"
    r"|Fetch it: .*|systemd .*|.* doctor .*\.",
    re.DOTALL,
)
# Why a rule leaves something out stands within a sentence.
_RULES = frozenset(
    {
        "sources/builtin.py",
        "sources/rules.py",
        "sources/registry.py",
        "sources/machine.py",
        "sources/mounts.py",
        "sources/places.py",
    }
)
_PHRASE = re.compile(rf"(?:it|a|an|line) [a-z{{].*|`\{{0\}}`, .*|{_SENTENCE.pattern}", re.DOTALL)
# A pattern of fewer letters fits what it was not made of.
_LETTERS = 5
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
    for key in sorted(spoken(ROOT / "lfmsearch" / "gui") | said(ROOT / "lfmsearch")):
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


def said(package: Path) -> set[Key]:
    """Return every sentence of the code below the window that a window may show."""
    found: set[str] = set()
    for path in package.rglob("*.py"):
        below = path.relative_to(package).as_posix()
        if below not in _UNSEEN and below.partition("/")[0] not in _UNSEEN:
            sentences(ast.parse(path.read_text(encoding="utf-8")), found, _PHRASE if below in _RULES else _SENTENCE)
    models = tomllib.loads((ROOT / "models.toml").read_text(encoding="utf-8"))
    found |= {licence["summary"] for licence in models["licence"].values()}
    return {(SERVICE, text, "") for text in found}


def sentences(node: ast.AST, found: set[str], kind: re.Pattern[str]) -> None:
    """Collect the texts of a kind below a node; what stands alone in a line is a docstring."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(_UNSEEN_CALLS):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    text = template(node)
    if kind.fullmatch(text) and not _SQL.search(text) and len(re.findall("[A-Za-z]", text)) >= _LETTERS:
        found.add(text)
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.JoinedStr) or not isinstance(child, ast.Constant):
            sentences(child, found, kind)


def template(node: ast.AST) -> str:
    """Return the text of a constant, or of an f-string with what it puts in as {0}, {1}; empty for anything else."""
    if isinstance(node, ast.Constant):
        names = itertools.count()
        return re.sub(r"\{[a-z]+\}", lambda _: f"{{{next(names)}}}", node.value) if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    made, count = "", 0
    for part in node.values:
        made += part.value if isinstance(part, ast.Constant) else f"{{{count}}}"
        count += not isinstance(part, ast.Constant)
    return made


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
