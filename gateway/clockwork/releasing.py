"""What becomes of held mails that another one completes, or that have lost what they waited for?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from gateway.desk.decision import Release
from storage.mail import held
from storage.schedule import timers
from storage.tables import Attachment, Inbound, Ticket
from storage.ticket import lifecycle, tickets


def release(session: Session, now: datetime, releases: Sequence[Release], row: Ticket | None, *, is_new: bool) -> None:
    """Puts on record what a decision says of held mails. Raises tickets.Changed when one is held no longer. is_new: it opens now."""
    for each in releases:
        kept = session.get_one(Inbound, each.mail_id, with_for_update=True)
        if not (kept.outcome or "").startswith("held-") and kept.outcome != held.EXPIRED:
            raise tickets.Changed(f"mail {kept.id} is no longer held")
        kept.outcome, kept.settled_at, kept.flags = each.outcome, now, [*kept.flags, *each.flags]
        kept.ticket_id = row.id if row else None
        session.execute(update(Attachment).where(Attachment.inbound_id == kept.id).values(ticket_id=kept.ticket_id))
        timers.void_holds(session, kept.id, now)
        timers.hold(session, kept.id, each.holds)
    if row is not None and not is_new and row.status != lifecycle.SOLVED:
        held.end_reasons(session, row.id, now)
