"""How is a mailbox kept an eye on? One thread each: connect, look, IDLE, look again; trouble is waited out, told, and never gives up."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from gateway.doors.imap.beginning import begin
from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.taking import Look, Taking
from gateway.doors.imap.trouble import LOGIN, TOKEN, Trouble
from gateway.doors.imap.url import Box
from storage.mailbox import mailboxes
from storage.mailbox.mailboxes import Start

log = logging.getLogger(__name__)

SOON = {Look.BUSY: 2.0, Look.UNFINISHED: 30.0}  # seconds until the next look, unless mail comes
FIRST_PAUSE, LAST_PAUSE = 2.0, 300.0  # seconds without a connection; doubled each time, and shortened by chance
STEADY = 4  # failures that count at most while each connection is good for one look: a pause of half a minute
LOGIN_PAUSE, LAST_LOGIN_PAUSE = 60.0, 900.0  # providers lock accounts that are tried too often
ALARM = timedelta(minutes=10)
GRACE_SECONDS = 4.0
RENUMBERED = "renumbered"


class Poller:
    """Watches one mailbox. Any number of pollers, in any number of processes, may watch the same one.

    chance: a number from 0 to 1, new at each call, so that many pollers do not come back together.
    """

    def __init__(self, keeping: Keeping, box: Box, chance: Callable[[], float], patience: Patience = Patience()) -> None:  # noqa: B008 - frozen
        self.name = box.name
        self._keeping = keeping
        self._box = box
        self._chance = chance
        self._patience = patience
        self._stop = threading.Event()
        self._line: Line | None = None
        self._failures = 0
        self._in_trouble = False
        self._thread = threading.Thread(target=self._run, name=f"imap {box.host}", daemon=True)

    def open(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Asks it to end; `close` waits for that."""
        self._stop.set()

    def close(self) -> None:
        """Ends after the batch in hand; a server that keeps silent is not waited for."""
        self.stop()
        self._thread.join(GRACE_SECONDS)
        if self._thread.is_alive() and self._line is not None:
            self._line.break_off()
            self._thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        while not self._stop.is_set():
            longest, first = LAST_PAUSE, FIRST_PAUSE
            try:
                self._attend()
            except Trouble as trouble:
                if not self._stop.is_set():
                    self._troubled(trouble)
                if trouble.why in {LOGIN, TOKEN}:
                    longest, first = LAST_LOGIN_PAUSE, LOGIN_PAUSE
            except DBAPIError as error:
                log.warning("The database cannot be used by the mailbox door (%s); tried again later", type(error).__name__)
            except Exception:
                log.exception("Fault at the mailbox door; tried again later")
            pause = min(longest, first * 2.0 ** min(self._failures, 20))
            self._failures += 1
            self._stop.wait(pause * (0.5 + self._chance() / 2))

    def _attend(self) -> None:
        """Watches over one connection until it breaks or the poller is closed. Raises Trouble."""
        with self._keeping.database.writing() as session:
            mailbox_id = mailboxes.known(session, self._box.name, self._keeping.clock())
        line = self._line = Line(self._box, self._patience)
        try:
            taking = Taking(self._keeping, self._box, line, mailbox_id, self._stop)
            while not self._stop.is_set():
                outcome = taking.look(self.start(line, mailbox_id))
                self._failures = min(self._failures, STEADY)
                self._well(mailbox_id, outcome)
                line.wait(SOON.get(outcome, self._box.poll), self._stop)
                self._failures = 0
        finally:
            self._line = None
            line.close()

    def start(self, line: Line, mailbox_id: int) -> Start:
        """From where on the mailbox counts at this look."""
        now = self._keeping.clock()
        with self._keeping.database.writing() as session:
            before = mailboxes.start(session, mailbox_id)
            mailboxes.known(session, self._box.name, now)
            start = begin(before, line, self._box.backlog, now, self._keeping.zone)
            if start != before:
                mailboxes.begin(session, mailbox_id, start)
        if before is None:
            log.info("Mailbox %d on %s: first look; %d older mails are left alone", mailbox_id, self._box.host, start.left_alone)
        elif before.uidvalidity != start.uidvalidity:
            log.warning("Mailbox %d: the server numbers its mails anew (UIDVALIDITY); all of it is looked through again", mailbox_id)
            self._keeping.tell_once(mailbox_id, self._box.name, RENUMBERED, "", now)
        return start

    def _well(self, mailbox_id: int, outcome: Look) -> None:
        """The end of a trouble is told in the log."""
        if self._in_trouble and outcome is Look.WHOLE:
            self._in_trouble = False
            log.info("Mailbox %d on %s is read again", mailbox_id, self._box.host)

    def _troubled(self, trouble: Trouble) -> None:
        """Puts on record what is wrong; the operator is told when it lasts."""
        now = self._keeping.clock()
        self._in_trouble = True
        try:
            with self._keeping.database.writing() as session:
                mailbox_id = mailboxes.known(session, self._box.name, now)
                since = mailboxes.troubled(session, mailbox_id, trouble.why, str(trouble), now)
            log.warning("Mailbox %d on %s cannot be read (%s): %s", mailbox_id, self._box.host, trouble.why, trouble)
            if now - since >= ALARM:
                self._keeping.tell_once(mailbox_id, self._box.name, trouble.why, str(trouble), since)
        except DBAPIError as error:
            log.warning("The database cannot be used by the mailbox door (%s)", type(error).__name__)
        except Exception:
            log.exception("Trouble with mailbox at %s could not be told", self._box.host)
