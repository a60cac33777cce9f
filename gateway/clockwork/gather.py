"""What must the desk know before it decides? Rows, the reading and the directory's word, gathered with no transaction open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork import alarm, asked, caps, holding, matter, people
from gateway.clockwork.echo import echo
from gateway.clockwork.proving import prove
from gateway.clockwork.reading import as_mail, opened, understand, without_logos
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from gateway.desk.scene import Returned, Scene
from gateway.people.proof import CLAIMED, LOGIN, Sender
from parsers.reading import Reading
from storage.mail import filed, inbox, outbox
from storage.mail.filed import Filed
from storage.mail.known import Asked, Known, known
from storage.mail.outbox import RETURNED
from storage.tables import Outbound
from storage.ticket import merging, tickets

AN_HOUR = timedelta(hours=1)
NOT_ENTITLED = "not_entitled"


def for_mail(tools: Tools, inbound_id: int) -> tuple[Scene, dict[str, Any]]:
    """The scene of a mail on record, and what its domain says of it. Raises DirectoryUnavailable, ProofWaits, LookupError."""
    now = tools.clock()
    row = tools.fresh.mail(inbound_id) or _filed(tools, inbound_id)
    reading, sender, verdict = _heard(tools, row)
    with tools.database.reading() as session:
        on_record = known(session, _asked(tools, row, reading, sender))
        first = min(on_record.earliest or row.received_at, row.received_at)
        mail = replace(as_mail(row, reading, sender), received_at=first, flags=_flags(row, reused=on_record.reused))
        returned = _returned(tools, session, reading)
        scene = Scene(
            now,
            tools.rules,
            tools.known.address,
            mail=mail,
            returned=returned,
            twin=on_record.twin if on_record.twin != inbound_id else None,
            own=on_record.ours,
        )
        if returned and returned.ticket_id:
            scene = matter.with_record(session, scene, tickets.get(session, returned.ticket_id))
        if sender.person and reading.kind == "normal":
            scene = _with_matter(tools, session, scene, row, on_record)
    return asked.look(tools, people.gather(tools, scene)), verdict


def _filed(tools: Tools, inbound_id: int) -> Filed:
    with tools.database.reading() as session:
        return filed.one(session, inbound_id)


def _heard(tools: Tools, row: Filed) -> tuple[Reading, Sender, dict[str, Any]]:
    """With no transaction open: the bytes may come over the network, and names are asked of it."""
    with opened(tools, row) as raw:
        reading = understand(tools, row, raw)
        return reading, *prove(tools, row, raw, reading)


def _asked(tools: Tools, row: Filed, reading: Reading, sender: Sender) -> Asked:
    now = tools.clock()
    return Asked(
        digest=reading.digest,
        message_id=reading.message_id,
        conversation=row.conversation,
        person=sender.person.id if sender.person else "",
        an_hour=now - AN_HOUR,
        a_day=now - timedelta(days=1),
        day=holding.day(tools),
        kinds=caps.EXPLAINING,
        operator=alarm.OPERATOR,
        alarm=alarm.KIND,
        refusal=NOT_ENTITLED,
    )


def _with_matter(tools: Tools, session: Session, scene: Scene, row: Filed, on_record: Known) -> Scene:
    """What a known person's mail is about, and what that person was told lately."""
    mail = scene.mail
    person = mail.sender.person.id if mail and mail.sender.person else ""
    if mail is not None and mail.sender.proven:
        scene = matter.find(tools, session, scene, mail)
        own = [one.id for one in merging.family(session, scene.ticket)] if scene.ticket else []
        scene = replace(scene, mail=without_logos(session, scene.mail or mail, row.conversation, own))
    told = _told(session, person, scene, on_record)
    if scene.question is not None and scene.question.cause:
        told["question"] = outbox.told_about(session, person, f"c{scene.question.cause}", caps.EXPLAINING)
    if scene.mail is not None and scene.mail.sender.proof == CLAIMED:
        return replace(scene, told=told, claims=() if told["confirm"] else holding.waiting(session, person))
    if scene.ticket is not None:
        scene = replace(scene, written=outbox.written_since(session, scene.ticket.id, scene.now - AN_HOUR))
    mark = echo(scene.mail.reading) if scene.mail and scene.mail.sender.proof != LOGIN else ""  # who logs in is no machine
    repeats = inbox.repeats(session, row, person, mark, row.received_at - AN_HOUR)
    return replace(scene, told=told, repeats=repeats)


def _flags(row: Filed, *, reused: bool) -> tuple[str, ...]:
    """Words on the row from before (a mail that was held and is decided anew keeps them), and what is found now."""
    return tuple(dict.fromkeys((*row.flags, *(("message-id-reused",) if reused else ()))))


def for_ticket(tools: Tools, ticket_id: int) -> Scene:
    """The scene of a ticket to which something happens without a mail. Raises DirectoryUnavailable, LookupError."""
    with tools.database.reading() as session:
        blank = Scene(tools.clock(), tools.rules, tools.known.address)
        scene = matter.with_record(session, blank, tickets.get(session, ticket_id))
    return people.gather(tools, scene)


def _returned(tools: Tools, session: Session, reading: Reading) -> Returned | None:
    """The letter of ours that a delivery status says did not arrive; only with the token of its envelope sender (VERP)."""
    if reading.bounce is None or reading.bounce.action != "failed":
        return None
    ours = next((t for t in reading.tokens if t.ref.startswith("b") and tools.tokens.is_for(t.mac, t.ref, 0, "")), None)
    row = session.get(Outbound, int(ours.ref[1:])) if ours else None
    if row is None or row.outcome == RETURNED:
        return None
    detail = f"{reading.bounce.status} {reading.bounce.action}".strip()
    return Returned(row.id, row.ticket_id, row.kind, row.round, row.person, row.recipient, detail, reached(session, row))


def reached(session: Session, row: Outbound) -> bool:
    """Whether what a letter told reached somebody else of the entity."""
    since = row.created_at if row.kind in deadlines.QUESTIONS else None
    return row.ticket_id is not None and outbox.reached(
        session, row.ticket_id, row.round, deadlines.kindred(row.kind), but=row.id, since=since
    )


def _told(session: Session, person: str, scene: Scene, on_record: Known) -> dict[str, int]:
    ticket = scene.ticket
    told = {
        "hour": on_record.answers,
        "explained": on_record.explained,
        "alarm": on_record.alarms,
        NOT_ENTITLED: on_record.refusals,
        "confirm": int(on_record.confirmed),
    }
    if ticket is not None and ticket.closed_at is not None:
        for kind in ("closed", "cannot"):
            told[kind] = outbox.told_since(session, person, ticket.closed_at - timedelta(seconds=1), kind, ticket.id)
    return told
