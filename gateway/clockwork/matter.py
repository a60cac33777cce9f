"""What is this mail about: a ticket, a held mail, or something new? Every road leads through here; rights are checked by the desk."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork import following
from gateway.clockwork.reading import earlier
from gateway.clockwork.tools import Tools
from gateway.desk import asking, claims
from gateway.desk.claimed import Question
from gateway.desk.orders import plainly
from gateway.desk.scene import Entry, FileRef, Mail, Other, Pause, Scene
from gateway.people.proof import CLAIMED, TOKEN
from storage.mail import held, inbox
from storage.record import events
from storage.tables import Inbound
from storage.ticket import history, lifecycle, merging, tickets
from storage.ticket.tickets import Standing


def find(tools: Tools, session: Session, scene: Scene, mail: Mail) -> Scene:
    """The scene with its ticket or kept mail. A token proves its bearer for what it was given for, and for nothing else."""
    token = mail.sender.token
    numbered = {tickets.ref_of(mail.reading.number)} if mail.reading.number else set()
    if question := _question(session, mail):
        return replace(scene, question=question)
    if asked := asking.ticket_asked(mail):
        return _at_asked(tools, session, scene, mail, asked)
    if token is not None and token.ref.startswith("m"):
        found = _at_kept(tools, session, scene, mail, int(token.ref[1:]))
        if found is not None and numbered <= {one.ref for one in (found.ticket, *found.merged) if one}:
            return found
    if token is None or not token.ref.startswith("l"):
        if mail.sender.proof == TOKEN:
            return _unproven(scene, mail)
        named = numbered | {t.ref for t in mail.reading.tokens if t.ref.startswith("l")}
    else:
        named = numbered | {token.ref}
    return _at_named(tools, session, scene, mail, named)


def _unproven(scene: Scene, mail: Mail) -> Scene:
    return replace(scene, mail=replace(mail, sender=replace(mail.sender, proof=CLAIMED, token=None)))


def _at_asked(tools: Tools, session: Session, scene: Scene, mail: Mail, ref: str) -> Scene:
    """The ticket that a CONSULTAR names, in whatever thread it is asked; a token opens none but its own."""
    token = mail.sender.token
    if mail.sender.proof == TOKEN and (token is None or not following.are_one(session, token.ref, ref)):
        return _unproven(scene, mail)
    return _at_named(tools, session, scene, mail, {ref})


def _question(session: Session, mail: Mail) -> Question | None:
    """The question that the mail answers: the one its token names. A CONFIRMAR without one is asked to answer the newest question itself.

    Nobody knows which list its writer had seen, and a signed 'Confirmo' to somebody else, about something else, may be handed on to us.
    """
    person, token, reading = mail.sender.person, mail.sender.token, mail.reading
    if person is None:
        return None
    if token is not None and token.ref.startswith("c"):
        cause = held.question(session, person.id, int(token.ref[1:]))
        return Question(cause, held.still_waiting(session, cause, person.id), sure=True) if cause is not None else None
    order = plainly(reading)
    elsewhere = token is not None or reading.number or reading.code is not None
    if mail.sender.proof == TOKEN or elsewhere or order is None or order.word not in claims.WORDS:
        return None
    cause = held.question(session, person.id)
    waiting = held.still_waiting(session, cause, person.id) if cause is not None else ()
    return Question(cause or 0, waiting, sure=False) if waiting or order.word == "CONFIRMAR" else None


def _at_named(tools: Tools, session: Session, scene: Scene, mail: Mail, named: set[str]) -> Scene:
    found = following.named(session, named)
    if found is None:
        return replace(scene, two_tickets=True)
    if named:
        return _with_ticket(tools, session, scene, mail, *found) if found else replace(scene, names_ticket=True)
    own = _own_thread(session, mail)
    return _with_ticket(tools, session, scene, mail, own) if own else scene


def entries(session: Session, ticket_id: int) -> tuple[Entry, ...]:
    """What was said about a ticket so far, notes included; a solution of a merged ticket is none of this one."""
    said = ((one.row, one.origin) for one in history.conversation(session, ticket_id))
    return tuple(Entry(m.at, m.who, m.side, m.text, m.public, 0 if origin else m.round, origin) for m, origin in said)


def enclosed(session: Session, ticket_id: int) -> tuple[FileRef, ...]:
    """The ticket's files so far, numbered."""
    found = ((f.number, f.public, f.row) for f in history.files(session, ticket_id))
    return tuple(
        FileRef(row.inbound_id, row.part, row.name, row.type, row.size, row.sha256, row.evidence, number, public)
        for number, public, row in found
    )


def pause(session: Session, ticket: Standing) -> Pause | None:
    """Since when a pending ticket waits, and why; None for any other."""
    paused = events.last(session, ticket.id, lifecycle.PAUSES) if ticket.status == lifecycle.PENDING else None
    return Pause(paused.at, paused.kind) if paused else None


def with_record(session: Session, scene: Scene, ticket: Standing) -> Scene:
    """The scene with a ticket, what was said and sent about it, and since when it waits."""
    said, waits, files = entries(session, ticket.id), pause(session, ticket), enclosed(session, ticket.id)
    return replace(scene, ticket=ticket, conversation=said, pause=waits, files=files)


def _with_ticket(tools: Tools, session: Session, scene: Scene, mail: Mail, *named: Standing) -> Scene:
    """The scene with the ticket that the named ones, which are one, go on as."""
    ticket = merging.heir(session, named[0])
    merged = tuple(one for one in named if one.id != ticket.id)
    other = _other(session, following.number_of_other(mail, ticket))
    numbers = following.old_numbers(session, merged[0], ticket) if merged else {}
    scene = replace(scene, merged=merged, old_numbers=numbers, other=other)
    asked = _asked_reason(tools, session, mail, ticket)
    return replace(with_record(session, scene, ticket), names_ticket=True, asked_reason=asked)


def _other(session: Session, number: str) -> Other | None:
    ticket = tickets.find(session, number) if number else None
    return Other(ticket, merging.heir(session, ticket), entries(session, ticket.id), enclosed(session, ticket.id)) if ticket else None


def _at_kept(tools: Tools, session: Session, scene: Scene, mail: Mail, inbound_id: int) -> Scene | None:
    """The writer's own held mail, or what has become of it meanwhile; None when there is neither."""
    row = session.get(Inbound, inbound_id)
    person = mail.sender.person
    if row is None or person is None or row.person != person.id:
        return None
    if row.outcome in held.LACKING or (row.outcome == held.EXPIRED and not held.LACKING.isdisjoint(row.flags)):
        return replace(scene, kept=earlier(tools, session, inbound_id, mail.sender))
    if row.ticket_id is None:
        return None
    return replace(_with_ticket(tools, session, scene, mail, tickets.get(session, row.ticket_id)), repeats_choice=True)


def _own_thread(session: Session, mail: Mail) -> Standing | None:
    """The ticket of the writer's own earlier mail that this one goes on from; a new code in it asks for a new ticket."""
    reading, person = mail.reading, mail.sender.person
    # An order is about what it answers: 'Aprovado' to a colleague's question further down the thread is not for us.
    further = () if reading.commands else reading.references
    found = inbox.ticket_of(session, person.id if person else "", (reading.in_reply_to, *further))
    ticket = tickets.get(session, found) if found else None
    if ticket is None or reading.code is None:
        return ticket
    heir = merging.heir(session, ticket)
    return ticket if reading.code in {ticket.code, heir.code} and heir.status != lifecycle.CLOSED else None


def _asked_reason(tools: Tools, session: Session, mail: Mail, ticket: Standing) -> Mail | None:
    """The writer's refusal of the current solution that still lacks its reason."""
    person = mail.sender.person
    if person is None or ticket.solved_at is None:
        return None
    query = select(Inbound.id).where(
        Inbound.ticket_id == ticket.id,
        Inbound.outcome == "held-reason",
        Inbound.person == person.id,
        Inbound.received_at >= ticket.solved_at,
    )
    found = session.scalar(query.order_by(Inbound.id).limit(1))
    return earlier(tools, session, found, mail.sender) if found else None
