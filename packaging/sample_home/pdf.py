"""A PDF with a text layer, written by hand: A4, Helvetica in WinAnsi, several pages, a title and a footer."""

from __future__ import annotations

import re
import unicodedata
import zlib
from datetime import datetime

from markup import Block, Page, parsed

WIDTH, HEIGHT, MARGIN = 595, 842, 68
BODY, LEADING = 10.5, 15.0
REGULAR, BOLD = "F1", "F2"

# Advance widths of Helvetica and Helvetica-Bold for the characters 32 to 126, in thousandths (Adobe's AFM files).
# fmt: off
_REGULAR_WIDTHS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
_BOLD_WIDTHS = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
]
# fmt: on
_OTHER_WIDTHS = {
    "–": 556,
    "—": 1000,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "•": 350,
    "…": 1000,
    "€": 556,
    "§": 556,
    "·": 278,
    "°": 400,
    "ß": 611,
    "«": 556,
    "»": 556,
    "½": 834,
    "×": 584,
    "ø": 611,
    "æ": 889,
    "£": 556,
}


def build(source: str, on: datetime) -> bytes:
    """Return the PDF of a content file (marks of `markup`), dated `on`; a letter outside WinAnsi is an error."""
    page = parsed(source)
    sheets = _Layout(page).laid_out()
    return _file(sheets, page.fields, on)


def text_width(text: str, size: float, font: str = REGULAR) -> float:
    """Return how wide `text` is set, in points."""
    widths = _BOLD_WIDTHS if font == BOLD else _REGULAR_WIDTHS
    total = 0
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[0]
        total += widths[ord(base) - 32] if 32 <= ord(base) <= 126 else _OTHER_WIDTHS.get(letter, 556)
    return total * size / 1000


class _Layout:
    """Sets blocks one below the other and starts a page where one is full. Owns the drawing commands of its pages."""

    def __init__(self, page: Page) -> None:
        self.fields = page.fields
        self.blocks = page.blocks
        self.sheets: list[list[str]] = []
        self.y = 0.0

    def laid_out(self) -> list[str]:
        self._new_sheet()
        for block in self.blocks:
            match block.kind:
                case "page":
                    self._new_sheet()
                case "title":
                    self._lines(block.text, size=19, leading=25, font=BOLD, colour="0.13 0.24 0.36")
                    self.y -= 9
                    self.sheets[-1].append(
                        f"0.55 0.65 0.75 RG 0.8 w {MARGIN} {self.y:.1f} m {WIDTH - MARGIN} {self.y:.1f} l S"
                    )
                    self.y -= 14
                case "heading":
                    self._room(4 * LEADING)
                    self.y -= 7
                    self._lines(block.text, size=12, leading=19, font=BOLD, colour="0.13 0.24 0.36", after=4)
                case "bullet":
                    self._lines(block.text, indent=16, mark="•", after=3)
                case "table":
                    self._table(block)
                case _:
                    clause = re.match(r"(\d+\.\d+) +", block.text)
                    mark = clause[1] if clause else ""
                    self._lines(
                        block.text[clause.end() if clause else 0 :], indent=30 if clause else 0, mark=mark, after=7
                    )
        return [self._finished(number) for number in range(len(self.sheets))]

    def _lines(
        self,
        text: str,
        *,
        size: float = BODY,
        leading: float = LEADING,
        font: str = REGULAR,
        colour: str = "0.1 0.1 0.1",
        indent: float = 0,
        mark: str = "",
        after: float = 0,
    ) -> None:
        for piece in text.split("\n"):
            for line in _wrapped(piece, WIDTH - 2 * MARGIN - indent, size, font):
                self._room(leading)
                self.y -= leading
                if mark:
                    self._show(mark, MARGIN + (4 if mark == "•" else 0), size, font, colour)
                    mark = ""
                self._show(line, MARGIN + indent, size, font, colour)
        self.y -= after

    def _table(self, block: Block) -> None:
        size, pad, height = 9.5, 6.0, 17.0
        columns = max(len(row) for row in block.rows)
        rows = [row + ("",) * (columns - len(row)) for row in block.rows]
        natural = [max(text_width(row[column], size, BOLD) for row in rows) + 2 * pad for column in range(columns)]
        scale = (WIDTH - 2 * MARGIN) / sum(natural)
        widths = [width * scale for width in natural]
        amounts = [all(_is_amount(row[column]) for row in rows[1:]) for column in range(columns)]
        self.y -= 5
        for number, row in enumerate(rows):
            font = BOLD if number == 0 else REGULAR
            cells = [_wrapped(cell, width - 2 * pad, size, font) for cell, width in zip(row, widths, strict=True)]
            tall = height + 12 * (max(len(cell) for cell in cells) - 1)
            self._room(tall)
            if number == 0:
                self.sheets[-1].append(
                    f"0.92 0.94 0.97 rg {MARGIN} {self.y - tall:.1f} {WIDTH - 2 * MARGIN} {tall:.1f} re f"
                )
            top, left = self.y, float(MARGIN)
            for cell, width, amount in zip(cells, widths, amounts, strict=True):
                for offset, line in enumerate(cell):
                    self.y = top - 12 - 12 * offset
                    start = left + width - pad - text_width(line, size, font) if amount else left + pad
                    self._show(line, start, size, font, "0.1 0.1 0.1")
                left += width
            self.y = top - tall
            self.sheets[-1].append(f"0.8 0.84 0.88 RG 0.5 w {MARGIN} {self.y:.1f} m {WIDTH - MARGIN} {self.y:.1f} l S")
        self.y -= 10

    def _show(self, text: str, x: float, size: float, font: str, colour: str, y: float | None = None) -> None:
        where = self.y if y is None else y
        self.sheets[-1].append(f"BT {colour} rg /{font} {size} Tf {x:.1f} {where:.1f} Td ({_escaped(text)}) Tj ET")

    def _room(self, needed: float) -> None:
        if self.y - needed < MARGIN:
            self._new_sheet()

    def _new_sheet(self) -> None:
        self.sheets.append([])
        self.y = HEIGHT - MARGIN + 6.0

    def _finished(self, number: int) -> str:
        count = f"{number + 1} / {len(self.sheets)}"
        footer = self.fields.get("footer", self.fields.get("title", ""))
        grey, low = "0.45 0.45 0.45 rg", 38
        right = WIDTH - MARGIN - text_width(count, 8)
        return "\n".join(
            [
                *self.sheets[number],
                f"BT {grey} /{REGULAR} 8 Tf {MARGIN} {low} Td ({_escaped(footer)}) Tj ET",
                f"BT {grey} /{REGULAR} 8 Tf {right:.1f} {low} Td ({count}) Tj ET",
            ]
        )


def _is_amount(cell: str) -> bool:
    return not cell or re.fullmatch(r"[-–£€]? ?[\d.,]+ ?[£€%]?(?: EUR)?", cell) is not None


def _wrapped(text: str, width: float, size: float, font: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, font) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _escaped(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text)


def _file(sheets: list[str], fields: dict[str, str], on: datetime) -> bytes:
    stamp = on.strftime("D:%Y%m%d%H%M%SZ")
    parts: list[bytes] = []
    pages = [6 + 2 * number for number in range(len(sheets))]
    kids = " ".join(f"{page} 0 R" for page in pages)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    parts += [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({fields.get('lang', 'en')}) >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        (
            f"<< /Title {_hex(fields['title'])} /Author {_hex(fields.get('author', ''))} /Subject {_hex(fields.get('subject', ''))}"
            f" /CreationDate ({stamp}) /ModDate ({stamp}) >>"
        ).encode(),
    ]
    for page, sheet in zip(pages, sheets, strict=True):
        packed = zlib.compress(sheet.encode("cp1252"))
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {page + 1} 0 R"
            f" /Resources << /Font << /{REGULAR} 3 0 R /{BOLD} 4 0 R >> >> >>".encode()
        )
        parts.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    whole = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, part in enumerate(parts, 1):
        starts.append(len(whole))
        whole += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = len(whole)
    whole += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    whole += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    whole += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(whole)


def _hex(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"
