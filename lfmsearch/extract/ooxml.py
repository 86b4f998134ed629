"""
What the formats of Office and OpenDocument and EPUB share: a zip of XML parts, read within limits.

Own reading by events and not a library with a tree: it counts what really comes out of the zip, stops at a depth, and
finds text
(text boxes, notes, comments) that the usual libraries pass over.
"""

from __future__ import annotations

import pyexpat
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from posixpath import dirname, join, normpath
from types import TracebackType
from typing import NamedTuple, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import ZipFile, ZipInfo

from lfmsearch.errors import ExtractError
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.zipfaults import FAULTS, told

# Real documents stay under 100; 200,000 nested tables cost 308 MB.
_DEEPEST = 1_000
_PIECE = 64 << 10
# Custom properties that programs keep there.
_PROGRAMS_OWN = ("_", "MSIP_", "ContentTypeId", "KSOProductBuildVer", "ICV", "MTWinEqns", "MTUseMTPrefs")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Token(NamedTuple):
    """`start` or `end` of the element called `name` (without its namespace), or a `text`."""

    kind: str
    name: str
    attributes: dict[str, str] = {}  # noqa: RUF012  never written


class Package:
    """An Office file. Owns the open zip; a context manager."""

    def __init__(self, blob: Blob) -> None:
        # Expat before 2.4.1 lets ten lines of entities fill the memory.
        if pyexpat.version_info < (2, 4, 1):
            raise ExtractError("This Python's XML reader is too old to read it safely (expat before 2.4.1).")
        self._left = blob.limits.max_inflated_bytes
        self._file = blob.open()
        try:
            self._zip = ZipFile(self._file)
        except FAULTS as error:
            self._file.close()
            raise ExtractError(told(error, "It is damaged: its zip directory cannot be read.")) from error
        # Some writers put back slashes or a leading slash into the names.
        self._members = {item.filename.replace("\\", "/").lstrip("/"): item for item in self._zip.infolist()}

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the zip's order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """
        Yield `start` and `end` of each element of a part; an element is emptied after its end, unless the caller
        holds its parent.

        Raises ExtractError when the part is damaged, encrypted, too deep, or the file has given out more than it may.
        """
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        path: list[Element] = []
        try:
            for piece in self._inflated(self._members[name]):
                parser.feed(piece)
                yield from self._walked(parser, path)
            parser.close()
            yield from self._walked(parser, path)
        except ParseError as error:
            raise ExtractError(f"It is damaged: {name} is no valid XML.") from error

    def tokens(self, name: str) -> Iterator[Token]:
        """
        Yield the elements and the text of a part in the order they are written, for formats that mix the two.

        Raises ExtractError as `events` does.
        """
        found: list[Token] = []
        parser = pyexpat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: found.append(
            Token("start", local(tag), {local(key): value for key, value in attributes.items()})
        )
        parser.EndElementHandler = lambda tag: found.append(Token("end", local(tag)))
        parser.CharacterDataHandler = lambda text: found.append(Token("text", text))
        depth = 0
        for piece in chain(self._inflated(self._members[name]), (b"",)):
            damaged = False
            try:
                parser.Parse(piece, not piece)
            except pyexpat.ExpatError:
                damaged = True
            for token in found:  # also those before the damage
                depth += (token.kind == "start") - (token.kind == "end")
                if depth > _DEEPEST:
                    raise ExtractError("It is nested too deeply.")
                yield token
            found.clear()
            if damaged:
                raise ExtractError(f"It is damaged: {name} is no valid XML.")

    def read(self, name: str) -> bytes:
        """Return a whole part; raises ExtractError as `events` does."""
        return b"".join(self._inflated(self._members[name]))

    def root(self, name: str) -> Element | None:
        """Return a small part as a tree, None when it is missing or damaged."""
        if name not in self._members:
            return None
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        depth = 0
        root = None
        try:
            for piece in self._inflated(self._members[name]):
                parser.feed(piece)
                for event, element in _events(parser):
                    root = element if root is None else root
                    depth += 1 if event == "start" else -1
                    if depth > _DEEPEST:
                        raise ExtractError("It is nested too deeply.")
            parser.close()
        except ParseError:
            return None
        return root

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: id → (last word of the type, name of the part)."""
        folder = dirname(name)
        root = self.root(join(folder, "_rels", name.rsplit("/", 1)[-1] + ".rels"))
        found = {}
        for item in root if root is not None else ():
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], place)
        return found

    def main_part(self, usual: str) -> str:
        """Return the name of the part that holds the document; the usual name when the package does not say."""
        for kind, name in self.relations("").values():
            if kind == "officeDocument" and name in self._members:
                return name
        if usual not in self._members:
            raise ExtractError("It is damaged: its main part is missing.")
        return usual

    def about(self) -> About:
        """Return what its core properties say, and those that its writer made."""
        root = self.root("docProps/core.xml")
        fields: dict[str, str] = {}
        for item in root if root is not None else ():
            fields.setdefault(local(item.tag), (item.text or "").strip())
        about = About(title=fields.get("title", ""))
        about.wrote(fields.get("creator", ""), fields.get("lastModifiedBy", ""))
        about.date = written(fields.get("modified", "")) or written(fields.get("created", ""))
        about.tagged(fields.get("keywords", ""))
        about.tagged(fields.get("category", ""))
        about.says(fields.get("subject", ""), fields.get("description", ""))
        root = self.root("docProps/custom.xml")
        for item in root if root is not None else ():
            name, value = item.get("name", ""), " ".join(" ".join(item.itertext()).split())
            if name and value and not name.startswith(_PROGRAMS_OWN) and any(map(str.isalpha, value)):
                about.says(f"{name}: {value}")
        return about

    def drawn(self, name: str) -> str:
        """Return the text of a part that is drawn (shapes, charts, diagrams), paragraph for paragraph; empty for a damaged one."""
        lines: list[str] = []
        held: list[str] = []
        skipped = 0
        try:
            for event, element in self.events(name):
                tag = local(element.tag)
                if tag in ("Fallback", "numCache", "numLit"):
                    skipped += 1 if event == "start" else -1
                elif skipped:
                    continue
                elif event == "start":
                    if tag == "cNvPr" and (alternative := element.get("descr", "").strip()):
                        lines.append(alternative)
                elif tag in ("t", "v"):
                    held.append(element.text or "")
                elif tag in ("p", "pt") and (line := " ".join("".join(held).split())):
                    lines.append(line)
                    held.clear()
        except ExtractError:
            pass  # a picture beside the text; what was read of it is kept
        return "\n".join(dict.fromkeys(lines))

    def embedded(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of the files embedded in it; one that is damaged is left out."""
        from lfmsearch.extract.embedded import unpacked

        for name in self.names:
            if "/embeddings/" not in name or name.endswith("/"):
                continue
            try:
                data = self.read(name)
            except ExtractError:
                continue
            own = name.rsplit("/", 1)[-1]
            if found := unpacked(data, own) if own.lower().endswith(".bin") else (own, data):
                yield found

    def close(self) -> None:
        """Close the zip."""
        self._zip.close()
        self._file.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _walked(parser: XMLPullParser[Element], path: list[Element]) -> Iterator[tuple[str, Element]]:
        for event, element in _events(parser):
            if event == "start":
                path.append(element)
                if len(path) > _DEEPEST:
                    raise ExtractError("It is nested too deeply.")
                yield event, element
            else:
                yield event, element
                path.pop()
                # What has been read is let go, or a large sheet would be held whole.
                element.clear()
                if path:
                    del path[-1][:]

    def _inflated(self, member: ZipInfo) -> Iterator[bytes]:
        if member.flag_bits & 1:
            raise ExtractError("It is protected by a password.")
        try:
            with self._zip.open(member) as part:
                while piece := part.read(_PIECE):
                    # Counted, not believed: the size in the directory is whatever its writer put there.
                    self._left -= len(piece)
                    if self._left < 0:
                        raise ExtractError("It holds more than it may when unpacked (256 MB).")
                    yield piece
        except FAULTS as error:
            raise ExtractError(told(error, f"It is damaged: {member.filename} cannot be unpacked.")) from error


def _events(parser: XMLPullParser[Element]) -> Iterator[tuple[str, Element]]:
    # Typed as what any parser may give; asked for start and end, it gives elements.
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


@lru_cache(maxsize=10_000)
def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rsplit("}", 1)[-1]


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace, empty when missing."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return value
    return ""


def relation_id(element: Element) -> str:
    """Return the `r:id` of an element."""
    return element.get(_RELATION + "id") or next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
