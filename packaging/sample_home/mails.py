"""Mails as other programs send them: replies, HTML bodies, attachments, old charsets; in an mbox, a Maildir or single files."""

from __future__ import annotations

import base64
import hashlib
import html
import mimetypes
import quopri
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr, quote
from urllib.parse import quote as percent

from markup import fields_of

ReadAttachment = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Mail:
    """
    One mail of a content file.

    Args:
        fields: id, from, to, cc, date, subject, lang, charset, transfer (7bit, 8bit, quoted-printable, base64),
            format (plain, html, both), reply (the id answered), file (name of a single file), twice.
        attachments: path in the home and name shown.
        body: plain text; lines that begin with `>` are quoted, what follows `-- ` is a signature.
    """

    fields: dict[str, str]
    body: str
    attachments: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sent(self) -> datetime:
        """When it was sent, with its offset."""
        return datetime.strptime(self.fields["date"], "%Y-%m-%d %H:%M %z")


def parsed(source: str) -> list[Mail]:
    """Read a content file: mails between lines of `=====`, each with fields, an empty line and a body."""
    mails = []
    for part in re.split(r"^=====\n", source, flags=re.MULTILINE):
        head, _, body = part.strip("\n").partition("\n\n")
        pairs = fields_of(head)
        attachments = [
            (path, name or path.rsplit("/", 1)[-1])
            for key, value in pairs
            if key == "attach"
            for path, _, name in [value.partition(" as ")]
        ]
        mails.append(Mail({key: value for key, value in pairs if key != "attach"}, body + "\n", attachments))
    return mails


def as_bytes(mail: Mail, read: ReadAttachment) -> bytes:
    """Return the mail as it lies on a disk, with line feeds; `read` gives the bytes of a path in the home."""
    fields = mail.fields
    charset = fields.get("charset", "utf-8")
    head = [f"{key.title()}: {_address(fields[key], charset)}" for key in ("from", "to", "cc") if key in fields]
    head += [f"Subject: {_header(fields['subject'], charset)}", f"Date: {format_datetime(mail.sent)}"]
    if fields["id"] != "none":
        head.append(f"Message-ID: <{fields['id']}@example.org>")
    if "reply" in fields:
        head += [f"In-Reply-To: <{fields['reply']}@example.org>", f"References: <{fields['reply']}@example.org>"]
    head.append("MIME-Version: 1.0")
    part = _body(mail, charset)
    if mail.attachments:
        attached = [_attachment(name, read(path)) for path, name in mail.attachments]
        part = _multipart("mixed", [part, *attached])
    return "\n".join(head).encode("ascii") + b"\n" + part


def mbox(mails: list[Mail], read: ReadAttachment) -> bytes:
    """Return an mbox in order of time, `From ` inside a mail escaped (the `mboxrd` kind); those marked `twice` again at its end."""
    ordered = sorted(mails, key=lambda mail: mail.sent)
    whole = b""
    for mail in [*ordered, *(mail for mail in ordered if "twice" in mail.fields)]:
        sender = parseaddr(mail.fields["from"])[1]
        escaped = re.sub(rb"^(>*From )", rb">\1", as_bytes(mail, read), flags=re.MULTILINE)
        whole += f"From {sender} {mail.sent.strftime('%a %b %d %H:%M:%S %Y')}\n".encode() + escaped + b"\n"
    return whole


def maildir_name(mail: Mail) -> str:
    """Return the file name of a read mail in the `cur` folder of a Maildir."""
    mark = hashlib.sha256(mail.fields["id"].encode()).hexdigest()[:8]
    return f"{int(mail.sent.timestamp())}.{mark}.leith:2,S"


def _body(mail: Mail, charset: str) -> bytes:
    transfer = mail.fields.get("transfer", "quoted-printable")
    form = mail.fields.get("format", "plain")
    parts = []
    if form != "html":
        parts.append(_text("plain", mail.body, charset, transfer))
    if form != "plain":
        parts.append(_text("html", _as_html(mail.body, charset), charset, transfer))
    return parts[0] if len(parts) == 1 else _multipart("alternative", parts)


def _text(kind: str, text: str, charset: str, transfer: str) -> bytes:
    content = text.encode(charset)
    if transfer == "quoted-printable":
        content = quopri.encodestring(content)
    elif transfer == "base64":
        content = base64.encodebytes(content)
    return f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {transfer}\n\n".encode() + content


def _attachment(name: str, content: bytes) -> bytes:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name.isascii():
        shown = f'filename="{quote(name)}"'
    else:
        # RFC 2231, cut in two as mail programs cut long names.
        coded = percent(name, safe="")
        middle = coded.rfind("%", 0, len(coded) // 2 + 1)
        shown = f"filename*0*=utf-8''{coded[:middle]};\n filename*1*={coded[middle:]}"
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment;\n {shown}\n\n"
    return head.encode("ascii") + base64.encodebytes(content)


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    boundary = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:24]
    lines = b"".join(f"--{boundary}\n".encode() + part + b"\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + lines + f"--{boundary}--\n".encode()


def _as_html(body: str, charset: str) -> str:
    body, _, signature = body.partition("\n-- \n")
    marked = ""
    for part in re.split(r"\n\s*\n", body.strip()):
        lines = part.split("\n")
        if all(line.startswith(">") for line in lines):
            marked += f"<blockquote>{html.escape(' '.join(line.lstrip('> ') for line in lines))}</blockquote>\n"
        elif all(line.startswith("- ") for line in lines):
            marked += "<ul>" + "".join(f"<li>{html.escape(line[2:])}</li>" for line in lines) + "</ul>\n"
        else:
            marked += f"<p>{html.escape(part)}</p>\n"
    foot = (
        f'<div class="signature">{"<br>".join(html.escape(line) for line in signature.strip().splitlines())}</div>'
        if signature
        else ""
    )
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        "<style>p { margin: 0 0 1em } .hidden { display: none }</style></head>\n"
        f'<body>{marked}{foot}<img src="https://tracker.example.com/open.gif" width="1" height="1" alt=""></body></html>\n'
    )


def _header(text: str, charset: str) -> str:
    return text if text.isascii() else Header(text, charset, maxlinelen=72).encode(linesep="\n")


def _address(value: str, charset: str) -> str:
    shown = []
    for one in value.split(", "):
        name, address = parseaddr(one)
        shown.append(f"{_header(name, charset)} <{address}>" if name else address)
    return ", ".join(shown)
