"""Does this mail say that another one did not arrive? By RFC 3464, or in words of its own from a mail system."""

import re

from parsers.machine import away, challenge, notice, subjects, words
from parsers.machine.head import Head, value
from parsers.mime.message import Mail

STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status", "message/x-delivery-status"})
_FIELDS = frozenset({"x-failed-recipients", "x-ms-exchange-message-is-ndr", "x-undelivered-recipient", "x-bounced-recipient"})
# What mail systems open their notices with; folded, without accents.
_FORMULA = re.compile(
    r"this is the (?:qmail|mail(?:er)? (?:system|delivery)|postfix|\S{1,40} (?:program|mail system|mailer))|sorry to have to inform you"
    r"|created automatically by|the original message was received"
    r"|(?:could ?n[o']t|can(?:no|')t|was ?n[o']t|were not|not be|unable to|(?:was|is) undeliver\w+|could not|did not|has not"
    r"|wasn't able to|failed to)[^\n]{0,80}"
    r"(?:deliver|reach|sent|receive)"
    r"|undeliver(?:able|ed)|(?:permanent|transient|fatal) (?:delivery )?(?:errors?|failures?)|delivery (?:to|of|has|failed|failure"
    r"|status|error)"
    r"|transcript of (?:the )?session|(?:mail|message|email)[^\n]{0,60} (?:returned|rejected|bounced|blocked|undeliver)"
    r"|(?:failed|following) (?:recipient|address|destination)|user (?:unknown|not (?:found|listed|known))|unknown user"
    r"|no such user|(?:mailbox|quota)[^\n]{0,30}(?:full|exceeded)"
    r"|nao (?:foi|pode|pude|pudemos|foram|e|sera|sao) ?(?:possivel )?(?:ser )?(?:a |o )?(?:entreg|enviad|envi)|nao (?:chegou"
    r"|alcancou|conseguimos)|falha (?:na|de|no|ao) (?:entreg|envi)"
    r"|(?:mensagem|e-?mail)[^\n]{0,60} (?:devolvid|rejeitad|recusad|bloquead|retornou)|caixa (?:postal|de correio"
    r"|de entrada)[^\n]{0,40}(?:cheia|lotada|inexistente)|destinatario[^\n]{0,60}(?:nao|inexist|desconhec)"
    r"|usuario (?:desconhecido|inexistente|nao)|erro (?:na|de|no) (?:entreg|envi)"
    r"|no (?:se )?(?:pudo|ha podido|puede|ha sido|pudieron)[^\n]{0,40}entreg|no (?:llego|alcanzo)|(?:error|fallo) (?:de|en la) entrega"
    r"|(?:konnte|konnten) (?:die |ihre |nicht )?[^\n]{0,60}(?:zugestellt|ubermittelt|erreicht|zustell)|unzustellbar"
    r"|fehler bei der (?:nachrichten)?zustellung"
    r"|n'a pas (?:pu|ete)[^\n]{0,60}(?:remis|distribue|livre|transmis|atteint)|n'est pas parvenu|echec de la remise"
    r"|(?:non e stato possibile|impossibile) (?:recapit|consegn)|non (?:e stato )?(?:recapitat|consegnat|raggiunt)|mancato recapito"
    r"|配信|送信できません|宛先|投递|退信|退回|傳遞|传递"
)
_SMTP = re.compile(
    r"(?<![\d.])[45][0-5]\d[ \-][#(]?[45]\.\d\.\d{1,3}|\b(?:550|551|552|553|554|450|451|452|421)[ \-][^\d\n]{3}|#[45]\.\d\.\d{1,3}\b"
)
_FIRST_LINES = 300


def is_bounce(mail: Mail, head: Head) -> bool:
    """In doubt not: a person who quotes or forwards a bounce asks for help with it."""
    if mail.type == "multipart/report":
        kind = mail.parameters.get("report-type", "").lower()
        if kind == "delivery-status" or _has_status(mail):
            return True
        if kind:
            return False
    if not _FIELDS.isdisjoint(mail.fields):
        return True
    by_system = head.null or head.daemon
    titled = subjects.UNDELIVERED.match(head.subject) is not None
    if not (titled or by_system or head.role or _has_status(mail)):
        return False
    if away.is_sure(head.subject) or (words.PREFIX.match(head.subject) and not by_system):
        return False
    return not _is_challenge(mail) and _is_titled(mail, head, titled=titled, by_system=by_system)


def _is_titled(mail: Mail, head: Head, *, titled: bool, by_system: bool) -> bool:
    """By the subject where a mail system wrote it, else by an opening like a notice's and more."""
    if titled and (head.daemon or head.system or (head.null and _bears_out(mail, head))):
        return True
    if head.daemon and subjects.UNDELIVERED_INSIDE.search(head.subject):
        return True
    if _has_status(mail) and (titled or by_system or head.role or head.robot or value(mail, "auto-submitted")):
        return True
    return (titled or by_system or head.role) and _opens(mail, head) and _is_sure(mail, head, titled=titled)


def _bears_out(mail: Mail, head: Head) -> bool:
    """Whether a mail without a return path, titled like a notice, is one: shops and filters write `Delivery notification` too."""
    opening = words.opening(mail)
    if not opening or ("@" in opening and not head.robot):  # in a tongue that the formulas lack, it still names somebody
        return True
    return notice.returns_a_mail(mail) or _has_status(mail) or bool(_FORMULA.search(opening) or _SMTP.search(opening))


def _is_challenge(mail: Mail) -> bool:
    """A filter that asks the sender to confirm returns the mail too, but has not refused it (parsers/machine/challenge.py)."""
    return not _has_status(mail) and challenge.is_one(words.opening(mail))


def _has_status(mail: Mail) -> bool:
    return any(part.type in STATUS_PARTS for part in mail.parts)


def _is_sure(mail: Mail, head: Head, *, titled: bool) -> bool:
    """Whether enough besides an opening like a notice's says that it is one: who sent it, what it returns, a reply code."""
    if head.daemon or (head.null and head.role) or notice.returns_a_mail(mail):
        return True
    opening = words.opening(mail)
    if _SMTP.search(opening) is None:
        return False
    return value(mail, "auto-submitted") != "auto-replied" if head.null else titled and head.role and "@" in opening


def _opens(mail: Mail, head: Head) -> bool:
    """A mail system comes to the point; where only the subject speaks for one, in its first line: people introduce what they paste."""
    opening = words.opening(mail)
    if not (head.null or head.daemon):
        opening = opening[:_FIRST_LINES] if head.role else opening.partition("\n")[0]
    return _FORMULA.search(opening) is not None
