"""What else lies in a home: builds and packages nobody searches, a secret, broken and empty files, a picture, a copy."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

# Stands in files that must never be found, so that a test can look for it.
SECRET = "marzipan-otter-4471"


def oddities(made: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each odd thing; `made` are the files of the home so far."""
    project = "Projects/glossary"
    yield f"{project}/.gitignore", b"build/\n.env\n*.log\n"
    yield f"{project}/.env", f"# not a real key\nTERMBASE_TOKEN={SECRET}\n".encode()
    yield f"{project}/build/glossary-print.txt", f"Generated file, do not edit. {SECRET}\n".encode() * 40
    yield (
        f"{project}/node_modules/left-margin/index.js",
        f"// {SECRET}\nmodule.exports = (s, n) => ' '.repeat(n) + s;\n".encode(),
    )
    yield f"{project}/node_modules/left-margin/package.json", b'{"name": "left-margin", "version": "1.0.3"}\n'
    yield (
        f"{project}/node_modules/left-margin/README.md",
        f"# left-margin\nPads a string on the left. {SECRET}\n".encode(),
    )
    yield "Notes/.obsidian/app.json", b'{"attachmentFolderPath": "Attachments", "newLinkFormat": "shortest"}\n'
    yield (
        "Notes/.obsidian/core-plugins.json",
        b'["file-explorer", "global-search", "backlink", "tag-pane", "daily-notes"]\n',
    )
    yield "Pictures/Button on the sill.png", _picture(120, 80)
    yield "Downloads/untitled.txt", b""
    lease = made["Documents/Flat/Lease.pdf"]
    yield "Downloads/Lease.pdf", lease
    yield "Downloads/boarding pass (1).pdf", lease[: len(lease) // 3]
    yield "Downloads/firmware.bin", bytes(range(256)) * 16


def _picture(width: int, height: int) -> bytes:
    """Return a PNG: an evening sky over a dark sill."""
    rows = b""
    for y in range(height):
        sky = (250 - 2 * y, 190 - y, 120 + y) if y < height * 3 // 4 else (40, 36, 48)
        rows += b"\0" + bytes(sky) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part)) for name, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
