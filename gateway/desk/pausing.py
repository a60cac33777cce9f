"""How does a technician ask the representative? PENDENTE pauses the ticket, any reply resumes it (rules.md, Keywords)."""

from dataclasses import replace

from gateway.desk import telling, waiting
from gateway.desk.belonging import only_this
from gateway.desk.decision import Decision
from gateway.desk.remark import move as move_of
from gateway.desk.remark import said_by
from gateway.desk.resuming import running_again
from gateway.desk.scene import Mail, Pause, Scene
from gateway.desk.solving import hindrance, to_entity, with_technician
from gateway.desk.steps import Order, Step, Unable, move
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


def ask(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """PENDENTE: the question goes to the entity, the ticket waits, and its targets pause. Asked again, the days begin anew."""
    mail, person = order.mail, order.person
    said = telling.from_mail(mail, telling.TECHNICIAN, order.command.text.strip())
    if ticket.status == lifecycle.SOLVED:
        return Unable("not-now", "solution_waits")
    if not said.text:
        return Unable("empty", "no_question")
    if why := hindrance(scene, mail, said):
        return Unable("empty", why)
    end = scene.rules.patience(scene.now)
    taken = not ticket.technician
    changes: dict[str, object] = {"deadline_at": end, **running_again(scene, ticket)}
    if taken:
        changes["technician"] = person.id
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = mail.received_at
    asked = replace(ticket, status=lifecycle.PENDING, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = with_technician(scene, person) if taken else scene
    return Step(
        "asked",
        replace(then, pause=Pause(scene.now, waiting.ASK)),
        asked,
        ("asked", *(("taken",) if taken else ()), *only_this(ticket)),
        moves=(move(waiting.ASK, order, changes),),
        said=(said,),
        letters=(
            *to_entity("question", then, asked, said, mail),
            *telling.colleagues(scene, ticket, asked, said, mail.files, "asked"),
        ),
        timers=waiting.timers(scene.rules, scene.now, end),
        round=ticket.round,
    )


def resume(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """The answer: whatever the entity writes or sends. The ticket goes on where it was, and its targets run again."""
    said = said_by(mail)
    if not said.text and not any(f.evidence for f in mail.files):
        return Decision("empty", letters=(telling.cannot("no_answer", person, ticket.title, scene, ticket),))
    changes: dict[str, object] = {"deadline_at": None, **running_again(scene, ticket)}
    back = replace(ticket, status=lifecycle.ASSIGNED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    others = [p for p in scene.circle.representatives if p.id != person.id]
    return Decision(
        "resumed",
        moves=(move_of("resume", mail, ticket, changes),),
        said=(said,),
        letters=(
            telling.about("resumed", person, scene, back, answer=True, audience=telling.REPRESENTATIVE, author=person.name),
            *(telling.about("resumed", to, scene, back, audience=telling.ENTITY, author=person.name) for to in others),
            *(telling.passing_on("comment", to, scene, back, said, mail.files, resumed=True) for to in telling.listeners(scene, back)),
        ),
        timers=(),
    )
