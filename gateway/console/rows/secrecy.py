"""What may a list say? CPFs are covered, and of a confidential ticket and its mails it says that they are there and no more.

Number, status, code, group, times, sizes and digests stay; the bytes of a mail are the evidence and are shown whole
(`carteiro mail show --raw`) to whoever may read the database anyway.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk.choosing import CHOSEN
from gateway.masking import masked
from parsers.letterhead import number, subject
from storage.tables import Inbound, Outbound, Questioned, Ticket
from storage.ticket import tickets

QUESTION = re.compile(r"c\d{1,15}")
SECRET = "(sigiloso)"  # noqa: S105 - a word that is shown, no password
_OF_PEOPLE = ("from", "to", "subject", "flags", "last_error", "peer", "helo", "login", "mail_from", "message_id", "person", "verdict")
_DIGESTS = frozenset({"sha256", "hash", "digest"})


def covered(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the CPFs in its texts covered; digests stay as they are."""
    return {name: value if name in _DIGESTS else _covered(value) for name, value in row.items()}


def _covered(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return covered(value)
    return [_covered(one) for one in value] if isinstance(value, list) else value


def hushed(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A row that says `(sigiloso)` wherever one of these keys holds anything."""
    return {name: _hushed(value) if name in names else value for name, value in row.items()}


def _hushed(value: Any) -> Any:
    return ([SECRET] if isinstance(value, list) else SECRET) if value else value


def told(row: Mapping[str, Any], *, secret: bool) -> dict[str, Any]:
    """A mail's row as it may be shown."""
    return covered(hushed(row, *_OF_PEOPLE) if secret else row)


def secret_mails(tools: Tools, session: Session) -> Callable[[Inbound | Outbound], bool]:
    """Which mails have to do with a confidential ticket, or ask for one: by ticket, conversation, number or code, in doubt too many.

    For a list of all mails: what is confidential is asked for once.
    """
    found = list(session.execute(select(Ticket.id, Ticket.number).where(Ticket.confidential)))
    ids, numbers = {i for i, _ in found}, {n for _, n in found}
    mails = select(Inbound.conversation).where(Inbound.ticket_id.in_(ids), Inbound.conversation != "")
    conversations = {tickets.ref_of(n) for n in numbers} | set(session.scalars(mails))
    return _judge(tools, session, ids.__contains__, numbers.__contains__, conversations.__contains__)


def secret_among(tools: Tools, session: Session) -> Callable[[Inbound | Outbound], bool]:
    """The same for a few mails: each asks by index for what it names."""

    @cache
    def by_id(ticket_id: object) -> bool:
        return ticket_id is not None and session.scalar(select(Ticket.confidential).where(Ticket.id == ticket_id)) is True

    @cache
    def by_number(named: object) -> bool:
        return bool(named) and session.scalar(select(Ticket.confidential).where(Ticket.number == named)) is True

    @cache
    def by_conversation(key: object) -> bool:
        if not isinstance(key, str) or not key:
            return False
        joined = select(Inbound.id).join(Ticket, Ticket.id == Inbound.ticket_id).where(Inbound.conversation == key, Ticket.confidential)
        ticket = tickets.find_ref(session, key)
        return (ticket is not None and ticket.confidential) or session.scalar(joined.limit(1)) is not None

    return _judge(tools, session, by_id, by_number, by_conversation)


Known = Callable[[object], bool]


def _judge(tools: Tools, session: Session, by_id: Known, by_number: Known, by_conversation: Known) -> Callable[[Inbound | Outbound], bool]:
    codes = {item.code for item in tools.rules.catalog.items if item.confidential}
    chosen = {f"{CHOSEN}{code}" for code in codes}

    def received(row: Inbound) -> bool:
        return by_conversation(row.conversation) or not chosen.isdisjoint(row.flags) or _first(row) or asked(row.conversation)

    @cache
    def asked(conversation: str) -> bool:
        """Whether a question that listed a mail about one is what this conversation is about."""
        if not QUESTION.fullmatch(conversation):
            return False
        listed = select(Inbound).join(Questioned, Questioned.inbound_id == Inbound.id).where(Questioned.cause_id == int(conversation[1:]))
        return any(is_secret(row) for row in session.scalars(listed))

    def _first(row: Inbound) -> bool:
        first = session.get(Inbound, row.duplicate_of) if row.duplicate_of else None
        return first is not None and is_secret(first)

    def is_secret(row: Inbound | Outbound) -> bool:
        if by_id(row.ticket_id) or by_number(number.find(row.subject)) or subject.read(row.subject, tools.known).code in codes:
            return True
        if isinstance(row, Inbound):
            return received(row)
        cause = session.get(Inbound, row.cause_id) if row.cause_id else None
        return cause is not None and is_secret(cause)

    return is_secret
