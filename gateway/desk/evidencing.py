"""What is told of a ticket's evidence? To the entity what lacks, to whoever answers what was asked and what came."""

from gateway.desk import evidence, telling
from gateway.desk.evidence import Evidence
from gateway.desk.scene import Scene
from gateway.post.facts import AskedFacts, MissingFacts
from storage.ticket.tickets import Standing


def evidence_of(scene: Scene, ticket: Standing) -> Evidence:
    """What has come of the evidence that the ticket's item asks for, from the entity's side."""
    texts = (e.text for e in scene.conversation if e.side == telling.REPRESENTATIVE)
    return evidence.look(scene.rules.catalog.item(ticket.code), (f for f in scene.files if f.public), texts)


def missing_facts(scene: Scene, code: int, found: Evidence) -> MissingFacts:
    """What is still asked of the entity, and the words that settle it otherwise.

    That the files hold it all can be said where several things are asked and files have come.
    """
    item = scene.rules.catalog.item(code)
    unless = item.evidence_unless[:1].upper() + item.evidence_unless[1:]
    whole = evidence.WHOLE if len(found.asked) > 1 and any(files for _, files in found.asked) else ""
    return MissingFacts(found.missing, item.evidence_question, unless, whole, evidence.UNABLE)


def asked_facts(scene: Scene, code: int, found: Evidence, without: str) -> dict[str, object]:
    """What of it a technician is shown.

    without: a word of templates/_base/evidence.txt that says why evidence is missing, or what stands in its place; ''.
    """
    asked = tuple(AskedFacts(name, tuple(f.name for f in came)) for name, came in found.asked)
    return {"asked": asked, "without": without, "unless": scene.rules.catalog.item(code).evidence_unless}
