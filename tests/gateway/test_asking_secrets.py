"""Does a password that is given inside a setting ever come to stand in carteiro.yml?"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway import settings as reader
from gateway.allowed import shown
from gateway.app import now
from gateway.commands.line import cli
from gateway.console.asking import address, broker, database
from gateway.console.asking.answers import Answers
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.stage import staged
from gateway.console.asking.talk import Tone
from gateway.console.doctor.finding import Finding
from tests.gateway.standing import standing_in

FEW = {"--address": "suporte@orgao.example", "--directory": "file:demo/directory.yml", "--relay": "maildir:x"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an operator stands."""
    made = tmp_path / "here"
    made.mkdir()
    return standing_in(made, monkeypatch)


def run(*words: str, **options: str) -> Result:
    given = FEW | {f"--{name}": value for name, value in options.items()}
    return CliRunner().invoke(cli, ["init", "--no-test", *words, *(word for pair in given.items() for word in pair)])


@pytest.mark.parametrize(
    ("setting", "value", "option"),
    [
        ("mailbox", "imaps://suporte:gredo@imap.orgao.example/INBOX", "password_file"),
        ("mailbox", "imaps://suporte@imap.orgao.example/INBOX?password=gredo", "password_file"),
        ("mailbox", "imaps://a@imap.orgao.example/INBOX?password_file=p,imaps://b:gredo@imap.orgao.example/INBOX", "password_file"),
        ("directory", "ldaps://ldap.orgao.example?mapping=ldap.yml&bind=cn=a&password=gredo", "password_file"),
        ("directory", "ldaps://cn:gredo@ldap.orgao.example?mapping=ldap.yml", "password_file"),
        ("relay", "smtp://carteiro@mail.orgao.example?starttls&password=gredo", "password_file"),
        ("listen", "smtp://u:gredo@127.0.0.1:2525", "password_file"),
        ("evidence", "s3://bucket?access_key=a&secret_key=gredo", "secret_key_file"),
    ],
)
def test_it_is_refused_with_what_to_write_and_is_not_shown(folder: Path, setting: str, value: str, option: str) -> None:
    done = run(**{setting: value})
    assert done.exit_code == 1
    assert f"name that: {option}=FILE" in " ".join(done.output.split())
    assert "gredo" not in done.output
    assert list(folder.iterdir()) == []


def test_one_in_a_file_of_answers_is_refused_too(folder: Path) -> None:
    answers = folder.parent / "answers.yml"
    answers.write_text("mailboxes:\n- imaps://a:gredo@imap.orgao.example/INBOX\ntimestamps: https://u:gredo@tsa.orgao.example/\n")
    assert run("--answers", str(answers)).exit_code == 1
    answers.write_text("timestamps: https://u:gredo@tsa.orgao.example/\n")
    assert run("--answers", str(answers)).exit_code == 1
    assert list(folder.iterdir()) == []


def test_a_database_that_names_it_as_an_option_is_a_secret_as_a_whole(folder: Path) -> None:
    url = "postgresql+psycopg://carteiro@db.orgao.example/carteiro?password=gredo"
    done = run(database=url)
    assert done.exit_code == 0, done.output
    assert "gredo" not in (folder / "carteiro.yml").read_text()
    assert reader.read(folder).database == url


def test_of_several_mailboxes_each_is_shown_without_it() -> None:
    assert shown("mailboxes", ["imaps://a:um@h/INBOX", "imaps://b:dois@h/INBOX"]) == "imaps://h/INBOX, imaps://h/INBOX"


class Person:
    """Somebody who agrees to what is offered. heard: every question."""

    asks = True

    def __init__(self) -> None:
        self.heard = list[str]()

    def ask(self, question: str, default: str, *, hidden: bool) -> str:
        assert not hidden
        self.heard.append(question)
        return default

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        self.heard.append(f"{tone} {sentence}")

    def found(self, finding: Finding) -> None:
        self.heard.append(finding.says)

    def trying(self, what: str) -> AbstractContextManager[object]:
        return nullcontext(what)


@pytest.mark.parametrize(
    ("module", "value", "seen"),
    [
        (database, "postgresql+psycopg://u@db.example/t?password=gredo", "postgresql+psycopg://db.example/t"),
        (database, "postgresql+psycopg://u:12/gredo@db.example/t", "***"),
        (broker, "redis://:pa]gredo@r.example", "redis://r.example"),
        (broker, "redis://:gredo@[r.example", "***"),
        (broker, "redis//:gredo@r.example", "***"),
        (address, "suporte@orgao.example", "suporte@orgao.example"),
    ],
)
def test_what_an_older_file_says_is_offered_again_without_it(tmp_path: Path, module: ModuleType, value: str, seen: str) -> None:
    person = Person()
    with staged(tmp_path) as stage:
        answers = Answers(Asker({}, person), stage, now, [], tests=False)
        kept = answers.keeps(module.QUESTION, Draft(), {module.QUESTION.setting: value})
    assert kept, "an empty draft stands"
    assert f"Now: {seen}. Keep it?" in person.heard
    assert "gredo" not in str(person.heard)


@pytest.mark.parametrize(("setting", "value"), [("relay", "smtp://u:gredo@[mail.example"), ("mailbox", "imaps://u:gredo@[h/INBOX")])
def test_one_in_a_value_that_cannot_be_read_is_refused_and_not_shown(folder: Path, setting: str, value: str) -> None:
    done = run(**{setting: value})
    assert (done.exit_code, "a password stands in it" in " ".join(done.output.split())) == (1, True), done.output
    assert "gredo" not in done.output
    assert list(folder.iterdir()) == []
