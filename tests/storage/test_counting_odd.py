"""When is an item odd, and what is its usual number? The borders."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.clockwork.digesting import odd
from storage.counting import counts as counting
from storage.database import Database
from tests.storage.invented import GROUPS, Invented, invented, put

HOUR = timedelta(hours=1)
DAY, WEEK, MONTH = 10 * HOUR, 50 * HOUR, 220 * HOUR


@pytest.mark.parametrize(
    ("usual", "least"),
    [
        (0.0, 5),  # small numbers are never odd
        (0.2, 5),
        (0.9, 5),
        (1.0, 6),
        (2.0, 8),
        (4.0, 13),
        (9.0, 22),
        (16.0, 33),  # 16 + 4 * 4 is 32, and more than that is asked
        (16.5, 33),
        (25.0, 50),  # twice as many, where that is the more
        (100.0, 200),
        (1000.0, 2000),
    ],
)
def test_the_least_number_that_is_odd(usual: float, least: int) -> None:
    assert odd.is_odd(least, usual)
    assert not odd.is_odd(least - 1, usual)


@given(st.integers(0, 10_000), st.floats(0, 5_000))
def test_more_of_an_item_is_never_less_odd(now: int, usual: float) -> None:
    if odd.is_odd(now, usual):
        assert odd.is_odd(now + 1, usual)
        assert now >= odd.LEAST
        assert now >= 2 * usual


@given(st.integers(0, 10_000))
def test_nothing_is_odd_where_the_usual_is_not_known(now: int) -> None:
    assert not odd.is_odd(now, None)


@pytest.mark.parametrize(
    ("office", "span", "known"),
    [
        (WEEK, DAY, True),
        (WEEK - timedelta(seconds=1), DAY, False),
        (MONTH, MONTH, True),
        (MONTH - HOUR, MONTH, False),
        (timedelta(), HOUR, False),
    ],
)
def test_a_usual_number_wants_a_week_before_and_a_whole_span(office: timedelta, span: timedelta, known: bool) -> None:
    assert (odd.usual({12: 10}, office, span) is not None) == known


def test_the_usual_number_is_that_of_one_span() -> None:
    usual = odd.usual({12: 10, 5: 1}, WEEK, DAY)
    assert usual == pytest.approx({12: 2.0, 5: 0.2})


def test_what_is_furthest_above_its_usual_comes_first() -> None:
    assert odd.distance(40, 2) > odd.distance(60, 28) > odd.distance(28, 28)


@pytest.mark.parametrize("groups", [GROUPS, GROUPS[1:2], ("21150.SR-9",)])
def test_the_oldest_ticket_of_the_groups_is_found(database: Database, groups: tuple[str, ...]) -> None:
    world: Invented = invented(11, datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    with database.writing() as session:
        put(session, world)
    expected = min((life.opened_at for life in world.lives if life.group in groups), default=None)
    with database.snapshot() as session:
        assert counting.first_opened(session, groups) == expected
