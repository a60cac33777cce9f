"""The command line: listings in words and in JSON, exit codes, errors that name the next step (contract.md)."""

import base64
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.commands.starting import settings, warn_of_demo
from gateway.people.password import matches
from gateway.settings import BadSettings
from storage.mailbox import mailboxes, pickups, suspects
from storage.mailbox.pickups import Seen
from tests.world import ANA, MARIA, PNG, World


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    return tmp_path


@pytest.fixture
def told(world: World) -> World:
    """A ticket opened and solved, a mail held, a stranger's mail."""
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.mail_in(MARIA, "[11] Sem prova", login=False)
    world.mail_in("estranho@fora.example", "Oi", login=False)
    world.work_off()
    return world


def run(*words: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(words), input=stdin)


def objects(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ticket_list_has_the_keys_of_the_contract(told: World) -> None:
    ticket = objects("ticket", "list")[0]
    wanted = "number status code title requester entity group technician opened_at updated_at due_at outcome round merged_into"
    assert set(wanted.split()) <= set(ticket)
    assert (ticket["number"], ticket["status"], ticket["code"]) == (told.ticket().number, "solved", 12)
    assert told.ticket().number in run("ticket", "list").output


def test_ticket_show_tells_what_happened_what_was_written_and_the_files(told: World) -> None:
    ticket = objects("ticket", "show", told.ticket().number)[0]
    assert [e["kind"] for e in ticket["events"]] == ["open", "route", "solve"]  # type: ignore[union-attr,index]
    assert len(ticket["messages"]) == 2  # type: ignore[arg-type]
    assert ticket["attachments"][0]["name"] == "tela.png"  # type: ignore[index]
    assert run("ticket", "show", "L_99999999").exit_code == 1


def test_mail_list_shows_every_mail_with_its_one_disposition(told: World) -> None:
    mails = objects("mail", "list")
    assert [m["disposition"] for m in mails if m["way"] == "in"] == ["opened", "solved", "held-claimed", "stranger"]
    assert {m["disposition"] for m in mails if m["way"] == "out"} == {"sent"}
    assert told.count() == 1


def test_mail_show_gives_the_bytes_back(told: World) -> None:
    assert b"Subject: [11] Sem prova" in run("mail", "show", "in-3", "--raw").stdout_bytes
    assert objects("mail", "show", "in-3")[0]["disposition"] == "held-claimed"
    assert told.last(ANA).text.split()[0] in run("mail", "show", "out-1", "--raw").output
    assert run("mail", "show", "in-99").exit_code == 1
    assert run("mail", "show", "nonsense").exit_code == 2


def test_a_mail_that_a_mailbox_only_showed_is_listed_and_counted(world: World) -> None:
    now = world.clock()
    with world.tools.database.writing() as session:
        mailbox = mailboxes.known(session, "suporte@imap.example/INBOX", now)
        claims = pickups.claim(session, mailbox, 1, [Seen(7, 1234, now), Seen(8, 99, now)], now, timedelta(seconds=30))
        suspects.put_off(session, [claims[7]], 1, now, "NO [SERVERBUG]")
        suspects.give_up(session, claims[7], now)
    listed = objects("mail", "list")
    assert [(m["id"], m["disposition"], m["mailbox"]) for m in listed] == [
        ("box-1", "unfetchable", "suporte@imap.example/INBOX"),
        ("box-2", "waiting", "suporte@imap.example/INBOX"),
    ]
    assert "2026-11-23 suporte@imap.example/INBOX: 2 received, 1 with a disposition, 1 without" in run("mail", "list").output
    assert run("mail", "reconcile").exit_code == 1
    refused = run("mail", "show", "box-1")
    assert (refused.exit_code, "Quarentena" in refused.output) == (1, True)


def test_retry_is_for_mails_that_were_set_aside(told: World) -> None:
    assert told
    result = run("mail", "retry", "in-1")
    assert (result.exit_code, "is not set aside" in result.output) == (1, True)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["in-²", "in-", "in--1", "in-" + "9" * 30, "out-1x"])
def test_what_names_no_mail_is_said_to(name: str) -> None:
    result = run("mail", "retry", name)
    assert (result.exit_code, "in-12 or out-3" in result.output) == (2, True)


def test_reconcile_counts_per_door_and_day(told: World) -> None:
    assert objects("mail", "reconcile") == [{"day": "2026-11-23", "door": "smtp", "mailbox": "", "received": 4, "with": 4, "without": 0}]
    told.mail_in(MARIA, "[11] Ainda não lido")
    assert run("mail", "reconcile").exit_code == 1


def test_people_never_shows_a_password() -> None:
    people = objects("people")
    assert {"name", "mail", "profile", "active", "entities", "groups"} <= set(people[0])
    assert "scrypt" not in json.dumps(people)


def test_catalog_lists_19_items_and_checks_a_file(home: Path) -> None:
    items = objects("catalog")
    assert [item["code"] for item in items] == list(range(1, 20))
    assert items[11]["groups"] == {f"SR-{n}": f"21150.SR-{n}" for n in range(1, 6)}, "who answers an entity of each region"
    assert run("catalog", "check", "catalog.yml").exit_code == 0
    (home / "bad.yml").write_text(Path("catalog.yml").read_text().replace("code: 12", "code: doze"))
    result = run("catalog", "check", str(home / "bad.yml"))
    assert result.exit_code == 1
    assert "bad.yml:" in result.output
    assert "allowed" in result.output


def test_deliver_puts_a_file_through_the_door(home: Path) -> None:
    (home / "m.eml").write_bytes(b"From: a@fora.example\r\nSubject: Oi\r\n\r\nTexto\r\n")
    assert run("deliver", str(home / "m.eml")).exit_code == 0
    assert run("deliver", "-", stdin=b"From: b@fora.example\n\nTexto\n").exit_code == 0
    assert len(objects("mail", "list")) == 2


@pytest.mark.parametrize(("content", "sentence"), [(None, "cannot be read"), (b"  \n", "empty"), (b"x" * 25_000_001, "larger")])
def test_deliver_refuses_what_is_no_mail_and_stores_nothing(home: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (home / "m.eml").write_bytes(content)
    result = run("deliver", str(home / "m.eml"))
    assert (result.exit_code, sentence in result.output) == (1, True)


def test_deliver_says_75_when_the_fault_is_ours(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "m.eml").write_bytes(b"From: a@fora.example\r\n\r\nTexto\r\n")
    monkeypatch.setenv("CARTEIRO_DATABASE", "postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=2")
    assert run("deliver", str(home / "m.eml")).exit_code == 75


def test_read_prints_the_keys_of_the_contract(home: Path) -> None:
    (home / "a.eml").write_bytes(b"From: Maria <maria@x.example>\r\nSubject: RES: [12] Portal\r\n\r\nAPROVAR\r\n")
    (home / "b.eml").write_bytes(b"\xff\xfe")
    rows = objects("read", str(home / "a.eml"), str(home / "b.eml"))
    keys = "file kind from to subject title code ticket text new_text command unclear attachments bounce defects"
    assert set(keys.split()) == set(rows[0])
    assert (rows[0]["code"], rows[0]["from"]) == (12, "maria@x.example")
    assert rows[0]["command"] == [{"word": "APROVAR", "argument": "", "text": ""}]


def test_read_takes_folders_and_mbox_files(home: Path) -> None:
    folder = home / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(b"Subject: um\r\n\r\n")
    (folder / "2.mbox").write_bytes(b"From a Mon\nSubject: dois\n\n\nFrom b Mon\nSubject: tres\n\n\n")
    assert [row["subject"] for row in objects("read", str(folder))] == ["um", "dois", "tres"]


def test_listings_work_before_anything_ever_ran() -> None:
    for words in (("ticket", "list"), ("mail", "list"), ("due",), ("mail", "reconcile")):
        assert run(*words).exit_code == 0


def test_a_listing_that_is_no_terminal_cuts_nothing(told: World) -> None:
    assert told.ticket().number in run("ticket", "list").output
    assert "held-claimed" in run("mail", "list", "--only", "held").output
    assert "stranger" not in run("mail", "list", "--only", "held").output


def test_the_version_is_said() -> None:
    assert run("--version").output.startswith("carteiro 0")


def test_read_of_a_missing_file_says_so() -> None:
    assert (run("read", "/no/such/file").exit_code, "cannot be read" in run("read", "/no/such/file").output) == (1, True)


def test_db_upgrade_may_be_said_twice() -> None:
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "upgrade").exit_code == 0


def test_release_lets_a_held_claim_be_decided(told: World) -> None:
    result = run("mail", "release", "in-3")
    assert (result.exit_code, "due again" in result.output) == (0, True)
    told.later(days=3650)  # the command has a clock of its own, and says that it is due now
    assert told.outcome(3) == "opened"
    assert objects("mail", "show", "in-3")[0]["released_by"] == "operator"


@pytest.mark.parametrize("mail", ["in-1", "in-4", "in-99", "out-1"])
def test_release_is_for_held_claims_alone(told: World, mail: str) -> None:
    assert told
    result = run("mail", "release", mail)
    assert (result.exit_code, ("There is no mail" if mail == "in-99" else "does not wait") in result.output) == (1, True)


@pytest.mark.parametrize("sign", ["\x1b[2J", "\r", "\x9b2J", "\u202e", "[red]"])
def test_what_a_stranger_wrote_steers_no_terminal(world: World, sign: str) -> None:
    coded = base64.b64encode(f"Oi{sign}fim".encode()).decode()
    world.raw_in(f"From: x@fora.example\r\nSubject: =?utf-8?B?{coded}?=\r\n\r\nTexto\r\n".encode())
    world.work_off()
    for words in (("mail", "list"), ("mail", "show", "in-1")):
        output = run(*words).output
        assert "Oi" in output
        assert "fim" in output
        assert ("[red]" in output) if sign == "[red]" else (sign not in output)


def test_password_writes_what_a_directory_file_keeps() -> None:
    result = CliRunner().invoke(cli, ["password"], input="segredo\nsegredo\n")
    kept = result.output.rpartition("password: ")[2].strip()
    assert result.exit_code == 0
    assert matches("segredo", kept)
    assert not matches("outro", kept)


@pytest.mark.usefixtures("told")
def test_a_copy_of_the_demo_directory_is_served_on_loopback_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "people.yml"
    copy.write_bytes((Path(__file__).parents[2] / "demo" / "directory.yml").read_bytes())
    monkeypatch.setenv("CARTEIRO_DIRECTORY", f"file:{copy}")
    monkeypatch.setenv("CARTEIRO_LISTEN", "smtp://192.0.2.1:2525")
    with pytest.raises(BadSettings, match="carteiro password"):
        warn_of_demo(settings())


def test_people_says_which_profile_nobody_has(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world
    other = tmp_path / "people.yml"
    text = (Path(__file__).parents[2] / "demo" / "directory.yml").read_text("utf-8")
    other.write_text(
        re.sub(r"profile: \[tecnico\]\n    groups: \[21150.SR-\d\]", "profile: [supervisor]\n    supervises: [21150.SR-1]", text), "utf-8"
    )
    monkeypatch.setenv("CARTEIRO_DIRECTORY", f"file:{other}")
    result = run("people")
    assert (result.exit_code, "Nobody has the profile tecnico" in " ".join(result.output.split())) == (0, True)


def test_the_talk_about_a_held_denuncia_is_hushed_too(world: World) -> None:
    world.mail_in(MARIA, "[1] Denúncia", login=False)
    world.work_off()
    world.reply(world.last(MARIA), "Sim, fui eu.", login=False)
    world.work_off()
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    rows = objects("mail", "list")
    assert len(rows) > 5
    assert {row["who"] for row in rows} == {"(sigiloso)"}
    assert objects("mail", "show", "in-2")[0]["to"] == ["(sigiloso)"]
