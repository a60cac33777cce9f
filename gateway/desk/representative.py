"""What may a representative's reply do? Decide, answer a question, or say something that reaches the technicians (rules.md, Status)."""

from gateway.desk import approval, asking, demanding, pausing, telling, waiting, withdrawal
from gateway.desk.decision import Decision
from gateway.desk.orders import ordered
from gateway.desk.remark import move, said_by, to_technicians
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

DECISIONS = frozenset({"APROVAR", "RECUSAR"})
# A technician's word is no keyword in a representative's mail; what is only asked is answered before (asking.py).
WORDS = frozenset({"APROVAR", "RECUSAR", "CANCELAR", "CONFIRMAR"})


def answer(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about a representative's mail to a ticket that the writer may see."""
    if ticket.status == lifecycle.CLOSED:
        return _after_closing(scene, mail, person, ticket)
    order = ordered(mail, ticket)
    says = order is None or order.word not in WORDS
    if waiting.is_demanded(scene) and (order is None or order.word != "CANCELAR"):
        return demanding.answer(scene, mail, person, ticket)
    if waiting.is_asked(scene) and (says or (order and order.word in DECISIONS)):
        # 'Aprovado' to a question is an answer.
        return pausing.resume(scene, mail, person, ticket)
    return _comment(scene, mail, person, ticket) if order is None or says else _ordered(scene, mail, person, ticket, order)


def _ordered(scene: Scene, mail: Mail, person: Person, ticket: Standing, order: Command) -> Decision:
    if order.word == "APROVAR":
        return approval.approve(scene, mail, person, ticket)
    if order.word == "RECUSAR":
        return approval.refuse(scene, mail, person, ticket, order)
    if order.word == "CANCELAR":
        return withdrawal.withdraw(scene, mail, person, ticket)
    return _other(scene, mail, person, ticket)


def _other(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
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
    if ticket.status == lifecycle.SOLVED and approval.decides(scene, person, ticket):
        why = mail.reading.unclear or "none"
        explained = telling.about("undecided", person, scene, ticket, answer=True, why=why, text=said.text, passed_on=bool(letters))
        letters = (explained, *letters)
    # A question with more below it is answered, and what stands below still reaches the technicians.
    letters = (*asking.beside(scene, mail, person), *letters)
    return Decision("commented", moves=(move("comment", mail, ticket, {}),), said=(said,), letters=letters)


def _after_closing(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    letters = () if scene.told.get("closed") else (telling.about("closed", person, scene, ticket, answer=True),)
    return Decision("after-closing", moves=(move("comment", mail, ticket, {}),), said=(said_by(mail),), letters=letters)
