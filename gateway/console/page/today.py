"""How do things stand? Checks, what came today, what waits and why, and a picture of the last thirty days."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.clockwork.digesting import spans
from gateway.console.health.looking import look
from gateway.console.page import picture
from gateway.console.page.answer import Answer
from gateway.console.page.room import Query, Room
from storage.counting import looking, standing
from storage.ticket.lifecycle import ASSIGNED, NEW, PENDING, SOLVED

WHY_HELD = {
    "held-claimed": "whoever is said to have written it is asked to confirm it (CONFIRMAR)",
    "held-code": "its writer is asked for the item",
    "held-entity": "its writer is asked for the entity",
    "held-reason": "a refusal whose reason is asked for",
}
WHY_OPEN = {
    NEW: "waits for a group",
    ASSIGNED: "a group has it",
    PENDING: "the entity is asked something",
    SOLVED: "the entity is asked to approve the solution",
}


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits: how much of it, since when, and where more of it is shown. amiss: somebody must act."""

    what: str
    count: int
    since: datetime | None
    why: str
    link: str
    amiss: bool = False


def today(room: Room, _named: Query, _query: Query) -> Answer:
    """The first page; without the database it has the checks alone."""
    checks = look(room.tools, room.settings)
    try:
        with room.rows() as session:
            facts = _facts(room, session)
    except SQLAlchemyError:
        return room.show("today", {"checks": checks, "rows": False}, 503)
    return room.show("today", {"checks": checks, "rows": True, **facts})


def _facts(room: Room, session: Session) -> dict[str, object]:
    now = room.tools.clock()
    came = looking.came(session, *spans.edges(room.tools.rules.calendar, now, 1))
    found = picture.days(room, session)
    return {
        "came": _table(came),
        "doors": sorted({each.door for each in came}),
        "total": sum(each.count for each in came),
        "waits": _waits(session, now),
        "days": found,
        "charts": picture.charts(found),
        "empty": not any(day.mails for day in found),
    }


def _table(came: list[looking.Came]) -> list[tuple[str, dict[str, int], int]]:
    """Disposition, how many by each door, and in all; the most first."""
    totals: Counter[str] = Counter()
    doors: dict[str, dict[str, int]] = {}
    for each in came:
        totals[each.disposition] += each.count
        doors.setdefault(each.disposition, {})[each.door] = each.count
    return [(disposition, doors[disposition], n) for disposition, n in sorted(totals.items(), key=lambda kept: (-kept[1], kept[0]))]


def _waits(session: Session, now: datetime) -> list[Waits]:
    found = []
    mails, letters = standing.waiting(session, "mails"), standing.waiting(session, "letters")
    found.append(Waits("mails waiting", mails.count, mails.oldest, "taken in, not decided yet", "/mails?only=waiting"))
    why = "written, not handed to the relay yet"
    found.append(Waits("letters waiting", letters.count, letters.oldest, why, "/mails?way=out&only=waiting"))
    for disposition, held in sorted(standing.held(session).items()):
        found.append(Waits(disposition, held.count, held.since, WHY_HELD.get(disposition, "its writer is asked"), "/quarantine#held"))
    why = "set aside after every try failed"
    found += [Waits(f"dead {name}", standing.dead(session, name), None, why, "/quarantine", amiss=True) for name in standing.QUEUES]
    in_hand = looking.in_hand(session, now)
    for status, why in WHY_OPEN.items():
        count = sum(each.count for each in in_hand if each.status == status)
        found.append(Waits(f"tickets {status}", count, None, why, f"/tickets?status={status}"))
    late = sum(each.late for each in in_hand)
    found.append(Waits("tickets late", late, None, "past their first answer or solution target", "/queues", amiss=True))
    return [each for each in found if each.count]
