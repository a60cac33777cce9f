"""How do mails come out of a mailbox? Claimed, fetched, on record in one transaction, then filed; oldest first, in small batches."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum

from gateway.doors.data import RIDES
from gateway.doors.imap.arriving import arrival
from gateway.doors.imap.fetching import contents_of
from gateway.doors.imap.filing import Filing
from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.line import Line
from gateway.doors.imap.recording import Batch, Recording
from gateway.doors.imap.trouble import ANSWER, BUSY, Refused, Trouble
from gateway.doors.imap.url import Box
from storage.mailbox import mailboxes, pickups, suspects
from storage.mailbox.mailboxes import Start
from storage.mailbox.pickups import Busy, Kept, Seen

MAILS = 100  # in one batch
BYTES = 8_000_000  # in one batch, as the server believes
BIGGEST = 200_000_000  # bytes: whoever says more gets no longer lease
BYTES_A_SECOND = 100_000  # the slowest line on which a big mail keeps its lease
# Waits between tries to fetch one mail; after the last one it is left to a person.
BACKOFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


class Look(Enum):
    """What a look came to: everything is on record, another poller is at it, or some mails wait for their next try."""

    WHOLE = "whole"
    BUSY = "busy"
    UNFINISHED = "unfinished"


class Taking:
    """The looks into one mailbox over one connection."""

    def __init__(self, keeping: Keeping, box: Box, line: Line, mailbox_id: int, stop: threading.Event) -> None:
        self._keeping = keeping
        self._box = box
        self._line = line
        self._mailbox_id = mailbox_id
        self._stop = stop
        self._filing = Filing(keeping, line, box.name, mailbox_id)

    def look(self, start: Start) -> Look:
        """Puts on record and files whatever is there. Raises Trouble, and what the database raises."""
        now = self._keeping.clock()
        found = self._found(start, now)
        self._filing.file_late(found.file)
        try:
            whole = self._take_all(start, found.fetch) and not found.unfinished
        except Busy:
            return Look.BUSY
        if whole:
            with self._keeping.database.writing() as session:
                whole = mailboxes.whole(session, self._mailbox_id, now, start)
        if not self._stop.is_set():
            self._filing.quarantine()
        return Look.WHOLE if whole else Look.UNFINISHED

    def _take_all(self, start: Start, uids: Sequence[int]) -> bool:
        """Puts these on record and files them; False when some must wait. Raises Busy, Trouble."""
        whole = True
        with Recording(self._keeping, self._filing) as recording:
            for batch, tries in self._batches(start, uids):
                if self._stop.is_set():
                    return False
                claims = self._claimed(batch, recording.waiting)
                recording.begin()
                if tries > len(BACKOFF):
                    for uid, pickup in claims.items():
                        self._filing.give_up(pickup, uid)
                else:
                    fetched = self._fetch(start, batch, claims, tries)
                    whole = whole and len(fetched.kept) == len(claims)
                    recording.hand_over(fetched)
        return whole

    def _found(self, start: Start, now: datetime) -> pickups.Found:
        with self._keeping.database.reading() as session:
            lowest = pickups.lowest_open(session, self._mailbox_id, start.uidvalidity)
        there = self._line.uids(min(start.first_uid, lowest or start.first_uid))
        older: set[int] = set()
        if start.looks_back:  # the server compares days, in its own zone
            older = set(self._line.uids(1, start.since.date() - timedelta(days=1)))
            there = sorted({*there, *older})
        with self._keeping.database.writing() as session:
            pickups.settle_vanished(session, self._mailbox_id, start.uidvalidity, there, now)
            return pickups.found(
                session, self._mailbox_id, start.uidvalidity, there, lambda uid: uid >= start.first_uid or uid in older, now
            )

    def _batches(self, start: Start, uids: Sequence[int]) -> Iterator[tuple[list[Seen], int]]:
        """What the server lists of these UIDs, in portions that fit into memory, and how often each was tried.

        A big mail is a portion by itself. So is one that was tried before, unlisted: it may be what the server falls over. One that has
        failed by itself comes after all others.
        """
        with self._keeping.database.reading() as session:
            tries = suspects.tries(session, self._mailbox_id, start.uidvalidity)
        uids = sorted(uids, key=lambda uid: (max(1, tries.get(uid, 0)), uid))
        for first in range(0, len(uids), MAILS):
            portion = uids[first : first + MAILS]
            fresh = self._listed([uid for uid in portion if uid not in tries])
            seen = [Seen(uid, 0, None) if uid in tries else fresh[uid] for uid in portion if uid in tries or uid in fresh]
            batch: list[Seen] = []
            for one in seen:
                if one.uid in fresh and _before(start, one):
                    continue
                alone = one.size > RIDES or one.uid in tries
                if batch and (alone or sum(b.size for b in batch) + one.size > BYTES):
                    yield batch, 0
                    batch = []
                if alone:
                    yield [one], tries.get(one.uid, 0)
                else:
                    batch.append(one)
            if batch:
                yield batch, 0

    def _listed(self, uids: Sequence[int]) -> dict[int, Seen]:
        """Mails as the server lists them. Where it fails, each counts as tried, so that the bad one is found. Raises Trouble."""
        try:
            return {one.uid: Seen(one.uid, one.size, one.internal_date) for one in self._line.listed(uids)} if uids else {}
        except (Refused, Trouble) as failure:
            with suppress(Busy):
                claims = self._claimed([Seen(uid, 0, None) for uid in uids])
                self._in_vain(claims.values(), -1, str(failure), counts=not (isinstance(failure, Trouble) and failure.why == BUSY))
            raise failure if isinstance(failure, Trouble) else Trouble(ANSWER, str(failure)) from None

    def _claimed(self, batch: Sequence[Seen], ours: Collection[int] = ()) -> dict[int, int]:
        """UID -> pickup of those that are ours for one lease; ours: pickups that we hold already. Raises Busy."""
        with self._keeping.database.noting() as session:
            now = self._keeping.clock()
            return pickups.claim(session, self._mailbox_id, self._line.uidvalidity, batch, now, self._lease(batch), ours)

    def _lease(self, batch: Sequence[Seen]) -> timedelta:
        return self._keeping.lease + timedelta(seconds=min(BIGGEST, sum(one.size for one in batch)) / BYTES_A_SECOND)

    def _fetch(self, start: Start, batch: Sequence[Seen], claims: dict[int, int], tries: int) -> Batch:
        """Those of a batch that are ours, count and can be had; the others are put off. Raises Trouble."""
        mine = [one for one in batch if one.uid in claims]
        try:
            if tries:
                mine = self._listed_again(start, claims)
            contents = contents_of(self._line, self._keeping.evidence, mine)
        except Trouble as lost:
            counts = lost.why != BUSY and not self._stop.is_set()
            self._in_vain(claims.values(), tries if len(batch) == 1 else -1, str(lost), counts=counts)
            raise
        except OSError as full:  # our own disk is no mail's fault
            self._in_vain(claims.values(), tries if len(batch) == 1 else -1, f"{full.strerror}", counts=False)
            raise
        self._in_vain([pickup for uid, pickup in claims.items() if uid not in contents], tries, "the server gives no content")
        now = self._keeping.clock()
        kept = [Kept(claims[one.uid], one.uid, one.internal_date) for one in mine if one.uid in contents]
        return Batch({one.id: arrival(self._box, self._keeping.address, contents[one.uid], one.internal_date, now) for one in kept}, kept)

    def _listed_again(self, start: Start, claims: dict[int, int]) -> list[Seen]:
        """A mail that was tried before, as the server lists it now; none when it refuses, or the mail does not count. Raises Trouble."""
        try:
            found = [Seen(one.uid, one.size, one.internal_date) for one in self._line.listed(list(claims))]
        except Refused:
            return []
        with self._keeping.database.writing() as session:
            for one in found:
                suspects.describe(session, claims[one.uid], one, self._keeping.clock() + self._lease(found))
                if _before(start, one):
                    suspects.forget(session, claims.pop(one.uid))
        return [one for one in found if one.uid in claims]

    def _in_vain(self, claims: Collection[int], tries: int, why: str, *, counts: bool = True) -> None:
        """These could not be fetched after so many tries before (-1: together with others). counts: it may be their own fault.

        The last try counts only if it may be, and others of the mailbox could be fetched; else they are tried for ever.
        """
        now = self._keeping.clock()
        last = tries == len(BACKOFF)
        with self._keeping.database.writing() as session:
            guilty = {one for one in claims if not last or (counts and suspects.others_came(session, one))}
            wait = timedelta() if tries < 0 or (last and guilty) else BACKOFF[min(tries, len(BACKOFF) - 1)]
            suspects.put_off(session, claims, max(tries, 0) + 1, now + wait, why)
            suspects.acquit(session, set(claims) - guilty)
        if last and not guilty and counts and claims:
            self._keeping.tell_once(self._mailbox_id, self._box.name, ANSWER, why, now)


def _before(start: Start, one: Seen) -> bool:
    """Whether a mail lay there before the mailbox counted."""
    return one.uid < start.first_uid and one.internal_date is not None and one.internal_date < start.since
