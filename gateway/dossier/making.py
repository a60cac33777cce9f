"""How is a dossier made? The record as it is at one moment, then its bytes one mail at a time, into a file; no transaction stays open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gateway.dossier import chain, letters, mails, pages
from gateway.dossier.chain import Slices
from gateway.dossier.gathered import Gathered, gather
from gateway.dossier.living import Living
from gateway.dossier.package import Package
from gateway.dossier.pages import Pages
from gateway.dossier.reader import Reader
from gateway.people.token import Tokens
from storage.database import Database
from storage.evidence import archive
from storage.evidence.store import Evidence
from storage.mail import inbox
from storage.record.dossier import Until

CHECKER = Path(__file__).with_name("verify.py")
ALL = Until()


class NoTicket(LookupError):
    """There is no ticket of that number."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the tickets in it, how many of each kind, how much no stamp covers, and whether its tokens are still good."""

    numbers: tuple[str, ...]
    events: int
    mails: int
    files: int
    letters: int
    stamps: int
    open: bool
    confidential: bool


@dataclass(frozen=True, slots=True)
class Maker:
    """What it takes to make dossiers."""

    database: Database
    evidence: Evidence
    tokens: Tokens
    pages: Pages

    def make(self, number: str, reader: Reader, out: BinaryIO, until: Until = ALL) -> Made:
        """Writes the dossier of a ticket, for its reader, into an open file. Raises NoTicket, OSError (the evidence store's)."""
        with self.database.snapshot() as session:
            found = gather(session, number, reader, until)
            if found is None:
                raise NoTicket(number)
            sealed = chain.seals(found)
            ways = chain.slices(session, sealed, until)
        living = Living(self.database, self.tokens, reader.person)
        with Package(out) as package:
            told = mails.put(package, found, self._raw, living)
            written = letters.put(package, found, lambda row: archive.restore(self.evidence, row), living)
            self._put_chain(package, found, ways)
            seen = pages.Seen(found, told, written, sealed, ways, living)
            for name, text in self.pages.written(seen):
                package.text(name, text)
            package.put("verify.py", [CHECKER.read_bytes()])
        return _made(found, told, written, ways.kept)

    def _raw(self, inbound_id: int) -> bytes:
        with self.database.reading() as session:
            return inbox.raw(session, self.evidence, inbound_id)

    def _put_chain(self, package: Package, found: Gathered, ways: Slices) -> None:
        package.lines("events.jsonl", chain.events(found))
        package.table("personal.json", chain.personal(found))
        package.table("ticket.json", chain.states(found))
        package.lines("seals.jsonl", map(chain.seal, chain.seals(found)))
        for one in ways.kept:
            with self.database.reading() as session:
                package.put(f"slices/{one.name}.txt", chain.sliced(session, one))
            package.text(f"stamps/{one.name}.txt", one.stamp.head)
            package.put(f"stamps/{one.name}.tsr", [one.stamp.token])


def _made(found: Gathered, told: Sequence[mails.Told], written: Sequence[letters.Written], kept: Sequence[chain.Slice]) -> Made:
    return Made(
        numbers=found.numbers,
        events=len(found.events),
        mails=len(told),
        files=sum(bool(path) for one in told for _, path in one.files),
        letters=len(written),
        stamps=len(kept),
        open=found.tickets[0].status != "closed",
        confidential=any(row.confidential for row in found.tickets),
    )
