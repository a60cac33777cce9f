"""Is the operator told of a mailbox in trouble, in a letter that leaves, while the log holds no address?"""

import logging
from pathlib import Path

import jinja2
import pytest

from gateway.clockwork import alarm
from tests.world import MONDAY, World

OPERATOR = "plantao@orgao.example"
MAILBOX = "suporte@orgao.example@imap.orgao.example/INBOX/Entrada"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, operator=OPERATOR)


def test_the_letter_goes_to_the_operator_and_says_which_mailbox(world: World) -> None:
    made = alarm.of_mailbox(world.tools, MAILBOX, "login", "NO [AUTHENTICATIONFAILED] Authentication failed.", MONDAY)
    assert made is not None
    world.work_off()
    letter = world.last(OPERATOR)
    assert letter.says(MAILBOX, "Desde: 23/11/2026 10:00", "usuário e o arquivo da senha", "AUTHENTICATIONFAILED", "carteiro doctor")
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    assert len(world.letters()) == 1


def test_two_letters_are_two_mails(world: World) -> None:
    for why in ("silent", alarm.UNFILED):
        alarm.of_mailbox(world.tools, MAILBOX, why, "", MONDAY)
    world.work_off()
    assert len({letter.mail["Message-ID"] for letter in world.letters(OPERATOR)}) == 2


def test_a_letter_that_comes_back_is_answered_by_nobody(world: World) -> None:
    alarm.of_mailbox(world.tools, MAILBOX, "silent", "", MONDAY)
    world.work_off()
    came = world.raw_in(world.last(OPERATOR).mail.as_bytes())
    world.work_off()
    assert (world.outcome(came), len(world.letters())) == ("automatic", 1)


@pytest.mark.parametrize(
    ("why", "level"), [("tls", logging.CRITICAL), (alarm.UNFETCHABLE, logging.CRITICAL), (alarm.RENUMBERED, logging.WARNING)]
)
@pytest.mark.parametrize("operator", ["", OPERATOR])
def test_the_log_tells_host_and_reason_and_no_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, why: str, level: int, operator: str
) -> None:
    world = World(tmp_path, operator=operator)
    made = alarm.of_mailbox(world.tools, MAILBOX, why, "NO no such user suporte@orgao.example", MONDAY)
    assert (made is None) == (not operator)
    said = [(r.levelno, r.getMessage()) for r in caplog.records if r.name.startswith("gateway")]
    assert said == [(level, f"Alarm: a mailbox on imap.orgao.example: {why}")]


def test_a_word_without_a_sentence_is_an_error(world: World) -> None:
    with pytest.raises(jinja2.UndefinedError):
        alarm.of_mailbox(world.tools, MAILBOX, "weather", "", MONDAY)
