"""Does a scrape cost what it did when there were few tickets, and does it read no table whole?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bench.history import grow
from bench.tickets import NOW
from tests.growth import day, plans
from tests.scraped import Scraper
from tests.world import MARIA, World

FEW, MANY = 150, 3_000
Opened = Callable[[int], World]


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Opened]:
    """A gateway with the history of so many tickets, and a few minutes of work after it."""
    made: list[World] = []

    def world(tickets: int) -> World:
        made.append(World(tmp_path / str(tickets)))
        for _ in grow(made[-1].tools.database, made[-1].tools, tickets):
            pass
        made[-1].clock.at = NOW + timedelta(hours=5)
        made[-1].work_off()
        return made[-1]

    yield world
    for one in made:
        one.close()


def test_no_large_table_is_read_whole(years: Opened) -> None:
    world = years(FEW)
    scraper = Scraper(world)
    day.decided(world)
    day.doubted(world)
    with plans.recorded(world.tools.database) as seen:
        scraper.scrape()
    assert len(seen.statements) > 20
    assert {s: lines for s, values in seen.statements.items() if (lines := plans.scans(world.tools.database, s, values))} == {}


def test_a_scrape_costs_the_database_what_it_did_when_there_were_few(years: Opened) -> None:
    few, many = (steps(years(tickets)) for tickets in (FEW, MANY))
    assert many < few * 1.5, f"{few} hundreds of steps after {FEW} tickets, {many} after {MANY}"


def steps(world: World) -> int:
    scraper = Scraper(world)
    scraper.scrape()
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    with plans.counted(world.tools.database) as counted:
        scraper.scrape()
    return counted[0]
