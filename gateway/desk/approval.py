"""What may the representative's reply do? Approve, refuse, or say something; in doubt nothing is closed (rules.md, Status and Keywords)."""

from dataclasses import replace

from gateway.desk import telling
from gateway.desk.decision import Decision, Letter, Move, Release, Said
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_decide
from parsers import command, subject
from parsers.reading import Command, Known
from storage import lifecycle
from storage.tickets import Standing

LONG_TITLE = 80  # characters; letters cut a subject a little beyond


def answer(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about a representative's mail to a ticket that the writer may see."""
    if scene.repeats_choice and mail.reading.bare_code is not None:
        return Decision("already-open", letters=(telling.cannot("already_open", person, ticket.title, scene, ticket),))
    if ticket.status == lifecycle.CLOSED:
        return _after_closing(scene, mail, person, ticket)
    order = ordered(mail, ticket)
    if order is None:
        return _without_order(scene, mail, person, ticket)
    if order.word == "APROVAR":
        return _approve(scene, mail, person, ticket)
    if order.word == "RECUSAR":
        return _refuse(scene, mail, person, ticket, order)
    return _other(scene, mail, person, ticket, order)


def _other(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    if order.word in {"AJUDA", "CATÁLOGO"}:
        facts = {"title": ticket.title, "reason": "asked", "items": telling.items(scene)}
        return Decision("answered", letters=(Letter("catalogue", person, facts, about_ticket=False, answer=True),))
    said = _said(mail)
    return Decision(
        "not-available",
        moves=(_move("comment", mail, ticket, {}),),
        said=(said,),
        letters=(
            telling.cannot("not_available", person, ticket.title, scene, ticket, passed_on=True),
            *_to_technicians("comment", scene, ticket, said, mail),
        ),
    )


def ordered(mail: Mail, ticket: Standing) -> Command | None:
    """The keyword that counts: in the new text, or the whole subject of a mail without text.

    The subject of every reply holds the ticket's title: where that could be read as a keyword, or was cut, no subject orders anything.
    """
    reading = mail.reading
    if reading.commands:
        return reading.commands[0]
    titled = subject.read(ticket.title, Known("", {}))
    orders = len(ticket.title) > LONG_TITLE or command.of_subject(titled.rest) or command.read(ticket.title).commands
    return None if reading.new_text.strip() or orders else reading.subject_command


def obstacle(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> str:
    """Why the writer cannot decide this solution now ('' when nothing stands in the way); a word of the letter `cannot`."""
    opener = scene.circle.requester
    opener_left = opener is None or opener not in scene.circle.representatives
    if ticket.status != lifecycle.SOLVED or ticket.solved_at is None:
        return "not_solved"
    if not may_decide(person, ticket, scene.rules.others_may_decide, opener_left):
        return "not_yours"
    token = mail.sender.token
    # Without a token of this ticket, only what arrived after the solution can be an answer to it.
    of_this = token is not None and token.ref == ticket.ref
    fits = token.round == ticket.round if token and of_this else mail.received_at > ticket.solved_at
    if not fits:
        return "stale"
    return "late" if ticket.deadline_at and mail.received_at > ticket.deadline_at else ""


def _approve(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    if why := obstacle(scene, mail, person, ticket):
        return _hindered(scene, mail, person, ticket, why)
    closed = replace(ticket, status=lifecycle.CLOSED, outcome="approved")
    changes = {"outcome": "approved", "closed_at": scene.now}
    letters = [telling.about("approved", person, scene, closed, answer=True, audience=telling.REPRESENTATIVE, author=person.name)]
    letters += [
        telling.about("approved", to, scene, closed, audience=telling.ENTITY, author=person.name) for to in _others_of_entity(scene, person)
    ]
    letters += [
        telling.about("approved", to, scene, closed, audience=telling.TECHNICIAN, author=person.name)
        for to in telling.listeners(scene, ticket)
    ]
    return Decision("approved", moves=(_move("approve", mail, ticket, changes),), said=(_said(mail),), letters=tuple(letters), timers=())


def _others_of_entity(scene: Scene, person: Person) -> list[Person]:
    """The opener, when someone else of the entity decided."""
    opener = scene.circle.requester
    return [opener] if opener and opener.id != person.id and opener in scene.circle.representatives else []


def _refuse(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    # A reason given after we asked for it counts from the first refusal's arrival.
    asked = scene.asked_reason
    counted = replace(mail, received_at=min(mail.received_at, asked.received_at)) if asked else mail
    if why := obstacle(scene, counted, person, ticket):
        return _hindered(scene, mail, person, ticket, why)
    reason = order.text.strip()
    if not reason and not any(f.evidence for f in mail.files):
        return Decision("held-reason", letters=(telling.about("refusal_reason", person, scene, ticket, answer=True),))
    return refused(scene, mail, person, ticket, reason)


def refused(scene: Scene, mail: Mail, person: Person, ticket: Standing, reason: str) -> Decision:
    """Back to the technician who solved it; to the group when that one is gone."""
    solver = scene.circle.solver
    back_to = solver.id if solver and solver.active and ticket.group in solver.groups else ""
    changes: dict[str, object] = {"technician": back_to, "deadline_at": None}
    back = replace(ticket, status=lifecycle.ASSIGNED, technician=back_to, deadline_at=None)
    said = telling.from_mail(mail, telling.REPRESENTATIVE, reason or "(o motivo está nos arquivos)")
    receipt = telling.passing_on("refused", person, scene, back, said, mail.files, audience=telling.REPRESENTATIVE)
    told = (solver,) if solver and back_to else scene.circle.members
    others = [
        telling.passing_on("refused", to, scene, back, said, mail.files, audience=telling.ENTITY) for to in _others_of_entity(scene, person)
    ]
    news = [telling.passing_on("refused", to, scene, back, said, mail.files, audience=telling.TECHNICIAN) for to in told]
    return Decision(
        "refused",
        moves=(_move("refuse", mail, ticket, changes),),
        said=(said,),
        letters=(replace(receipt, answer=True, files=()), *others, *news),
        timers=(),
        releases=(Release(scene.asked_reason.id, "completed"),) if scene.asked_reason else (),
    )


def _without_order(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    reading = mail.reading
    if scene.asked_reason and not reading.unclear and (reading.new_text.strip() or mail.files):
        counted = replace(mail, received_at=min(mail.received_at, scene.asked_reason.received_at))
        # Read as the reason of a refusal is: thanks and a signature are none.
        reasons = command.read(f"RECUSAR\n{reading.new_text}").commands
        reason = reasons[0].text.strip() if reasons and reasons[0].word == "RECUSAR" else ""
        if (reason or any(f.evidence for f in mail.files)) and not obstacle(scene, counted, person, ticket):
            return refused(scene, mail, person, ticket, reason)
    said = _said(mail)
    letters: tuple[Letter, ...] = ()
    if said.text or mail.files:
        letters = _to_technicians("comment", scene, ticket, said, mail)
    if ticket.status == lifecycle.SOLVED:
        why = reading.unclear or "none"
        letters = (telling.about("undecided", person, scene, ticket, answer=True, why=why, text=said.text), *letters)
    return Decision("commented", moves=(_move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _hindered(scene: Scene, mail: Mail, person: Person, ticket: Standing, why: str) -> Decision:
    """Nothing is decided, the writer is told why, and what was written still reaches the technicians."""
    said = _said(mail)
    letters = (
        telling.cannot(why, person, ticket.title, scene, ticket, passed_on=True),
        *_to_technicians("comment", scene, ticket, said, mail),
    )
    return Decision(f"undecided-{why.replace('_', '-')}", moves=(_move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _after_closing(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    letters = () if scene.told.get("closed") else (telling.about("closed", person, scene, ticket, answer=True),)
    return Decision("after-closing", moves=(_move("comment", mail, ticket, {}),), said=(_said(mail),), letters=letters)


def _said(mail: Mail) -> Said:
    return telling.from_mail(mail, telling.REPRESENTATIVE, mail.reading.new_text.strip())


def _to_technicians(kind: str, scene: Scene, ticket: Standing, said: Said, mail: Mail) -> tuple[Letter, ...]:
    return tuple(telling.passing_on(kind, to, scene, ticket, said, mail.files) for to in telling.listeners(scene, ticket))


def _move(kind: str, mail: Mail, ticket: Standing, changes: dict[str, object]) -> Move:
    person = mail.sender.person
    facts = {
        "mail": mail.id,
        "mail_sha256": mail.sha256,
        "received_at": mail.received_at,
        "proof": mail.sender.proof,
        "round": ticket.round,
        "files": [f.sha256 for f in mail.files],
        "person": {"profile": sorted(person.profile), "entities": list(person.entities), "active": person.active} if person else {},
    }
    return Move(kind, person.id if person else "", changes, facts)
