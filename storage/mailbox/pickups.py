"""Which mails of a mailbox are on record, and where do they lie now? Seen, claimed, put on record once, filed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from storage.mail import inbox
from storage.mail.inbox import Arrival
from storage.tables import Inbound, Mailbox, Pickup

FILED, COPIED, GONE, UNFETCHABLE, QUARANTINED = "filed", "copied", "gone", "unfetchable", "quarantined"
SET_ASIDE = ("dead", "too-costly")  # dispositions of mails that a person should look at
LOOKED_BACK = timedelta(days=7)
SETTLED = timedelta(minutes=2)  # a mail seen so long ago and not there any more is not merely newer than the search


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail as the server lists it. size in bytes, as the server believes; internal_date None when it gives none that can be read."""

    uid: int
    size: int
    internal_date: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail on record that is to be filed, or filed anew; `folder`, `folder_validity` and `folder_uid` say where it lies."""

    id: int
    uid: int
    internal_date: datetime | None
    folder: str = ""
    folder_validity: int = 0
    folder_uid: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be done in a mailbox: UIDs to fetch, in ascending order, and mails to file.

    unfinished: some are in the hands of others or wait for their next try, so that not everything is on record.
    """

    fetch: tuple[int, ...]
    file: tuple[Kept, ...]
    unfinished: bool


class Busy(Exception):
    """Another poller is fetching mails of this mailbox at this moment; its turn ends by itself."""


def lowest_open(session: Session, mailbox_id: int, uidvalidity: int) -> int | None:
    """The lowest UID that is seen and not filed, or None."""
    query = select(func.min(Pickup.uid)).where(Pickup.mailbox_id == mailbox_id, Pickup.uidvalidity == uidvalidity)
    return session.scalar(query.where(Pickup.outcome.is_(None)))


def found(session: Session, mailbox_id: int, uidvalidity: int, there: Sequence[int], counts: Callable[[int], bool], now: datetime) -> Found:
    """Compares what is in the mailbox (UIDs, ascending) with what is on record; counts: is a UID not seen before of interest?"""
    of_mailbox = (Pickup.mailbox_id == mailbox_id, Pickup.uidvalidity == uidvalidity)
    columns = (Pickup.id, Pickup.uid, Pickup.internal_date, Pickup.claimed_until, Pickup.due_at, Pickup.inbound_id, Pickup.outcome)
    known = {
        row.uid: row
        for row in session.execute(
            select(*columns).where(*of_mailbox, (Pickup.uid >= there[0]) | Pickup.outcome.is_(None) if there else Pickup.outcome.is_(None))
        )
    }
    fetch, file, unfinished = [], [], False
    for uid in there:
        row = known.get(uid)
        if row is None:
            if counts(uid):
                fetch.append(uid)
        elif row.outcome is not None:
            if row.outcome == GONE:  # it is there again, or the server had not told all
                fetch.append(uid)
        elif row.inbound_id is not None:
            if row.due_at is None or row.due_at <= now:
                file.append(Kept(row.id, uid, row.internal_date))
        elif (row.claimed_until and row.claimed_until > now) or (row.due_at and row.due_at > now):
            unfinished = True
        else:
            fetch.append(uid)
    return Found(tuple(fetch), tuple(file), unfinished)


def settle_vanished(session: Session, mailbox_id: int, uidvalidity: int, there: Sequence[int], now: datetime) -> None:
    """Mails that are not in the mailbox any more: filed before a crash or by somebody's hand, or gone before they were fetched.

    Under another UIDVALIDITY none is there any more.
    """
    query = select(Pickup.id, Pickup.uid, Pickup.uidvalidity, Pickup.inbound_id).where(
        Pickup.mailbox_id == mailbox_id, Pickup.outcome.is_(None), Pickup.seen_at < now - SETTLED
    )
    remaining = set(there)
    for row in session.execute(query).all():
        if row.uid not in remaining or row.uidvalidity != uidvalidity:
            outcome = GONE if row.inbound_id is None else FILED
            session.execute(update(Pickup).where(Pickup.id == row.id).values(outcome=outcome, filed_at=now, due_at=None))


def claim(
    session: Session,
    mailbox_id: int,
    uidvalidity: int,
    seen: Sequence[Seen],
    now: datetime,
    lease: timedelta,
    ours: Collection[int] = (),
) -> dict[int, int]:
    """Takes these mails for one lease; returns the pickup's id for each UID that is ours. One poller at a time, so that mails are
    put on record in their order. ours: pickups that the caller holds already.

    Raises Busy when another one holds some.
    """
    session.get_one(Mailbox, mailbox_id, with_for_update=True)
    of_mailbox = (Pickup.mailbox_id == mailbox_id, Pickup.outcome.is_(None), Pickup.inbound_id.is_(None))
    others = select(Pickup.id).where(*of_mailbox, Pickup.claimed_until > now, Pickup.id.not_in(ours))
    if session.scalar(others.limit(1)) is not None:
        raise Busy
    these = (Pickup.mailbox_id == mailbox_id, Pickup.uidvalidity == uidvalidity, Pickup.uid.in_([one.uid for one in seen]))
    known = set(session.scalars(select(Pickup.uid).where(*these)))
    fresh = [{"uid": one.uid, "size": one.size, "internal_date": one.internal_date} for one in seen if one.uid not in known]
    rows = session.connection()  # without the ORM's bookkeeping for each row
    if fresh:
        rows.execute(insert(Pickup).values(mailbox_id=mailbox_id, uidvalidity=uidvalidity, seen_at=now), fresh)
    taken = update(Pickup).where(*these, Pickup.outcome.is_(None) | (Pickup.outcome == GONE), Pickup.inbound_id.is_(None))
    taken = taken.values(tries=Pickup.tries + 1, claimed_until=now + lease, due_at=None, outcome=None, filed_at=None)
    return {row.uid: row.id for row in rows.execute(taken.returning(Pickup.uid, Pickup.id))}


def put_on_record(session: Session, arrivals: dict[int, Arrival], file_until: datetime) -> list[int]:
    """Files the arrivals of these pickups in the order given; one that is on record already is left out.

    The caller's commit is what makes them accepted; filing them is the caller's until `file_until`. Returns the inbox ids.
    """
    query = select(Pickup.id).where(Pickup.id.in_(arrivals), Pickup.inbound_id.is_(None)).with_for_update()
    open_ = set(session.scalars(query))
    mine = [pickup for pickup in arrivals if pickup in open_]
    if not mine:
        return []
    ids = inbox.file(session, [arrivals[pickup] for pickup in mine])
    values = [{"of": pickup, "to": inbound} for pickup, inbound in zip(mine, ids, strict=True)]
    kept = update(Pickup).where(Pickup.id == bindparam("of"))
    session.connection().execute(
        kept.values(inbound_id=bindparam("to"), claimed_until=None, outcome=None, due_at=file_until, last_error=""), values
    )
    return ids


def put_off(session: Session, pickups: Collection[int], until: datetime, why: str) -> None:
    """These on record are filed at an instant."""
    session.execute(update(Pickup).where(Pickup.id.in_(pickups)).values(due_at=until, last_error=why))


def take_to_file(session: Session, kept: Sequence[Kept], now: datetime, until: datetime) -> list[Kept]:
    """Takes mails on record that were not filed in time; returns those that nobody else has taken meanwhile, ours until an instant."""
    overdue = (Pickup.outcome.is_(None), Pickup.due_at.is_(None) | (Pickup.due_at <= now))
    query = select(Pickup.id).where(Pickup.id.in_([one.id for one in kept]), *overdue).with_for_update()
    mine = set(session.scalars(query))
    session.execute(update(Pickup).where(Pickup.id.in_(mine)).values(due_at=until))
    return [one for one in kept if one.id in mine]


def file(session: Session, places: dict[int, int], folder: str, validity: int, outcome: str, now: datetime) -> None:
    """These lie in a folder now: the pickup's id and the UID there (0: unknown, which changes nothing where another one noted it)."""
    if places:
        news = Pickup.outcome.is_distinct_from(outcome) | (bindparam("at", type_=BigInteger) > 0)
        filed = update(Pickup).where(Pickup.id == bindparam("of"), news).values(folder_uid=bindparam("at"))
        filed = filed.values(outcome=outcome, folder=folder, folder_validity=validity, filed_at=now, due_at=None, last_error="")
        session.connection().execute(filed, [{"of": pickup, "at": uid} for pickup, uid in places.items()])


def to_quarantine(session: Session, mailbox_id: int, now: datetime) -> tuple[Kept, ...]:
    """Filed mails that were set aside when they were read, and whose place is known."""
    query = select(Pickup.id, Pickup.uid, Pickup.internal_date, Pickup.folder, Pickup.folder_validity, Pickup.folder_uid)
    query = query.join(Inbound, Inbound.id == Pickup.inbound_id).where(
        Pickup.mailbox_id == mailbox_id,
        Pickup.filed_at > now - LOOKED_BACK,
        Pickup.outcome == FILED,
        Pickup.folder_uid > 0,
        Pickup.due_at.is_(None) | (Pickup.due_at <= now),
        Inbound.outcome.in_(SET_ASIDE),
    )
    return tuple(Kept(*row) for row in session.execute(query.order_by(Pickup.id)))
