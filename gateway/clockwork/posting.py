"""How does a letter's row become a mail on the wire, and what follows when it went late or came back?"""

from dataclasses import dataclass

from gateway.clockwork import gather
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from gateway.desk.decision import Decision
from gateway.desk.scene import Scene
from gateway.post import mime
from gateway.post.letters import Content
from parsers.evidence import contents
from storage import inbox, lifecycle, outbox, tickets
from storage.tables import Outbound


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter ready for the relay, with what its row says of it."""

    envelope_from: str
    recipient: str
    mail: bytes
    kind: str
    round: int
    person: str
    ticket_id: int | None


def prepare(tools: Tools, outbound_id: int) -> Prepared:
    """Builds the mail from its row; the same row always gives the same Message-ID. Raises mime.HeaderError."""
    with tools.database.reading() as session:
        row = outbox.get(session, outbound_id)
        raws = {i: inbox.raw(session, tools.evidence, i) for i in {i for i, *_ in row.files}}
        session.expunge(row)
    parts = {i: contents(raw) for i, raw in raws.items()}
    files = tuple(mime.File(name, type_, parts[i][part]) for i, part, name, type_ in row.files)
    return Prepared(_envelope_from(tools, row), row.recipient, _build(tools, row, files), row.kind, row.round, row.person, row.ticket_id)


def _build(tools: Tools, row: Outbound, files: tuple[mime.File, ...]) -> bytes:
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
            attachments=files,
            automatic="auto-replied" if row.cause_id else "auto-generated",
        )
    )


def _envelope_from(tools: Tools, row: Outbound) -> str:
    """A VERP sender, so that a bounce names the letter; the null sender where sub-addresses do not arrive."""
    if not tools.subaddress:
        return ""
    local, _, domain = tools.office.address.rpartition("@")
    ref = f"b{row.id}"
    return f"{local}+{ref}.0.{tools.tokens.mac(ref, 0, '')}@{domain}"


def is_void(tools: Tools, letter: Prepared) -> bool:
    """A letter about a solution that no longer waits for its answer would only mislead."""
    if letter.ticket_id is None or letter.kind not in (*deadlines.NOTICES, "reminder"):
        return False
    with tools.database.reading() as session:
        ticket = tickets.get(session, letter.ticket_id)
    return ticket.status != lifecycle.SOLVED or ticket.round != letter.round


def went(tools: Tools, letter: Prepared) -> tuple[Scene, Decision] | None:
    """What follows when the relay took a letter: a solution that went on a later day moves its deadline."""
    if letter.kind != "solution" or letter.ticket_id is None:
        return None
    scene = gather.for_ticket(tools, letter.ticket_id)
    decision = deadlines.sent_late(scene, letter.round, tools.clock())
    return (scene, decision) if decision else None


def failed(tools: Tools, letter: Prepared, detail: str) -> tuple[Scene, Decision] | None:
    """What follows when a letter was refused for good: the ticket notes it, and the technicians are told."""
    if letter.ticket_id is None:
        return None
    scene = gather.for_ticket(tools, letter.ticket_id)
    decision = deadlines.undelivered(scene, letter.kind, letter.round, letter.person, letter.recipient, detail)
    return (scene, decision) if decision else None
