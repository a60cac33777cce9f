"""Each boundary of a day at the office fails once, and dies once; is everything there behind it, once?

A program of its own, with no thread before it forks: `python -m tests.faults.sweeping HOME [every]`. Prints the boundaries that were
passed, one a line, and what was wrong behind a fault: `wrong ...`. every: not only the first passage of each, wherever work is done.
"""

import hashlib
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.settings import BadSettings
from storage.mail import inbox
from storage.mail.outbox import SENT
from storage.restoring import witness
from storage.schedule.due import DEAD
from storage.tables import Event, Inbound, Outbound, Ticket
from tests.databases import DATABASES
from tests.faults.boundaries import TRANSACTIONS
from tests.faults.day import Day, trying
from tests.faults.filing_killed import apart
from tests.faults.fleet_killing import MESSAGE_ID
from tests.faults.passing import BEHIND, DEATH, FAULTS, Passage
from tests.faults.steps import A_MINUTE, STEPS, TITLES, Step

KILLED = 255
LATER = 9  # minutes after which every lease has ended, and whoever was to try again does
LOOKS = 5  # minutes after which what was put off then has had its turn
ONCE_A_TICKET = ("open", "solve", "approve", "expire")
TOLD_ONCE = ("received", "new")


def passed(home: Path, step: Step) -> list[str]:
    """What a step passes when nothing goes wrong."""
    seen = home.with_name("passed")

    def walk() -> int:
        passage = Passage()
        passage.watch()
        done(home, step)
        seen.write_text("\n".join(passage.passed))
        return 0

    assert apart(walk) == 0, step
    return seen.read_text().split("\n")


def done(home: Path, step: Step) -> int:
    """The step as it goes when nothing fails."""
    day = Day(home, step.at, step.mailboxes)
    step.act(day)
    day.close()
    return 0


def broken(home: Path, step: Step, at: int, fault: str) -> int:
    """The step with its fault."""
    Passage(at, fault).watch()
    with trying():
        try:
            done(home, step)
        except BadSettings:
            return 0  # it does not start, and says so
    return 0


def mended(home: Path, step: Step) -> int:
    """The step is gone on with later; returns how much is wrong, and prints it."""
    day = Day(home, step.at + LATER * A_MINUTE, step.mailboxes)
    step.act(day)
    for _ in range(LOOKS):
        day.clock.at += A_MINUTE
        day.work()
    with day.tools.database.reading() as session:
        kept = [] if step.erases else [*_mails(day, session), *_tickets(day, session), *_letters(day, session)]
        found = [*kept, *_blobs(day)]
    if day.backup.exists() and not step.erases:
        found += [f"the backup lacks {one}" for one in day.put_back()]
        assert witness.read(home / witness.NAME) is not None
    report = day.verified()
    found += [f"the record: {one}" for one in report.found]
    found += [f"{report.waiting} are not sealed"] * bool(report.waiting)
    day.close()
    for one in found:
        print("wrong", one, flush=True)  # noqa: T201 - what this program is for
    return min(len(found), 9)


def _mails(day: Day, session: Session) -> Iterator[str]:
    rows = {row.id: row for row in session.scalars(select(Inbound))}
    for number, row in rows.items():
        if row.outcome in {None, DEAD}:
            yield f"in-{number}: {row.outcome}, {row.last_error}"
        if hashlib.sha256(inbox.raw(session, day.tools.evidence, number)).hexdigest() != row.sha256:
            yield f"in-{number} is not whole"
    for name, (number, sha256) in day.acked.items():
        if number not in rows or rows[number].sha256 != sha256:
            yield f"{name} was accepted and is lost"


def _tickets(day: Day, session: Session) -> Iterator[str]:
    titles = Counter(ticket.title for ticket in session.scalars(select(Ticket)))
    for name, title in TITLES.items():
        if titles[title] != (name in day.acked):
            yield f"{name} is {titles[title]} tickets"
    happened = Counter(session.execute(select(Event.ticket_id, Event.kind).where(Event.kind.in_(ONCE_A_TICKET))).all())
    yield from (f"{kind} of ticket {number} happened {times} times" for (number, kind), times in happened.items() if times > 1)


def _letters(day: Day, session: Session) -> Iterator[str]:
    rows = list(session.scalars(select(Outbound)))
    there = [_message_id(path.read_bytes()) for path in (day.home / "mail").glob("*/new/*")]
    sent = {row.message_id for row in rows if row.outcome == SENT}
    yield from (f"{letter} is on record as sent and did not leave" for letter in sent - set(there))
    yield from (f"{letter} left and is not on record" for letter in set(there) - sent)
    yield from (f"out-{row.id}: {row.outcome}" for row in rows if row.outcome in {None, DEAD})
    told = Counter((row.ticket_id, row.kind, row.recipient) for row in rows if row.kind in TOLD_ONCE)
    yield from (f"{one} was told {times} times" for one, times in told.items() if times > 1)


def _message_id(letter: bytes) -> str:
    found = MESSAGE_ID.search(letter)
    assert found is not None
    return found[1].decode()


def _blobs(day: Day) -> Iterator[str]:
    for path in (day.home / "evidence" / "blobs").glob("*/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            yield f"{path.name} is not what its name says"


def faults_of(name: str, number: int, *, every: bool) -> tuple[str, ...]:
    """Errors, or one of them. Death where something has just come to last, or is about to be done to a file: elsewhere it is the same."""
    errors = FAULTS[:2] if every else (FAULTS[number % 2],)
    dies = name.startswith(BEHIND) or not name.endswith(TRANSACTIONS)
    return (*errors, DEATH) if dies else errors


def sweep(home: Path, *, every: bool, until_wrong: bool) -> set[str]:
    """Returns what was passed, and prints what was wrong."""
    seen: set[str] = set()
    work = home.with_name("work")

    def copied() -> Path:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(home, work)
        return work

    for step in STEPS:
        for number, name in enumerate(passed(copied(), step), 1):
            if name in seen and not (every and step.act is not Day.work):
                continue
            seen.add(name)
            for fault in faults_of(name, number, every=every):
                copied()
                ended = apart(partial(broken, work, step, number, fault))
                found = apart(partial(mended, work, step))
                if found or ended != (KILLED if fault == DEATH else 0):
                    print(f"wrong behind {fault} {name}, in step {STEPS.index(step)}: exit {ended}, then {found}", flush=True)  # noqa: T201
                    if until_wrong:
                        return seen
        assert apart(partial(done, home, step)) == 0
    return seen


def main() -> None:
    """Arguments: a folder; `every`; `until_wrong`: it ends with the first that is wrong."""
    home = Path(sys.argv[1]) / "home"
    for one in STEPS:  # what every gateway reads and compiles once is made before the processes part
        done(home.with_name("warm"), one)
    mended(home.with_name("warm"), STEPS[-1])
    DATABASES.of(home)
    for name in sorted(sweep(home, every="every" in sys.argv, until_wrong="until_wrong" in sys.argv)):
        print(name)  # noqa: T201 - what this program is for


if __name__ == "__main__":
    main()
