"""What several rows come to is put on record in one transaction: does each of them still fare as if it were alone?"""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.clockwork import store as storing
from gateway.clockwork.filing import Filing
from gateway.clockwork.fresh import MOST, Fresh
from storage.mail.outbox import SENT
from storage.schedule import due
from storage.tables import Inbound, Outbound, Timer
from storage.ticket import tickets
from tests.world import ANA, CONCEICAO, JOAO, MARIA, RITA, World

WRITERS = (MARIA, JOAO, RITA, CONCEICAO)


def commits(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The writing transactions from here on."""
    found: list[str] = []
    writing = world.tools.database.writing

    def counted() -> Any:
        found.append("writing")
        return writing()

    monkeypatch.setattr(world.tools.database, "writing", counted)
    return found


def sent(world: World) -> int:
    with world.tools.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Outbound).where(Outbound.outcome == SENT)) or 0


def test_new_tickets_of_several_people_are_one_commit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = [world.mail_in(writer, "[11] Dúvida") for writer in WRITERS]
    found = commits(world, monkeypatch)
    assert world.jobs.hear() == len(mails)
    assert [world.outcome(mail) for mail in mails] == ["opened"] * len(mails)
    assert len(found) == 1


def test_two_mails_of_one_person_are_decided_one_after_the_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Uma")
    world.mail_in(MARIA, "[11] Outra")
    found = commits(world, monkeypatch)
    world.jobs.hear()
    assert (world.count(), len(found)) == (2, 2)


def test_of_several_the_one_that_fails_fails_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = [world.mail_in(writer, f"[11] Dúvida de {n}") for n, writer in enumerate(WRITERS)]
    keep = storing.store

    def stumbles(session: Session, scene: Any, *more: Any) -> Any:
        stored = keep(session, scene, *more)
        if scene.mail.id == mails[1]:
            raise RuntimeError("not this one")
        return stored

    monkeypatch.setattr(storing, "store", stumbles)
    world.jobs.hear()
    assert [world.outcome(mail) for mail in mails] == ["opened", None, "opened", "opened"]
    assert world.count() == len(mails) - 1
    monkeypatch.undo()
    world.later(minutes=2)
    assert world.outcome(mails[1]) == "opened"
    assert len(world.letters(WRITERS[1])) == 1


def test_who_was_overtaken_among_several_changes_nothing_and_the_others_stand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = [world.mail_in(writer, "[11] Dúvida") for writer in WRITERS]
    keep = storing.store

    def overtaken(session: Session, scene: Any, *more: Any) -> Any:
        if scene.mail.id == mails[2]:
            raise due.Overslept(f"inbound {mails[2]}")
        return keep(session, scene, *more)

    monkeypatch.setattr(storing, "store", overtaken)
    world.jobs.hear()
    assert [world.outcome(mail) for mail in mails] == ["opened", "opened", None, "opened"]
    monkeypatch.undo()
    world.later(minutes=2)
    assert world.outcome(mails[2]) == "opened"


def test_letters_that_left_are_on_record_while_the_relay_lets_another_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.jobs.hear()
    send, waits, go_on = world.relay.send, threading.Event(), threading.Event()
    number = iter(range(100))

    def slow(*mail: Any) -> None:
        if next(number) == 2:
            waits.set()
            assert go_on.wait(60)
        send(*mail)

    monkeypatch.setattr(world.relay, "send", slow)
    turn = threading.Thread(target=world.jobs.send)
    turn.start()
    try:
        assert waits.wait(60)
        world.jobs.settle_overdue()
        assert sent(world) == 0, "nothing has waited long"
        world.clock.at += timedelta(seconds=2)
        world.jobs.settle_overdue()
        assert sent(world) == 2
    finally:
        go_on.set()
        turn.join()
    assert sent(world) == len(world.relay.letters)


def test_when_the_process_is_to_stop_letters_that_were_built_wait_for_the_next(world: World) -> None:
    for writer in WRITERS:
        world.mail_in(writer, "[12] Portal fora do ar")
    while world.jobs.hear():
        pass
    asked = iter([True] * 40)
    send = world.relay.send

    def once(*mail: Any) -> None:
        send(*mail)
        world.jobs.goes_on = lambda: False

    world.jobs.goes_on = lambda: next(asked)
    world.relay.send = once  # type: ignore[method-assign]
    world.jobs.send()
    assert (len(world.relay.letters), sent(world)) == (1, 1)
    world.jobs.goes_on = lambda: True
    world.work_off()
    ids = [str(letter.mail["Message-ID"]) for letter in world.relay.letters]
    assert sent(world) == len(ids) == len(set(ids))


@pytest.mark.parametrize("filed", [False, True])
def test_a_held_mail_that_was_filed_meanwhile_is_read_anew(world: World, *, filed: bool) -> None:
    held = world.mail_in(MARIA, "[12] Portal fora do ar", login=False)
    world.work_off()
    assert world.outcome(held) == "held-claimed"
    world.later(minutes=30)
    if filed:
        assert Filing(world.tools.database, world.tools.evidence, world.clock, lambda: 0.0, lambda: 0.0).file()
    question = next(letter for letter in world.letters(MARIA) if letter.says("CONFIRMAR"))
    answer = world.reply(question, "CONFIRMAR", login=False)
    world.work_off()
    assert (world.outcome(answer), world.outcome(held), world.count()) == ("confirmed", "opened", 1)


def test_a_timer_whose_ticket_moves_meanwhile_strikes_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[12] Portal fora do ar")
    world.work_off()
    keep, moved = storing.store, iter([True])

    def meanwhile(*arguments: Any) -> Any:
        if next(moved, False):
            raise tickets.Changed(world.ticket().number)
        return keep(*arguments)

    with world.tools.database.reading() as session:
        first = session.scalar(select(func.min(Timer.due_at)).where(Timer.outcome.is_(None)))
    assert first
    world.clock.at = first + timedelta(seconds=1)
    monkeypatch.setattr(storing, "store", meanwhile)
    world.jobs.strike()
    with world.tools.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Timer).where(Timer.due_at <= world.clock.at)) == 0


def letter(number: int, size: int, world: World) -> Outbound:
    return Outbound(id=number, created_at=world.clock.at, body_text="x" * size, body_html="")


def test_what_is_kept_at_hand_is_bounded_and_the_oldest_goes_first(world: World) -> None:
    fresh = Fresh()
    fresh.keep([letter(1, MOST // 2, world), letter(2, MOST // 2, world), letter(3, 1, world)])
    assert [fresh.take(number, world.clock.at) is not None for number in (1, 2, 3, 3)] == [False, True, True, False]


def test_a_letter_with_odd_signs_leaves_as_its_row_says(world: World) -> None:
    world.mail_in(ANA, "[11] \udce9 \x00", "x\x00y")
    world.work_off()
    with world.tools.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inbound).where(Inbound.outcome.is_(None))) == 0
    assert sent(world) == len(world.relay.letters)
