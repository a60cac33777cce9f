"""Where does a mail on record go in its mailbox? Into `Recebidos/AAAA-MM`; what a person should look at into `Quarentena`."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.line import Line, Moved
from gateway.doors.imap.trouble import Refused
from storage.mailbox import pickups, suspects
from storage.mailbox.pickups import COPIED, FILED, QUARANTINED, Kept

log = logging.getLogger(__name__)

RECEIVED = "Recebidos"
QUARANTINE = ("Quarentena",)
AGAIN = timedelta(minutes=5)
PORTION = 100  # mails that one lease is enough for
FEW = 20  # refusals by a folder, while the one mail is sought that it does not take; then the rest waits too
UNFILED, UNFETCHABLE = "unfiled", "unfetchable"


class Filing:
    """Moves mails of one mailbox into their folders. A folder that refuses them holds up nothing: they are filed later."""

    def __init__(self, keeping: Keeping, line: Line, name: str, mailbox_id: int) -> None:
        self._keeping = keeping
        self._line = line
        self._name = name
        self._mailbox_id = mailbox_id

    def file_late(self, kept: Sequence[Kept]) -> None:
        """Files mails that were put on record earlier, as far as nobody else does so at this moment. Raises Trouble."""
        for first in range(0, len(kept), PORTION):
            now = self._keeping.clock()
            with self._keeping.database.writing() as session:
                mine = pickups.take_to_file(session, kept[first : first + PORTION], now, now + self._keeping.lease)
            self.file(mine)

    def file(self, kept: Sequence[Kept]) -> None:
        """Files mails that are on record by the month of their arrival. Raises Trouble."""
        for folder, group in self._by_month(kept).items():
            refused, parts = 0, [group]
            while parts:
                part = parts.pop()
                try:
                    moved = self._line.move([one.uid for one in part], folder)
                except Refused as no:
                    refused += 1
                    if len(part) > 1 and refused < FEW:
                        parts += [part[len(part) // 2 :], part[: len(part) // 2]]
                    else:
                        self._put_off(part, str(no))
                else:
                    self._note(part, moved, COPIED if moved.stayed else FILED)

    def quarantine(self) -> None:
        """Moves what was set aside when it was read on into Quarentena, where the server told its new UID. Raises Trouble."""
        with self._keeping.database.reading() as session:
            kept = pickups.to_quarantine(session, self._mailbox_id, self._keeping.clock())
        places: dict[tuple[str, int], list[Kept]] = defaultdict(list)
        for one in kept:
            places[one.folder, one.folder_validity].append(replace(one, uid=one.folder_uid))
        for (folder, validity), group in places.items():
            try:
                moved = self._line.move_from(folder, validity, [one.uid for one in group], QUARANTINE)
            except Refused as no:
                self._put_off(group, str(no))
            else:
                self._note(group, moved, QUARANTINED)

    def give_up(self, pickup: int, uid: int) -> None:
        """One that cannot be fetched: put into Quarentena unread, and the operator is told. Raises Trouble.

        It is on record as such before that, so that one which the server falls over even then is in nobody's way.
        """
        now = self._keeping.clock()
        with self._keeping.database.writing() as session:
            why = suspects.give_up(session, pickup, now)
        log.error("Mailbox %d: one mail cannot be fetched and was left to a person: %s", self._mailbox_id, why)
        self._keeping.tell_once(self._mailbox_id, self._name, UNFETCHABLE, why, now)
        try:
            self._line.move([uid], QUARANTINE)
        except Refused as no:
            log.warning("Mailbox %d: it cannot be put into Quarentena either: %s", self._mailbox_id, no)

    def _put_off(self, kept: Sequence[Kept], why: str) -> None:
        now = self._keeping.clock()
        with self._keeping.database.writing() as session:
            pickups.put_off(session, [one.id for one in kept], now + AGAIN, why)
        log.warning("Mailbox %d: %d mails on record cannot be filed, tried again later: %s", self._mailbox_id, len(kept), why)
        self._keeping.tell_once(self._mailbox_id, self._name, UNFILED, why, now)

    def _note(self, kept: Sequence[Kept], moved: Moved, outcome: str) -> None:
        places = {one.id: moved.uids.get(one.uid, 0) for one in kept}
        with self._keeping.database.noting() as session:
            pickups.file(session, places, moved.folder, moved.uidvalidity, outcome, self._keeping.clock())

    def _by_month(self, kept: Sequence[Kept]) -> dict[tuple[str, str], list[Kept]]:
        months: dict[tuple[str, str], list[Kept]] = defaultdict(list)
        for one in kept:
            arrived = (one.internal_date or self._keeping.clock()).astimezone(self._keeping.zone)
            months[RECEIVED, f"{arrived:%Y-%m}"].append(one)
        return months
