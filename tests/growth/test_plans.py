"""Does anything that happens all day read a whole table, and does a mail cost more when there are more tickets?"""

import pytest

from gateway.console.health.looking import NAMES, look
from tests.growth import day, plans
from tests.growth.plans import Opened
from tests.world import MARIA, World

# Beginning of a statement's FROM -> why it may read a large table whole.
ALLOWED = {
    "FROM inbound LEFT OUTER JOIN pickup ON": "`mail reconcile` counts every mail there is",
}
FEW, MANY = 150, 3_000


def test_nothing_that_a_day_brings_reads_a_large_table_whole(years: Opened) -> None:
    world = years(FEW)
    database = world.tools.database
    with plans.recorded(database) as seen:
        day.live(world)
    assert len(seen.statements) > 150
    found = {s: plans.scans(database, s, values) for s, values in seen.statements.items()}
    slow = {s: lines for s, lines in found.items() if lines and not any(begin in " ".join(s.split()) for begin in ALLOWED)}
    assert slow == {}
    assert sum(map(bool, found.values())) == len(ALLOWED), "what is allowed is still asked"


def test_a_whole_table_that_is_read_is_seen(years: Opened) -> None:
    database = years(FEW).tools.database
    assert plans.scans(database, "SELECT id FROM ticket AS t WHERE t.title = ?", ("x",)) == ["SCAN t (ticket)"]
    assert plans.scans(database, "SELECT count(*) FROM inbound", ()) != []
    assert plans.scans(database, "SELECT id FROM ticket WHERE number = ?", ("x",)) == []
    assert plans.scans(database, "SELECT id FROM inbound WHERE outcome IS NULL ORDER BY due_at", ()) == []


def test_a_mail_costs_the_database_what_it_did_when_there_were_few(years: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each look for what is not sealed yet goes over that many rows again; the few tickets fill it too.
    monkeypatch.setattr("gateway.clockwork.sealing.SLACK", FEW)
    few, many = (_steps(years(tickets)) for tickets in (FEW, MANY))
    assert many < few * 1.2, f"{few} hundreds of steps after {FEW} tickets, {many} after {MANY}"


def test_a_look_whether_all_is_well_costs_what_it_did_when_there_were_few(years: Opened) -> None:
    few, many = (_looked(years(tickets)) for tickets in (FEW, MANY))
    assert 0 < many < few * 1.2, f"{few} hundreds of steps after {FEW} tickets, {many} after {MANY}"


def _looked(world: World) -> int:
    """Ten looks; what is wrong with a history that nobody works on is seen, not skipped."""
    look(world.tools, world.settings)
    with plans.counted(world.tools.database) as steps:
        for _ in range(10):
            assert {check.name for check in look(world.tools, world.settings)} == set(NAMES)
    return steps[0]


def _steps(world: World) -> int:
    """What a ticket costs from the mail that opens it to its end, and sealed."""
    day.decided(world)  # what is asked first is compiled then
    with plans.counted(world.tools.database) as steps:
        day.decided(world)
        world.mail_in(MARIA, "[11] Outra", login=False)
        world.work_off()
    return steps[0]
