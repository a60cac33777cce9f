"""To which conversation does this mail belong? Message ids, our reply tokens, and the key that keeps a conversation in order."""

import re
from functools import lru_cache
from hashlib import sha256

from parsers.letterhead import number
from parsers.mime import header
from parsers.mime.message import Mail
from parsers.reading import Token

_ID = re.compile(r"<([^<>]+)>")
_BLANKS = re.compile(r"\s+")
_BETWEEN = re.compile(r"[\s,;]+")
_TOKEN = r"([lmbc][0-9]{1,15})\.([0-9]{1,6})\.([a-z2-7]{26})"  # noqa: S105 - the shape of one
_RECIPIENT = re.compile(rf"(.+)\+{_TOKEN}@(.+)\Z")
_OUR_ID = re.compile(rf"{_TOKEN}\.[^@]+@(.+)\Z")
_LONGEST_KEY = 200
_FIELD_OF_THREAD = re.compile(rb"\n(to|cc|subject|message-id|in-reply-to|references)[ \t]*:([^\n]*+(?:\n[ \t][^\n]*+)*+)", re.IGNORECASE)


def identifiers(value: str) -> tuple[str, ...]:
    """The ids of a Message-ID, In-Reply-To or References line as written, without `<>` and without blanks that folding put in."""
    if not value:
        return ()
    found = tuple(name for name in (_BLANKS.sub("", inner) for inner in _ID.findall(value)) if name)
    return found or tuple(name for word in _BETWEEN.split(value) if "@" in word and (name := word.strip("<>()\"'")))


def ids(mail: Mail) -> tuple[str, str, tuple[str, ...]]:
    """(Message-ID, In-Reply-To, References in order), '' and () when missing. Outlook's `[hash=@x]` stays what it is."""
    message_id = identifiers(mail.header("message-id"))[:1] or (_BLANKS.sub("", mail.header("message-id")).strip("<>"),)
    in_reply_to = identifiers(mail.header("in-reply-to"))
    return message_id[0], in_reply_to[0] if in_reply_to else "", identifiers(mail.header("references"))


def tokens(address: str, recipients: tuple[str, ...], in_reply_to: str, references: tuple[str, ...]) -> tuple[Token, ...]:
    """Our tokens, each once: of the envelope and To/Cc addresses, of In-Reply-To, of References (newest first); see `ids`.

    A reply address is `local+<ref>.<round>.<mac>@domain`, a Message-ID of ours `<ref>.<round>.<mac>.<unique>@domain`.
    Whether the mac is right is not known here.
    """
    local, _, domain = address.lower().rpartition("@")
    found: list[Token] = []
    for recipient in recipients:
        match = _RECIPIENT.match(recipient.strip("<> ").lower()) if "+" in recipient else None
        if match and match[1] == local and match[5] == domain:
            found.append(Token(match[2], int(match[3]), match[4]))
    for name in (in_reply_to, *reversed(references)):
        match = _OUR_ID.match(name.lower())
        if match and match[4] == domain:
            found.append(Token(match[1], int(match[2]), match[3]))
    return tuple(dict.fromkeys(found))


_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


@lru_cache(maxsize=8)
def _our_token(address: str) -> re.Pattern[bytes]:
    """A token in an address or id of ours, case-insensitive."""
    domain = re.escape(address.rpartition("@")[2].encode("utf-8", "replace"))
    return re.compile(rb"([lmbc][0-9]{1,15})\.[0-9]{1,6}\.[a-z2-7]{26}(?:\.[^@<>\s]*+)?@" + domain + rb"(?![\w.-])", re.IGNORECASE)


def conversation(head: bytes, recipients: tuple[str, ...], address: str) -> str:
    """A key that mails of one conversation share, for the order in which they are decided; '' when nothing tells. Never raises.

    head: the header block. In this order: the ref of a token of ours (`l61122001`), the ticket number of the subject in the
    same form, the root of the thread; a key of more than 200 characters is replaced by its SHA-256.
    """
    ours = _our_token(address)
    for recipient in recipients:
        if "+" in recipient and (match := ours.search(recipient.encode("utf-8", "replace"))):
            return match[1].decode("ascii").lower()
    fields = {name.lower(): value for name, value in reversed(_FIELD_OF_THREAD.findall(b"\n" + _END_OF_HEAD.split(head, 1)[0]))}
    for name in (b"to", b"cc", b"in-reply-to", b"references"):
        # Folding may cut an id; the newest reference stands last.
        refs: list[bytes] = ours.findall(fields[name].translate(None, b" \t\r\n")) if name in fields else []
        if refs:
            return refs[-1].decode("ascii").lower()
    ticket = number.find(header.decode(fields.get(b"subject", b"")))
    if ticket:
        return ticket.replace("_", "").lower()
    for name in (b"references", b"in-reply-to", b"message-id"):
        found = identifiers(header.unfold(fields.get(name, b"")))
        if found:
            return found[0] if len(found[0]) <= _LONGEST_KEY else sha256(found[0].encode("utf-8", "replace")).hexdigest()
    return ""
