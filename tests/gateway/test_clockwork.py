"""Bell, jobs and sweeper with real threads: lost rings, dead workers, bad rows, tickets that move meanwhile."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from gateway.clockwork import gather, hearing, reading
from gateway.clockwork.bell import HEAR, Bell
from gateway.clockwork.sweeper import Sweeper
from gateway.people.directory import DirectoryUnavailable
from gateway.post.relay import Temporary
from storage import due
from storage.tables import Inbound, Outbound
from tests.world import ANA, CARLOS, MARIA, World


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "never came true"
        time.sleep(0.02)


def test_a_lost_ring_is_found_by_the_sweeper(world: World) -> None:
    bell = Bell({"hear": world.jobs.hear, "send": world.jobs.send, "strike": world.jobs.strike})
    sweeper = Sweeper(world.tools.database, world.tools.clock, bell.ring, lambda: 0.0)
    mail = world.mail_in(MARIA, "[11] Sem campainha")
    bell.open()
    sweeper.open()
    try:
        eventually(lambda: world.outcome(mail) == "opened")
    finally:
        sweeper.close()
        bell.close()


def test_a_ring_never_raises_and_nothing_piles_up_where_no_worker_listens(world: World) -> None:
    bell = Bell({HEAR: world.jobs.hear})
    for n in range(5000):
        bell.ring(HEAR, n)
    assert bell.waiting(HEAR) == 0


def test_a_row_of_a_dead_worker_is_taken_over_within_90_seconds(world: World) -> None:
    mail = world.mail_in(MARIA, "[11] Órfã")
    with world.tools.database.writing() as session:
        due.claim(session, Inbound, world.clock.at, 1)
    world.work_off()
    assert world.outcome(mail) is None
    world.later(seconds=31)
    assert world.outcome(mail) == "opened"


def test_who_overslept_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Dormiu")
    decide = hearing.conversation.decide

    def slow(scene: object) -> object:
        if not world.count():
            monkeypatch.setattr(hearing.conversation, "decide", decide)
            world.clock.at += timedelta(seconds=40)
            world.jobs.hear()  # someone else takes the row over, and finishes
        return decide(scene)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing.conversation, "decide", slow)
    world.jobs.hear()
    world.work_off()
    assert world.count() == 1
    assert len(world.letters(MARIA)) == 1


def test_a_ticket_that_moves_meanwhile_is_decided_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Dois técnicos")
    world.work_off()
    first, second = world.letters(ANA)[0], world.letters(CARLOS)[0]
    world.reply(first, "Respondo eu.")
    decide = hearing.conversation.decide

    def interrupted(scene: object) -> object:
        monkeypatch.setattr(hearing.conversation, "decide", decide)
        decision = decide(scene)  # type: ignore[arg-type]
        other = world.door  # another door's mail of another conversation key reaches the same ticket first
        assert other
        with world.tools.database.writing() as session:
            row = hearing.tickets.lock(session, world.ticket().id)
            hearing.tickets.move(session, row, "note", at=world.clock.at, by="x", changes={}, facts={})
        return decision

    monkeypatch.setattr(hearing.conversation, "decide", interrupted)
    world.work_off()
    assert world.ticket().technician == world.person(ANA).id
    world.reply(second, "E eu também.")
    world.work_off()
    assert world.ticket().technician == world.person(ANA).id, "the first to answer stays"


@pytest.mark.parametrize("trouble", [DirectoryUnavailable("away"), OperationalError("x", {}, Exception("locked"))])
def test_trouble_that_is_not_the_mails_does_not_count_as_a_try(world: World, monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    mail = world.mail_in(MARIA, "[11] Espera")
    prove = gather.prove

    def away(*_: object) -> object:
        raise trouble

    monkeypatch.setattr(gather, "prove", away)
    for _ in range(6):
        world.later(minutes=1)
    with world.tools.database.reading() as session:
        assert session.get_one(Inbound, mail).attempts == 0
    assert world.outcome(mail) is None, "held, never refused"
    monkeypatch.setattr(gather, "prove", prove)
    world.later(minutes=1)
    assert world.outcome(mail) == "opened"


def test_mails_of_one_conversation_are_decided_in_order_and_others_do_not_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Uma")
    world.work_off()
    letter = world.last(MARIA)
    whole, broken = reading.careful_read, {"yes"}

    def stumbles(raw: bytes, *more: object) -> object:
        if b"primeira" in raw and broken:
            raise RuntimeError("not now")
        return whole(raw, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "careful_read", stumbles)
    first = world.reply(letter, "primeira resposta")
    second = world.reply(letter, "segunda resposta")
    other = world.mail_in(MARIA, "[11] Outra")
    world.work_off()
    assert (world.outcome(first), world.outcome(second), world.outcome(other)) == (None, None, "opened")
    broken.clear()
    world.later(minutes=2)
    texts = [x.text for x in world.letters(ANA) if any(f"{which} resposta" in x.text for which in ("primeira", "segunda"))]
    assert "primeira resposta" in texts[0]
    assert "segunda resposta" in texts[1]


def test_the_same_mail_rung_ten_times_in_four_threads_has_one_effect(tmp_path: Path) -> None:
    world = World(tmp_path)
    for n in range(10):
        world.mail_in(MARIA, f"[11] Número {n}")
    threads = [threading.Thread(target=lambda: [world.jobs.hear() for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.work_off()
    assert world.count() == 10
    assert len(world.letters(MARIA)) == 10
    world.check_record()
    world.close()


def test_two_copies_of_a_mail_in_two_threads_open_one_ticket(tmp_path: Path) -> None:
    world = World(tmp_path)
    raw = b"From: %s\r\nSubject: [11] Uma vez\r\nMessage-ID: <%d@x.example>\r\n\r\nTexto\r\n"
    for n in range(10):
        for _ in range(2):
            world.raw_in(raw % (MARIA.encode(), n), login=world.person(MARIA).id)
    threads = [threading.Thread(target=lambda: [world.jobs.hear() for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.work_off()
    assert world.count() == 10
    world.check_record()
    world.close()


def test_more_answers_an_hour_than_a_person_reads_are_not_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.clockwork.caps.ANSWERS", 5)
    for n in range(12):
        world.mail_in(MARIA, f"[11] Muitas {n}")
        world.work_off()
    assert world.count() == 12, "every mail is taken"
    assert len(world.letters(MARIA)) == 5, "and the answers stop"
    world.later(hours=2)
    world.mail_in(MARIA, "[11] Depois")
    world.work_off()
    assert len(world.letters(MARIA)) == 6


def test_a_letter_is_retried_with_the_same_message_id(world: World) -> None:
    world.relay.refuses[MARIA] = Temporary("421 later")
    world.mail_in(MARIA, "[11] Carta")
    world.work_off()
    with world.tools.database.reading() as session:
        row = session.query(Outbound).filter_by(recipient=MARIA).one()
        message_id, attempts = row.message_id, row.attempts
    assert attempts == 1
    del world.relay.refuses[MARIA]
    world.later(minutes=2)
    assert str(world.last(MARIA).mail["Message-ID"]) == f"<{message_id}>"


def test_a_relay_away_for_26_hours_loses_nothing_and_keeps_the_order(world: World) -> None:
    world.relay.refuses = {address: Temporary("away") for address in (MARIA, ANA, CARLOS, "helena.matos@sr1.atendimento.example")}
    world.mail_in(MARIA, "[11] Carta")
    world.work_off()
    ticket = world.ticket().number
    for n in range(3):
        world.mail_in(ANA, f"{ticket}", f"Resposta {n}")
        world.work_off()
    for _ in range(26):
        world.later(hours=1)
    world.relay.refuses.clear()
    for _ in range(8):
        world.later(hours=1)
    letters = world.letters(MARIA)
    assert [x for x in letters if x.says("O número do chamado é")] == letters[:1]
    assert ["Resposta 0" in letters[1].text, "Resposta 1" in letters[2].text, "Resposta 2" in letters[3].text] == [True] * 3


def test_settings_reach_the_desk(tmp_path: Path) -> None:
    world = World(tmp_path, deadline="plain", deciders="entity")
    assert world.tools.rules == replace(world.tools.rules, deadline_by_law=False, others_may_decide=True)
    assert world.tools.rules.deadline(world.clock.at) == world.clock.at + timedelta(days=7)
    world.close()
