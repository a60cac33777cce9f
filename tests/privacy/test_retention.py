"""What is erased by time, and what is not? The catalogue's years and days, holds, and what goes on as another ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.catalog import load as load_catalog
from gateway.clockwork import retaining
from gateway.clockwork.jobs import Jobs
from gateway.retention import NEVER, Retention, Term, Without, years_before
from gateway.shipped import find
from storage.erasing import retention
from storage.record import seals
from storage.tables import Event, Inbound, Outbound, Ticket, Timer
from storage.ticket import tickets
from tests.privacy.cast import TITLE, WORDS, closed, left, sealed, settled, small, wrong
from tests.world import ANA, MARIA, MONDAY, World

FIVE_YEARS = timedelta(days=5 * 366)


def erases(world: World) -> list[str]:
    """Numbers of the tickets of which an event says that something was erased."""
    with world.tools.database.reading() as session:
        query = select(Ticket.number).join(Event, Event.ticket_id == Ticket.id).where(Event.kind == "erase")
        return list(session.scalars(query.order_by(Event.id)))


def nights(world: World, after: timedelta) -> None:
    """So much later, and the night after it."""
    retaining.begin(world.tools)
    world.clock.at += after
    world.later(days=1)


def rule(world: World, *, own: Retention | None = None, of_item: dict[int, int] | None = None) -> None:
    """The catalogue says something else of keeping."""
    catalog = world.tools.rules.catalog
    items = tuple(replace(i, retention=Term((of_item or {}).get(i.code, i.retention.years))) for i in catalog.items)
    changed = replace(catalog, items=items, retention=own or catalog.retention)
    world.tools = replace(world.tools, rules=replace(world.tools.rules, catalog=changed))
    world.jobs = Jobs(world.tools)


def test_the_shipped_catalogue_keeps_five_years_and_other_mail_one() -> None:
    catalog = load_catalog(find("catalog.yml"))
    assert (catalog.retention, catalog.kept_years) == (Retention(5, Without(365)), {})


def test_after_its_years_nothing_of_a_ticket_is_left_but_its_record(world: World) -> None:
    number = closed(world)
    settled(world)
    assert left(world, *WORDS)
    nights(world, FIVE_YEARS)
    assert left(world, *WORDS, MARIA, ANA, world.person(MARIA).id) == []
    assert (erases(world), wrong(world)) == ([number], [])


def test_before_its_years_nothing_goes_and_each_ticket_goes_by_its_own_item(world: World) -> None:
    twelve, eleven = closed(world), small(world, "onze")
    sealed(world)
    rule(world, of_item={11: 1, 12: 10})
    nights(world, timedelta(days=300))
    assert erases(world) == []
    nights(world, timedelta(days=100))
    assert erases(world) == [eleven]
    nights(world, FIVE_YEARS)
    assert erases(world) == [eleven]
    nights(world, FIVE_YEARS)
    assert erases(world) == [eleven, twelve]
    assert wrong(world) == []


def test_never_is_never(world: World) -> None:
    small(world, "um")
    sealed(world)
    rule(world, own=Retention(NEVER, Without(NEVER)))
    nights(world, FIVE_YEARS * 4)
    assert left(world, TITLE)
    rule(world, own=Retention(5, Without(NEVER)), of_item={11: NEVER})
    nights(world, FIVE_YEARS)
    assert (erases(world), wrong(world)) == ([], [])


def test_a_hold_is_respected_and_open_tickets_stay(world: World) -> None:
    held, gone = small(world, "retido"), small(world, "livre")
    world.mail_in(MARIA, "[11] Zebra aberta", "Texto.")
    world.work_off()
    sealed(world)
    with world.tools.database.writing() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == held)).one()
        tickets.move(session, row, "hold", at=world.clock(), by="operator", changes={"hold": "auditoria"}, facts={})
    with world.tools.database.writing() as session:  # the open one asks for nothing meanwhile
        session.query(Timer).filter(Timer.outcome.is_(None)).delete()
    nights(world, FIVE_YEARS)
    assert erases(world) == [gone]
    assert left(world, f"{TITLE}retido")
    with world.tools.database.writing() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == held)).one()
        tickets.move(session, row, "unhold", at=world.clock(), by="operator", changes={"hold": ""}, facts={})
    nights(world, timedelta(days=1))
    assert erases(world) == [gone, held]
    assert left(world, "auditoria") == []
    assert wrong(world) == []


def test_a_merged_ticket_goes_with_the_one_it_went_on_as(world: World) -> None:
    for mark in ("um", "dois"):
        world.mail_in(MARIA, f"[11] {TITLE}{mark}", "Texto.")
        world.work_off()
    first, second = ("L_61123001", "L_61123002")
    world.reply(world.letters(ANA, second)[0], f"MESCLAR {first}")
    world.work_off()
    assert world.ticket(second).merged_into == first
    sealed(world)
    with world.tools.database.writing() as session:
        session.query(Timer).filter(Timer.outcome.is_(None)).delete()
    nights(world, FIVE_YEARS)
    assert erases(world) == [], "the one it went on as is open"
    world.reply(world.letters(ANA, first)[0], "SOLUCIONAR\nFeito.")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    sealed(world)
    nights(world, FIVE_YEARS)
    assert erases(world) == [second, first], "the one by which both are found goes last"
    assert left(world, TITLE) == []
    assert wrong(world) == []


def test_mail_of_no_ticket_goes_after_its_days_with_one_sealed_act(world: World) -> None:
    world.mail_in(MARIA, TITLE, "Sem código.")
    world.raw_in(b"From: Zeb <zeb@fora.example>\r\nSubject: Zebratitulo\r\n\r\nZebracorpo", mail_from="zeb@fora.example")
    world.work_off()
    world.later(days=20)  # the hold of the first ends
    sealed(world)
    nights(world, timedelta(days=300))
    assert left(world, TITLE)
    nights(world, timedelta(days=90))
    assert left(world, *WORDS, "fora.example") == []
    with world.tools.database.reading() as session:
        acts = [row.said for row in seals.range_of(session, 1, seals.head(session).seq) if row.kind == "operator"]
        assert not session.scalar(select(func.count()).select_from(Inbound).where(Inbound.erased_at.is_(None)))
        assert not session.scalar(select(func.count()).select_from(Outbound).where(Outbound.erased_at.is_(None)))
    assert len(acts) == 1
    assert '"act":"erased"' in acts[0]
    assert wrong(world) == []


def test_a_ticket_that_is_talked_about_is_left_for_now(world: World) -> None:
    number = small(world, "ainda")
    sealed(world)
    world.clock.at += FIVE_YEARS
    world.reply(world.last(MARIA), "Obrigada!")
    world.work_off()
    sealed(world)
    nights(world, timedelta(days=1))
    assert erases(world) == []
    nights(world, retention.QUIET)
    assert erases(world) == [number]


def test_many_go_a_few_at_a_time_until_all_have_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "FAMILIES", 2)
    monkeypatch.setattr(retaining, "MAILS", 1)
    numbers = [small(world, f"n{n}") for n in range(5)]
    for n in range(3):
        world.mail_in("estranho@fora.example", f"Zebra {n}", login=False)
    world.work_off()
    sealed(world)
    retaining.begin(world.tools)
    world.clock.at += FIVE_YEARS
    world.later(minutes=1)
    assert erases(world) == numbers[:2], "the lease of one strike is short"
    for _ in range(12):
        world.later(minutes=1)
    assert erases(world) == numbers
    assert left(world, "Zebra", "fora.example") == []


def test_two_gateways_set_one_night(world: World) -> None:
    retaining.begin(world.tools)
    retaining.begin(world.tools)
    with world.tools.database.reading() as session:
        [night] = session.scalars(select(Timer).where(Timer.kind == "retention")).all()
    assert world.tools.rules.calendar.local(night.at).isoformat() == "2026-11-24T03:00:00-03:00"


def test_years_are_those_of_the_calendar() -> None:
    assert years_before(MONDAY, 5) == MONDAY.replace(year=2021)
    assert years_before(MONDAY.replace(year=2028, month=2, day=29), 1).strftime("%m-%d") == "02-28"
