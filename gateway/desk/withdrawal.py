"""When is a ticket withdrawn? By who may decide, as long as it is open: CANCELAR, read as strictly as APROVAR (rules.md, Keywords)."""

from dataclasses import replace

from gateway.desk import approval, telling
from gateway.desk.decision import Decision
from gateway.desk.remark import move, said_by
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

WITHDRAWN = "withdrawn"


def withdraw(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Closes the ticket for good, and tells both sides; a solution that waits is decided by it too."""
    if why := _obstacle(scene, mail, person, ticket):
        return approval.hindered(scene, mail, person, ticket, why)
    closed = replace(ticket, status=lifecycle.CLOSED, outcome=WITHDRAWN)
    changes: dict[str, object] = {"outcome": WITHDRAWN, "closed_at": scene.now}
    audiences = [(to, telling.ENTITY) for to in approval.others_of_entity(scene, person)]
    audiences += [(to, telling.TECHNICIAN) for to in telling.listeners(scene, ticket)]
    return Decision(
        "ticket-withdrawn",
        moves=(move("withdraw", mail, ticket, changes),),
        said=(said_by(mail),),
        letters=(
            telling.about("cancelled", person, scene, closed, answer=True, audience=telling.REPRESENTATIVE, author=person.name),
            *(telling.about("cancelled", to, scene, closed, audience=audience, author=person.name) for to, audience in audiences),
        ),
        timers=(),
        releases=approval.reason_no_longer_asked(scene),
    )


def _obstacle(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> str:
    """Why the writer cannot withdraw the ticket now ('' when nothing stands in the way); a word of the letter `cannot`."""
    if scene.merged:
        return "of_merged"
    if not approval.decides(scene, person, ticket):
        return "not_yours"
    if approval.is_borrowed(scene, mail, ticket):
        return "unnamed"
    return "late" if ticket.status == lifecycle.SOLVED and approval.is_late(mail, ticket) else ""
