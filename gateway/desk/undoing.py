"""Can a solution be taken back? By who sent it, as long as nobody has answered: DESFAZER (rules.md, Keywords)."""

from dataclasses import replace

from gateway.desk import telling
from gateway.desk.belonging import shared
from gateway.desk.scene import Mail, Scene
from gateway.desk.solving import OUTWARD
from gateway.desk.steps import Order, Step, Unable, move
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

TAKEN_BACK = "(Esta solução foi retirada.)"


def undo(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """The ticket goes back to its technician and the days are void; the solution's text stays in the history, marked as taken back.

    Text after the order stays inside: nobody knows whom it was meant for.
    """
    mail, person = order.mail, order.person
    if scene.merged:
        # Written to a ticket that is part of this one: nobody knows whether the solution here is meant, or the merging.
        return Unable("not-possible", "merge_stays", {"number": ticket.number})
    if ticket.status != lifecycle.SOLVED:
        return Unable("not-now", "nothing_to_undo")
    if ticket.solver != person.id:
        solver = scene.circle.solver
        return Unable("not-yours", "others_solution", {"who": solver.name if solver else "outra pessoa"})
    # Without solver and date no answer to it can be taken for one to a later solution, nor a refusal go back to it.
    changes: dict[str, object] = {"deadline_at": None, "solved_at": None, "solver": ""}
    back = replace(ticket, status=lifecycle.ASSIGNED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    told = telling.from_mail(mail, telling.TECHNICIAN, TAKEN_BACK)
    note = telling.from_mail(mail, telling.TECHNICIAN, order.command.text.strip(), public=False)
    # Its files too, unless another order of the mail sends them.
    outward = any(command.word in OUTWARD for command in mail.reading.commands)
    inside = bool(note.text or (mail.files and not outward))
    others = len(shared(scene))
    return Step(
        "undone",
        scene,
        back,
        ("undone", *(("recalled",) if others else ()), *(("noted",) if inside else ())),
        {"count": str(others)},
        moves=(move("undo", order, changes, round=ticket.round),),
        said=(told, note) if inside else (told,),
        letters=(
            *(telling.about("taken_back", to, scene, back, author=person.name) for to in scene.circle.representatives),
            *telling.colleagues(scene, ticket, back, note if note.text else told, mail.files, "undone"),
        ),
        timers=(),
        round=ticket.round,
    )


def is_taken_back(ticket: Standing, mail: Mail) -> bool:
    """Whether the mail answers a solution that was taken back, and no newer one waits."""
    token = mail.sender.token
    of_it = token is None or token.ref != ticket.ref or token.round == ticket.round
    return ticket.status in {lifecycle.ASSIGNED, lifecycle.PENDING} and ticket.round > 0 and ticket.solved_at is None and of_it
