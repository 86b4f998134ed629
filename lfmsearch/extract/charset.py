"""Bytes → text, whatever their encoding."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# 10 ms to judge; more does not change the answer.
_SAMPLE = 64 << 10


def decoded(data: bytes, *, declared: str = "") -> str:
    """
    Return text with lines ending in LF: byte order mark, declared encoding, UTF-8, a guess, cp1252, in this order.

    Args:
        data: the bytes.
        declared: what a header or meta tag says; taken only when the bytes fit it.
    """
    text = _decoded(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, declared: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    # Bytes above 127 that are valid UTF-8 are never anything else by chance in Latin-1, which programs declare without looking.
    latin = _ALIASES.get(declared.strip().lower()) in ("cp1252", "ascii")
    if declared and not (latin and _is_utf8(data)) and (text := fitting(data, declared)) is not None:
        return text
    if b"\x1b$" in data and (text := fitting(data, "iso-2022-jp")) is not None:
        return text
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # A text cut in the middle of its last character is still UTF-8.
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode()
    return _guessed(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def fitting(data: bytes, name: str) -> str | None:
    """Return the text of `data` in the encoding of that name, None when there is none such or it does not fit."""
    try:
        codec = codecs.lookup(_ALIASES.get(name.strip().lower(), name.strip()))
        if not codec._is_text_encoding:  # noqa: SLF001  the only way to tell rot13 and base64 from encodings
            return None
        text = codec.decode(data, "replace")[0]
    except (LookupError, ValueError, TypeError):  # UnicodeDecodeError is a ValueError; a NUL in a name as well
        return None
    # A few wrong bytes (a mail cut in a character, a vendor's extension) do not make a declaration wrong.
    return text if text.count("\ufffd") * 200 <= len(text) else None


# What mail programs and pages write, and Python does not know; Microsoft's supersets decode everything the plain ones
# do.
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "us-ascii": "ascii",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "windows-936": "gb18030",
    "windows-950": "cp950",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode-1-1-utf-7": "utf-7",
    "iso-2022-jp": "iso2022_jp_ext",
}


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if b"\x00" in sample:  # UTF-16 without a mark has its zeros on one side
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) > len(sample) // 8 and min(even, odd) * 4 < max(even, odd):
            return data.decode("utf-16-le" if odd >= even else "utf-16-be", "replace")
        sample = sample.replace(b"\x00", b"")
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is not None and (text := fitting(data, best.encoding)) is not None:
        return text
    # cp1252 leaves five bytes undefined; they become U+FFFD rather than an error.
    return data.decode("cp1252", "replace")
