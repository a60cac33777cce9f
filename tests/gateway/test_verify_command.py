"""`carteiro evidence verify` and `carteiro mail reconcile` on a record that is whole, and on one that is not (docs/evidence.md)."""

import json
from collections.abc import Iterator
from email.policy import SMTP
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import delete, text, update
from typer.testing import CliRunner

from gateway.commands.line import cli
from storage.database import Database
from storage.tables import Attachment, Inbound, InboundRaw, Outbound, Ticket
from tests.stories.writing import branch
from tests.tampering import unguarded
from tests.world import ANA, MARIA, PNG, World


@pytest.fixture
def other(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A ticket that was solved, and a mail that says nothing of it, in a copy that the settings name; it may be tampered with."""
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.mail_in("estranho@fora.example", "Oi", login=False)
    world.work_off()
    (tmp_path / "other").mkdir()
    made = branch(world, tmp_path / "other")
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("CARTEIRO_DATABASE", made.tools.database.url.render_as_string(hide_password=False))
    yield made
    made.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def verified(*words: str) -> tuple[int, dict[str, object]]:
    result = run("evidence", "verify", "--json", *words)
    return result.exit_code, json.loads(result.stdout)


def test_a_whole_record_says_so(other: World) -> None:
    code, said = verified()
    assert (code, said["verdict"], said["wrong"], said["found"], said["waiting"]) == (0, "whole", 0, [], 0)
    assert said["counts"] == {"tickets": 1, "seals": said["head"]["seq"], "mails": 3, "files": 1, "stamps": 0}  # type: ignore[index]  # JSON
    shown = run("evidence", "verify")
    assert shown.exit_code == 0
    assert "verdict  whole" in shown.output
    assert other.ticket().number not in shown.output


def test_a_fault_is_named_with_its_verdict_and_exit_1(other: World) -> None:
    with other.tools.database.writing() as session:
        session.execute(update(Ticket).values(outcome="approved"))
    code, said = verified()
    assert (code, said["verdict"], said["wrong"]) == (1, "replay", 1)
    shown = run("evidence", "verify")
    assert shown.exit_code == 1
    assert f"replay: {other.ticket().number}: " in shown.output


def test_a_kept_letter_counts_when_it_is_signed_or_when_the_operator_says_so(other: World, tmp_path: Path) -> None:
    letter = tmp_path / "resumo.eml"
    letter.write_bytes(other.letters(MARIA)[-1].mail.as_bytes(policy=SMTP))
    code, said = verified("--anchor", str(letter))
    assert (code, said["verdict"]) == (1, "unchecked")
    code, said = verified("--anchor", str(letter), "--unsigned")
    assert (code, said["verdict"]) == (0, "whole")
    assert said["counts"]["anchors"] == 2  # type: ignore[index]  # JSON


def test_a_file_that_is_no_letter_of_ours_is_a_usage_error(other: World, tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"From: x@fora.example\r\n\r\nOi\r\n")
    result = CliRunner().invoke(cli, ["evidence", "verify", "--anchor", str(tmp_path / "x.eml")])
    assert "is not from" in str(result.exception)
    assert other.count() == 1


def test_where_there_is_no_record_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_DATABASE", f"sqlite:///{tmp_path}/none.db")
    assert "names no file" in str(run("evidence", "verify").exception)
    assert list(tmp_path.iterdir()) == []


def test_reconcile_names_a_mail_that_was_taken_off_the_record(other: World) -> None:
    assert run("mail", "reconcile").exit_code == 0
    gone = 3
    take_off(other.tools.database, gone)
    result = run("mail", "reconcile")
    assert result.exit_code == 1
    assert "in-3 was on record and is gone" in result.output
    assert verified()[1]["verdict"] == "chain"


def take_off(database: Database, number: int) -> None:
    """A mail, with all that names it."""
    with database.writing() as session:
        unguarded(session)
        for table in (Attachment, InboundRaw):
            session.execute(delete(table).where(table.inbound_id == number))
        session.execute(update(Outbound).where(Outbound.cause_id == number).values(cause_id=None))
        for statement in ("DELETE FROM effect WHERE inbound_id = :n", "UPDATE message SET inbound_id = NULL WHERE inbound_id = :n"):
            session.execute(text(statement), {"n": number})
        session.execute(delete(Inbound).where(Inbound.id == number))
