"""What does Prometheus read? The figures of the whole installation, out of its rows, whichever process did the work."""

import logging
import threading
from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, Metric, generate_latest

from gateway.clockwork.tools import Tools
from gateway.console.health import database, looking
from gateway.console.metrics import families, state
from gateway.console.metrics.state import State
from gateway.console.metrics.tallies import Tallies
from gateway.settings import Settings
from storage.bounded import glance

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = 4.0
"""How long one look at the rows may take."""

log = logging.getLogger(__name__)


class Metrics:
    """Counts what happens from its making on, in any process. For several threads; one looks at a time."""

    def __init__(self, tools: Tools, settings: Settings) -> None:
        self._tools, self._settings = tools, settings
        self._tallies = Tallies(tools.clock())
        self._turn = threading.Lock()

    def text(self) -> bytes:
        """The text format 0.0.4. Raises nothing for what is away: then `carteiro_up` is 0, and the rest is what is known."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """The families of one look (prometheus_client's collector)."""
        with self._turn:
            checks = {check.name: check.ok for check in looking.look(self._tools, self._settings)}
            now = self._look() if checks[database.NAME] else None
            yield from families.of_process(reads=now is not None, disks=state.room(self._settings), checks=checks)
            yield from families.counted(self._tallies)
            if now is not None:
                yield from families.standing(now)

    def _look(self) -> State | None:
        began = self._tools.clock()
        try:
            with glance(self._tools.database, SECONDS) as session:
                now = state.read(session, self._tools)
                found = self._tallies.read(session)
        except Exception as trouble:  # noqa: BLE001 - whatever it is: the scraper is told that nothing could be read
            log.warning("The metrics cannot be read from the database (%s)", type(trouble).__name__)
            return None
        self._tallies.count(found, began)
        return now
