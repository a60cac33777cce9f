"""What happens while a mail waits for its item or its entity? It is asked for once more, and in the end the mail is set aside, visibly."""

from dataclasses import replace

from gateway.desk import choosing
from gateway.desk.choosing import HELD_CODE, HELD_ENTITY, WHICH_ENTITY, Request
from gateway.desk.decision import Decision, Letter
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from storage.mail.held import EXPIRED

REMINDED = "reminded"


def remind(scene: Scene, kept: Mail, person: Person, held: str) -> Decision:
    """The same list once more. held: what the mail lacks, as the disposition says it."""
    asked = Request(kept, choosing.code_of(kept), "", None)
    if held == HELD_ENTITY:
        letter = choosing.entities(scene, asked, person, "reminder")
    else:
        letter = choosing.catalogue(scene, asked, person, kept, "reminder")
    return Decision(REMINDED, letters=(replace(letter, answer=False),))


def end(scene: Scene, kept: Mail, person: Person, held: str) -> Decision:
    """Its writer is told that it was set aside unopened, and how it is opened all the same."""
    by_entity = held == HELD_ENTITY
    facts = {
        "title": kept.reading.title,
        "received_at": kept.received_at,
        "code": choosing.code_of(kept),
        "entities": choosing.offered_to(scene, kept, person) if by_entity else (),
        "likeliest": choosing.subjects(scene, Request(kept, None, "", None))["likeliest"],
        "by_entity": by_entity,
    }
    letter = Letter("hold_ended", person, facts, about_ticket=False, ref=f"m{kept.id}", round=WHICH_ENTITY if by_entity else 0)
    return Decision(EXPIRED, letters=(letter,))


def opened_late(kept: Mail, decision: Decision) -> Decision:
    """An answer that came after the end opens the ticket all the same, and the receipt says so."""
    if {HELD_CODE, HELD_ENTITY}.isdisjoint(kept.flags):
        return decision
    told = (replace(x, facts={**x.facts, "had_ended": True}) if x.kind == "received" else x for x in decision.letters)
    return replace(decision, letters=tuple(told))
