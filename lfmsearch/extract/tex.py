"""TeX and LaTeX: what a reader of the printed page sees, under its headings. What it includes is not followed but kept as a link."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lfmsearch.extract.blob import Blob
from lfmsearch.extract.charset import decoded
from lfmsearch.extract.dates import written
from lfmsearch.extract.outline import Outline
from lfmsearch.types import Document, Locator, Person, Section

_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
_HEADING = re.compile(r"\\(" + "|".join(_LEVELS) + r")\*?\s*(?:\[[^\]]{0,300}\])?\s*\{")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_VERBATIM = re.compile(r"[ \t]*\\begin\s*\{((?:verbatim|Verbatim|lstlisting|minted|alltt|comment)\*?)\}")
_INCLUDED = re.compile(
    r"\\(?:input|include|subfile|includegraphics|bibliography|addbibresource)\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}"
)
# Commands whose argument says nothing to a reader.
_SILENT = re.compile(
    r"\\(?:label|ref|eqref|pageref|autoref|[cC]ref|vspace|hspace|bibliographystyle|usepackage|documentclass|pagestyle"
    r"|thispagestyle|setlength|setcounter|addtocounter|input|include|subfile|includegraphics|bibliography|index|hypersetup"
    r"|definecolor|newcommand|renewcommand|graphicspath|color)\*?\s*(?:\[[^\]]*\])*\s*(?:\{[^{}]*\})+"
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}(?:\[[^\]]*\])?(?:\{[^{}]*\})?")
_LINKED = re.compile(r"\\(?:href|textcolor|colorbox)\s*(?:\[[^\]]*\])?\{[^{}]*\}\s*(?=\{)")
_CITED = re.compile(r"\\[a-zA-Z]*cite[a-zA-Z]*\*?\s*(?:\[[^\]]*\])*\s*\{([^{}]*)\}")
_ACCENT = re.compile(r"""\\(?:([`'^"~=.])\s*|([uvHcdbkr])(?:\s+|(?=\{)))(?:\{\\?([a-zA-Z])\s*\}|\\?([a-zA-Z]))""")
_COMBINING = "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a"
_MARKS = dict(zip("`'^\"~=.uvHcdbkr", _COMBINING, strict=True))
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "S": "§", "P": "¶", "pounds": "£", "euro": "€", "texteuro": "€", "copyright": "©", "dots": "…",
    "ldots": "…", "textendash": "–", "textemdash": "—", "textbackslash": "\N{REVERSE SOLIDUS}", "LaTeX": "LaTeX", "TeX": "TeX",
    "item": "\n- ", "par": "\n\n", "newline": "\n", "quad": " ", "qquad": " ", "today": "", "and": "; ", "footnote": " ",
}  # fmt: skip
_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?[ \t]*(?:\[[^\[\]\n]{0,200}\](?=\s*\{))?")
_SYMBOL = re.compile(r"\\([#$%&_{} ,;:!/@-])")
_MATH = re.compile(r"\$\$.{0,2000}?\$\$|(?<!\\)\$[^$\n]{1,400}(?<!\\)\$|\\\[.{0,2000}?\\\]|\\\(.{0,400}?\\\)", re.S)
# A paragraph is searched several times as a whole; beyond this it is cut.
_MOST_LINES = 500


def documents(blob: Blob) -> Iterator[Document]:
    """Yield the one Document: a Section for each paragraph. The preamble gives title, author and date alone."""
    lines = decoded(blob.read()).split("\n")
    first = next((at + 1 for at, line in enumerate(lines) if line.lstrip().startswith("\\begin{document}")), 0)
    last = next((at for at in range(first, len(lines)) if lines[at].lstrip().startswith("\\end{document}")), len(lines))
    links: list[str] = []
    sections = list(_sections(lines, first, last, links))
    # The fields stand in the first lines; looked for in all of them, a long text would be searched to its end.
    top = "\n".join(_COMMENT.sub(r"\1", line) for line in lines[: first + 100])
    authors = re.split(r"[;\n]", readable(_argument(top, "author")))
    yield blob.document(
        sections,
        title=readable(_argument(top, "title")) or next((item.headings[0] for item in sections if item.headings), ""),
        people=tuple(Person(name[:200], "", "author") for part in authors[:20] if (name := part.strip(" ,"))),
        date=written(readable(_argument(top, "date"))),
        tags=tuple(word.strip() for word in readable(_argument(top, "keywords")).split(",")),
        links=tuple(links),
    )


def readable(text: str) -> str:
    r"""Return TeX without its commands: `\emph{rent}` is `rent`, `\"a` is `ä`; formulas stay as they are written."""
    formulas: list[str] = []

    def kept(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\x01{len(formulas) - 1}\x01"

    text = text.replace("\x01", "")
    text = _MATH.sub(kept, text) if "$" in text or "\\" in text else text
    if "\\" in text:
        text = _CITED.sub(r"[\1]", _LINKED.sub("", _SILENT.sub("", text)))
        text = _ENVIRONMENT.sub("", text.replace("\\\\", "\n"))
        text = _ACCENT.sub(_accented, text)
        text = _COMMAND.sub(lambda found: _LETTERS.get(found[1], ""), text)
        text = _SYMBOL.sub(r"\1", text.replace("\\{", "\x02").replace("\\}", "\x03"))
    text = re.sub(r"[{}]", "", text).replace("\x02", "{").replace("\x03", "}")
    text = text.replace("~", " ").replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = re.sub("\x01(\\d+)\x01", lambda found: formulas[int(found[1])], text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


def _sections(lines: list[str], at: int, last: int, links: list[str]) -> Iterator[Section]:
    outline = Outline()
    held: list[str] = []
    first = at

    def paragraph() -> list[Section]:
        nonlocal held
        raw, held = "\n".join(held), []
        links.extend(found.strip() for found in _INCLUDED.findall(raw))
        text = readable(raw)
        return [Section(text, Locator(line=first + 1), outline.fill())] if text.strip() else []

    while at < last:
        raw = lines[at]
        if raw.lstrip().startswith("\\begin") and (block := _VERBATIM.match(raw)):
            yield from paragraph()
            mark = f"\\end{{{block[1]}}}"
            end = next((end for end in range(at + 1, last) if mark in lines[end]), last)
            body = "\n".join(lines[at + 1 : end]).strip("\n")
            if body.strip() and block[1] != "comment":
                yield Section(body, Locator(line=at + 2), outline.fill(), "code")
            at = end + 1
            continue
        line = _COMMENT.sub(r"\1", raw) if "%" in raw else raw
        if "\\" in line and (heading := _HEADING.search(line)):
            held.append(line[: heading.start()])
            yield from paragraph()
            # The rest of the paragraph is searched for the brace that closes it.
            rest, ended = line[heading.end() :], at
            while (close := _closing(rest)) < 0 and ended + 1 < min(last, at + 10):
                ended += 1
                rest += "\n" + _COMMENT.sub(r"\1", lines[ended])
            name = readable(rest[:close] if close >= 0 else rest)
            yield from outline.enter(_LEVELS.index(heading[1]), " ".join(name.split())[:300], Locator(line=at + 1))
            at, first = ended, ended
            held = [rest[close + 1 :]] if close >= 0 else []
        elif line.strip():
            first = first if held else at
            held.append(line)
        if not raw.strip() or len(held) > _MOST_LINES:  # a line of nothing but a comment does not end a paragraph
            yield from paragraph()
        at += 1
    yield from paragraph()
    yield from outline.end()


def _argument(text: str, command: str) -> str:
    found = re.search(rf"\\{command}\s*(?:\[[^\]]*\])?\s*\{{", text)
    if not found:
        return ""
    end = _closing(text[found.end() : found.end() + 5_000])
    return text[found.end() : found.end() + end] if end >= 0 else ""


def _closing(text: str) -> int:
    """Where the brace that was opened before `text` is closed; -1 when it is not."""
    depth = 1
    for found in re.finditer(r"\\.|[{}]", text, re.S):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return -1


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (found[3] or found[4]) + _MARKS[found[1] or found[2]])


EXTRACTOR = documents
