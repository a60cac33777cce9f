"""Does each fault that the rows tell of turn one named check red, and green again by itself, with one letter each time?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.clockwork.jobs import Jobs
from gateway.desk import deadlines, waiting
from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from gateway.post.relay import Temporary
from gateway.settings import Settings
from storage.mail import held
from storage.record import stamps
from storage.record.stamps import Stamped
from storage.schedule import due
from storage.tables import ENDS, Inbound, Outbound
from tests.watched import OPERATOR, Watched, opened, watched
from tests.world import ANA, MARIA

HOUR = 60


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as made:
        yield made


class Faulty(FileDirectory):
    """A directory with a fault of ours."""

    def by_id(self, person_id: str) -> Person | None:
        raise ValueError(person_id)

    by_mail = by_id


def test_a_gateway_at_work_is_green_and_writes_to_nobody(world: Watched) -> None:
    opened(world)
    world.pass_minutes(5)
    assert world.red == set()
    assert world.told == []


def test_letters_that_do_not_leave(world: Watched) -> None:
    opened(world)
    world.relay.refuses[MARIA] = Temporary("421 later")
    world.pass_minutes(HOUR)
    assert (world.red, world.told) == (set(), [])
    world.pass_minutes(HOUR)
    assert world.red == {"outbox"}
    assert "1 letter waited" in world.check("outbox").says
    assert world.told == ["Carteiro: há cartas que não saem"]
    del world.relay.refuses[MARIA]
    world.pass_minutes(2 * HOUR)
    assert world.red == set()
    assert world.told == ["Carteiro: há cartas que não saem", "Carteiro: as cartas voltaram a sair"]
    assert world.last(OPERATOR).says("Desde: 23/11/2026 10:", "Até: 23/11/2026 1")


def test_a_mail_that_is_put_off_again_and_again(world: Watched) -> None:
    number = opened(world)
    for _ in range(10):
        world.clock.at += timedelta(minutes=4)
        with world.tools.database.writing() as session:
            session.get_one(Inbound, number).due_at = world.clock() + timedelta(minutes=4)
        world.alarming.look()
    assert "inbox" in world.red
    assert "1 mail waited undecided" in world.check("inbox").says
    assert world.told == []
    world.work_off()
    world.pass_minutes(40)
    assert world.red == set()
    assert {"Carteiro: há e-mails sem decisão", "Carteiro: os e-mails voltaram a ser decididos"} <= set(world.told)


def test_a_mail_that_was_set_aside(world: Watched) -> None:
    good = world.tools
    number = opened(world)
    world.tools = replace(good, directory=Faulty({}, ()))
    world.jobs = Jobs(world.tools)
    world.pass_minutes(HOUR)
    assert world.outcome(number) == due.DEAD
    world.tools, world.jobs = good, Jobs(good)
    assert world.red == {"quarantine"}
    assert "1 mail," in world.check("quarantine").says
    assert world.told == ["Carteiro: há algo posto de lado"]
    with world.tools.database.writing() as session:
        assert due.renew(session, Inbound, number, world.clock())
    world.pass_minutes(40)
    assert world.red == set()
    assert world.told[1:] == ["Carteiro: nada mais está posto de lado"]


def test_a_letter_that_was_given_up_lies_in_quarantine_and_not_in_the_outbox(world: Watched) -> None:
    opened(world)
    world.work_off()
    with world.tools.database.writing() as session:
        letter = session.query(Outbound).order_by(Outbound.id).limit(1).one()
        letter.outcome, letter.settled_at = due.DEAD, world.clock()
    assert world.red == {"quarantine"}
    assert "1 letter," in world.check("quarantine").says


def test_nobody_works(world: Watched) -> None:
    opened(world)
    world.works = False
    world.pass_minutes(5)
    assert world.red == {"sweep"}
    world.works = True
    world.work_off()
    assert world.told == ["Carteiro: o trabalho está parado"]
    world.pass_minutes(40)
    assert world.red == set()
    assert world.told[1:] == ["Carteiro: o trabalho voltou a andar"]


def test_what_waits_for_an_earlier_mail_of_its_conversation_is_not_taken_for_left_alone(world: Watched) -> None:
    opened(world)
    world.relay.refuses = {MARIA: Temporary("421 later"), ANA: Temporary("421 later")}
    world.work_off()
    with world.tools.database.reading() as session:
        number = world.ticket().number
        assert session.query(Outbound).filter(Outbound.outcome.is_(None)).count() > 1
    world.mail_in(MARIA, f"Sobre {number}", "Mais um detalhe.")
    world.pass_minutes(30)
    assert world.red == set()


def test_an_end_that_is_held_up(world: Watched) -> None:
    opened(world)
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    ticket = world.ticket()
    assert ticket.deadline_at is not None
    world.clock.at = ticket.deadline_at - timedelta(hours=2)
    claimed = world.mail_in(MARIA, f"Sobre {ticket.number}", "APROVAR", login=False)
    world.pass_minutes(3 * HOUR)
    assert (world.outcome(claimed), world.red, world.told) == ("held-claimed", set(), [])
    world.pass_minutes(10)
    assert world.red == {"expiry"}
    assert world.told == ["Carteiro: há prazos que não se encerram"]
    with world.tools.database.writing() as session:
        assert held.free(session, claimed, "operator", world.clock())
    world.pass_minutes(40)
    assert (world.ticket().status, world.red) == ("closed", set())
    assert world.told[1:] == ["Carteiro: os prazos voltaram a se encerrar"]


def test_all_kinds_of_ends_are_watched() -> None:
    assert ENDS == (deadlines.EXPIRE, waiting.ABANDON)


def test_nothing_is_sealed(world: Watched) -> None:
    opened(world)
    world.jobs.hear()
    world.clock.at += timedelta(minutes=HOUR + 1)
    while world.jobs.send() + world.jobs.strike():
        pass
    assert world.red == {"record"}
    world.work_off()
    assert world.red == set()


def test_an_older_state(world: Watched) -> None:
    world.tools.database.gate.shut("it is the backup of last week")
    assert world.red == {"record"}
    assert "the backup of last week" in world.check("record").says


def test_the_record_is_not_stamped(world: Watched, tmp_path: Path) -> None:
    url = f"https://carimbo.example/tsa?ca={tmp_path}/roots"
    world.settings = Settings.model_validate({**world.settings.model_dump(), "timestamps": url})
    opened(world)
    world.work_off()
    world.pass_minutes(2 * HOUR)
    assert world.red == set()
    world.pass_minutes(2 * HOUR)
    assert (world.red, world.told) == ({"stamps"}, []), "whoever asks for time-stamps has told"
    with world.tools.database.writing() as session:
        stamps.put(session, Stamped(10_000, "0" * 64, world.clock(), "https://carimbo.example", b"token"))
    assert world.red == set()
