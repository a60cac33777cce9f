"""Does the deadline arrive in a calendar as it was meant, whatever a title holds?"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar, Component

from gateway.post import agenda
from gateway.post.mime import File, build
from tests.letters.asked import ALL
from tests.letters.samples import DEADLINE, OFFICE, OPENED, PAPERS, SOLVED, TICKET, letters
from tests.letters.test_mime import LETTER

LETTERS = letters()
NOW = OPENED + timedelta(hours=1)
PROPERTIES = {"SUMMARY", "DTSTART", "DTSTAMP", "UID", "SEQUENCE", "DESCRIPTION", "TRANSP"}
EVIL = [
    "a, b; c \\ d \\n e\\",
    "fim\r\nATTENDEE:mailto:x@y.example\r\nEND:VEVENT",
    "fim\nBEGIN:VALARM\nACTION:EMAIL",
    "dobra\r\n CLASS:PUBLIC\x0b\x0c\x85\u2028ORGANIZER:mailto:x@y.example\u2029\x00",
    "{{7*7}} {% if %} %(x)s {0.__class__} %s",
    "nota\u202efdp\u200b",
    '"aspas": dois^pontos;X=1',
    "é" * 300,
    "😀" * 200,
]


def made(title: str = TICKET.title, *, confidential: bool = False, now: datetime = NOW, kind: str = "solution", **changes: Any) -> str:
    facts = {"ticket": replace(SOLVED, title=title, **changes)}
    found = agenda.prazo(LETTERS, OFFICE, kind, facts, now, confidential=confidential)
    assert found is not None
    return found.text


def entry(text: str) -> Component:
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def folded(text: str) -> list[bytes]:
    return text.encode().split(b"\r\n")


def test_it_is_an_entry_of_the_last_day_that_asks_nobody_for_anything() -> None:
    text = made()
    calendar = Calendar.from_ical(text)
    event = entry(text)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert event.keys() == PROPERTIES
    assert event["DTSTART"].dt == date(2026, 12, 1), "the day whose last second is the end, in the office's zone"
    assert event["DTSTART"].params == {"VALUE": "DATE"}
    assert (event["TRANSP"], event["UID"], event["DTSTAMP"].dt) == ("TRANSPARENT", "L_61122001.1@carteiro.example", NOW)
    [alarm] = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-15)), "at nine the day before"
    assert event.errors == calendar.errors == []


def test_a_plain_term_ends_at_its_instant() -> None:
    end = datetime(2026, 11, 30, 13, 30, tzinfo=UTC)
    text = made(deadline=end)
    assert "DTSTART:20261130T133000Z\r\n" in text
    [alarm] = entry(text).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-1)


def test_it_says_what_to_do_until_when() -> None:
    event = entry(made())
    assert event["SUMMARY"] == "Último dia: aprovar ou recusar a solução (L_61122001)"
    description = str(event["DESCRIPTION"])
    assert description.startswith("Chamado L_61122001: Portal indisponível desde cedo\n\n")
    assert "terça-feira, 1º de dezembro de 2026, 23h59, horário de Brasília" in description
    assert "responda ao e-mail que traz a solução" in " ".join(description.split())
    assert "mailto:" not in description, "an entry outlives the solution that it was made for"


def test_what_is_asked_can_be_answered_from_the_entry() -> None:
    description = str(entry(made(kind="question", status="pending", round=0))["DESCRIPTION"])
    links = re.findall(r"^mailto:.*$", description, re.MULTILINE)
    assert [parse_qs(urlsplit(link).query).get("body") for link in links] == [None, ["CANCELAR"]]
    assert all(link.startswith("mailto:suporte@carteiro.example?subject=%5BL_61122001%5D") for link in links)


@pytest.mark.parametrize(("missing", "words"), [(None, "Responda à pergunta da equipe"), (PAPERS, "Envie o que falta")])
def test_a_question_has_its_own_words(missing: object, words: str) -> None:
    pending = replace(SOLVED, status="pending")
    found = agenda.prazo(LETTERS, OFFICE, "question_reminder", {"ticket": pending, "missing": missing}, NOW, confidential=False)
    assert found is not None
    assert words in entry(found.text)["DESCRIPTION"]
    assert "APROVAR" not in found.text


@pytest.mark.parametrize("title", EVIL)
def test_no_title_adds_a_property_and_every_line_is_lawful(title: str) -> None:
    text = made(title)
    calendar = Calendar.from_ical(text)
    assert set(calendar) == {"VERSION", "PRODID", "METHOD"}
    assert [c.name for c in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM"]
    assert entry(text).keys() == PROPERTIES
    assert folded(text)[-1] == b""
    assert all(len(line) <= 75 for line in folded(text))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", text.encode())
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x85\u2028\u2029\u202e\u200b]", text)


@pytest.mark.parametrize("title", [EVIL[0], EVIL[4], EVIL[6]])
def test_a_title_reads_as_it_was_written(title: str) -> None:
    assert f"Chamado L_61122001: {title}\n" in entry(made(title))["DESCRIPTION"]


def test_a_confidential_ticket_gives_its_number_and_nothing_else() -> None:
    text = made("Denúncia contra Fulano", confidential=True)
    event = entry(text)
    assert event["CLASS"] == "PRIVATE"
    for fact in ("Denúncia", "Fulano", TICKET.entity, TICKET.requester, TICKET.item):
        assert fact not in "".join(map(str, event.values()))


def test_no_token_goes_into_a_calendar_that_others_may_see() -> None:
    assert "suporte+" not in made()


def test_the_entry_of_a_round_is_one_and_grows() -> None:
    first, later = entry(made()), entry(made(now=NOW + timedelta(days=1), deadline=DEADLINE + timedelta(days=1)))
    assert first["UID"] == later["UID"]
    assert first["SEQUENCE"] < later["SEQUENCE"]
    assert entry(made(round=2))["UID"] != first["UID"]
    assert entry(made(now=OPENED - timedelta(hours=1)))["SEQUENCE"] == 0


def test_every_letter_whose_reader_must_answer_in_time_has_one_and_no_other() -> None:
    having = {s.kind for s in ALL if agenda.prazo(LETTERS, OFFICE, s.kind, s.facts, NOW, confidential=False)}
    assert having == agenda.KINDS
    printing = set()
    for sample in ALL:
        text = LETTERS.compose(sample.kind, OFFICE.address, sample.facts).text
        printing |= {sample.kind} if "terça-feira, 1º de dezembro de 2026" in " ".join(text.split()) else set()
    assert having <= printing
    over, no_ticket_yet, technicians, asked_about = {"expired", "unanswered"}, {"catalogue", "which_entity"}, {"solution_sent"}, {"history"}
    assert printing - having == over | no_ticket_yet | technicians | asked_about | {"answer"}


@pytest.mark.parametrize("now", [DEADLINE, DEADLINE + timedelta(days=1)])
def test_nothing_is_put_into_a_calendar_once_it_is_over(now: datetime) -> None:
    assert agenda.prazo(LETTERS, OFFICE, "solution", {"ticket": SOLVED}, now, confidential=False) is None


def test_it_rides_along_as_a_file_and_not_as_an_invitation() -> None:
    file = File("prazo-L_61122001.ics", agenda.TYPE, made().encode(), "utf-8")
    raw = build(replace(LETTER, attachments=(file,)))
    assert b'\r\nContent-Type: text/calendar; charset="utf-8"; method=PUBLISH\r\n' in raw
    [part] = message_from_bytes(raw, policy=policy.default).iter_attachments()
    assert (part["Content-Disposition"].content_disposition, part.get_filename()) == ("attachment", "prazo-L_61122001.ics")
    assert part.get_payload(decode=True) == made().encode()


def test_a_calendar_that_somebody_else_sent_is_passed_on_without_our_words() -> None:
    mail = message_from_bytes(build(replace(LETTER, attachments=(File("convite.ics", agenda.TYPE, b"x"),))), policy=policy.default)
    assert [part["Content-Type"] for part in mail.iter_attachments()] == ["text/calendar"]
