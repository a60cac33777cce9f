"""Does a scrape cost what it did when there were few tickets, and does it read no table whole?"""

from tests.growth import day, plans
from tests.growth.plans import Opened
from tests.scraped import Scraper
from tests.world import MARIA, World

FEW, MANY = 150, 3_000


def test_no_large_table_is_read_whole(years: Opened) -> None:
    world = years(FEW)
    world.work_off()
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
    world.work_off()
    scraper = Scraper(world)
    scraper.scrape()
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    with plans.counted(world.tools.database) as counted:
        scraper.scrape()
    return counted[0]
