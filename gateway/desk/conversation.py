"""What does this mail mean? The one way through the desk: gates, then the ticket it belongs to, then a new one."""

from gateway.desk import approval, deadlines, opening, telling, work
from gateway.desk.decision import Decision
from gateway.desk.gates import set_aside
from gateway.desk.scene import Mail, Scene
from gateway.people.rights import may_see, may_work


def decide(scene: Scene) -> Decision:
    """The decision about the scene's mail. Pure: the same scene always gives the same decision."""
    mail = scene.mail
    if mail is None:
        raise ValueError("a scene without mail is decided by deadlines.py")
    if scene.returned is not None and (came_back := deadlines.returned(scene, scene.returned)):
        return came_back
    return set_aside(scene, mail) or _of_person(scene, mail)


def _of_person(scene: Scene, mail: Mail) -> Decision:
    person = mail.sender.person
    if person is None:
        raise ValueError("the gates let nobody unknown through")
    ticket = scene.ticket
    if ticket is None and scene.names_ticket:
        return Decision("not-theirs", letters=(telling.cannot("not_yours", person, mail.reading.title),))
    if ticket is None:
        return opening.open_or_ask(scene, mail, person)
    if may_work(person, ticket) and person.id != ticket.requester:
        return work.work(scene, mail, person, ticket)
    if may_see(person, ticket):
        return approval.answer(scene, mail, person, ticket)
    # The same words as for a number that does not exist: nobody learns which tickets there are.
    return Decision("not-theirs", letters=(telling.cannot("not_yours", person, mail.reading.title),))
