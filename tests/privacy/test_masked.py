"""Is a CPF or benefit number covered wherever else it could come to light: reminders, ends, digests, sheets, calendar files, exports?"""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.clockwork.digesting import sending
from gateway.masking import masked
from gateway.privacy.exporting import export
from gateway.privacy.incident import Incident
from gateway.privacy.subject import find
from tests.canaries import FILED, NAMED, NB, TITLED, WRITTEN, in_headers, within
from tests.stories.handed import MARCOS
from tests.world import ANA, MARIA, PNG, Letter, World

CASES = (TITLED, FILED, NAMED, NB)


@pytest.fixture
def full(world: World) -> World:
    """A ticket with a number in title, file name, sender's name and text; days pass until it is expired, and supervisors have digests."""
    sending.begin(world.tools)
    headers = {"From": f'"Maria CPF {NAMED}" <{MARIA}>'}
    body = f"Do CPF {WRITTEN}, benefício {NB}."
    world.mail_in(MARIA, f"[12] Acesso de {TITLED}, NB {NB}", body, headers=headers, files={f"rg {FILED}.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "PENDENTE\nQual navegador?")
    world.work_off()
    for _ in range(9):
        world.later(days=1)
    world.reply(world.last(MARIA), "O Firefox.")
    world.work_off()
    world.later(days=3)  # late
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    for _ in range(10):
        world.later(days=1)
    assert world.ticket().outcome == "expired"
    return world


def every_header(letters: list[Letter]) -> list[str]:
    return [leak for letter in letters for leak in in_headers(letter.mail)]


def test_no_reminder_end_or_calendar_file_shows_one_outside_its_text(full: World) -> None:
    letters = full.letters()
    assert len(letters) > 12
    assert every_header(letters) == []
    for letter in letters:
        assert not within(letter.prazo)
        assert masked(letter.subject) == letter.subject


def test_no_digest_or_sheet_shows_one_or_a_name(full: World) -> None:
    full.mail_in(MARCOS, "RELATÓRIO 30", "")
    full.work_off()
    digests = [letter for letter in full.letters(MARCOS) if "Resumo" in letter.subject or letter.files]
    assert len(digests) > 5
    maria = full.person(MARIA)
    for letter in digests:
        told = letter.mail.as_bytes() + b"".join(letter.files.values()) + letter.text.encode()
        assert not within(told)
        for word in (maria.name, MARIA, "Acesso de", "Firefox"):
            assert word.encode() not in told


def test_no_name_of_a_file_of_an_export_holds_one_and_nothing_of_an_incidents(full: World, tmp_path: Path) -> None:
    subject = find(full.tools, MARIA)
    assert subject is not None
    file = tmp_path / "dados.zip"
    export(full.tools, subject, file, lambda _done, _of: None)
    with zipfile.ZipFile(file) as archive:
        names = "\n".join(archive.namelist())
    file.unlink()
    assert masked(names) == names
    span = (full.clock() - timedelta(days=40), full.clock())
    lines = [json.dumps(line, default=str) for line in Incident(full.tools, *span).lines(lambda _done, _of: None)]
    assert not any(within(line.encode()) or masked(line) != line for line in lines)
    assert not any(number in line for line in lines for number in CASES)
