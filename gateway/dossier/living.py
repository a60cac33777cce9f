"""Would these bytes give somebody's reply token away that is still good for something? (docs/security.md, Dossiers)

Who holds the token of another person, and forges that person's address, decides in that person's name. It stands in reply addresses and
Message-IDs of our letters, so in every answer to one, and in what answers quote.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from sqlalchemy.orm import Session

from gateway.people.token import Tokens
from storage.database import Database
from storage.tables import Inbound, Outbound
from storage.ticket import lifecycle, merging, tickets

# As in parsers/letterhead/thread.py, wherever it stands and whatever is around it.
_TOKEN = re.compile(r"([lmbc][0-9]{1,15})\.([0-9]{1,6})\.([a-z2-7]{26})", re.IGNORECASE)
COVERED = "[endereço de resposta omitido]"
Lives = Callable[[str, int, str], bool]


class Living:
    """Knows tokens that somebody else than the reader could use. reader: an id."""

    def __init__(self, database: Database, tokens: Tokens, reader: str) -> None:
        self._database, self._tokens, self._reader = database, tokens, reader
        self._lives = cache(self._asked)

    def within(self, texts: Iterable[bytes]) -> bool:
        """Whether one of these texts holds such a token."""
        return any(self._is_one(found) for text in texts for found in _TOKEN.finditer(text.decode("latin-1")))

    def covered(self, text: str) -> str:
        """The text, with such tokens covered."""
        return _TOKEN.sub(lambda found: COVERED if self._is_one(found) else found[0], text)

    def _is_one(self, found: re.Match[str]) -> bool:
        ref, round_, mac = found[1].lower(), int(found[2]), found[3].lower()
        return not self._tokens.is_for(mac, ref, round_, self._reader) and self._lives(ref)

    def _asked(self, ref: str) -> bool:
        with self._database.reading() as session:
            return lives(session, ref)


def lives(session: Session, ref: str) -> bool:
    """Whether a token for this could still do something: as long as what it names, or what that went on as, is not closed."""
    kind, number = ref[0], ref[1:]
    if kind == "l":
        ticket = tickets.find_ref(session, ref)
        return ticket is not None and merging.heir(session, ticket).status != lifecycle.CLOSED
    if kind == "c":
        return True  # a question may list mails that still wait
    row = session.get(Inbound, int(number)) if kind == "m" else session.get(Outbound, int(number))
    if row is None:
        return False
    if row.ticket_id is None:
        return kind == "m"  # a kept mail may still become a ticket
    return merging.heir(session, tickets.get(session, row.ticket_id)).status != lifecycle.CLOSED
