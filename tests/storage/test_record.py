"""Is a record that someone altered found out, and can a personal value be erased from it?"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.database import Database
from storage.record import commitment, events, guards, replay
from storage.record.replay import BrokenRecord
from storage.tables import Event, Personal, Ticket
from storage.ticket import tickets
from tests.storage.rows import NOON, NUMBER, move, open_ticket
from tests.tampering import unguarded


def a_life(database: Database) -> int:
    """A ticket with five events, retitled in the third; returns its id."""
    with database.writing() as session:
        ticket = open_ticket(session)
        move(session, ticket, "route", 1, group="21150.SR-1")
        move(session, ticket, "comment", 2, title="Portal fora do ar em São Luís", technician="ana")
        move(session, ticket, "solve", 3, solver="ana", round=1, deadline_at=NOON + timedelta(days=7))
        move(session, ticket, "approve", 4, outcome="approved", closed_at=NOON)
        return ticket.id


@dataclass(frozen=True)
class Told:
    """A ticket whose record may be altered within a transaction, to be rolled back."""

    database: Database
    ticket_id: int

    @contextmanager
    def altering(self) -> Iterator[Session]:
        with self.database.writing() as session:
            yield unguarded(session)
            session.rollback()

    def check(self, session: Session) -> None:
        session.expire_all()
        replay.check(session, session.get_one(Ticket, self.ticket_id))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """One ticket for all tests here: each puts back what it altered."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_model'), tmp_path_factory.mktemp('record'))}"
    else:
        url = request.getfixturevalue("postgres").create(request.getfixturevalue("postgresql_model"))
    with closing(Database(url)) as database:
        yield Told(database, a_life(database))


def test_a_ticket_is_the_replay_of_its_events(told: Told) -> None:
    with told.database.reading() as session:
        told.check(session)
        said = replay.replay(session, told.ticket_id)
        assert [e.kind for e in events.events(session, told.ticket_id)] == ["open", "route", "comment", "solve", "approve"]
    assert (said["status"], said["title"], said["technician"], said["events"]) == ("closed", "Portal fora do ar em São Luís", "ana", 5)


def event(session: Session, seq: int) -> Event:
    return session.query(Event).filter(Event.seq == seq).one()


def rehash(session: Session, seq: int, old: str, new: str) -> None:
    """A forger who knows how hashes are made."""
    forged = event(session, seq)
    assert old in forged.payload
    forged.payload = forged.payload.replace(old, new)
    forged.hash = hashlib.sha256(forged.payload.encode()).hexdigest()


def swap(session: Session, one: int, other: int) -> None:
    first, second = event(session, one), event(session, other)
    first.seq = 99
    session.flush()
    second.seq = one
    session.flush()
    first.seq = other


def insert_between(session: Session) -> None:
    for seq in (5, 4):
        event(session, seq).seq += 1
        session.flush()
    twin = event(session, 3)
    session.add(
        Event(ticket_id=twin.ticket_id, seq=4, at=twin.at, kind=twin.kind, by=twin.by, payload=twin.payload, prev=twin.hash, hash=twin.hash)
    )


def forget(session: Session, seq: int) -> None:
    """Removes an event with what hangs on it."""
    gone = event(session, seq).id
    session.execute(delete(Personal).where(Personal.event_id == gone))
    session.execute(delete(Event).where(Event.id == gone))


def forget_all(session: Session) -> None:
    session.execute(delete(Personal))
    session.execute(delete(Event))


def cut_the_end(session: Session) -> None:
    """The last event removed, and the row's place in the chain set back, but not its status."""
    forget(session, 5)
    session.execute(update(Ticket).values(events=4, head=event(session, 4).hash))


Tampering = Callable[[Session], object]
EDITED_ROWS: list[tuple[str, object]] = [
    ("status", "assigned"),
    ("title", "Outro assunto"),
    ("technician", "carlos"),
    ("outcome", "expired"),
    ("deadline_at", NOON),
    ("deadline_at", None),
    ("round", 0),
    ("opened_at", NOON - timedelta(days=1)),
    ("merged_into", "L_61123002"),  # no event ever spoke of these
    ("confidential", True),
    ("first_answer_at", NOON),
    ("head", "0" * 64),
    ("events", 4),
]
ALTERED: dict[str, tuple[Tampering, str]] = {
    "payload edited": (lambda s: s.execute(update(Event).where(Event.seq == 2).values(payload="{}")), "chain: event 2"),
    "payload replaced by no JSON": (lambda s: rehash(s, 5, "{", "["), "chain: event 5"),
    "payload and hash edited": (lambda s: rehash(s, 2, "SR-1", "SR-3"), "chain: event 3"),
    "last payload and hash edited": (lambda s: rehash(s, 5, '"outcome":"approved"', '"outcome":"expired"'), "replay: L_61123001 has"),
    "kind edited": (lambda s: setattr(event(s, 4), "kind", "refuse"), "chain: event 4"),
    "author edited": (lambda s: setattr(event(s, 4), "by", "carlos"), "commitment: 'by' of event 4"),
    "instant edited": (lambda s: setattr(event(s, 4), "at", NOON), "chain: event 4"),
    "first deleted": (lambda s: forget(s, 1), "chain: event 2"),
    "one deleted": (lambda s: forget(s, 3), "chain: event 4"),
    "last deleted": (lambda s: forget(s, 5), "replay: L_61123001 has"),
    "end cut": (cut_the_end, "replay: L_61123001 has"),
    "all deleted": (forget_all, "replay: L_61123001 has"),
    "two swapped": (lambda s: swap(s, 2, 4), "chain: event 2"),
    "one inserted": (insert_between, "chain: event 4"),
    "personal value edited": (lambda s: s.execute(update(Personal).values(value="Outro assunto")), "commitment: '.*' of event 1"),
    "salt edited": (lambda s: s.execute(update(Personal).values(salt=b"0" * 16)), "commitment: '.*' of event 1"),
    "personal value added": (
        lambda s: s.add(Personal(event_id=event(s, 2).id, name="title", salt=b"0" * 16, value="Outro")),
        "commitment: 'title' of event 2",
    ),
}


@pytest.mark.parametrize(("name", "value"), EDITED_ROWS, ids=[f"{n}={v}" for n, v in EDITED_ROWS])
def test_an_edited_row_is_found(told: Told, name: str, value: object) -> None:
    with told.altering() as session:
        session.execute(update(Ticket).values({name: value}))
        with pytest.raises(BrokenRecord, match=rf"replay: {NUMBER} has {name}="):
            told.check(session)


@pytest.mark.parametrize(("alter", "found"), ALTERED.values(), ids=ALTERED)
def test_an_altered_record_is_found_at_the_first_event_that_does_not_fit(told: Told, alter: Tampering, found: str) -> None:
    with told.altering() as session:
        alter(session)
        session.flush()
        with pytest.raises(BrokenRecord, match=found):
            told.check(session)


def test_another_tickets_record_does_not_pass_for_ones_own(told: Told) -> None:
    with told.altering() as session:
        forget_all(session)
        other = open_ticket(session, "L_61123002").id
        session.execute(update(Event).where(Event.ticket_id == other).values(ticket_id=told.ticket_id))
        with pytest.raises(BrokenRecord, match="replay: L_61123001 has"):
            told.check(session)


def erase(session: Session, ticket_id: int, *seqs: int, told: bool = True) -> None:
    """The titles in some events, with or without an event that says so."""
    ids = [event(session, seq).id for seq in seqs]
    session.execute(delete(Personal).where(Personal.event_id.in_(ids), Personal.name == "title"))
    if told:
        row = tickets.lock(session, ticket_id)
        changes = {"title": ""} if 3 in seqs else {}
        facts = {"erased": [[seq, "title"] for seq in seqs]}
        tickets.move(session, row, "erase", at=NOON, by="operator", changes=changes, facts=facts)


def test_an_older_personal_value_can_be_erased(told: Told) -> None:
    with told.altering() as session:
        erase(session, told.ticket_id, 1)
        told.check(session)


def test_a_personal_value_can_be_erased_from_record_and_row(told: Told) -> None:
    with told.altering() as session:
        erase(session, told.ticket_id, 1, 3)
        told.check(session)
        assert "Portal" not in "".join(e.payload for e in events.events(session, told.ticket_id))


def test_a_value_that_is_gone_without_a_word_of_it_is_found(told: Told) -> None:
    with told.altering() as session:
        erase(session, told.ticket_id, 1, told=False)
        with pytest.raises(BrokenRecord, match=r"commitment: 'title' of event 1 .* is gone, and no event says that it was erased"):
            told.check(session)


def test_an_erased_value_may_not_live_on_in_the_row(told: Told) -> None:
    with told.altering() as session:
        erase(session, told.ticket_id, 1, 3)
        session.execute(update(Ticket).values(title="Portal fora do ar em São Luís"))
        with pytest.raises(BrokenRecord, match="has title='Portal fora do ar em São Luís', its events say ''"):
            told.check(session)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = '{}'",
        "UPDATE event SET hash = prev",
        "DELETE FROM event",
        "UPDATE personal SET value = 'Outro'",
        "DELETE FROM ticket",
        "UPDATE ticket SET number = 'L_61123009'",
    ],
)
def test_the_database_refuses_to_alter_the_record(told: Told, statement: str) -> None:
    with told.database.writing() as session:
        with pytest.raises(DBAPIError, match=guards.SAID):
            session.execute(text(statement))
        session.rollback()


def test_postgresql_refuses_to_empty_a_table_of_the_record(on_postgresql: Database) -> None:
    for table in guards.KEPT:
        with on_postgresql.writing() as session:
            with pytest.raises(DBAPIError, match=guards.SAID):
                session.execute(text(f"TRUNCATE {table} CASCADE"))
            session.rollback()


def test_nobody_is_named_in_what_is_hashed(told: Told) -> None:
    with told.database.reading() as session:
        payloads = "".join(e.payload for e in events.events(session, told.ticket_id))
    assert not [name for name in ("maria", "ana", "Portal") if name in payloads]


def test_equal_values_give_different_commitments(database: Database) -> None:
    with database.writing() as session:
        for number in (NUMBER, "L_61123002"):
            open_ticket(session, number)
    with database.reading() as session:
        one, other = session.query(Personal).filter_by(name="title")
        assert one.value == other.value
        assert commitment.commitment(one.salt, one.value) != commitment.commitment(other.salt, other.value)


@pytest.mark.parametrize("odd", ["a\x00b", "caf\udce9", "'; DROP TABLE event; --", "\u2028 🎉"])
def test_odd_text_keeps_the_record_whole(database: Database, odd: str) -> None:
    with database.writing() as session:
        ticket = open_ticket(session)
        move(session, ticket, "route", title=odd, technician=odd, group="21150.SR-1")
        tickets.move(session, ticket, "note", at=NOON, by=odd, changes={}, facts={"why": [odd]})
        made = ticket.id
    with database.reading() as session:
        replay.check(session, session.get_one(Ticket, made))


def test_what_has_no_spelling_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no place in the record"):
        commitment.canonical({"a": {1, 2}})
