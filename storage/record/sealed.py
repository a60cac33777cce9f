"""Is what a seal names still on record, as it was when it was sealed?"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, undefer

from storage.evidence import archive
from storage.evidence.store import Evidence
from storage.mail import filed
from storage.record import items
from storage.record.commitment import digest
from storage.record.findings import BLOB, CHAIN, COMMITMENT, UNCHECKED, Found, Gone, Step, gone
from storage.tables import Event, Inbound, Outbound

Again = Callable[[], AbstractContextManager[Session]]
"""A look at the rows as they are by now: bytes are erased, and letters packed anew, while somebody looks at an older moment."""
BATCH = 200
_WORDS = (undefer(Outbound.body_text), undefer(Outbound.body_html))


class Sealed:
    """What is on record of some seals at a time (`read`), and whether it is what was sealed (`check`)."""

    def __init__(self, evidence: Evidence, again: Again) -> None:
        self._packs, self._again = archive.Packs(evidence), again
        self._events: Mapping[int, str] = {}
        self._mails: Mapping[int, Inbound] = {}
        self._letters: Mapping[int, Outbound] = {}

    def read(self, session: Session, some: Sequence[Row[Any]]) -> None:
        """The rows that some seals name."""
        ids = {kind: [row.of for row in some if row.kind == kind] for kind in (items.EVENT, items.MAIL, items.LETTER)}
        events = session.execute(select(Event.id, Event.hash).where(Event.id.in_(ids[items.EVENT])))
        self._events = {row.id: row.hash for row in events}
        self._mails = {row.id: row for row in session.scalars(select(Inbound).where(Inbound.id.in_(ids[items.MAIL])))}
        letters = select(Outbound).where(Outbound.id.in_(ids[items.LETTER])).options(*_WORDS)
        self._letters = {row.id: row for row in session.scalars(letters)}

    def check(self, row: Row[Any], erased: Gone) -> Step:
        """What is wrong with what one seal names."""
        if row.kind == items.OPERATOR:
            return None if digest(row.said) == row.item else Found(CHAIN, f"seal {row.seq}", "the operator's act was altered")
        if row.kind == items.EVENT:
            return self._event(row)
        return self._mail(row, erased) if row.kind == items.MAIL else self._letter(row, erased)

    def _event(self, row: Row[Any]) -> Step:
        stands = self._events.get(row.of)
        if stands == row.item:
            return None
        return Found(CHAIN, f"seal {row.seq}", f"event {row.of} (of all tickets) {'was altered' if stands else 'is gone'}")

    def _mail(self, row: Row[Any], erased: Gone) -> Step:
        mail, name = self._mails.get(row.of), f"in-{row.of}"
        if mail is None:
            return Found(CHAIN, name, "the mail is on record no longer")
        if items.of_mail(mail, row.commitment) != row.item:
            return Found(CHAIN, name, "arrival, door, size or bytes are not those that came in")
        return _promised(row, mail, name, row.of in erased.mails)

    def _letter(self, row: Row[Any], erased: Gone) -> Step:
        letter, name = self._letters.get(row.of), f"out-{row.of}"
        if letter is None:
            return Found(CHAIN, name, "the letter is on record no longer")
        if items.of_letter(letter, row.commitment) != row.item:
            return Found(CHAIN, name, "kind or instant are not those of the letter that was written")
        try:
            self._packs.restore(letter)
        except OSError:
            return self._moved(row, name)
        return _promised(row, letter, name, row.of in erased.letters)

    def _moved(self, row: Row[Any], name: str) -> Step:
        """Its pack cannot be had: by now the letter may be in another one, or erased."""
        with self._again() as session:
            letter = session.scalars(select(Outbound).where(Outbound.id == row.of).options(*_WORDS)).one()
            try:
                self._packs.restore(letter)
            except FileNotFoundError:
                return Found(BLOB, name, f"its words are gone with their pack {letter.pack}")
            except archive.PackBroken as broken:
                return Found(BLOB, name, str(broken))
            except OSError as trouble:
                return Found(UNCHECKED, name, f"its words cannot be had: {trouble}")
            if letter.erased_at is not None:
                return (
                    None
                    if row.of in gone(session).letters
                    else Found(COMMITMENT, name, "it was emptied, and nothing says that it was erased")
                )
            return _promised(row, letter, name, erased=False)


def _promised(row: Row[Any], stands: Inbound | Outbound, name: str, erased: bool) -> Step:
    """Whether what is personal in it is what was committed to, or was erased, as the record says, and is blank."""
    what = "envelope" if isinstance(stands, Inbound) else "recipient or words"
    if row.salt is not None:
        return None if items.promise(stands, row.salt) == row.commitment else Found(CHAIN, name, f"{what} are not those of then")
    if not erased:
        return Found(COMMITMENT, name, f"{what} cannot be checked, and nothing says that they were erased")
    return None if items.is_blank(stands) else Found(COMMITMENT, name, f"{what} were erased, and stand there again")


def contents(again: Again, evidence: Evidence, erased: Gone) -> Iterator[Step]:
    """The bytes of every mail are those of its SHA-256, wherever they lie; a few mails in each transaction."""
    after, some = 0, [0]
    while some:
        with again() as session:
            some = list(session.scalars(select(Inbound.id).where(Inbound.id > after).order_by(Inbound.id).limit(BATCH)))
            for number in some:
                yield None if number in erased.mails else _content(session, evidence, number)
        after = some[-1] if some else after


def _content(session: Session, evidence: Evidence, number: int) -> Step:
    row = session.get_one(Inbound, number)
    if row.erased_at is not None and number in gone(session).mails:
        return None
    try:
        found = _sum(evidence, row.sha256) if row.spooled else hashlib.sha256(filed.one(session, number).content or b"").hexdigest()
    except (FileNotFoundError, LookupError):
        return Found(BLOB, f"in-{number}", f"its bytes are gone ({row.sha256})")
    except OSError as trouble:
        return Found(UNCHECKED, f"in-{number}", f"its bytes cannot be had: {trouble}")
    return None if found == row.sha256 else Found(BLOB, f"in-{number}", f"its bytes were altered: they are not those of {row.sha256}")


def _sum(evidence: Evidence, sha256: str) -> str:
    summed = hashlib.sha256()
    for piece in evidence.pieces(sha256):
        summed.update(piece)
    return summed.hexdigest()
