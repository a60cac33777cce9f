"""What does the log tell? One line a record, and nothing of anybody (T103, T118)."""

import io
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from gateway.commands.log import OneLine
from gateway.post.relay import Permanent
from tests import logs
from tests.world import ANA, MARIA, PNG, World

HOSTILE = ["\r\n", "\n", "\r", "\v", "\f", "\x1b[31m", "\x00", "\x85", "\u2028", "\u2029", "\u202e", "\x9b", '"}', "\t"]


@pytest.fixture
def line() -> Iterator[io.StringIO]:
    """What a logger of ours writes in the gateway's form."""
    with logs.line("gateway.tests.log", "text") as written:
        yield written


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_record_is_one_line_of_printable_signs(line: io.StringIO, sign: str) -> None:
    logging.getLogger("gateway.tests.log").warning("Assunto: %s", f"Erro{sign}2026-11-23 10:00:00,000 INFO gateway: forjado{sign}")
    written = line.getvalue()
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1
    assert written[:-1].isprintable()
    assert written.encode()


def test_half_a_surrogate_is_written_as_signs_that_can_be_encoded() -> None:
    record = logging.makeLogRecord({"msg": "Assunto: %s", "args": (chr(0xD800),)})
    assert OneLine().format(record).endswith("Assunto: \\ud800")


def test_a_cpf_in_a_record_is_covered(line: io.StringIO) -> None:
    logging.getLogger("gateway.tests.log").warning("%s e %s", "321.654.987-00", "32165498700")
    assert line.getvalue().count("***.654.987-**") == 2


@pytest.mark.timeout(20)  # seconds; a look at each sign from each sign on takes minutes
def test_a_long_word_costs_little(line: io.StringIO) -> None:
    logging.getLogger("gateway.tests.log").warning("%s maria@str-valesereno.example", "x" * 200_000)
    assert "(address)" in line.getvalue()
    assert "maria" not in line.getvalue()


def test_an_exception_tells_its_kind_and_place_in_the_same_line_and_no_word(line: io.StringIO) -> None:
    try:
        try:
            int("Maria escreveu 321.654.987-00")
        except ValueError as error:
            raise RuntimeError("a senha é carteiro") from error
    except RuntimeError:
        logging.getLogger("gateway.tests.log").exception("Failed: inbound %d", 7)
    written = line.getvalue()
    assert len(written.splitlines()) == 1
    assert all(word in written for word in ("Failed: inbound 7", "builtins.RuntimeError", "builtins.ValueError", "test_log.py:"))
    assert not any(word in written for word in ("Maria", "senha"))


def test_what_the_disk_and_the_database_say_of_themselves_is_told(line: io.StringIO) -> None:
    for error in (OSError(28, "No space left on device", "/mail/maria@x.example"), OperationalError("SELECT 1", {}, Exception("locked"))):
        logging.getLogger("gateway.tests.log").error("Fault", exc_info=error)
    assert "No space left on device" in line.getvalue()
    assert "locked" in line.getvalue()
    assert "maria" not in line.getvalue()


@pytest.fixture
def root() -> Iterator[io.StringIO]:
    """The whole log as `log_from` sets it up, at DEBUG."""
    with logs.root(logging.DEBUG, "text") as written:
        yield written


def test_at_debug_no_word_name_or_address_of_a_mail_is_told_whatever_goes_wrong(
    root: io.StringIO, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.relay.refuses[ANA] = Permanent(550, f"5.1.1 {ANA} unknown, 321.654.987-00")
    own = {"From": f"Maria da Conceição <{MARIA}>"}
    world.mail_in(MARIA, "[12] Zebra 321.654.987-00", "Girafa 32165498700", headers=own, files={"onça.png": PNG})
    world.work_off()
    reply = world.last(MARIA)

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"Zebra Girafa {MARIA} 321.654.987-00")

    with monkeypatch.context() as patch:
        patch.setattr(world.tools.letters, "compose", broken)
        world.reply(reply, "Leopardo.")
        world.jobs.hear()
    world.later(minutes=5)
    told = root.getvalue()
    assert "ValueError" in told
    assert "Heard in-1: opened" in told
    words = ("Zebra", "Girafa", "Leopardo", "onça", "654.987", "654987", "@", "Maria", "Conceição", "maria", "Ana", "carteiro.example")
    assert [word for word in words if word in told] == []
    assert all(line[:4].isdigit() for line in told.splitlines())
