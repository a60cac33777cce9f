"""What does a desk look like after three years? Invented tickets with their moves and mails, in office hours as people write."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any

from bench.office import Office

Rows = dict[str, list[dict[str, Any]]]  # table -> rows; within a table all rows have the same columns

GROUPS = ("21150.SR-1", "21150.SR-2", "21150.SR-3", "21150.SR-4", "21150.SR-5")
OUTAGE = 12  # the item that brings a third of the last day's tickets
ITEMS = tuple(range(1, 20))
WEIGHTS = tuple(1 / (1 + item * 7 % 19) for item in ITEMS)  # some items are asked for every minute, others once a day
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday, 07:30 in Brasília
DAYS = 3 * 365
IN_OFFICE_HOURS = 0.94
ON_A_FREE_DAY = 0.04  # of a working day's tickets
NEVER_SOLVED = 0.001
AT_ONCE = 5_000
PAYLOAD = "{" + " " * 300 + "}"


def tickets(office: Office, count: int) -> Iterator[Rows]:
    """Rows of `count` tickets, oldest first, some thousands at once. The events are no chain: what is counted is kinds and instants."""
    draw = random.Random(61)
    made = _Made()
    for day, opened in _openings(draw, office, count):
        for sequence, at in enumerate(opened, start=1):
            made.add(_Drawn(draw, office, day, sequence, at))
            if len(made.rows["ticket"]) == AT_ONCE:
                yield made.taken()
    yield made.taken()


def _openings(draw: random.Random, office: Office, count: int) -> Iterator[tuple[date, list[datetime]]]:
    last = office.calendar.local(NOW).date()
    days = [last - timedelta(days=n) for n in reversed(range(1, DAYS + 1))]
    weights = list(accumulate(1.0 if office.calendar.working(day) else ON_A_FREE_DAY for day in days))
    shares = [round(count * weight / weights[-1]) for weight in weights]
    for day, before, after in zip(days, [0, *shares], shares, strict=False):
        midnight = datetime.combine(day, time(), office.calendar.zone)
        inside = [draw.random() < IN_OFFICE_HOURS for _ in range(after - before)]
        hours = (draw.uniform(8, 18) if is_inside else draw.uniform(0, 24) for is_inside in inside)
        yield day, sorted((midnight + timedelta(hours=hour)).astimezone(UTC) for hour in hours)


class _Drawn:
    """One ticket's life: what happened when, as far as it has happened by NOW."""

    def __init__(self, draw: random.Random, office: Office, day: date, sequence: int, opened: datetime) -> None:
        self.number = f"L_{day.year % 10}{day:%m%d}{sequence:03d}"
        self.opened = opened
        outage = opened > NOW - timedelta(days=1) and draw.random() < 1 / 3
        self.code = OUTAGE if outage else draw.choices(ITEMS, WEIGHTS)[0]
        self.group, self.person, self.entity = draw.choice(GROUPS), f"p{draw.randint(1, 2000)}", f"{draw.randint(1, 600):014d}"
        self.due = office.after(opened, 8), office.after(opened, 40)
        answered = office.after(opened, draw.expovariate(1 / 3))
        solved = office.after(answered, draw.expovariate(1 / 16))
        self.moves = [("open", opened), ("route", opened), ("answer", answered)]
        if draw.random() > NEVER_SOLVED:
            self.moves += self._ends(draw, office, solved)
        self.moves = [(kind, at) for kind, at in self.moves if at < NOW]

    def _ends(self, draw: random.Random, office: Office, solved: datetime) -> list[tuple[str, datetime]]:
        ends = draw.choices(("approve", "expire", "refuse"), (70, 25, 5))[0]
        if ends == "expire":
            return [("solve", solved), ("expire", office.calendar.deadline(solved))]
        decided = office.after(solved, draw.expovariate(1 / 12))
        if ends == "approve":
            return [("solve", solved), ("approve", decided)]
        again = office.after(decided, 5)
        return [("solve", solved), ("refuse", decided), ("solve", again), ("approve", office.after(again, 10))]

    def last(self, *kinds: str) -> datetime | None:
        """When one of these happened last."""
        return max((at for kind, at in self.moves if kind in kinds), default=None)

    def ticket(self) -> dict[str, Any]:
        """The row of its state."""
        kind = self.moves[-1][0]
        status = {"solve": "solved", "approve": "closed", "expire": "closed"}.get(kind, "assigned")
        answered, solved, (first_answer_due, solution_due) = self.last("answer"), self.last("solve"), self.due
        return {
            "number": self.number,
            "status": status,
            "code": self.code,
            "title": "Pedido inventado",
            "entity": self.entity,
            "requester": self.person,
            "group": self.group,
            "technician": "ana" if answered else "",
            "solver": "ana" if solved else "",
            "confidential": self.code == 1,
            "round": len([kind for kind, _ in self.moves if kind == "solve"]),
            "outcome": {"approve": "approved", "expire": "expired"}.get(kind, ""),
            "merged_into": "",
            "incident": "",
            "opened_at": self.opened,
            "updated_at": self.moves[-1][1],
            "first_answer_at": answered,
            "solved_at": solved if status in {"solved", "closed"} else None,
            "closed_at": self.moves[-1][1] if status == "closed" else None,
            "deadline_at": solved + timedelta(days=7) if solved and status == "solved" else None,
            "first_answer_due_at": first_answer_due,
            "solution_due_at": solution_due,
            "opened_by_mail": None,
            "events": len(self.moves),
            "head": "",
        }


@dataclass
class _Made:
    """Rows that wait to be taken."""

    rows: Rows = field(default_factory=lambda: {"ticket": [], "event": [], "inbound": []})
    count: int = 0

    def add(self, drawn: _Drawn) -> None:
        self.count += 1
        self.rows["ticket"].append({"id": self.count, **drawn.ticket()})
        for seq, (kind, at) in enumerate(drawn.moves, start=1):
            event = {"ticket_id": self.count, "seq": seq, "at": at, "kind": kind, "by": "", "payload": PAYLOAD, "prev": "", "hash": ""}
            self.rows["event"].append(event)
            if kind not in {"route", "expire"}:
                self.rows["inbound"].append(_mail(self.count, drawn.person, kind, at))

    def taken(self) -> Rows:
        taken, self.rows = self.rows, {table: [] for table in self.rows}
        return taken


def _mail(ticket: int, person: str, kind: str, at: datetime) -> dict[str, Any]:
    """A mail as it stands on record; its words ride elsewhere."""
    empty = dict.fromkeys(("peer", "helo", "tls", "login", "hop", "message_id", "digest", "echo", "released_by", "last_error"), "")
    return empty | {
        "received_at": at,
        "door": "smtp",
        "mail_from": f"{person}@entidade.example",
        "rcpt_to": '["suporte@carteiro.example"]',
        "size": 45_000,
        "sha256": "0" * 64,
        "spooled": False,
        "sender": f"{person}@entidade.example",
        "subject": "Pedido inventado",
        "person": person,
        "proof": "login",
        "flags": "[]",
        "ticket_id": ticket,
        "attempts": 1,
        "outcome": kind,
        "settled_at": at,
        "conversation": f"L_{ticket}",
    }
