"""Bell, jobs and sweeper with real threads: lost rings, dead workers, bad rows, tickets that move meanwhile."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from gateway.clockwork import gather, hearing, heavy, posting, reading
from gateway.clockwork.bell import HEAR, SEND, Bell
from gateway.clockwork.jobs import ENDS
from gateway.clockwork.sweeper import Sweeper
from gateway.people.directory import DirectoryUnavailable
from gateway.post.relay import Temporary
from storage.evidence.store import EvidenceAway
from storage.schedule import due
from storage.tables import Inbound, InboundRaw, Outbound
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


@pytest.mark.parametrize(("ends", "outcome"), [(ENDS - 1, "opened"), (ENDS, "dead")])
def test_a_mail_that_restarts_hit_is_taken_in_the_end_and_one_that_ends_every_process_is_set_aside(
    world: World, ends: int, outcome: str
) -> None:
    mail = world.mail_in(MARIA, "[11] Em mãos de quem morreu")
    for _ in range(ends):
        with world.tools.database.writing() as session:
            assert due.claim(session, Inbound, world.clock.at, 1)
        world.clock.at += due.LEASE + timedelta(seconds=1)
    world.work_off()
    assert world.outcome(mail) == outcome


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


@pytest.mark.parametrize("trouble", [DirectoryUnavailable("away"), EvidenceAway("away"), OperationalError("x", {}, Exception("locked"))])
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

    def stumbles(raw: bytes, *more: object, **named: object) -> object:
        if b"primeira" in raw and broken:
            raise RuntimeError("not now")
        return whole(raw, *more, **named)  # type: ignore[arg-type]

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


def test_a_big_mail_waits_for_an_evidence_store_that_is_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = world.mail_in(MARIA, "[11] Grande")
    with world.tools.database.writing() as session:
        row = session.get_one(Inbound, mail)
        content = session.get_one(InboundRaw, mail)
        assert world.tools.evidence.put(content.content) == row.sha256
        row.spooled = True
        session.delete(content)

    def away(*_: object) -> bytes:
        raise TimeoutError("the store is silent")

    monkeypatch.setattr(type(world.tools.evidence), "read", away)
    for _ in range(6):
        world.later(minutes=1)
    assert world.outcome(mail) is None
    monkeypatch.undo()
    world.later(minutes=1)
    assert world.outcome(mail) == "opened"


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


def test_letters_claimed_with_one_that_takes_long_are_given_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Carta")
    world.jobs.hear()
    rung: list[tuple[str, int]] = []
    world.jobs.ring = lambda job, row_id: rung.append((job, row_id))
    send = world.relay.send

    def slow(*letter: object) -> None:
        send(*letter)  # type: ignore[arg-type] # as it was called
        world.clock.at += timedelta(minutes=10)

    monkeypatch.setattr(world.relay, "send", slow)
    assert world.jobs.send() > 1
    assert len(world.relay.letters) == 1, "the others' lease might not outlast such a relay"
    with world.tools.database.reading() as session:
        waiting = session.query(Outbound).filter(Outbound.outcome.is_(None)).all()
        assert [(row.attempts, row.due_at, row.last_error) for row in waiting] == [(0, world.clock.at, "")] * len(waiting)
        assert rung == [(SEND, row.id) for row in waiting]
    world.work_off()
    assert len({str(letter.mail["Message-ID"]) for letter in world.relay.letters}) == len(world.relay.letters) == len(waiting) + 1


def test_one_ring_is_answered_until_nothing_is_due(world: World) -> None:
    mails = [world.mail_in(MARIA, f"[11] Campainha {n}") for n in range(20)]
    bell = Bell({HEAR: world.jobs.hear})
    bell.open()
    try:
        bell.ring(HEAR, mails[0])
        eventually(lambda: world.outcome(mails[-1]) == "opened")
    finally:
        bell.close()


def test_a_ring_that_has_been_answered_for_long_is_rung_again() -> None:
    clock, answers = iter(range(0, 1_000_000, 50)), threading.Semaphore(0)

    def job() -> int:
        answers.release()
        return 1

    bell = Bell({HEAR: job}, monotonic=lambda: next(clock))
    bell.open()
    try:
        bell.ring(HEAR, 1)
        assert all(answers.acquire(timeout=30) for _ in range(100)), "each answer ends after two, and rings for the next"
    finally:
        bell.close()


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


def test_a_letter_that_took_long_to_build_is_not_handed_over_under_an_old_lease(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Carta")
    world.jobs.hear()
    build = posting.build

    def slowly(*asked: object) -> bytes:
        world.clock.at += timedelta(minutes=2)
        return build(*asked)  # type: ignore[arg-type] # as it was called

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(posting, "build", slowly)
        world.jobs.send()
    assert world.relay.letters == [], "another worker may have it by now"
    world.later(minutes=1)
    assert len(world.letters(MARIA)) == 1


def test_who_is_to_stop_gives_back_what_it_has_not_begun(world: World) -> None:
    world.mail_in(MARIA, "[11] Carta")
    world.jobs.hear()
    world.jobs.goes_on = lambda: False
    assert world.jobs.send() > 1
    assert len(world.relay.letters) == 1
    with world.tools.database.reading() as session:
        waiting = session.query(Outbound).filter(Outbound.outcome.is_(None)).all()
        assert {row.due_at for row in waiting} == {world.clock.at}


def test_a_big_mail_that_finds_another_one_being_read_comes_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy, "BIG", 1)
    monkeypatch.setattr(heavy, "PATIENCE_SECONDS", 0.01)
    mail = world.mail_in(MARIA, "[11] Grande")
    with world.tools.reading.alone(2, world.tools.baton):
        for _ in range(20):
            world.jobs.hear()
            world.clock.at += timedelta(seconds=3)
    with world.tools.database.reading() as session:
        assert session.get_one(Inbound, mail).attempts == 0
    world.work_off()
    assert world.outcome(mail) == "opened"
