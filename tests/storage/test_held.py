"""Is a held mail asked about once a day, freed once, and ended once, on either database?"""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.mail import held
from storage.mail.held import AlreadyAsked
from storage.mail.inbox import HELD_CLAIMED
from storage.schedule import due, timers
from storage.tables import Inbound, Timer
from tests.storage.rows import NOON, arrive, at_once

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
LATER = NOON + timedelta(hours=1)


def hold(database: Database, *conversations: str, person: str = "maria", digest: str = "") -> list[int]:
    """Mails that were held as claims of a person."""
    made = arrive(database, *conversations)
    with database.writing() as session:
        values = {"outcome": HELD_CLAIMED, "person": person, "settled_at": NOON, "due_at": None, "digest": digest, "attempts": 1}
        session.execute(update(Inbound).where(Inbound.id.in_(made)).values(**values))
        for mail in made:
            timers.hold(session, mail, ((timers.HOLD_END, NOON + timedelta(days=7)),))
    return made


def outcome(database: Database, mail: int) -> str | None:
    with database.reading() as session:
        return session.get_one(Inbound, mail).outcome


def test_a_person_is_asked_once_a_day_and_another_on_the_same_day(database: Database) -> None:
    first, second, others = *hold(database, "a", "b"), *hold(database, "c", person="joao")
    with database.writing() as session:
        held.ask(session, first, "maria", MONDAY, [first])
        with pytest.raises(AlreadyAsked):
            held.ask(session, second, "maria", MONDAY, [second])
        held.ask(session, others, "joao", MONDAY, [others])
        held.ask(session, second, "maria", TUESDAY, [first, second])
    with database.reading() as session:
        assert (held.was_asked(session, "maria", MONDAY), held.was_asked(session, "joao", TUESDAY)) == (True, False)
        assert held.question(session, "maria") == second
        assert held.question(session, "maria", others) is None
        assert held.still_waiting(session, second, "maria") == (first, second)
        assert held.still_waiting(session, second, "joao") == ()


def test_of_many_who_ask_at_once_one_does(database: Database) -> None:
    made = hold(database, *"abcdef")

    def ask(hand: int) -> bool:
        try:
            with database.writing() as session:
                held.ask(session, made[hand], "maria", MONDAY, [made[hand]])
        except AlreadyAsked:
            return False
        return True

    assert sorted(at_once(6, ask)) == [False] * 5 + [True]


def test_the_same_mail_may_be_asked_about_again_when_the_address_came_back(database: Database) -> None:
    (mail,) = hold(database, "a")
    with database.writing() as session:
        held.ask(session, mail, "maria", MONDAY, [mail])
        held.ask(session, mail, "joao", MONDAY, [mail])
        held.ask(session, mail, "maria", TUESDAY, [mail])
    with database.reading() as session:
        assert (held.was_asked(session, "maria", MONDAY), held.was_asked(session, "maria", TUESDAY)) == (False, True)


def test_what_no_question_listed_comes_first_and_every_host_in_turn(database: Database) -> None:
    made = hold(database, *"abcd")
    with database.writing() as session:
        session.execute(update(Inbound).where(Inbound.id == made[3]).values(peer="192.0.2.9"))
        held.ask(session, made[0], "maria", MONDAY, [made[0]])
    with database.reading() as session:
        assert [one.id for one in held.waiting(session, "maria")] == [made[1], made[3], made[2], made[0]]
        assert [one.id for one in held.waiting(session, "maria", made[2])] == [made[2]]
        assert held.waiting(session, "joao") == ()


def test_a_mail_is_freed_once_due_again_and_without_its_timers(database: Database) -> None:
    (mail,) = hold(database, "a")

    def free(_hand: int) -> bool:
        with database.writing() as session:
            return held.free(session, mail, "in-9", LATER)

    assert sorted(at_once(4, free)) == [False, False, False, True]
    with database.reading() as session:
        row = session.get_one(Inbound, mail)
        assert (row.outcome, row.due_at, row.released_by, row.flags) == (None, LATER, "in-9", [HELD_CLAIMED, "released-by:in-9"])
        assert session.query(Timer).filter(Timer.outcome.is_(None)).count() == 0


def test_who_slept_over_the_hold_does_not_own_the_mail_again(database: Database) -> None:
    made = arrive(database, "a")
    with database.writing() as session:
        old = due.claim(session, Inbound, NOON, 1)[0]
    with database.writing() as session:
        due.settle(session, Inbound, old, HELD_CLAIMED, NOON)
        assert held.free(session, made[0], "operator", LATER)
    with database.writing() as session:
        new = due.claim(session, Inbound, LATER, 1)[0]
    assert new == old, "the attempt has the same number"
    with pytest.raises(due.Overslept), database.writing() as session:
        due.settle(session, Inbound, old, HELD_CLAIMED, LATER)
    with database.writing() as session:
        due.settle(session, Inbound, new, "opened", LATER)


def test_a_hold_ends_once_unless_an_answer_waits(database: Database) -> None:
    (mail,) = hold(database, "a")
    with database.writing() as session:
        held.ask(session, mail, "maria", MONDAY, [mail])
    answer = arrive(database, f"c{mail}", at=LATER)[0]
    with database.writing() as session:
        assert held.answer_waits(session, mail, LATER, NOON)
        assert not held.answer_waits(session, mail, LATER - timedelta(minutes=1), NOON), "it came too late"
        session.execute(update(Inbound).where(Inbound.id == answer).values(outcome="unconfirmed"))
        assert not held.answer_waits(session, mail, LATER, NOON)
        session.execute(update(Inbound).where(Inbound.id == answer).values(outcome="dead"))
        assert held.answer_waits(session, mail, LATER, NOON), "the operator may still let it be decided"
        assert not held.answer_waits(session, mail, LATER, LATER), "not for ever"
        assert held.until(session) == {mail: NOON + timedelta(days=7)}
        assert not held.end(session, mail, "held-code", LATER)
        assert held.end(session, mail, HELD_CLAIMED, LATER)
        assert not held.end(session, mail, HELD_CLAIMED, LATER)
        assert not held.free(session, mail, "operator", LATER)
    assert outcome(database, mail) == "hold-expired"


def test_copies_of_what_took_effect_are_duplicates_without_timers(database: Database) -> None:
    copy, other = *hold(database, "a", digest="d"), *hold(database, "b", digest="e")
    real = arrive(database, "a")[0]
    with database.writing() as session:
        held.settle_copies(session, "d", real, LATER)
    assert (outcome(database, copy), outcome(database, other)) == ("duplicate", HELD_CLAIMED)
    with database.reading() as session:
        assert session.get_one(Inbound, copy).duplicate_of == real
        assert [t.inbound_id for t in session.query(Timer).filter(Timer.outcome.is_(None))] == [other]
