"""How does a command that is given several things say what became of each? A sentence or an object for each, and one exit code for all."""

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from gateway.commands import shown


@dataclass(frozen=True, slots=True)
class Done:
    """One thing. id: as it was named; so: whether it was done; says, lacks: the sentence for either, with {} for the id."""

    id: str
    so: bool
    says: str
    lacks: str

    @property
    def sentence(self) -> str:
        """What is told of it."""
        return (self.says if self.so else self.lacks).format(self.id)


def tell(found: Sequence[Done], *, as_json: bool, empty: str) -> None:
    """Says it of each. Raises typer.Exit with 1 when one was not done."""
    for one in found:
        if as_json:
            shown.line({"id": one.id, "done": one.so, "says": one.sentence})
        elif one.so:
            typer.echo(one.sentence)
        else:
            shown.complain(one.sentence)
    if not found and not as_json:
        typer.echo(empty)
    if not all(one.so for one in found):
        raise typer.Exit(1)
