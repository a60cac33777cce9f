"""Does `carteiro init`, answered from a file, lead to an installation that works with a real mailbox, directory and relay?"""

import json
import stat
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.wire.installing import ADDRESS, Surroundings, Up
from tests.wire.premises import until
from tests.wire.test_whole_chain import vouched_for, written
from tests.world import ADDRESS as DEMO
from tests.world import ANA, MARIA


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Surroundings]:
    with Surroundings(tmp_path) as made:
        yield made


def asked(around: Surroundings, answers: dict[str, Any], *words: str) -> tuple[int, str]:
    """Exit code and errors of an init with these answers, in JSON, which is YAML."""
    file = around.folder.parent / "answers.yml"
    file.write_text(json.dumps(answers))
    done = around.run("init", "--answers", str(file), *words)
    return done.returncode, done.stderr + done.stdout


def whole(around: Surroundings) -> None:
    """The installation works: the doctor is content, and a mail in the mailbox is answered through the relay."""
    doctor = around.run("doctor", "--json")
    found = [json.loads(line) for line in doctor.stdout.splitlines()]
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert {"database", "evidence", "directory", "relay", "mailbox"} <= {row["part"] for row in found if row["ok"]}
    with Up(around) as up:
        around.mailbox.put(vouched_for(written(MARIA, "Pela caixa"), MARIA).replace(DEMO.encode(), ADDRESS.encode()))
        until(lambda: around.letters(MARIA) and around.letters(ANA), 60)
        (letter,) = around.letters(MARIA)
        (ticket,) = [json.loads(line) for line in around.run("ticket", "list", "--json").stdout.splitlines()]
        assert ticket["number"] in str(letter["Subject"]), up.log
        until(lambda: around.mailbox.count() == 0)
    assert {login.login for login in around.sink.logins if login.password == b"segredo"} == {b"carteiro"}


def left(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.timeout(400)
def test_wrong_answers_are_named_and_leave_nothing_and_right_ones_lead_to_an_installation_that_works(around: Surroundings) -> None:
    right: dict[str, Any] = around.answers()
    for place, name, value, why in (
        ("relay", "password", "errada", ("relay: answers 535", "password_file=")),
        ("relay", "port", 1, ("relay: ", "host and port")),
        ("directory", "password", "errada", ("directory: ", "not let in", "bind=")),
        ("directory", "base", "dc=outra,dc=example", ("directory: ", "base and filter")),
        ("mailbox", "password", "errada", ("mailboxes.1: cannot be read", "Look at the user and at password_file")),
        ("directory", "ca", "", ("directory: ", "ca=FILE")),
    ):
        answers = deepcopy(right)
        (answers["mailboxes"][0] if place == "mailbox" else answers[place])[name] = value
        code, said = asked(around, answers)
        assert code == 1, (place, name, said)
        assert all(words in said for words in (*why, "Nothing was written")), (place, name, said)
        assert left(around.folder) == set(), (place, name)
    code, said = asked(around, right)
    assert code == 0, said
    assert "6 representatives, 5 technicians, 2 supervisors" in said
    assert "carteiro doctor" in said
    whole(around)


def test_no_secret_stands_in_what_others_may_read(around: Surroundings) -> None:
    assert asked(around, around.answers())[0] == 0
    assert left(around.folder) == {
        *("carteiro.yml", "ldap.yml", "secrets", "secrets/secret"),
        *(f"secrets/{name}.password" for name in ("relay", "ldap", "mailbox-1")),
    }
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in around.folder.rglob("*")}
    assert modes["carteiro.yml"] == modes["ldap.yml"] == 0o640
    assert modes["secrets"] == 0o700
    assert {modes[path.name] for path in (around.folder / "secrets").iterdir()} == {0o600}
    said = (around.folder / "carteiro.yml").read_text()
    assert "segredo" not in said
    assert (around.folder / "secrets" / "secret").read_text().strip() not in said
    assert (around.folder / "secrets" / "relay.password").read_text() == "segredo\n"
