"""Is this mail a receipt or a report of a mail system: read or not (RFC 8098), a complaint (RFC 5965), DMARC (RFC 7489), TLS (RFC 8460)?"""

import re

from parsers.machine import words
from parsers.machine.head import Head
from parsers.mime.message import Mail

_REPORT_PARTS = frozenset(
    {
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "message/tracking-status",
        "application/tlsrpt+gzip",
        "application/tlsrpt+json",
    }
)
_FIELDS = frozenset({"tls-report-domain", "x-hmxmroriginalrecipient", "x-ms-exchange-message-is-read-receipt"})
# `Report Domain: a.example Submitter: b.example Report-ID: <1>` (RFC 7489, 7.2.1.1), and feedback loops without RFC 5965.
_REPORT_SUBJECT = re.compile(
    r"report domain: ?\S+|email feedback report for ip|complaint about message from [0-9]|dmarc (?:aggregate|failure) report|fbl:"
)
# What clients begin a receipt with, when they do not write RFC 8098; people write it too, so the text must say it again.
_RECEIPT_SUBJECT = re.compile(
    r"(?:nao )?(?:lid[ao]|leido|letto|lue?|gelesen|read|not read|ungelesen|non lu|no leido|non letto|deleted|excluid[ao]"
    r"|eliminad[ao]|opened|displayed"
    r"|(?:confirmacao|aviso|recibo) de (?:leitura|recebimento|recepcao)|return receipt|read receipt|message (?:read|opened|displayed)"
    r"|lesebestatigung|accuse de (?:lecture|reception)|confirmacion de lectura|conferma di lettura)(?: notification)? ?[:\-(]"
)
_RECEIPT_TEXT = re.compile(
    r"\s*(?:[ao] )?(?:your message|the message|message|sua mensagem|mensagem|su mensaje|el mensaje|ihre nachricht|die nachricht"
    r"|votre message|il messaggio)\b[\s\S]{0,400}?"
    r"\b(?:foi|fue|was|has been|wurde|a ete|e stat[oa]|sem ser|without being) (?:not )?(?:lid[ao]|leido|read|gelesen|displayed"
    r"|opened|deleted|lue?|letto|eliminad[ao]|excluid[ao]|exibid[ao]|abert[ao]|geloscht"
    r"|angezeigt|affiche|supprime)\b"
    r"|\s*(?:this is a (?:return |read )?receipt|est[ea] e uma? (?:aviso|recibo|confirmacao) de|(?:confirmacao|aviso"
    r"|recibo) de leitura|dies ist eine (?:lese|empfangs))"
)


def is_report(mail: Mail, head: Head) -> bool:
    """The desk keeps it and answers nobody. A multipart/report that is no delivery status is a report of some other kind."""
    if mail.type == "multipart/report" or not _FIELDS.isdisjoint(mail.fields):
        return True
    if any(part.type in _REPORT_PARTS for part in mail.parts) and (head.null or head.robot or mail.type != "multipart/mixed"):
        return True  # a person who forwards one sends its parts in a multipart/mixed
    if _REPORT_SUBJECT.match(head.subject):
        return True
    return bool(_RECEIPT_SUBJECT.match(head.subject)) and bool(_RECEIPT_TEXT.match(words.opening(mail)))
