"""What of a mail and of a letter is sealed? Their unchanging facts, with a commitment to what is personal in them."""

import json
from collections.abc import Mapping
from typing import Any

from storage.record.commitment import canonical, commitment, digest
from storage.tables import Inbound, Outbound

EVENT, MAIL, LETTER, OPERATOR = "event", "mail", "letter", "operator"
"""What a seal may hold."""
ENVELOPE = ("peer", "helo", "tls", "login", "mail_from", "hop", "rcpt_to")
"""Of a mail, what its item only commits to: who brought it, from where and to whom."""
WORDS = ("message_id", "recipient", "subject", "body_text", "body_html", "files", "registro")
"""Of a letter, the same: to whom it was written, and its words."""


def of_mail(row: Inbound, promised: str) -> str:
    """The item of a mail as it came in, hex. promised: the commitment to its envelope."""
    facts = {name: getattr(row, name) for name in ("id", "received_at", "door", "size", "sha256")}
    return digest(canonical(facts | {"commit": promised}))


def of_letter(row: Outbound, promised: str) -> str:
    """The item of a letter as it was written, hex. promised: the commitment to its words."""
    facts = {name: getattr(row, name) for name in ("id", "created_at", "kind")}
    return digest(canonical(facts | {"commit": promised}))


def promise(row: Inbound | Outbound, salt: bytes) -> str:
    """The commitment to what is personal in a mail or letter, hex; a letter's row holds its words (archive.restore)."""
    names = ENVELOPE if isinstance(row, Inbound) else WORDS
    return commitment(salt, canonical({name: getattr(row, name) for name in names}))


def is_blank(row: Inbound | Outbound) -> bool:
    """Whether nothing of that stands there any more; the Message-ID of a letter stays."""
    names = ENVELOPE if isinstance(row, Inbound) else [name for name in WORDS if name not in {"message_id", "registro"}]
    return not any(getattr(row, name) for name in names)


def act(said: Mapping[str, Any]) -> str:
    """An operator's act as it is kept: its canonical JSON."""
    return canonical(json.loads(json.dumps(said)))
