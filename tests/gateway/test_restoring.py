"""Is an older state of the database seen for what it is, and does nothing go on record on top of it?"""

import logging
import shutil
import threading
from contextlib import closing
from pathlib import Path

import pytest

from gateway.clockwork.witnessing import Witnessing
from gateway.commands import shown
from gateway.commands.starting import USAGE
from storage.gate import Shut
from storage.record import items, seals
from storage.record.findings import TRUNCATED
from storage.restoring import witness
from storage.restoring.restored import OlderState
from storage.tables import Ticket
from tests.restoring import REASON, Office, back_up, lose_and_restore, office, run, started
from tests.wire.premises import until
from tests.world import MARIA

__all__ = ["office"]


def test_an_older_state_is_refused_until_an_operator_agrees(office: Office, tmp_path: Path) -> None:
    office.works(3)
    back_up(office, tmp_path / "backup")
    letter = office.works(4)
    lose_and_restore(office, tmp_path / "backup")
    assert office.wrong() == set(), "nothing in the database itself shows it"
    assert TRUNCATED in office.wrong(letter)
    (tmp_path / "carta.eml").write_bytes(letter)
    ended, said = started("evidence", "verify", "--anchor", str(tmp_path / "carta.eml"), "--unsigned")
    assert ended == 1
    assert f"{TRUNCATED}: carta.eml: " in said

    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"From: maria@str-valesereno.example\r\nSubject: [12] Portal\r\n\r\nErro.\r\n")
    for command, code in ((("up",), USAGE), (("work",), USAGE), (("smtp",), USAGE), (("deliver", str(mail)), shown.AGAIN)):
        ended, said = started(*command)
        assert ended == code, said
        assert "The database is an older state" in said
        assert "carteiro evidence accept --reason" in said

    accepted = run("evidence", "accept", "--reason", REASON)
    assert accepted.exit_code == 0, accepted.output
    assert started("deliver", str(mail))[0] == 0
    office.works(3)
    assert len(office.given) == 10
    assert office.wrong() == set()
    assert office.wrong(letter), "what was lost stays lost, whoever agrees"


def test_a_running_process_puts_nothing_on_record_any_more_when_its_database_is_put_back(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.works(1)
    back_up(office, tmp_path / "backup")
    monkeypatch.setattr("gateway.clockwork.sealing.EVERY_SECONDS", 0.05)
    with closing(office.world()) as world:
        world.mail_in(MARIA, "[12] Portal fora do ar")
        world.work_off()
        world.tools.database.close()
        lose_and_restore(office, tmp_path / "backup")
        world.mail_in(MARIA, "[12] Portal fora do ar")
        with pytest.raises(OlderState):
            world.work_off()
        with world.tools.database.reading() as session:
            drawn = [row.number for row in session.query(Ticket)]
        for refused in (lambda: world.mail_in(MARIA, "[12] Portal fora do ar"), world.jobs.hear):
            with pytest.raises(Shut, match="the database is an older state"):
                refused()
        with world.tools.database.reading() as session:
            assert [row.number for row in session.query(Ticket)] == drawn, "no number is given out any more"
        world.sealing.rounds.open()
        until(lambda: all(thread.name != "sealing" for thread in threading.enumerate()), 30)
        with world.tools.database.reading() as session:
            assert seals.unsealed(session, items.MAIL, 0), "what came since is sealed once an operator agrees"
    assert [r.levelno for r in caplog.records if "Nothing is put on record any more" in r.getMessage()] == [logging.CRITICAL]
    assert run("evidence", "accept", "--reason", REASON).exit_code == 0
    office.works(1)
    assert office.wrong() == set()


@pytest.mark.timeout(200)  # nine programs start, one after the other
def test_no_command_writes_on_an_older_state(office: Office, tmp_path: Path) -> None:
    office.works(1)
    back_up(office, tmp_path / "backup")
    office.works(1)
    lose_and_restore(office, tmp_path / "backup")
    number, file = min(office.given), tmp_path / "written"
    for words in (
        ("ticket", "hold", number, "--reason", "auditoria"),
        ("ticket", "unhold", number, "--reason", "auditoria"),
        ("mail", "retry", "in-1"),
        ("mail", "release", "in-1"),
        ("person", "erase", MARIA, "--reason", "pedido", "--yes"),
        ("person", "export", MARIA, "-o", str(file)),
        ("incident", "export", "--since", "2026-01-01", "-o", str(file)),
    ):
        ended, said = started(*words)
        assert (ended, "The database is an older state" in said) == (USAGE, True), (words, said)
        assert not file.exists()
    for words in (("ticket", "show", number), ("person", "erase", MARIA, "--reason", "pedido", "--dry-run")):
        assert "The database is an older state" not in started(*words)[1], "to look is allowed"


def test_a_witness_that_cannot_be_understood_stops_nobody(office: Office) -> None:
    office.works(1)
    (office.home / witness.NAME).write_text("{}")
    mail = office.home / "mail.eml"
    mail.write_bytes(b"From: maria@str-valesereno.example\r\nSubject: [12] Portal\r\n\r\nErro.\r\n")
    code, said = started("deliver", str(mail))
    assert (code, "cannot be read" in said) == (0, True)


def test_a_witness_that_cannot_be_written_disturbs_no_sealing(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    (office.home / witness.NAME).mkdir()
    office.works(1)
    assert "could not be written" in caplog.text
    shutil.rmtree(office.home / witness.NAME)


def test_a_process_that_seals_nothing_remembers_the_end_too(office: Office) -> None:
    office.works(1)
    elsewhere = office.home / "doors"
    elsewhere.mkdir()
    with closing(office.world()) as world:
        tools = world.tools
        Witnessing(tools.database, elsewhere, world.clock, tools.rules.calendar.local).look()
        with tools.database.reading() as session:
            end = seals.head(session)
    kept, ours = (witness.read(folder / witness.NAME) for folder in (elsewhere, office.home))
    assert kept is not None
    assert (kept.seq, kept.hash) == (end.seq, end.hash)
    assert kept == ours
