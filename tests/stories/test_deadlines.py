"""The seven days by law: reminders, expiry, answers that arrived in time, letters that went late or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.clockwork import reading
from gateway.post.relay import Permanent, Temporary
from storage.tables import Inbound, Outbound
from tests.world import ANA, MARIA, Letter, World


@pytest.fixture
def solved(world: World) -> Letter:
    """Solved on Monday 23 November: the last day is Monday the 30th, 23:59:59 in Brasília."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    return world.last(MARIA)


DEADLINE = datetime(2026, 12, 1, 2, 59, 59, tzinfo=UTC)


def test_the_day_of_notice_is_left_out_and_the_last_day_counts_to_its_end(world: World, solved: Letter) -> None:
    assert world.ticket().deadline_at == DEADLINE
    assert solved.says("segunda-feira, 30 de novembro de 2026, 23h59")


def test_one_reminder_two_days_before_and_one_on_the_last_day(world: World, solved: Letter) -> None:
    assert solved
    world.later(days=4, hours=23)
    assert len([x for x in world.letters(MARIA) if x.says("prazo de resposta")]) <= 1
    for _ in range(60):
        world.later(hours=1)
    assert len([x for x in world.letters(MARIA) if x.says("Faltam 2 dias") or x.says("Hoje é o último dia")]) == 2


@pytest.mark.parametrize(("seconds", "status"), [(-1, "solved"), (0, "solved"), (61, "closed")])
def test_expires_exactly_at_the_printed_instant(world: World, solved: Letter, seconds: int, status: str) -> None:
    assert solved
    world.clock.at = DEADLINE + timedelta(seconds=seconds)
    world.work_off()
    assert world.ticket().status == status


def test_expiry_is_an_outcome_of_its_own_and_both_sides_are_told(world: World, solved: Letter) -> None:
    assert solved
    world.later(days=9)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "expired")
    for person in (MARIA, ANA):
        assert world.last(person).says("decurso de prazo")
        assert not world.last(person).says("aprovad")
    assert len([x for x in world.letters(MARIA) if x.says("Hoje é o último dia")]) == 0, "no reminder after the end"


def test_an_answer_that_arrived_in_time_and_waits_in_a_queue_wins(world: World, solved: Letter) -> None:
    world.clock.at = DEADLINE - timedelta(minutes=1)
    world.reply(solved, "APROVAR")
    world.clock.at = DEADLINE + timedelta(hours=5)
    world.jobs.strike()
    world.work_off()
    assert world.ticket().outcome == "approved"


def test_a_held_mail_that_names_the_ticket_delays_the_end_for_a_while_only(world: World, solved: Letter) -> None:
    world.clock.at = DEADLINE - timedelta(minutes=1)
    world.mail_in(MARIA, solved.subject, "APROVAR", login=False)
    world.work_off()
    world.later(hours=1)
    assert world.ticket().status == "solved"
    world.later(days=6)
    assert world.ticket().status == "solved"
    world.later(days=1)
    world.later(minutes=2)
    assert world.ticket().outcome == "expired"


def test_an_answer_after_the_end_stays_closed_and_is_explained(world: World, solved: Letter) -> None:
    world.later(days=9)
    mail = world.reply(solved, "RECUSAR: ainda há erro")
    world.work_off()
    assert (world.outcome(mail), world.ticket().outcome) == ("after-closing", "expired")
    assert world.last(MARIA).says("não reabre")


def test_an_answer_that_arrived_late_does_not_decide_even_before_the_timer_strikes(world: World, solved: Letter) -> None:
    world.clock.at = DEADLINE + timedelta(seconds=5)
    mail = world.reply(solved, "APROVAR")
    world.jobs.hear()
    assert world.outcome(mail) == "undecided-late"
    world.work_off()
    world.later(minutes=2)
    assert world.ticket().outcome == "expired"


def test_a_new_solution_after_a_refusal_starts_new_days(world: World, solved: Letter) -> None:
    world.later(days=3)
    world.reply(solved, "RECUSAR: não entendi")
    world.work_off()
    world.later(days=3)
    world.reply(world.last(ANA), "SOLUCIONAR\nExplico de novo.")
    world.work_off()
    world.later(days=3)
    assert world.ticket().status == "solved", "the first solution's end is void"
    assert world.ticket().deadline_at == datetime(2026, 12, 8, 2, 59, 59, tzinfo=UTC)


def test_a_solution_that_left_on_a_later_day_moves_the_deadline(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.relay.refuses[MARIA] = Temporary("o servidor não responde")
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    for _ in range(26):
        world.later(hours=1)
    del world.relay.refuses[MARIA]
    world.later(hours=2)
    assert world.ticket().deadline_at == datetime(2026, 12, 2, 2, 59, 59, tzinfo=UTC)
    letters = [x for x in world.letters(MARIA) if x.says("Veja o manual.")]
    assert letters[0].says("segunda-feira, 30 de novembro"), "the solution, in order, as it was written"
    assert letters[-1].says("terça-feira, 1º de dezembro")


def test_a_solution_refused_for_good_stops_the_days_and_goes_back(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.relay.refuses[MARIA] = Permanent(550, "5.1.1 mailbox unknown")
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert (world.ticket().status, world.ticket().deadline_at) == ("assigned", None)
    assert world.last(ANA).says("não chegou", "mailbox unknown")
    world.later(days=30)
    assert world.ticket().status == "assigned"


def test_a_bounce_of_the_solution_stops_the_days_too(world: World, solved: Letter) -> None:
    bounce = (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {solved.envelope_from}\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {MARIA}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )
    mail = world.raw_in(bounce.encode(), to=solved.envelope_from, mail_from="")
    world.work_off()
    assert world.outcome(mail) == "undelivered"
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says("não chegou")
    with world.tools.database.reading() as session:
        assert session.query(Outbound).filter_by(outcome="returned").count() == 1


def test_a_forged_bounce_without_our_token_changes_nothing(world: World, solved: Letter) -> None:
    bounce = (
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {MARIA}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )
    mail = world.raw_in(bounce.encode(), mail_from="")
    world.work_off()
    assert solved
    assert (world.outcome(mail), world.ticket().status) == ("bounce", "solved")


def test_a_mail_that_cannot_be_worked_is_set_aside_after_three_tries_and_the_others_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading.careful_read

    def poisoned(raw: bytes, *more: object, **named: object) -> object:
        if b"veneno" in raw:
            raise RuntimeError("cannot be read")
        return whole(raw, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "careful_read", poisoned)
    bad = world.mail_in(MARIA, "[11] veneno", "veneno")
    good = world.mail_in(MARIA, "[11] bom")
    world.work_off()
    assert (world.outcome(good), world.outcome(bad)) == ("opened", None)
    for _ in range(5):
        world.later(minutes=2)
    assert world.outcome(bad) == "dead"
    with world.tools.database.reading() as session:
        assert session.get_one(Inbound, bad).attempts == 3
