"""Does a notice of an incident get what it must say, in one command, and nobody's data with it?"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.commands import incident
from gateway.commands.line import cli
from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory
from gateway.privacy.incident import Incident
from tests import canaries
from tests.privacy.cast import TITLE, WORDS, closed, wrong
from tests.world import ANA, MARIA, RITA, World


@pytest.fixture(autouse=True)
def standing(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(incident, "changing", lambda: world.tools)


def lines(world: World) -> list[dict[str, object]]:
    found = Incident(world.tools, world.clock() - timedelta(hours=1), world.clock()).lines(lambda _done, _of: None)
    return list(found)


def test_it_says_whose_data_which_mails_and_how_many(world: World) -> None:
    world.mail_in(RITA, "[11] De antes", canaries.BODY)
    world.work_off()
    world.clock.at += timedelta(hours=2)
    number = closed(world)
    world.mail_in(MARIA, f"[12] {TITLE} do CPF {canaries.CPF}")
    world.work_off()
    found = lines(world)
    people = {line["id"]: line for line in found if line["kind"] == "person"}
    maria = world.person(MARIA)
    assert world.person(RITA).id not in people, "her mail came before"
    assert people[maria.id]["cpf"] == "***.382.617-**"
    assert people[maria.id]["entities"] == list(maria.entities)
    assert number in people[maria.id]["tickets"]  # type: ignore[operator]
    assert {"identity", "words", "files", "login", "ip-address", "cpf-or-benefit-number"} == set(people[maria.id]["data"])  # type: ignore[call-overload]
    mails = [line for line in found if line["kind"] == "mail"]
    assert found[-1]["kind"] == "summary"
    assert (found[-1]["mails"], found[-1]["tickets"]) == (len(mails), 2) == (5, 2)
    assert {ANA, world.person(ANA).id} & set(people)


def test_nobodys_data_is_in_it_and_the_act_is_sealed(world: World, tmp_path: Path) -> None:
    closed(world)
    world.raw_in(b"From: Zeb <zeb@fora.example>\r\nSubject: Zebratitulo 905.173.264-81\r\n\r\nZebracorpo", mail_from="zeb@fora.example")
    world.work_off()
    file = tmp_path / "aviso.jsonl"
    result = CliRunner().invoke(cli, ["incident", "export", "--since", "2026-11-23", "--until", "2026-11-23", "-o", str(file)])
    assert result.exit_code == 0, result.output
    told = file.read_text(encoding="utf-8")
    for word in (*WORDS, MARIA, world.person(MARIA).name, world.person(MARIA).cpf, "fora.example", canaries.CPF):
        assert word not in told
        assert word not in result.output
    assert '"(stranger 1)"' in told
    assert [json.loads(line)["kind"] for line in told.splitlines()][-1] == "summary"
    assert wrong(world) == []


def test_as_json_it_comes_line_by_line(world: World) -> None:
    closed(world)
    result = CliRunner().invoke(cli, ["incident", "export", "--since", "2026-11-23", "--json"])
    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert kinds == sorted(kinds, key=["mail", "letter", "ticket", "person", "summary"].index)


def test_a_directory_that_is_away_does_not_keep_the_notice_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(world)

    def away(_self: FileDirectory, _person: str) -> None:
        raise DirectoryUnavailable

    monkeypatch.setattr(FileDirectory, "by_id", away)
    assert {line["directory"] for line in lines(world) if line["kind"] == "person"} == {"away"}
    monkeypatch.undo()
