"""OpenDocument: texts, spreadsheets, presentations and drawings, all of them one `content.xml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lfmsearch.errors import ExtractError
from lfmsearch.extract.about import About
from lfmsearch.extract.blob import Blob
from lfmsearch.extract.dates import written
from lfmsearch.extract.ooxml import Package, Token, attribute, local
from lfmsearch.extract.outline import Outline
from lfmsearch.extract.tables import Rows, line_of
from lfmsearch.types import Document, Locator, Section, Style

# What stands as a paragraph of its own: the alternative text of a picture, the writer of a comment.
_PARAGRAPHS = frozenset(("p", "h", "desc", "creator"))
# Deleted text that a document remembers, rules for cells, times beside a comment.
_SILENT = frozenset(("tracked-changes", "content-validations", "date", "date-string", "note-citation", "forms"))
# Where headers and footers stand, and what of them is no text: fields, pages of notes.
_PAGES = frozenset(("header", "footer", "header-left", "footer-left", "header-first", "footer-first", "master-page"))
_UNPRINTED = frozenset(("notes", "page-number", "page-count", "date", "time", "date-time", "footer-decl", "forms"))
# An empty sheet is written as one cell repeated 16,384 times in one row repeated a million times.
_MOST_REPEATED = 30
_MOST_OBJECTS = 200
# Fields that Office programs make in a document they save in this format.
_PROGRAMS_OWN = frozenset(("AppVersion", "DocSecurity", "Info 1", "Info 2", "Info 3", "Info 4"))


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document."""
    with Package(blob) as package:
        _refuse_encrypted(package)
        if "content.xml" not in package:
            raise ExtractError("It is damaged: its content is missing.")
        about = _about(package)
        reading = _Reading(blob.type, blob.limits.max_text_chars)
        problem = ""
        try:
            reading.read(package.tokens("content.xml"))
            for name in _objects(package):
                inner = _Reading("odt", reading.left)
                inner.read(package.tokens(name))
                reading.sections += inner.sections
        except ExtractError as error:
            if not reading.sections:
                raise
            problem = f"{error.message} What was read until then is kept."
        if blob.type != "ods" and (margins := _margins(package)):  # those of sheets are `Page 1` and their names
            reading.sections.append(Section("\n\n".join(margins)))
        yield about.document(blob, reading.sections, title=reading.title, problem=problem)


def _margins(package: Package) -> list[str]:
    """Headers and footers of the pages, and what stands on the masters of slides; not their prompts, numbers and dates."""
    lines: dict[str, None] = {}
    held: list[str] | None = None
    inside = silent = 0
    for token in package.tokens("styles.xml") if "styles.xml" in package else ():
        if token.kind == "text":
            if held is not None and not silent:
                held.append(token.name)
            continue
        step = 1 if token.kind == "start" else -1
        if silent or token.name in _UNPRINTED or token.attributes.get("placeholder") == "true":
            silent += step
        elif token.name in _PAGES:
            inside += step
        elif token.name == "p" and inside:
            if held and any(map(str.isalpha, text := " ".join("".join(held).split()))):
                lines[text] = None
            held = [] if step > 0 else None
    return list(lines)


def _objects(package: Package) -> list[str]:
    """The contents of what is embedded as a document of its own: charts, tables, formulas."""
    return [name for name in package.names if name.endswith("/content.xml") and name.count("/") == 1][:_MOST_OBJECTS]


def _refuse_encrypted(package: Package) -> None:
    manifest = package.root("META-INF/manifest.xml")
    if manifest is not None and any(local(item.tag) == "encryption-data" for item in manifest.iter()):
        raise ExtractError("It is protected by a password.")


def _about(package: Package) -> About:
    root = package.root("meta.xml")
    fields: dict[str, list[str]] = {}
    own: list[str] = []
    for item in root.iter() if root is not None else ():
        if text := " ".join((item.text or "").split()):
            fields.setdefault(local(item.tag), []).append(text)
            is_flag = attribute(item, "value-type") == "boolean"
            if local(item.tag) == "user-defined" and not is_flag and attribute(item, "name") not in _PROGRAMS_OWN:
                own.append(f"{attribute(item, 'name')}: {text}")
    about = About(title=next(iter(fields.get("title", ())), ""))
    about.wrote(*fields.get("initial-creator", ()), *fields.get("creator", ()))
    about.date = next(
        (found for name in ("date", "creation-date") for raw in fields.get(name, ()) if (found := written(raw))), None
    )
    for words in fields.get("keyword", ()):
        about.tagged(words)
    about.says(*fields.get("subject", ()), *fields.get("description", ()), *own)
    return about


class _Reading:
    """What has been read of one document so far."""

    def __init__(self, kind: str, most_chars: int) -> None:
        self.sections: list[Section] = []
        self.title = ""
        self._kind = kind
        self.left = most_chars
        self._outline = Outline()
        self._held: list[str] = []
        self._texts: list[list[str]] = []  # of the open paragraphs; a text box or note in one has its own
        self._shapes: list[tuple[int, bool]] = []  # of the same: level of a heading, whether it is set as the title
        self._cells: list[list[list[str]]] = []  # of the open rows: cells, each of paragraphs
        self._tables: list[list[str]] = []
        self._rows: Rows | None = None
        self._row = 0
        self._repeats: list[int] = []
        self._page = 0
        self._titled = False
        self._names: list[str] = []
        self._title_styles = {"Title"}
        self._dates: list[str] = []
        self._writer = ""  # of the comment that begins

    def read(self, tokens: Iterable[Token]) -> None:
        silent = 0
        try:
            for token in tokens:
                if token.kind == "text":
                    if self._texts and not silent:
                        self._texts[-1].append(token.name)
                elif token.name in _SILENT:
                    silent += 1 if token.kind == "start" else -1
                elif silent:
                    continue
                elif token.kind == "start":
                    self._start(token)
                else:
                    self._end(token.name)
                if self.left < 0:
                    break
        finally:
            self._end_page()

    def _start(self, token: Token) -> None:
        tag, values = token.name, token.attributes
        if tag in _PARAGRAPHS:
            self._texts.append([])
            level = _count(values.get("outline-level", ""), most=9) if tag == "h" else 0
            self._shapes.append((level, values.get("style-name", "") in self._title_styles))
        elif tag == "style" and values.get("parent-style-name") == "Title":
            self._title_styles.add(values.get("name", ""))
        elif tag == "s" and self._texts:
            self._texts[-1].append(" " * _count(values.get("c", ""), most=20))
        elif tag in ("tab", "line-break") and self._texts:
            self._texts[-1].append("\t" if tag == "tab" else "\n")
        elif tag == "table":
            if self._kind == "ods" and not self._tables:
                self._rows, self._row = Rows(values.get("name", "")), 1
            elif not self._tables:
                self._end_section()
            self._tables.append([])
        elif tag == "table-row":
            self._cells.append([])
            self._repeats.append(_count(values.get("number-rows-repeated", "")))
        elif tag in ("table-cell", "covered-table-cell") and self._cells:
            times = _count(values.get("number-columns-repeated", ""), most=_MOST_REPEATED)
            cell: list[str] = []
            self._cells[-1].extend([cell] * times)  # one cell, shown so many times
            self._dates.append(values.get("date-value", ""))
        elif tag == "page" and self._kind in ("odp", "odg"):
            self._end_page()
            self._page += 1
            self._outline = Outline()
            self._titled = False
        elif tag == "frame":
            self._names.append(values.get("class", ""))
        elif tag == "notes":
            self._end_section()
            self.sections += self._outline.end()
            self._outline.enter(2, "Notes")
            self._outline.fill()  # a name of ours: not text where nothing stands under it

    def _end(self, tag: str) -> None:
        if tag in _PARAGRAPHS and self._texts:
            level, is_title = self._shapes.pop()
            text = "".join(self._texts.pop()).strip()
            if tag == "creator":
                self._writer = text
            elif text:
                self.left -= len(text)
                text, self._writer = f"{self._writer}: {text}" if self._writer else text, ""
                self._paragraph(text, level, is_title=is_title)
        elif tag in ("table-cell", "covered-table-cell") and self._dates:
            date = self._dates.pop()
            if date and self._cells and self._cells[-1]:
                shown = " ".join(self._cells[-1][-1]) if any(map(str.isalpha, "".join(self._cells[-1][-1]))) else ""
                self._cells[-1][-1][:] = [f"{date.removesuffix('T00:00:00').replace('T', ' ')} {shown}"]
        elif tag == "table-row" and self._cells:
            self._end_row(["\n".join(cell) for cell in self._cells.pop()])
        elif tag == "table" and self._tables:
            self._end_table(self._tables.pop())
        elif tag == "frame" and self._names:
            self._names.pop()

    def _paragraph(self, text: str, level: int, *, is_title: bool) -> None:
        if self._cells and self._cells[-1]:
            self._cells[-1][-1].append(text)
        elif "title" in self._names[-1:] and not self._titled:
            self._end_section()
            self._titled = True
            self.title = self.title or text
            self.sections += self._outline.enter(1, " ".join(text.split()), Locator(slide=self._page))
        elif level and len(text) <= 300:  # a whole paragraph set as a heading is no heading
            self._end_section()
            self.sections += self._outline.enter(level, " ".join(text.split()), self._here)
            if level == 1 and not self.title:
                self.title = text
        else:
            if is_title and not self.title and len(text) <= 300:
                self.title = text
            self._held.append(text)

    def _end_row(self, cells: list[str]) -> None:
        repeats = self._repeats.pop() if self._repeats else 1
        if self._rows is not None and len(self._tables) == 1:
            self._rows.add(self._row, cells)
            self._row += repeats
        elif line := line_of(cells):
            if self._cells and self._cells[-1]:  # a table in a cell: its row is a line of that cell
                self._cells[-1][-1].append(line)
            elif self._tables:
                self._tables[-1].append(line)

    def _end_table(self, lines: list[str]) -> None:
        if self._rows is not None and not self._tables:
            self._end_section()
            self.sections += self._rows.sections()
            self._rows = None
        elif lines and self._tables:
            self._tables[-1].extend(lines)
        elif lines:
            style: Style = "table" if any(" | " in line for line in lines) else "prose"
            body = ("\n" if style == "table" else "\n\n").join(lines)
            self.sections.append(Section(body, self._here, self._outline.fill(), style))

    @property
    def _here(self) -> Locator:
        if not self._page:
            return Locator()
        return Locator(slide=self._page) if self._kind == "odp" else Locator(page=self._page)

    def _end_section(self) -> None:
        if self._held:
            self.sections.append(Section("\n\n".join(self._held), self._here, self._outline.fill()))
            self._held = []

    def _end_page(self) -> None:
        if self._rows is not None:
            self.sections += self._rows.sections()
        self._end_section()
        self.sections += self._outline.end()


def _count(text: str, *, most: int = 1 << 20) -> int:
    """A number of times, at least once."""
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1


EXTRACTOR = documents
