"""Does a digest say what happened? Every figure over small worlds drawn by lot, against a recount without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gateway.app import equip
from gateway.calendar import Calendar
from gateway.clockwork.digesting import spans
from gateway.clockwork.digesting.figures import AGES, DAYS, figures
from gateway.clockwork.digesting.spans import Span
from gateway.clockwork.tools import Tools
from gateway.post.digestfacts import DigestFacts, ListFacts
from gateway.settings import Settings
from storage.database import Database
from storage.ticket.queues import MOST
from tests.storage.invented import GROUPS, Invented, invented, put
from tests.storage.recounted import Recount

Case = tuple[int, str, str, int, tuple[str, ...]]
# Seed, zone, local time of the end, days, groups; some ends follow a change of summer time, which Brasília has no more.
CASES: list[Case] = [
    (1, "America/Sao_Paulo", "2026-11-24T07:30", 1, GROUPS),
    (2, "America/Sao_Paulo", "2026-11-24T07:30", 7, GROUPS[:1]),
    (3, "America/Sao_Paulo", "2026-11-24T12:00", 30, GROUPS[:2]),
    (4, "Europe/Lisbon", "2026-10-26T07:30", 7, GROUPS),
    (5, "Europe/Lisbon", "2026-03-30T07:30", 3, GROUPS),
    (6, "Asia/Tokyo", "2026-11-24T07:30", 7, GROUPS),
    (7, "Pacific/Auckland", "2026-09-28T07:30", 7, GROUPS),
    (8, "America/St_Johns", "2026-11-02T07:30", 30, GROUPS),
]


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    return equip(Settings.model_validate({"home": tmp_path_factory.mktemp("home")}))


def drawn(case: Case) -> tuple[Invented, Calendar, Span]:
    seed, zone, local, length, _ = case
    calendar = Calendar(ZoneInfo(zone))
    until = datetime.fromisoformat(local).replace(tzinfo=calendar.zone).astimezone(UTC)
    return invented(seed, until), calendar, Span(spans.ASKED, until - timedelta(days=length), until)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_every_figure_is_what_a_recount_finds(database: Database, tools: Tools, case: Case) -> None:
    world, calendar, span = drawn(case)
    groups = case[-1]
    with database.writing() as session:
        put(session, world)
    with database.snapshot() as session:
        found = figures(session, replace(tools.rules, calendar=calendar), groups, span)
    check(found, Recount(world, groups, span, calendar))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        lambda seed, zone, local, length, groups: (seed, zone, local.isoformat(), length, groups),
        st.integers(100, 10_000),
        st.sampled_from([case[1] for case in CASES]),
        st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - local times
        st.integers(1, 40),
        st.sampled_from([GROUPS, GROUPS[:2], GROUPS[2:]]),
    )
)
def test_at_any_hour_too(on_sqlite: Database, tools: Tools, case: Case) -> None:
    world, calendar, span = drawn(case)
    with on_sqlite.engine.connect() as connection, Session(connection) as session:
        put(session, world)
        found = figures(session, replace(tools.rules, calendar=calendar), case[-1], span)
        session.rollback()
    check(found, Recount(world, case[-1], span, calendar))


def check(found: DigestFacts, expected: Recount) -> None:
    """Every figure is the recount's."""
    assert [(c.now, c.before) for c in found.counts] == expected.counts()
    assert [(m.now, m.before) for m in found.medians] == [pytest.approx(pair, abs=1e-6) for pair in expected.medians()]
    assert {c.word: c.now for c in found.statuses} == expected.statuses()
    assert [(a.after, a.until) for a in found.ages] == list(zip((0, *AGES), (*AGES, None), strict=True))
    assert [a.count for a in found.ages] == expected.ages([(a.after, a.until) for a in found.ages])
    assert [(d.opened, d.solved, d.waiting) for d in found.days] == expected.days(DAYS)
    assert {i.item.partition(" ")[0]: i.now for i in found.items} == {str(code): n for code, n in expected.items().items()}
    assert found.hidden == expected.hidden()
    assert (found.received, found.settled) == expected.mails()
    check_lists(found, expected)


def check_lists(found: DigestFacts, expected: Recount) -> None:
    """Confidential tickets are counted, and not listed."""
    late, approval = expected.late(), expected.approval()
    for facts, lives in ((found.late, late), (found.approval, approval)):
        assert facts.total == len(lives)
        assert numbers(facts) == [life.number for life in lives if not life.confidential][:MOST]
    ends = {life.number: life.deadline_at for life in approval}
    assert [row.at for row in found.approval.rows] == [ends[row.number] for row in found.approval.rows]
    targets = {
        life.number: min(filter(None, (life.first_answer_due_at if life.first_answer_at is None else None, life.solution_due_at)))
        for life in late
    }
    assert [row.at for row in found.late.rows] == [targets[row.number] for row in found.late.rows]


def numbers(facts: ListFacts) -> list[str]:
    return [row.number for row in facts.rows]


def test_the_worlds_have_something_of_everything() -> None:
    """A recount of nothing would prove nothing."""
    recounts = [Recount(world, case[-1], span, calendar) for case in CASES for world, calendar, span in [drawn(case)]]
    for n in range(8):  # what is counted, now and before
        assert all(sum(r.counts()[n][side] for r in recounts) for side in (0, 1)), n
    assert sum(now is not None and before is not None for r in recounts for now, before in r.medians()) >= len(recounts)
    assert any(life.confidential for r in recounts for life in r.late())
    assert any(life.confidential for r in recounts for life in r.approval())
    assert any(len(r.late()) > MOST for r in recounts)
    assert any(life.opened_at == r.span.since for r in recounts for life in r.lives), "on the edge of a span"
    assert any(life.opened_at > r.span.until for r in recounts for life in r.lives), "after a digest that is worked off late"
    for r in recounts:
        received, settled = r.mails()
        assert 0 < settled < received
        assert all((r.hidden(), r.items(), *(r.statuses()[status] for status in ("pending", "assigned", "solved"))))
