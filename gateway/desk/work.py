"""What may a technician's reply do? A plain reply answers, SOLUCIONAR solves, NOTA stays inside (rules.md, Keywords)."""

from dataclasses import replace
from datetime import datetime

from gateway.desk import deadlines, telling
from gateway.desk.approval import ordered
from gateway.desk.decision import Decision, Letter, Move, Said
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from parsers.reading import Command
from storage import lifecycle
from storage.tickets import Standing


def work(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about the mail of someone who may work on the ticket."""
    if ticket.status == lifecycle.CLOSED:
        return _closed(scene, mail, person, ticket)
    command = ordered(mail, ticket)
    if command is None:
        return _reply(scene, mail, person, ticket)
    if command.word == "SOLUCIONAR":
        return _solve(scene, mail, person, ticket, command)
    if command.word == "NOTA":
        return _note(scene, mail, person, ticket, command)
    # In doubt nothing leaks: text beside a command we do not carry out goes to nobody.
    return Decision("not-available", letters=(telling.cannot("not_available", person, ticket.title, scene, ticket),))


def _reply(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """A public reply. The first to answer becomes the technician of the ticket; on a solved ticket it changes nothing."""
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip())
    if not said.text and not mail.files:
        return Decision("empty", letters=(telling.cannot("no_text", person, ticket.title, scene, ticket),))
    taken = ticket.status == lifecycle.ASSIGNED and not ticket.technician
    changes: dict[str, object] = {"technician": person.id} if taken else {}
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    after = replace(ticket, technician=person.id) if taken else ticket
    scene = _with_technician(scene, person) if taken else scene
    done = ("public", "taken") if taken else ("public",)
    return Decision(
        "replied",
        moves=(_move("answer", mail, person, changes),),
        said=(said,),
        letters=(
            *_to_requester("answer", scene, after, said, mail),
            telling.about("understood", person, scene, after, answer=True, done=done),
        ),
    )


def _solve(scene: Scene, mail: Mail, person: Person, ticket: Standing, command: Command) -> Decision:
    """A solution: a new round with days of its own; the answers to an earlier one are void."""
    said = telling.from_mail(mail, telling.TECHNICIAN, command.text.strip())
    if not said.text and not mail.files:
        return Decision("empty", letters=(telling.cannot("no_text", person, ticket.title, scene, ticket),))
    # The days run from the day the solution letter is written, which is now.
    deadline = scene.rules.deadline(scene.now)
    changes: dict[str, object] = {
        "technician": person.id,
        "solver": person.id,
        "round": ticket.round + 1,
        "solved_at": scene.now,
        "deadline_at": deadline,
    }
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    solved = replace(
        ticket,
        status=lifecycle.SOLVED,
        technician=person.id,
        solver=person.id,
        round=ticket.round + 1,
        deadline_at=deadline,
        solved_at=scene.now,
    )
    scene = _with_technician(scene, person)
    return Decision(
        "solved",
        moves=(_move("solve", mail, person, changes),),
        said=(said,),
        letters=(
            *_to_requester("solution", scene, solved, said, mail),
            telling.about("solution_sent", person, scene, solved, answer=True, text=said.text),
        ),
        timers=deadlines.timers(scene.rules, scene.now, deadline),
        round=solved.round,
    )


def _note(scene: Scene, mail: Mail, person: Person, ticket: Standing, command: Command) -> Decision:
    """Kept inside: no letter to the entity, and never part of the history that it reads."""
    said = telling.from_mail(mail, telling.TECHNICIAN, command.text.strip(), public=False)
    letter = telling.about("understood", person, scene, ticket, answer=True, done=("noted",))
    return Decision("noted", moves=(_move("note", mail, person, {}),), said=(said,), letters=(letter,))


def _closed(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    # What a technician writes after the end is kept inside: nobody reads it as an answer.
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip(), public=False)
    letters = () if scene.told.get("cannot") else (telling.cannot("already_decided", person, ticket.title, scene, ticket),)
    return Decision("after-closing", moves=(_move("comment", mail, person, {}),), said=(said,), letters=letters)


def _to_requester(kind: str, scene: Scene, ticket: Standing, said: Said, mail: Mail) -> tuple[Letter, ...]:
    requester = scene.circle.requester
    return (telling.passing_on(kind, requester, scene, ticket, said, mail.files),) if requester else ()


def _with_technician(scene: Scene, person: Person) -> Scene:
    return replace(scene, circle=replace(scene.circle, technician=person, solver=person))


def _move(kind: str, mail: Mail, person: Person, changes: dict[str, object]) -> Move:
    facts: dict[str, object | datetime] = {
        "mail": mail.id,
        "mail_sha256": mail.sha256,
        "received_at": mail.received_at,
        "proof": mail.sender.proof,
        "files": [f.sha256 for f in mail.files],
    }
    return Move(kind, person.id, changes, facts)
