"""carteiro person, ticket hold, mail show: what the operator types, and is told."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway.commands import mail, person, ticket
from gateway.commands.line import cli
from storage.record import seals
from tests import canaries
from tests.privacy.cast import ANSWER, BODY, NOTE, TITLE, closed, left, settled, wrong
from tests.privacy.test_rest import in_old_form
from tests.world import ANA, JOAO, MARIA, World


@pytest.fixture(autouse=True)
def standing(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands work on this world, by its clock."""
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    for command in (mail, person, ticket):
        monkeypatch.setattr(command, "looking", lambda: world.tools)
    for command in (person, ticket):
        monkeypatch.setattr(command, "changing", lambda: world.tools)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == code, result.output + result.stderr
    return result


def objects(*words: str, code: int = 0) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--json", code=code).stdout.splitlines()]


def said(result: Result) -> str:
    return " ".join((result.stdout + result.stderr).split())


def test_nothing_is_erased_without_yes(world: World) -> None:
    number = closed(world)
    assert "--yes" in said(run("person", "erase", MARIA, "--reason", "pedido", code=1))
    [would] = objects("person", "erase", MARIA, "--reason", "pedido", "--ticket", number, "--dry-run")
    assert (would["number"], would["done"]) == (number, "would be erased")
    assert left(world, TITLE)


def test_erased_by_command_and_what_shows_it_does_not_stumble(world: World) -> None:
    number = closed(world)
    [gone] = objects("person", "erase", "104.382.617-00", "--reason", "pedido da titular", "--ticket", number, "--yes")
    assert gone["done"] == "erased"
    name = f"in-{gone['mail_ids'][0]}"  # type: ignore[index]
    for words in (("ticket", "list"), ("ticket", "show", number), ("mail", "list"), ("mail", "show", name)):
        assert TITLE not in said(run(*words))
        assert objects(*words)
    assert "pedido da titular" in said(run("mail", "show", name))
    raw = said(run("mail", "show", name, "--raw", code=1))
    assert f"{name} was erased on 2026-11-23 because of: pedido da titular (LGPD art. 18, VI)" in raw
    letter = f"out-{gone['letter_ids'][0]}"  # type: ignore[index]
    assert f"{letter} was erased" in said(run("mail", "show", letter, "--raw", code=1))
    assert objects("ticket", "show", number)[0]["erased_at"]


def test_a_hold_keeps_a_ticket_until_it_ends(world: World) -> None:
    number = closed(world)
    run("ticket", "hold", number, "--reason", "ação judicial em curso")
    assert objects("ticket", "show", number)[0]["hold"] == "ação judicial em curso"
    refused = said(run("person", "erase", MARIA, "--ticket", number, "--reason", "pedido", "--yes", code=1))
    assert f"{number} is on hold (ação judicial em curso)" in refused
    run("ticket", "unhold", number, "--reason", "transitada em julgado")
    assert "not on hold" in said(run("ticket", "unhold", number, "--reason", "de novo", code=1))
    run("person", "erase", MARIA, "--ticket", number, "--reason", "pedido", "--yes")
    assert wrong(world) == []


def test_a_reason_names_nobody(world: World) -> None:
    number = closed(world)
    for reason in (f"pedido de {MARIA}", "pedido da Maria", f"CPF {canaries.CPF}", " "):
        assert "name nobody" in said(run("person", "erase", MARIA, "--ticket", number, "--reason", reason, "--yes", code=1))
    assert "name nobody" in said(run("ticket", "hold", number, "--reason", f"CPF {canaries.CPF}", code=1))
    assert left(world, TITLE)


def test_what_an_older_version_hashed_is_named(world: World) -> None:
    number = closed(world)
    words = ("person", "erase", MARIA, "--ticket", number, "--reason", "pedido")
    assert "older version" not in said(run(*words, "--dry-run"))
    in_old_form(world, number, world.person(MARIA).id)
    world.work_off()
    for more in ("--dry-run", "--yes"):
        assert "1 events written by an older version name the person in what their hash covers" in said(run(*words, more))


def test_an_address_that_several_had_is_asked_about(world: World) -> None:
    world.mail_in(MARIA, "CONSULTAR", "")
    world.mail_in(JOAO, "CONSULTAR", "", headers={"From": MARIA})
    world.work_off()
    ids = sorted(world.person(address).id for address in (MARIA, JOAO))
    world.change(MARIA, mail=())
    refused = said(run("person", "erase", MARIA, "--reason", "pedido", "--yes", code=1))
    assert f"was the address of {', '.join(ids)}: name one of these ids" in refused


def test_nobody_and_no_ticket_are_told_apart(world: World) -> None:
    closed(world)
    assert "Neither the directory nor the record" in said(run("person", "erase", "ninguem@x.example", "--reason", "x", "--yes", code=1))
    assert "There is no ticket" in said(run("person", "erase", MARIA, "--ticket", "L_69990001", "--reason", "x", "--yes", code=1))
    assert "There is no ticket" in said(run("ticket", "hold", "L_69990001", "--reason", "x", code=1))


def test_an_export_holds_what_is_theirs_and_no_note_of_the_desk(world: World, tmp_path: Path) -> None:
    number = closed(world)
    settled(world)
    file = tmp_path / "maria.zip"
    [counted] = objects("person", "export", MARIA, "-o", str(file))
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        whole = {name: archive.read(name).decode("utf-8", "replace") for name in names}
        raw = archive.read("emails/in-1.eml")
    file.unlink()
    index = json.loads(whole["indice.json"])
    assert [case["numero"] for case in index["chamados"]] == [number]
    assert index["cadastro"]["cpf"] == world.person(MARIA).cpf
    assert (counted["mails"], len(index["emails"])) == (2, 2)
    assert BODY.encode() in raw
    assert any(ANSWER in text for name, text in whole.items() if name.startswith("cartas/"))
    assert not any(NOTE in text for text in whole.values())
    assert not any("scrypt" in text for text in whole.values())
    assert number in whole["LEIA-ME.html"]
    assert not any(canaries.within(name.encode()) for name in names)
    assert wrong(world) == [], "the act of exporting is sealed"
    with world.tools.database.reading() as session:
        acts = [row.said for row in seals.range_of(session, 1, seals.head(session).seq) if row.kind == "operator"]
    assert '"act":"exported"' in acts[-1]
    assert MARIA not in acts[-1]


def test_an_export_is_never_written_over_another_file(world: World, tmp_path: Path) -> None:
    closed(world)
    file = tmp_path / "there.yml"
    file.write_text("x")
    assert "already" in said(run("person", "export", MARIA, "-o", str(file), code=1))
    assert file.read_text() == "x"


def test_an_erased_person_exports_what_is_left(world: World, tmp_path: Path) -> None:
    closed(world)
    run("person", "erase", MARIA, "--reason", "pedido", "--yes")
    file = tmp_path / "nada.zip"
    [counted] = objects("person", "export", MARIA, "-o", str(file))
    file.unlink()
    assert (counted["mails"], counted["letters"], counted["messages"]) == (0, 0, 0)


def test_a_technician_is_exported_too(world: World, tmp_path: Path) -> None:
    number = closed(world)
    file = tmp_path / "ana.zip"
    objects("person", "export", ANA, "-o", str(file))
    with zipfile.ZipFile(file) as archive:
        [case] = json.loads(archive.read("indice.json"))["chamados"]
    file.unlink()
    assert (case["numero"], case["titulo"]) == (number, "")
    assert case["papeis"] == ["responsável", "autor da solução"]
    assert any(NOTE in message["texto"] for message in case["mensagens"]), "what she wrote herself is hers"
