"""What stands on record in a small world drawn by lot? Tickets with their moves, and mails; many instants lie on the edges of spans."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.tables import Event, Inbound, Ticket
from storage.ticket import lifecycle
from storage.ticket.lifecycle import CLOSED, SOLVED

GROUPS = ("21150.SR-1", "21150.SR-2", "21150.SR-3")
MOVES = ("route", "solve", "approve", "refuse", "expire", "ask", "resume", "abandon", "withdraw", "merge", "answer", "undo")
STEP = timedelta(minutes=30)


@dataclass
class Life:
    """One ticket: what happened to it and when, oldest first."""

    code: int
    group: str
    confidential: bool
    moves: list[tuple[str, datetime]]
    first_answer_due_at: datetime | None
    solution_due_at: datetime | None
    technician: str
    status: str = ""
    deadline_at: datetime | None = None
    number: str = ""

    @property
    def opened_at(self) -> datetime:
        return self.moves[0][1]

    @property
    def closed_at(self) -> datetime | None:
        return self.moves[-1][1] if self.status == CLOSED else None

    def when(self, *kinds: str) -> list[datetime]:
        """When moves of these kinds happened."""
        return [at for kind, at in self.moves if kind in kinds]

    @property
    def first_answer_at(self) -> datetime | None:
        return min(self.when("answer", "ask", "solve"), default=None)

    @property
    def solved_at(self) -> datetime | None:
        return max(self.when("solve"), default=None) if self.status in (SOLVED, CLOSED) else None


@dataclass
class Invented:
    """All of it. mails: when they came, and whether each has its disposition."""

    lives: list[Life] = field(default_factory=list)
    mails: list[tuple[datetime, bool]] = field(default_factory=list)


def invented(seed: int, until: datetime, tickets: int = 160) -> Invented:
    """A world in which some things happened after `until` too, as when a digest is worked off late."""
    draw = random.Random(seed)
    world = Invented([_life(draw, n, until) for n in range(tickets)])
    world.mails = [(until - STEP * draw.randint(-6, 48 * 20), draw.random() < 0.7) for _ in range(2 * tickets)]
    return world


def _life(draw: random.Random, n: int, until: datetime) -> Life:
    ages = draw.randint(-6, 96), draw.randint(0, 48 * 80), 48 * draw.choice((0, 1, 2, 3, 7, 14, 30, 60))
    opened = until - STEP * draw.choices(ages, (4, 5, 1))[0]
    latest = until + STEP * 12
    life = Life(
        code=draw.choice((1, 5, 11, 12, 12, 12, 999)),  # 999 is in no catalogue any more
        group=draw.choice(GROUPS),
        confidential=draw.random() < 0.15,
        moves=list(_moves(draw, opened, latest)),
        first_answer_due_at=until + STEP * draw.randint(-20, 20) if draw.random() < 0.8 else None,
        solution_due_at=until + STEP * draw.randint(-20, 60) if draw.random() < 0.8 else None,
        technician=draw.choice(("", "ana.barros")),
        number=f"L_6{n:07d}",
    )
    for kind, _ in life.moves:
        life.status = lifecycle.after(life.status, kind)
    life.deadline_at = until + STEP * draw.randint(1, 300) if life.status == SOLVED else None
    return life


def _moves(draw: random.Random, opened: datetime, latest: datetime) -> Iterator[tuple[str, datetime]]:
    status, at, kind = "", opened, "open"
    while at <= latest:
        yield kind, at
        status = lifecycle.after(status, kind)
        possible = [move for move in MOVES if (status, move) in lifecycle.MOVES]
        if status == CLOSED or draw.random() < 0.1:
            return
        kind, at = draw.choice(possible), at + STEP * draw.choice((0, 1, 3, 20, 48, 150))


def put(session: Session, world: Invented) -> None:
    """The world's rows into a database without any."""
    blank = {
        "title": "",
        "entity": "27418305000100",
        "requester": "",
        "solver": "",
        "round": 0,
        "outcome": "",
        "merged_into": "",
        "head": "",
    }
    session.execute(insert(Ticket), [{"id": n, **blank, **_row(life)} for n, life in enumerate(world.lives, 1)])
    events = [
        {"ticket_id": n, "seq": seq, "at": at, "kind": kind, "by": "", "payload": "", "prev": "", "hash": ""}
        for n, life in enumerate(world.lives, 1)
        for seq, (kind, at) in enumerate(life.moves)
    ]
    session.execute(insert(Event), events)
    mails = [
        {"received_at": at, "door": "smtp", "rcpt_to": [], "size": 1, "sha256": "", "flags": [], "outcome": "opened" if settled else None}
        for at, settled in world.mails
    ]
    session.execute(insert(Inbound), mails)


def _row(life: Life) -> dict[str, Any]:
    names = ("number", "status", "code", "group", "technician", "confidential", "opened_at", "closed_at", "solved_at", "deadline_at")
    names += ("first_answer_at", "first_answer_due_at", "solution_due_at")
    return {name: getattr(life, name) for name in names} | {"updated_at": life.moves[-1][1]}
