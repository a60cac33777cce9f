"""What do the mail commands say of mails that came out of a mailbox, and of a mailbox that cannot be read?"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from gateway.commands.line import cli
from storage.mail.inbox import Arrival
from storage.mailbox import mailboxes, pickups
from storage.mailbox.pickups import FILED, Seen
from tests.world import MARIA, World

NAME = "suporte@imap.example/INBOX"
SOON = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("CARTEIRO_MAILBOXES", "imaps://suporte@imap.example/INBOX?token_command=true")


def run(*words: str) -> Any:
    return CliRunner().invoke(cli, list(words))


def objects(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words, "--json").stdout.splitlines()]


def out_of_a_mailbox(world: World, uids: list[int]) -> dict[int, int]:
    """Mails put on record out of the mailbox; UID -> pickup."""
    now = world.clock()
    with world.tools.database.writing() as session:
        mailbox = mailboxes.known(session, NAME, now)
        claims = pickups.claim(session, mailbox, 1, [Seen(uid, 99, now) for uid in uids], now, SOON)
        mails = {uid: f"From: x@fora.example\r\nSubject: {uid}\r\n\r\nOi\r\n".encode() for uid in uids}
        arrivals = {claims[uid]: Arrival(now, "imap", (), "", len(raw), "", raw) for uid, raw in mails.items()}
        pickups.put_on_record(session, arrivals, now + SOON)
    return claims


def test_where_mails_lie_is_listed_and_why_one_is_not_filed(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal")
    claims, now = out_of_a_mailbox(world, [7, 8]), world.clock()
    with world.tools.database.writing() as session:
        pickups.file(session, {claims[7]: 3}, "Recebidos/2026-11", 5, FILED, now)
        pickups.put_off(session, [claims[8]], now, "MOVE into Recebidos/2026-11: [OVERQUOTA] full")
    world.work_off()
    smtp, filed, unfiled = [row for row in objects("mail", "list") if row["way"] == "in"]
    assert not {"mailbox", "filed", "folder"} & set(smtp)
    assert [filed[key] for key in ("mailbox", "filed", "folder")] == [NAME, "filed", "Recebidos/2026-11"]
    assert [unfiled[key] for key in ("mailbox", "filed", "folder")] == [NAME, None, ""]
    shown = [objects("mail", "show", row["id"])[0] for row in (filed, unfiled)]
    assert [row["filing_error"] for row in shown] == ["", "MOVE into Recebidos/2026-11: [OVERQUOTA] full"]
    assert [row["mailbox_id"] for row in shown] == [1, 1]


def test_the_list_asks_once_for_all_places(world: World) -> None:
    out_of_a_mailbox(world, list(range(1, 30)))
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert len(objects("mail", "list")) == 29
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert sum(statement.startswith("SELECT inbound.id, mailbox.name, pickup.outcome, pickup.folder") for statement in asked) == 1


def test_a_mailbox_that_cannot_be_read_is_said_where_mails_are_counted(world: World) -> None:
    now = world.clock()
    with world.tools.database.writing() as session:
        mailbox = mailboxes.known(session, NAME, now)
        mailboxes.troubled(session, mailbox, "login", "no", now)
        mailboxes.troubled(session, mailboxes.known(session, "old@imap.example/INBOX", now), "tls", "no", now - timedelta(days=3650))
    since = f"{world.tools.rules.calendar.local(now):%Y-%m-%d %H:%M}"
    sentence = f"{NAME} cannot be read since {since} (login); mail may wait there"
    for words, code in ((("mail", "list"), 0), (("mail", "reconcile"), 1)):
        result = run(*words)
        assert (result.exit_code, result.stdout.splitlines()[-1]) == (code, sentence)
        assert "old@" not in result.stdout, "nobody has tried to read it for a week"
    in_json = run("mail", "reconcile", "--json")
    assert (in_json.exit_code, in_json.stdout) == (1, "")
    with world.tools.database.writing() as session:
        start = mailboxes.Start(1, 1, now, looks_back=False)
        mailboxes.begin(session, mailbox, start)
        mailboxes.whole(session, mailbox, now, start)
    assert run("mail", "reconcile").exit_code == 0
