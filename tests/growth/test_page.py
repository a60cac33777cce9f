"""Does anybody who looks at the page make the database read years of mail?"""

from pathlib import Path

from gateway.console.page.site import Site
from gateway.settings import Settings
from tests.growth import plans
from tests.growth.plans import Opened

TICKETS = 150
PATHS = (
    ("/", ""),
    ("/mails", ""),
    ("/mails", "only=dead"),
    ("/mails", "only=waiting&below=100"),
    ("/mails", "way=out&only=sent"),
    ("/mails/in-7", ""),
    ("/mails/out-7", ""),
    ("/quarantine", ""),
    ("/tickets", ""),
    ("/tickets", "status=closed&below=90"),
    ("/queues", ""),
)


def test_no_page_reads_a_large_table_whole(years: Opened, tmp_path: Path) -> None:
    world = years(TICKETS)
    site = Site(world.tools, Settings.model_validate({"home": tmp_path}), "carteiro")
    with plans.recorded(world.tools.database) as seen:
        assert {path: site.answer(*path).status for path in PATHS} == dict.fromkeys(PATHS, 200)
        first = next(word for word in site.answer("/tickets", "").body.decode().split('"') if word.startswith("/tickets/L_"))
        assert site.answer(first, "").status == 200
    found = {s: plans.scans(world.tools.database, s, values) for s, values in seen.statements.items()}
    assert len(found) > 30
    assert {statement: lines for statement, lines in found.items() if lines} == {}
