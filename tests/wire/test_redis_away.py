"""Is every mail a ticket, once, when Redis is down from the start or full, and when it comes back?"""

from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.redis import Redis
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ADDRESS, MARIA

LOGIN = "104.382.617-00"
MAILS = 6
RINGS = "carteiro:hear"  # where they lie until a worker takes them
UNRUNG = "Redis cannot be rung"


def written(n: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, ADDRESS, f"[11] Dúvida {n}"
    mail["Message-ID"] = f"<duvida.{n}@cliente.example>"
    mail.set_content("Bom dia,\n\nComo protocolar?\n")
    return mail


def down(redis: Redis) -> Callable[[], None]:
    redis.kill()
    return redis.start


def full(redis: Redis) -> Callable[[], None]:
    redis.client.config_set("maxmemory-policy", "noeviction")
    redis.client.config_set("maxmemory", "1")  # byte: not one more fits
    return lambda: redis.client.config_set("maxmemory", "0") and None


@pytest.mark.timeout(400)  # seconds; the programs start
@pytest.mark.parametrize("trouble", [down, full])
def test_mails_are_found_by_the_sweeper_while_redis_is_away_and_rung_for_when_it_is_back(
    tmp_path: Path, trouble: Callable[[Redis], Callable[[], None]]
) -> None:
    with Redis() as redis:
        given = {"BROKER": redis.url}
        door, worker = (Running(tmp_path / "home", settings=given) for _ in range(2))
        mend = trouble(redis)

        def tickets() -> Counter[str]:
            return Counter(str(ticket["title"]) for ticket in door.json("ticket", "list"))

        try:
            door.start("smtp")
            worker.start("work", wait=False)
            for n in range(MAILS):
                door.deliver(written(n), LOGIN)
            until(lambda: len(tickets()) == MAILS, 120)
            assert UNRUNG in door.log
            mend()
            for n in range(MAILS, 2 * MAILS):
                door.deliver(written(n), LOGIN)
            until(lambda: len(tickets()) == 2 * MAILS, 120)
            until(lambda: len(door.letters(MARIA)) >= 2 * MAILS, 120)
            assert set(tickets().values()) == {1}
            worker.stop()
            until(lambda: door.deliver(written(2 * MAILS), LOGIN) or redis.client.llen(RINGS) > 0, 60)
        finally:
            for each in (door, worker):
                each.close()
