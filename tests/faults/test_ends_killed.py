"""`carteiro work` is killed again and again while it ends tickets whose days are over: each ends once, each letter leaves."""

import random
import signal
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.app import equip, now
from gateway.clockwork.jobs import Jobs
from gateway.settings import Settings
from storage.database import Database
from storage.record import replay
from storage.tables import Event, Outbound, Ticket
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ANA, JOAO, MARIA, World

MANY = 24
KILLS = 4
LONG_AGO = timedelta(days=25)
LEASES_ENDED = timedelta(minutes=5)


def solved_long_ago(home: Path) -> None:
    world = World(home)
    world.clock.at = now() - LONG_AGO
    for n in range(MANY):
        world.mail_in((MARIA, JOAO)[n % 2], f"[11] Pergunta {n}", "Bom dia.")
    world.work_off()
    for notice in world.letters(ANA):
        world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.close()


def ended(home: Path) -> int:
    database = Database(f"sqlite:///{home}/carteiro.db")
    with database.reading() as session:
        found = session.scalar(select(func.count()).where(Event.kind == "expire")) or 0
    database.close()
    return found


@pytest.mark.timeout(300)  # seconds on an idle machine; the program starts many times
def test_a_worker_that_is_killed_in_mid_batch_ends_each_ticket_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    solved_long_ago(home)
    running, chance = Running(home), random.Random(96)
    try:
        for _ in range(KILLS):
            before = ended(home)
            running.start("work", wait=False)
            until(lambda before=before: ended(home) > before or ended(home) == MANY, 60)  # type: ignore[misc] # a lambda with its count bound
            until(lambda: chance.random() > 0.7, 5)
            running.stop(signal.SIGKILL)
    finally:
        running.close()
    tools = equip(Settings(home=home), lambda: now() + LEASES_ENDED)
    jobs = Jobs(tools)
    while jobs.strike() + jobs.send():
        pass
    with tools.database.reading() as session:
        for ticket in session.scalars(select(Ticket)):
            replay.check(session, ticket)
            assert (ticket.status, ticket.outcome) == ("closed", "expired")
        happened = Counter(session.scalars(select(Event.ticket_id).where(Event.kind == "expire")))
        letters = set(session.scalars(select(Outbound.message_id).where(Outbound.kind == "expired", Outbound.recipient == MARIA)))
        reminded = session.scalar(select(func.count()).where(Event.kind == "remind"))
    tools.database.close()
    assert (sorted(happened.values()), reminded) == ([1] * MANY, 0)
    left = [message_from_bytes(path.read_bytes())["Message-ID"].strip("<>") for path in (home / "mail" / MARIA / "new").iterdir()]
    assert (len(letters), set(left) & letters) == (MANY // 2, letters), "every letter left, at least once"
