"""Do rings reach workers of other processes over a real Redis, and does nothing depend on it?"""

import json
import logging
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from gateway.clockwork.bell import HEAR, SEND, STRIKE, Bell
from gateway.clockwork.carrier import SILENT_SECONDS
from gateway.console.doctor import broker
from gateway.settings import Settings
from tests.canaries import FILED, TITLED, within
from tests.redis import Redis
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ADDRESS, MARIA

JOBS = (HEAR, SEND, STRIKE)
LOGIN = "104.382.617-00"


@pytest.fixture
def redis() -> Iterator[Redis]:
    with Redis() as started:
        yield started


class Worker:
    """A bell whose jobs only count."""

    def __init__(self, url: str) -> None:
        self.done: list[str] = []
        self.bell = Bell({name: lambda name=name: self.done.append(name) for name in JOBS}, url)


@pytest.fixture
def worker(redis: Redis) -> Iterator[Worker]:
    made = Worker(redis.url)
    made.bell.open()
    yield made
    made.bell.close()


def test_a_door_rings_a_worker_elsewhere(redis: Redis, worker: Worker) -> None:
    door = Worker(redis.url)
    for name in JOBS:
        door.bell.ring(name, 1)
    until(lambda: sorted(worker.done) == sorted(JOBS))
    assert door.done == []


def test_an_idle_worker_waits_in_redis_and_hears_the_next_ring(redis: Redis, worker: Worker) -> None:
    """One wait for each job and for what it puts off; nobody asks again and again."""
    until(lambda: waiting(redis) == 2 * len(JOBS))
    asked = redis.client.info("commandstats")["cmdstat_blmove"]["calls"]
    Worker(redis.url).bell.ring(HEAR, 1)
    until(lambda: worker.done == [HEAR])
    until(lambda: waiting(redis) == 2 * len(JOBS))
    assert redis.client.info("commandstats")["cmdstat_blmove"]["calls"] > asked
    worker.bell.close()
    assert waiting(redis) == 0


def waiting(redis: Redis) -> int:
    """How many wait in Redis for a ring."""
    return int(redis.client.info("clients")["blocked_clients"])


def test_two_workers_share_the_rings(redis: Redis, worker: Worker) -> None:
    """Each ring is answered once, by one of them."""
    held = threading.Event()
    other: list[str] = []
    bell = Bell({name: lambda: (held.wait(10), other.append("done")) for name in JOBS}, redis.url)
    bell.open()
    try:
        door = Worker(redis.url)
        for n in range(40):
            door.bell.ring(HEAR, n)
        until(lambda: len(worker.done) >= 10)
        held.set()
        until(lambda: len(worker.done) + len(other) == 40)
    finally:
        held.set()
        bell.close()


def test_a_redis_that_is_away_costs_one_try_in_a_while(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    redis.kill()
    now = [0.0]
    bell = Bell(dict.fromkeys(JOBS, lambda: None), redis.url, lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for n in range(500):
            bell.ring(HEAR, n)
        assert [r.message for r in caplog.records].count(caplog.records[0].message) == len(caplog.records) == 1
        assert "found by the sweeper" in caplog.text
        now[0] = SILENT_SECONDS
        bell.ring(HEAR, 1)
    assert len(caplog.records) == 2
    redis.start()


def test_a_redis_that_is_full_loses_rings_and_no_more(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    redis.client.config_set("maxmemory", "1")  # byte: not one more fits
    redis.client.config_set("maxmemory-policy", "noeviction")
    Worker(redis.url).bell.ring(HEAR, 1)
    assert "found by the sweeper" in caplog.text
    redis.client.config_set("maxmemory", "0")


def test_a_worker_hears_again_after_redis_was_started_anew(redis: Redis, worker: Worker) -> None:
    redis.kill()
    redis.start()
    now = [0.0]
    door = Bell(dict.fromkeys(JOBS, lambda: None), redis.url, lambda: now[0])

    def rung() -> bool:
        now[0] += SILENT_SECONDS
        door.ring(HEAR, 1)
        return HEAR in worker.done

    until(rung, 60)


def written(n: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, ADDRESS, f"[11] Dúvida {n}"
    mail["Message-ID"] = f"<duvida.{n}@cliente.example>"
    mail.set_content("Bom dia,\n\nComo protocolar?\n")
    return mail


@pytest.mark.timeout(400)  # seconds; three programs start
def test_a_door_and_two_workers_go_on_while_redis_comes_and_goes(redis: Redis, tmp_path: Path) -> None:
    """Every mail becomes one ticket, whether its ring arrived or not."""
    given = {"BROKER": redis.url}
    door = Running(tmp_path / "home", settings=given)
    workers = [Running(tmp_path / "home", settings=given) for _ in range(2)]
    try:
        door.start("smtp")
        for worker in workers:
            worker.start("work", wait=False)
        for n in range(30):
            if n == 10:
                redis.kill()
            if n == 20:
                redis.start()
            door.deliver(written(n), LOGIN)
        until(lambda: len(door.json("ticket", "list")) == 30, 120)
        until(lambda: len(door.letters(MARIA)) == 30, 120)
        assert {ticket["title"] for ticket in door.json("ticket", "list")} == {f"Dúvida {n}" for n in range(30)}
    finally:
        for each in (door, *workers):
            each.close()


def everything(redis: Redis) -> bytes:
    """All that a server holds, keys and values."""
    ask = redis.client
    read = {
        b"list": lambda key: ask.lrange(key, 0, -1),
        b"hash": lambda key: [one for pair in ask.hgetall(key).items() for one in pair],
        b"set": ask.smembers,
        b"zset": lambda key: ask.zrange(key, 0, -1),
        b"string": lambda key: [ask.get(key)],
    }
    found = [b""]
    for key in ask.scan_iter():
        found += [key, *read[ask.type(key)](key)]
    return b"\n".join(found)


def test_nothing_of_a_mail_is_told_to_redis(redis: Redis, tmp_path: Path) -> None:
    """Whoever can read it learns that something came, and its number on our record."""
    door = Running(tmp_path / "home", settings={"BROKER": redis.url})
    try:
        door.start("smtp")
        for n in range(3):
            mail = written(n)
            del mail["Subject"]
            mail["Subject"] = f"[11] Acesso de {TITLED}"
            mail.add_attachment(b"x", maintype="image", subtype="png", filename=f"rg {FILED}.png")
            door.deliver(mail, LOGIN)
        until(lambda: redis.client.llen(f"carteiro:{HEAR}") == 3)
        held = everything(redis)
    finally:
        door.close()
    assert held.count(b'"args":[') == 3
    assert within(held) == frozenset()
    assert not [word for word in (b"maria", b"Maria", b"Acesso", b"@", b"rg ") if word in held]


def test_the_doctor_pings_it_and_shows_no_password(redis: Redis) -> None:
    chosen = Settings(broker=redis.url.replace("127", ":geheim@127"))
    redis.client.config_set("requirepass", "geheim")
    finding = broker.look(chosen)
    assert (finding.ok, finding.name) == (True, redis.url)
    assert "geheim" not in str(finding)
    redis.kill()
    away = broker.look(chosen)
    assert (away.ok, away.why) == (False, "away")
    assert "CARTEIRO_BROKER" in away.mend
    assert "geheim" not in str(away)
    redis.start()


OLD = (
    {"args": []},
    {"args": [{"id": 1, "from": MARIA}, "hoje"]},
    {"args": [1], "kwargs": {"lease": 30}},
    {"args": [1], "options": {"max_retries": 20, "eta": 0}},
    {"args": [1], "actor_name": "hear_mail"},
    None,
)
"""Rings as another version may have left them; None: bytes that are no ring at all."""


@pytest.mark.parametrize("old", OLD, ids=["bare", "with more", "with names", "with options", "of another name", "unreadable"])
def test_a_ring_of_another_version_hinders_none_that_follows(redis: Redis, old: dict[str, object] | None) -> None:
    """What it asked for is found by its row (the sweeper); a worker takes it away, understood or not, and hears the next."""
    leave(redis, old)
    worker = Worker(redis.url)
    worker.bell.open()
    try:
        until(lambda: not redis.client.llen(f"carteiro:{HEAR}"))
        door = Worker(redis.url)
        for n in range(5):
            door.bell.ring(HEAR, n)
        until(lambda: len(worker.done) >= 5)
    finally:
        worker.bell.close()


def leave(redis: Redis, old: dict[str, object] | None) -> None:
    """Puts a ring into the queue as dramatiq keeps it: an id in a list, the message in a hash."""
    usual = {
        "queue_name": HEAR,
        "actor_name": HEAR,
        "args": [],
        "kwargs": {},
        "options": {},
        "message_id": "antigo",
        "message_timestamp": 0,
    }
    said = b"\x80\x04lixo" if old is None else json.dumps(usual | old | {"options": {"redis_message_id": "antigo"}}).encode()
    redis.client.hset(f"carteiro:{HEAR}.msgs", "antigo", said)
    redis.client.rpush(f"carteiro:{HEAR}", "antigo")
