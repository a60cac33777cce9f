"""What an answer in a mailbox is worth: nothing expires while it may lie unread there, and one mail by two doors counts once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gateway.clockwork.jobs import Jobs
from gateway.doors.data import Content
from gateway.doors.imap.arriving import arrival
from gateway.doors.imap.url import Box
from storage.mailbox import mailboxes
from storage.mailbox.mailboxes import Start
from storage.tables import Inbound
from tests.world import ADDRESS, ANA, MARIA, PNG, Letter, World

BOX = Box("suporte@imap.example/INBOX", "imap.example", 993, "implicit", "suporte", "INBOX")
Read = Callable[[], None]


@pytest.fixture
def read(world: World) -> Read:
    """A mailbox of the settings that is read as a whole whenever this is called."""
    world.tools = replace(world.tools, mailboxes=(BOX.name,))
    world.jobs = Jobs(world.tools)

    def whole() -> None:
        with world.tools.database.writing() as session:
            mailbox_id = mailboxes.known(session, BOX.name, world.clock())
            start = mailboxes.start(session, mailbox_id) or Start(7, 1, world.clock(), looks_back=False)
            mailboxes.begin(session, mailbox_id, start)
            assert mailboxes.whole(session, mailbox_id, world.clock(), start)

    whole()
    return whole


def solved(world: World) -> Letter:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    return world.last(MARIA)


def out_of_the_mailbox(world: World, letter: Letter, word: str, at: datetime) -> int:
    raw = (
        f"From: {MARIA}\r\nTo: {letter.mail['Reply-To']}\r\nSubject: RES: {letter.subject}\r\nMessage-ID: <tarde@cliente.example>\r\n"
        f"In-Reply-To: {letter.mail['Message-ID']}\r\nDate: Mon, 30 Nov 2026 10:00:00 -0300\r\n\r\n{word}\r\n"
    ).encode()
    return world.door.accept(arrival(BOX, ADDRESS, Content(len(raw), "", raw, raw), at, world.clock()))


def test_nothing_expires_while_a_mailbox_cannot_be_read(world: World, read: Read) -> None:
    solved(world)
    world.later(days=20)
    assert world.ticket().status == "solved"
    assert not [m for m in world.letters(MARIA) if "decurso" in m.text and "encerrad" in m.subject]
    read()
    world.later(minutes=2)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "expired")


def test_a_question_ends_no_ticket_either(world: World, read: Read) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "PENDENTE\nDesde quando?")
    world.work_off()
    asked = world.last(MARIA)
    world.later(days=20)
    assert world.ticket().status == "pending"
    mail = out_of_the_mailbox(world, asked, "Desde ontem.", world.clock() - timedelta(days=10))
    read()
    world.later(minutes=2)
    assert (world.outcome(mail), world.ticket().status) == ("resumed", "assigned")


def test_an_answer_found_in_it_afterwards_counts_from_its_arrival(world: World, read: Read) -> None:
    letter = solved(world)
    deadline = world.ticket().deadline_at
    assert deadline is not None
    world.later(days=20)
    out_of_the_mailbox(world, letter, "APROVAR", deadline - timedelta(hours=1))
    read()
    world.work_off()
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "approved")


def test_one_that_arrived_too_late_does_not(world: World, read: Read) -> None:
    letter = solved(world)
    deadline = world.ticket().deadline_at
    assert deadline is not None
    world.later(days=20)
    read()
    world.later(minutes=2)
    late = out_of_the_mailbox(world, letter, "APROVAR", deadline + timedelta(hours=1))
    world.work_off()
    assert (world.ticket().outcome, world.outcome(late)) == ("expired", "after-closing")


def test_a_mailbox_read_only_up_to_the_last_day_is_not_enough(world: World, read: Read) -> None:
    solved(world)
    world.later(days=6)
    read()
    world.later(days=10)
    assert world.ticket().status == "solved"
    read()
    world.later(minutes=2)
    assert world.ticket().outcome == "expired"


def test_a_hold_does_not_end_while_the_answer_may_lie_in_a_mailbox(world: World, read: Read) -> None:
    held = world.mail_in(MARIA, "[12] Portal indisponível", login=False)
    world.work_off()
    world.later(days=8)
    assert world.outcome(held) == "held-claimed"
    read()
    world.later(minutes=2)
    assert world.outcome(held) == "hold-expired"


def test_a_mail_without_code_is_not_set_aside_while_the_answer_may_lie_in_a_mailbox(world: World, read: Read) -> None:
    read()
    held = world.mail_in(MARIA, "Portal indisponível")
    world.work_off()
    world.later(days=16)
    assert world.outcome(held) == "held-code"
    read()
    world.later(minutes=2)
    assert world.outcome(held) == "hold-expired"


@pytest.mark.parametrize("first", ["smtp", "imap"])
def test_the_same_mail_by_both_doors_is_one_ticket_and_both_arrivals_are_on_record(world: World, first: str) -> None:
    raw = (
        f"From: {MARIA}\r\nTo: {ADDRESS}\r\nSubject: [12] Portal\r\nMessage-ID: <um@cliente.example>\r\n"
        "Date: Mon, 23 Nov 2026 10:00:00 -0300\r\n\r\nNada abre desde as 8h.\r\n"
    ).encode()
    traced = b"Return-Path: <maria@str-valesereno.example>\r\nDelivered-To: suporte@carteiro.example\r\n" + raw
    by_imap = arrival(BOX, ADDRESS, Content(len(traced), "", traced, traced), world.clock(), world.clock())
    acts = [lambda: world.raw_in(raw, login=world.person(MARIA).id), lambda: world.door.accept(by_imap)]
    ids = []
    for act in acts if first == "smtp" else reversed(acts):
        ids.append(act())
        world.work_off()
    assert world.count() == 1
    with world.tools.database.reading() as session:
        rows = [session.get_one(Inbound, i) for i in ids]
        assert {row.door for row in rows} == {"smtp", "imap"}
        assert sorted(str(row.outcome) for row in rows) == ["duplicate", "opened"]
        assert len({row.digest for row in rows}) == 1


def test_the_operator_hears_once_a_day_of_a_mailbox_that_holds_up_a_deadline(world: World, read: Read) -> None:
    world.tools = replace(world.tools, operator="operador@carteiro.example")
    world.jobs = Jobs(world.tools)
    solved(world)
    deadline = world.ticket().deadline_at
    assert deadline is not None
    world.clock.at = deadline + timedelta(minutes=59)
    world.work_off()
    assert world.letters("operador@carteiro.example") == []
    for hours, letters in ((1, 1), (2, 1), (25, 2)):
        world.clock.at = deadline + timedelta(hours=hours, minutes=2)
        world.work_off()
        assert len(world.letters("operador@carteiro.example")) == letters, hours
    assert world.last("operador@carteiro.example").says(BOX.name, "carteiro doctor")
    read()
    world.later(minutes=2)
    assert world.ticket().outcome == "expired"


def test_a_mail_that_lay_in_a_mailbox_for_long_is_held_as_long_as_any_other(world: World, read: Read) -> None:
    raw = f"From: {MARIA}\r\nTo: {ADDRESS}\r\nSubject: [12] Portal\r\nMessage-ID: <velha@cliente.example>\r\n\r\nNada abre.\r\n".encode()
    old = world.clock.at - timedelta(days=20)
    held = world.door.accept(arrival(BOX, ADDRESS, Content(len(raw), "", raw, raw), old, world.clock()))
    world.work_off()
    world.later(days=6)
    read()
    assert world.outcome(held) == "held-claimed"
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "opened"
    assert world.ticket().opened_at == old
