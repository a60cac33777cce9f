"""What stands in deploy/, as the programs that read it see it: units, an environment file, a compose file."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import typer
from ruamel.yaml import YAML

from gateway.commands.line import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
COMPOSE = DEPLOY / "compose"
SECRETS = COMPOSE / "secrets.example"
PLACES = ("/etc/carteiro/secrets/", "/run/secrets/")  # where the secrets lie on a machine, and in a container
DASHED = "carteiro-.service.d"


def program(name: str) -> str:
    """A linter, installed beside Python or by the system."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing: run `make setup servers`, or `make test`"
    return found


def run(*command: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """What a program says, and how it ends."""
    return subprocess.run([program(str(command[0])), *map(str, command[1:])], capture_output=True, text=True, check=False, **more)


def lines(name: str) -> configparser.ConfigParser:
    """What a unit or a drop-in says, the last of a name."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(SYSTEMD / name)
    return read


@cache
def compose() -> dict[str, Any]:
    """The compose file, its merge keys filled in."""
    read: dict[str, Any] = YAML(typ="safe", pure=True).load((COMPOSE / "compose.yml").read_text())
    return read


def ours() -> dict[str, dict[str, Any]]:
    """The services of the compose file that run Carteiro."""
    return {name: service for name, service in compose()["services"].items() if service["image"].startswith("carteiro:")}


def environment_file(*, everything: bool) -> dict[str, str]:
    """carteiro.env as systemd reads it; with everything, what is commented out for the next step too."""
    written = (SYSTEMD / "carteiro.env").read_text().splitlines()
    taken = [re.sub(r"^#(?=CARTEIRO_\w+=)", "", line) if everything else line for line in written]
    return dict(shlex.split(line)[0].split("=", 1) for line in taken if line and not line.startswith("#"))


def environments() -> dict[str, dict[str, str]]:
    """Every set of settings that somebody would start with, secrets in the files of secrets.example."""
    written = {"systemd": environment_file(everything=False), "systemd, grown": environment_file(everything=True)}
    written |= {f"compose, {name}": service["environment"] for name, service in ours().items()}
    return {name: {key: _here(value) for key, value in values.items()} for name, values in written.items()}


def _here(value: str) -> str:
    for place in PLACES:
        value = value.replace(place, f"{SECRETS}/")
    return value


@cache
def commands() -> frozenset[str]:
    """Every `carteiro` command there is, groups with each of theirs: `doctor`, `db`, `db copy`."""
    whole = typer.main.get_command(cli)
    found = set(whole.commands)  # type: ignore[attr-defined]  # a group
    for name, command in whole.commands.items():  # type: ignore[attr-defined]
        found |= {f"{name} {each}" for each in getattr(command, "commands", {})}
    return frozenset(found)


NOT_TAKEN = typer.BadParameter.__bases__[0]
"""What is raised of a command line that is wrong."""


def taken(words: list[str]) -> bool:
    """Whether words are a whole command line, its options and arguments those of the command; nothing is run. Raises NOT_TAKEN."""
    command: Any = typer.main.get_command(cli)
    while hasattr(command, "commands") and words and words[0] in command.commands:
        name, *words = words
        command = command.commands[name]
        if not hasattr(command, "commands"):
            command.make_context(name, list(words))
    return not hasattr(command, "commands")
