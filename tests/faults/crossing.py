"""Does a word reach somebody who may not read it? Every mark in every letter is led back to its mail, its ticket and its side."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.people.directory import Person
from storage.tables import Inbound, Outbound, Ticket
from tests.faults.ledger import Ledger, Life
from tests.faults.walking import Walker, shown
from tests.faults.wording import ENTITY, INSIDE, MARK, SOLUTION


def crossed(walk: Walker, session: Session, ledger: Ledger, since: int) -> Iterator[str]:
    """What letters that left since then hold, and should not."""
    opening = set(session.scalars(select(Ticket.opened_by_mail)))
    where: dict[str, list[int]] = {mark: [] for mark in walk.marks()}
    for mail, sent in walk.sent.items():
        for mark in sent.words.marks.keys() | (sent.title if mail in opening else frozenset()):
            where[mark].append(mail)
    repeated = {(person, mark) for s in walk.sent.values() for person in (s.by, s.claimed) for mark in s.title | s.quoted}
    for letter in walk.relay.letters[since:]:
        text = shown(letter)
        row = session.scalar(select(Outbound).where(Outbound.message_id == str(letter.mail["Message-ID"]).strip("<>")))
        if row is None:
            yield f"a letter to {letter.to} that is not on record"
            continue
        for mark in sorted(set(MARK.findall(text))):
            if (row.person, mark) not in repeated and not _may_have(walk, session, ledger, row, mark, where[mark]):
                yield f"out-{row.id} ({row.kind}, {row.subject}) to {row.person} holds {mark} of {[f'in-{i}' for i in where[mark]]}"


def _may_have(walk: Walker, session: Session, ledger: Ledger, row: Outbound, mark: str, mails: Iterable[int]) -> bool:
    sents = [walk.sent[i] for i in mails]
    if any(row.person in {s.by, s.claimed} for s in sents):
        return True
    found = session.scalars(select(Inbound.ticket_id).where(Inbound.id.in_(list(mails)), Inbound.ticket_id.is_not(None)))
    lives = {life.id: life for one in set(found) for life in ledger.line(session, one)}
    side = sents[0].words.marks[mark]
    roles = {role for s in sents for p in walk.versions[s.claimed] for role in p.profile}
    if side != ENTITY and "gestor" in roles:
        side = ENTITY  # who has both roles may have written it as a representative
    about = ledger.lives.get(row.ticket_id or 0)
    versions = walk.versions.get(row.person, [])
    if side == INSIDE and about is not None and about.requester == row.person:
        return False
    if SOLUTION in {s.words.marks.get(mark) for s in sents}:
        numbers = {life.number for life in lives.values()}
        lives |= {life.id: life for life in ledger.lives.values() if life.incidents & numbers}
    return any(_sees(p, life, row, inside=side == INSIDE) for p in versions for life in lives.values())


def _sees(person: Person, life: Life, row: Outbound, *, inside: bool) -> bool:
    secret = life.secret is not None and row.created_at > life.secret
    own = "gestor" in person.profile and life.entity in person.entities and (not secret or life.requester == person.id)
    return _of_desk(person, life.groups, secret=secret) or (own and not inside)


def _of_desk(person: Person, groups: Iterable[str], *, secret: bool) -> bool:
    works = "tecnico" in person.profile and not set(person.groups).isdisjoint(groups)
    return works or ("supervisor" in person.profile and not set(person.supervises).isdisjoint(groups) and not secret)


def blind(walk: Walker, session: Session, ledger: Ledger, since: int) -> Iterator[str]:
    """Letters about a ticket, written since then, to somebody who may see it neither before nor after."""
    for row in session.scalars(select(Outbound).where(Outbound.id > since, Outbound.ticket_id.is_not(None))):
        life = ledger.lives[row.ticket_id or 0]
        secret = life.was_secret
        versions = [p for p in walk.versions.get(row.person, [])[-2:] if p.active]
        own = any("gestor" in p.profile and life.entity in p.entities and (not secret or p.id == life.requester) for p in versions)
        if not own and not any(_of_desk(p, life.recent, secret=secret) for p in versions):
            yield f"out-{row.id} ({row.kind}) about {life.number} to {row.person}, who may not see it"
        number = session.get_one(Ticket, row.ticket_id).number
        if number not in row.subject:
            yield f"out-{row.id} ({row.kind}) about {number} says {row.subject!r}"
