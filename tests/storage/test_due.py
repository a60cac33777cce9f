"""Does every due row find exactly one worker, in its turn, until it is settled or set aside?"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.mail import inbox
from storage.schedule import due
from storage.schedule.due import Claim, Overslept
from storage.tables import Inbound, TicketDay
from tests.storage.rows import NOON, arrival, arrive, at_once

SECOND = timedelta(seconds=1)
LATER = NOON + timedelta(minutes=10)
BACKOFF = (timedelta(seconds=10), timedelta(minutes=1))


def claim(database: Database, at: object = LATER, n: int = 8) -> list[Claim]:
    with database.writing() as session:
        return due.claim(session, Inbound, at, n)  # type: ignore[arg-type] # instants throughout


def ids(claims: list[Claim]) -> list[int]:
    return [c.id for c in claims]


def settle(database: Database, claim: Claim) -> None:
    with database.writing() as session:
        due.settle(session, Inbound, claim, "opened", LATER)


def row(database: Database, row_id: int) -> Inbound:
    with database.reading() as session:
        found = session.get_one(Inbound, row_id)
        session.expunge(found)
        return found


def test_only_what_is_due_is_claimed_oldest_first(database: Database) -> None:
    first, second, third = arrive(database, "", "", "")  # due at noon, a second and two seconds after it
    assert claim(database, NOON - SECOND) == []
    assert claim(database, NOON + SECOND) == [Claim(first, 1), Claim(second, 1)]
    assert claim(database, NOON + 2 * SECOND) == [Claim(third, 1)]


def test_a_batch_is_no_bigger_than_asked(database: Database) -> None:
    made = arrive(database, *[""] * 5)
    assert [ids(claim(database, n=2)) for _ in range(3)] == [made[:2], made[2:4], made[4:]]


def test_the_lease_and_the_attempt_stand_before_the_work(database: Database) -> None:
    [made] = arrive(database, "")
    claim(database)
    claimed = row(database, made)
    assert (claimed.due_at, claimed.attempts, claimed.outcome) == (LATER + due.LEASE, 1, None)


def test_a_crash_needs_no_repair(database: Database) -> None:
    [made] = arrive(database, "")
    claim(database)
    assert claim(database, LATER + due.LEASE - SECOND) == []
    assert claim(database, LATER + due.LEASE) == [Claim(made, 2)]


def test_a_settled_row_is_never_due_again(database: Database) -> None:
    [made] = arrive(database, "")
    settle(database, *claim(database))
    assert claim(database, LATER + timedelta(days=900)) == []
    settled = row(database, made)
    assert (settled.outcome, settled.settled_at, settled.due_at) == ("opened", LATER, None)


@pytest.mark.parametrize("taken_over", ["claimed again", "settled"])
def test_who_overslept_changes_nothing(database: Database, taken_over: str) -> None:
    arrive(database, "")
    [slow] = claim(database)
    [fast] = claim(database, LATER + due.LEASE)
    if taken_over == "settled":
        settle(database, fast)
    for act in (
        lambda session: due.settle(session, Inbound, slow, "ignored", LATER),
        lambda session: due.put_off(session, Inbound, slow, LATER, "why"),
        lambda session: due.fail(session, Inbound, slow, LATER, "why", BACKOFF),
        lambda session: due.fail(session, Inbound, slow, LATER, "why", ()),
    ):
        with pytest.raises(Overslept, match="attempt 1"), database.writing() as session:  # noqa: PT012 - the transaction is what fails
            session.add(TicketDay(day="61123", last=1))
            act(session)
    with database.reading() as session:
        assert session.query(TicketDay).count() == 0
    if taken_over == "claimed again":
        settle(database, fast)
    assert row(database, fast.id).outcome == "opened"


def test_nothing_is_settled_twice(database: Database) -> None:
    arrive(database, "")
    [only] = claim(database)
    settle(database, only)
    with pytest.raises(Overslept):
        settle(database, only)


def test_a_row_tried_before_is_taken_alone(database: Database) -> None:
    """Whoever kills its worker takes no neighbour along."""
    [tried] = arrive(database, "")
    claim(database, NOON)
    fresh = arrive(database, "", "", at=NOON + due.LEASE)
    assert [ids(claim(database)) for _ in range(2)] == [[tried], fresh]


def test_fresh_rows_do_not_take_a_tried_one_along(database: Database) -> None:
    tried, *fresh = arrive(database, "", "", "")
    [first] = claim(database, NOON, 1)
    with database.writing() as session:
        due.put_off(session, Inbound, first, LATER, "not yet")
    assert [ids(claim(database)) for _ in range(2)] == [fresh, [tried]]


def test_mails_of_one_conversation_wait_for_one_another_and_for_no_other(database: Database) -> None:
    a1, b1, a2, none, a3, b2 = arrive(database, "a", "b", "a", "", "a", "b")
    [of_a, of_b, alone] = claims = claim(database)
    assert ids(claims) == [a1, b1, none]
    settle(database, of_b)
    settle(database, alone)
    [last_of_b] = claim(database)
    assert last_of_b.id == b2
    settle(database, last_of_b)
    with database.writing() as session:
        due.put_off(session, Inbound, of_a, LATER + timedelta(hours=1), "directory away")
    assert claim(database) == []
    [again] = claim(database, LATER + timedelta(hours=1))
    assert again.id == a1
    settle(database, again)
    [second] = claim(database)
    assert second.id == a2
    settle(database, second)
    assert ids(claim(database)) == [a3]


def test_a_mail_set_aside_no_longer_holds_its_conversation_up(database: Database) -> None:
    first, second = arrive(database, "a", "a")
    [bad] = claim(database)
    with database.writing() as session:
        assert due.fail(session, Inbound, bad, LATER, "why", ()) == "dead"
    assert bad.id == first
    assert ids(claim(database)) == [second]


def test_trouble_that_is_not_the_rows_costs_no_attempt(database: Database) -> None:
    [made] = arrive(database, "")
    for _ in range(5):
        [only] = claim(database)
        with database.writing() as session:
            due.put_off(session, Inbound, only, LATER, "directory away", counts=False)
    kept = row(database, made)
    assert (kept.attempts, kept.due_at, kept.last_error, kept.outcome) == (0, LATER, "directory away", None)


def test_a_failing_row_is_tried_after_each_pause_then_set_aside_until_renewed(database: Database) -> None:
    [made] = arrive(database, "")
    now = LATER
    for tries, pause in enumerate(BACKOFF, start=1):
        [only] = claim(database, now)
        assert only.attempts == tries
        with database.writing() as session:
            assert due.fail(session, Inbound, only, now, f"try {tries}", BACKOFF) == "again"
        assert claim(database, now + pause - SECOND) == []
        now += pause
    [last] = claim(database, now)
    with database.writing() as session:
        assert due.fail(session, Inbound, last, now, "the last", BACKOFF) == "dead"
    dead = row(database, made)
    assert (dead.outcome, dead.settled_at, dead.due_at, dead.last_error) == (due.DEAD, now, None, "the last")
    with database.writing() as session:
        assert due.renew(session, Inbound, made, now)
        assert not due.renew(session, Inbound, made, now)
    assert claim(database, now) == [Claim(made, 1)]


def test_only_what_was_set_aside_is_renewed(database: Database) -> None:
    waits, settled = arrive(database, "", "")
    settle(database, claim(database)[1])
    with database.writing() as session:
        assert [due.renew(session, Inbound, i, LATER) for i in (waits, settled, 999)] == [False, False, False]


def test_many_workers_claim_each_row_exactly_once(database: Database) -> None:
    made = arrive(database, *[""] * 200)

    def work(_hand: int) -> list[Claim]:
        mine: list[Claim] = []
        while got := claim(database, n=7):
            mine += got
        return mine

    taken = [c for mine in at_once(8, work) for c in mine]
    assert Counter(taken) == Counter(Claim(i, 1) for i in made)


def test_many_workers_keep_the_order_within_conversations(database: Database) -> None:
    made = arrive(database, *["a", "b", "c"] * 10)
    settled: list[int] = []

    def work(_hand: int) -> None:
        while True:
            with database.reading() as session:
                if not session.query(Inbound).filter(Inbound.outcome.is_(None)).count():
                    return
            for mine in claim(database, n=2):
                with database.writing() as session:
                    due.settle(session, Inbound, mine, "opened", LATER)
                    settled.append(mine.id)  # before the commit: only then may the next one be claimed

    at_once(6, work)
    assert sorted(settled) == made
    assert all([i for i in settled if i in made[n::3]] == made[n::3] for n in range(3))


def test_a_worker_goes_round_rows_that_another_is_just_claiming(on_postgresql: Database) -> None:
    """Neither waiting for the other's commit nor coming back empty-handed."""
    first, second, third = arrive(on_postgresql, "", "", "")
    with on_postgresql.writing() as session:
        assert ids(due.claim(session, Inbound, LATER, 2)) == [first, second]
        assert ids(claim(on_postgresql, n=2)) == [third]


def test_everybody_gets_a_turn_however_many_one_sender_wrote(database: Database) -> None:
    flood = arrive(database, *("" for _ in range(200)))
    with database.writing() as session:
        other = inbox.file(session, [replace(arrival(at=NOON + timedelta(minutes=5)), mail_from="joao@outra.example")])[0]
    first = ids(claim(database))
    assert first == [flood[0], other, *flood[1:7]]
    assert ids(claim(database))[:2] == flood[7:9]
