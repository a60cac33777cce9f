"""Does docs/commands.md know every command and option, and no other?"""

import re
from collections.abc import Iterator
from typing import Any

import typer

from gateway.commands.line import cli
from tests.habits.commands import FILE, written

ANEW = "write it anew: python -m tests.habits.commands"


def spoken(command: Any, path: str) -> Iterator[tuple[str, str]]:
    """Each command with each of its options, '' for the command itself."""
    below = getattr(command, "commands", {})
    if not below or command.invoke_without_command:
        yield path, ""
        yield from ((path, name) for param in command.params if param.param_type_name == "option" for name in param.opts)
    for name in below:
        yield from spoken(below[name], f"{path} {name}")


def documented() -> set[tuple[str, str]]:
    """The same, as the file has it: headings, and the first column of the tables below them."""
    found: set[tuple[str, str]] = set()
    path = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## `(carteiro(?: [a-z-]+)*)", line):
            path = heading[1]
            found.add((path, ""))
        elif line.startswith("| `-"):
            found |= {(path, name) for name in re.findall(r"`(--?[a-z][a-z-]*)`", line.split(" | ")[0])}
    return found


def test_every_command_and_option_is_documented_and_nothing_else() -> None:
    there = set(spoken(typer.main.get_command(cli), "carteiro"))
    assert there - documented() == set(), f"lacks these; {ANEW}"
    assert documented() - there == set(), f"has these, which are gone; {ANEW}"


def test_the_file_says_what_help_says() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), ANEW


def test_every_command_and_every_option_says_what_it_is_for() -> None:
    def silent(command: Any, path: str) -> Iterator[str]:
        if not command.help:
            yield path
        yield from (f"{path} {param.opts[0]}" for param in command.params if param.param_type_name == "option" and not param.help)
        for name, below in getattr(command, "commands", {}).items():
            yield from silent(below, f"{path} {name}")

    assert list(silent(typer.main.get_command(cli), "carteiro")) == []


SAYS_NO_MORE = {
    *(f"carteiro{name}" for name in ("", " init", " up", " smtp", " imap", " work", " page", " demo", " deliver", " password")),
    *(
        f"carteiro {name}"
        for name in (
            "backup",
            "restore",
            "db copy",
            "db upgrade",
            "evidence accept",
            "evidence",
            "incident",
            "ticket hold",
            "ticket unhold",
        )
    ),
}
"""What lists nothing: it runs, asks or does one thing, and says so in a sentence."""


def test_whatever_lists_something_does_so_for_scripts_too() -> None:
    there = set(spoken(typer.main.get_command(cli), "carteiro"))
    without = {path for path, _ in there if (path, "--json") not in there}
    assert without - SAYS_NO_MORE == set()
