"""Is a mail one ticket, and its letters out, wherever its worker died, and however often it was rung for? Over a real Redis."""

import re
import signal
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.app import now
from gateway.clockwork.bell import HEAR, SEND, STRIKE, Bell
from gateway.doors.door import Door
from parsers.letterhead.thread import conversation
from storage.database import Database
from storage.mail.inbox import Arrival
from storage.tables import Event, Outbound
from tests.faults.passing import AT_COMMIT, BEFORE, BEHIND
from tests.redis import Redis
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ADDRESS, MARIA

JOBS = (HEAR, SEND, STRIKE)
LOGIN = "maria.conceicao"
TAKEN_OVER_SECONDS = 90
MAILS, RINGS = 20, 10
CLAIMED = f"{BEHIND} gateway/clockwork/jobs.py _turn noting"
UNCOMMITTED = f"{AT_COMMIT} gateway/clockwork/ready.py settle writing"
COMMITTED = f"{BEHIND} gateway/clockwork/ready.py settle writing"
UNSENT = f"{BEFORE} gateway/post/maildir.py _deliver open"
SENT = f"{BEFORE} gateway/post/maildir.py _deliver unlink"  # it is there by then


def arrived(database: Database, bell: Bell, n: int, rings: int) -> None:
    """A mail is on record, and rung for so often."""
    raw = f"From: {MARIA}\r\nSubject: [11] Pergunta {n}\r\nMessage-ID: <{n}@cliente.example>\r\n\r\nComo protocolar?\r\n".encode()
    key = conversation(raw, (ADDRESS,), ADDRESS)
    arrival = Arrival(now(), "smtp", (ADDRESS,), MARIA, len(raw), key, raw, login=LOGIN)
    for number in [Door(database, lambda _: None).accept(arrival)] * rings:
        bell.ring(HEAR, number)


def opened(database: Database) -> Counter[int]:
    """How often each ticket was opened."""
    with database.reading() as session:
        return Counter(session.scalars(select(Event.ticket_id).where(Event.kind == "open")))


def unsent(database: Database) -> int:
    with database.reading() as session:
        return len(list(session.scalars(select(Outbound.id).where(Outbound.outcome.is_(None)))))


@pytest.mark.timeout(400)  # seconds; the programs start, and a lease ends
@pytest.mark.parametrize(
    "passage", [CLAIMED, COMMITTED, SENT, *(pytest.param(one, marks=pytest.mark.faults) for one in (UNCOMMITTED, UNSENT))]
)
def test_a_worker_that_dies_is_replaced(tmp_path: Path, passage: str) -> None:
    with Redis() as redis, closing(Database(f"sqlite:///{tmp_path}/home/carteiro.db")) as database:
        database.upgrade()
        given = {"BROKER": redis.url}
        dying = Running(tmp_path / "home", "-m", "tests.faults.dying_worker", passage, settings=given)
        next_one = Running(tmp_path / "home", settings=given)
        try:
            dying.start("work", wait=False)
            arrived(database, Bell(dict.fromkeys(JOBS, lambda: None), redis.url), 1, rings=1)
            assert dying.process is not None
            assert dying.process.wait(120) == -signal.SIGKILL, dying.log
            next_one.start("work", wait=False)
            until(lambda: opened(database) == {1: 1}, TAKEN_OVER_SECONDS)
            until(lambda: unsent(database) == 0, 2 * TAKEN_OVER_SECONDS)
            assert next_one.stop() == 0
        finally:
            for one in (dying, next_one):
                one.close()
        assert opened(database) == {1: 1}
        with database.reading() as session:
            received = list(session.scalars(select(Outbound.message_id).where(Outbound.kind == "received")))
        assert [str(letter["Message-ID"]).strip("<>") for letter in next_one.letters(MARIA)] == received, "one letter, sent once"


@pytest.mark.timeout(400)  # seconds; the programs start
def test_what_is_rung_for_ten_times_in_two_processes_happens_once(tmp_path: Path) -> None:
    with Redis() as redis, closing(Database(f"sqlite:///{tmp_path}/home/carteiro.db")) as database:
        database.upgrade()
        workers = [Running(tmp_path / "home", settings={"BROKER": redis.url}) for _ in range(2)]
        bell = Bell(dict.fromkeys(JOBS, lambda: None), redis.url)
        for n in range(MAILS):
            arrived(database, bell, n, RINGS)
        assert redis.client.llen(f"carteiro:{HEAR}") == MAILS * RINGS
        try:
            for worker in workers:
                worker.start("work", wait=False)
            until(lambda: redis.client.llen(f"carteiro:{HEAR}") == 0, 120)
            until(lambda: len(opened(database)) == MAILS and unsent(database) == 0, 120)
            assert [worker.stop() for worker in workers] == [0, 0]
        finally:
            for worker in workers:
                worker.close()
        assert set(opened(database).values()) == {1}
        said = Counter(re.findall(r"Heard (in-\d+): (\w+)", workers[0].log))
        assert said == {(f"in-{n + 1}", "opened"): 1 for n in range(MAILS)}, "nine rings of ten find nothing to do"
