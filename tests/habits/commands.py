"""Which commands and options are there? docs/commands.md as the program itself would write it: `python -m tests.habits.commands`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from gateway.commands.line import cli

FILE = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD = """\
# Commands

All of them, as `carteiro COMMAND --help` says it; `python -m tests.habits.commands` writes this file anew. Settings stand in
`carteiro.yml` or the environment ([settings.md](settings.md)); `carteiro init` asks for them ([init.md](init.md)).

**For scripts.** Whatever lists has `--json`: one object a line, in UTF-8, without colours, the same keys in all rows of a kind;
sentences for people go to the error stream. Exit codes: 0 done; 1 it could not be done, or something is wrong; 2 a person
must act first: settings or options are wrong, or the database is an older state of itself, of another version or damaged
([runbook](runbook.md#the-start-is-refused)); 75 something is away, try again later.

**For people.** Colours say what is well (green), waits (yellow) and wants a person (red); on a terminal only, and not where `NO_COLOR`
is set. A table that is too wide gives way where nothing is lost that tells rows apart; on a narrow terminal each row is a block of
lines. A pipe gets all of it.

**TAB.** `carteiro --install-completion bash` (or `zsh`, `fish`) puts a script where the shell looks for it; `--show-completion` prints
it, for `/etc/bash_completion.d/carteiro` say. It holds commands, options, groups of the catalogue and fixed words itself: TAB starts
nothing, reads nothing and writes nothing. After an upgrade do it again.
"""


def written() -> str:
    """The whole file."""
    return "\n".join([HEAD, *_command(typer.main.get_command(cli), "carteiro")])


def _command(command: Any, path: str) -> Iterator[str]:
    """The command, then those below it."""
    below = getattr(command, "commands", {})
    if path == "carteiro" or not below or command.invoke_without_command:
        yield f"## `{_usage(command, path)}`\n"
        yield f"{_plain(command.help or '')}\n"
        rows = list(_rows(command))
        if rows:
            yield "\n".join(["| | |", "| --- | --- |", *rows, ""])
    for name in sorted(below):
        yield from _command(below[name], f"{path} {name}")


def _usage(command: Any, path: str) -> str:
    arguments = [_shown(param) for param in command.params if param.param_type_name == "argument"]
    return " ".join([path, *arguments])


def _shown(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    name = f"{name}..." if argument.nargs == -1 and not name.endswith("...") else name
    return name if argument.required else f"[{name}]"


def _rows(command: Any) -> Iterator[str]:
    for param in command.params:
        meaning = _plain(getattr(param, "help", "") or "")
        if param.param_type_name == "argument":
            if meaning:
                yield f"| `{param.metavar or param.name.upper()}` | {_cell(meaning)} |"
            continue
        names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
        value = "" if param.is_flag else f" `{param.metavar or param.name.upper()}`"
        needed = " Required." if param.required else ""
        yield f"| {names}{_cell(value)} | {_cell(meaning)}{needed} |"


def _plain(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n\n", " ")


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
