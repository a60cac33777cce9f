"""How does a technician's word reach the entity, and what begins with a solution? A round with days of its own (rules.md, Status)."""

from dataclasses import replace

from gateway.desk import deadlines, telling
from gateway.desk.belonging import receiving
from gateway.desk.decision import Letter, Said
from gateway.desk.resuming import running_again
from gateway.desk.scene import Mail, Scene
from gateway.desk.steps import Order, Step, Unable, move
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

SOLUTION, OUT_OF_SCOPE = "solution", "out_of_scope"  # the letters that bring a solution
OUTWARD = frozenset({"SOLUCIONAR", "PENDENTE", "FORA DO ESCOPO"})  # orders whose text and files go to the entity
DONE = {SOLUTION: "solved", OUT_OF_SCOPE: "declined"}


def solve(scene: Scene, ticket: Standing, order: Order, kind: str = SOLUTION, text: str = "") -> Step | Unable:
    """A solution: a new round with days of its own; the answers to an earlier one are void.

    kind: the letter that brings it to the entity; text: what it says, unless it is what stands after the order.
    """
    mail, person, done = order.mail, order.person, DONE[kind]
    said = replace(telling.from_mail(mail, telling.TECHNICIAN, text or order.command.text.strip()), round=ticket.round + 1)
    if why := hindrance(scene, mail, said):
        return Unable("empty", why)
    # The days run from the day the solution letter is written, which is now.
    deadline = scene.rules.deadline(scene.now)
    changes: dict[str, object] = {
        "technician": person.id,
        "solver": person.id,
        "round": ticket.round + 1,
        "solved_at": scene.now,
        "deadline_at": deadline,
        **running_again(scene, ticket),
    }
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    solved = replace(ticket, status=lifecycle.SOLVED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = with_technician(scene, person)
    others = len(receiving(scene))
    return Step(
        done,
        then,
        solved,
        (done, "fanned") if others else (done,),
        {"count": str(others)},
        moves=(move("solve", order, changes, letter=kind),),
        said=(said,),
        letters=(
            *to_entity(kind, then, solved, said, mail, by_law=scene.rules.deadline_by_law),
            *telling.colleagues(scene, ticket, solved, said, mail.files, done),
        ),
        answer=telling.about("solution_sent", person, then, solved, answer=True, text=said.text, joined=others),
        timers=deadlines.timers(scene.rules, scene.now, deadline),
        round=solved.round,
    )


def hindrance(scene: Scene, mail: Mail, said: Said) -> str:
    """Why what was written cannot go to the entity: there is nothing in it, or nobody there to read it."""
    if not said.text and not mail.files:
        return "no_text"
    return "" if scene.circle.representatives else "nobody"


def to_entity(kind: str, scene: Scene, ticket: Standing, said: Said, mail: Mail, **more: object) -> tuple[Letter, ...]:
    """What a technician wrote, with the files, to everyone on the entity's side."""
    return tuple(telling.passing_on(kind, to, scene, ticket, said, mail.files, **more) for to in scene.circle.representatives)


def with_technician(scene: Scene, person: Person) -> Scene:
    """The scene once this person is the ticket's technician."""
    return replace(scene, circle=replace(scene.circle, technician=person, solver=person))
