"""Is one person erased from one ticket, from all, and is nothing else? And does the record still hold?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.privacy import erasing, planning
from gateway.privacy.erasing import Outcome
from gateway.privacy.subject import find
from storage.erasing.acts import Ground
from storage.tables import Inbound, Message, Outbound, Ticket
from storage.ticket import tickets
from tests.privacy.cast import ANSWER, BODY, FILE, NOTE, TITLE, WORDS, closed, left, settled, wrong
from tests.world import ANA, MARIA, RITA, World

REQUEST = "pedido da titular"


def erase(world: World, whom: str, number: str = "", *, dry: bool = False) -> Outcome:
    subject = find(world.tools, whom)
    assert subject is not None
    ids = planning.of_number(world.tools, subject, number) if number else planning.of_all(world.tools, subject)
    assert ids is not None
    ground = None if dry else Ground(world.clock(), "operator", REQUEST, "LGPD art. 18, VI")
    return erasing.erase(world.tools, subject, ids, ground, loose=not number, told=lambda _done, _of: None)


@pytest.mark.parametrize("old", [False, True], ids=["fresh", "filed and packed"])
def test_of_one_person_on_one_ticket_nothing_is_left_and_the_record_verifies(world: World, old: bool) -> None:
    number = closed(world)
    other = closed(world, RITA, "alheia")
    if old:
        settled(world)
    outcome = erase(world, MARIA, number)
    assert (outcome.refused, [plan.ticket.number for plan in outcome.plans]) == ([], [number])
    world.clock.at += timedelta(days=2)
    assert left(world, *(f"{word} " for word in (TITLE, BODY)), f"{FILE}.png") == []
    assert wrong(world) == []
    assert set(left(world, f"{TITLE}alheia")) & {"table ticket"}, "the other one's ticket is whole"
    assert world.ticket(other).title
    world.check_record()


def test_a_person_is_found_by_id_address_and_cpf_and_goes_from_all_tickets(world: World) -> None:
    numbers = [closed(world), closed(world)]
    maria = world.person(MARIA)
    for said in (maria.id, MARIA.upper(), maria.cpf, "104.382.617-00"):
        subject = find(world.tools, said)
        assert subject is not None
        assert subject.person == maria
    erase(world, maria.cpf)
    assert [world.ticket(n).requester for n in numbers] == ["", ""]
    assert left(world, maria.id, MARIA, maria.name) == []
    assert wrong(world) == []


def test_what_the_others_wrote_and_tells_nothing_of_the_person_stays(world: World) -> None:
    number = closed(world)
    erase(world, MARIA, number)
    ticket = world.ticket(number)
    assert (ticket.requester, ticket.title, ticket.technician) == ("", "", world.person(ANA).id)
    with world.tools.database.reading() as session:
        texts = set(session.scalars(select(Message.text).where(Message.ticket_id == ticket.id)))
        assert any(NOTE in text for text in texts), "the technician's own note names nobody"
        assert not any(BODY in text for text in texts)
        assert any(ANSWER in text for text in texts)
        mails = session.execute(select(Inbound.subject, Inbound.erased_at).where(Inbound.ticket_id == ticket.id)).all()
        assert mails, "the technician's mails had her title in their subject"
        assert all(at is not None and not subject for subject, at in mails)


def test_a_dry_run_says_what_would_go_and_nothing_does(world: World) -> None:
    number = closed(world)
    before = left(world, *WORDS)
    outcome = erase(world, MARIA, number, dry=True)
    assert outcome.plans[0].extent.mails
    assert left(world, *WORDS) == before
    assert erase(world, MARIA, number).plans[0].extent == outcome.plans[0].extent


def test_erased_twice_is_erased_once(world: World) -> None:
    number = closed(world)
    erase(world, MARIA, number)
    events = world.ticket(number).events
    assert erase(world, MARIA, number).empty
    assert world.ticket(number).events == events


def test_an_open_ticket_and_one_on_hold_are_refused_with_a_sentence(world: World) -> None:
    held = closed(world)
    world.mail_in(MARIA, "[11] Zebra aberta", "Texto.")
    world.work_off()
    opened = world.ticket().number
    with world.tools.database.writing() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == held)).one()
        tickets.move(session, row, "hold", at=world.clock(), by="operator", changes={"hold": "ação judicial"}, facts={})
    outcome = erase(world, MARIA)
    assert outcome.plans == []
    assert [held in outcome.refused[0], "ação judicial" in outcome.refused[0], opened in outcome.refused[1]] == [True] * 3
    assert left(world, TITLE)
    world.check_record()


def test_who_is_in_no_directory_is_erased_by_address(world: World) -> None:
    world.raw_in(
        b"From: Zeb <zeb@fora.example>\r\nSubject: Zebratitulo\r\nMessage-ID: <z@fora.example>\r\n\r\nZebracorpo",
        mail_from="zeb@fora.example",
    )
    world.work_off()
    assert find(world.tools, "ninguem@fora.example") is None
    outcome = erase(world, "Zeb@fora.example")
    assert len(outcome.mails) == 1
    assert left(world, *WORDS, "fora.example") == []
    assert wrong(world) == []


def test_a_copy_of_a_mail_goes_with_it_and_comes_back_as_a_duplicate(world: World) -> None:
    raw = (
        b"From: %s\r\nTo: suporte@carteiro.example\r\nSubject: [11] Zebratitulo\r\nMessage-ID: <c@x.example>\r\n\r\nZebracorpo"
        % MARIA.encode()
    )
    first, copy = (world.raw_in(raw, login=world.person(MARIA).id, mail_from=MARIA) for _ in range(2))
    world.work_off()
    number = world.ticket().number
    world.reply(world.last(ANA), "SOLUCIONAR\nFeito.")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    outcome = erase(world, MARIA, number)
    assert {first, copy} <= set(outcome.plans[0].extent.mails)
    assert left(world, *WORDS) == []
    again = world.raw_in(raw, login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    assert world.outcome(again) == "duplicate"
    assert world.count() == 1


def test_letters_to_others_that_stay_keep_their_words_in_a_new_pack(world: World) -> None:
    number = closed(world)
    closed(world, RITA, "alheia")
    settled(world)
    with world.tools.database.reading() as session:
        packs = set(session.scalars(select(Outbound.pack).where(Outbound.pack != "")))
    erase(world, MARIA, number)
    with world.tools.database.reading() as session:
        now = set(session.scalars(select(Outbound.pack).where(Outbound.erased_at.is_(None), Outbound.pack != "")))
    assert packs
    assert now
    assert packs.isdisjoint(now)
    assert not any(map(world.tools.evidence.has, packs))
    assert wrong(world) == []
