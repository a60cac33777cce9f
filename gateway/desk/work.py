"""What may the desk's own side reply? A plain reply answers, SOLUCIONAR solves, NOTA stays inside (rules.md, Keywords)."""

from dataclasses import replace

from gateway.desk import deadlines, telling
from gateway.desk.caution import doubt
from gateway.desk.decision import Decision, Letter, Move, Said
from gateway.desk.orders import ordered
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_work
from parsers.reading import Command
from storage import lifecycle
from storage.tickets import Standing


def work(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about the mail of a technician who may work on the ticket."""
    if ticket.status == lifecycle.CLOSED:
        return _closed(scene, mail, person, ticket)
    command = ordered(mail, ticket)
    if why := doubt(mail.reading) or _unheard(mail, command):
        return _nothing("unclear", why, scene, person, ticket)
    if command is None:
        return _reply(scene, mail, person, ticket)
    if command.word == "SOLUCIONAR":
        return _solve(scene, mail, person, ticket, command)
    if command.word == "NOTA":
        return _note(scene, mail, person, ticket, command.text)
    # In doubt nothing leaks: text beside a command we do not carry out goes to nobody.
    return _nothing("not-available", "work_only", scene, person, ticket)


def _unheard(mail: Mail, command: Command | None) -> str:
    """A keyword in the subject of a mail without text that was not taken: nobody knows what its files are."""
    reading = mail.reading
    return "unclear_order" if command is None and reading.subject_command and not reading.new_text.strip() else ""


def advise(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """Decides about the mail of a supervisor: whatever it says stays inside, and reaches the technicians."""
    command = ordered(mail, ticket)
    if command is not None and command.word != "NOTA":
        return _nothing("not-available", "not_available", scene, person, ticket)
    return _note(scene, mail, person, ticket, command.text if command else mail.reading.new_text)


def _reply(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """A public reply. The first to answer becomes the technician of the ticket; on a solved ticket it changes nothing."""
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip())
    if why := _hindrance(scene, mail, said):
        return _nothing("empty", why, scene, person, ticket)
    taken = ticket.status == lifecycle.ASSIGNED and not ticket.technician
    changes: dict[str, object] = {"technician": person.id} if taken else {}
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    after = replace(ticket, technician=person.id) if taken else ticket
    then = _with_technician(scene, person) if taken else scene
    done = ("public", "taken") if taken else ("public",)
    return Decision(
        "replied",
        moves=(_move("answer", mail, person, changes),),
        said=(said,),
        letters=(
            *_to_entity("answer", then, after, said, mail),
            telling.about("understood", person, then, after, answer=True, done=done, works=True),
            *telling.colleagues(then, ticket, after, said, mail.files, "taken" if taken else "answered"),
        ),
    )


def _solve(scene: Scene, mail: Mail, person: Person, ticket: Standing, command: Command) -> Decision:
    """A solution: a new round with days of its own; the answers to an earlier one are void."""
    said = replace(telling.from_mail(mail, telling.TECHNICIAN, command.text.strip()), round=ticket.round + 1)
    if why := _hindrance(scene, mail, said):
        return _nothing("empty", why, scene, person, ticket)
    # The days run from the day the solution letter is written, which is now.
    changes: dict[str, object] = {
        "technician": person.id,
        "solver": person.id,
        "round": ticket.round + 1,
        "solved_at": scene.now,
        "deadline_at": scene.rules.deadline(scene.now),
    }
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    solved = replace(ticket, status=lifecycle.SOLVED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = _with_technician(scene, person)
    return Decision(
        "solved",
        moves=(_move("solve", mail, person, changes),),
        said=(said,),
        letters=(
            *_to_entity("solution", then, solved, said, mail, by_law=scene.rules.deadline_by_law),
            telling.about("solution_sent", person, then, solved, answer=True, text=said.text),
            *telling.colleagues(scene, ticket, solved, said, mail.files, "solved"),
        ),
        timers=deadlines.timers(scene.rules, scene.now, scene.rules.deadline(scene.now)),
        round=solved.round,
    )


def _note(scene: Scene, mail: Mail, person: Person, ticket: Standing, text: str) -> Decision:
    """Kept inside: the technicians read it, the entity never does, neither as a letter nor as history."""
    said = telling.from_mail(mail, telling.TECHNICIAN, text.strip(), public=False)
    if not said.text and not mail.files:
        return _nothing("empty", "no_text", scene, person, ticket)
    letters = (
        telling.about("understood", person, scene, ticket, answer=True, done=("noted",), works=may_work(person, ticket)),
        *telling.colleagues(scene, ticket, ticket, said, mail.files, "noted"),
    )
    return Decision("noted", moves=(_move("note", mail, person, {}),), said=(said,), letters=letters)


def _closed(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    # What a technician writes after the end is kept inside: nobody reads it as an answer.
    said = telling.from_mail(mail, telling.TECHNICIAN, mail.reading.new_text.strip(), public=False)
    letters = () if scene.told.get("cannot") else (telling.cannot("already_decided", person, ticket.title, scene, ticket),)
    return Decision("after-closing", moves=(_move("comment", mail, person, {}),), said=(said,), letters=letters)


def _nothing(outcome: str, why: str, scene: Scene, person: Person, ticket: Standing) -> Decision:
    return Decision(outcome, letters=(telling.cannot(why, person, ticket.title, scene, ticket),))


def _hindrance(scene: Scene, mail: Mail, said: Said) -> str:
    """Why what was written cannot go to the entity: there is nothing in it, or nobody there to read it."""
    if not said.text and not mail.files:
        return "no_text"
    return "" if scene.circle.representatives else "nobody"


def _to_entity(kind: str, scene: Scene, ticket: Standing, said: Said, mail: Mail, **more: object) -> tuple[Letter, ...]:
    return tuple(telling.passing_on(kind, to, scene, ticket, said, mail.files, **more) for to in scene.circle.representatives)


def _with_technician(scene: Scene, person: Person) -> Scene:
    return replace(scene, circle=replace(scene.circle, technician=person, solver=person))


def _move(kind: str, mail: Mail, person: Person, changes: dict[str, object]) -> Move:
    facts = {
        "mail": mail.id,
        "mail_sha256": mail.sha256,
        "received_at": mail.received_at,
        **telling.proof(mail),
        "files": [f.sha256 for f in mail.files],
    }
    return Move(kind, person.id, changes, facts)
