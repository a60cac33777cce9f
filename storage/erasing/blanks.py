"""What of the record is personal, and what stands there once it was erased?

Numbers, times, sizes, digests and what became of a mail stay: the chain is built on them, and a copy of an erased mail is still known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, select, update
from sqlalchemy.orm import Session

from storage.evidence.archive import ERASED
from storage.record.items import LETTER, MAIL
from storage.tables import Attachment, Event, Inbound, InboundRaw, Message, Outbound, Personal, Question, Questioned, Row, Seal

AT_ONCE = 500  # ids in one statement

OF_TICKET = ("title", "requester", "technician", "solver")
OF_MAIL: Mapping[str, Any] = {
    **dict.fromkeys(("peer", "helo", "login", "mail_from", "message_id", "sender", "subject", "person", "echo"), ""),
    **dict.fromkeys(("conversation", "last_error"), ""),
    "rcpt_to": [],
    "verdict": null(),
}
OF_LETTER: Mapping[str, Any] = {
    **dict.fromkeys(("person", "recipient", "recipient_name", "subject", "body_text", "body_html"), ""),
    **dict.fromkeys(("in_reply_to", "reply_to", "conversation", "last_error"), ""),
    "references": [],
    "files": [],
}
OF_MESSAGE: Mapping[str, Any] = {"by": "", "who": "", "text": ""}
OF_FILE: Mapping[str, Any] = {"name": "", "original_name": ""}

ERASABLE: Mapping[type[Row], frozenset[str]] = {
    Inbound: frozenset(OF_MAIL),
    InboundRaw: frozenset({"content"}),
    Outbound: frozenset(OF_LETTER),
    Message: frozenset(OF_MESSAGE),
    Attachment: frozenset(OF_FILE),
    Event: frozenset({"by"}),
    Personal: frozenset({"value", "salt"}),
    Question: frozenset({"person"}),
    Questioned: frozenset({"person"}),
    Seal: frozenset({"salt"}),
}
"""Table -> columns that erasing empties, beside those of the ticket itself, which a move of the ticket does (acts.py)."""


def mails(session: Session, ids: Sequence[int], at: datetime) -> None:
    """Empties mails: rows, bytes that ride in the database, names of files, questions about them, the salt of what is sealed of them.

    `spooled` says from now on that bytes of theirs may lie in the evidence store (forgetting.py).
    """
    for some in parts(ids):
        session.execute(update(Inbound).where(Inbound.id.in_(some)).values(**OF_MAIL, erased_at=at, spooled=True))
        session.execute(delete(InboundRaw).where(InboundRaw.inbound_id.in_(some)))
        session.execute(update(Attachment).where(Attachment.inbound_id.in_(some)).values(**OF_FILE))
        session.execute(delete(Questioned).where(Questioned.cause_id.in_(some) | Questioned.inbound_id.in_(some)))
        session.execute(delete(Question).where(Question.cause_id.in_(some)))
        _unsalt(session, MAIL, some)


def letters(session: Session, ids: Sequence[int], at: datetime) -> None:
    """Empties letters. One that is in a pack keeps the pack's name until its words are there no longer (forgetting.py)."""
    for some in parts(ids):
        session.execute(update(Outbound).where(Outbound.id.in_(some), Outbound.pack == "").values(pack=ERASED))
        session.execute(update(Outbound).where(Outbound.id.in_(some)).values(**OF_LETTER, erased_at=at))
        _unsalt(session, LETTER, some)


def said(session: Session, ids: Sequence[int]) -> None:
    """Empties contributions to a conversation."""
    for some in parts(ids):
        session.execute(update(Message).where(Message.id.in_(some)).values(**OF_MESSAGE))


def values(session: Session, these: Iterable[tuple[int, str]]) -> None:
    """Removes personal values (event, name) with their salts, and who acted from the events themselves."""
    for event, name in these:
        session.execute(delete(Personal).where(Personal.event_id == event, Personal.name == name))
        if name == "by":
            session.execute(update(Event).where(Event.id == event).values(by=""))


def _unsalt(session: Session, kind: str, ids: Sequence[int]) -> None:
    session.execute(update(Seal).where(Seal.kind == kind, Seal.of.in_(ids)).values(salt=null()))


def unsealed(session: Session, kind: str, ids: Sequence[int]) -> int:
    """How many of these no seal names yet: sealed after they were erased, they would be as if they had come in empty."""
    sealed = sum(len(session.scalars(select(Seal.of).where(Seal.kind == kind, Seal.of.in_(some))).all()) for some in parts(ids))
    return len(ids) - sealed


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as a statement takes."""
    return (ids[i : i + AT_ONCE] for i in range(0, len(ids), AT_ONCE))
