"""The words by which mail programs announce what they quote, in the languages they are used in."""

from __future__ import annotations

import re
from collections.abc import Iterable


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


# The last words of `On Monday, Anna Rossi wrote:`; in some languages the name or the date follows.
_WROTE_WORDS = (
    r"\bwrote",
    r"\bschrieb(?:\s.{1,80})?",
    r"\ba écrit",
    r"\bescribió",
    r"\bha escrito",
    r"\bha scritto",
    r"\bscrive",
    r"\bescreveu(?:\s.{1,80})?",
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
    r"كتبت?(?:\s.{1,80})?",
    r"のメッセージ",
    r"のメール",
    r"書きました",
    r"写道",
    r"寫道",
    r"님이 (?:작성|쓴 글)",
    r"작성",
    r"\bđã viết",
    r"\bmenulis",
)
WROTE = re.compile(_any(_WROTE_WORDS) + r"\s*[:：]\s*$", re.I)
# Gmail in Japanese and some others say no more than when and who.
DATED = re.compile(r"^\s*(?:\d{4}|\d{1,2})\s?[年년./-].{4,80}<[^<>\s]+@[^<>\s]+>\s*[:：]\s*$")
_START_WORDS = (
    "On",
    "At",
    "Am",
    "Le",
    "El",
    "Il",
    "Em",
    "No dia",
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
STARTS = re.compile(
    r"^\s*(?:"
    + _any(_START_WORDS)
    + r"\b|بتاريخ|在|于|於|\d{4}\s*[年년]|\d{4}[-/.]\d|\d{1,2}[./]\s?\w|20\d\d|.{0,80}<[^>]+@)"
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
    "Originalmeddelande",
    "Oprindelig meddelelse",
    "Opprinnelig melding",
    "Исходное сообщение",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
    "원본 메일",
    "الرسالة الأصلية",
)
_RULE = r"[-_—]{2,}"
ORIGINAL = re.compile(rf"^\s*{_RULE}\s*" + _any(_ORIGINAL_WORDS) + rf"\s*{_RULE}\s*$", re.I)
_FORWARDED_WORDS = (
    "forward",
    "weitergeleitet",
    "transféré",
    "transmis",
    "reenviad",
    "inoltrat",
    "encaminhad",
    "doorgestuurd",
    "vidarebefordra",
    "videresend",
    "пересыла",
    "转发",
    "轉寄",
    "転送",
    "전달",
    "معاد توجيهها",
    "إعادة توجيه",
)
_APPLE_FORWARDED = (
    "begin forwarded message",
    "anfang der weitergeleiteten",
    "début du message (?:réexpédié|transféré)",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "início da mensagem (?:re)?encaminhada",
    "vidarebefordrat brev",
    "videresendt melding",
    "転送されたメッセージ",
    "전달된 메시지",
    "开始转发的邮件",
    "下面是被转发的邮件",
    "بداية الرسالة المُ?عاد توجيهها",
)
FORWARDED = re.compile(rf"^\s*(?:{_RULE}.*" + _any(_FORWARDED_WORDS) + "|" + _any(_APPLE_FORWARDED) + ")", re.I)
_FROM_WORDS = (
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
    "보낸 ?사람",
    "من",
)
_FIELD_WORDS = (
    "Sent",
    "Date",
    "To",
    "Cc",
    "Subject",
    "Gesendet",
    "Datum",
    "An",
    "Betreff",
    "Envoyé(?: le)?",
    "À",
    "Objet",
    "Enviad[oa](?: el| em)?",
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
    "Sendt",
    "Dato",
    "Til",
    "Emne",
    "Дата",
    "Отправлено",
    "Кому",
    "Тема",
    "发送(?:时间|日期)",
    "發送時間",
    "日期",
    "收件人",
    "收件者",
    "主题",
    "主旨",
    "送信日時",
    "日時",
    "宛先",
    "件名",
    "보낸 ?(?:날짜|시간)",
    "날짜",
    "받는 ?사람",
    "제목",
    "تاريخ(?: الإرسال)?",
    "التاريخ",
    "إلى",
    "الموضوع",
)
_BOLD = r"\*{0,2}"
FROM_LINE = re.compile(rf"^\s*{_BOLD}" + _any(_FROM_WORDS) + rf"{_BOLD}\s?[:：]{_BOLD}\s*\S", re.I)
FIELD_LINE = re.compile(rf"^\s*{_BOLD}" + _any(_FIELD_WORDS) + rf"{_BOLD}\s?[:：]", re.I)
# What the text of a mail must have somewhere before its lines are looked at one by one for the beginning of such a block.
BLOCK = re.compile(
    rf"(?m)^[ \t]{{0,20}}(?:{_RULE}|{_BOLD}" + _any(_FROM_WORDS) + rf"{_BOLD}\s?[:：]|" + _any(_APPLE_FORWARDED) + ")",
    re.I,
)
_SENT_FROM = (
    r"sent (?:from|via|with) (?:my |your |the )?(?!the\b)\S",
    r"get outlook for",
    r"(?:von|aus) (?:meinem|meiner|mein) .{2,30} gesendet",
    r"gesendet (?:von|mit|aus) ",
    r"hole?n? (?:sie sich|dir) outlook",
    r"envoyé (?:de(?:puis)?|à partir de|avec) ",
    r"(?:télécharge[rz]|obtenez) outlook",
    r"enviado (?:desde|do|da|de|via|pelo|a partir) ",
    r"enviada do meu",
    r"(?:obtener|obter|obtenga) (?:o )?outlook",
    r"inviato (?:da|dal|con|tramite) ",
    r"(?:scarica|ottieni) outlook",
    r"skickat från ",
    r"(?:skaffa|hämta) outlook",
    r"sendt (?:fra|med) ",
    r"(?:hent|få|skaff deg) outlook",
    r"verzonden (?:vanaf|met|via) |verstuurd vanaf ",
    r"отправлено с ",
    r".{1,25}から送信\s*$",
    r"outlook for .{2,10} を入手",
    r"(?:나의|내|저의) .{2,25}에서 (?:보냄|전송)",
    r".{2,25}에서 보냄\s*$",
    r"(?:发|發)自(?:我的)?\s?\S",
    r"從我的 ?.{2,20}傳送|从我的 ?.{2,20}发送",
    r"(?:أُ?رسلت?|تم الإرسال) من ",
)
# A phone's line below a mail.
SENT_FROM = re.compile(r"^\s*(?:" + "|".join(_SENT_FROM) + ")", re.I)
