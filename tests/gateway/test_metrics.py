"""Is each figure what the rows say, after a day, and when something is wrong?"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.console.health.looking import NAMES
from gateway.post.relay import Permanent, Temporary
from storage.tables import Event, Inbound, Outbound, Ticket, Timer
from storage.ticket.lifecycle import CLOSED
from tests.growth import day
from tests.postgres import Postgres
from tests.scraped import Scraper
from tests.world import ANA, CONCEICAO, MARIA, World


@pytest.fixture
def scraper(world: World) -> Scraper:
    return Scraper(world)


def rows(world: World, *columns: object) -> list[tuple[object, ...]]:
    with world.tools.database.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns))]  # type: ignore[call-overload]


def test_after_a_day_each_count_is_that_of_the_rows(world: World, scraper: Scraper) -> None:
    day.live(world)
    scraper.scrape()
    assert scraper.all("mails_received_total") == Counter(rows(world, Inbound.door))
    mails = rows(world, Inbound.outcome, Inbound.door)
    assert scraper.all("mails_total") == Counter(mails)
    assert len(set(mails)) > 15
    assert scraper.all("letters_total") == Counter(rows(world, Outbound.kind, Outbound.outcome))
    moves = Counter(rows(world, Event.kind))
    del moves["open",]
    assert scraper.all("ticket_moves_total") == moves
    standing = Counter((group or "none", status) for group, status in rows(world, Ticket.group, Ticket.status) if status != CLOSED)
    assert scraper.all("tickets") == standing
    held = Counter((outcome,) for (outcome,) in rows(world, Inbound.outcome) if str(outcome).startswith("held-"))
    assert scraper.all("held") == held
    assert held
    assert scraper.one("letter_send_seconds_count") == scraper_sum(scraper, "letters_total", "sent")
    assert scraper.one("up") == 1
    assert scraper.all("check_ok").keys() == {(name,) for name in NAMES}


def scraper_sum(scraper: Scraper, name: str, label: str) -> float:
    return sum(value for labels, value in scraper.all(name).items() if label in labels)


def test_looks_in_between_count_a_held_mail_each_time_and_all_others_once(world: World, scraper: Scraper) -> None:
    for part in (day.decided, day.asked, day.joined, day.doubted):
        part(world)
        scraper.scrape()
    for days in (2, 12):
        world.later(days=days)
        scraper.scrape()
        scraper.scrape()
    settled = Counter(rows(world, Inbound.outcome, Inbound.door))
    more = Counter(scraper.all("mails_total")) - settled
    assert {outcome for outcome, _ in more} <= {"held-claimed", "held-code", "held-entity"}
    assert more.total() > 0
    assert settled - Counter(scraper.all("mails_total")) == Counter()
    ever_held = {mail for mail, kind in rows(world, Timer.inbound_id, Timer.kind) if kind == "hold-end"}
    assert scraper.one("mail_settle_seconds_count") == settled.total() - len(ever_held) + more.total(), "its first disposition, if seen"
    assert scraper.all("letters_total") == Counter(rows(world, Outbound.kind, Outbound.outcome))


def test_nothing_of_before_is_counted(world: World, scraper: Scraper) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.clock.at += timedelta(minutes=1)
    later = Scraper(world)
    for one in (scraper, later):
        one.scrape()
    assert (scraper.one("mails_received_total", "smtp"), later.one("mails_received_total", "smtp")) == (1, 0)
    assert later.all("mails_total") == later.all("letters_total") == {}
    assert scraper.all("tickets") == later.all("tickets") != {}


def test_what_waits_is_late_and_its_age_is_told(world: World, scraper: Scraper) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.clock.at += timedelta(seconds=90)
    scraper.scrape()
    assert (scraper.one("waiting", "mails"), scraper.one("waiting", "letters")) == (1, 0)
    assert (scraper.one("waiting_oldest_seconds", "mails"), scraper.one("sweep_lag_seconds", "mails")) == (90, 90)
    world.jobs.hear()
    scraper.scrape()
    assert (scraper.one("waiting", "mails"), scraper.one("waiting", "letters")) == (0, 4)
    assert scraper.one("mail_settle_seconds_sum") == 90
    assert (scraper.one("mail_settle_seconds_bucket", "60.0"), scraper.one("mail_settle_seconds_bucket", "300.0")) == (0, 1)
    assert scraper.one("unsealed") == 1 + 2 + 4, "a mail, two events, four letters"
    world.work_off()
    scraper.scrape()
    assert scraper.all("waiting") == scraper.all("sweep_lag_seconds") == scraper.all("unsealed") == {}


def test_what_waits_behind_another_is_not_late(world: World, scraper: Scraper) -> None:
    world.relay.refuses[MARIA] = Temporary("later")
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.reply(world.last(ANA), "Estou vendo.")
    world.work_off()
    world.clock.at += timedelta(seconds=30)
    scraper.scrape()
    assert scraper.one("waiting", "letters") == 2
    assert scraper.one("sweep_lag_seconds", "letters") == 0, "the second waits for the first, which is tried again later"
    world.relay.refuses.clear()


def test_tries_and_what_is_set_aside_are_told(world: World, scraper: Scraper, monkeypatch: pytest.MonkeyPatch) -> None:
    world.relay.refuses |= {ANA: Permanent(550, "unknown"), MARIA: Temporary("later")}
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.later(minutes=1)
    scraper.scrape()
    assert scraper.one("retrying", "letters") == 1
    assert scraper_sum(scraper, "letters_total", "failed") == 1
    assert scraper.one("retries_total", "letters") == 0, "it is not settled"
    world.relay.refuses.clear()
    world.later(minutes=5)
    scraper.scrape()
    assert (scraper.one("retrying", "letters"), scraper.one("retries_total", "letters")) == (0, 2)

    def broken(*_: object, **__: object) -> None:
        raise ValueError

    world.mail_in(MARIA, "[11] Outra")
    with monkeypatch.context() as patch:
        patch.setattr(world.tools.letters, "compose", broken)
        for _ in range(3):
            world.later(minutes=5)
    scraper.scrape()
    assert scraper.one("quarantine", "mails") == 1
    assert scraper.one("mails_total", "dead", "smtp") == 1
    assert scraper.one("check_ok", "quarantine") == 0
    assert scraper.one("retries_total", "mails") == 2


def test_a_hold_that_ends_late_is_no_slow_mail(world: World, scraper: Scraper) -> None:
    world.mail_in(CONCEICAO, "[11] Pergunta", login=False)
    world.work_off()
    scraper.scrape()
    assert scraper.one("held", "held-claimed") == 1
    world.later(days=9)
    scraper.scrape()
    assert scraper.all("held") == {}
    assert scraper.all("mails_total") == {("held-claimed", "smtp"): 1, ("hold-expired", "smtp"): 1}
    assert (scraper.one("mail_settle_seconds_count"), scraper.one("mail_settle_seconds_sum")) == (1, 0)


@pytest.fixture
def server() -> Iterator[Postgres]:
    with Postgres() as made:
        yield made


def test_a_database_that_is_away_is_said_and_what_was_counted_stays(server: Postgres, tmp_path: Path) -> None:
    world = World(tmp_path, database=server.create())
    scraper = Scraper(world)
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    scraper.scrape()
    server.crash()
    scraper.scrape()
    assert (scraper.one("up"), scraper.one("check_ok", "database")) == (0, 0)
    assert scraper.all("mails_total") == {("opened", "smtp"): 1}
    assert (scraper.one("waiting", "mails"), scraper.one("tickets", "none", "new")) == (None, None)
    server.start()
    world.mail_in(MARIA, "[12] Outra")
    world.work_off()
    scraper.scrape()
    assert scraper.one("up") == 1
    assert scraper.all("mails_total") == {("opened", "smtp"): 2}
    world.close()
