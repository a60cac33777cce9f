"""What may a representative's reply do? Decide (approval.py), or say something that reaches the technicians (rules.md, Status)."""

from dataclasses import replace

from gateway.desk import approval, telling
from gateway.desk.decision import Decision, Letter
from gateway.desk.orders import ordered
from gateway.desk.remark import move, said_by, to_technicians
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from parsers import command
from parsers.reading import Command
from storage import lifecycle
from storage.tickets import Standing


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
        return approval.approve(scene, mail, person, ticket)
    if order.word == "RECUSAR":
        return approval.refuse(scene, mail, person, ticket, order)
    return _other(scene, mail, person, ticket, order)


def _other(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    if order.word in {"AJUDA", "CATÁLOGO"}:
        facts = {"title": ticket.title, "reason": "asked", "items": telling.items(scene)}
        return Decision("answered", letters=(Letter("catalogue", person, facts, about_ticket=False, answer=True),))
    said = said_by(mail)
    return Decision(
        "not-available",
        moves=(move("comment", mail, ticket, {}),),
        said=(said,),
        letters=(
            telling.cannot("not_available", person, ticket.title, scene, ticket, passed_on=True),
            *to_technicians(scene, ticket, said, mail),
        ),
    )


def _without_order(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    reading = mail.reading
    if scene.asked_reason and not reading.unclear and (reading.new_text.strip() or mail.files):
        counted = replace(mail, received_at=min(mail.received_at, scene.asked_reason.received_at))
        # Read as the reason of a refusal is: thanks and a signature are none.
        reasons = command.read(f"RECUSAR\n{reading.new_text}").commands
        reason = reasons[0].text.strip() if reasons and reasons[0].word == "RECUSAR" else ""
        if (reason or any(f.evidence for f in mail.files)) and not approval.obstacle(scene, counted, person, ticket):
            return approval.refused(scene, mail, person, ticket, reason)
    said = said_by(mail)
    letters: tuple[Letter, ...] = ()
    if said.text or mail.files:
        letters = to_technicians(scene, ticket, said, mail)
    if ticket.status == lifecycle.SOLVED:
        why = reading.unclear or "none"
        letters = (telling.about("undecided", person, scene, ticket, answer=True, why=why, text=said.text), *letters)
    return Decision("commented", moves=(move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _after_closing(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    letters = () if scene.told.get("closed") else (telling.about("closed", person, scene, ticket, answer=True),)
    return Decision("after-closing", moves=(move("comment", mail, ticket, {}),), said=(said_by(mail),), letters=letters)
