"""carteiro doctor: tries every part and says what is wrong, why it matters and how to mend it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from gateway import app as application
from gateway import settings as reader
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.console.doctor import setting
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.trials import trials
from gateway.console.tidying import missing, tidied

WRONG = 1


def doctor(json: Json = False) -> None:
    """Tries every part: what is wrong, why it matters, and how to mend it. Exit 1 when something is."""
    found = []
    for finding in _findings():
        found.append(finding)
        _show(finding, as_json=json)
    if not json:
        Console(soft_wrap=True).print(Text(summary(found)))
    raise typer.Exit(0 if all(finding.ok for finding in found) else WRONG)


def summary(found: list[Finding]) -> str:
    """All of it in one line."""
    wrong = sum(1 for finding in found if not finding.ok)
    look = sum(1 for finding in found if finding.ok and finding.why)
    return f"{len(found) - wrong - look} parts in order, {look} worth a look, {wrong} wrong."


def _findings() -> Iterator[Finding]:
    """Settings that cannot be read are said first; whatever does not hang on them is tried all the same, all at once."""
    read = reader.sound()
    progress = Console(stderr=True)
    yield from (setting.fault(name, sentence) for name, sentence in read.faults)
    with silence(), tidied() as made:
        made.extend(missing(read.settings))
        tried = trials(read.settings, application.now, (name for name, _ in read.faults), read.files)
        for trial, finding in [(trial, trial.begin()) for trial in tried]:
            with progress.status(f"Trying {trial.part} {trial.name}".strip()):
                found = finding()
            yield found


def _show(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        shown.line(finding.row)
        return
    shown.found(finding)


@contextmanager
def silence() -> Iterator[None]:
    """What the parts write to the log is said here in better words."""
    log = logging.getLogger("gateway")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
