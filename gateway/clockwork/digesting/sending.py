"""How do digests reach the supervisors? At each slot one timer for each reader, and each of them writes that reader's letters."""

import logging
from collections.abc import Sequence

from gateway.clockwork.bell import SEND
from gateway.clockwork.digesting import spans
from gateway.clockwork.digesting.figures import figures, named
from gateway.clockwork.digesting.spans import Span
from gateway.clockwork.tools import Tools
from gateway.people.directory import Person
from gateway.post import registered
from gateway.post.digestfacts import DigestFacts
from gateway.post.letters import Content
from storage.mail import outbox
from storage.schedule import due, slots
from storage.schedule.due import Claim
from storage.tables import Timer

log = logging.getLogger(__name__)

KIND = "digest"
NOBODY = "nobody"  # who supervises nothing any more


def begin(tools: Tools) -> None:
    """The next slot is set, if it is not."""
    with tools.database.writing() as session:
        slots.set_slot(session, spans.due_after(tools.rules.calendar, tools.clock()))


def strike(tools: Tools, claim: Claim, timer: Timer) -> Sequence[tuple[str, int]]:
    """Lets a slot or a reader's digest happen. Raises Overslept, DirectoryUnavailable."""
    return _slot(tools, claim) if timer.kind == slots.SLOT else _reader(tools, claim, timer)


def _slot(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Every reader is due. After a standstill of days there is one digest, and it covers them all; one that ends on a free day brings it
    on the next working day.
    """
    now, calendar = tools.clock(), tools.rules.calendar
    works = calendar.working(calendar.local(now).date())
    readers = {p.id for group in tools.rules.catalog.groups for p in tools.directory.supervisors(group.name)} if works else set()
    with tools.database.writing() as session:
        due.settle(session, Timer, claim, slots.WRITTEN, now)
        for reader in sorted(readers):
            slots.set_reader(session, spans.last_before(calendar, now), reader)
        slots.set_slot(session, spans.due_after(calendar, now))
    return ()


def _reader(tools: Tools, claim: Claim, timer: Timer) -> Sequence[tuple[str, int]]:
    person = tools.directory.by_id(timer.conversation)
    with tools.database.reading() as session:
        told = slots.last_written(session, timer.conversation, timer.at)
    digests = of_reader(tools, person, spans.at(tools.rules.calendar, timer.at, told)) if person else ()
    posts = [_post(tools, person, composed(tools, person, digest)) for digest in digests] if person else []
    with tools.database.writing() as session:
        due.settle(session, Timer, claim, slots.WRITTEN if posts else NOBODY, tools.clock())
        letters = [outbox.put(session, post, tools.clock()) for post in posts]
    log.info("Digest: %d letters", len(letters))
    return [(SEND, letter) for letter in letters]


def of_reader(tools: Tools, person: Person, covered: Sequence[Span]) -> tuple[DigestFacts, ...]:
    """The digests of an active supervisor for the groups supervised; none for anybody else. Raises DirectoryUnavailable."""
    groups = tuple(g.name for g in tools.rules.catalog.groups if g.name in person.supervises)
    if not (person.active and "supervisor" in person.profile and groups):
        return ()
    with tools.database.snapshot() as session:
        found = [figures(session, tools.rules, groups, span) for span in covered]
    return tuple(named(tools.directory, digest) for digest in found)


def composed(tools: Tools, person: Person, digest: DigestFacts) -> Content:
    """The digest in words."""
    return tools.letters.compose(KIND, tools.office.address, {"reader_name": person.name, "digest": digest})


def _post(tools: Tools, person: Person, content: Content) -> outbox.Post:
    domain = tools.office.address.rpartition("@")[2]
    token = f"m0.0.{tools.tokens.mac('m0', 0, person.id)}"
    return outbox.Post(
        kind=KIND,
        ticket_id=None,
        cause_id=None,
        round=0,
        answer=False,
        person=person.id,
        recipient=person.mail[0],
        recipient_name=person.name,
        message_id=f"{token}.{tools.unique()}@{domain}",
        in_reply_to="",
        references=(),
        reply_to=tools.office.address,
        subject=content.subject,
        body_text=content.text,
        body_html=content.html,
        registro=registered.field(tools.latest.head),
    )
