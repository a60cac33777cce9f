"""Does `carteiro init` without a terminal take answers as they are meant, refuse others by name, and never lose or show what is there?"""

import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ruamel.yaml import YAML
from typer.testing import CliRunner

from gateway import settings as reader
from gateway.commands.line import cli
from gateway.console.asking import mapping, operator
from gateway.console.asking.url import url
from gateway.console.doctor import setting
from gateway.doors.imap.url import read_url as read_box
from gateway.people.ldap import mapping as ldap
from gateway.people.ldap.url import read_url as read_ldap
from gateway.post.server import read_url as read_relay
from gateway.settings import Settings
from tests.gateway.standing import standing_in

FEW = ("--address", "suporte@orgao.example", "--directory", "file:demo/directory.yml", "--no-test")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an operator stands."""
    return standing_in(tmp_path, monkeypatch)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["init", *words])


def said(folder: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe", pure=True).load((folder / "carteiro.yml").read_text()))


def test_what_is_not_answered_is_named_and_nothing_is_written(folder: Path) -> None:
    for words, lacks in (
        ((), "address: not answered"),
        (("--address", "suporte@orgao.example", "--no-test"), "directory.host: not answered"),
        ((*FEW,), "relay.host: not answered"),
    ):
        done = run(*words)
        assert (done.exit_code, lacks in done.output) == (2, True), done.output
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "code", "says"),
    [
        ("adress: suporte@orgao.example", 2, "adress: no such answer"),
        ("relay: {prot: 587}", 2, "relay.prot: no such answer; allowed: kind, host"),
        ("relay: {host: a, host: b}", 2, "each key once"),
        ("- relay", 2, "must be `name: value` lines"),
        ("address: suporte", 1, "one plain address"),
        ("address: suporte@orgao", 1, "in a whole domain"),
        ("address: a@b.example\ntimezone: Brasilia\nrelay: maildir\ndirectory: file:demo/directory.yml", 1, "IANA time zone"),
        ("address: a@b.example\nrelay: {host: 'a b'}\ndirectory: file:demo/directory.yml", 1, "name of a host"),
        ("address: a@b.example\nrelay: {host: a, port: 99999}\ndirectory: file:demo/directory.yml", 1, "a number from 1 to 65535"),
        ("address: a@b.example\nrelay: pigeon\ndirectory: file:demo/directory.yml", 1, "allowed: smtp, maildir"),
        ("address: a@b.example\nrelay: maildir\nlisten: 'pop3://x:1'\ndirectory: file:demo/directory.yml", 1, "allowed: smtp://"),
    ],
)
def test_an_answer_that_cannot_be_is_named_with_what_is_allowed(folder: Path, answers: str, code: int, says: str) -> None:
    (folder.parent / "answers.yml").write_text(answers)
    done = run("--answers", str(folder.parent / "answers.yml"), "--no-test")
    assert (done.exit_code, says in " ".join(done.output.split())) == (code, True), done.output
    assert list(folder.iterdir()) == []


def test_a_password_in_a_value_goes_into_a_file_of_its_own(folder: Path) -> None:
    relay, database = (
        "smtp://carteiro:se%26gredo@mail.orgao.example:587?starttls",
        "postgresql+psycopg://carteiro:outra@db.example/carteiro",
    )
    done = run(*FEW, "--relay", relay, "--database", database)
    assert done.exit_code == 0, done.output
    written = (folder / "carteiro.yml").read_text()
    assert not any(secret in written for secret in ("gredo", "outra"))
    assert not any(secret in done.output for secret in ("gredo", "outra"))
    read = reader.read(folder)
    assert (read.database, read_relay(read.relay).password) == (database, "se&gredo")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (folder / "secrets").iterdir()} == {0o600}


def test_one_that_is_there_is_replaced_only_after_a_yes_and_all_that_it_names_stays(folder: Path) -> None:
    assert run(*FEW, "--relay", "smtp://carteiro:alt@mail.example:587?starttls").exit_code == 0
    before = {path: path.read_text() for path in folder.rglob("*") if path.is_file()}
    refused = run(*FEW, "--relay", "maildir:x")
    assert (refused.exit_code, "--yes replaces it" in refused.output) == (1, True)
    assert {path: path.read_text() for path in folder.rglob("*") if path.is_file()} == before
    assert run("--yes", "--no-test", "--relay", "smtp://carteiro:neu@mail.example:587?starttls", "--operator", "a@b.example").exit_code == 0
    (old,) = folder.glob("carteiro.yml.*")
    assert old.read_text() == before[folder / "carteiro.yml"]
    assert all(path.read_text() == text for path, text in before.items() if path.name != "carteiro.yml")
    read = reader.read(folder)
    assert (read.address, read.operator, read_relay(read.relay).password) == ("suporte@orgao.example", "a@b.example", "neu")
    assert read.secret == ((folder / "secrets" / "secret").read_text().strip(),), "letters that are under way go on proving something"


def test_a_gateway_that_ran_before_keeps_its_secret(folder: Path) -> None:
    (folder / "var").mkdir()
    (folder / "var" / "secret").write_text("one that letters under way are signed with")
    assert run(*FEW, "--relay", "maildir:x").exit_code == 0
    assert reader.read(folder).secret == ("one that letters under way are signed with",)


def test_what_the_environment_names_wins_and_is_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_RELAY", "maildir:elsewhere")
    done = run(*FEW)
    assert done.exit_code == 0, done.output
    assert "CARTEIRO_RELAY" in done.output
    assert "relay" not in said(folder)


def test_an_account_of_a_directory_has_a_password(folder: Path) -> None:
    (folder.parent / "answers.yml").write_text("directory: {host: ldap.example, bind: cn=a, password: '', base: dc=x}\nrelay: maildir\n")
    done = run("--answers", str(folder.parent / "answers.yml"), "--address", "a@b.example", "--no-test", "--yes")
    assert (done.exit_code, "directory.password: a password is needed" in done.output) == (1, True), done.output
    assert list(folder.iterdir()) == []


def test_mailboxes_that_stand_in_a_file_of_their_own_are_written_so(folder: Path) -> None:
    (folder.parent / "boxes").write_text("imaps://a:gredo@imap.orgao.example/INBOX\n")
    (folder.parent / "answers.yml").write_text(f"relay: maildir\nmailboxes_file: {folder.parent / 'boxes'}\n")
    done = run(*FEW, "--answers", str(folder.parent / "answers.yml"))
    assert done.exit_code == 0, done.output
    assert reader.read(folder).mailboxes == ("imaps://a:gredo@imap.orgao.example/INBOX",)
    assert "gredo" not in (folder / "carteiro.yml").read_text()
    (folder.parent / "boxes").unlink()
    gone = run(*FEW, "--answers", str(folder.parent / "answers.yml"), "--yes")
    assert (gone.exit_code, "mailboxes_file" in gone.output) == (1, True), gone.output


@pytest.mark.parametrize(("said", "why"), [("", "no-operator"), ("suporte@orgao.example", "bad-operator"), ("a@b.example", "")])
def test_whether_alarms_reach_somebody_is_said_as_the_doctor_says_it(said: str, why: str) -> None:
    chosen = Settings(address="suporte@orgao.example", operator=said)
    assert operator.QUESTION.look is not None
    finding = operator.QUESTION.look(chosen)
    assert (finding.ok, finding.why, bool(finding.matters)) == (why != "bad-operator", why, bool(why))
    assert finding.says in setting.look(chosen).says


@pytest.mark.parametrize("kind", [mapping.OPENLDAP, mapping.ACTIVE])
@pytest.mark.parametrize("profile", ["", "employeeType"])
def test_the_mapping_to_begin_with_is_one(tmp_path: Path, kind: str, profile: str) -> None:
    usual = mapping.USUAL[kind]
    base = 'ou="Órgão, #1",dc=orgao,dc=example'
    where = {part: getattr(usual, part).format(base=base) for part in ("people", "entities", "groups")}
    (tmp_path / "ldap.yml").write_text(mapping.text(kind, **where, cpf="employeeNumber", cnpj="departmentNumber", profile=profile), "utf-8")
    found = ldap.load(tmp_path / "ldap.yml")
    assert found.people.base == where["people"]
    assert found.people.profiles.gestor.attribute == profile
    assert found.people.profiles.gestor.membership is not bool(profile)


def test_no_sign_of_a_user_a_folder_or_a_file_is_taken_for_another(tmp_path: Path) -> None:
    odd = tmp_path / "a b&c+d%e#f,g"
    odd.write_text("p\n")
    user = "suporte+x@orgao.example:/#?"
    box = read_box(url("imaps", "::1", 993, "Caixa/de Entrada&ç", user=user, options={"password_file": str(odd)}).replace(",", "%2C"))
    assert (box.host, box.user, box.folder, box.password_file) == ("::1", user, "Caixa/de Entrada&ç", str(odd))
    relay = read_relay(url("smtp", "mail.example", 587, user=user, options={"starttls": None, "password_file": str(odd)}))
    assert (relay.user, relay.password, relay.tls) == (user, "p", "starttls")
    bind = "cn=Gateway\\, do órgão+uid=7,dc=orgao,dc=example"
    access = read_ldap(url("ldap", "localhost", 389, options={"mapping": "m.yml", "bind": bind, "password_file": str(odd)}))
    assert (access.bind, access.password) == (bind, "p")
