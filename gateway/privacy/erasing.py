"""How is a person erased? Ticket by ticket, each with its event, then what belongs to no ticket with one sealed act; bytes last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from gateway.clockwork.sealing import Sealing
from gateway.clockwork.tools import Tools
from gateway.privacy import planning
from gateway.privacy.planning import Plan
from gateway.privacy.subject import Subject
from storage.erasing import acts, blanks, forgetting, people, retention
from storage.erasing.acts import Ground, NotYet, Refused
from storage.erasing.forgetting import Forgotten
from storage.ticket import tickets

TRIES = 5
Told = Callable[[int, int], None]
"""Hears of progress: how many tickets of how many."""


@dataclass(slots=True)
class Outcome:
    """What went, or would: of each ticket; of no ticket (ids); refused: sentences on what may not go now; left: bytes in the store.

    named: events that name the person in what their hash covers, and go on doing so.
    """

    plans: list[Plan] = field(default_factory=list)
    mails: Sequence[int] = ()
    letters: Sequence[int] = ()
    refused: list[str] = field(default_factory=list)
    left: Forgotten | None = None
    named: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing went, nor would."""
        return not (any(plan.extent for plan in self.plans) or self.mails or self.letters)


def seal(tools: Tools) -> None:
    """Everything on record gets its seal now: what is erased before it was sealed would be sealed empty."""
    sealing = Sealing(tools.database, tools.evidence, tools.clock, lambda: 0.0, tools.latest)
    while sealing.seal():
        pass


def erase(tools: Tools, subject: Subject, ids: Sequence[int], ground: Ground | None, *, loose: bool, told: Told) -> Outcome:
    """Erases a person on these tickets, and with `loose` on what belongs to no ticket; without a ground it is only said what would go.

    Raises OSError while the evidence store cannot be asked.
    """
    found = Outcome()
    if ground is not None:
        seal(tools)
    for done, ticket_id in enumerate(ids, 1):
        plan = _of_ticket(tools, subject, ticket_id, ground)
        if plan.refused:
            found.refused.append(plan.refused)
        elif plan.extent:
            found.plans.append(plan)
        told(done, len(ids))
    if loose:
        _loose(tools, subject, ground, found)
    with tools.database.reading() as session:
        found.named = people.in_payloads(session, subject.who, None if loose else ids)
    if ground is not None:
        found.left = forgetting.forget(tools.database, tools.evidence, ground.at)
    return found


def _of_ticket(tools: Tools, subject: Subject, ticket_id: int, ground: Ground | None) -> Plan:
    """A ticket that moves while it is looked at is looked at again."""
    for last in (*[False] * TRIES, True):
        plan = planning.plan(tools, subject, ticket_id)
        if ground is None or plan.refused or not plan.extent:
            return plan
        try:
            with tools.database.writing() as session:
                acts.of_ticket(session, ticket_id, plan.extent, ground, plan.version)
        except (Refused, NotYet) as why:
            return Plan(plan.ticket, plan.extent, plan.version, str(why))
        except tickets.Changed:
            if last:
                raise
        else:
            return plan
    raise AssertionError


def _loose(tools: Tools, subject: Subject, ground: Ground | None, found: Outcome) -> None:
    with tools.database.reading() as session:
        with_tickets = [mail for plan in found.plans for mail in plan.extent.mails]
        found.mails, found.letters = people.loose(session, subject.who, with_tickets)
        if waiting := people.waiting(session, subject.who):
            found.refused.append(f"{waiting} mails of no ticket are held or wait to be read; `carteiro mail list --only held` shows them")
    if ground is None:
        return
    for mails, letters in _together(found.mails, found.letters):
        acts.of_no_ticket(tools.database, mails, letters, ground)
    with tools.database.writing() as session:
        _readers(session, subject)


def _readers(session: Session, subject: Subject) -> None:
    if subject.who.id:
        retention.forget_reader(session, subject.who.id)


def _together(mails: Sequence[int], letters: Sequence[int]) -> list[tuple[Sequence[int], Sequence[int]]]:
    """As many in one act as a statement takes."""
    some, others = list(blanks.parts(mails)), list(blanks.parts(letters))
    return [(some[i] if i < len(some) else (), others[i] if i < len(others) else ()) for i in range(max(len(some), len(others)))]
