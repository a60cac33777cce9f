"""How does a letter leave? Handed to the relay with no transaction open, then settled; what failed for good is told to the technicians."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from gateway.clockwork import posting, store
from gateway.clockwork.bell import SEND
from gateway.clockwork.tools import Tools
from gateway.desk.decision import Decision
from gateway.desk.scene import Scene
from gateway.post.relay import Permanent, Temporary
from storage import due, tickets
from storage.due import Claim
from storage.tables import Outbound

log = logging.getLogger(__name__)

# A relay may be away over a long weekend: five days of tries, as mail servers do (RFC 5321, 4.5.4.1).
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 40) + (60,) * 119)
FollowUp = tuple[Scene, Decision] | None


def send(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Sends one letter. After the last try it counts as failed for good. Raises Overslept, DirectoryUnavailable."""
    letter = posting.prepare(tools, claim.id)
    if posting.is_void(tools, letter):
        return _settle(tools, claim, "void", lambda: None, "")
    try:
        tools.relay.send(letter.envelope_from, letter.recipient, letter.mail)
    except Temporary as trouble:
        if claim.attempts <= len(BACKOFF):
            with tools.database.writing() as session:
                due.fail(session, Outbound, claim, tools.clock(), str(trouble)[:500], BACKOFF)
            log.warning("Not sent yet: out-%d, try %d", claim.id, claim.attempts)
            return ()
        log.critical("Set aside: out-%d was never taken by the relay", claim.id)
        outcome, why = due.DEAD, str(trouble)
    except Permanent as refusal:
        log.warning("Refused for good: out-%d", claim.id)
        outcome, why = "failed", str(refusal)
    else:
        log.info("Sent out-%d: %s", claim.id, letter.kind)
        return _settle(tools, claim, "sent", lambda: posting.went(tools, letter), "")
    return _settle(tools, claim, outcome, lambda: posting.failed(tools, letter, why), why[:500])


def _settle(tools: Tools, claim: Claim, outcome: str, follow: Callable[[], FollowUp], why: str) -> Sequence[tuple[str, int]]:
    """Settles the letter together with what follows from it; the letter itself is not sent again when a ticket moves meanwhile."""
    while True:
        follow_up: FollowUp = follow()
        written = store.write(tools, *follow_up) if follow_up else ()
        try:
            with tools.database.writing() as session:
                due.settle(session, Outbound, claim, outcome, tools.clock(), last_error=why)
                letters = store.store(session, *follow_up, written) if follow_up else []
        except tickets.Changed:
            continue
        return [(SEND, row_id) for row_id in letters]
