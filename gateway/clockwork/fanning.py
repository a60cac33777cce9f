"""How does what happens to one ticket reach those that belong to it? A timer each, read from the rows as they are when it strikes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork import asked, matter
from gateway.clockwork.tools import Tools
from gateway.desk import joining, outbreak, spreading
from gateway.desk.deadlines import VOID
from gateway.desk.decision import Decision
from gateway.desk.outbreak import Crowd
from gateway.desk.scene import FileRef, Scene
from gateway.desk.shown import Shown
from gateway.desk.solving import SOLUTION
from gateway.desk.spreading import Word
from gateway.people.directory import Person
from storage.mail import inbox
from storage.schedule import timers
from storage.tables import Timer
from storage.ticket import history, incidents, merging, tickets
from storage.ticket.tickets import Standing

Struck = tuple[Scene, Decision | None]


def strike(tools: Tools, scene: Scene, timer: Timer) -> Struck:
    """The scene as it was looked at, and the decision; None: look again later. Raises DirectoryUnavailable."""
    ticket = scene.ticket
    if ticket is None:
        return scene, Decision(VOID)
    return _ACTS[timer.kind](tools, scene, ticket, timer)


def _follow(tools: Tools, scene: Scene, ticket: Standing, timer: Timer) -> Struck:
    with tools.database.reading() as session:
        lead = tickets.find(session, ticket.incident)
        said = incidents.said(session, lead.id, timer.round) if lead else None
        facts = incidents.facts_of(session, lead.id, "solve") if lead else {}
        if lead is None or said is None or lead.round != timer.round or lead.solved_at is None:
            return scene, Decision(VOID)
        files = _files(session, lead, said.mail_id)
        own = incidents.facts_of(session, ticket.id, "solve")
        scene = replace(scene, conversation=matter.entries(session, ticket.id), files=matter.enclosed(session, ticket.id))
    # What was solved for all is so for whoever comes after its author has left.
    author = tools.directory.by_id(said.by) or Person(said.by, said.who, "", (), frozenset(), active=False)
    kind = str(facts.get("letter", SOLUTION))
    word = Word(lead, author, said.text, said.mail_id, files, kind, facts, own)
    return scene, spreading.follow(scene, ticket, word)


def _files(session: Session, lead: Standing, mail_id: int) -> tuple[FileRef, ...]:
    """What came with the solution for the entity to have."""
    found = (each.row for each in history.files(session, lead.id) if each.public and each.row.inbound_id == mail_id)
    return tuple(FileRef(a.inbound_id, a.part, a.name, a.type, a.size, a.sha256, a.evidence) for a in found)


def _recall(tools: Tools, scene: Scene, ticket: Standing, timer: Timer) -> Struck:
    with tools.database.reading() as session:
        lead = tickets.find(session, ticket.incident)
        facts = incidents.facts_of(session, lead.id, "undo") if lead else {}
        own = incidents.facts_of(session, ticket.id, "solve")
        # Whoever answered before it was taken back has answered.
        named = merging.family(session, ticket)
        refs, ids = [one.ref for one in named], [one.id for one in named]
        waits = bool(facts) and inbox.undecided_before(session, refs, ids, 0, _received(facts))
    author = tools.directory.by_id(str(facts.get("by", "")))
    if lead is None or author is None:
        return scene, Decision(VOID)
    word = Word(lead, author, "", int(facts["mail"]), facts=facts, own=own)
    return scene, None if waits else spreading.recall(scene, ticket, word, timer.round)


def _received(facts: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(facts["received_at"]))


def _news(tools: Tools, scene: Scene, ticket: Standing, _timer: Timer) -> Struck:
    with tools.database.reading() as session:
        told = incidents.told(session, ticket.id)
        entered = tuple(each for each in incidents.entered(session, ticket.number) if each.ticket.number not in told)
    scene = _with_names(tools, scene, (each.ticket for each in entered))
    return scene, joining.news(scene, ticket, entered)


def _left(tools: Tools, scene: Scene, ticket: Standing, _timer: Timer) -> Struck:
    with tools.database.reading() as session:
        alone = tuple(one for one in incidents.left(session, ticket.incident) if one.group == ticket.group) if ticket.incident else ()
    scene = _with_names(tools, scene, alone)
    return scene, joining.left(scene, ticket, alone)


def _spike(tools: Tools, scene: Scene, ticket: Standing, timer: Timer) -> Struck:
    of, now = (ticket.code, ticket.group), timer.at
    with tools.database.reading() as session:
        crowd = Crowd(
            incidents.arrived(session, *of, now - outbreak.WINDOW),
            incidents.count(session, *of, now - outbreak.USUALLY, now - outbreak.WINDOW),
            incidents.open_lead(session, *of, now) is not None or incidents.offered(session, *of, now - outbreak.ONCE_IN),
        )
    scene = _with_names(tools, scene, crowd.tickets)
    return scene, outbreak.offer(scene, ticket, crowd)


def _with_names(tools: Tools, scene: Scene, listed: Iterable[Standing]) -> Scene:
    found = tuple(listed)
    people = {p for t in found for p in (t.requester, t.technician)}
    return replace(scene, shown=Shown(names=dict(asked.known(tools, people, {t.entity for t in found}))))


_ACTS: Mapping[str, Callable[[Tools, Scene, Standing, Timer], Struck]] = {
    timers.FOLLOW: _follow,
    timers.RECALL: _recall,
    timers.NEWS: _news,
    timers.LEFT: _left,
    timers.SPIKE: _spike,
}
