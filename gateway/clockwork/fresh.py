"""What did this process read or write a moment ago? Whoever needs it here need not ask the database for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, TypeVar

from storage.mail.filed import Filed
from storage.tables import Outbound

Thing = TypeVar("Thing")

MOST = 8_000_000  # bytes of mails, signs of letters; older ones are read from their rows
SMALL = 200_000  # bytes of a mail that is kept here


class Fresh:
    """Letters as they were committed: each is taken once, by its first try, for from then on the row may say more. Mails as they were
    claimed: what of them a letter needs, bytes and digest, never changes.
    """

    def __init__(self) -> None:
        self._letters = _Shelf[Outbound](lambda letter: len(letter.body_text) + len(letter.body_html))
        self._mails = _Shelf[Filed](lambda mail: mail.size)
        self._lock = threading.Lock()

    def keep(self, rows: Iterable[Outbound]) -> None:
        """Called after the commit: an id that was rolled back may be another letter's by now."""
        with self._lock:
            for row in rows:
                self._letters.put(row.id, row)

    def take(self, outbound_id: int, since: datetime) -> Outbound | None:
        """The row, if it is here and was written since an instant."""
        with self._lock:
            row = self._letters.take(outbound_id)
        return row if row is not None and row.created_at >= since else None

    def keep_mails(self, claimed: Iterable[int], mails: Mapping[int, Filed]) -> None:
        """Called by whoever has just claimed mails, with those that are small: what was known of the others holds no longer."""
        with self._lock:
            for number in claimed:
                self._mails.take(number)
            for number, mail in mails.items():
                self._mails.put(number, mail)

    def mail(self, inbound_id: int) -> Filed | None:
        """The mail, if it is here."""
        with self._lock:
            return self._mails.look(inbound_id)


class _Shelf(Generic[Thing]):
    """The newest things, up to MOST of what `weight` says of each."""

    def __init__(self, weight: Callable[[Thing], int]) -> None:
        self._weight = weight
        self._things: OrderedDict[int, Thing] = OrderedDict()
        self._whole = 0

    def put(self, number: int, thing: Thing) -> None:
        self.take(number)
        self._things[number] = thing
        self._whole += self._weight(thing)
        while self._whole > MOST:
            self.take(next(iter(self._things)))

    def take(self, number: int) -> Thing | None:
        thing = self._things.pop(number, None)
        if thing is not None:
            self._whole -= self._weight(thing)
        return thing

    def look(self, number: int) -> Thing | None:
        return self._things.get(number)
