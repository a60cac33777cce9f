"""What stands in a digest? Everything of DigestFacts, counted for the groups of one reader."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.calendar import Calendar
from gateway.clockwork.digesting import odd, spans
from gateway.clockwork.digesting.spans import Span
from gateway.desk.rules import Rules
from gateway.people.directory import Directory
from gateway.post.digestfacts import (
    AgeFacts,
    CountFacts,
    DayFacts,
    DigestFacts,
    HeadFacts,
    ItemCountFacts,
    ListFacts,
    MedianFacts,
    WaitingFacts,
)
from storage.counting import counts as counting
from storage.counting import medians
from storage.record import seals
from storage.ticket import queues
from storage.ticket.tickets import Standing

DAYS = 30  # of the picture
USUAL = timedelta(days=56)  # what an item usually brings is taken from these days before
AGES = (1, 3, 7, 15, 30)  # days
MEDIANS = (("first_answer", medians.FIRST_ANSWER), ("solution", medians.SOLUTION))
_HOUR = timedelta(hours=1)


def figures(session: Session, rules: Rules, groups: Collection[str], span: Span) -> DigestFacts:
    """The digest of a span, with the ids of entities for their names: `named` puts those in, when no transaction is open any more."""
    counting.hurry(session)
    # Who supervises sees no confidential ticket in a list, and has it counted in what is late or waits.
    listed, counted = (
        {part.kind: part for part in queues.of_groups(session, "", works, supervised, span.until)}
        for works, supervised in (((), groups), (groups, ()))
    )
    mails = counting.mails(session, span.since, span.until)
    return DigestFacts(
        span=span.kind,
        since=span.since,
        until=span.until,
        groups=tuple(groups),
        counts=_counts(session, groups, span),
        medians=_medians(session, rules.calendar, groups, span),
        statuses=tuple(CountFacts(status, n, 0) for status, n in counting.by_status(session, groups).items()),
        ages=_ages(session, groups, span.until),
        approval=_listed(rules, listed["approval"], counted["approval"].total),
        late=_listed(rules, listed["late"], counted["late"].total),
        days=_days(session, rules.calendar, groups, span.until),
        items=_items(session, rules, groups, span),
        hidden=queues.hidden(session, groups),
        received=mails.received,
        settled=mails.settled,
        head=_head(seals.head(session)),
        head_before=_head(seals.head_at(session, span.since)),
    )


def _head(head: seals.Head) -> HeadFacts:
    return HeadFacts(head.seq, head.hash)


def named(directory: Directory, digest: DigestFacts) -> DigestFacts:
    """The digest with the names of entities; none for one that the directory does not know. Raises DirectoryUnavailable."""
    ids = {row.entity for part in (digest.approval, digest.late) for row in part.rows}
    names = {each: entity.name if (entity := directory.entity(each)) else "" for each in sorted(ids)}
    approval, late = (
        replace(part, rows=tuple(replace(row, entity=names[row.entity]) for row in part.rows)) for part in (digest.approval, digest.late)
    )
    return replace(digest, approval=approval, late=late)


def _counts(session: Session, groups: Collection[str], span: Span) -> tuple[CountFacts, ...]:
    now = counting.flow(session, groups, span.since, span.until)
    before = counting.flow(session, groups, span.before.since, span.before.until)
    return tuple(CountFacts(word, n, before[word]) for word, n in now.items())


def _medians(session: Session, calendar: Calendar, groups: Collection[str], span: Span) -> tuple[MedianFacts, ...]:
    found = [medians.oldest(session, groups, done, span.before.since, span.until) for _, done in MEDIANS]
    office = spans.office(calendar, min(filter(None, found), default=span.until), span.until)
    return tuple(
        MedianFacts(word, *(_hours(medians.median(session, groups, done, each.since, each.until, office)) for each in (span, span.before)))
        for word, done in MEDIANS
    )


def _hours(time: timedelta | None) -> float | None:
    return None if time is None else time / _HOUR


def _ages(session: Session, groups: Collection[str], now: datetime) -> tuple[AgeFacts, ...]:
    counted = counting.by_age(session, groups, now, [timedelta(days=age) for age in AGES])
    return tuple(AgeFacts(after, until, n) for after, until, n in zip((0, *AGES), (*AGES, None), counted, strict=True))


def _listed(rules: Rules, part: queues.Part, total: int) -> ListFacts:
    return ListFacts(tuple(_waiting(rules, ticket) for ticket in part.tickets), total)


def _waiting(rules: Rules, ticket: Standing) -> WaitingFacts:
    missed = ticket.first_answer_due_at if ticket.first_answer_at is None else None
    at = ticket.deadline_at or min(filter(None, (missed, ticket.solution_due_at)), default=ticket.opened_at)
    return WaitingFacts(ticket.number, _title(rules, ticket.code), ticket.entity, ticket.group, at)


def _days(session: Session, calendar: Calendar, groups: Collection[str], now: datetime) -> tuple[DayFacts, ...]:
    edges = spans.edges(calendar, now, DAYS)
    counted = counting.days(session, groups, edges)
    return tuple(DayFacts(calendar.local(at).date(), d.opened, d.solved, d.waiting) for at, d in zip(edges, counted, strict=False))


def _items(session: Session, rules: Rules, groups: Collection[str], span: Span) -> tuple[ItemCountFacts, ...]:
    """The items that brought tickets, those far above their usual first. Office hours make spans alike: a weekend brings little."""
    calendar = rules.calendar
    now = counting.by_item(session, groups, span.since, span.until)
    begun = max(counting.first_opened(session, groups) or span.since, span.since - USUAL)
    earlier = counting.by_item(session, groups, begun, span.since)
    length = max(calendar.office_hours_between(span.since, span.until), _HOUR)
    usual = odd.usual(earlier, calendar.office_hours_between(begun, span.since), length)
    found = [_item(rules, code, n, None if usual is None else usual.get(code, 0.0)) for code, n in now.items()]
    return tuple(
        sorted(found, key=lambda item: (not item.odd, -odd.distance(item.now, item.usual or 0.0) * item.odd, -item.now, item.item))
    )


def _item(rules: Rules, code: int, now: int, usual: float | None) -> ItemCountFacts:
    return ItemCountFacts(_title(rules, code), now, usual, odd.is_odd(now, usual))


def _title(rules: Rules, code: int) -> str:
    """`12 - PORTAL ...`; the code alone of an item that the catalogue no longer has."""
    titles = {item.code: item.title for item in rules.catalog.items}
    return f"{code} - {titles[code]}" if code in titles else str(code)
