"""Is the record whole, as far as anything can tell? All parts of it in their order, with the files of its mails and what witnesses saw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.reader.careful import ReadingFailedError, careful_read
from parsers.reading import Known
from storage.database import Database
from storage.evidence.store import Evidence
from storage.mail import inbox
from storage.record import findings, sealed, seals, verifying
from storage.record.findings import BLOB, UNCHECKED, VERDICTS, Found, Gone, Step
from storage.record.sealed import Again
from storage.record.seals import Head
from storage.tables import Attachment, Inbound

WHOLE = "whole"
MOST_FOUND = 1000  # that are listed; more are counted
Told = Callable[[str, int, int], None]
"""Hears of progress: what is looked at, and how many of how many."""


@dataclass(slots=True)
class Report:
    """What was looked at. counts: of each part; waiting: rows that no seal names yet; found: what is wrong; wrong: how much of it."""

    head: Head
    counts: dict[str, int] = field(default_factory=dict)
    waiting: int = 0
    found: list[Found] = field(default_factory=list)
    wrong: int = 0

    @property
    def verdict(self) -> str:
        """The gravest word, `whole` when nothing is wrong."""
        words = {one.verdict for one in self.found}
        return next((word for word in VERDICTS if word in words), WHOLE)

    def add(self, step: Step) -> None:
        """Keeps what is wrong."""
        if step is not None:
            self.wrong += 1
            if len(self.found) < MOST_FOUND:
                self.found.append(step)


Look = Callable[[Session], Iterator[Step]]


def verify(database: Database, evidence: Evidence, known: Known, told: Told, others: Sequence[tuple[str, Look]] = ()) -> Report:
    """Looks at everything, as it is at one moment. others: further parts by name, such as what a witness saw."""
    with database.snapshot() as session:
        erased = findings.gone(session)
        report = Report(seals.head(session), waiting=verifying.waiting(session))
        totals = verifying.counts(session)
        parts: list[tuple[str, Look]] = [
            ("tickets", lambda s: verifying.tickets(s, erased)),
            ("seals", lambda s: verifying.chain(s, sealed.Sealed(evidence, database.reading), erased)),
            ("mails", lambda _s: sealed.contents(database.reading, evidence, erased)),
            ("files", lambda s: files(s, database.reading, evidence, known, erased)),
            *others,
        ]
        for name, look in parts:
            report.counts[name] = 0
            for step in look(session):
                report.counts[name] += 1
                report.add(step)
                told(name, report.counts[name], totals.get(name, 0))
    return report


def files(session: Session, again: Again, evidence: Evidence, known: Known, erased: Gone) -> Iterator[Step]:
    """The files of mails are what the mails hold: each row's name, size and SHA-256, read anew."""
    mails = select(Inbound.id).where(select(Attachment.id).where(Attachment.inbound_id == Inbound.id).exists())
    for number in session.scalars(mails.order_by(Inbound.id)).all():
        if number not in erased.mails:
            with again() as now:
                yield from _of_mail(now, evidence, known, number)


def _of_mail(session: Session, evidence: Evidence, known: Known, number: int) -> Iterator[Step]:
    rows = session.scalars(select(Attachment).where(Attachment.inbound_id == number).order_by(Attachment.part)).all()
    if session.get_one(Inbound, number).erased_at is not None:
        return  # meanwhile, or it is found out where the mails' own bytes are looked at
    try:
        reading = careful_read(inbox.raw(session, evidence, number), known)
    except (FileNotFoundError, LookupError):
        return  # said where the mails' own bytes are looked at
    except (OSError, ReadingFailedError) as trouble:
        yield Found(UNCHECKED, f"in-{number}", f"its files cannot be looked at: {trouble}")
        return
    held = {a.part: (a.name, a.size, a.sha256) for a in reading.attachments}
    for row in rows:
        same = held.get(row.part) == (row.name, row.size, row.sha256)
        yield None if same else Found(BLOB, f"in-{number}", f"the file '{row.name}' is not the one that part {row.part} of the mail holds")
