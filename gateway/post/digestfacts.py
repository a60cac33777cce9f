"""What does a digest say? Counts, medians and lists of tickets; no name of a person, no title, no word of a mail."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CountFacts:
    """How often something happened. word: of templates/_base/counted.txt; before: in the span of the same length before."""

    word: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class MedianFacts:
    """A median in office hours, None where nothing was counted. word: `first_answer` or `solution`."""

    word: str
    now: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class AgeFacts:
    """How many open tickets are older than `after` days and not older than `until` (None: no limit)."""

    after: int
    until: int | None
    count: int


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """A ticket that waits. item: `12 - PORTAL ...`; at: the deadline or the target that it missed.

    entity: its name, '' for one that the directory no longer knows.
    """

    number: str
    item: str
    entity: str
    group: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Tickets that wait, the most urgent first; total counts also those that are not listed, confidential ones among them."""

    rows: tuple[WaitingFacts, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day of the picture; waiting: open tickets at its end."""

    day: date
    opened: int
    solved: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ItemCountFacts:
    """How many tickets an item brought, and how many it usually brings in a span of that length (None: not known yet).

    odd: whether that is far above the usual.
    """

    item: str
    now: int
    usual: float | None
    odd: bool


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The head of the record: how many seals there are, and the hash (hex) of the last one; 0 and '' before anything was sealed."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """A whole digest, for the groups of one reader.

    span: `day`, `week` or `asked`; since, until: what it covers; groups: names; hidden: confidential tickets that are open, which are
    counted everywhere and listed nowhere; received, settled: mails over the span, by whatever door and for whatever group; head,
    head_before: of the record, now and when the span began.
    """

    span: str
    since: datetime
    until: datetime
    groups: tuple[str, ...]
    counts: tuple[CountFacts, ...]
    medians: tuple[MedianFacts, ...]
    statuses: tuple[CountFacts, ...]
    ages: tuple[AgeFacts, ...]
    approval: ListFacts
    late: ListFacts
    days: tuple[DayFacts, ...]
    items: tuple[ItemCountFacts, ...]
    hidden: int
    received: int
    settled: int
    head: HeadFacts
    head_before: HeadFacts
