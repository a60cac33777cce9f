"""How does a dossier ride along with a letter? Its row holds what to make; it is made when the letter is built, as it was when asked for.

No dossier is kept: what has to be erased later lies in no copy of ours.
"""

import io
import json
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from gateway.clockwork.caps import DOSSIERS
from gateway.clockwork.heavy import BIG
from gateway.clockwork.tools import Tools
from gateway.desk.decision import Dossier
from gateway.desk.showing import is_inside
from gateway.desk.shown import Offer
from gateway.dossier.making import Maker
from gateway.dossier.pages import Pages
from gateway.dossier.reader import Reader
from gateway.people.directory import Person
from storage.evidence.store import EvidenceAway
from storage.mail import outbox
from storage.record.dossier import Until
from storage.tables import Outbound
from storage.ticket.tickets import Standing

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

KIND = "dossier"
TYPE = "application/x-carteiro-dossier"  # of the row; what leaves is a ZIP
ZIP = "application/zip"
A_DAY = timedelta(days=1)


class _TooBigError(Exception):
    """No mail takes that much."""


class _Scales(BytesIO):
    """Weighs what is written, up to `most` bytes, and keeps none of it. Raises _TooBigError beyond."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.size, self._most = 0, most

    def tell(self) -> int:
        """Whoever writes here cannot go back."""
        raise io.UnsupportedOperation

    def write(self, data: "ReadableBuffer") -> int:
        """Counts the bytes and forgets them."""
        self.size += len(memoryview(data))
        if self.size > self._most:
            raise _TooBigError
        return len(memoryview(data))


def maker(tools: Tools) -> Maker:
    """What makes dossiers of this gateway."""
    return Maker(tools.database, tools.evidence, tools.tokens, Pages(tools.office, tools.rules.catalog))


def look(tools: Tools, ticket: Standing, person: Person) -> Offer:
    """What a person who may see a ticket may get. Raises EvidenceAway while its bytes cannot be had, Busy."""
    now = tools.clock()
    with tools.database.reading() as session:
        if outbox.told_since(session, person.id, now - A_DAY, KIND) >= DOSSIERS:
            return Offer(0, spent=True)
    scales = _Scales(tools.rules.largest)
    with tools.reading.alone(BIG, tools.baton):
        try:
            maker(tools).make(ticket.number, Reader(person.id, is_inside(person, ticket)), scales, Until(now))
        except _TooBigError:
            return Offer(0)
        except OSError as trouble:
            raise EvidenceAway(str(trouble)) from trouble
    return Offer(scales.size)


def riding(dossier: Dossier) -> tuple[None, str, str, str]:
    """A dossier as it stands among the files of a letter's row (storage/mail/outbox.py)."""
    said = {"number": dossier.number, "person": dossier.person, "inside": dossier.inside, "size": dossier.size}
    return (None, json.dumps(said, sort_keys=True), f"dossie-{dossier.number}.zip", TYPE)


def made(tools: Tools, row: Outbound, said: str) -> bytes:
    """The dossier of a letter's row: nothing that came after the letter is in it. Raises OSError."""
    asked = json.loads(said)
    out = BytesIO()
    maker(tools).make(asked["number"], Reader(asked["person"], asked["inside"]), out, Until(row.created_at, row.id))
    return out.getvalue()


def weight(row: Outbound) -> int:
    """How many bytes of dossiers ride along with a letter."""
    return sum(int(json.loads(text)["size"]) for i, text, _, type_ in row.files if i is None and type_ == TYPE and text)
