"""What did the last thirty days bring? Counted at most once a minute, drawn as bars that need no script."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from gateway.clockwork.digesting import spans
from gateway.console.page.room import Room
from storage.counting import counts, looking

DAYS = 30
KEPT = timedelta(minutes=1)
HEIGHT = 100  # units of the drawing
STEP = 10  # units from one day to the next


@dataclass(frozen=True, slots=True)
class Day:
    """What a day brought; waiting: open tickets at its end."""

    day: date
    mails: int
    opened: int
    solved: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a picture of DAYS * STEP by HEIGHT units, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. total: of all days, or what the last day ends with; most: the highest bar."""

    name: str
    label: str
    total: int
    most: int
    bars: tuple[Bar, ...]


def days(room: Room, session: Session) -> tuple[Day, ...]:
    """The last thirty local days, today included."""
    now = room.tools.clock()
    at, found = room.kept.get("days", (None, ()))
    if not isinstance(at, datetime) or not timedelta() <= now - at < KEPT:
        found = _counted(room, session, now)
        room.kept["days"] = (now, found)
    return tuple(found)


def charts(found: tuple[Day, ...]) -> tuple[Chart, ...]:
    """Mails in, tickets opened, solved, and open at the end of each day."""
    return (
        _chart("mails", "Mails in", [(d.day, d.mails) for d in found]),
        _chart("opened", "Tickets opened", [(d.day, d.opened) for d in found]),
        _chart("solved", "Tickets solved", [(d.day, d.solved) for d in found]),
        _chart("waiting", "Open at the end of the day", [(d.day, d.waiting) for d in found], last=True),
    )


def _chart(name: str, label: str, values: list[tuple[date, int]], *, last: bool = False) -> Chart:
    most = max((n for _, n in values), default=0)
    bars = tuple(_bar(place, day, n, most) for place, (day, n) in enumerate(values))
    total = (values[-1][1] if values else 0) if last else sum(n for _, n in values)
    return Chart(name, label, total, most, bars)


def _bar(place: int, day: date, value: int, most: int) -> Bar:
    height = max(round(value * (HEIGHT - 2) / most, 1), 3.0) if value else 1.0
    return Bar(place * STEP + 1, round(HEIGHT - height, 1), STEP - 2, height, f"{day:%Y-%m-%d}: {value}")


def _counted(room: Room, session: Session, now: datetime) -> tuple[Day, ...]:
    counts.hurry(session)
    edges = spans.edges(room.tools.rules.calendar, now, DAYS)
    groups = (*(group.name for group in room.tools.rules.catalog.groups), "")
    local = room.tools.rules.calendar.local
    counted = zip(edges, looking.by_day(session, edges), counts.days(session, groups, edges), strict=False)
    return tuple(Day(local(at).date(), mails, day.opened, day.solved, day.waiting) for at, mails, day in counted)
