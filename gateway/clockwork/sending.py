"""How does a letter leave? Handed to the relay with no transaction open, then settled; what follows from it is a timer of its own."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from gateway import about
from gateway.clockwork import alarm, posting
from gateway.clockwork.bell import SEND, STRIKE
from gateway.clockwork.fresh import SMALL
from gateway.clockwork.heavy import Busy
from gateway.clockwork.posting import Letter
from gateway.clockwork.ready import Done, Errand, Kept, Ready, Ring
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from gateway.post.addresses import AddressError, on_the_wire
from gateway.post.failures import IMPOSSIBLE_ADDRESS, Permanent, Uncertain, Unfit
from storage.mail.outbox import SENT
from storage.schedule import due, timers
from storage.schedule.due import Claim
from storage.tables import Outbound
from storage.ticket import numbers

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# A relay may be away over a long weekend: five days of tries, as mail servers do (RFC 5321, 4.5.4.1).
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 40) + (60,) * 119)

BEGINNING = (*deadlines.NOTICES, *deadlines.QUESTIONS)  # letters that begin days
TWICE = f"{posting.UNCERTAIN}: it left whole and no answer came; it may arrive twice, with one Message-ID"


def send(tools: Tools, claim: Claim) -> Done:
    """Makes one letter ready to be handed to the relay. Whatever goes wrong on our side waits and is tried again; after the last try it
    counts as failed.

    Raises Busy, as the errand does; Overslept, as keep does.
    """
    letter = posting.look(tools, claim)
    about.add(mail=letter.row.cause_id, ticket=numbers.named_by(letter.row.message_id))
    if posting.is_void(tools, letter.row):
        return _ready(tools, claim, letter, "void", "")
    return _tried(tools, claim, letter, lambda: _begun(tools, claim, letter))


def _begun(tools: Tools, claim: Claim, letter: Letter) -> Done:
    """A small letter waits for others to be handed over with it. A big one is alone in memory; it goes at once, as does what might mislead
    in a moment.
    """
    _check(letter.row.recipient)
    sources = posting.sources(tools, letter.row)
    weight = posting.weight(letter.row, sources)
    if weight < SMALL and not posting.may_mislead(letter.row):
        mail = posting.build(tools, letter.row, sources)
        return Errand(lambda: _tried(tools, claim, letter, lambda: _handed_over(tools, claim, letter, mail)))
    with tools.writing.alone(weight, tools.baton):
        with tools.reading.alone(weight, tools.baton):  # to build a big one takes as much as to read it: not both at a time
            mail = posting.build(tools, letter.row, sources)
        with tools.baton.laid_down():
            return _handed_over(tools, claim, letter, mail)


def _handed_over(tools: Tools, claim: Claim, letter: Letter, mail: bytes) -> Ready:
    _in_time(tools, claim)
    tools.relay.send(letter.envelope_from, letter.row.recipient, mail)
    return _ready(tools, claim, letter, SENT, TWICE if letter.uncertain else "")


def _tried(tools: Tools, claim: Claim, letter: Letter, work: Callable[[], Answer]) -> Answer | Ready | Sequence[Ring]:
    try:
        return work()
    except Busy:
        raise
    except Permanent as refusal:
        log.warning("Refused for good: out-%d", claim.id)
        return _ready(tools, claim, letter, "failed", str(refusal)[:500])
    except Exception as trouble:  # noqa: BLE001 - the relay's or the disk's: the letter waits all the same
        if claim.attempts > len(BACKOFF):
            return give_up(tools, claim)
        log.warning("Not sent yet: out-%d, try %d (%s)", claim.id, claim.attempts, type(trouble).__name__)
        with tools.database.writing() as session:
            due.fail(session, Outbound, claim, tools.clock(), _why(letter, trouble), BACKOFF)
        return _told(tools) if isinstance(trouble, Unfit) else ()


def _in_time(tools: Tools, claim: Claim) -> None:
    """Whoever hands a letter over when its lease may end meanwhile sends it beside somebody else. Raises Busy."""
    if claim.until is not None and tools.clock() + tools.relay.patience > claim.until:
        raise Busy(f"out-{claim.id} was built too late")


def _check(recipient: str) -> None:
    """A letter to what the directory has, and is no address, never goes anywhere. Raises Permanent."""
    try:
        on_the_wire(recipient)
    except AddressError as error:
        raise Permanent(IMPOSSIBLE_ADDRESS, str(error)) from error


def _why(letter: Letter, trouble: Exception) -> str:
    """What stands on the row: that a letter may have arrived stays there, whatever comes after it."""
    doubt = letter.uncertain or isinstance(trouble, Uncertain)
    return (f"{TWICE}; {trouble}" if doubt else str(trouble))[:500]


def _told(tools: Tools) -> Sequence[Ring]:
    """The operator is told once a day that the relay must be mended; that letter too leaves once it is."""
    log.critical("Alarm: the relay cannot be entered (carteiro doctor says why); letters wait, nothing goes out in clear")
    letter = alarm.of_relay(tools)
    return [(SEND, letter)] if letter is not None else ()


def give_up(tools: Tools, claim: Claim) -> Ready:
    """Sets a letter aside that the relay never took, or that ended the process each time; the technicians are told."""
    log.critical("Set aside: out-%d was never taken by the relay", claim.id)
    return _ready(tools, claim, posting.look(tools, claim), due.DEAD, "never taken by the relay")


def _ready(tools: Tools, claim: Claim, letter: Letter, outcome: str, why: str) -> Ready:
    """What became of a letter. What a power cut makes us forget of it is sent once more, with the same Message-ID."""
    now = tools.clock()
    local = tools.rules.calendar.local
    row = letter.row
    late = row.kind in BEGINNING and outcome == SENT and local(now).date() > local(row.created_at).date()
    follows = row.ticket_id is not None and (late or outcome in {"failed", due.DEAD})

    def keep(session: Session) -> Kept:
        due.settle(session, Outbound, claim, outcome, now, last_error=why)
        rings: list[Ring] = []
        if row.ticket_id is not None and follows:
            rings.append((STRIKE, timers.follow(session, row.ticket_id, row.round, claim.id, now)))
        return Kept(rings, said=f"Sent out-{claim.id}: {row.kind}" if outcome == SENT else "")

    return Ready(keep, lasting=follows)
