"""What does this mail mean? The one way through the desk: gates, then the ticket it belongs to, then a new one."""

from gateway.desk import asking, claims, deadlines, demanding, joining, on_behalf, opening, representative, telling, work
from gateway.desk.decision import Decision
from gateway.desk.gates import set_aside
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_advise, may_see, may_work
from storage.ticket.tickets import Standing

NOT_THEIRS = "not-theirs"


def decide(scene: Scene) -> Decision:
    """The decision about the scene's mail. Pure: the same scene always gives the same decision."""
    mail = scene.mail
    if mail is None:
        raise ValueError("a scene without mail is decided by deadlines.py")
    if scene.returned is not None:
        came_back = demanding.unheard(scene, scene.returned) or deadlines.undelivered(scene, scene.returned)
        if came_back is not None:
            return came_back
    return set_aside(scene, mail) or _of_person(scene, mail)


def _of_person(scene: Scene, mail: Mail) -> Decision:
    person = mail.sender.person
    if person is None:
        raise ValueError("the gates let nobody unknown through")
    if scene.question is not None:
        return claims.answer(scene, mail, person)
    if scene.two_tickets:
        # In doubt nothing is closed, and nobody is told of a ticket that is not theirs.
        return Decision("undecided-two-tickets", letters=(telling.cannot("two_tickets", person, mail.reading.title),))
    ticket = scene.ticket
    if ticket is None and scene.names_ticket:
        return Decision(NOT_THEIRS, letters=(telling.cannot("not_yours", person, mail.reading.title),))
    if (answered := asking.answer(scene, mail, person, lambda: work.ORDERS)) is not None:
        return answered
    if ticket is None and (called := on_behalf.open_for(scene, mail, person)) is not None:
        return joining.arriving(called)
    return _about(scene, mail, person, ticket) if ticket else joining.arriving(opening.open_or_ask(scene, mail, person))


def _about(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    if scene.repeats_choice and mail.reading.bare_code is not None and may_see(person, ticket):
        return Decision("already-open", letters=(telling.cannot("already_open", person, ticket.title, scene, ticket),))
    own = person.id == ticket.requester
    if may_work(person, ticket) and not own:
        return work.work(scene, mail, person, ticket)
    if may_advise(person, ticket) and not own:
        return work.advise(scene, mail, person, ticket)
    if may_see(person, ticket):
        return representative.answer(scene, mail, person, ticket)
    if any(may_see(person, one) for one in scene.merged):
        return Decision(NOT_THEIRS, letters=(telling.cannot("merged_away", person, mail.reading.title),))
    # The same words as for a number that does not exist: nobody learns which tickets there are.
    return Decision(NOT_THEIRS, letters=(telling.cannot("not_yours", person, mail.reading.title),))
