"""Is all well? Every check at once, within seconds, whatever is away."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from gateway.clockwork.alarm import UNREAD
from gateway.clockwork.tools import Tools
from gateway.console.health import (
    broker,
    database,
    directory,
    disk,
    evidence,
    expiry,
    inbox,
    mailboxes,
    outbox,
    quarantine,
    record,
    stamps,
    sweep,
)
from gateway.console.health import rows as asked
from gateway.console.health.check import Check
from gateway.console.health.rows import Rows
from gateway.settings import Settings

NAMES = (
    "database",
    "broker",
    "evidence",
    "mailboxes",
    "inbox",
    "outbox",
    "quarantine",
    "sweep",
    "disk",
    "directory",
    "expiry",
    "record",
    "stamps",
)
SECONDS = 5.0  # for all of them together; a question to the directory ends within four and a half
KEPT = timedelta(seconds=10)  # so often the broker and the directory are asked, however many look
KEPT_STORE = timedelta(minutes=1)  # an object store may charge for each question
MEND = "`carteiro doctor` tries the part itself and says more."

Waited = Callable[[Future[Any]], Any]


def look(tools: Tools, settings: Settings) -> tuple[Check, ...]:
    """One check for each of NAMES, in that order; one that cannot be made is red and says so. Never raises."""
    now, until = tools.clock(), time.monotonic() + SECONDS
    begin = tools.flights.begin
    rows = begin("rows", partial(asked.rows, tools, settings.home), now)
    domain = tools.office.address.rpartition("@")[2]
    beside = {
        broker.NAME: begin(broker.NAME, partial(broker.look, settings.broker), now, KEPT),
        evidence.NAME: begin(evidence.NAME, partial(evidence.look, tools.evidence), now, KEPT_STORE),
        disk.NAME: begin(disk.NAME, partial(disk.look, settings), now),
        directory.NAME: begin(directory.NAME, partial(directory.look, tools.directory, domain), now, KEPT),
    }

    def waited(answer: Future[Any]) -> Any:
        return answer.result(max(0.0, until - time.monotonic()))

    found = _of_rows(tools, settings, rows, waited)
    found |= {name: _made(name, partial(waited, answer)) for name, answer in beside.items()}
    return tuple(_since(found[name], rows) for name in NAMES)


def _since(check: Check, answer: Future[Rows]) -> Check:
    """Of what no row says when it began, the alarm does that stands."""
    if check.ok or check.since or not answer.done() or answer.exception():
        return check
    stands = answer.result().standing.get(check.name)
    return replace(check, since=stands.since) if stands else check


def _of_rows(tools: Tools, settings: Settings, answer: Future[Rows], waited: Waited) -> dict[str, Check]:
    try:
        rows: Rows = waited(answer)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is the database that could not be asked
        says, mend = "not known: the database cannot be asked", "See `database`."
        red = {name: Check(name, ok=False, says=says, mend=mend) for name in _questions(tools, settings)}
        return {database.NAME: database.away(trouble), **red}
    made = {name: _made(name, partial(ask, rows)) for name, ask in _questions(tools, settings).items()}
    return {database.NAME: database.answers(), **made}


def _questions(tools: Tools, settings: Settings) -> Mapping[str, Callable[[Rows], Check]]:
    now = tools.clock()
    return {
        mailboxes.NAME: lambda rows: mailboxes.of(settings.mailboxes, rows.boxes, now),
        inbox.NAME: lambda rows: inbox.of(rows.mails),
        outbox.NAME: lambda rows: outbox.of(rows.letters),
        quarantine.NAME: lambda rows: quarantine.of(rows.set_aside),
        sweep.NAME: lambda rows: sweep.of(rows.untaken),
        expiry.NAME: lambda rows: expiry.of(rows.held, told=_is_told(rows)),
        record.NAME: lambda rows: record.of(rows.older, rows.unsealed, now),
        stamps.NAME: lambda rows: stamps.of(settings.timestamps, rows.unstamped, now),
    }


def _is_told(rows: Rows) -> bool:
    """Whether a letter says already that a mailbox holds up ends."""
    return rows.held is not None and any(told >= rows.held.at for one in rows.boxes.values() if (told := one.told.get(UNREAD)) is not None)


def _made(name: str, make: Callable[[], Check]) -> Check:
    try:
        return make()
    except TimeoutError:
        return Check(name, ok=False, says=f"no answer within {SECONDS:.0f} s", mend=MEND)
    except Exception as trouble:  # noqa: BLE001 - the other checks are made all the same
        return Check(name, ok=False, says=f"cannot be looked at ({type(trouble).__name__})", mend=MEND)
