"""How do the targets run on when a pause ends? By the office hours that were left when it began (rules.md, Status)."""

from datetime import timedelta

from gateway.desk.scene import Scene
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

_HOUR = timedelta(hours=1)


def running_again(scene: Scene, ticket: Standing) -> dict[str, object]:
    """The targets of a pending ticket as they stand once it waits no longer; {} for any other. What was late before stays so."""
    if ticket.status != lifecycle.PENDING or scene.pause is None:
        return {}
    targets = {"solution_due_at": ticket.solution_due_at}
    if ticket.first_answer_at is None:
        targets["first_answer_due_at"] = ticket.first_answer_due_at
    calendar, began = scene.rules.calendar, scene.pause.at
    return {
        name: calendar.office_hours_after(scene.now, calendar.office_hours_between(began, due) / _HOUR)
        for name, due in targets.items()
        if due is not None and due > began
    }
