"""Is everything counted once, whoever does it, and whenever it is committed?"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gateway.console.metrics import cursor, tallies
from gateway.console.metrics.cursor import OVERLAP, Cursor
from storage.counting.settled import Settled
from storage.schedule import due
from storage.tables import Inbound
from tests.databases import DATABASES, KINDS, POSTGRESQL
from tests.scraped import Scraper
from tests.world import MARIA, World

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NOON = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty one of either kind."""
    if request.param == POSTGRESQL:
        url = DATABASES.postgresql()
        yield url
        DATABASES.server.drop(url)
    else:
        yield f"sqlite:///{tmp_path}/shared.db"


def test_what_another_process_does_is_counted(database: str, tmp_path: Path) -> None:
    """Nothing but the database is shared."""
    looks, works = World(tmp_path / "looks", database=database), World(tmp_path / "works", database=database)
    scraper = Scraper(looks)
    for subject in ("[11] Dúvida", "[12] Outra"):
        works.mail_in(MARIA, subject)
        works.work_off()
        scraper.scrape()
        scraper.scrape()
    assert scraper.all("mails_received_total") == {("smtp",): 2}
    assert scraper.all("mails_total") == {("opened", "smtp"): 2}
    assert sum(scraper.all("letters_total").values()) == len(works.relay.letters) > 2
    looks.close()
    works.close()


def test_what_is_settled_while_it_is_scraped_is_counted_once(database: str, tmp_path: Path) -> None:
    looks, works = World(tmp_path / "looks", database=database), World(tmp_path / "works", database=database)
    scraper = Scraper(looks)

    def work() -> None:
        for n in range(12):
            works.mail_in(MARIA, f"[11] Dúvida {n}", login=n % 2 == 0)
            works.clock.at += SECOND
            works.work_off()
            looks.clock.at = works.clock.at

    thread = Thread(target=work)
    thread.start()
    looked = 0
    while thread.is_alive():
        scraper.scrape()
        looked += 1
    thread.join()
    scraper.scrape()
    with looks.tools.database.reading() as session:
        mails = Counter(tuple(row) for row in session.execute(select(Inbound.outcome, Inbound.door)))
    assert looked > 2
    assert scraper.all("mails_total") == mails
    assert scraper.all("mails_received_total") == {("smtp",): 12}
    assert sum(scraper.all("letters_total").values()) == len(works.relay.letters)
    looks.close()
    works.close()


def settle(session: Session, mail: int, at: datetime) -> None:
    session.execute(update(Inbound).where(Inbound.id == mail).values(outcome="opened", settled_at=at, due_at=None))


def test_what_is_committed_later_than_what_came_after_it_is_not_missed(database: str, tmp_path: Path) -> None:
    """A commit may wait, for the disk or a lock, while those of other processes go on."""
    world = World(tmp_path, database=database)
    scraper = Scraper(world)
    late, early = (world.mail_in(MARIA, "[11] Dúvida") for _ in range(2))
    decided = world.clock.at + SECOND
    if world.tools.database.is_sqlite:  # one writes at a time: what is decided first commits last
        world.clock.at += 2 * MINUTE
        with world.tools.database.writing() as session:
            settle(session, early, world.clock.at)
        scraper.scrape()
        with world.tools.database.writing() as session:
            settle(session, late, decided)
            scraper.scrape()
    else:
        with world.tools.database.writing() as session:
            settle(session, late, decided)
            world.clock.at += 2 * MINUTE
            with world.tools.database.writing() as other:
                settle(other, early, world.clock.at)
            scraper.scrape()
    assert scraper.one("mails_total", "opened", "smtp") == 1
    for _ in range(3):
        scraper.scrape()
        assert scraper.one("mails_total", "opened", "smtp") == 2
        world.clock.at += 4 * MINUTE
    world.close()


def test_a_mail_that_is_retried_counts_with_each_disposition(world: World) -> None:
    scraper = Scraper(world)
    mail = world.mail_in(MARIA, "[11] Dúvida")
    with world.tools.database.writing() as session:
        session.execute(update(Inbound).values(outcome="dead", settled_at=world.clock.at, due_at=None))
    scraper.scrape()
    world.clock.at += SECOND
    with world.tools.database.writing() as session:
        assert due.renew(session, Inbound, mail, world.clock.at)
    world.work_off()
    scraper.scrape()
    assert scraper.all("mails_total") == {("dead", "smtp"): 1, ("opened", "smtp"): 1}


def things(*seconds: int, first: int = 1) -> list[Settled]:
    return [Settled(first + n, NOON + second * SECOND, ("x",)) for n, second in enumerate(seconds)]


def test_what_is_beyond_one_look_comes_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cursor, tallies):
        monkeypatch.setattr(module, "MOST", 3)
    one, whole = Cursor(NOON), things(1, 2, 3, 3, 4, 5, 6)
    found: list[int] = []
    for _ in range(5):
        seen = [thing for thing in whole if thing.at >= one.since][:3]
        found += [thing.id for thing in one.new(seen, NOON + 10 * MINUTE)]
    assert found == [thing.id for thing in whole]


def test_no_more_is_remembered_than_is_looked_at_again() -> None:
    one = Cursor(NOON)
    for minute in range(60):
        at = NOON + minute * MINUTE
        new = [Settled(minute, at, ("x",))]
        assert one.new(new, at) == new
        assert one.new(new, at) == []
        assert len(one._seen) <= OVERLAP / MINUTE + 1


def test_a_clock_that_is_set_back_counts_nothing_twice() -> None:
    one, whole = Cursor(NOON), things(1, 2, 3)
    assert one.new(whole, NOON + 10 * MINUTE) == whole
    assert [thing for thing in whole if thing.at >= one.since] == []
    before = one.since
    assert one.new([], NOON - 60 * MINUTE) == []
    assert one.since == before
