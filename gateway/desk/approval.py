"""When is a solution approved or refused? By who may, for the solution that is meant, in time; in doubt nothing is closed."""

from dataclasses import replace

from gateway.desk import merging, telling, undoing
from gateway.desk.decision import Decision, Letter, Release, Said
from gateway.desk.remark import move, said_by, to_technicians
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_decide
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


def obstacle(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> str:
    """Why the writer cannot decide this solution now ('' when nothing stands in the way); a word of the letter `cannot`."""
    if merging.is_by_merged(scene, mail, ticket) or (scene.merged and not decides(scene, person, ticket)):
        return "of_merged"
    if ticket.status != lifecycle.SOLVED or ticket.solved_at is None:
        return "taken_back" if undoing.is_taken_back(ticket, mail) else "not_solved"
    if not decides(scene, person, ticket):
        return "not_yours"
    token = mail.sender.token
    # Without a token of this ticket, only what arrived after the solution can be an answer to it.
    of_this = token is not None and token.ref == ticket.ref
    fits = token.round == ticket.round if token and of_this else mail.received_at > ticket.solved_at
    if is_borrowed(scene, mail, ticket) or not fits:
        return "stale"
    return "late" if is_late(mail, ticket) else ""


def is_late(mail: Mail, ticket: Standing) -> bool:
    """Whether a mail arrived after the end of the days: the last second belongs to them, whole."""
    return ticket.deadline_at is not None and mail.received_at.replace(microsecond=0) > ticket.deadline_at


def decides(scene: Scene, person: Person, ticket: Standing) -> bool:
    """Whether the person may approve, refuse or withdraw: the opener; others by setting, or when the opener left the entity."""
    opener = scene.circle.requester
    opener_left = opener is None or opener not in scene.circle.representatives
    return may_decide(person, ticket, scene.rules.others_may_decide, opener_left)


def is_borrowed(scene: Scene, mail: Mail, ticket: Standing) -> bool:
    """Named by nothing but a token that the writer was not given: whoever wrote to the writer may have put it there, unseen."""
    token = mail.sender.token
    refs = {one.ref for one in (ticket, *scene.merged)}
    of_this = token is not None and token.ref in refs
    return not of_this and not mail.reading.number and any(t.ref in refs for t in mail.reading.tokens)


def approve(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Closes the ticket, and tells both sides."""
    if why := obstacle(scene, mail, person, ticket):
        return hindered(scene, mail, person, ticket, why)
    closed = replace(ticket, status=lifecycle.CLOSED, outcome="approved")
    changes = {"outcome": "approved", "closed_at": scene.now}
    letters = [telling.about("approved", person, scene, closed, answer=True, audience=telling.REPRESENTATIVE, author=person.name)]
    letters += [
        telling.about("approved", to, scene, closed, audience=telling.ENTITY, author=person.name) for to in others_of_entity(scene, person)
    ]
    letters += [
        telling.about("approved", to, scene, closed, audience=telling.TECHNICIAN, author=person.name)
        for to in telling.listeners(scene, ticket)
    ]
    return Decision(
        "approved",
        moves=(move("approve", mail, ticket, changes),),
        said=(said_by(mail),),
        letters=tuple(letters),
        timers=(),
        releases=reason_no_longer_asked(scene),
    )


def refuse(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    """Back to the technicians with its reason; without one it is asked for, and nothing changes."""
    # A reason given after we asked for it counts from the first refusal's arrival.
    asked = scene.asked_reason
    counted = replace(mail, received_at=min(mail.received_at, asked.received_at)) if asked else mail
    if why := obstacle(scene, counted, person, ticket):
        return hindered(scene, mail, person, ticket, why)
    reason = order.text.strip()
    if not reason and not any(f.evidence for f in mail.files):
        return Decision(
            "asked-again" if asked else "held-reason", letters=(telling.about("refusal_reason", person, scene, ticket, answer=True),)
        )
    return _refused(scene, mail, person, ticket, reason)


def _refused(scene: Scene, mail: Mail, person: Person, ticket: Standing, reason: str) -> Decision:
    """Back to the technician who solved it; to the group when that one is gone."""
    solver = scene.circle.solver
    back_to = solver.id if solver and solver.active and ticket.group in solver.groups else ""
    changes: dict[str, object] = {"technician": back_to, "deadline_at": None}
    back = replace(ticket, status=lifecycle.ASSIGNED, technician=back_to, deadline_at=None)
    said = telling.from_mail(mail, telling.REPRESENTATIVE, reason or "(o motivo está nos arquivos)")
    receipt = telling.passing_on("refused", person, scene, back, said, mail.files, audience=telling.REPRESENTATIVE)
    told = (solver,) if solver and back_to else scene.circle.members
    others = [
        telling.passing_on("refused", to, scene, back, said, mail.files, audience=telling.ENTITY) for to in others_of_entity(scene, person)
    ]
    news = [telling.passing_on("refused", to, scene, back, said, mail.files, audience=telling.TECHNICIAN) for to in told]
    return Decision(
        "refused",
        moves=(move("refuse", mail, ticket, changes),),
        said=(said,),
        letters=(replace(receipt, answer=True, files=()), *others, *news),
        timers=(),
        releases=reason_no_longer_asked(scene),
    )


def hindered(scene: Scene, mail: Mail, person: Person, ticket: Standing, why: str) -> Decision:
    """Nothing is decided, the writer is told why, and what was written still reaches the technicians."""
    said = said_by(mail)
    letters = (_explained(scene, person, ticket, why, said), *to_technicians(scene, ticket, said, mail))
    return Decision(f"undecided-{why.replace('_', '-')}", moves=(move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _explained(scene: Scene, person: Person, ticket: Standing, why: str, said: Said) -> Letter:
    """Why nothing is decided; who may decide by answering this very letter gets it with the buttons."""
    word = {"of_merged": "merged", "stale": "stale"}.get(why, "")
    if word and ticket.status == lifecycle.SOLVED and decides(scene, person, ticket):
        return telling.about("undecided", person, scene, ticket, answer=True, why=word, text=said.text, passed_on=True)
    return telling.cannot(why, person, ticket.title, scene, ticket, passed_on=True, names={"number": ticket.number})


def others_of_entity(scene: Scene, person: Person) -> list[Person]:
    """Who of the entity was written to and did not decide: the opener, or those who stand in for an opener who left."""
    return [p for p in scene.circle.representatives if p.id != person.id]


def reason_no_longer_asked(scene: Scene) -> tuple[Release, ...]:
    """The refusal that waited for its reason waits no longer."""
    return (Release(scene.asked_reason.id, "completed"),) if scene.asked_reason else ()
