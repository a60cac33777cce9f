"""What does a mail system say, and what does it send back? The notice apart from the returned mail, whole or only its header."""

import re
from dataclasses import dataclass

from parsers.letterhead import thread
from parsers.mime import charset, header
from parsers.mime.message import Mail
from parsers.text import body

RETURNED = frozenset(
    {
        "message/rfc822",
        "message/global",
        "message/rfc822-headers",
        "message/global-headers",
        "text/rfc822-headers",
        "message/partial",
        "text/rfc822",
    }
)
_ROOM = 64 * 1024
# Below such a line stands the returned mail: qmail, Exim, Sendmail, Postfix, Gmail, Exchange, Domino, James, IMail, gateways.
_BELOW = re.compile(
    rb"^[ \t]*+(?:[-=*_+#]{2,}[ \t]*+)?(?:below is (?:a|the) copy|below (?:this|the next) line is a copy of"
    rb"|this is a copy of (?:the|your) message|(?:a"
    rb"|the) copy of (?:the|your) (?:original )?message"
    rb"|(?:the )?(?:body|headers?|text) of (?:the|your) (?:original )?(?:message|mail)|(?:start of )?(?:original|returned|unsent"
    rb"|undelivered|bounced|failed|rejected) (?:message|mail|e-?mail)"
    rb"(?: (?:headers?|follows?|text|is attached|content|header follows|headers follow|below))?[ \t]*(?:[:\-=*_+#.]|\r?$)"
    rb"|(?:message|mail) headers?(?: follows?)?[ \t]*(?:[:\-]|\r?$)"
    rb"|your (?:message|mail|e-?mail) (?:follows?|reads)|unsent message|message (?:text|contents?) follows"
    rb"|original (?:message )?headers?|returned (?:text|content)|(?:cabe\xc3\xa7alhos?|cabecalhos?|cabe\xe7alhos?) da mensagem"
    rb"|mensagem (?:original|devolvida)"
    rb"|mensaje (?:original|devuelto)|encabezados de mensaje|message d'origine|urspr\S{1,3}ngliche nachricht|messaggio originale"
    rb"|(?:included|attached) is a copy"
    rb")[^\n]{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINE = re.compile(
    rb"^>?(?:Received: (?:from|by|\()|Return-Path: ?<|DKIM-Signature: |Delivered-To: |X-Original-To: )", re.IGNORECASE | re.MULTILINE
)
_MESSAGE_ID = re.compile(
    rb"^[ \t>*]*+(?:original[ -])?message[- ]id[ \t]*+:[ \t]*+(?:\r?\n[ \t>]++)?(<[^<>\s]{3,900}>|[^<>\s]{1,400}@[^<>\s]{1,400})",
    re.IGNORECASE | re.MULTILINE,
)
_TO = re.compile(
    rb"^[ \t>]*+(?:to|para|cc|x-original-to|delivered-to|envelope-to)[ \t]*+:((?:[^\n]*+\n[ \t]++)*+[^\n]*+)", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"^[ \t>]*+(?:from|de|return-path|sender)[ \t]*+:([^\n]*+)", re.IGNORECASE | re.MULTILINE)
_LINK = re.compile(rb"href=[\"']?mailto:([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\r?\n[ \t>]*+\r?\n")
_ID_LABEL = re.compile(
    rb"(?:identific\S{1,6}o da mensagem|id da mensagem|message[ -]?id|nachrichten-id)[\"]?[ \t]*+:[ \t\"]*+(<[^<>\s]{3,900}>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """text: what the mail system says; returned: bytes of what it sends back, at least the header; '' and b'' when there is none."""

    text: str
    returned: bytes


def read(mail: Mail) -> Notice:
    """The notice and the returned mail, at most 64 KiB of each."""
    sent_back = next((part.content for part in mail.parts if part.type in RETURNED and part.content.strip()), b"")[:_ROOM].lstrip()
    texts = [part for part in mail.parts if part.type.startswith("text/") and part.type not in RETURNED and part.content]
    plain = [part for part in texts if part.type != "text/html"] or None
    pieces: list[str] = []
    room = _ROOM
    for part in plain or ():
        content = part.content[:room]
        at = _returned_at(content)
        if at >= 0 and not sent_back:
            sent_back = content[at:]
        pieces.append(charset.decode(content[:at] if at >= 0 else content, part.charset)[0])
        room -= len(content)
    if not plain or not "".join(pieces).strip():
        return _of_page(mail, sent_back)
    return Notice("\n".join(pieces).replace("\r\n", "\n"), sent_back)


def _of_page(mail: Mail, sent_back: bytes) -> Notice:
    """A notice in HTML alone, or none: its shown text is cut like a plain one."""
    shown = body.best_text(mail)[0].encode("utf-8", "replace")[:_ROOM]
    at = _returned_at(shown)
    return Notice(shown[: at if at >= 0 else _ROOM].decode("utf-8", "replace"), sent_back or (shown[at:] if at >= 0 else b""))


def _returned_at(content: bytes) -> int:
    """Where the returned mail begins in the bytes of a text, -1 when it does not: a line that says so, or a header line of transport."""
    found = [match.end() for match in (_BELOW.search(content),) if match]
    found += [match.start() for match in (_HEADER_LINE.search(content),) if match]
    return min(found, default=-1)


def returns_a_mail(mail: Mail) -> bool:
    """Whether a mail is sent back in it, as a part or below a line of the text."""
    if any(part.type in RETURNED for part in mail.parts):
        return True
    return any(_returned_at(part.content[:_ROOM]) >= 0 for part in mail.parts if part.type == "text/plain")


def linked(mail: Mail) -> list[str]:
    """Addresses that stand only behind the links of a notice's page."""
    pages = (part.content[:_ROOM] for part in mail.parts if part.type == "text/html")
    return [match.decode("ascii").lower() for page in pages for match in _LINK.findall(page)]


def message_id(mail: Mail, found: Notice) -> str:
    """The Message-ID of the returned mail: of its header, of the notice's own words, else what the bounce says it answers."""
    for content in (found.returned, found.text.encode("utf-8", "replace")):
        match = _MESSAGE_ID.search(content) or _ID_LABEL.search(content)
        if match:
            ids = thread.identifiers(header.unfold(match[1]))
            if ids:
                return ids[0]
    for name in ("in-reply-to", "references"):
        ids = thread.identifiers(mail.header(name))
        if ids:
            return ids[-1]
    return ""


def addressed(content: bytes) -> str:
    """The To, Cc and envelope lines of a returned header as one text."""
    return "\n".join(header.unfold(raw) for raw in _TO.findall(_head(content)))


def senders(content: bytes) -> str:
    """The From, Sender and Return-Path lines of a returned header as one text."""
    return "\n".join(header.unfold(raw) for raw in _FROM.findall(_head(content)))


def _head(content: bytes) -> bytes:
    return _BLANK_LINE.split(content[:_ROOM].lstrip(), maxsplit=1)[0]
