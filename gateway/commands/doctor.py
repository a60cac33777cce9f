"""carteiro doctor: tries every outside part and says what is wrong and how to mend it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import typer
from rich.console import Console
from rich.text import Text

from gateway import app as application
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import settings
from gateway.console.doctor import trials
from gateway.console.finding import Finding

KEYS = ("part", "name", "ok", "why", "says", "mend")
WRONG = 1


def doctor(json: Json = False) -> None:
    """Tries every outside part: what is wrong, and how to mend it. Exit 1 when something is."""
    chosen = settings()
    tools = application.equip(chosen)
    progress, wrong = Console(stderr=True), False
    with _silence():
        for trial in trials(chosen, tools, application.boxes(chosen), application.authority(chosen)):
            with progress.status(f"Trying {trial.part} {trial.name}".strip()):
                finding = trial.run()
            wrong = wrong or not finding.ok
            _show(finding, as_json=json)
    raise typer.Exit(WRONG if wrong else 0)


def _show(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        row = asdict(finding)
        shown.line({key: row[key] for key in KEYS})
        return
    mark, style = ("✗", "bold red") if not finding.ok else ("!", "yellow") if finding.mend else ("✓", "green")
    named = f"{finding.part} {finding.name}".strip()
    line = Text.assemble((mark, style), " ", (shown.printable(named), "bold"), shown.printable(f"  {finding.says}"))
    out = Console(soft_wrap=True)
    out.print(line)
    if finding.mend:
        out.print(Text(f"  -> {shown.printable(finding.mend)}"))


@contextmanager
def _silence() -> Iterator[None]:
    """What the parts write to the log is said here in better words."""
    log = logging.getLogger("gateway")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
