"""Of which mails does the page show nobody? Confidential ones, and those of which it is not known yet that they are not."""

from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.console.rows.secrecy import secret_among
from parsers.letterhead import subject
from storage.mail.held import EXPIRED
from storage.schedule.due import DEAD
from storage.tables import Inbound, Outbound
from storage.ticket import tickets

OPEN = frozenset({EXPIRED, DEAD, "asked-again", "unconfirmed", "withdrawn", "withdrawn-all"})
"""What ended, or waits, perhaps before anybody knew for which item it is; beside what is held and what is undecided."""


class Veil:
    """For a few mails, in one session; what it asks for one of them it knows for the others."""

    def __init__(self, tools: Tools, session: Session) -> None:
        self.session = session
        self._tools = tools
        self._is_secret = secret_among(tools, session)

    def is_secret(self, row: Inbound | Outbound) -> bool:
        """Whether it has to do with a confidential ticket: its bytes need not even be read."""
        return self._is_secret(row)

    def covers(self, row: Inbound | Outbound, reading: dict[str, Any] | str | None = None) -> bool:
        """Whether nobody, and no word, is shown of it; of a letter also when the mail that caused it is covered.

        reading: what was read in its bytes, where that was done; it may name the item that the row does not name yet.
        """
        if self.is_secret(row):
            return True
        if isinstance(row, Outbound):
            cause = self.session.get(Inbound, row.cause_id) if row.cause_id else None
            return row.ticket_id is None and cause is not None and self.covers(cause)
        code = reading["code"] if isinstance(reading, dict) else None
        return self._in_doubt(row, code or subject.read(row.subject, self._tools.known).code)

    def _in_doubt(self, row: Inbound, code: int | None) -> bool:
        if row.ticket_id is not None:
            return False
        if row.duplicate_of and (first := self.session.get(Inbound, row.duplicate_of)):
            return self.covers(first)
        if row.outcome is not None and row.outcome not in OPEN and not row.outcome.startswith("held-"):
            return False
        if code is not None:
            return any(item.code == code and item.confidential for item in self._tools.rules.catalog.items)
        return tickets.find_ref(self.session, row.conversation) is None
