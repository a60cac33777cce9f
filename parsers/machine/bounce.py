"""Which of our letters did not arrive, and why? The delivery status of RFC 3464, and the little that other bounces say."""

import re
from collections.abc import Mapping

from parsers.letterhead import thread
from parsers.mime import fields, header
from parsers.mime.address import lower
from parsers.mime.message import Mail
from parsers.reading import Bounce
from parsers.text import body

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_STATUS = re.compile(r"\b[245]\.[0-9]{1,3}\.[0-9]{1,3}\b")
_RETURNED = frozenset({"message/rfc822", "message/global", "message/rfc822-headers", "message/global-headers", "text/rfc822-headers"})
_MOST_RECIPIENTS = 500


def read(mail: Mail) -> Bounce | None:
    """The first failed recipient, else the first one named; None when the mail names none. Call it for the kind `bounce` only."""
    reports = [found for part in mail.parts if part.type == "message/delivery-status" for found in _recipients(part.content)]
    chosen = next((block for block in reports if _value(block, "action").lower() == "failed"), next(iter(reports), None))
    message_id = _returned_id(mail)
    if chosen is not None:
        recipient = _address(_value(chosen, "final-recipient")) or _address(_value(chosen, "original-recipient"))
        status = _STATUS.search(_value(chosen, "status"))
        return Bounce(recipient, _value(chosen, "action").lower(), status[0] if status else "", message_id)
    recipient = _address(mail.header("x-failed-recipients").partition(",")[0])
    if not recipient and not message_id:
        return None
    status = _STATUS.search(body.best_text(mail)[0])
    return Bounce(recipient, "failed", status[0] if status else "", message_id)


def _recipients(content: bytes) -> list[Mapping[str, tuple[bytes, ...]]]:
    """The blocks about recipients; the first block is about the message (RFC 3464, 2.1)."""
    blocks = (fields.of(block.lstrip()) for block in _BLANK_LINE.split(content, maxsplit=_MOST_RECIPIENTS))
    return [block for block in blocks if "final-recipient" in block or "original-recipient" in block]


def _value(block: Mapping[str, tuple[bytes, ...]], name: str) -> str:
    return header.unfold(block.get(name, (b"",))[0])


def _address(value: str) -> str:
    """`rfc822; <a@b>` without its type and brackets."""
    return lower(value.rpartition(";")[2].strip().strip("<>"))


def _returned_id(mail: Mail) -> str:
    """The Message-ID of the returned mail, whole or only its header."""
    for part in mail.parts:
        if part.type in _RETURNED:
            found = thread.identifiers(_value(fields.of(part.content.lstrip()), "message-id"))
            if found:
                return found[0]
    return ""
