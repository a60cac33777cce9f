"""Which mails came and went, and what was read in one of them?"""

import threading
from typing import Any

from sqlalchemy.orm import Session

from gateway.console.page.answer import Answer
from gateway.console.page.room import Query, Room, number
from gateway.console.page.veil import Veil
from gateway.console.rows.mailrow import IN, envelope, inbound, outbound
from gateway.console.rows.readrow import as_row
from gateway.console.rows.secrecy import told
from gateway.reader.careful import ReadingFailedError, careful_read
from storage.counting import looking
from storage.evidence import archive
from storage.evidence.archive import PackBroken
from storage.mail import filed, held, outbox
from storage.mail.filed import Filed
from storage.tables import Inbound, Outbound, Ticket

Read = dict[str, Any] | str | None
MOST = 50
LONGEST_WORD = 40
WORDS = ("", "waiting", "opened", "held", "dead", "replied", "solved", "approved", "refused", "undecided", "duplicate", "stranger")
SENT_WORDS = ("", "waiting", "sent", "returned", "dead")
_ONE = threading.Lock()  # a big mail takes two or three times its size while it is read


def listed(room: Room, _named: Query, query: Query) -> Answer:
    """Mails in, or letters (`way=out`), newest first. only: their disposition begins so; below: an id."""
    out = query.get("way") == "out"
    only, below = query.get("only", "")[:LONGEST_WORD], number(query, "below")
    with room.rows() as session:
        found = looking.mails(session, Outbound, only, below, MOST) if out else looking.mails(session, Inbound, only, below, MOST)
        veil = Veil(room.tools, session)
        rows = [row_of(room, veil, row) for row in found.rows]
    words = SENT_WORDS if out else WORDS
    facts = {"rows": rows, "below": found.below, "only": only, "out": out, "first": below is None, "words": words}
    return room.show("mails", facts)


def row_of(room: Room, veil: Veil, row: Inbound | Outbound, reading: Read = None) -> dict[str, Any]:
    """What a list says of a mail or letter; `who`: whom it came from, or went to.

    secret: it is confidential, or may be; then nothing is said of anybody.
    """
    local = room.tools.rules.calendar.local
    shown = inbound(row, local) if isinstance(row, Inbound) else outbound(row, local)
    secret = veil.covers(row, reading)
    shown = told(shown, secret=secret)
    who = shown["from"] if isinstance(row, Inbound) else next(iter(shown["to"]), "")
    return shown | {"who": who, "ticket": number_of(veil.session, row.ticket_id), "secret": secret}


def number_of(session: Session, ticket_id: int | None) -> str:
    """`L_61122001`; '' for none."""
    ticket = session.get(Ticket, ticket_id) if ticket_id else None
    return ticket.number if ticket else ""


def mail(room: Room, named: Query, _query: Query) -> Answer:
    """One mail that came in: what the door saw, what was read in it, what became of it, and the letters that it caused."""
    name = f"{IN}-{named['id']}"
    with room.rows() as session:
        row = session.get(Inbound, int(named["id"]))
        if row is None:
            return room.missing(f"There is no mail {name}.")
        closed = row.erased_at is not None or Veil(room.tools, session).is_secret(row)
        kept = None if closed else kept_of(session, row.id)
    reading = None if closed else read(room, raw_of(room, kept))
    with room.rows() as session:
        row = session.get_one(Inbound, int(named["id"]))
        veil = Veil(room.tools, session)
        local = room.tools.rules.calendar.local
        until = held.until(session, row.id).get(row.id)
        whole = row_of(room, veil, row, reading) | {"held_until": local(until) if until else None}
        if not whole["secret"]:
            whole |= told(envelope(row, local), secret=False)
        letters = [row_of(room, veil, each) for each in looking.letters_of(session, row.id)]
    return room.show("mail", {"here": "mails", "row": whole, "secret": whole["secret"], "reading": reading, "letters": letters})


def read(room: Room, raw: bytes) -> Read:
    """What is read in some bytes, as `carteiro read` says it; a sentence when that fails."""
    if not raw:
        return "Its bytes cannot be had just now; the log, and `carteiro doctor`, say more of the evidence store."
    try:
        with _ONE:
            return as_row("", careful_read(raw, room.tools.known))
    except (ReadingFailedError, OSError):
        return "It could not be read this time."


def letter(room: Room, named: Query, _query: Query) -> Answer:
    """One letter: to whom, about what, what became of it, and its text."""
    with room.rows() as session:
        row = session.get(Outbound, int(named["id"]))
        if row is None:
            return room.missing(f"There is no letter out-{named['id']}.")
        whole = row_of(room, Veil(room.tools, session), row)
        cause = f"{IN}-{row.cause_id}" if row.cause_id else ""
        kept = None if whole["secret"] or row.erased_at else outbox.get(session, row.id)
    text = "" if kept is None else _text(room, kept)
    return room.show("letter", {"here": "mails", "row": whole, "secret": whole["secret"], "text": text, "cause": cause})


def kept_of(session: Session, mail_id: int) -> Filed | None:
    """A mail as it is on record; None when its bytes are gone."""
    try:
        return filed.one(session, mail_id)
    except LookupError:
        return None


def raw_of(room: Room, kept: Filed | None) -> bytes:
    """The bytes of a mail; b"" when they cannot be had just now. An evidence store may take its time: no rows are held meanwhile."""
    if kept is None:
        return b""
    try:
        return filed.raw(kept, room.tools.evidence)
    except OSError:
        return b""


def _text(room: Room, row: Outbound) -> str:
    try:
        archive.restore(room.tools.evidence, row)
    except (OSError, PackBroken):
        return "(Its words cannot be had from the evidence store just now.)"
    return row.body_text
