"""Word documents and workbooks, written by hand: the smallest packages that Word, Excel and LibreOffice open."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

from markup import Block, parsed

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT = "application/vnd.openxmlformats-officedocument"


def docx(source: str, on: datetime) -> bytes:
    """Return the Word document of a content file (marks of `markup`), dated `on`."""
    page = parsed(source)
    body = "".join(_word_block(block) for block in page.blocks)
    return package(
        {
            "word/document.xml": (
                f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300"/></w:sectPr></w:body></w:document>'
            ),
            "word/styles.xml": _word_styles(),
            "word/numbering.xml": (
                f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
                '<w:lvlText w:val="•"/><w:pPr><w:ind w:left="400" w:hanging="280"/></w:pPr></w:lvl></w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
            ),
        },
        main="word/document.xml",
        kinds={
            "word/document.xml": f"{_FORMAT}.wordprocessingml.document.main+xml",
            "word/styles.xml": f"{_FORMAT}.wordprocessingml.styles+xml",
            "word/numbering.xml": f"{_FORMAT}.wordprocessingml.numbering+xml",
        },
        relations={"word/document.xml": [("styles", "styles.xml"), ("numbering", "numbering.xml")]},
        fields=page.fields,
        on=on,
    )


def xlsx(source: str, on: datetime) -> bytes:
    """Return the workbook of a content file: fields, then `[Sheet]` lines with comma-separated rows, the first the header."""
    head, _, body = source.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    sheets = re.findall(r"^\[(.+)\]\n((?:(?!\[).*\n?)*)", body, re.MULTILINE)
    parts, kinds, relations = {}, {}, []
    listed = ""
    for number, (name, rows) in enumerate(sheets, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = _worksheet(rows)
        kinds[part] = f"{_FORMAT}.spreadsheetml.worksheet+xml"
        relations.append(("worksheet", f"worksheets/sheet{number}.xml"))
        listed += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
    relations.append(("styles", "styles.xml"))
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{_SHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_SHEET}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    kinds |= {
        "xl/workbook.xml": f"{_FORMAT}.spreadsheetml.sheet.main+xml",
        "xl/styles.xml": f"{_FORMAT}.spreadsheetml.styles+xml",
    }
    return package(
        parts, main="xl/workbook.xml", kinds=kinds, relations={"xl/workbook.xml": relations}, fields=fields, on=on
    )


def package(
    parts: dict[str, str],
    *,
    main: str,
    kinds: dict[str, str],
    relations: dict[str, list[tuple[str, str]]],
    fields: dict[str, str],
    on: datetime,
) -> bytes:
    """Return the zip of an Office Open XML package; every member bears the time `on`, so that two runs give the same bytes."""
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    stamp = on.strftime("%Y-%m-%dT%H:%M:%SZ")
    written = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{main}"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
            "</Relationships>"
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(fields['title'])}</dc:title><dc:creator>{escape(fields.get('author', ''))}</dc:creator>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
        ),
    }
    for part, links in relations.items():
        folder, _, name = part.rpartition("/")
        rows = "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(links, 1)
        )
        written[f"{folder}/_rels/{name}.rels"] = (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (written | parts).items():
            member = zipfile.ZipInfo(name, on.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, _XML + text)
    return stream.getvalue()


def _word_block(block: Block) -> str:
    match block.kind:
        case "page":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case "table":
            return _word_table(block.rows)
        case "title" | "heading" | "bullet":
            style = {"title": "Title", "heading": "Heading1", "bullet": "ListBullet"}[block.kind]
            return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_runs(block.text)}</w:p>'
        case _:
            return f"<w:p>{_runs(block.text)}</w:p>"


def _runs(text: str, properties: str = "") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def _word_table(rows: tuple[tuple[str, ...], ...]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="A0A8B0"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{9300 // columns}"/>' * columns
    table = f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    table += f"<w:tblGrid>{grid}</w:tblGrid>"
    for number, row in enumerate(rows):
        bold = "<w:rPr><w:b/></w:rPr>" if number == 0 else ""
        table += "<w:tr>" + "".join(f"<w:tc><w:p>{_runs(cell, bold)}</w:p></w:tc>" for cell in row) + "</w:tr>"
    return table + "</w:tbl><w:p/>"


def _word_styles() -> str:
    def style(name: str, shown: str, paragraph: str, run: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    return (
        f'<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
        '<w:sz w:val="22"/></w:rPr></w:style>'
        + style("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>')
        + style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/>',
            '<w:b/><w:sz w:val="26"/>',
        )
        + style("ListBullet", "List Bullet", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "")
        + "</w:styles>"
    )


def _worksheet(rows: str) -> str:
    table = list(csv.reader(io.StringIO(rows.strip())))
    columns = max(len(row) for row in table)
    widest = [max(len(row[column]) for row in table if column < len(row)) for column in range(columns)]
    sizes = "".join(
        f'<col min="{n}" max="{n}" width="{min(width, 48) + 3}" customWidth="1"/>' for n, width in enumerate(widest, 1)
    )
    lines = ""
    for number, row in enumerate(table, 1):
        cells = "".join(
            _cell(f"{chr(64 + column)}{number}", value, header=number == 1)
            for column, value in enumerate(row, 1)
            if value
        )
        lines += f'<row r="{number}">{cells}</row>'
    return f'<worksheet xmlns="{_SHEET}"><cols>{sizes}</cols><sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, value: str, *, header: bool) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        # Excel counts days from 30 December 1899.
        return f'<c r="{place}" s="2"><v>{(date.fromisoformat(value) - date(1899, 12, 30)).days}</v></c>'
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f'<c r="{place}" s="{3 if "." in value else 0}"><v>{value}</v></c>'
    style = ' s="1"' if header else ""
    return f'<c r="{place}" t="inlineStr"{style}><is><t>{escape(value)}</t></is></c>'
