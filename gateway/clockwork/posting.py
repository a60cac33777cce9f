"""How does a letter's row become a mail on the wire?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gateway.clockwork import dossiers
from gateway.clockwork.reading import content
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines, targets
from gateway.post import mime, registered, stale
from gateway.post.letters import Content
from parsers.evidence.evidence import contents
from storage.evidence import archive
from storage.mail import filed, outbox
from storage.mail.filed import Filed
from storage.schedule.due import Claim
from storage.tables import Outbound
from storage.ticket import lifecycle, tickets

REMINDER = "reminder"
NUDGE = "question_reminder"
A_MOMENT = timedelta(minutes=1)
UNCERTAIN = "uncertain"  # how the mark on a row begins


Sources = Sequence[Filed]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's row, and what follows from it. uncertain: a try before ended without answer, it may have arrived."""

    row: Outbound
    envelope_from: str
    uncertain: bool


def look(tools: Tools, claim: Claim) -> Letter:
    """The letter of a row that was claimed. Raises LookupError."""
    row = tools.fresh.take(claim.id, tools.clock() - A_MOMENT) if claim.attempts == 1 else None
    if row is None:
        with tools.database.reading() as session:
            row = outbox.get(session, claim.id)
    return Letter(row, _envelope_from(tools, row), row.last_error.startswith(UNCERTAIN))


def build(tools: Tools, row: Outbound, found: Sources) -> bytes:
    """The mail of a row; every try gives the same bytes, until it is hours late and says so. Raises mime.HeaderError, OSError."""
    archive.restore(tools.evidence, row)
    parts = _parts(tools, found)
    return mime.build(
        mime.Outgoing(
            from_name=tools.office.name,
            from_address=tools.office.address,
            to_name=row.recipient_name,
            to_address=row.recipient,
            reply_to=row.reply_to,
            message_id=f"<{row.message_id}>",
            in_reply_to=f"<{row.in_reply_to}>",
            references=tuple(f"<{i}>" for i in row.references),
            date=tools.rules.calendar.local(row.created_at),
            content=stale.marked(_words(row), row.created_at, tools.clock(), tools.letters),
            attachments=tuple(_file(tools, row, parts, each) for each in row.files),
            automatic="auto-replied" if row.cause_id else "auto-generated",
            registro=row.registro,
        )
    )


def _file(tools: Tools, row: Outbound, parts: Mapping[int, Sequence[bytes]], riding: Sequence[Any]) -> mime.File:
    i, part, name, type_ = riding
    if i is not None:
        return mime.File(name, type_, parts[i][part])
    if type_ == dossiers.TYPE:
        return mime.File(name, dossiers.ZIP, dossiers.made(tools, row, part))
    return mime.File(name, type_, part.encode(), "utf-8")


def _words(row: Outbound) -> Content:
    return registered.printed(Content(row.subject, row.body_text, row.body_html), row.registro)


def sources(tools: Tools, row: Outbound) -> Sources:
    """The mails of which a file rides along, and which of their bytes ride in the database. Raises LookupError."""
    mails = {i for i, *_ in row.files if i is not None}
    if not mails:
        return []
    found = [mail for i in mails if (mail := tools.fresh.mail(i)) is not None]
    if len(found) == len(mails):
        return found
    with tools.database.reading() as session:
        return [filed.one(session, i) for i in mails]


def weight(row: Outbound, found: Sources) -> int:
    """How big a letter with files of these mails may be, in bytes."""
    return sum(mail.size for mail in found) + dossiers.weight(row)


def _parts(tools: Tools, found: Sources) -> dict[int, Sequence[bytes]]:
    return {row.id: contents(content(tools, row)) for row in found}


def may_mislead(row: Outbound) -> bool:
    """Whether a letter is of a kind that is void when something else has happened since it was written."""
    return row.kind in (*deadlines.NOTICES, REMINDER, NUDGE, targets.LETTER)


def is_void(tools: Tools, row: Outbound) -> bool:
    """Whether a letter would only mislead by now: another solution holds, it is a reminder of another day, or nothing is late any more."""
    if row.ticket_id is None or not may_mislead(row):
        return False
    with tools.database.reading() as session:
        ticket = tickets.get(session, row.ticket_id)
    local = tools.rules.calendar.local
    stale = row.kind == REMINDER and local(tools.clock()).date() != local(row.created_at).date()
    if row.kind == targets.LETTER:
        return ticket.status in {lifecycle.SOLVED, lifecycle.CLOSED}
    if row.kind == NUDGE:
        return ticket.status != lifecycle.PENDING
    return stale or ticket.status != lifecycle.SOLVED or ticket.round != row.round


def _envelope_from(tools: Tools, row: Outbound) -> str:
    """A VERP sender, so that a bounce names the letter; the null sender where sub-addresses do not arrive."""
    if not tools.subaddress:
        return ""
    local, _, domain = tools.office.address.rpartition("@")
    ref = f"b{row.id}"
    return f"{local}+{ref}.0.{tools.tokens.mac(ref, 0, '')}@{domain}"
