"""What was set aside, and what is held? Each with what was read in it, and the command that mends it."""

from typing import Any

from sqlalchemy.orm import Session

from gateway.console.page.answer import Answer
from gateway.console.page.mails import Read, kept_of, raw_of, read, row_of
from gateway.console.page.room import Query, Room
from gateway.console.page.today import WHY_HELD
from gateway.console.page.veil import Veil
from gateway.console.rows.duerow import plain
from storage.counting import looking, standing
from storage.mail import held
from storage.mail.inbox import HELD_CLAIMED
from storage.tables import Inbound, Outbound, Timer

MOST = 50
READ, BIGGEST = 20, 1_000_000  # mails that are read for one page, and bytes of one; others are read on a page of their own


def quarantine(room: Room, _named: Query, _query: Query) -> Answer:
    """Dead mails, letters and timers, and mails that are held."""
    with room.rows() as session:
        dead, waiting = looking.dead(session, Inbound, MOST), looking.held_mails(session, MOST)
        veil = Veil(room.tools, session)
        wanted = [row for row in (*dead, *waiting) if row.size <= BIGGEST and not row.erased_at and not veil.is_secret(row)][:READ]
        ids = [row.id for row in dead], [row.id for row in waiting]
        kept = [one for row in wanted if (one := kept_of(session, row.id)) is not None]
    readings = {one.id: read(room, raw) for one in kept if (raw := raw_of(room, one))}
    with room.rows() as session:
        dead, waiting = ([session.get_one(Inbound, each) for each in part] for part in ids)
        veil = Veil(room.tools, session)
        facts: dict[str, Any] = {
            "mails": [_mended(room, veil, row, readings.get(row.id)) for row in dead],
            "letters": [_mended(room, veil, row) for row in looking.dead(session, Outbound, MOST)],
            "timers": [plain(room.tools, session, row) for row in looking.dead(session, Timer, MOST)],
            "held": [_held(room, veil, row, readings.get(row.id)) for row in waiting],
            "totals": _totals(session),
        }
    return room.show("quarantine", facts)


def _totals(session: Session) -> dict[str, int]:
    dead = {name: standing.dead(session, name) for name in standing.QUEUES}
    return dead | {"held": sum(each.count for each in standing.held(session).values())}


def _mended(room: Room, veil: Veil, row: Inbound | Outbound, reading: Read = None) -> dict[str, Any]:
    shown = _seen(room, veil, row, reading)
    return shown | {"mend": f"{room.command} mail retry {shown['id']}"}


def _held(room: Room, veil: Veil, row: Inbound, reading: Read) -> dict[str, Any]:
    shown = _seen(room, veil, row, reading)
    until = held.until(veil.session, row.id).get(row.id)
    mend = f"{room.command} mail release {shown['id']}" if row.outcome == HELD_CLAIMED else ""
    local = room.tools.rules.calendar.local
    why = WHY_HELD.get(row.outcome or "", "its writer is asked")
    return shown | {"held_until": local(until) if until else None, "why": why, "mend": mend}


def _seen(room: Room, veil: Veil, row: Inbound | Outbound, reading: Read) -> dict[str, Any]:
    shown = row_of(room, veil, row, reading)
    return shown | {"reading": None if shown["secret"] else reading}
