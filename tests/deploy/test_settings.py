"""Would a gateway start with what deploy/ and docs/operating.md say? Every setting and command in them is one that there is."""

import re
import time
from pathlib import Path

import pytest

from gateway.app import boxes
from gateway.people.ldap.url import read_url
from gateway.post.relay import relay
from gateway.settings import PREFIX, Settings, read
from tests.deploy.parts import DEPLOY, ROOT, SECRETS, SYSTEMD, commands, compose, environment_file, environments, ours, run

GUIDES = tuple(ROOT / name for name in ("docs/operating.md", "docs/runbook.md", "docs/scale.md", "README.md"))
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
COMMAND = re.compile(
    r"(?:bin/|`|^\s*(?:sudo )?|&& )carteiro ((?:(?:db|mail|ticket|catalog|evidence|person|incident) )?[a-z]+)\b", re.MULTILINE
)
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", environments())
def test_the_settings_are_accepted(name: str, tmp_path: Path) -> None:
    settings = read(tmp_path, environments()[name])
    assert settings.address != "", name
    read_url(settings.directory)
    relay(settings.relay, time.monotonic, name="carteiro.example").close()
    boxes(settings)


def test_what_only_grown_settings_have_is_the_database_the_secret_and_a_mailbox(tmp_path: Path) -> None:
    few, all_ = (read(tmp_path, environments()[name]) for name in ("systemd", "systemd, grown"))
    assert (few.database, few.broker, few.secret, few.mailboxes) == ("sqlite:///{home}/carteiro.db", "local:", (), ())
    assert all_.database.startswith("postgresql+psycopg://")
    assert all_.broker.startswith("redis://")
    assert (len(all_.secret), len(all_.mailboxes)) == (1, 1)


@pytest.mark.parametrize("path", [*FILES, *GUIDES], ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", path.read_text()))
    assert {name for name in named if name not in KNOWN and name.removesuffix("_FILE") not in KNOWN} == set()


@pytest.mark.parametrize("path", [*FILES, *GUIDES], ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    assert set(COMMAND.findall(path.read_text())) - commands() == set()


def test_commands_are_found_where_they_are_written() -> None:
    units = {path.name.split(".")[0].rstrip("@"): COMMAND.findall(path.read_text())[-1] for path in SYSTEMD.glob("*.service")}
    assert units == {f"carteiro-{part}": part for part in ("up", "smtp", "imap", "work", "page", "backup")}
    assert {"db copy", "doctor", "mail reconcile", "backup", "restore", "evidence accept"} <= set(COMMAND.findall(GUIDES[0].read_text()))


def test_the_containers_run_commands_that_exist() -> None:
    assert sorted(service["command"][0] for service in ours().values()) == ["page", "smtp", "smtp", "work"]
    checks = [service["healthcheck"]["test"] for service in ours().values()]
    assert {check[2] for check in checks if check[1].endswith("/carteiro")} <= commands()


def test_every_secret_is_a_file_that_is_prepared_and_shown() -> None:
    secrets = set(compose()["secrets"])
    used: set[str] = set()
    for service in compose()["services"].values():
        used |= set(service.get("secrets", ()))
    assert used == secrets
    assert {path.name for path in SECRETS.iterdir()} == secrets - {"tls.cert", "tls.key"}


def test_the_shell_reads_the_environment_file_as_systemd_does() -> None:
    names = environment_file(everything=False)
    said = run("sh", "-c", 'set -a; . "$1"; env -0', "sh", SYSTEMD / "carteiro.env", env={}).stdout
    heard = dict(line.split("=", 1) for line in said.split("\0") if line.startswith(PREFIX))
    assert heard == names
