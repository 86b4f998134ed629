"""Which part of a mail its writer wrote, and which is quoted from the one it answers or a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


# In the languages mail programs are used in. The last words of `On Monday, Anna Rossi wrote:`; in German and Dutch the name follows.
_WROTE_WORDS = (
    r"\bwrote",
    r"\bschrieb(?:\s.{1,80})?",
    r"\ba écrit",
    r"\bescribió",
    r"\bha scritto",
    r"\bescreveu",
    r"\bschreef(?:\s.{1,80})?",
    r"\bskrev(?:\s.{1,80})?",
    r"\bkirjoitti",
    r"\bnapisała?(?:\(a\))?",
    r"\bnapsal(?:\(a\))?",
    r"\bírta",
    r"\ba scris",
    r"\bнаписал(?:\(а\)|а)?",
    r"\bписал(?:\(а\)|а)?",
    r"\bпишет",
    r"\byazdı",
    r"كتب(?:\s.{1,80})?",
    r"のメッセージ",
    r"書きました",
    r"写道",
    r"寫道",
    r"님이 작성",
    r"작성",
    r"\bđã viết",
    r"\bmenulis",
)
_WROTE = re.compile(_any(_WROTE_WORDS) + r"\s*[:：]\s*$", re.I)
_START_WORDS = (
    "On",
    "Am",
    "Le",
    "El",
    "Il",
    "Em",
    "Op",
    "Den",
    "På",
    "W dniu",
    "Dnia",
    "Dne",
    "Pe",
    "Vào",
    "Pada",
    "В",
    "في",
)
_STARTS = re.compile(
    r"^\s*(?:" + _any(_START_WORDS) + r"\b|\d{4}\s*[年년]|\d{4}[-/.]\d|\d{1,2}[./]\d|20\d\d|.{0,80}<[^>]+@)"
)
_ORIGINAL_WORDS = (
    "Original Message",
    "Original-Nachricht",
    "Ursprüngliche Nachricht",
    "Originalnachricht",
    "Message d['’]origine",
    "Message original",
    "Mensaje original",
    "Messaggio originale",
    "Mensagem original",
    "Oorspronkelijk bericht",
    "Ursprungligt meddelande",
    "Oprindelig meddelelse",
    "Исходное сообщение",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
    "الرسالة الأصلية",
)
_ORIGINAL = re.compile(r"^\s*[-_]{2,}\s*" + _any(_ORIGINAL_WORDS) + r"\s*[-_]{2,}\s*$", re.I)
_FORWARDED_WORDS = (
    "forward",
    "weitergeleitet",
    "transféré",
    "reenviad",
    "inoltrat",
    "encaminhad",
    "doorgestuurd",
    "vidarebefordra",
    "пересыла",
    "转发",
    "轉寄",
    "転送",
    "전달",
)
_FORWARDED = re.compile(r"^\s*(?:[-_]{2,}.*" + _any(_FORWARDED_WORDS) + "|begin forwarded message)", re.I)
_FROM_WORDS = [
    "From",
    "Von",
    "De",
    "Da",
    "Van",
    "Från",
    "Fra",
    "Od",
    "От",
    "发件人",
    "發件人",
    "寄件者",
    "差出人",
    "送信者",
    "من",
]
_FIELD_WORDS = [
    "Sent",
    "Date",
    "To",
    "Cc",
    "Subject",
    "Gesendet",
    "Datum",
    "An",
    "Betreff",
    "Envoyé",
    "À",
    "Objet",
    "Enviado",
    "Fecha",
    "Para",
    "Asunto",
    "Inviato",
    "Data",
    "A",
    "Oggetto",
    "Assunto",
    "Verzonden",
    "Aan",
    "Onderwerp",
    "Skickat",
    "Till",
    "Ämne",
    "Дата",
    "Отправлено",
    "Кому",
    "Тема",
    "发送时间",
    "發送時間",
    "收件人",
    "收件者",
    "主题",
    "主旨",
    "送信日時",
    "宛先",
    "件名",
    "제목",
    "تاريخ",
    "إلى",
    "الموضوع",
]
_FROM_LINE = re.compile(r"^\s*\*?" + _any([*_FROM_WORDS, "보낸 사람"]) + r"\*?\s?[:：]\*?\s*\S", re.I)
_FIELD_LINE = re.compile(
    r"^\s*\*?" + _any([*_FIELD_WORDS, "Enviado el", "보낸 날짜", "받는 사람"]) + r"\*?\s?[:：]", re.I
)
# `-- ` is the signature mark; mailing lists draw a line. Longer than this below it, it was a dash in the text.
_SIGNATURE = re.compile(r"^(?:-- ?|_{20,}\s*)$")
_LONGEST_SIGNATURE = 15

Part = tuple[Literal["prose", "quote"], str]


def split(text: str) -> list[Part]:
    """Return the parts of a mail's text in order; when nothing would be left of its own, all of it is prose."""
    lines = text.split("\n")
    quoted = [line.lstrip().startswith(">") for line in lines]
    _mark_attributions(lines, quoted)
    _mark_rest(lines, quoted)
    _mark_signature(lines, quoted)
    parts: list[Part] = []
    held: list[str] = []
    inside = False
    for line, mark in zip(lines, quoted, strict=True):
        # A blank line belongs to what it stands in.
        if line.strip() and mark != inside:
            _end(parts, held, quoted=inside)
            inside = mark
        held.append(line)
    _end(parts, held, quoted=inside)
    if any(style == "prose" for style, _ in parts):
        return parts
    whole = text.strip()
    return [("prose", whole)] if whole else []


def _end(parts: list[Part], held: list[str], *, quoted: bool) -> None:
    body = "\n".join(held).strip("\n").rstrip()
    if body.strip():
        parts.append(("quote" if quoted else "prose", body))
    held.clear()


def _mark_attributions(lines: list[str], quoted: list[bool]) -> None:
    """`On …, Anna wrote:` belongs to the quote below it; it may be broken over three lines."""
    for at, line in enumerate(lines):
        if quoted[at] or not _WROTE.search(line):
            continue
        below = next(
            (mark for mark, text in zip(quoted[at + 1 :], lines[at + 1 :], strict=True) if text.strip()), False
        )
        first = None
        for above in range(at, max(at - 3, -1), -1):
            if quoted[above] or not lines[above].strip():
                break
            if _STARTS.match(lines[above]):
                first = above
        if first is not None:
            # Programs that do not mark what they quote (Apple's on a phone, Outlook's on the web) quote to the end.
            end = at + 1 if below else len(lines)
            quoted[first:end] = [True] * (end - first)
        elif below:
            quoted[at] = True


def _mark_rest(lines: list[str], quoted: list[bool]) -> None:
    """Below `Original Message`, or a block of From, Sent, To and Subject, all is quoted; below `Forwarded` it is what
    was sent.
    """
    for at, line in enumerate(lines):
        if quoted[at]:
            continue
        if _FORWARDED.match(line):
            return
        block = _FROM_LINE.match(line) and sum(bool(_FIELD_LINE.match(other)) for other in lines[at + 1 : at + 6]) >= 2
        if block or _ORIGINAL.match(line):
            quoted[at:] = [True] * (len(lines) - at)
            return


def _mark_signature(lines: list[str], quoted: list[bool]) -> None:
    for at in range(len(lines) - 1, -1, -1):
        if _SIGNATURE.match(lines[at]) and not quoted[at]:
            end = next((below for below in range(at, len(lines)) if quoted[below]), len(lines))
            if end - at <= _LONGEST_SIGNATURE:
                quoted[at:end] = [True] * (end - at)
