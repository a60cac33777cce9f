"""What must hold at every moment of a walk? Each rule gives a line for every place where it is broken."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.record import replay
from storage.schedule.timers import LATE_ANSWER, LATE_SOLUTION
from storage.tables import Inbound, Outbound, Ticket, Timer
from storage.ticket import lifecycle, tickets
from tests.faults.crossing import blind, crossed
from tests.faults.ledger import Happened, Ledger
from tests.faults.wandering import Walk

LETTERS_OF_A_MAIL = 30
MOST_TRIES = 3
TERMS = {lifecycle.SOLVED: {"remind", "expire"}, lifecycle.PENDING: {"nudge", "abandon"}}
END = {lifecycle.SOLVED: "expire", lifecycle.PENDING: "abandon"}
AFTER_THE_END = {"answer", "comment", "note", "unheard"}
BROKEN_WORDS = re.compile(r"\bNone\b|Undefined|\{\{|\{%|<gateway|<bound")


class Watcher:
    """Looks at a walk after each step. faults: what it found."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.ledger = walk, Ledger()
        self._letters, self._rows, self._closed = 0, 0, {}

    def look(self) -> list[str]:
        """Everything that is broken now."""
        walk = self.walk
        with walk.tools.database.reading() as session:
            happened = self.ledger.look(session)
            found = [f"error: {error}" for error in walk.heard.errors]
            for rule in (self._rows_go_on, self._states, self._timers, self._incidents):
                found += rule(session)
            for one in happened:
                found += self._event(session, one)
            found += crossed(walk, session, self.ledger, self._letters)
            found += blind(walk, session, self.ledger, self._rows)
            found += self._letters_in_order(session)
            self._letters = len(walk.relay.letters)
            self._rows = session.scalar(select(func.max(Outbound.id))) or 0
            walk.writer.numbers = list(session.scalars(select(Ticket.number)))
            walk.writer.open = list(session.scalars(select(Ticket.number).where(Ticket.status != lifecycle.CLOSED)))
        return found

    def _rows_go_on(self, session: Session) -> Iterator[str]:
        """Nothing is set aside but what the relay never took, and nothing is tried for ever."""
        for table in (Inbound, Timer, Outbound):
            for row in session.scalars(select(table).where((table.outcome == "dead") | (table.attempts > MOST_TRIES))):
                refused = table is Outbound and row.recipient in self.walk.ever_refused
                if not refused and (row.outcome is None or row.outcome == "dead"):
                    yield f"{table.__tablename__} {row.id}: {row.outcome}, {row.attempts} tries, {row.last_error}"

    def _states(self, session: Session) -> Iterator[str]:
        for row in session.scalars(select(Ticket)):
            replay.check(session, row)
            life, n = self.ledger.lives[row.id], row.number
            if row.status not in {lifecycle.PENDING, lifecycle.ASSIGNED, lifecycle.SOLVED, lifecycle.CLOSED}:
                yield f"{n} is {row.status}"
            if (row.status == lifecycle.CLOSED) != bool(row.outcome and row.closed_at):
                yield f"{n} is {row.status} with outcome {row.outcome!r}"
            demanded = row.status == lifecycle.PENDING and life.pause == "demand"
            if row.status != lifecycle.CLOSED and bool(row.group) == demanded:
                yield f"{n} is {row.status} in group {row.group!r}"
            if (row.status in TERMS) != (row.deadline_at is not None) and row.status != lifecycle.CLOSED:
                yield f"{n} is {row.status} until {row.deadline_at}"
            if row.status == lifecycle.SOLVED and not (row.solved_at and row.solver and row.round):
                yield f"{n} is solved at {row.solved_at} by {row.solver!r} in round {row.round}"
            if row.merged_into:
                yield from self._merged(session, row)

    def _merged(self, session: Session, row: Ticket) -> Iterator[str]:
        seen, at = [row.number], tickets.get(session, row.id)
        while at.merged_into:
            found = tickets.find(session, at.merged_into)
            if found is None or found.number in seen or found.entity != row.entity:
                yield f"{row.number} was merged into {at.merged_into}: {seen}"
                return
            seen.append(found.number)
            at = found

    def _timers(self, session: Session) -> Iterator[str]:
        live = list(session.scalars(select(Timer).where(Timer.outcome.is_(None))))
        told = {(ticket, kind) for ticket, kind in session.execute(select(Timer.ticket_id, Timer.kind).where(Timer.outcome == "late"))}
        for row in session.scalars(select(Ticket)):
            own = Counter(t.kind for t in live if t.ticket_id == row.id)
            wrong = {kind for terms in TERMS.values() for kind in terms} & set(own) - TERMS.get(row.status, set())
            if wrong or (row.status in END and own[END[row.status]] != 1):
                yield f"{row.number} is {row.status} with timers {dict(own)}"
            if any(t.round != row.round for t in live if t.ticket_id == row.id and t.kind in TERMS.get(row.status, ())):
                yield f"{row.number} has timers of another round"
            aimed = {LATE_SOLUTION} | (set() if row.first_answer_at else {LATE_ANSWER}) if row.status == lifecycle.ASSIGNED else set()
            aimed -= {kind for ticket, kind in told if ticket == row.id}
            if aimed != {kind for kind in (LATE_ANSWER, LATE_SOLUTION) if own[kind]}:
                yield f"{row.number} is {row.status} with targets {dict(own)}, wanted {aimed}"

    def _incidents(self, session: Session) -> Iterator[str]:
        leads: Counter[tuple[int, str]] = Counter()
        for row in session.scalars(select(Ticket).where(Ticket.incident != "")):
            lead = tickets.find(session, row.incident)
            if lead is None:
                yield f"{row.number} joined {row.incident}, which there is not"
            elif row.status != lifecycle.CLOSED and row.confidential:
                yield f"{row.number} is confidential and in incident {row.incident}"
            leads[row.code, row.group] += row.number == row.incident and row.status in {lifecycle.PENDING, lifecycle.ASSIGNED}
        yield from (f"{count} incidents of item {code} in {group}" for (code, group), count in leads.items() if count > 1)

    def _event(self, session: Session, one: Happened) -> Iterator[str]:
        life = one.life
        if one.before and one.kind not in AFTER_THE_END:
            yield f"{life.number} is closed by {one.before} and moves by {one.kind}"
        if one.kind in {"approve", "withdraw"}:
            yield from self._decided(session, one)
        if one.kind in {"expire", "abandon"}:
            yield from self._waited(session, one)

    def _decided(self, session: Session, one: Happened) -> Iterator[str]:
        sent, life = self.walk.sent.get(one.facts["mail"]), one.life
        word = {"approve": "APROVAR", "withdraw": "CANCELAR"}[one.kind]
        if sent is None or sent.automatic or sent.words.orders != {word} or sent.claimed != one.by:
            yield f"{life.number}: {one.kind} by in-{one.facts['mail']}: {sent}"
            return
        opener = self.walk.versions[life.requester]
        if one.by != life.requester and all(p.active for p in opener):
            yield f"{life.number}: {one.kind} by {one.by}, opened by {life.requester}, who never left"
        letter = session.scalar(select(Outbound).where(Outbound.message_id == sent.letter)) if sent.letter else None
        if one.kind == "approve" and letter and (letter.ticket_id, letter.round) != (life.id, one.facts["round"]):
            yield f"{life.number}: round {one.facts['round']} approved by an answer to round {letter.round} of ticket {letter.ticket_id}"
        if sent.number and self.ledger.named(session, sent.number) != life.id:
            yield f"{life.number}: {one.kind} by a mail about {sent.number}"

    def _waited(self, session: Session, one: Happened) -> Iterator[str]:
        """An end while a mail that arrived in time was not decided, or held."""
        ticket = session.get_one(Ticket, one.life.id)
        end, began = ticket.deadline_at, one.life.began
        if end is None or began is None:
            yield f"{ticket.number} ended by {one.kind} without an end"
            return
        for mail, sent in self.walk.sent.items():
            if not began <= sent.at <= end or self._about(session, sent.number, sent.letter) != ticket.id:
                continue
            row = session.get_one(Inbound, mail)
            held = row.outcome == "held-claimed" and sent.at > one.at - timedelta(days=7)
            if row.outcome is None or held or (row.settled_at is not None and row.settled_at > one.at):
                yield f"{ticket.number} ended by {one.kind} at {one.at}, and in-{mail} of {sent.at} is {row.outcome} at {row.settled_at}"

    def _about(self, session: Session, number: str, letter: str) -> int | None:
        if letter:
            found = session.scalar(select(Outbound.ticket_id).where(Outbound.message_id == letter))
            number = self.ledger.lives[found].number if found else ""
        return self.ledger.named(session, number) if number else None

    def _letters_in_order(self, session: Session) -> Iterator[str]:
        many = select(Outbound.cause_id, func.count()).where(Outbound.cause_id.is_not(None)).group_by(Outbound.cause_id)
        for mail, count in session.execute(many.having(func.count() > LETTERS_OF_A_MAIL)):
            yield f"in-{mail} caused {count} letters"
        for letter in self.walk.relay.letters[self._letters :]:
            if found := BROKEN_WORDS.search(letter.subject + letter.text):
                yield f"letter to {letter.to} ({letter.subject}) says {found[0]!r}"

    def end(self) -> list[str]:
        """After weeks in which nobody writes and the relay takes everything, nothing waits any more."""
        walk = self.walk
        walk.relay.refuses.clear()
        walk.told.append("the end")
        for days in (1, 44):
            walk.pass_by(timedelta(days=days), every=timedelta(days=1))
            walk.work_off()
        found = self.look()
        with walk.tools.database.reading() as session:
            for table in (Inbound, Outbound, Timer):
                rows = session.scalars(select(table).where(table.outcome.is_(None)))
                found += [f"in the end {table.__tablename__} {r.id} waits since {r.due_at}, {r.last_error}" for r in rows]
            waits = session.scalars(select(Ticket).where(Ticket.status.in_(TERMS)))
            found += [f"in the end {row.number} is {row.status}" for row in waits]
            held = session.scalars(select(Inbound).where(Inbound.outcome.startswith("held-")))
            found += [f"in the end in-{row.id} is {row.outcome}" for row in held]
        walk.check_record()
        return found
