"""What happens at the office until everything that writes has written? Steps; each can be gone on with where it broke off."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from unittest.mock import patch

from sqlalchemy.orm import Session

from gateway.clockwork import alarm, retaining
from gateway.clockwork.digesting import sending
from gateway.doors import data
from gateway.people.directory import DirectoryUnavailable, Person
from gateway.people.file import FileDirectory
from gateway.post.failures import Temporary, Unfit
from storage.evidence import archive
from storage.record import seals
from storage.restoring import backup, witness
from storage.restoring.witness import Witness
from tests.faults.day import Day, trying
from tests.faults.telling import alarmed, stamped
from tests.world import ANA, CONCEICAO, JOAO, MARIA, MONDAY, RITA

BOX = "suporte@imap.example/INBOX"
A_MINUTE = timedelta(minutes=1)
UNREAD = range(5, 12)  # days on which a mailbox is not read, and deadlines wait for it


class Away:
    """A relay that takes nothing."""

    patience = timedelta(seconds=30)

    def __init__(self, why: Exception) -> None:
        self._why = why

    def send(self, *_: object) -> None:
        raise self._why

    def close(self) -> None:
        """Holds nothing open."""


class Lost(FileDirectory):
    """A directory that fails."""

    why: Exception = DirectoryUnavailable("away")

    def by_mail(self, _: str) -> Person | None:
        raise self.why


def _mails(day: Day) -> None:
    for begin in (sending.begin, retaining.begin):
        with trying():
            begin(day.tools)
    day.deliver("pequena", MARIA, "[11] Pergunta pequena", "Como protocolar?")
    with patch.object(data, "RIDES", 1000):  # bytes; a really big one is read by a process of its own, which takes its time
        day.deliver("grande", JOAO, "[11] Pergunta grande", "Como protocolar?" + "\r\n" + "a" * 2000)
    day.deliver("alegada", CONCEICAO, "[11] Pergunta alegada", "Como protocolar?", login=False)
    day.deliver("alegada2", CONCEICAO, "[11] Outra alegada", "E agora?", login=False)
    day.deliver("sem", RITA, "Pergunta sem item", "Como protocolar?")


def _solve(day: Day) -> None:
    for about in ("pequena", "grande"):
        day.answer(f"solucao-{about}", ANA, f"Pergunta {about}", "SOLUCIONAR\r\nVeja o manual.")
    day.work()


def _approve(day: Day) -> None:
    day.answer("aprova", MARIA, "Pergunta pequena", "APROVAR")
    day.work()


def _troubled(day: Day) -> None:
    day.deliver("adiada", MARIA, "[11] Pergunta adiada", "Como protocolar?")
    directory, good = day.tools.directory, day.tools
    for why in (DirectoryUnavailable("away"), ValueError("a bug of ours")):
        lost = Lost(dict.fromkeys(directory.everyone(), ""), ())
        lost.why = why
        day.use(replace(good, directory=lost))
        day.work()
        day.clock.at += A_MINUTE
    day.use(good)
    day.work()


def _relay(day: Day) -> None:
    day.deliver("sem-rele", MARIA, "[11] Pergunta sem-rele", "Como protocolar?")
    good = day.tools
    for why in (Temporary("later"), Unfit("not in clear")):
        day.use(replace(good, relay=Away(why)))
        day.work()
        day.clock.at += 2 * A_MINUTE
    day.use(good)
    day.work()


def _stopped(day: Day) -> None:
    for name in ("parada1", "parada2"):
        day.deliver(name, MARIA, f"[11] Pergunta {name}", "Como protocolar?")
    day.jobs.goes_on = lambda: False
    with trying():
        day.jobs.hear()


def _swept(day: Day) -> None:
    alone = hashlib.sha256(b"of nobody").hexdigest()
    with trying(), day.tools.database.engine.begin() as connection, Session(connection) as session:
        archive.begin(session, "0" * 64, day.clock())  # by somebody who was killed
        session.flush()
    with trying():
        day.tools.evidence.put(b"of nobody")
        day.tools.evidence.spool().write(b"half")
        day.tools.evidence.sweep(4e9)
        day.tools.evidence.forget(alone)
    with trying():
        seals.act(day.tools.database, {"act": "restored", "reason": "prova"}, day.clock())
    with trying():
        alarm.of_mailbox(day.tools, BOX, alarm.UNREAD, "", day.clock())


def _backed_up(day: Day) -> None:
    taken = day.home / "taken"
    taken.mkdir(exist_ok=True)
    for place in (day.home / witness.NAME, taken):
        with trying():
            witness.write(place, Witness(1, "0" * 64, day.clock(), {}))
    for _ in range(2):
        with trying():
            backup.back_up(day.home / "carteiro.db", day.files, day.backup, day.clock(), lambda *_: None)
    day.put_back()


@dataclass(frozen=True)
class Step:
    """A moment after Monday, and what happens then. mailboxes: those that the settings name, and nobody reads; erases: by time."""

    after: timedelta
    act: Callable[[Day], None]
    mailboxes: tuple[str, ...] = ()
    erases: bool = False

    @property
    def at(self) -> datetime:
        return MONDAY + self.after


HOUR, DAYS = timedelta(hours=1), timedelta(days=1)
STEPS = (
    Step(0 * HOUR, _mails),
    Step(1 * HOUR, Day.work),
    Step(2 * HOUR, _solve),
    Step(3 * HOUR, _approve),
    Step(4 * HOUR, _troubled),
    Step(5 * HOUR, _relay),
    Step(6 * HOUR, _stopped),
    Step(7 * HOUR, _swept),
    Step(8 * HOUR, stamped),
    Step(9 * HOUR, alarmed),
    *(Step(day * DAYS, Day.work, (BOX,) if day in UNREAD else ()) for day in range(1, 31)),
    Step(31 * DAYS, Day.put_away),
    Step(32 * DAYS, _backed_up),
    *(Step(20 * 365 * DAYS + hours * HOUR, Day.work, erases=True) for hours in range(0, 72, 12)),
)
TITLES = {name: f"Pergunta {name}" for name in ("pequena", "grande", "adiada", "sem-rele", "parada1", "parada2")}
"""The mails that open a ticket, and its title."""
