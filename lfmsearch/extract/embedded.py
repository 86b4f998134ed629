"""Files inside Office files: what Word, Excel and PowerPoint embed, packed in a compound file (OLE) or as it is."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from io import BytesIO

import olefile

from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.compound import compound_file
from lfmsearch.extract.ole import DAMAGED, MAGIC, Compound
from lfmsearch.extract.read import read_part
from lfmsearch.types import Document

# Of one file, at most; a report has ten, a thesis with its equations some hundred that are no files.
MOST = 200
# Files in files: each may unpack to as much as the one it lies in.
_DEEPEST = 5
_NATIVE = "\x01Ole10Native"
# Streams that hold a whole file: of Office since 2007, of Acrobat and others, of LibreOffice.
_WHOLE = ("Package", "CONTENTS", "EmbeddedOdf", "package_stream")
# The stream that each old format is known by, and its ending.
_OWN = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
    "__properties_version1.0": "msg",
}
_BEGINS = ((b"%PDF", "pdf"), (b"PK\x03\x04", "zip"), (b"{\\rtf", "rtf"), (MAGIC, "ole"))


def documents(blob: Blob, files: Iterable[tuple[str, bytes]]) -> Iterator[Document]:
    """Yield the Documents of embedded files, given by name and bytes, as attachments of the Blob's Document."""
    if blob.depth >= _DEEPEST:
        return
    for number, (name, data) in enumerate(files, start=1):
        if number > MOST:
            return
        member = f"{number}:{name}".replace("/", "_")
        part = blob.part(
            data,
            name=name,
            member=f"{blob.member}/{member}" if blob.member else member,
            kind="attachment",
            parent=blob.member,
        )
        yield from read_part(part)


def unpacked(data: bytes, name: str) -> tuple[str, bytes] | None:
    """
    Return name and bytes of the file in an embedded object; None where it is none: an equation, a drawing, a control.

    Args:
        data: the object as Office keeps it.
        name: what it is called when it does not say.
    """
    if not data.startswith(MAGIC):
        return None
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            streams = {parts[0].lower(): parts[0] for parts in ole.listdir() if len(parts) == 1}
            held = {
                key: ole.openstream(streams[key.lower()]).read() for key in (_NATIVE, *_WHOLE) if key.lower() in streams
            }
    except (*DAMAGED, RecursionError):
        return None
    if found := chosen(held, name):
        return found
    ending = next((ending for stream, ending in _OWN.items() if stream in streams), "")
    return (_named(name, ending), data) if ending else None


def stored(compound: Compound) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files in the storages of an old Word or Excel file; one that is damaged is left out."""
    pools: dict[str, list[str]] = {}
    for path in compound.names:
        # `ObjectPool/_1234567890/…` in Word, `MBD0123ABCD/…` in Excel.
        depth = 2 if path.startswith("ObjectPool/") else 1
        parts = path.split("/")
        if len(parts) > depth and (depth == 2 or parts[0].startswith("MBD")):
            pools.setdefault("/".join(parts[:depth]), []).append(path)
    for pool, paths in list(pools.items())[:MOST]:
        try:
            streams = {path[len(pool) + 1 :]: compound.stream(path) for path in paths}
        except ExtractError:
            continue
        name = f"object {pool.rsplit('/', 1)[-1].strip('_')}"
        if found := chosen(streams, name):
            yield found
            continue
        ending = next((_OWN[path.lower()] for path in streams if path.lower() in _OWN), "")
        if ending and (data := compound_file(streams)):
            yield f"{name}.{ending}", data


def pasted(data: bytes, name: str) -> tuple[str, bytes] | None:
    """Return name and bytes of the file in an object as rich text keeps it ([MS-OLEDS] 2.2.5), None where it is none."""
    at = 4
    try:
        kind, at = struct.unpack_from("<I", data, at)[0], at + 4
        if kind != 2:  # linked, or a picture
            return None
        program = b""
        for number in range(3):  # the program's name, the topic, the item
            (length,) = struct.unpack_from("<I", data, at)
            program = data[at + 4 : at + 4 + length] if number == 0 else program
            at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
    except struct.error:
        return None
    held = data[at + 4 : at + 4 + size]
    if program.rstrip(b"\0") == b"Package":
        return _native(b"\0" * 4 + held, name)
    return unpacked(held, name)


def chosen(streams: dict[str, bytes], name: str) -> tuple[str, bytes] | None:
    """Return name and bytes of the file that one of an object's streams is, None when none is."""
    if native := streams.get(_NATIVE):
        return _native(native, name)
    for stream in _WHOLE:
        data = streams.get(stream, b"")
        ending = next((ending for magic, ending in _BEGINS if data.startswith(magic)), "")
        if ending:
            return _named(name, _office(data) if ending == "zip" else ending), data
    return None


def _native(stream: bytes, name: str) -> tuple[str, bytes] | None:
    """A file that was dropped into the document: its name, its path of then, its bytes ([MS-OLEDS] 2.3.6 and what Windows writes)."""
    try:
        at = 6  # size of all, a flag
        end = stream.index(b"\0", at)
        label = stream[at:end].decode("cp1252", "replace").replace("\\", "/").rsplit("/", 1)[-1]
        at = stream.index(b"\0", end + 1) + 1 + 4
        (length,) = struct.unpack_from("<I", stream, at)
        at += 4 + length
        (size,) = struct.unpack_from("<I", stream, at)
    except (ValueError, struct.error):
        return None
    data = stream[at + 4 : at + 4 + size]
    return (label[:200] or name, data) if data else None


def _office(data: bytes) -> str:
    """The ending of a zipped Office file, by the folder that its zip has."""
    for folder, ending in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"opendocument.text", "odt")):
        if folder in data:
            return ending
    return "zip"


def _named(name: str, ending: str) -> str:
    return f"{name.removesuffix('.bin')}.{ending}"
