"""Does each line say of which mail, letter and ticket it tells, whoever writes it?"""

import io
import json
import logging
import re
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from gateway import about
from gateway.commands.log import FORMS
from gateway.post.relay import Permanent, Temporary
from tests.world import ANA, MARIA, World

LOGGER = logging.getLogger("gateway")
IN_TEXT = re.compile(r" (mail|letter|ticket)=(\S+)")


class Told:
    """Lines of the log, as both forms have them."""

    def __init__(self) -> None:
        self.written = {form: io.StringIO() for form in FORMS}

    def lines(self, word: str) -> list[dict[str, Any]]:
        """Those of an event that begins so, whose fields both forms agree on."""
        found = []
        texts, objects = (self.written[form].getvalue().splitlines() for form in ("text", "json"))
        for text, line in zip(texts, map(json.loads, objects), strict=True):
            fields = {name: line[name] for name in about.FIELDS if name in line}
            assert dict(IN_TEXT.findall(text)) == fields
            found += [line] if line["event"].startswith(word) else []
        return found


@pytest.fixture
def told() -> Iterator[Told]:
    made = Told()
    handlers = []
    for form, written in made.written.items():
        handlers.append(logging.StreamHandler(written))
        handlers[-1].setFormatter(FORMS[form]())
        LOGGER.addHandler(handlers[-1])
    level = LOGGER.level
    LOGGER.setLevel(logging.DEBUG)
    yield made
    LOGGER.setLevel(level)
    for handler in handlers:
        LOGGER.removeHandler(handler)


def test_a_mail_is_followed_from_its_opening_to_its_letters(told: Told, world: World) -> None:
    number = world.mail_in(MARIA, "[11] Dúvida")
    world.mail_in(MARIA, "[12] Outra")
    world.work_off()
    first, second = told.lines("Heard")
    assert (first["mail"], second["mail"]) == (f"in-{number}", f"in-{number + 1}")
    assert first["ticket"] != second["ticket"]
    assert world.ticket(first["ticket"]).opened_by_mail == number
    sent = [line for line in told.lines("Sent") if line["mail"] == f"in-{number}"]
    assert {line["ticket"] for line in sent} == {first["ticket"]}
    assert len(sent) == len(world.letters(about=first["ticket"])) > 1
    assert all(line["event"].startswith(f"Sent {line['letter']}: ") for line in sent)


def test_a_timer_that_strikes_names_its_ticket(told: Told, world: World) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.later(days=9)
    struck = told.lines("Struck: late")
    assert {line["ticket"] for line in struck} == {world.ticket().number}
    assert all("mail" not in line for line in struck)


def test_a_held_mail_is_named_when_its_time_has_come(told: Told, world: World) -> None:
    number = world.mail_in(MARIA, "[11] Dúvida", login=False)
    world.work_off()
    world.later(days=9)
    assert [line["mail"] for line in told.lines("Nobody confirmed")] == [f"in-{number}"]


def test_trouble_names_the_row_it_is_about(told: Told, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.relay.refuses |= {ANA: Permanent(550, "unknown"), MARIA: Temporary("later")}
    number = world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    trouble = told.lines("Refused for good") + told.lines("Not sent yet")
    assert {line["mail"] for line in trouble} == {f"in-{number}"}
    assert all(line["letter"] in line["event"] for line in trouble)

    def broken(*_: object, **__: object) -> None:
        raise ValueError

    other = world.mail_in(MARIA, "[11] Outra")
    with monkeypatch.context() as patch:
        patch.setattr(world.tools.letters, "compose", broken)
        world.jobs.hear()
    world.later(minutes=5)
    assert [line["mail"] for line in told.lines("Failed")] == [f"in-{other}"]


def test_nothing_is_left_of_a_row_when_its_work_has_ended(told: Told, world: World) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    assert about.now() == {}
    LOGGER.warning("Clock")
    assert not told.lines("Clock")[0].keys() & set(about.FIELDS)


def test_another_thread_is_about_its_own(told: Told) -> None:
    def write() -> None:
        with about.working_on(about.row("outbound", 3)):
            LOGGER.info("Aside")

    with about.working_on(about.row("inbound", 7)):
        thread = Thread(target=write)
        thread.start()
        thread.join()
        LOGGER.info("Here")
    assert [line.get("letter") for line in told.lines("Aside")] == ["out-3"]
    assert "mail" not in told.lines("Aside")[0]
    assert told.lines("Here")[0]["mail"] == "in-7"


def test_what_is_no_name_of_a_row_is_left_out(told: Told) -> None:
    with about.working_on({"mail": "in-7 de maria", "ticket": "L_1", "senha": "carteiro"}):
        LOGGER.info("Here")
    (line,) = told.lines("Here")
    assert (line.get("mail"), line["ticket"]) == (None, "L_1")
    assert "carteiro" not in told.written["text"].getvalue() + told.written["json"].getvalue()
