"""Recoll, the other reader of a folder: indexes it, and says which words it has of each file."""

from __future__ import annotations

import os
import quopri
import re
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lfmsearch.errors import MachineError

# Longer terms are left out by Recoll, in bytes.
_LONGEST = 40
_AT_ONCE = 500  # records asked for with one command
_WORD = re.compile(r"[^\W_]{2,}")
# Recoll indexes these scripts by single characters and pairs, we by words: compared by character.
_CJK = re.compile(
    r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
# Letters that decomposition leaves whole and Recoll does not.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"})
_FILE = r"[A-Za-z0-9+/=]{40,}(?:\s+[A-Za-z0-9+/=]{40,})*(?:\s+[A-Za-z0-9+/]+={0,2}(?=\s*<))?|data:[\w/+.-]+;base64,[\w+/=%]+"
_MARKUP = {
    "xml": re.compile(rf"<!--.*?-->|<!\[CDATA\[|<[^<>]*>|&#?\w{{1,10}};|{_FILE}", re.DOTALL),
    "html": re.compile(r"<select\b.*?</select>", re.DOTALL | re.IGNORECASE),
    "md": re.compile(_FILE),
}
_GAPS = re.compile(r"[\W_]+")
# What nobody wrote: what antiword puts for a picture, the prompts of empty fields (never shown, never printed) in two languages,
# the number of the default look of tables; Recoll's own title where there is none.
_PROMPTS = (
    "Click to edit Master title text style styles subtitle notes format Second level Third level Fourth level Fifth level",
    "Cliquez pour modifier le style du titre du masque les styles du texte du masque Deuxième Troisième Quatrième Cinquième niveau",
)
_MADE_UP: dict[str, set[str]] = {
    "doc": {"pic", "untitled"},
    "ppt": {word.lower() for word in " ".join(_PROMPTS).replace("è", "e").split()},
    "pptx": set("5c22544a 7ee6 4342 b048 85bdc9fd1c3a".split()),  # noqa: SIM905
    "pdf": {"untitled"},
}
# Of mails: a paragraph; whether it is a header; a field that no person reads, and the name of one that people do.
_BLOCK = re.compile(rb"(?:[^\n]+\n?)+")
_HEADER = re.compile(rb"(?im)^(?:received|return-path|message-id|mime-version|date|content-type|comments)[ \t]*:")
_TECHNICAL = re.compile(
    rb"(?im)^(?!(?:from|to|cc|bcc|subject|sender|reply-to|keywords|comments)[ \t]*:)[a-z][\w-]*[ \t]*:"
    rb"(?:(?!(?:file)?name\*?[\d*]*=)[^\n])*(?:\n[ \t](?:(?!(?:file)?name\*?[\d*]*=)[^\n])*)*"
)
_SAID = re.compile(rb"(?im)^(?:from|to|cc|bcc|subject|sender|reply-to|keywords|comments)(?=[ \t]*:)")
_SHOWN = re.compile(rb"""(?i)\b(?:alt|title)=["']([^"']*)""")
_NOISE = (
    re.compile(rb"(?m)^From [^\n]*\n|\A\d+ *\n"),
    re.compile(rb"(?is)\n<\?xml[^\n]*\n<!doctype plist.*"),
    re.compile(rb"(?is)content-type:[^\n]*text/css.*?\n\n.*?(?=\n--|\Z)|<style\b.*?</style>"),
    re.compile(rb"(?i)<[a-z!/][^<>@]*>"),
    re.compile(rb"(?m)^(?:[A-Za-z0-9+/]{20,}={0,2}\n)+[A-Za-z0-9+/]*={0,2}$"),
)
_RECORD = re.compile(rb"(?m)^(Data for|Term List for) record #(\d+):\n")


def is_here() -> bool:
    """Whether Recoll is installed."""
    return shutil.which("recollindex") is not None


def words_can_be_read() -> bool:
    """Whether the program that prints a Xapian index is installed (`xapian-delve`, of xapian-tools)."""
    return shutil.which("xapian-delve") is not None


def index(folder: Path, kept: Path) -> float:
    """
    Index a folder anew with Recoll and return the seconds it took, the whole process.

    Args:
        folder: what is indexed: every file, whatever it is called.
        kept: where Recoll's settings and its index go; emptied first.
    """
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    lines = (f"topdirs = {folder}", "skippedNames =", "noContentSuffixes =", "skippedPaths =", "loglevel = 2")
    (kept / "recoll.conf").write_text("\n".join(lines) + "\n", "utf-8")
    program = shutil.which("recollindex") or ""
    # Its helpers are scripts for the system's Python, which lies beside it.
    path = os.pathsep.join((str(Path(program).parent), os.environ.get("PATH", "")))
    started = time.perf_counter()
    done = subprocess.run(
        [program, "-c", str(kept)],
        env={**os.environ, "PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    elapsed = time.perf_counter() - started
    if not (kept / "xapiandb").is_dir():
        raise MachineError(f"recollindex made no index: {done.stderr.decode('utf-8', 'replace')[-300:]}")
    return elapsed


def words(kept: Path) -> dict[str, set[str]]:
    """Return the words that Recoll's index has of each file by its path, those of what lies inside the file with them."""
    database = str(kept / "xapiandb")
    every = [line for line in _said("-1", "-t", "", database).splitlines() if line.isdigit()]
    found: dict[str, set[str]] = {}
    for start in range(0, len(every), _AT_ONCE):
        asked = [part for number in every[start : start + _AT_ONCE] for part in ("-r", number.decode())]
        for path, terms in _records(_said("-1", "-d", *asked, database)):
            found.setdefault(path, set()).update(terms)
    return found


def normal(texts: Iterable[str]) -> set[str]:
    """Return the words of texts as both sides are compared: two letters or digits and more, without case and accents."""
    found: set[str] = set()
    for text in texts:
        plain = _plain(text)
        characters = _CJK.findall(plain)
        found.update(characters)
        found.update(_WORD.findall(_CJK.sub(" ", plain) if characters else plain))
    return {word for word in found if len(word.encode()) <= _LONGEST}


def squeezed(texts: Iterable[str]) -> str:
    """Return texts as `normal` sees them with nothing between letters and digits: any word of theirs, however cut, is in there."""
    return _GAPS.sub("", "".join(map(_plain, texts)))


def made_up(path: str) -> set[str]:
    """Return words that Recoll has of a file though nobody wrote them there; see the comments on each."""
    kind = path.rsplit(".", 1)[-1].lower()
    if kind == "pdf":
        return _MADE_UP[kind] | _programs(path)
    if kind in ("eml", "emlx", "mbox", "mhtml", "mht"):
        return _transport(path)
    if kind == "zip":
        return _packed(path)
    if kind in _MARKUP:
        return _markup(path, _MARKUP[kind])
    return _MADE_UP.get(kind, set())


def _markup(path: str, markup: re.Pattern[str]) -> set[str]:
    """
    The words that a file has in its markup alone: tags, remarks and files written out in XML, which Recoll reads as plain text;
    choices of forms; pictures written out in Markdown.
    """
    text = Path(path).read_text("utf-8", "replace")
    return normal(markup.findall(text)) - normal([markup.sub(" ", text)])


def _transport(path: str) -> set[str]:
    """
    The words that a mail has only where nobody wrote them: technical fields, dates (which are kept as dates), Apple's properties, style
    sheets, and files in base64 that were not decoded. Who, to whom, about what and names of attachments are never among them.
    """
    raw = Path(path).read_bytes().replace(b"\r\n", b"\n")
    technical: list[bytes] = []

    def taken(found: re.Match[bytes]) -> bytes:
        technical.append(found[0])
        return b"\n".join((b"", *_SHOWN.findall(found[0]), b""))

    def fields_taken(block: re.Match[bytes]) -> bytes:
        return _SAID.sub(taken, _TECHNICAL.sub(taken, block[0])) if _HEADER.search(block[0]) else block[0]

    for noise in _NOISE:
        raw = noise.sub(taken, raw)
    raw = _BLOCK.sub(fields_taken, raw)
    return _words(technical) - _words([raw])


def _words(pieces: list[bytes]) -> set[str]:
    return normal(quopri.decodestring(piece).decode("utf-8", "replace") for piece in pieces)


def _packed(path: str) -> set[str]:
    """What is made up in the files of a zip."""
    found: set[str] = set()
    with TemporaryDirectory() as folder, suppress(BadZipFile, RuntimeError, OSError), ZipFile(path) as archive:
        for item in archive.infolist():
            if not item.is_dir() and not item.flag_bits & 1:
                found |= made_up(archive.extract(item, folder))
    return found


def _programs(path: str) -> set[str]:
    """The names of the programs that made a PDF."""
    import pypdfium2 as pdfium

    try:
        with closing(pdfium.PdfDocument(path)) as pdf:
            about = pdf.get_metadata_dict()
    except (pdfium.PdfiumError, UnicodeError):
        return set()
    return normal((about.get("Creator", ""), about.get("Producer", "")))


def _plain(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare).casefold().translate(_PLAIN)


def _records(printed: bytes) -> Iterator[tuple[str, set[str]]]:
    """
    Path and terms of each record.

    Left out are terms of a field alone (they begin with a capital letter), the words of the file's name and of its part's, and all of
    a record that holds what a helper said: that it failed, or how a picture's file is made.
    """
    parts = _RECORD.split(printed)
    places: dict[bytes, str] = {}
    names: dict[bytes, set[str]] = {}
    for kind, number, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if kind == b"Data for":
            fields = dict(line.split("=", 1) for line in body.decode("utf-8", "replace").splitlines() if "=" in line)
            places[number] = unquote(fields.get("url", "").removeprefix("file://"))
            names[number] = normal(
                (os.path.basename(places[number]), fields.get("ipath", ""), fields.get("filename", ""))
            )
        else:
            terms = body.decode("utf-8", "replace").splitlines()
            found = normal(term for term in terms if term and not "A" <= term[0] <= "Z")
            said_by_helper = found >= {"ipath", "mimetype", "dlen"} or "exiftoolversion" in found
            yield places.get(number, ""), set() if said_by_helper else found - names.get(number, set())


def _said(*arguments: str) -> bytes:
    return subprocess.run(["xapian-delve", *arguments], stdout=subprocess.PIPE, check=True).stdout
