"""Files made to break whatever reads them, as bytes: small where an attacker would send a small one."""

from __future__ import annotations

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

MB = 1 << 20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What the outside entity would bring in; every Unix has such a line.
PASSWD = "root:x:0:0"
_OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
# Ten lines for 3 GB of text.
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY e0 "lol">'
    + "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    + "]>"
)


def hostile_files(*, members: int = 1_000_000) -> dict[str, Callable[[], bytes]]:
    """
    Return what makes each file, by name; some take a second and 100 MB to make.

    Args:
        members: of a zip with a very long directory; reading a million takes Python's own library ten seconds and more.
    """
    return {
        "bomb.docx": lambda: _docx((f"<w:document {_W}><w:body><w:p><w:r><w:t>first </w:t>", *["a" * MB] * 300)),
        "laughs.docx": lambda: _docx((_LAUGHS + _word("&e9;"),)),
        "laughs.odt": lambda: _odt(_LAUGHS + _text("&e9;")),
        "laughs.xml": f"{_LAUGHS}<a>&e9;</a>".encode,
        "laughs.enex": f"{_LAUGHS}{_evernote('&e9;')}".encode,
        "laughs.opml": f'{_LAUGHS}<opml><body><outline text="&e9;"/></body></opml>'.encode,
        "outside.docx": lambda: _docx((_OUTSIDE + _word("before &e; after"),)),
        "outside.odt": lambda: _odt(_OUTSIDE + _text("before &e; after")),
        "outside.xml": f"{_OUTSIDE}<a>before &e; after</a>".encode,
        "outside.html": f"{_OUTSIDE}<p>before &e; after <iframe src='file:///etc/passwd'></iframe></p>".encode,
        "outside.enex": f"{_OUTSIDE}{_evernote('before &e; after')}".encode,
        "deep.html": lambda: b"<div>" * 1_000_000 + b"words",
        "deep.xml": lambda: b"<a>" * 1_000_000 + b"words" + b"</a>" * 1_000_000,
        "deep.json": lambda: b"[" * 1_000_000 + b'"words"' + b"]" * 1_000_000,
        "deep.ipynb": lambda: b'{"cells":' * 1_000_000 + b"[]" + b"}" * 1_000_000,
        "deep.rtf": lambda: rb"{\rtf1 " + b"{" * 1_000_000 + b"words" + b"}" * 1_000_001,
        "deep.md": lambda: b"> " * 500_000 + b"words\n" + b"[" * 500_000 + b"(a)\n",
        "deep.eml": lambda: _nested_mail(3_000),
        "deep.docx": lambda: _docx(
            (f"<w:document {_W}><w:body>{'<w:tbl><w:tr><w:tc>' * 300_000}<w:p><w:r><w:t>words",)
        ),
        "attached.eml": lambda: _attached_mail(3_000),
        "sparse.xlsx": sparse_workbook,
        "sparse.ods": _sparse_ods,
        "parts.eml": lambda: _many_parts(200_000),
        "heads.eml": lambda: b"Subject: words\n" + b"X-A: b\n" * 2_000_000 + b"\nwords\n",
        "tree.pdf": lambda: _pdf(
            "<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 3 0 R] >>", "<< /Type /Page /Parent 2 0 R >>"
        ),
        "stream.pdf": lambda: _pdf(
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /A 4 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Length 12 >>\n"
            "stream\n/A Do /A Do \nendstream",
        ),
        "members.zip": lambda: _many_members(members, "a/{:07x}"),
        "members.docx": lambda: _many_members(members, "word/{:07x}"),
        "chain.doc": _looping_chain,
        "line.txt": lambda: b"word " * (60 * MB // 5),
        "brackets.md": lambda: b"![](" * (2 * MB) + b"\n" + b"*a_" * MB,
        "backticks.html": lambda: b"<pre>" + b"<a href=" * MB,
        "commas.csv": lambda: b"," * (40 * MB) + b"\nwords",
        "bomb.zip": lambda: _zip({f"{at}.txt": "a " * (16 * MB) for at in range(10)}),
        "bomb.gz": lambda: gzip.compress(bytes(200 * MB)),
        "bomb.png": _png_bomb,
    }


def sparse_workbook() -> bytes:
    """A1 and XFD1048576, and nothing between: 1.3 kB that as a grid are 17,000 million cells."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>first</t></is></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>last</t></is></c></row>'
    return _zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations("a", "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {_SHEET} xmlns:r="{_RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relations("r1", "worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def _zip(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def _docx(pieces: Iterable[str]) -> bytes:
    """A Word file whose text is written piece by piece: it need not fit into memory."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", _relations("a", "officeDocument", "word/document.xml"))
        with file.open("word/document.xml", "w") as part:
            for piece in pieces:
                part.write(piece.encode())
    return out.getvalue()


def _relations(key: str, kind: str, target: str) -> str:
    item = f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{item}</Relationships>'


def _word(text: str) -> str:
    return f"<w:document {_W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"


def _odt(content: str) -> bytes:
    return _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _text(text: str) -> str:
    body = f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body>"
    return f"<office:document-content {_ODF}>{body}</office:document-content>"


def _evernote(text: str) -> str:
    return (
        "<en-export><note><title>words</title><content><![CDATA[<en-note>inside</en-note>]]></content>"
        f"<tag>{text}</tag></note></en-export>"
    )


def _sparse_ods() -> bytes:
    """One word, said to stand in every cell of the largest sheet there may be."""
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>word</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    body = f'<office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    return _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _nested_mail(depth: int) -> bytes:
    """Multipart in multipart, never closed."""
    out = ["From: a@example.org\nSubject: words\nMIME-Version: 1.0\n"]
    out += [f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth)]
    return "".join([*out, "Content-Type: text/plain\n\nwords\n"]).encode()


def _attached_mail(depth: int) -> bytes:
    """A mail in a mail in a mail."""
    head = "From: a@example.org\nSubject: words {}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return "".join([*(head.format(at) for at in range(depth)), "Subject: last\n\nwords\n"]).encode()


def _many_parts(count: int) -> bytes:
    head = b'From: a@example.org\nSubject: words\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
    part = b'--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nwords\n'
    return head + b"--x\n\nwords\n" + part * count + b"--x--\n"


def _pdf(*objects: str) -> bytes:
    """A PDF of these objects from number 2 on; its catalogue names number 2 as its pages."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(("<< /Type /Catalog /Pages 2 0 R >>", *objects), start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode()
    return out + f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def _many_members(count: int, name: str) -> bytes:
    """A zip whose directory names one stored member very many times."""
    first = b"[Content_Types].xml"
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, len(first), 0) + first
    entries = [_entry(first), *(_entry(name.format(at).encode()) for at in range(count))]
    directory = b"".join(entries)
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count + 1, count + 1, len(directory), len(local))
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(local) + len(directory), 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local + directory + end64 + locator + end


def _entry(name: bytes) -> bytes:
    return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name


def _looping_chain() -> bytes:
    """A compound file whose directory is followed by itself for ever."""
    head = struct.pack("<8s16s6H8s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, b"")
    head += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack(
        "<109I", 0, *[0xFFFFFFFF] * 108
    )
    chain = struct.pack("<128I", 0xFFFFFFFD, 1, *[0xFFFFFFFF] * 126)
    entry = struct.pack(
        "<64sHBB3I16sI16sIQ", "WordDocument\0".encode("utf-16-le"), 26, 2, 1, 1, 1, 1, b"", 0, b"", 1, 1 << 40
    )
    return head + chain + entry * 4


def _png_bomb() -> bytes:
    """A picture of 60,000 by 60,000 points in 10 kB for each of its 3.6 GB."""
    packed = zlib.compress(bytes(60_001 * 1_000), 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
