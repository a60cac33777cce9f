"""What is left once one person was erased, and does it go in its time? The others' words, lists of tickets, events of an older version."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.erasing import acts, extent
from storage.erasing.acts import Ground
from storage.record.commitment import canonical, digest
from storage.tables import Event, Outbound, Ticket
from tests.privacy.cast import ANSWER, NOTE, TITLE, closed, left, sealed, small, wrong
from tests.privacy.test_erasing import erase
from tests.privacy.test_retention import FIVE_YEARS, erases, nights
from tests.world import ANA, JOAO, MARIA, World


def test_what_the_others_said_goes_after_its_years(world: World) -> None:
    number = closed(world)
    erase(world, MARIA)
    assert left(world, NOTE)
    nights(world, FIVE_YEARS)
    assert left(world, NOTE, ANSWER, ANA, world.person(ANA).id) == []
    assert erases(world) == [number, number]
    nights(world, FIVE_YEARS)
    assert erases(world) == [number, number], "nothing is left of it"
    assert wrong(world) == []


@pytest.mark.parametrize("kept", ["said", "values"])
def test_each_of_what_may_be_left_asks_for_the_night(world: World, kept: str) -> None:
    number = small(world, "um")
    sealed(world)
    with world.tools.database.writing() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        whole = extent.whole(session, row)
        assert getattr(whole, kept)
        acts.of_ticket(session, row.id, replace(whole, **{kept: ()}), Ground(world.clock(), "operator", "pedido", "LGPD"))
    nights(world, FIVE_YEARS)
    assert erases(world) == [number, number]
    with world.tools.database.reading() as session:
        assert not extent.whole(session, session.get_one(Ticket, row.id))
    assert wrong(world) == []


def test_a_list_in_which_it_stands_goes_with_a_ticket(world: World) -> None:
    world.mail_in(JOAO, "CONSULTAR", "")
    world.work_off()
    number = small(world, "lista")
    world.mail_in(JOAO, "CONSULTAR", "")
    world.work_off()
    empty, full = world.letters(JOAO)[-2:]
    assert (number in empty.text, number in full.text, f"{TITLE}lista" in full.text) == (False, True, True)
    erase(world, MARIA, number)
    assert left(world, f"{TITLE}lista") == []
    with world.tools.database.reading() as session:
        lists = session.scalars(select(Outbound.erased_at).where(Outbound.kind == "status").order_by(Outbound.id)).all()
    assert [at is None for at in lists] == [True, False]
    assert wrong(world) == []


def in_old_form(world: World, number: str, by: str) -> None:
    """One more event of a ticket, as a version wrote it that named in it who acted."""
    with world.tools.database.writing() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        at, seq, prev = world.clock(), row.events + 1, row.head
        said = {"at": at, "by": by, "commit": {}, "facts": {}, "kind": "note", "prev": prev, "seq": seq, "set": {"requester": by}}
        payload = canonical(said | {"ticket": number})
        row.events, row.head = seq, digest(payload)
        row.requester = by
        session.add(Event(ticket_id=row.id, seq=seq, at=at, kind="note", by=by, payload=payload, prev=prev, hash=row.head))


def test_events_that_name_a_person_in_what_is_hashed_are_counted(world: World) -> None:
    new, old = small(world, "novo"), small(world, "velho")
    maria = world.person(MARIA).id
    in_old_form(world, old, maria)
    sealed(world)
    assert erase(world, MARIA, new).named == 0
    assert erase(world, MARIA, old, dry=True).named == 1
    assert erase(world, MARIA).named == 1
    assert {where for where in left(world, maria) if where.startswith("table")} == {"table event"}
    assert erase(world, ANA).named == 0
    assert wrong(world) == []
