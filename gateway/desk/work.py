"""What may the desk's own side reply? A plain reply answers, SOLUCIONAR solves, NOTA stays inside (rules.md, Keywords)."""

from collections.abc import Mapping
from dataclasses import replace

from gateway.desk import asking, correcting, handing, incident, merging, on_behalf, pausing, scope, telling, undoing
from gateway.desk.belonging import only_this
from gateway.desk.caution import doubt
from gateway.desk.decision import Decision
from gateway.desk.orders import ordered
from gateway.desk.scene import Mail, Scene
from gateway.desk.solving import OUTWARD, hindrance, solve, to_entity, with_technician
from gateway.desk.steps import Act, Order, Step, Unable, carry_out, move, transcript
from gateway.people.directory import Person
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

PLAIN = Command("", "", "")  # a reply without an order
# Text below them stays inside.
INWARD = frozenset({"ASSUMIR", "ATRIBUIR", "TRANSFERIR", "RECLASSIFICAR", "DESFAZER", "INCIDENTE", "MESCLAR"})


def work(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about the mail of a technician who may work on the ticket."""
    if ticket.status == lifecycle.CLOSED:
        return _closed(scene, mail, person, ticket)
    command = ordered(mail, ticket)
    if why := doubt(mail.reading) or _unheard(mail, command) or _whose_files(mail):
        return _nothing("unclear", why, scene, person, ticket)
    if command is None:
        return _reply(scene, mail, person, ticket)
    return carry_out(scene, mail, person, ticket, ORDERS, mail.reading.commands or (command,))


def _whose_files(mail: Mail) -> str:
    """A mail with a note and a word to the entity: in doubt its files go to nobody."""
    words = {command.word for command in mail.reading.commands}
    inside = any(command.word == "NOTA" or (command.word in INWARD and command.text) for command in mail.reading.commands)
    return "whose_files" if mail.files and inside and words & OUTWARD else ""


def _unheard(mail: Mail, command: Command | None) -> str:
    """A keyword in the subject of a mail without text that was not taken: nobody knows what its files are."""
    reading = mail.reading
    return "unclear_order" if command is None and reading.subject_command and not reading.new_text.strip() else ""


def advise(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about the mail of a supervisor: whatever it says stays inside, and reaches the technicians."""
    if mail.reading.commands and (why := doubt(mail.reading)):
        return _nothing("unclear", why, scene, person, ticket)
    command = ordered(mail, ticket) or Command("NOTA", "", mail.reading.new_text)
    return carry_out(scene, mail, person, ticket, ADVICE, mail.reading.commands or (command,), otherwise="advise_only")


def _reply(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """A public reply. The first to answer becomes the technician of the ticket; on a solved ticket it changes nothing."""
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip())
    if why := hindrance(scene, mail, said):
        return _nothing("empty", why, scene, person, ticket)
    taken = ticket.status == lifecycle.ASSIGNED and not ticket.technician
    changes: dict[str, object] = {"technician": person.id} if taken else {}
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    after = replace(ticket, technician=person.id) if taken else ticket
    then = with_technician(scene, person) if taken else scene
    done = ("public", *(("taken",) if taken else ()), *only_this(ticket))
    return Decision(
        "replied",
        moves=(move("answer", Order(mail, person, PLAIN), changes),),
        said=(said,),
        letters=(
            *to_entity("answer", then, after, said, mail),
            transcript(tuple((word, {}) for word in done), person, then, after),
            *telling.colleagues(then, ticket, after, said, mail.files, "taken" if taken else "answered"),
        ),
    )


def _note(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """Kept inside: the technicians read it, the entity never does, neither as a letter nor as history."""
    mail = order.mail
    said = telling.from_mail(mail, telling.TECHNICIAN, order.command.text.strip(), public=False)
    if not said.text and not mail.files:
        return Unable("empty", "no_text")
    letters = telling.colleagues(scene, ticket, ticket, said, mail.files, "noted")
    return Step("noted", scene, ticket, ("noted",), moves=(move("note", order, {}),), said=(said,), letters=letters)


def _closed(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    # What a technician writes after the end is kept inside: nobody reads it as an answer.
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip(), public=False)
    letters = () if scene.told.get("cannot") else (telling.cannot("already_decided", person, ticket.title, scene, ticket),)
    return Decision("after-closing", moves=(move("note", Order(mail, person, PLAIN), {}),), said=(said,), letters=letters)


def _nothing(outcome: str, why: str, scene: Scene, person: Person, ticket: Standing) -> Decision:
    return Decision(outcome, letters=(telling.cannot(why, person, ticket.title, scene, ticket),))


ORDERS: Mapping[str, Act] = {
    "SOLUCIONAR": solve,
    "NOTA": _note,
    "ASSUMIR": handing.take,
    "ATRIBUIR": handing.assign,
    "TRANSFERIR": handing.transfer,
    "RECLASSIFICAR": correcting.reclassify,
    "PENDENTE": pausing.ask,
    "DESFAZER": undoing.undo,
    "FORA DO ESCOPO": scope.decline,
    "INCIDENTE": incident.gather,
    "MESCLAR": merging.merge,
    "EM NOME DE": on_behalf.refused,
    **asking.acts(lambda: ORDERS),
}
ADVICE: Mapping[str, Act] = {
    "NOTA": _note,
    "ATRIBUIR": handing.assign,
    "TRANSFERIR": handing.transfer,
    **asking.acts(lambda: ADVICE),
}
