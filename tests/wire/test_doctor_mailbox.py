"""What does `carteiro doctor` say of a mailbox, and does it leave everything there as it was?"""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.console.doctor import mailbox, remedies
from gateway.console.doctor.finding import Finding
from gateway.doors.imap.line import Patience
from gateway.doors.imap.trouble import WHYS
from gateway.doors.imap.url import read_url
from storage.database import Database
from storage.mailbox import mailboxes
from storage.mailbox.leftovers import Standing
from storage.mailbox.mailboxes import Start
from tests.dovecot import Dovecot
from tests.world import MONDAY

MAIL = b"From: maria@str-valesereno.example\r\nSubject: [12] Portal\r\n\r\nErro desde as 8h.\r\n"
CHANGES = re.compile(r"CREATE|DELETE|RENAME|SUBSCRIBE|APPEND|STORE|COPY|MOVE|EXPUNGE|CLOSE", re.IGNORECASE)
QUICK = Patience(connect=2, answer=2)
BEGUN = Start(1, 1, MONDAY, looks_back=False)


def local(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo("America/Sao_Paulo"))


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot(oauth=True) as server:
        for day in (1, 10, 20):
            server.put(MAIL, at=datetime(2026, 11, day, 12, tzinfo=UTC))
        yield server


def look(url: str, known: Standing | None = Standing(), *, trusted: bool = True) -> Finding:  # noqa: B008 - frozen
    finding = mailbox.look(read_url(url), known, local, trusted=trusted, patience=QUICK)
    assert finding.name == read_url(url).name
    assert finding.mend or (finding.ok and not finding.why), finding
    return finding


def found(url: str) -> tuple[bool, str]:
    finding = look(url)
    return finding.ok, finding.why


@pytest.mark.parametrize(
    ("backlog", "known", "says"),
    [
        ("", Standing(), "3 mails in INBOX, which the first look leaves alone"),
        ("", Standing(1), "mailbox 1 in the log; lets us in"),
        ("all", Standing(), "3 mails in INBOX, which the first look takes in"),
        ("2026-11-10", Standing(), "3 mails in INBOX, of which the first look takes in the 2 since 2026-11-10"),
        ("2026-11-10", Standing(1, BEGUN), "3 mails in INBOX, of which the next look takes in the 2 since 2026-11-10"),
        ("all", Standing(1, BEGUN), "3 mails in INBOX, of which the next look takes in what is not on record yet"),
        ("", Standing(1, BEGUN), "3 mails in INBOX, which the server numbers anew"),
        ("", None, "3 mails in INBOX; "),
    ],
)
def test_it_says_what_a_look_will_do_and_what_the_server_offers(dovecot: Dovecot, backlog: str, known: Standing | None, says: str) -> None:
    finding = look(dovecot.url(**({"backlog": backlog} if backlog else {})), known)
    assert (finding.ok, finding.why) == (True, "")
    assert says in finding.says
    assert "offers IDLE, MOVE, UIDPLUS" in finding.says
    assert "Recebidos is made with the first mail" in finding.says


def test_it_changes_nothing(dovecot: Dovecot) -> None:
    look(dovecot.url())
    assert dovecot.folders() == ["INBOX"]
    assert (dovecot.count(), "".join(dovecot.flags())) == (3, "")
    assert [line for line in dovecot.asked if CHANGES.match(line.removeprefix("UID "))] == []


def test_a_mailbox_whose_host_is_not_believed_is_worth_a_word(dovecot: Dovecot) -> None:
    finding = look(dovecot.url(), trusted=False)
    assert (finding.ok, finding.why) == (True, "no-authserv")
    assert "CARTEIRO_TRUSTED_AUTHSERV" in finding.says
    believed = look(dovecot.url(trust_results="topmost"), trusted=False)
    assert (believed.ok, believed.why) == (True, "")


def test_an_intake_folder_that_may_not_be_changed_is_said() -> None:
    with Dovecot() as server:
        server.read_only()
        assert found(server.url()) == (False, "read-only")
        server.writable()
        server.make("Recebidos")
        finding = look(server.url())
        assert (finding.ok, "Recebidos is there" in finding.says, "0 mails in INBOX;" in finding.says) == (True, True, True)


@pytest.mark.parametrize(
    ("without", "why", "says"),
    [
        (("IDLE",), "no-idle", "mail is noticed only every 45 s"),
        (("MOVE",), "no-move", "copied and then removed"),
        (("UIDPLUS",), "no-uidplus", "not found again for Quarentena"),
        (("MOVE", "UIDPLUS"), "no-uidplus", r"marked \Deleted"),
        (("MOVE", "UIDPLUS", "IDLE"), "no-uidplus", "offers nothing beyond IMAP4rev1"),
    ],
)
def test_what_a_server_lacks_is_worth_knowing_and_not_wrong(without: tuple[str, ...], why: str, says: str) -> None:
    with Dovecot(without=without) as server:
        finding = look(server.url(poll=45))
        assert (finding.ok, finding.why, says in finding.says) == (True, why, True), finding.says


def test_every_mailbox_of_the_settings_is_tried_and_each_trouble_has_its_remedy(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(remedies.MENDS) == set(WHYS)
    urls = (dovecot.url(), dovecot.url(folder="Entrada"))
    for name, value in {"HOME": tmp_path, "MAILBOXES": ",".join(urls), "RESOLVER": "dns://127.0.0.1:1?timeout=1"}.items():
        monkeypatch.setenv(f"CARTEIRO_{name}", str(value))
    result = CliRunner().invoke(cli, ["doctor", "--json"])
    assert result.exit_code == 1, result.output
    tried = [row for row in map(json.loads, result.stdout.splitlines()) if row["part"] == "mailbox"]
    assert [(row["name"], row["why"]) for row in tried] == [(read_url(urls[0]).name, "no-authserv"), (read_url(urls[1]).name, "folder")]
    assert "first look leaves alone" in tried[0]["says"]
    assert not (tmp_path / "carteiro.db").exists()


def test_what_is_on_record_of_a_mailbox_is_asked_wherever_it_can_be(tmp_path: Path) -> None:
    box = read_url("imaps://suporte@imap.orgao.example/INBOX?token_command=token")
    with closing(Database(f"sqlite:///{tmp_path}/carteiro.db")) as database:
        assert mailbox.standing(database, box) == Standing()
        database.upgrade()
        assert mailbox.standing(database, box) == Standing()
        with database.writing() as session:
            found = mailboxes.known(session, box.name, MONDAY)
        assert mailbox.standing(database, box) == Standing(found)
        with database.writing() as session:
            mailboxes.begin(session, found, BEGUN)
        assert mailbox.standing(database, box) == Standing(found, BEGUN)
    with closing(Database("postgresql+psycopg://127.0.0.1:1/tickets")) as away:
        assert mailbox.standing(away, box) is None
