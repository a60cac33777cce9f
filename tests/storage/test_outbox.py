"""Are letters kept in order, one thread for each person and ticket, and timers ended when they no longer count?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.mail import outbox
from storage.mail.known import known
from storage.mail.outbox import Post
from storage.schedule import due, timers
from storage.tables import Outbound, Timer
from tests.storage.rows import ASKED, NOON, arrive, open_ticket

POST = Post(
    kind="received",
    ticket_id=None,
    cause_id=None,
    round=0,
    answer=True,
    person="maria",
    recipient="maria@entidade.example",
    recipient_name="Maria",
    message_id="1@carteiro.example",
    in_reply_to="",
    references=("a@cliente.example", "b@cliente.example"),
    reply_to="suporte@carteiro.example",
    subject="[L_61123001] Portal fora do ar",
    body_text="Recebemos.",
    body_html="<p>Recebemos.</p>",
    files=((1, 2, "tela.png", "image/png"),),
)


def letters(database: Database, *posts: Post) -> list[int]:
    with database.writing() as session:
        return [outbox.put(session, replace(post, message_id=f"{n}@carteiro.example"), NOON) for n, post in enumerate(posts)]


def a_ticket(database: Database, number: str = "L_61123001") -> int:
    with database.writing() as session:
        return open_ticket(session, number).id


def test_a_letter_is_due_at_once_and_comes_back_as_written(database: Database) -> None:
    [made] = letters(database, POST)
    with database.reading() as session:
        row = outbox.get(session, made)
        assert (row.due_at, row.created_at, row.outcome, row.attempts) == (NOON, NOON, None, 0)
        assert (row.references, row.files) == (list(POST.references), [[1, 2, "tela.png", "image/png"]])
        with pytest.raises(LookupError):
            outbox.get(session, made + 1)


def test_no_two_letters_have_one_message_id(database: Database) -> None:
    letters(database, POST)
    with pytest.raises(IntegrityError):
        letters(database, POST)


def test_a_thread_is_the_first_and_the_last_letter_to_one_person_about_one_ticket(database: Database) -> None:
    ticket, other = a_ticket(database), a_ticket(database, "L_61123002")
    mine = replace(POST, ticket_id=ticket)
    with database.reading() as session:
        assert outbox.thread(session, ticket, "maria") == []
    letters(database, mine)
    with database.reading() as session:
        assert outbox.thread(session, ticket, "maria") == ["0@carteiro.example"]
    with database.writing() as session:
        for n, post in enumerate((mine, replace(mine, person="ana"), mine, replace(mine, ticket_id=other), POST), start=1):
            outbox.put(session, replace(post, message_id=f"{n}@carteiro.example"), NOON)
    with database.reading() as session:
        assert outbox.thread(session, ticket, "maria") == ["0@carteiro.example", "3@carteiro.example"]
        assert outbox.thread(session, ticket, "ana") == ["2@carteiro.example"]


def test_letters_to_one_person_about_one_matter_leave_in_order(database: Database) -> None:
    ticket = a_ticket(database)
    mails = arrive(database, "", "")
    mine = replace(POST, ticket_id=ticket)
    answers = [replace(POST, cause_id=mail) for mail in mails]
    made = letters(database, mine, mine, replace(mine, person="ana"), *answers)
    with database.reading() as session:
        assert due.waiting(session, Outbound, NOON, 9) == [made[0], *made[2:]]


def test_letters_are_counted_by_person_kind_and_ticket(database: Database) -> None:
    ticket = a_ticket(database)
    letters(database, POST, replace(POST, kind="solution", ticket_id=ticket, answer=False), replace(POST, person="ana"))
    before = NOON - timedelta(hours=1)
    with database.reading() as session:
        hours = (replace(ASKED, person="maria", an_hour=since) for since in (before, NOON))
        assert [known(session, asked).answers for asked in hours] == [1, 0]
        assert [outbox.told_since(session, "maria", since, "solution") for since in (before, NOON)] == [1, 0]
        assert [outbox.told_since(session, "maria", before, kind, ticket) for kind in ("received", "solution")] == [0, 1]


def test_void_ends_the_timers_of_one_ticket_that_have_not_struck(database: Database) -> None:
    ticket, other = a_ticket(database), a_ticket(database, "L_61123002")
    days = [NOON + timedelta(days=n) for n in (5, 7)]
    with database.writing() as session:
        timers.set_for(session, ticket, 1, list(zip(("reminder", "expiry"), days, strict=True)))
        timers.set_for(session, other, 1, [("expiry", days[0])])
        [struck] = due.claim(session, Timer, days[0], 1)
        due.settle(session, Timer, struck, "reminded", days[0])
        timers.void(session, ticket, days[0])
        timers.set_for(session, ticket, 2, [("expiry", days[1])])
    with database.reading() as session:
        of_ticket = session.query(Timer).filter(Timer.ticket_id == ticket).order_by(Timer.id).all()
        assert [(t.round, t.outcome, t.settled_at, t.due_at) for t in of_ticket] == [
            (1, "reminded", days[0], None),
            (1, timers.VOID, days[0], None),
            (2, None, None, days[1]),
        ]
        assert [(t.ticket_id, t.at) for t in timers.pending(session)] == [(other, days[0]), (ticket, days[1])]
        assert [t.ticket_id for t in timers.pending(session, until=days[0])] == [other]


def test_a_timer_voided_while_it_strikes_changes_nothing(database: Database) -> None:
    ticket = a_ticket(database)
    with database.writing() as session:
        timers.set_for(session, ticket, 1, [("expiry", NOON)])
        [striking] = due.claim(session, Timer, NOON, 1)
        timers.void(session, ticket, NOON)
    with pytest.raises(due.Overslept), database.writing() as session:
        due.settle(session, Timer, striking, "expired", NOON)
