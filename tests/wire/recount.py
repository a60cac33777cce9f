"""Is every mail of a mailbox on record once, byte by byte, and in its folder once? Counted from both ends, after whatever happened."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from gateway.doors.imap.taking import Look
from storage.mailbox.pickups import COPIED, FILED
from storage.tables import Inbound, Pickup
from tests.dovecot import Dovecot
from tests.wire.mailroom import Mailroom

LATER = (timedelta(), timedelta(minutes=1), timedelta(minutes=6), timedelta(minutes=12), timedelta(hours=3))
"""When it is looked again: leases end after half a minute, what vanished settles after two, what could not be filed is tried after five."""


@dataclass(frozen=True)
class Recount:
    """What is wrong. lost, strange, doubled: on record; left: in INBOX and not marked deleted; unfiled, copied: in the folders Recebidos/*.

    unsettled: mails seen that are neither filed nor copied; disordered: mails on record in another order within their conversation.
    """

    lost: Counter[bytes]
    strange: Counter[bytes]
    doubled: set[bytes]
    left: Counter[bytes]
    unfiled: Counter[bytes]
    copied: set[bytes]
    unsettled: int
    disordered: int

    def check(self, *, copied: Iterable[bytes] = ()) -> None:
        """copied: of which the server without MOVE may keep two copies, as the gateway died between COPY and what follows it."""
        assert not self.lost, f"{self.lost.total()} lost"
        assert not self.doubled, f"{len(self.doubled)} on record twice"
        assert not self.strange, f"{self.strange.total()} on record that nobody sent: {[mail[:80] for mail in self.strange][:3]}"
        assert not self.left, f"{self.left.total()} left in INBOX"
        assert not self.unfiled, f"{self.unfiled.total()} in no folder"
        assert self.copied == set(copied), f"{len(self.copied)} in folders twice"
        assert not self.unsettled, f"{self.unsettled} pickups not settled"
        assert not self.disordered, f"{self.disordered} not in their order"


def look_on(room: Mailroom, server: Dovecot) -> None:
    """Looks again, later and later, until nothing is left to be done."""
    for later in LATER:
        room.ahead = max(room.ahead, later)
        room.look()
    assert room.look() is Look.WHOLE, server.log


def recount(room: Mailroom, server: Dovecot, sent: Sequence[bytes]) -> Recount:
    """sent: every mail that came into the mailbox."""
    wanted, recorded = Counter(sent), Counter(room.mails())
    filed = Counter(mail for folder in server.folders() if folder.startswith("Recebidos/") for mail in server.mails(folder))
    inbox = zip(server.mails(), server.flags(), strict=True)
    return Recount(
        lost=wanted - recorded,
        strange=Counter({mail: times for mail, times in recorded.items() if mail not in wanted}),
        doubled={mail for mail, times in recorded.items() if times > wanted[mail] > 0},
        left=Counter(mail for mail, flags in inbox if "T" not in flags),
        unfiled=wanted - filed,
        copied={mail for mail, times in filed.items() if times > wanted[mail]},
        unsettled=sum(one.outcome not in {FILED, COPIED} or one.inbound_id is None for one in room.pickups),
        disordered=_disordered(room.rows(), room.pickups),
    )


def _disordered(rows: Sequence[Inbound], pickups: Sequence[Pickup]) -> int:
    uids = {one.inbound_id: one.uid for one in pickups}
    last: dict[str, int] = {}
    found = 0
    for row in rows:
        uid = uids.get(row.id, 0)
        found += uid < last.get(row.conversation, 0)
        last[row.conversation] = uid
    return found
