"""Which of our letters did not arrive, and why? The delivery status of RFC 3464, else what the notice says in its own words."""

import re

from parsers.machine import notice, prose, report, status, subjects
from parsers.machine.folded import fold
from parsers.machine.notice import Notice
from parsers.machine.report import Delivery
from parsers.machine.undelivered import STATUS_PARTS
from parsers.mime import header
from parsers.mime.message import Mail, parse
from parsers.reading import Bounce

_FAILED_FIELDS = ("x-failed-recipients", "x-undelivered-recipient", "x-bounced-recipient")
# Said of a mail that is still being tried.
_STILL_TRIED = re.compile(
    r"this is a warning message only|do not need to resend|don't need to resend|(?:will|we'll) (?:be |keep |continue )?(?:retr"
    r"|try(?:ing)? again|to be retried|to try|to attempt)"
    r"|delivery attempts will continue|has not yet been delivered|not yet been delivered|delivery (?:is |has been |was )?delayed"
    r"|still trying|(?:still |is |are )being (?:re)?tried|will be (?:re)?attempted|further attempts will|next (?:delivery )?attempt"
    r"|(?:proxima|nova) tentativa|ainda (?:esta|estamos) tentando|sera (?:tentada|reenviada) novamente|vamos (?:continuar|tentar)"
    r"|is still in the queue|attempts to deliver .{0,40}continue"
    r"|ainda nao foi entreg|continuar(?:a|emos) (?:a )?tent|sera(?:o)? feitas? novas? tentativ|nao e necessario reenvi"
    r"|entrega (?:foi )?adiada|esta atrasad|tentaremos novamente|todavia no se ha entreg"
    r"|seguira intent|noch nicht zugestellt|weitere zustellversuche|pas encore ete|tentatives .{0,30}se poursuiv|non e ancora stat"
)
# Said of one that is not tried any more, whatever else it says of days in a queue.
_GIVEN_UP = re.compile(
    r"\b(?:giving up|given up|gave up|i've given up|not (?:be )?(?:re)?tr(?:y|ied|ying) (?:again|to (?:re)?send)|no (?:further"
    r"|more) (?:attempts|retries)"
    r"|will be deleted from (?:the )?queue|(?:was|has been) (?:removed|deleted) from the queue|in the queue too long"
    r"|permanent (?:fatal )?(?:error|failure)"
    r"|permanently failed|nao (?:haverao?|sera\w*) (?:mais|feitas?|novas?)[^.\n]{0,20}tentativ|desisti|tentativas encerradas)"
)
_AFTER_RECIPIENT = 1500
_ROOM = 64 * 1024


def read(mail: Mail) -> Bounce | None:
    """The first failed recipient, else the first one named; None when the mail names none. Call it for the kind `bounce` only."""
    return _inner(mail) or _read(mail)


def _read(mail: Mail) -> Bounce | None:
    said = notice.read(mail)
    message_id = notice.message_id(mail, said)
    own = _own(mail, said)
    chosen = _reported(mail, said, own)
    if chosen is not None:
        words = chosen.said + "\n" + said.text
        found = _whole(chosen.recipient, mail, said, own)
        action = chosen.action or _action(mail, said)
        return Bounce(found, action, chosen.status or _status(words, "", action), message_id)
    recipient, end = _in_words(mail, said, own)
    if not recipient and not message_id:
        return None
    action = _action(mail, said)
    about = said.text[end : end + _AFTER_RECIPIENT] if end else ""
    return Bounce(recipient, action, _status(about, said.text, action), message_id)


def _reported(mail: Mail, said: Notice, own: frozenset[str]) -> Delivery | None:
    contents = [part.content for part in mail.parts if part.type in STATUS_PARTS]
    if not contents and (inside := report.inside(said.text.encode("utf-8", "replace"))):
        contents = [inside]
    found = [delivery for content in contents for delivery in report.read(content)]
    named = [delivery for delivery in found if delivery.recipient not in own] or found
    return next((one for one in named if one.action in {"failed", ""}), next(iter(named), None))


def _own(mail: Mail, said: Notice) -> frozenset[str]:
    """Who can not be the one who was not reached: the bounce's reader and writer, and who sent the returned mail."""
    wrote = " ".join(header.unfold(raw) for name in ("from", "to", "delivered-to", "return-path") for raw in mail.fields.get(name, ()))
    own = frozenset(prose.addresses(f"{wrote} {notice.senders(said.returned)}"))
    sent_to = frozenset(prose.addresses(notice.addressed(said.returned)))
    return own - sent_to if sent_to <= own else own  # whoever writes to oneself may be the one


def _whole(recipient: str, mail: Mail, said: Notice, own: frozenset[str]) -> str:
    """The recipient of a report; where it is a local name, an X.400 one or Exchange's own, the address that stands elsewhere."""
    if "@" in recipient and not recipient.startswith("imceaex-"):
        return recipient
    sent_to = notice.addressed(said.returned)
    if recipient and (found := prose.completed(recipient, said.text, sent_to, own)):
        return found
    return _in_words(mail, said, own)[0] or recipient


def _in_words(mail: Mail, said: Notice, own: frozenset[str]) -> tuple[str, int]:
    """(the recipient, where its reason begins in the notice); the returned mail's To, and the way back, are the last to ask."""
    sent_to = notice.addressed(said.returned)
    named = [address for name in _FAILED_FIELDS for address in prose.addresses(mail.header(name))]
    found = prose.recipients(said.text, sent_to, own)
    if named:
        return named[0], next((end for address, end in found if address == named[0]), 0)
    if found:
        return found[0]
    meant = [address for address in prose.addresses(sent_to) if address not in own]
    if whole := prose.unfinished(said.text, meant):
        return whole, 0
    if meant:
        return meant[0], 0
    linked = [address for address in notice.linked(mail) if address not in own]
    back = prose.of_return_path(" ".join(mail.header(name) for name in ("to", "delivered-to", "x-original-to")))
    if linked or back:
        return (linked or [back])[0], 0
    return _by_itself(mail, said)


def _by_itself(mail: Mail, said: Notice) -> tuple[str, int]:
    """A mailbox that tells of itself, as some write in the name of the one who was not reached."""
    readers = " ".join(mail.header(name) for name in ("to", "delivered-to"))
    return next(iter(prose.recipients(said.text, "", frozenset(prose.addresses(readers)))), ("", 0))


def _action(mail: Mail, said: Notice) -> str:
    words = fold(said.text[:4096])
    if _GIVEN_UP.search(words):
        return "failed"
    delayed = subjects.DELAYED.match(fold(mail.header("subject"))[:200]) or _STILL_TRIED.search(words)
    return "delayed" if delayed else "failed"


def _status(near: str, words: str, action: str) -> str:
    """By what stands behind the recipient, else by the whole notice; what is still tried has not failed for good (RFC 3463, 2)."""
    found = status.of(near) or status.of(words)
    if action == "delayed":
        return f"4{found[1:] or '.0.0'}"
    return found or ("5.0.0" if near.strip() or words.strip() else "")


def _inner(mail: Mail) -> Bounce | None:
    """A report that a gateway passed on within a mail of its own, without one about that."""
    if any(part.type in STATUS_PARTS for part in mail.parts):
        return None
    for part in mail.parts:
        if part.type == "message/rfc822" and b"\nfinal-recipient:" in part.content[:_ROOM].lower():
            return _read(parse(part.content))
    return None
