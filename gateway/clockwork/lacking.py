"""How does time pass for a mail that lacks its item or its entity? Its writer is reminded, and told when it is set aside."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from gateway.clockwork import caps, store
from gateway.clockwork.bell import SEND
from gateway.clockwork.reading import earlier
from gateway.clockwork.store import REFERENCES, Written
from gateway.clockwork.tools import Tools
from gateway.desk import lacking
from gateway.desk.choosing import HELD_CODE, HELD_ENTITY, OFFERED
from gateway.desk.decision import Decision
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.people.proof import Sender
from storage.mail import held, outbox
from storage.schedule import due, timers
from storage.tables import Inbound, Timer
from storage.ticket import tickets

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
KINDS = {HELD_CODE: "catalogue", HELD_ENTITY: "which_entity"}  # what a reminder of each brings again


def strike(tools: Tools, claim: due.Claim, timer: Timer, inbound_id: int) -> Sequence[tuple[str, int]]:
    """A reminder, or the end. Raises tickets.Changed when the mail was completed meanwhile, Overslept, DirectoryUnavailable."""
    ends = timer.kind == timers.HOLD_END
    with tools.database.reading() as session:
        row = session.get_one(Inbound, inbound_id)
        end = held.until(session, inbound_id).get(inbound_id)
        session.expunge(row)
        told = outbox.told_since(session, row.person, tools.clock() - HOUR, "hold_ended" if ends else KINDS.get(row.outcome or "", ""))
    if told >= caps.ANSWERS:
        with tools.database.writing() as session:
            due.put_off(session, Timer, claim, tools.clock() + HOUR, "enough was written in this hour", counts=False)
        return ()
    lacks = row.outcome or ""
    overtaken = not ends and (end is None or end <= tools.clock())
    scene, decision = _decided(tools, row, ends=ends) if lacks in held.LACKING and not overtaken else (None, Decision(timers.VOID))
    written = _written(tools, scene, row, decision) if scene else ()
    now = tools.clock()
    with tools.database.writing() as session:
        if scene and ends and not held.end(session, inbound_id, lacks, now):
            raise tickets.Changed(f"mail {inbound_id} is held no longer")
        due.settle(session, Timer, claim, decision.outcome, now)
        letters = store.store(session, scene, replace(decision, moves=()), written).letters if scene else []
    log.info("Struck: %s of in-%d: %s", timer.kind, inbound_id, decision.outcome)
    return [(SEND, letter.id) for letter in letters]


def letter_waits(session: Session, inbound_id: int) -> bool:
    """Whether the list to choose from has not left yet."""
    person = session.get_one(Inbound, inbound_id).person
    return any(waits for _, waits in outbox.about(session, person, f"m{inbound_id}"))


def _decided(tools: Tools, row: Inbound, *, ends: bool) -> tuple[Scene, Decision]:
    """Who has left, or represents nobody any more, is told nothing."""
    person = tools.directory.by_id(row.person)
    # A technician's mail waits on account of somebody who called: the entities are those that were offered.
    there = person is not None and person.active and ("tecnico" in person.profile or ("gestor" in person.profile and bool(person.entities)))
    offered = tuple(f.removeprefix(OFFERED) for f in row.flags if f.startswith(OFFERED)) or (person.entities if person else ())
    entities = tuple(e for e in map(tools.directory.entity, offered) if e is not None)
    scene = Scene(tools.clock(), tools.rules, tools.known.address, entities=entities)
    if person is None or not there:
        return scene, Decision(held.EXPIRED if ends else timers.VOID)
    kept = _kept(tools, row, person)
    decide = lacking.end if ends else lacking.remind
    return scene, decide(scene, kept, person, row.outcome or "")


def _kept(tools: Tools, row: Inbound, person: Person) -> Mail:
    with tools.database.reading() as session:
        return earlier(tools, session, row.id, Sender(person, row.proof))


def _written(tools: Tools, scene: Scene, row: Inbound, decision: Decision) -> tuple[Written, ...]:
    """To where the mail was written from, in its thread."""
    with tools.database.reading() as session:
        ours = [message_id for message_id, _ in outbox.about(session, row.person, f"m{row.id}")]
    thread = [message_id for message_id in (row.message_id, *ours) if message_id]
    found = []
    for each in store.write(tools, scene, decision):
        to = next((a for a in each.letter.to.mail if a.lower() == row.sender), each.post.recipient)
        post = replace(each.post, recipient=to, in_reply_to=thread[-1] if thread else "", references=tuple(thread[-REFERENCES:]))
        found.append(replace(each, post=post))
    return tuple(found)
