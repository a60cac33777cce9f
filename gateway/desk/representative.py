"""What may a representative's reply do? Decide (approval.py), or say something that reaches the technicians (rules.md, Status)."""

from gateway.desk import approval, telling
from gateway.desk.decision import Decision, Letter
from gateway.desk.orders import ordered
from gateway.desk.remark import move, said_by, to_technicians
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from parsers.reading import Command
from storage import lifecycle
from storage.tickets import Standing

HELP = frozenset({"AJUDA", "CATÁLOGO"})
# A technician's word is no keyword in a representative's mail.
WORDS = HELP | {"APROVAR", "RECUSAR", "CANCELAR", "CONFIRMAR", "CONSULTAR", "ANEXO", "PROVA"}


def answer(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about a representative's mail to a ticket that the writer may see."""
    if scene.repeats_choice and mail.reading.bare_code is not None:
        return Decision("already-open", letters=(telling.cannot("already_open", person, ticket.title, scene, ticket),))
    if ticket.status == lifecycle.CLOSED:
        return _after_closing(scene, mail, person, ticket)
    order = ordered(mail, ticket)
    if order is None or order.word not in WORDS or (order.word in HELP and (order.text or mail.files)):
        return _comment(scene, mail, person, ticket)
    if order.word == "APROVAR":
        return approval.approve(scene, mail, person, ticket)
    if order.word == "RECUSAR":
        return approval.refuse(scene, mail, person, ticket, order)
    return _other(scene, mail, person, ticket, order)


def _other(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    if order.word in HELP:
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


def _comment(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Nothing is decided. It reaches the technicians, and who may decide is told how."""
    said = said_by(mail)
    letters = to_technicians(scene, ticket, said, mail) if said.text or mail.files else ()
    if ticket.status == lifecycle.SOLVED and approval.obstacle(scene, mail, person, ticket) != "not_yours":
        why = mail.reading.unclear or "none"
        explained = telling.about("undecided", person, scene, ticket, answer=True, why=why, text=said.text, passed_on=bool(letters))
        letters = (explained, *letters)
    return Decision("commented", moves=(move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _after_closing(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    letters = () if scene.told.get("closed") else (telling.about("closed", person, scene, ticket, answer=True),)
    return Decision("after-closing", moves=(move("comment", mail, ticket, {}),), said=(said_by(mail),), letters=letters)
