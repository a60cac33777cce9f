"""What is said to one IMAP mailbox? One connection, from login to logout; the rest of the door knows no command.

Nothing taken from a mail goes into a command: only numbers and the names of our own folders do.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date

from gateway.doors.imap import answers, moving, uidsets
from gateway.doors.imap.answers import MONTHS, Listed
from gateway.doors.imap.entering import enter
from gateway.doors.imap.folders import Folders
from gateway.doors.imap.moving import Moved
from gateway.doors.imap.trouble import ANSWER, BUSY, FOLDER, GONE, READ_ONLY, Refused, Trouble, code, put_off
from gateway.doors.imap.url import Box
from gateway.doors.imap.wire import Clock, Patience

__all__ = ["Line", "Listed", "Moved", "Patience"]

PIECE = 1 << 20  # octets
BIGGEST = 1 << 30  # octets of a mail: no provider takes such a one, and what has no end would fill the disk
FAREWELL_SECONDS = 1.5
AGAIN_SECONDS = 5.0  # before IDLE is said again to a server that ended it by itself


class Line:
    """One mailbox whose intake folder is open. Not for two threads at once, but for break_off. After Trouble only close() makes sense.

    uidvalidity, uid_next and exists are those of the intake folder as it was opened.
    """

    def __init__(self, box: Box, patience: Patience = Patience(), clock: Clock = time.monotonic) -> None:  # noqa: B008 - it is frozen
        """Connects, logs in and opens the folder. Raises Trouble."""
        self._box, self._clock = box, clock
        self._client = (mailbox := enter(box, patience, clock)).client
        try:
            self._folders = Folders(mailbox)
            self.uidvalidity, self.uid_next = self._folders.select(box.folder)
        except BaseException:
            self.close()
            raise
        self.exists = self._client.exists
        self._client.hush()
        self.uid_next = self.uid_next or self._after_the_last()
        self.can_idle, self.can_move, self.can_expunge = (ability in self._client.capabilities for ability in ("IDLE", "MOVE", "UIDPLUS"))

    def uids(self, first: int, since: date | None = None) -> list[int]:
        """The UIDs from `first` on, ascending; of those that arrived on that day or later, by the server's calendar. Raises Trouble."""
        criteria = ["UID", f"{first:d}:*"] if first > 1 else ["ALL"]
        if since is not None:
            criteria += ["SINCE", f"{since.day}-{MONTHS[since.month - 1].title()}-{since.year}"]
        # What is found is what the server told of so far; NOOP lets it tell (RFC 3501, 6.1.2), else SEARCH may know no new mail.
        if self._client.ask("NOOP") != "OK":
            raise Trouble(put_off(self._client.said, ANSWER), f"NOOP: {self._client.said}")
        self._client.hush()
        if self._client.ask("UID", "SEARCH", *criteria) != "OK":
            raise Trouble(put_off(self._client.said, ANSWER), f"SEARCH: {self._client.said}")
        words = (word for part in self._client.told("SEARCH") if isinstance(part, bytes) for word in part.split())
        found = {int(word) for word in words if word.isdigit() and len(word) <= 10}  # noqa: PLR2004 - 32 bits
        return sorted(uid for uid in found if uid >= first)  # n:* is never empty: it gives the last one (RFC 3501, 6.4.8)

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """Those that are still there, by UID. Raises Refused and Trouble."""
        asked = set(uids)
        parts = self._fetch(uids, "(UID RFC822.SIZE INTERNALDATE)")
        return [one for data in parts for one in answers.listed(data) if one.uid in asked]

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """UID -> the whole mail, as long as its literal is; who is gone or has none is absent. Raises Refused and Trouble."""
        asked = set(uids)
        parts = self._fetch(uids, "(UID BODY.PEEK[])")
        return {uid: mail for data in parts for uid, mail in answers.bodies(data).items() if uid in asked}

    def pieces(self, uid: int, step: int = PIECE) -> Iterator[bytes]:
        """The mail in pieces of at most so many octets. Raises Refused, also when it vanishes meanwhile, and Trouble."""
        offset = length = 0
        while True:
            [data] = self._fetch([uid], f"(UID BODY.PEEK[]<{offset:d}.{step:d}>)")
            piece = answers.piece(data, uid, offset)
            # Behind the end stands an empty text; some servers say nothing there.
            if piece is None and not 0 < length < step:
                raise Refused(f"FETCH: the server gives no mail with UID {uid} from octet {offset} on")
            if not piece:
                return
            length = len(piece)
            if length > step:
                raise Refused(f"FETCH: the server gives {length} octets where {step} were asked for")
            offset += length
            if offset > BIGGEST:
                raise Refused(f"FETCH: a mail of more than {BIGGEST >> 20} MiB")
            yield piece

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """Until mail arrived (True), time is up or stop is set; what was told of since the last uids() counts.

        Without IDLE a pause: the next look asks. Raises Trouble.
        """
        end = self._clock() + seconds
        while not self._client.news and not stop.is_set() and (left := end - self._clock()) > 0:
            if not self.can_idle:
                stop.wait(left)
            elif not self._client.idle(left, stop):
                self.can_idle = self._client.result == "OK"
                stop.wait(min(AGAIN_SECONDS, left) if not self._client.news else 0)
        return self._client.news

    def move(self, uids: Sequence[int], folder: Sequence[str]) -> Moved:
        """Into a folder given by levels, ("Recebidos", "2026-11"), made when missing. Raises Refused and Trouble."""
        return moving.move(self._client, self._folders, uids, folder)

    def there(self, folder: Sequence[str]) -> bool:
        """Whether a folder is listed that mails can be put into; made it is not. Raises Trouble."""
        return self._folders.there(self._folders.name(folder))

    def move_from(self, name: str, uidvalidity: int, uids: Sequence[int], folder: Sequence[str]) -> Moved:
        """The same out of another folder than the intake's, named as the server does. Raises Refused and Trouble.

        Refused too when it is not the one with this UIDVALIDITY any more.
        """
        before, news = self._client.exists, self._client.news
        if not self._folders.there(name):
            raise Refused(f"the folder {name} is not there")
        try:
            if self._folders.select(name)[0] != uidvalidity:
                raise Refused(f"the folder {name} has been numbered anew")
            return self.move(uids, folder)
        except Trouble as trouble:
            if trouble.why not in {FOLDER, READ_ONLY}:
                raise
            raise Refused(f"the folder {name}: {trouble}") from None
        finally:
            self._client.untagged_responses.pop("READ-ONLY", None)  # said of that folder
            self._return(before, news=news)

    def close(self) -> None:
        """Says goodbye, briefly. Never raises."""
        self._client.leave(FAREWELL_SECONDS)

    def break_off(self) -> None:
        """From another thread: whoever waits for this line gets Trouble. Never raises."""
        self._client.cut()

    def _after_the_last(self) -> int:
        """The next UID where the server does not tell it (RFC 3501, 7.1: old ones may not)."""
        return max(self.uids(1), default=0) + 1

    def _return(self, before: int, *, news: bool) -> None:
        """To the intake folder, after another one. Raises Trouble."""
        validity, _ = self._folders.select(self._box.folder)
        self._client.news = news or self._client.exists > before
        if validity != self.uidvalidity:
            raise Trouble(ANSWER, f"the folder {self._box.folder} has been numbered anew")

    def _fetch(self, uids: Sequence[int], what: str) -> Iterator[list[answers.Part]]:
        """What the server answers to each of the commands that this takes. Raises Refused and Trouble."""
        for said, _ in uidsets.written(uids):
            if self._client.ask("UID", "FETCH", said, what) != "OK" and code(self._client.said) != GONE:
                if put_off(self._client.said, ANSWER) == BUSY:
                    raise Trouble(BUSY, f"FETCH: {self._client.said}")
                raise Refused(f"FETCH: {self._client.said}")
            yield self._client.told("FETCH")
