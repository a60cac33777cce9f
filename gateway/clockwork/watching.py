"""Does a process that seals nothing (a door of its own) notice too when its database is put back? It looks every few seconds."""

import logging

from sqlalchemy.exc import DBAPIError

from gateway.clockwork.rounds import Rounds
from gateway.clockwork.sealing import EVERY_SECONDS
from gateway.clockwork.witnessing import Witnessing

log = logging.getLogger(__name__)


def watching(seen: Witnessing) -> Rounds:
    """Looks, until it is closed or the database turns out to be an older state."""

    def look() -> float:
        try:
            seen.look()
        except DBAPIError as trouble:
            log.warning("Whether the database is an older state cannot be seen now (%s)", type(trouble).__name__)
        return EVERY_SECONDS

    return Rounds("watching", look, first=EVERY_SECONDS, again=EVERY_SECONDS)
