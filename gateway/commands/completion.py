"""carteiro --show-completion, --install-completion: the script with which a shell offers commands, options and words at TAB."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gateway import settings as reader
from gateway.catalog import load
from gateway.commands import shown
from gateway.commands.completing import SHELLS, script
from gateway.files import find_file
from gateway.yamlfile import FaultyFileError

PLACES = {
    "bash": ".local/share/bash-completion/completions/carteiro",
    "zsh": ".zfunc/_carteiro",
    "fish": ".config/fish/completions/carteiro.fish",
}
NEXT = {
    "bash": "New shells have it where the package bash-completion is installed; else put `source {file}` into ~/.bashrc.",
    "zsh": "Put `fpath+=(~/.zfunc); autoload -Uz compinit; compinit` into ~/.zshrc, unless it is there.",
    "fish": "New shells have it.",
}
Show = Annotated[str, typer.Option("--show-completion", metavar="SHELL", help=f"Print what a shell needs for TAB: {', '.join(SHELLS)}.")]
Install = Annotated[str, typer.Option("--install-completion", metavar="SHELL", help="Put that where the shell of this user looks for it.")]


def complete(program: Any, show: str, install: str) -> None:
    """Prints the script, or writes it. program: the command at the top. Raises typer.Exit when it is done."""
    for shell in filter(None, (show, install)):
        if shell not in SHELLS:
            shown.complain(f"{shell} is not known; allowed: {', '.join(SHELLS)}")
            raise typer.Exit(2)
    if show:
        typer.echo(script(show, program, _groups()), nl=False)
        raise typer.Exit
    if install:
        file = Path.home() / PLACES[install]
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script(install, program, _groups()), encoding="utf-8")
        except OSError as error:
            shown.complain(f"{file} cannot be written ({error.strerror}); `carteiro --show-completion {install}` prints it instead.")
            raise typer.Exit(1) from None
        typer.echo(f"Written: {file}\n{NEXT[install].format(file=file)}")
        raise typer.Exit


def _groups() -> tuple[str, ...]:
    """The groups of the catalogue of the settings, as it is now; none where it cannot be read."""
    try:
        return tuple(group.name for group in load(find_file(reader.sound().settings.catalog)).groups)
    except (FaultyFileError, OSError):
        return ()
