"""How is a person asked at a terminal? A line for each question, with what a mere Enter means; a password is not shown."""

import sys
from contextlib import AbstractContextManager

import typer
from rich.console import Console

from gateway.commands import shown
from gateway.console.asking.talk import Tone
from gateway.console.doctor.finding import Finding

STYLES = {"plain": "", "head": "bold", "good": "green", "warn": "yellow", "bad": "red"}


class Terminal:
    """The person in front of it, or nobody. quiet: nobody is asked, even if somebody sits there."""

    def __init__(self, *, quiet: bool) -> None:
        self._asks = not quiet and sys.stdin.isatty()

    @property
    def asks(self) -> bool:
        """Whether there is anybody to ask."""
        return self._asks

    def ask(self, question: str, default: str, *, hidden: bool) -> str:
        """One line. An empty answer is the default."""
        offer = (" [Enter: as before]" if hidden else f" [{default}]") if default else ""
        said: str = typer.prompt(f"  {question}{offer}", default=default, hide_input=hidden, show_default=False, prompt_suffix=": ")
        return said

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        """A line; a title has an empty one before it."""
        if tone == "head":
            shown.say("")
        shown.say(sentence if tone == "head" else f"  {sentence}", STYLES[tone])

    def found(self, finding: Finding) -> None:
        """As the doctor says it."""
        shown.found(finding, error=True)

    def trying(self, what: str) -> AbstractContextManager[object]:
        """A turning sign on a terminal."""
        return Console(stderr=True).status(f"Trying: {what}")
