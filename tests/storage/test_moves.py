"""Does a ticket, moved at random, always stand where the table says, and its record always tell the same?"""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from storage.database import Database
from storage.record import replay
from storage.tables import Ticket
from storage.ticket import lifecycle, tickets
from storage.ticket.lifecycle import CLOSED, MOVES, STATES, NoSuchMove
from tests.storage.rows import open_ticket

KINDS = sorted({kind for _, kind in MOVES})
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=20),
        "technician": st.text(max_size=20),
        "group": st.sampled_from(["", "21150.SR-1", "21150.SR-3"]),
        "round": st.integers(0, 9),
        "outcome": st.sampled_from(["", "approved", "expired"]),
        "confidential": st.booleans(),
        "deadline_at": st.none() | st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()),  # noqa: DTZ001 - hypothesis adds the zone
    },
)
INSTANTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


class Moving(RuleBasedStateMachine):
    """One ticket in a database that others have used before."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        with self.database.writing() as session:
            number = f"L_61123{session.query(Ticket).count() + 1:03d}"
            self.ticket = open_ticket(session, number).id
        self.status = lifecycle.NEW
        self.events = 1

    @rule(kind=st.sampled_from([*KINDS, "reopen"]), changes=CHANGES, at=INSTANTS, by=st.text(max_size=8))
    def move(self, kind: str, changes: Mapping[str, object], at: datetime, by: str) -> None:
        target = MOVES.get((self.status, kind))
        with self.database.writing() as session:
            row = tickets.lock(session, self.ticket, version=self.events)
            if target is None:
                with pytest.raises(NoSuchMove):
                    tickets.move(session, row, kind, at=at, by=by, changes=changes, facts={"why": by})
                assert not session.dirty
                return
            tickets.move(session, row, kind, at=at, by=by, changes=changes, facts={"why": by})
        assert self.status != CLOSED or target == CLOSED, "closed is final"
        self.status, self.events = target, self.events + 1

    @invariant()
    def stands_as_the_table_and_the_record_say(self) -> None:
        with self.database.reading() as session:
            row = session.get_one(Ticket, self.ticket)
            assert (row.status, row.events) == (self.status, self.events)
            replay.check(session, row)


def test_a_ticket_moves_only_by_the_table(database: Database) -> None:
    moving = type("MovingHere", (Moving,), {"database": database})
    run_state_machine_as_test(
        moving,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_every_state_of_the_table_can_be_reached() -> None:
    reached = {""}
    while more := {target for (status, _), target in MOVES.items() if status in reached} - reached:
        reached |= more
    mentioned = {status for status, _ in MOVES} | set(MOVES.values())
    assert reached == mentioned
    assert mentioned <= {"", *STATES}


def test_closed_is_final() -> None:
    assert {target for (status, _), target in MOVES.items() if status == CLOSED} == {CLOSED}


def test_a_move_that_does_not_exist_says_what_it_is() -> None:
    with pytest.raises(NoSuchMove, match="closed does not know 'approve'"):
        lifecycle.after(CLOSED, "approve")
    with pytest.raises(NoSuchMove, match="not open does not know 'route'"):
        lifecycle.after("", "route")
