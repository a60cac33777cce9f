"""What has come in? The rows of inbound mail: filed by a door, read back by a worker."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.evidence.store import Evidence
from storage.mail import filed
from storage.mail.filed import Filed
from storage.prepared import Prepared, rows_of, run, table_of
from storage.tables import MESSAGE_ID_KEPT, Attachment, Effect, Inbound, InboundRaw, clean

THREAD_LOOKED_AT = 10
# A mail held for its writer's word is on hold until a timer ends it; what is held for other reasons, or set aside, for a time.
HELD_CLAIMED = "held-claimed"
ON_HOLD = Inbound.outcome.like("held-%") | (Inbound.outcome == "dead")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail at a door: the envelope as seen, and its bytes (`raw`), or the SHA-256 under which they were spooled.

    hop: who handed it over, as gateway/people/aligned/verdict.py tells them apart ('', `border`, `topmost`).
    """

    received_at: datetime
    door: str
    rcpt_to: tuple[str, ...]
    mail_from: str
    size: int
    conversation: str
    raw: bytes | None
    sha256: str = ""
    peer: str = ""
    helo: str = ""
    tls: str = ""
    login: str = ""
    hop: str = ""


_FILED = Prepared(insert(table_of(Inbound)).returning(table_of(Inbound).c.id, sort_by_parameter_order=True))
_RIDING = Prepared(insert(table_of(InboundRaw)))
_ATTACHED = Prepared(insert(table_of(Attachment)))
_EFFECT = {
    name: Prepared(insert(table_of(Effect)).on_conflict_do_nothing().returning(table_of(Effect).c.inbound_id))
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_REPEATS = Prepared(
    select(func.count())
    .select_from(Inbound)
    .where(Inbound.conversation == bindparam("conversation"), Inbound.echo == bindparam("echo"), Inbound.person == bindparam("person"))
    .where(Inbound.proof != "claimed", Inbound.outcome != "duplicate")
    .where(Inbound.id != bindparam("id"), Inbound.received_at > bindparam("since"))
)


def file(session: Session, arrivals: Sequence[Arrival]) -> list[int]:
    """Puts arrivals on record, due at once; returns their ids in order. The caller's commit is what makes them accepted."""
    rows = [_row(a) for a in arrivals]
    ids = list(run(session, _FILED, rows).scalars())
    riding = [{"inbound_id": i, "content": a.raw} for i, a in zip(ids, arrivals, strict=True) if a.raw is not None]
    if riding:
        run(session, _RIDING, riding)
    return ids


def _row(a: Arrival) -> dict[str, object]:
    return {
        "received_at": a.received_at,
        "door": a.door,
        "peer": a.peer,
        "helo": a.helo,
        "tls": a.tls,
        "login": a.login,
        "hop": a.hop,
        "mail_from": a.mail_from,
        "rcpt_to": [clean(r) for r in a.rcpt_to],
        "size": a.size,
        "sha256": a.sha256 or hashlib.sha256(a.raw or b"").hexdigest(),
        "spooled": a.raw is None,
        "conversation": a.conversation,
        "due_at": a.received_at,
    }


def raw(session: Session, evidence: Evidence, inbound_id: int) -> bytes:
    """The bytes of a mail exactly as received, wherever they are. Raises LookupError, OSError (the evidence store's)."""
    return filed.raw(filed.one(session, inbound_id), evidence)


def take_effect(session: Session, digest: str, inbound_id: int) -> bool:
    """Records that this arrival is the one that counts; False when another one already does."""
    statement = _EFFECT[session.get_bind().dialect.name]
    return run(session, statement, {"digest": digest, "inbound_id": inbound_id}).first() is not None


def ticket_of(session: Session, person: str, message_ids: Sequence[str]) -> int | None:
    """The ticket that a person's own mail with one of these Message-IDs belongs to, the newest first."""
    ids = [i[:MESSAGE_ID_KEPT] for i in message_ids if i][:THREAD_LOOKED_AT]
    if not ids:
        return None
    query = select(Inbound.ticket_id).where(Inbound.message_id.in_(ids), Inbound.person == person, Inbound.ticket_id.is_not(None))
    return session.scalar(query.order_by(Inbound.id.desc()).limit(1))


def repeats(session: Session, row: Filed, person: str, echo: str, since: datetime) -> int:
    """How often the writer of a mail, proven each time, wrote the same (`echo`) in its conversation since an instant, before it.

    What others write, or write in the writer's name, must not silence anybody.
    """
    if not echo or not row.conversation:
        return 0
    found = rows_of(session, _REPEATS, conversation=row.conversation, echo=echo, person=person, id=row.id, since=since)
    return int(found.scalar())


def undecided_before(session: Session, conversations: Collection[str], tickets: Collection[int], mail: int, received_at: datetime) -> bool:
    """Whether another mail that names one of these tickets (refs, ids) arrived before this one and is not decided yet."""
    roots = select(Inbound.conversation).where(Inbound.ticket_id.in_(tickets), Inbound.conversation != "")
    query = select(Inbound.id).where(
        Inbound.conversation.in_(conversations) | Inbound.conversation.in_(roots),
        Inbound.outcome.is_(None),
        Inbound.id != mail,
        Inbound.received_at < received_at,
    )
    return session.scalar(query.limit(1)) is not None


def waiting_for(session: Session, conversations: Collection[str], tickets: Collection[int], until: datetime, held_since: datetime) -> bool:
    """Whether a mail that names one of these tickets (refs, ids) and arrived up to `until` is undecided, or held for less than a hold."""
    waits = Inbound.outcome.is_(None) | (Inbound.outcome == HELD_CLAIMED) | (ON_HOLD & (Inbound.received_at > held_since))
    query = _naming(conversations, tickets).where(Inbound.received_at <= until, waits)
    return session.scalar(query.limit(1)) is not None


def unheard(session: Session, conversations: Collection[str], tickets: Collection[int]) -> bool:
    """Whether a mail that names one of these tickets (refs, ids) is on record and not decided about."""
    return session.scalar(_naming(conversations, tickets).where(Inbound.outcome.is_(None)).limit(1)) is not None


def _naming(conversations: Collection[str], tickets: Collection[int]) -> Select[int]:
    # A mail may name its ticket by nothing but the thread of the mails that made it.
    roots = select(Inbound.conversation).where(Inbound.ticket_id.in_(tickets), Inbound.conversation != "")
    names = Inbound.conversation.in_(conversations) | Inbound.ticket_id.in_(tickets) | Inbound.conversation.in_(roots)
    return select(Inbound.id).where(names)


def shown_elsewhere(
    session: Session, person: str, digests: Sequence[str], mail: int, conversation: str, tickets: Collection[int]
) -> set[str]:
    """Which of these files the person showed in the text of an earlier mail that joined another ticket, in another conversation.

    tickets: the ids of the mail's own ticket, and of those merged into it.
    """
    if not digests or not person:
        return set()
    query = select(Attachment.sha256).join(Inbound, Inbound.id == Attachment.inbound_id)
    query = query.where(Attachment.sha256.in_(digests), Attachment.inline, Inbound.person == person, Inbound.id < mail)
    query = query.where(Inbound.ticket_id.is_not(None), (Inbound.conversation != conversation) | (Inbound.conversation == ""))
    query = query.where(Inbound.ticket_id.not_in(tickets))
    return set(session.scalars(query.distinct()))


def keep_files(session: Session, inbound_id: int, ticket_id: int | None, files: Sequence[Mapping[str, Any]]) -> None:
    """Puts the files of a mail on record: part, name, original_name, type, size, sha256, inline, evidence of each."""
    if files:
        run(session, _ATTACHED, [{"inbound_id": inbound_id, "ticket_id": ticket_id, **file} for file in files])


def attachments(session: Session, ticket_id: int) -> list[Attachment]:
    """The files of a ticket, in order of arrival."""
    return list(session.scalars(select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(Attachment.id)))
