"""carteiro digest: what a supervisor would get, as text, HTML, sheet or JSON; nothing is sent, and nobody's words stand in it."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway.commands import digest
from gateway.commands.line import cli
from gateway.people.file import FileDirectory
from tests import canaries
from tests.stories.handed import MARCOS, SILVIA
from tests.world import ANA, MARIA, PNG, World

MONDAY_NEXT = "2026-11-30T08:00"
SECRETS = ("Zebra-no-titulo", "Zebra-no-corpo", "Zebra-na-resposta", "Zebra-na-nota", "zebra-no-arquivo", canaries.CPF)


@pytest.fixture(autouse=True)
def standing(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works on this world, by its clock."""
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(digest, "looking", lambda: world.tools)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["digest", *words])


def printed(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()


def busy(world: World) -> str:
    """Tickets with secrets in every place, one of them confidential; returns its number."""
    world.mail_in(MARIA, f"[11] Zebra-no-titulo {canaries.CPF}", f"Zebra-no-corpo\n{canaries.CPF}", files={"zebra-no-arquivo.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "NOTA\nZebra-na-nota")
    world.work_off()
    world.reply(world.letters(ANA)[0], "SOLUCIONAR\nZebra-na-resposta")
    world.work_off()
    world.mail_in(MARIA, "[1] Zebra-no-titulo", "Zebra-no-corpo")
    world.work_off()
    assert world.ticket().confidential
    return world.ticket().number


def test_it_is_the_digest_of_the_last_working_day(world: World) -> None:
    busy(world)
    text = printed("--at", "2026-11-24T09:00")
    assert text.startswith("Resumo do dia 24/11: 2 abertos, 1 atrasado\n")
    assert "de 23/11/2026 07:30 a 24/11/2026 07:30" in " ".join(text.split())
    assert printed("--at", "2026-11-29T09:00").startswith("Resumo do dia 27/11: 0 abertos")
    assert not world.letters(MARCOS, "Resumo")


def test_nobodys_words_and_names_stand_in_it(world: World) -> None:
    """Neither in the letter nor in the sheet, even when the confidential one is late; it is counted."""
    number = busy(world)
    world.clock.at = datetime(2026, 12, 21, 12, 0, tzinfo=UTC)
    directory = world.tools.directory
    assert isinstance(directory, FileDirectory)
    people = [person for person in directory.everyone() if person.mail[0] != MARCOS]
    own = {word for person in directory.everyone() if person.mail[0] == MARCOS for word in person.name.split()}
    names = {word for person in people for word in (person.name, person.cpf, person.id, *person.mail) if word} - own
    for words in (("--days", "60"), ("--days", "60", "--html"), ("--days", "60", "--csv"), ("--days", "60", "--json")):
        out = printed("--to", MARCOS, *words)
        assert [secret for secret in (*SECRETS, number, *sorted(names)) if secret.casefold() in out.casefold()] == []
    figures = json.loads(printed("--to", MARCOS, "--days", "60", "--json"))
    assert figures["counts"][0] == {"word": "opened", "now": 2, "before": 0}
    assert figures["hidden"] == 1
    assert figures["late"] == {"rows": [], "total": 1}
    text = printed("--to", MARCOS, "--days", "60")
    assert "Atrasados: 1" in text
    assert "Sigilosos abertos, que só o grupo vê: 1" in text


def test_a_sheet_reads_back(world: World) -> None:
    busy(world)
    out = printed("--days", "30", "--csv")
    assert out.startswith("\ufeff")
    assert out.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))
    assert {len(row) for row in rows} == {4}
    assert ["movimento", "Abertos", "0", "0"] in rows, "opened at this very instant, which the span leaves out"
    world.later(minutes=1)
    assert "movimento;Abertos;2;0\r\n" in printed("--days", "30", "--csv")


def test_two_sheets_have_one_mark_for_utf8() -> None:
    out = printed("--at", MONDAY_NEXT, "--csv")
    assert out.count("\ufeff") == 1
    assert out.count("o quê;qual;agora;antes ou normal") == 2
    assert [json.loads(line)["span"] for line in printed("--at", MONDAY_NEXT, "--json").splitlines()] == ["day", "week"]


def test_somebody_who_supervises_nothing_is_said_so() -> None:
    for who, words in ((ANA, "supervises no group"), ("ninguem@fora.example", "Nobody in the directory has the address")):
        result = run("--to", who)
        assert result.exit_code == 1
        assert words in result.stderr
    assert "21150.SR-3, 21150.SR-4" in printed("--to", SILVIA)
