"""What do the jobs work with? Handed down by app.py, the same for every thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gateway.clockwork.baton import Baton
from gateway.clockwork.flights import Flights
from gateway.clockwork.fresh import Fresh
from gateway.clockwork.heavy import Heavy
from gateway.desk.rules import Rules
from gateway.people.aligned.resolver import Resolver
from gateway.people.aligned.verdict import Verdict
from gateway.people.directory import Directory
from gateway.people.token import Tokens
from gateway.post.letters import Letters, Office
from gateway.post.relay import Relay
from parsers.reading import Known
from storage.database import Database
from storage.evidence.store import Evidence
from storage.mail.filed import Filed
from storage.record.seals import Latest


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything outside the desk that a job touches.

    unique: a new word for a Message-ID; subaddress: replies may carry a token; trusted: authserv-ids whose Authentication-Results
    count; operator: the address for alarms, '' for none; mailboxes: names of those that are read; kept_verdict: what stands in for the
    DNS when kept mail is decided once more (replaying/); reading, writing: where big mails, and letters with big files, wait
    for another; baton: whose thread works; fresh: letters that need not be read back; latest: the head of
    the record as it was last seen; flights: what is asked of parts that may be away, for whoever looks whether all is well.
    """

    database: Database
    evidence: Evidence
    directory: Directory
    tokens: Tokens
    rules: Rules
    known: Known
    office: Office
    letters: Letters
    relay: Relay
    clock: Callable[[], datetime]
    unique: Callable[[], str]
    resolver: Resolver
    subaddress: bool = True
    trusted: tuple[str, ...] = ()
    operator: str = ""
    mailboxes: tuple[str, ...] = ()
    kept_verdict: Callable[[Filed], Verdict] | None = None
    baton: Baton = field(default_factory=Baton)
    fresh: Fresh = field(default_factory=Fresh)
    latest: Latest = field(default_factory=Latest)
    reading: Heavy = field(default_factory=Heavy)
    writing: Heavy = field(default_factory=Heavy)
    flights: Flights = field(default_factory=Flights)
