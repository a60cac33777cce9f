"""How does a letter's row become a mail on the wire?"""

from dataclasses import dataclass
from datetime import datetime

from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from gateway.post import mime
from gateway.post.letters import Content
from parsers.evidence.evidence import contents
from storage import inbox, lifecycle, outbox, tickets
from storage.tables import Outbound

REMINDER = "reminder"
NUDGE = "question_reminder"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter's row says of it, without its words."""

    id: int
    envelope_from: str
    recipient: str
    kind: str
    round: int
    person: str
    ticket_id: int | None
    written_at: datetime


def look(tools: Tools, outbound_id: int) -> Letter:
    """The letter of a row. Raises LookupError."""
    with tools.database.reading() as session:
        row = outbox.get(session, outbound_id)
        sender = _envelope_from(tools, row)
        return Letter(row.id, sender, row.recipient, row.kind, row.round, row.person, row.ticket_id, row.created_at)


def build(tools: Tools, outbound_id: int) -> bytes:
    """The mail of a row; the same row always gives the same bytes. Raises mime.HeaderError, FileNotFoundError."""
    with tools.database.reading() as session:
        row = outbox.get(session, outbound_id)
        raws = {i: inbox.raw(session, tools.evidence, i) for i in {i for i, *_ in row.files}}
        session.expunge(row)
    parts = {i: contents(raw) for i, raw in raws.items()}
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
            content=Content(row.subject, row.body_text, row.body_html),
            attachments=tuple(mime.File(name, type_, parts[i][part]) for i, part, name, type_ in row.files),
            automatic="auto-replied" if row.cause_id else "auto-generated",
        )
    )


def is_void(tools: Tools, letter: Letter) -> bool:
    """Whether a letter about a solution would only mislead by now: another one holds, or it is a reminder of another day."""
    if letter.ticket_id is None or letter.kind not in (*deadlines.NOTICES, REMINDER, NUDGE):
        return False
    with tools.database.reading() as session:
        ticket = tickets.get(session, letter.ticket_id)
    local = tools.rules.calendar.local
    stale = letter.kind == REMINDER and local(tools.clock()).date() != local(letter.written_at).date()
    if letter.kind == NUDGE:
        return ticket.status != lifecycle.PENDING
    return stale or ticket.status != lifecycle.SOLVED or ticket.round != letter.round


def _envelope_from(tools: Tools, row: Outbound) -> str:
    """A VERP sender, so that a bounce names the letter; the null sender where sub-addresses do not arrive."""
    if not tools.subaddress:
        return ""
    local, _, domain = tools.office.address.rpartition("@")
    ref = f"b{row.id}"
    return f"{local}+{ref}.0.{tools.tokens.mac(ref, 0, '')}@{domain}"
