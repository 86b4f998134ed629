"""Small files of each format, made for the tests."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>Anna Rossi</dc:creator><cp:keywords>rent, home</cp:keywords><dcterms:modified>2024-03-01T09:12:00Z</dcterms:modified>"
    "</cp:coreProperties>"
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def added(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The same zip with these members, in the place of what was called so."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        held: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    return archive(held | parts)


def relations(*items: tuple[str, str, str]) -> str:
    """A .rels part of (id, last word of the type, target)."""
    body = "".join(
        f'<Relationship Id="{key}" Type="{_RELATION}/{kind}" Target="{target}"/>' for key, kind, target in items
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def docx(
    body: str,
    *,
    title: str = "",
    more: dict[str, str | bytes] | None = None,
    links: Iterable[tuple[str, str, str]] = (),
) -> bytes:
    """A Word file whose body is this XML."""
    styles = (
        f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Two"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Two"/></w:style></w:styles>'
    )
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("a", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": styles,
            "word/_rels/document.xml.rels": relations(("s", "styles", "styles.xml"), *links),
            "docProps/core.xml": _CORE.format(title=title),
        }
        | (more or {})
    )


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word file."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(rows: str, *, strings: Iterable[str] = (), sheet: str = "Rent") -> bytes:
    """A workbook of one sheet with these rows; style 1 is a date, style 2 a time."""
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {R}><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "sharedStrings", "sharedStrings.xml"),
                ("r3", "styles", "/xl/styles.xml"),
            ),
            "xl/sharedStrings.xml": f"<sst>{items}</sst>",
            "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def pptx(slides: Iterable[tuple[str, str]], *, notes: str = "") -> bytes:
    """A presentation of (title, text) slides, stored in reverse; the notes belong to the first."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    a += 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    slides = list(slides)
    names = [f"slides/slide{len(slides) - at}.xml" for at in range(len(slides))]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("a", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {a} {R}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*((f"r{at}", "slide", name) for at, name in enumerate(names))),
    }
    for name, (title, text) in zip(names, slides, strict=True):
        parts[f"ppt/{name}"] = (
            f'<p:sld {a}><p:sp><p:nvPr><p:ph type="title"/></p:nvPr>'
            f"<p:txBody><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>"
            f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            '<p:sp><p:nvPr><p:ph type="sldNum"/></p:nvPr><p:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></p:txBody></p:sp></p:sld>'
        )
    if notes:
        parts[f"ppt/slides/_rels/{names[0].rsplit('/', 1)[1]}.rels"] = relations(
            ("n", "notesSlide", "../notesSlides/notesSlide1.xml")
        )
        parts["ppt/notesSlides/notesSlide1.xml"] = (
            f"<p:notes {a}><p:sp><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:sp></p:notes>"
        )
    return archive(parts)


def pdf(
    *pages: str,
    title: str = "",
    field: str = "",
    encrypt: bool = False,
    notes: Iterable[tuple[str, str, str]] = (),
    attached: dict[str, bytes] | None = None,
    form: str = "",
) -> bytes:
    """
    A PDF with a line of text on each page.

    `field` is the value of a form field on the first; `notes` are annotations on it, each of (kind, writer, text); `attached` are files
    in it by name; `form` is the XML of a form that makes its pages.
    """
    count = len(pages)
    first = 4
    objects = [
        "<< /Type /Catalog /Pages 2 0 R"
        + (f" /AcroForm << /Fields [{first + 2 * count} 0 R] >>" if field else "")
        + " >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{first + 2 * at} 0 R' for at in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
        marks = f" /Annots [{first + 2 * count} 0 R]" if field and at == 0 else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * at + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >>{marks} >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if field:
        look = f"BT /F1 12 Tf 2 5 Td ({field}) Tj ET"
        number = first + 2 * count
        objects.append(
            f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({field}) /Rect [72 600 300 620] /F 4"
            f" /DA (/F1 12 Tf 0 g) /AP << /N {number + 1} 0 R >> >>"
        )
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 228 20] /Resources << /Font << /F1 3 0 R >> >> /Length {len(look)} >>\n"
            f"stream\n{look}\nendstream"
        )
    more = ""
    if notes:
        assert not field
        marks = " ".join(
            f"<< /Type /Annot /Subtype /{kind} /T ({writer}) /Contents ({text}) /Rect [9 9 20 20] >>"
            for kind, writer, text in notes
        )
        objects[first - 1] = objects[first - 1].removesuffix(">>") + f"/Annots [{marks}] >>"
    if attached:
        names = []
        for name, data in attached.items():
            objects.append(f"<< /Length {len(data)} >>\nstream\n{data.decode('latin-1')}\nendstream")
            objects.append(f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {len(objects)} 0 R >> >>")
            names.append(f"({name}) {len(objects)} 0 R")
        more += f" /Names << /EmbeddedFiles << /Names [{' '.join(names)}] >> >>"
    if form:
        objects.append(f"<< /Length {len(form)} >>\nstream\n{form}\nendstream")
        more += f" /NeedsRendering true /AcroForm << /Fields [] /XFA {len(objects)} 0 R >>"
    objects[0] = objects[0].removesuffix(">>") + more + " >>"
    trailer = "/Root 1 0 R"
    if title:
        objects.append(
            f"<< /Title ({title}) /Author (Anna Rossi) /CreationDate (D:20240301091200+01'00') /Keywords (rent; home) >>"
        )
        trailer += f" /Info {len(objects)} 0 R"
    if encrypt:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode()
    return out + f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def mail(headers: str, body: bytes | str) -> bytes:
    """A mail of these header lines."""
    raw = body.encode() if isinstance(body, str) else body
    return headers.strip().encode("utf-8", "surrogateescape") + b"\n\n" + raw


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) of these streams; `/` in a name makes folders."""
    nodes: list[tuple[str, int, bytes, list[int]]] = [("Root Entry", 5, b"", [])]
    places = {"": 0}
    for path, body in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            if here not in places:
                places[here] = len(nodes)
                nodes[places["/".join(parts[: depth - 1])]][3].append(len(nodes))
                is_stream = depth == len(parts)
                nodes.append((parts[depth - 1], 2 if is_stream else 1, body if is_stream else b"", []))
    right = {child: after for _, _, _, children in nodes for child, after in pairwise(children)}
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes, size: int, into: list[bytes], links: list[int]) -> int:
        start = len(into)
        into.extend(data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size))
        links.extend([*range(start + 1, len(into)), END] if data else [])
        return start if data else END

    # Streams below 4,096 bytes lie in pieces of 64 in the stream of the root.
    pieces: list[bytes] = []
    links: list[int] = []
    firsts = [
        put(body, 64, pieces, links) if len(body) < 4096 else put(body, 512, sectors, chain) for _, _, body, _ in nodes
    ]
    short = b"".join(pieces)
    firsts[0] = put(short, 512, sectors, chain)
    links_at = put(struct.pack(f"<{len(links)}I", *links), 512, sectors, chain)
    entries = b"".join(
        struct.pack(
            "<64sHBB3I16sI16sIQ",
            (name + "\0").encode("utf-16-le"),
            2 * len(name) + 2,
            kind,
            1,
            FREE,
            right.get(number, FREE),
            children[0] if children else FREE,
            b"",
            0,
            b"",
            firsts[number],
            len(body) if number else len(short),
        )
        for number, (name, kind, body, children) in enumerate(nodes)
    )
    directory = put(entries, 512, sectors, chain)
    count = -(-(len(sectors) + 8) // 128)
    table = len(sectors)
    chain.extend([FREE - 2] * count)
    chain.extend([FREE] * (count * 128 - len(chain)))
    head = struct.pack("<8s16s6H8s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, b"")
    head += struct.pack("<8I", count, directory, 0, 4096, links_at, -(-len(links) // 128), END, 0)
    head += struct.pack("<109I", *range(table, table + count), *[FREE] * (109 - count))
    return head + b"".join(sectors) + struct.pack(f"<{count * 128}I", *chain)
