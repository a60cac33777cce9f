"""The deadline in the reader's own calendar: who gets it with which letter, when it moves, and what a calendar's answer does."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar, Component

from gateway.desk import telling
from gateway.post.relay import Temporary
from tests.mails.making.automaticas import ICS
from tests.stories.test_evidence import opened
from tests.world import ANA, MARIA, PNG, Letter, World


def solved(world: World, subject: str = "[11] Como protocolar?") -> Letter:
    world.mail_in(MARIA, subject)
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    return world.last(MARIA)


def entry(letter: Letter) -> Component:
    [event] = Calendar.from_ical(letter.prazo).walk("VEVENT")
    return event


def links(letter: Letter) -> dict[str, tuple[str, str]]:
    """Body -> address and subject of the links in the entry."""
    found = [urlsplit(line) for line in str(entry(letter)["DESCRIPTION"]).splitlines() if line.startswith("mailto:")]
    queries = [(link.path, parse_qs(link.query)) for link in found]
    return {query.get("body", [""])[0]: (path, query["subject"][0]) for path, query in queries}


def test_the_solution_brings_the_last_day_to_the_representative_and_to_nobody_else(world: World) -> None:
    solution = solved(world)
    event = entry(solution)
    assert event["DTSTART"].dt == date(2026, 11, 30), "the day that the letter prints"
    assert solution.says("segunda-feira, 30 de novembro de 2026, 23h59")
    assert event["DTSTAMP"].dt == world.clock()
    assert [x.to for x in world.letters() if x.prazo] == [MARIA]


def test_a_moved_deadline_moves_the_entry(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.relay.refuses[MARIA] = Temporary("o servidor não responde")
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    for _ in range(26):
        world.later(hours=1)
    del world.relay.refuses[MARIA]
    world.later(hours=2)
    first, moved = (entry(letter) for letter in world.letters(MARIA) if letter.prazo)
    assert (first["DTSTART"].dt, moved["DTSTART"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]


def test_reminders_carry_it_again_and_a_new_solution_has_its_own(world: World) -> None:
    first = entry(solved(world))
    world.later(days=5)
    world.later(days=2)
    reminders = [entry(x) for x in world.letters(MARIA) if x.says("A SOLUÇÃO Veja o manual.")]
    assert [(r["UID"], r["DTSTART"].dt) for r in reminders] == [(first["UID"], first["DTSTART"].dt)] * 2
    world.reply(world.last(MARIA), "RECUSAR: não entendi")
    world.work_off()
    assert not world.last(MARIA).prazo
    world.reply(world.last(ANA), "SOLUCIONAR\nExplico de novo.")
    world.work_off()
    assert entry(world.last(MARIA))["UID"] != first["UID"]


def test_a_plain_term_ends_at_its_instant(tmp_path: Path) -> None:
    world = World(tmp_path, deadline="plain")
    event = entry(solved(world))
    world.close()
    assert event["DTSTART"].dt == world.clock() + timedelta(days=7)


def test_an_old_entry_cannot_decide_a_new_solution(world: World) -> None:
    """It stays in the calendar when its solution was refused: whoever taps there must not close the ticket."""
    assert links(solved(world)) == {}


def test_what_is_asked_of_the_representative_has_it_beside_the_comprovante(world: World) -> None:
    receipt = opened(world, "[12] Portal fora do ar")
    number = world.ticket().number
    assert entry(receipt)["SUMMARY"] == f"Último dia: enviar o que falta ({number})"
    assert list(receipt.files) == [f"comprovante-{number}.txt"]
    assert [p.get_filename() for p in receipt.mail.iter_attachments()] == [f"comprovante-{number}.txt", f"prazo-{number}.ics"]
    world.later(days=8)
    assert entry(world.last(MARIA))["UID"] == entry(receipt)["UID"]
    world.reply(world.last(MARIA), "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert not world.last(MARIA).prazo, "nothing is to be done any more"
    world.later(hours=1)
    world.reply(world.last(ANA), "PENDENTE\nDesde quando?")
    world.work_off()
    question = entry(world.last(MARIA))
    assert question["SUMMARY"] == f"Último dia: responder à equipe ({number})"
    assert question["SEQUENCE"] > entry(receipt)["SEQUENCE"], "the next days of the same round take the entry over"


def test_a_receipt_that_asks_for_nothing_has_none(world: World) -> None:
    assert not opened(world, "[11] Como protocolar?").prazo


def test_files_too_big_to_ride_along_leave_it_where_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "RIDE_ALONG", len(PNG))
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja.", files={"um.png": PNG + b"1", "dois.png": PNG})
    world.work_off()
    solution = world.last(MARIA)
    assert list(solution.files) == ["dois.png"]
    assert entry(solution)["DTSTART"].dt == date(2026, 11, 30)


def test_a_confidential_ticket_puts_no_word_of_it_into_a_calendar(world: World) -> None:
    solution = solved(world, "[01] Denúncia contra Fulano")
    event = entry(solution)
    assert event["CLASS"] == "PRIVATE"
    assert "Fulano" not in str(event["DESCRIPTION"])
    assert "Denúncia" not in solution.prazo.decode()


def test_our_calendar_that_comes_back_with_an_answer_does_no_harm(world: World) -> None:
    """A client that attaches what it answers: METHOD:PUBLISH is no calendar's answer."""
    solution = solved(world)
    world.later(hours=1)
    mail = world.raw_in(answered(solution, "APROVAR", solution.prazo.decode(), "PUBLISH"), login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    assert (world.outcome(mail), world.ticket().outcome) == ("approved", "approved")


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
def test_a_calendar_s_answer_is_set_aside_and_gets_none(world: World, method: str) -> None:
    """Whoever presses "accept" on an entry has decided nothing about a solution."""
    solution = solved(world)
    world.later(hours=1)
    before = len(world.relay.letters)
    calendar = ICS.replace("METHOD:REPLY", f"METHOD:{method}").replace("reuniao-1", str(entry(solution)["UID"]))
    mail = world.raw_in(answered(solution, "APROVAR", calendar, method), login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    assert world.outcome(mail) == "automatic"
    assert (world.ticket().status, len(world.relay.letters)) == ("solved", before)


def answered(letter: Letter, body: str, calendar: str, method: str) -> bytes:
    """An answer to a letter with a calendar beside its text."""
    return (
        f"From: {MARIA}\r\nTo: {letter.mail['Reply-To']}\r\nSubject: Aceito: {letter.subject}\r\nMessage-ID: <a@cliente.example>\r\n"
        f"In-Reply-To: {letter.mail['Message-ID']}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        f"--x\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\r\n{calendar}\r\n--x--\r\n"
    ).encode()
