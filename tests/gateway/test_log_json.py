"""Is the log in JSON one object a line, and does it tell as little as the other form?"""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from gateway.commands.log import JsonLine, tell
from tests import logs
from tests.gateway.test_log import HOSTILE

LOGGER = logging.getLogger("gateway.tests.json")


@pytest.fixture
def line() -> Iterator[io.StringIO]:
    """What a logger writes in this form."""
    with logs.line(LOGGER.name, "json") as written:
        yield written


def one(written: io.StringIO) -> dict[str, Any]:
    """The one object that was written."""
    text = written.getvalue()
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert text[:-1].isprintable()
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_record_is_one_object_on_one_line_of_printable_signs(line: io.StringIO, sign: str) -> None:
    said = f'Erro{sign}{{"event": "forjado"}}{sign}'
    LOGGER.warning("Assunto: %s", said)
    assert one(line)["event"] == f"Assunto: {said}"


def test_half_a_surrogate_is_written_as_signs_that_can_be_encoded() -> None:
    written = JsonLine().format(logging.makeLogRecord({"msg": "Assunto: %s", "args": (chr(0xD800),)}))
    assert json.loads(written)["event"] == f"Assunto: {chr(0xD800)}"
    assert written.encode()


def test_a_line_says_when_how_grave_and_by_whom(line: io.StringIO) -> None:
    LOGGER.error("Fault at the door")
    found = one(line)
    assert datetime.fromisoformat(found.pop("time")).utcoffset() is not None
    assert isinstance(found.pop("process"), int)
    assert found == {"level": "error", "logger": "gateway.tests.json", "event": "Fault at the door"}


def test_cpf_and_address_are_covered(line: io.StringIO) -> None:
    LOGGER.warning("%s e %s, maria@x.example", "321.654.987-00", "32165498700")
    assert one(line)["event"] == "***.654.987-** e ***.654.987-**, (address)"


def test_an_exception_tells_kind_and_place_and_no_word(line: io.StringIO) -> None:
    try:
        try:
            int("Maria escreveu 321.654.987-00")
        except ValueError as error:
            raise RuntimeError("a senha é carteiro") from error
    except RuntimeError:
        LOGGER.exception("Failed: inbound %d", 7)
    found = one(line)
    assert found["event"] == "Failed: inbound 7"
    assert [thrown["kind"] for thrown in found["exception"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert all("test_log_json.py:" in thrown["at"][-1] for thrown in found["exception"])
    assert not any(word in line.getvalue() for word in ("Maria", "senha"))


def test_what_the_database_says_of_itself_is_told_without_addresses(line: io.StringIO) -> None:
    LOGGER.error("Fault", exc_info=OperationalError("SELECT 1", {}, Exception("locked by maria@x.example")))
    assert one(line)["exception"] == [{"kind": "sqlalchemy.exc.OperationalError: locked by (address)", "at": []}]


@pytest.fixture
def root() -> Iterator[io.StringIO]:
    """The whole log as a part of the gateway sets it up, in JSON."""
    with logs.root(logging.INFO, "json") as written:
        yield written


@pytest.mark.parametrize("library", ["dramatiq.worker.WorkerThread", "sqlalchemy.pool", "alembic.runtime", "mail.log", "aiohttp.server"])
def test_libraries_write_the_same_form(root: io.StringIO, library: str) -> None:
    logging.getLogger(library).error("Trouble with %s", "maria@x.example")
    assert one(root)["logger"] == library
    assert one(root)["event"] == "Trouble with (address)"


def test_what_is_told_to_whoever_starts_it_is_a_record_too(root: io.StringIO) -> None:
    tell("Carteiro takes mail on 127.0.0.1:2525; Ctrl-C ends it.")
    assert one(root)["level"] == "info"
    assert one(root)["event"].startswith("Carteiro takes mail on 127.0.0.1:2525")
