"""On what are kept mails decided once more? A database that is thrown away, a clock that is set, and outside parts that only seem so."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from gateway.clockwork.fresh import Fresh
from gateway.clockwork.tools import Tools
from gateway.people.aligned.verdict import UNTRIED, Verdict
from gateway.post.relay import Permanent
from storage.database import Database
from storage.mail.filed import Filed

REFUSED = 554  # RFC 5321, 4.2.3: transaction failed; what was said then follows it
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


@dataclass
class Standing:
    """A clock that stands where it was set."""

    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The instant it was set to."""
        return self.at


@dataclass
class Echoing:
    """A relay that sends nothing: it takes each letter, and refuses those that were refused then (Message-ID -> why)."""

    patience: timedelta = timedelta(seconds=30)
    refused: dict[str, str] = field(default_factory=dict)

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:  # noqa: ARG002 - as every relay is called
        """Raises Permanent for a letter that was refused then."""
        found = _MESSAGE_ID.search(mail)
        if found and (why := self.refused.pop(found[1].decode("ascii", "replace"), None)) is not None:
            raise Permanent(REFUSED, why)

    def close(self) -> None:
        """Holds nothing open."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """The tools to decide with, and what of them is set from outside. unasked: mails (ids) of which no verdict was kept, but wanted."""

    tools: Tools
    clock: Standing
    relay: Echoing
    unasked: set[int]


def scratch(tools: Tools, folder: Path) -> Scratch:
    """Today's rules, catalogue, directory and letters on an empty database in `folder`; nothing of it reaches anybody."""
    clock, relay, unasked = Standing(), Echoing(), set[int]()

    def kept(row: Filed) -> Verdict:
        if row.verdict is None:
            unasked.add(row.id)
            return Verdict(UNTRIED, "", {})
        facts = {name: value for name, value in row.verdict.items() if name not in {"verdict", "by", "elsewhere"}}
        return Verdict(str(row.verdict.get("verdict", UNTRIED)), str(row.verdict.get("by", "")), facts)

    database = Database(f"sqlite:///{folder / 'replay.db'}", lasting=False)
    database.upgrade()
    with database.writing() as session:
        session.execute(text("DROP TRIGGER outbound_kept"))  # letters here become those of then (joining.py)
    return Scratch(
        replace(tools, database=database, clock=clock, relay=relay, mailboxes=(), kept_verdict=kept, fresh=Fresh()), clock, relay, unasked
    )
