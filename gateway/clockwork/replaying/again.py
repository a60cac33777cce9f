"""What would today's code decide otherwise on kept mail? All of it decided once more, aside, and compared with the record."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.replaying.differing import Difference, Differing
from gateway.clockwork.replaying.running import AT_ONCE, DECIDED, Running
from gateway.clockwork.replaying.scratch import scratch
from gateway.clockwork.tools import Tools
from storage.record.replay import ERASE
from storage.tables import Event, Inbound

Watched = Callable[[Iterator[int], int], Iterator[int]]


def again(then: Session, tools: Tools, since: datetime, watched: Watched) -> Iterator[Difference]:
    """The differences about mails received since an instant, in the order of arrival.

    then: a session that sees the record (Database.snapshot). Whatever came before `since` is decided again too: the state at that
    time is made of it. watched: passes on the ids of the mails on their way, of which it is told how many there are; for showing
    progress. Raises DirectoryUnavailable.
    """
    with tempfile.TemporaryDirectory(prefix="carteiro-replay-") as folder:
        aside = scratch(tools, Path(folder))
        try:
            running = Running(then, tools, aside)
            for _ in watched(running.run(), running.count()):
                pass
            with aside.tools.database.reading() as now:
                yield from _compared(then, now, Differing(then, now, aside.unasked), since)
        finally:
            aside.tools.database.close()


def _compared(then: Session, now: Session, differing: Differing, since: datetime) -> Iterator[Difference]:
    """Not what was erased, nor what else was said about the ticket then: it cannot come out as it did."""
    lacking = select(Event.ticket_id).where(Event.kind == ERASE)
    whole = Inbound.ticket_id.is_(None) | Inbound.ticket_id.not_in(lacking)
    settled = select(Inbound.id, Inbound.received_at).where(*DECIDED, whole)
    for place, (mail_id, received_at) in enumerate(then.execute(settled.order_by(Inbound.received_at, Inbound.id)).all(), 1):
        found = differing.of(mail_id)
        if found is not None and received_at >= since:
            yield found
        if place % AT_ONCE == 0:
            then.expunge_all()
            now.expunge_all()
