"""A password or certificate file of a mailbox that cannot be read: who stops because of it, and who goes on?"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.app import build
from gateway.commands.line import cli
from gateway.commands.starting import settings
from gateway.console.doctor.trials import PARTS
from gateway.settings import BadSettings
from tests.gateway.test_doctor import NOT_BY_DEFAULT

URL = "imaps://suporte@127.0.0.1:1/INBOX"
AWAY = [("password_file=away", "password_file=away cannot be read"), ("ca=away&token_command=true", "ca=away holds no certificates")]


@pytest.fixture(params=AWAY)
def sentence(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said of a mailbox of the settings."""
    options, said = request.param
    chosen = {
        "HOME": tmp_path,
        "MAILBOXES": f"{URL}?{options}",
        "LISTEN": "smtp://127.0.0.1:0",
        "RESOLVER": "dns://127.0.0.1:1?timeout=0.5",
    }
    for name, value in chosen.items():
        monkeypatch.setenv(f"CARTEIRO_{name}", str(value))
    return str(said)


@pytest.mark.parametrize("command", ["up", "imap", "demo"])
def test_what_reads_mailboxes_does_not_start(sentence: str, command: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, [command])
    assert isinstance(result.exception, BadSettings)
    assert str(result.exception).startswith(f"CARTEIRO_MAILBOXES: suporte@127.0.0.1:1/INBOX: {sentence}")
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


@pytest.mark.usefixtures("sentence")
@pytest.mark.parametrize("command", [("mail", "list"), ("mail", "reconcile"), ("ticket", "list"), ("due",)])
def test_what_does_not_read_them_does_not_care(command: tuple[str, ...]) -> None:
    assert CliRunner().invoke(cli, list(command)).exit_code == 0


@pytest.mark.usefixtures("sentence")
def test_the_doors_and_the_worker_are_put_together_all_the_same() -> None:
    """As `carteiro smtp` and `carteiro work` begin."""
    app = build(settings())
    assert [one.name for one in app.pollers] == ["suporte@127.0.0.1:1/INBOX"]
    app.tools.database.close()


@pytest.mark.usefixtures("sentence")
def test_the_doctor_tries_the_mailbox_and_goes_on() -> None:
    result = CliRunner().invoke(cli, ["doctor", "--json"])
    rows = {row["part"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert list(rows) == [part for part in PARTS if part in rows]
    assert set(PARTS) - rows.keys() <= NOT_BY_DEFAULT - {"mailbox"}
    assert (result.exit_code, rows["mailbox"]["ok"]) == (1, False)
