"""How does a decision become rows? In one transaction: moves, what was said, letters, timers and the mail's disposition."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gateway.clockwork import alarm, caps, dossiers, leading, moving, releasing
from gateway.clockwork.tools import Tools
from gateway.desk.decision import Decision, Letter
from gateway.desk.scene import FileRef, Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_see
from gateway.post import agenda, registered
from storage.mail import inbox, outbox
from storage.mail.outbox import RETURNED, Post
from storage.tables import Outbound, Ticket
from storage.ticket import tickets
from storage.ticket.tickets import Standing

log = logging.getLogger(__name__)

REFERENCES = 5
OF_A_FILE = ("part", "name", "original_name", "type", "size", "sha256", "inline", "evidence")


@dataclass(frozen=True, slots=True)
class Matter:
    """What rights and tokens of a decision's letters depend on: the ticket as it is, as it is being opened, or as it will stand."""

    ref: str
    entity: str
    requester: str
    group: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A letter with its words, ready to be put on record once the thread is known. place: 0, or that of the ticket beside."""

    letter: Letter
    post: Post
    place: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """What is on record: the ticket that it was about (None for none), and the letters to send, detached."""

    ticket_id: int | None
    letters: list[Outbound]


def write(tools: Tools, scene: Scene, decision: Decision) -> tuple[Written, ...]:
    """The decision's letters in words, outside of any transaction. Who may not see the ticket gets none of it."""
    mail = scene.mail
    own = _matters(scene, decision)
    due = [(0, letter, own) for letter in decision.letters]
    for place, other in enumerate(decision.beside, 1):
        due += [(place, letter, (_standing(other.ticket),)) for letter in other.letters]
    seen = [(place, letter, about) for place, letter, about in due if not letter.about_ticket or _any_seen(letter, about)]
    full = [caps.reached(scene, letter) for _, letter, _ in seen]
    silenced = mail is not None and mail.reading.silenced
    wanted = [one for one, cap in zip(seen, full, strict=True) if not cap and not (one[1].answer and silenced)]
    why = decision.alarm or next(filter(None, full), "")
    if why:
        log.warning("Alarm: %s (mail %d)", why, mail.id if mail else 0)
    alarms = (alarm.letter(tools.operator, why),) if why and tools.operator and not scene.told.get("alarm") else ()
    written = [_written(tools, scene, letter, about[0] if about else None, place) for place, letter, about in wanted]
    return (*written, *(_written(tools, scene, letter, None) for letter in alarms))


def store(session: Session, scene: Scene, decision: Decision, written: Sequence[Written]) -> Stored:
    """Puts everything on record. Raises tickets.Changed when a ticket moved meanwhile."""
    leading.take_turn(session, scene, decision)
    rows = moving.lock(session, scene, decision)
    row = rows.own
    if row is not None:
        moving.keep(session, scene.now, row, decision)
        leading.keep(session, scene, decision, row)
    for other, part in zip(rows.beside, decision.beside, strict=True):
        moving.keep(session, scene.now, other, part)
        leading.of_lead(session, scene.now, part.ticket, part.moves, other)
    if scene.mail is not None:
        files = [{name: getattr(a, name) for name in OF_A_FILE} for a in scene.mail.reading.attachments]
        inbox.keep_files(session, scene.mail.id, row.id if row else None, files)
    releasing.release(session, scene.now, decision.releases, row, is_new=decision.opening is not None)
    if scene.returned is not None:
        session.get_one(Outbound, scene.returned.id).outcome = RETURNED
    letters = [_put(session, scene, w, rows.of(w.place), is_new=decision.opening is not None) for w in written]
    return Stored(row.id if row is not None else scene.ticket.id if scene.ticket else None, letters)


def _standing(ticket: Standing) -> Matter:
    return Matter(ticket.ref, ticket.entity, ticket.requester, ticket.group, ticket.confidential)


def _any_seen(letter: Letter, matters: Sequence[Matter]) -> bool:
    return any(may_see(letter.to, one) for one in matters)


def _matters(scene: Scene, decision: Decision) -> tuple[Matter, ...]:
    """What the letters are about. A ticket that goes to another group is the new group's, and its old group hears that it went.

    What becomes confidential is so for everybody at once.
    """
    if decision.opening:
        values = dict(decision.opening.values) | {name: value for move in decision.moves for name, value in move.changes.items()}
        ref = tickets.ref_of(scene.number)
        return (Matter(ref, str(values["entity"]), str(values["requester"]), str(values["group"]), bool(values["confidential"])),)
    ticket = scene.ticket
    if ticket is None:
        return ()
    changed = {name: value for move in decision.moves for name, value in move.changes.items()}
    secret = ticket.confidential or bool(changed.get("confidential"))
    groups = dict.fromkeys((ticket.group, str(changed.get("group", ticket.group))))
    return tuple(Matter(ticket.ref, ticket.entity, ticket.requester, group, secret) for group in groups)


def _written(tools: Tools, scene: Scene, letter: Letter, matter: Matter | None, place: int = 0) -> Written:
    mail = scene.mail
    ref = matter.ref if letter.about_ticket and matter else letter.ref
    named = ref or f"m{mail.id if mail else 0}"
    local, _, domain = tools.office.address.rpartition("@")
    token = f"{named}.{letter.round}.{tools.tokens.mac(named, letter.round, letter.to.id)}"
    reply_to = f"{local}+{token}@{domain}" if ref and tools.subaddress else tools.office.address
    content = tools.letters.compose(letter.kind, reply_to, {"reader_name": letter.to.name, **letter.facts})
    answered = mail.reading.message_id if mail and letter.answer else ""
    post = Post(
        kind=letter.kind,
        ticket_id=None,
        cause_id=mail.id if mail else None,
        round=letter.round,
        answer=letter.answer,
        person=letter.to.id,
        recipient=letter.to.mail[0] if letter.home else _address(letter.to, mail),
        recipient_name=letter.to.name,
        message_id=f"{token}.{tools.unique()}@{domain}",
        in_reply_to=answered,
        references=(answered,) if answered else (),
        reply_to=reply_to,
        subject=content.subject,
        body_text=content.text,
        body_html=content.html,
        files=(*(_named(f) for f in letter.files), *_own_files(tools, scene, letter, matter)),
        registro=registered.field(tools.latest.head),
    )
    return Written(letter, post, place)


def _named(file: FileRef) -> tuple[int, int, str, str]:
    return (file.inbound_id, file.part, file.name, file.type)


def _own_files(tools: Tools, scene: Scene, letter: Letter, matter: Matter | None) -> list[tuple[None, str, str, str]]:
    """What rides along of our own making: the letter's slip, and the deadline for the reader's calendar."""
    slip = letter.slip
    found: list[tuple[None, str, str, str]] = [(None, tools.letters.sheet(slip.kind, slip.facts), slip.name, slip.type)] if slip else []
    found += [dossiers.riding(letter.dossier)] if letter.dossier else []
    if matter:
        facts, secret = letter.facts, matter.confidential
        prazo = agenda.prazo(tools.letters, tools.office, letter.kind, facts, scene.now, confidential=secret)
        found += [(None, prazo.text, prazo.name, agenda.TYPE)] if prazo else []
    return found


def _address(to: Person, mail: Mail | None) -> str:
    """Where the person wrote from, if that is one of the directory's addresses for them; otherwise the first of those."""
    wrote_from = mail.reading.sender if mail and mail.sender.person == to else ""
    return next((a for a in to.mail if a.lower() == wrote_from), to.mail[0])


def _put(session: Session, scene: Scene, written: Written, row: Ticket | None, *, is_new: bool) -> Outbound:
    """RFC 5322, 3.6.4: the letter refers to the mail it answers, or else to the last letter of the thread."""
    post = written.post
    if row is not None and written.letter.about_ticket:
        thread = [] if is_new and not written.place else outbox.thread(session, row.id, post.person)
        references = dict.fromkeys((*thread, *post.references))
        in_reply_to = post.in_reply_to or (thread[-1] if thread else "")
        values = {name: getattr(post, name) for name in Post.__dataclass_fields__}
        values |= {"registro": registered.about(post.registro, registered.Chain(row.events, row.head))}
        post = Post(**{**values, "ticket_id": row.id, "references": tuple(references)[-REFERENCES:], "in_reply_to": in_reply_to})
    return outbox.write(session, post, scene.now)
