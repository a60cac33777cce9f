"""How do the words of letters leave the database? In small batches, a month after they were settled, by a thread that rests a lot.

Store first, durably; then one short transaction marks the rows and empties them. Killed at any point, or done by several processes at
once, it only puts the same words in one more pack, which is found by its mark and removed (storage/erasing/forgetting.py).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from gateway.clockwork.rounds import Rounds, rest
from storage.database import Database
from storage.evidence import archive
from storage.evidence.store import Evidence

log = logging.getLogger(__name__)

SETTLED_FOR = timedelta(days=30)  # what may be tried again, returned or looked up is mostly over
EVERY_SECONDS = 600.0
REST = 9.0  # times as long as a batch took: at most a tenth of one thread's time, whatever waits


class Archiving:
    """Packs old letters. Any number of them may run. chance: from 0 to 1, so that several seldom meet."""

    def __init__(
        self,
        database: Database,
        evidence: Evidence,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._database, self._evidence = database, evidence
        self._clock, self._monotonic, self._chance = clock, monotonic, chance
        self.rounds = Rounds("packing", self._round, first=EVERY_SECONDS * chance(), again=EVERY_SECONDS)

    def pack(self) -> int:
        """Packs one batch; returns how many letters, 0 when there is nothing to pack. Raises OSError when the store does not take them."""
        with self._database.reading() as session:
            letters = archive.batch(session, self._clock() - SETTLED_FOR)
        if not letters:
            return 0
        content = archive.packed(letters)
        pack = sha256(content).hexdigest()
        with self._database.writing() as session:
            archive.begin(session, pack, self._clock())
        self._evidence.put(content)
        # Lost in a power cut, the rows are as they were, and their words are packed once more.
        with self._database.noting() as session:
            archive.let_go(session, letters, pack)
            archive.end(session, pack)
        return len(letters)

    def _round(self) -> float:
        began = self._monotonic()
        try:
            packed = self.pack()
        except OSError as trouble:
            log.warning("Not packed yet: the evidence store does not take it (%s)", type(trouble).__name__)
            packed = 0
        return rest(self._monotonic() - began, REST) if packed else EVERY_SECONDS * (0.5 + self._chance())
