"""What turns the wheel? claim -> act -> settle, the same for mails to hear, letters to send and timers to strike."""

import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from gateway.clockwork import gather, posting, store
from gateway.clockwork.bell import HEAR, SEND
from gateway.clockwork.tools import Tools
from gateway.desk import conversation, deadlines
from gateway.desk.decision import Decision
from gateway.desk.scene import Scene
from gateway.people.directory import DirectoryUnavailable
from gateway.post.relay import Permanent, Temporary
from storage import due, inbox, tickets
from storage.due import Claim, Claimable, Overslept
from storage.tables import Inbound, Outbound, Timer

log = logging.getLogger(__name__)

AT_ONCE = 8
AGAIN = 5
WAIT_FOR_OTHERS = timedelta(seconds=30)
WAIT_FOR_MAIL = timedelta(minutes=1)
HOLD = timedelta(days=7)  # how long a held mail keeps its ticket from expiring
HEAR_BACKOFF = (timedelta(seconds=10), timedelta(minutes=1))
# A relay may be away over a long weekend: five days of tries, as mail servers do (RFC 5321, 4.5.4.1).
SEND_BACKOFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 40) + (60,) * 119)


class Jobs:
    """The three jobs. Each call claims a few due rows and works on them one by one; one bad row delays nobody.

    ring is called for rows that a job has made due; it may do nothing (the sweeper finds them).
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.ring: Callable[[str, int], None] = lambda _job, _id: None

    def hear(self) -> int:
        """Reads mails and decides about them; returns how many were claimed."""
        return self._turn(Inbound, self._hear, HEAR_BACKOFF)

    def send(self) -> int:
        """Hands letters to the relay; returns how many were claimed."""
        return self._turn(Outbound, self._send, SEND_BACKOFF)

    def strike(self) -> int:
        """Lets due timers happen; returns how many were claimed."""
        return self._turn(Timer, self._strike, HEAR_BACKOFF)

    def _turn(self, table: Claimable, act: Callable[[Claim], None], backoff: tuple[timedelta, ...]) -> int:
        with self._tools.database.reading() as session:
            if not due.waiting(session, table, self._tools.clock(), 1):
                return 0
        with self._tools.database.writing() as session:
            claims = due.claim(session, table, self._tools.clock(), AT_ONCE)
        for claim in claims:
            self._try(table, claim, act, backoff)
        return len(claims)

    def _try(self, table: Claimable, claim: Claim, act: Callable[[Claim], None], backoff: tuple[timedelta, ...]) -> None:
        try:
            self._act(claim, act)
        except Overslept as late:
            log.warning("Left alone: %s was taken over", late)
        except (DirectoryUnavailable, OperationalError, InterfaceError, tickets.Changed) as trouble:
            # The trouble is not the row's: the try does not count.
            self._later(table, claim, trouble)
        except Exception as fault:
            log.exception("Failed: %s %d, try %d", table.__tablename__, claim.id, claim.attempts)
            why = f"{type(fault).__name__}: {fault}"[:500]
            with self._tools.database.writing() as session:
                if due.fail(session, table, claim, self._tools.clock(), why, backoff) == due.DEAD:
                    log.critical(
                        "Set aside: %s %d (carteiro mail list shows it, carteiro mail retry tries again)", table.__tablename__, claim.id
                    )

    def _act(self, claim: Claim, act: Callable[[Claim], None]) -> None:
        """A ticket that moves while we decide about it is read and decided again, at once."""
        for _ in range(AGAIN):
            try:
                return act(claim)
            except tickets.Changed as moved:
                log.info("Decided again: %s", moved)
        return act(claim)

    def _later(self, table: Claimable, claim: Claim, trouble: Exception) -> None:
        log.warning("Put off: %s %d (%s)", table.__tablename__, claim.id, trouble)
        try:
            with self._tools.database.writing() as session:
                due.put_off(session, table, claim, self._tools.clock() + WAIT_FOR_OTHERS, str(trouble)[:500], counts=False)
        except (DBAPIError, Overslept):
            log.warning("The lease of %s %d will end by itself", table.__tablename__, claim.id)

    def _hear(self, claim: Claim) -> None:
        scene = gather.for_mail(self._tools, claim.id)
        decision = conversation.decide(scene)
        self._settle_mail(claim, scene, decision)

    def _settle_mail(self, claim: Claim, scene: Scene, decision: Decision) -> None:
        tools, mail = self._tools, scene.mail
        if mail is None:
            raise ValueError("a mail is settled with its scene")
        written = store.write(tools, scene, decision)
        with tools.database.writing() as session:
            if decision.takes_effect and not inbox.take_effect(session, mail.reading.digest, mail.id):
                raise tickets.Changed(f"mail {mail.id} took effect through another door")
            letters = store.store(session, scene, decision, written)
            person = mail.sender.person
            ticket = tickets.find(session, scene.number) if decision.opening else scene.ticket
            due.settle(
                session,
                Inbound,
                claim,
                decision.outcome,
                tools.clock(),
                ticket_id=ticket.id if ticket else None,
                message_id=mail.reading.message_id,
                digest=mail.reading.digest,
                sender=mail.reading.sender,
                subject=mail.reading.subject,
                person=person.id if person else "",
                proof=mail.sender.proof,
                flags=[*mail.flags, *decision.flags],
                duplicate_of=scene.twin,
            )
        self._ring_all(SEND, letters)
        self.ring(HEAR, claim.id)  # the next mail of this conversation may have waited for us

    def _send(self, claim: Claim) -> None:
        tools = self._tools
        outgoing = posting.prepare(tools, claim.id)
        try:
            tools.relay.send(outgoing.envelope_from, outgoing.recipient, outgoing.mail)
        except Temporary as trouble:
            with tools.database.writing() as session:
                due.fail(session, Outbound, claim, tools.clock(), str(trouble)[:500], SEND_BACKOFF)
            return
        except Permanent as refusal:
            follow_up = posting.failed(tools, outgoing, str(refusal))
            self._settle_letter(claim, "failed", follow_up, str(refusal)[:500])
            return
        self._settle_letter(claim, "sent", posting.went(tools, outgoing), "")

    def _settle_letter(self, claim: Claim, outcome: str, follow_up: tuple[Scene, Decision] | None, why: str) -> None:
        tools = self._tools
        written = store.write(tools, *follow_up) if follow_up else ()
        with tools.database.writing() as session:
            due.settle(session, Outbound, claim, outcome, tools.clock(), last_error=why)
            letters = store.store(session, *follow_up, written) if follow_up else []
        self._ring_all(SEND, letters)

    def _strike(self, claim: Claim) -> None:
        tools = self._tools
        with tools.database.reading() as session:
            timer = session.get_one(Timer, claim.id)
            kind, ticket_id, round_ = timer.kind, timer.ticket_id, timer.round
        scene = gather.for_ticket(tools, ticket_id)
        with tools.database.reading() as session:
            until = scene.ticket.deadline_at if scene.ticket else None
            waits = bool(scene.ticket and until and inbox.waiting_for(session, scene.ticket.ref, ticket_id, until, scene.now - HOLD))
        decision = deadlines.strike(scene, kind, round_, mail_waits=waits)
        if decision is None:
            with tools.database.writing() as session:
                due.put_off(session, Timer, claim, tools.clock() + WAIT_FOR_MAIL, "a mail waits", counts=False)
            return
        written = store.write(tools, scene, decision)
        with tools.database.writing() as session:
            due.settle(session, Timer, claim, decision.outcome, tools.clock())
            letters = store.store(session, scene, decision, written)
        self._ring_all(SEND, letters)

    def _ring_all(self, job: str, ids: list[int]) -> None:
        for row_id in ids:
            self.ring(job, row_id)
