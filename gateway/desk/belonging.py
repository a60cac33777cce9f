"""Does a ticket lead an incident, or belong to one, and what follows for the others? (rules.md, INCIDENTE)"""

from gateway.desk.scene import Scene
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


def leads(ticket: Standing) -> bool:
    """Whether later tickets of the item join this one."""
    return ticket.incident == ticket.number


def receiving(scene: Scene) -> tuple[Standing, ...]:
    """The tickets that a new solution of their lead goes to: unsolved ones, and those whose solution was the lead's until now."""
    return tuple(t for t in scene.joined if t.status in {lifecycle.PENDING, lifecycle.ASSIGNED} or t in shared(scene))


def shared(scene: Scene) -> tuple[Standing, ...]:
    """The tickets that wait for an answer to their lead's solution."""
    return tuple(t for t in scene.joined if t.status == lifecycle.SOLVED and t.id in scene.shared)


def only_this(ticket: Standing) -> tuple[str, ...]:
    """The line of the transcript that says that a word of the lead does not go to the others."""
    return ("only_this",) if leads(ticket) else ()


def leaving(ticket: Standing) -> tuple[dict[str, object], tuple[str, ...]]:
    """The change for a ticket that gets another group or item, and the line of the transcript that says so; nothing for most."""
    if not ticket.incident:
        return {}, ()
    return {"incident": ""}, ("incident_ended" if leads(ticket) else "incident_left",)
