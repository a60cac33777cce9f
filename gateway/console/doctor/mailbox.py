"""Can a mailbox be read and filed in, what does its server offer, and what becomes of the mails that lie in it?"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from gateway.console.doctor import intake
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.console.doctor.limit import OutOfTime, within
from gateway.console.doctor.remedies import mended
from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import Trouble
from gateway.doors.imap.url import Box
from storage.database import Database
from storage.mailbox import leftovers
from storage.mailbox.leftovers import Standing, Unfiled
from storage.tables import Mailbox

PART = "mailbox"
DATABASE_SECONDS = 5.0
PATIENCE = Patience(connect=10, answer=15)
FILED = "Recebidos"
Local = Callable[[datetime], datetime]


CLAIMED = Note(
    "no-authserv",
    "neither trust_results nor CARTEIRO_TRUSTED_AUTHSERV is set: a mail without token and without its From domain's DKIM signature only "
    "claims its sender, and is asked back",
    "Set one of them, after a look at what the provider writes (docs/mailboxes.md, Who wrote it; docs/security.md).",
)


def standing(database: Database, box: Box) -> Standing | None:
    """What is on record of a mailbox; None when it cannot be asked."""

    def ask() -> Standing:
        if database.is_sqlite and not Path(str(database.url.database)).exists():
            return Standing()
        if not inspect(database.engine).has_table(Mailbox.__tablename__):
            return Standing()
        with database.reading() as session:
            return leftovers.standing(session, box.name)

    try:
        return within(DATABASE_SECONDS, ask)
    except (OutOfTime, DBAPIError):
        return None


def look(box: Box, known: Standing | None, local: Local, *, trusted: bool, patience: Patience = PATIENCE) -> Finding:
    """Opens the intake folder and lists; changes nothing.

    known: what is on record; local: an instant on the office's clock; trusted: whether results of the provider's host count.
    """
    number = f"mailbox {known.number} in the log" if known and known.number else ""
    try:
        line = Line(box, patience)
        try:
            says = [number, _offers(line), intake.waiting(box, line, known), _filing(line)]
        finally:
            line.close()
    except Trouble as error:
        says = [number, f"cannot be read, and its mails wait there: {error}"]
        return Finding(PART, box.name, False, "; ".join(filter(None, says)), error.why, mended(error, box))
    notes = [
        *([_unfiled(known.unfiled, local)] if known and known.unfiled else []),
        *([] if trusted or box.topmost else [CLAIMED]),
        *_lacks(box, line),
    ]
    return summed(PART, box.name, says, notes)


def _unfiled(unfiled: Unfiled, local: Local) -> Note:
    many = "1 mail is" if unfiled.mails == 1 else f"{unfiled.mails} mails are"
    says = f"{many} on record and cannot be filed since {local(unfiled.since):%Y-%m-%d %H:%M}: {unfiled.said}"
    mend = (
        f"Let this user make folders and put mails into {FILED}, and see that the mailbox is not full; it is tried again every 5 minutes."
    )
    return Note("unfiled", says, mend, ok=False)


def _offers(line: Line) -> str:
    offered = {"IDLE": line.can_idle, "MOVE": line.can_move, "UIDPLUS": line.can_expunge}
    return f"lets us in, offers {', '.join(name for name, there in offered.items() if there) or 'nothing beyond IMAP4rev1'}"


def _filing(line: Line) -> str:
    return f"{FILED} is there" if line.there((FILED,)) else f"{FILED} is made with the first mail"


def _lacks(box: Box, line: Line) -> list[Note]:
    """What follows from what the server does not offer."""
    if not line.can_expunge and not line.can_move:
        lack = f"without MOVE and UIDPLUS what was copied into {FILED} stays in {box.folder} too, marked \\Deleted"
        return [Note("no-uidplus", lack, "Have the marked mails purged from time to time, by a mail program or by the server.")]
    if not line.can_expunge:
        lack = "without UIDPLUS a mail that turns out to be unreadable is not found again for Quarentena"
        return [Note("no-uidplus", lack, f"Look for mails that were set aside (`carteiro mail list`) in {FILED}.")]
    if not line.can_idle:
        return [Note("no-idle", f"without IDLE mail is noticed only every {box.poll:.0f} s", "Lower ?poll= if that is too late.")]
    if not line.can_move:
        return [Note("no-move", "without MOVE mails are copied and then removed", "Nothing need be done; it is slower.")]
    return []
