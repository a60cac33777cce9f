"""How does a letter's row become a mail on the wire?"""

from dataclasses import dataclass
from datetime import datetime

from gateway.clockwork.tools import Tools
from gateway.desk import deadlines, targets
from gateway.post import mime, stale
from gateway.post.letters import Content
from parsers.evidence.evidence import contents
from storage import inbox, lifecycle, outbox, tickets
from storage.tables import Outbound

REMINDER = "reminder"
NUDGE = "question_reminder"
UNCERTAIN = "uncertain"  # how the mark on a row begins


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter's row says of it, without its words. uncertain: a try before ended without answer, it may have arrived."""

    id: int
    envelope_from: str
    recipient: str
    kind: str
    round: int
    person: str
    ticket_id: int | None
    written_at: datetime
    uncertain: bool = False


def look(tools: Tools, outbound_id: int) -> Letter:
    """The letter of a row. Raises LookupError."""
    with tools.database.reading() as session:
        row = outbox.get(session, outbound_id)
        sender = _envelope_from(tools, row)
        return Letter(
            row.id,
            sender,
            row.recipient,
            row.kind,
            row.round,
            row.person,
            row.ticket_id,
            row.created_at,
            row.last_error.startswith(UNCERTAIN),
        )


def build(tools: Tools, outbound_id: int) -> bytes:
    """The mail of a row; every try gives the same bytes, until it is hours late and says so. Raises mime.HeaderError, FileNotFoundError."""
    with tools.database.reading() as session:
        row = outbox.get(session, outbound_id)
        raws = {i: inbox.raw(session, tools.evidence, i) for i in {i for i, *_ in row.files if i is not None}}
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
            content=stale.marked(Content(row.subject, row.body_text, row.body_html), row.created_at, tools.clock(), tools.letters),
            attachments=tuple(
                mime.File(name, type_, part.encode(), "utf-8") if i is None else mime.File(name, type_, parts[i][part])
                for i, part, name, type_ in row.files
            ),
            automatic="auto-replied" if row.cause_id else "auto-generated",
        )
    )


def is_void(tools: Tools, letter: Letter) -> bool:
    """Whether a letter would only mislead by now: another solution holds, it is a reminder of another day, or nothing is late any more."""
    if letter.ticket_id is None or letter.kind not in (*deadlines.NOTICES, REMINDER, NUDGE, targets.LETTER):
        return False
    with tools.database.reading() as session:
        ticket = tickets.get(session, letter.ticket_id)
    local = tools.rules.calendar.local
    stale = letter.kind == REMINDER and local(tools.clock()).date() != local(letter.written_at).date()
    if letter.kind == targets.LETTER:
        return ticket.status in {lifecycle.SOLVED, lifecycle.CLOSED}
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
