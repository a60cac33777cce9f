"""Where does a mail end, and what are its bytes? DATA read in bulk: only CRLF.CRLF ends it (RFC 5321, 4.1.1.4 and 4.5.2)."""

import asyncio
import hashlib
import re
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass

from storage.evidence.store import Evidence, Spool

LINE = b"\r\n"
END = b"\r\n.\r\n"
ALL = 1 << 20  # bytes: more than a reader with a limit of 64 KiB ever holds (twice its limit and one packet)
RIDES = 1 << 20  # bytes: up to here a mail rides in the database, beyond it goes to the evidence store first
ROOM = 8 << 20  # bytes of mails in progress that all sessions together hold in memory; where there is no more, smaller ones spool too
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Content:
    """A mail's bytes: in memory (`raw`), or durable in the evidence store under `sha256`. head: as far as its header, at least."""

    size: int
    sha256: str
    raw: bytes | None
    head: bytes


class Room:
    """How many bytes of mails in progress may still be held in memory. For one thread."""

    def __init__(self, left: int = ROOM) -> None:
        self._left = left

    def take(self, size: int) -> bool:
        """Counts bytes that are held from now on; whether there is room for more than them."""
        self._left -= size
        return self._left > 0

    def give(self, size: int) -> None:
        """Counts bytes that are held no more."""
        self._left += size


class TooBig(Exception):
    """The mail exceeds the SIZE we announced; it was read to its end and thrown away. size: its bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Intake:
    """Collects a mail's bytes, from the line break before its first line, without the dots of the wire.

    Beyond RIDES, or when `room` is short, they go to disk, beyond `limit` nowhere. To be dropped at its end, however it ends.
    """

    def __init__(self, evidence: Evidence, limit: int, room: Room) -> None:
        self._evidence = evidence
        self._limit = limit
        self._room = room
        self._taken = 0  # of the room
        self._chunks: list[bytes] = []
        self._spool: Spool | None = None
        self._dropped = False
        self._held = b""
        self._skip = len(LINE)  # the line break before the first line came along and is no part of the mail
        self._head = b""
        self._fault: OSError | None = None
        self.size = 0

    async def add(self, chunk: bytes) -> None:
        """Takes bytes as they came over the wire. A fault of the disk is kept for `finish`: the mail is read to its end first."""
        chunk = self._held + chunk
        keep = 2 if chunk.endswith(b"\r\n") else 1 if chunk.endswith(b"\r") else 0
        self._held = chunk[len(chunk) - keep :]
        await self._take(chunk[: len(chunk) - keep].replace(b"\r\n.", b"\r\n"))

    async def finish(self) -> Content:
        """The whole mail; a spooled one is durable when this returns. Raises TooBig, OSError."""
        await self._take(self._held)
        if self._fault:
            raise self._fault
        if self.size > self._limit:
            raise TooBig(self.size)
        if self._spool:
            sha256 = await _aside(self._spool.keep)
            return Content(self.size, sha256, None, self._head)
        raw = b"".join(self._chunks)
        return Content(self.size, hashlib.sha256(raw).hexdigest(), raw, raw)

    def drop(self) -> None:
        """Forgets what was spooled, when the mail does not come to its end."""
        self._dropped = True
        self._chunks.clear()
        self._give_room()
        if self._spool:
            self._spool.drop()

    def _give_room(self) -> None:
        self._room.give(self._taken)
        self._taken = 0

    async def _take(self, data: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(data))
            data, self._skip = data[skipped:], self._skip - skipped
        self.size += len(data)
        if self.size > self._limit or self._fault:
            self.drop()
            return
        if self._spool is None:
            self._chunks.append(data)
            self._taken += len(data)
            roomy = self._room.take(len(data))
            if self.size <= RIDES and (roomy or not self._has_head()):
                return
        try:
            await asyncio.to_thread(self._spool.write if self._spool else self._start_spool, data)
        except OSError as fault:
            self._fault = fault
        self._give_room()

    def _has_head(self) -> bool:
        return bool(_END_OF_HEAD.search(b"".join(self._chunks)))

    def _start_spool(self, _last: bytes) -> None:
        whole = b"".join(self._chunks)
        self._head = head_of(whole)
        self._chunks.clear()
        self._spool = self._evidence.spool()
        if self._dropped:  # while this thread opened it
            self._spool.drop()
            return
        self._spool.write(whole)


def head_of(beginning: bytes) -> bytes:
    """The header of a mail and the empty line behind it, or all of its beginning when that does not hold them."""
    end = _END_OF_HEAD.search(beginning)
    return beginning[: end.end()] if end else beginning


async def _aside(keep: Callable[[], str]) -> str:
    """Runs it in a thread of its own, that no end of the program waits for: a store may be silent for a while."""
    done: Future[str] = Future()

    def run() -> None:
        try:
            done.set_result(keep())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, name="keeping", daemon=True).start()
    return await asyncio.shield(asyncio.wrap_future(done))


def stow(evidence: Evidence, pieces: Iterable[bytes]) -> Content:
    """A mail that comes in pieces, never all in memory: rides in the database, or is made durable in the evidence store when it is big."""
    head = b""
    rest = iter(pieces)
    for piece in rest:
        head += piece
        if len(head) > RIDES:
            break
    else:
        return Content(len(head), hashlib.sha256(head).hexdigest(), head, head)
    with evidence.spool() as spool:
        spool.write(head)
        for piece in rest:
            spool.write(piece)
        return Content(spool.size, spool.keep(), None, head_of(head))


async def receive(reader: asyncio.StreamReader, intake: Intake) -> None:
    """Feeds `intake` with everything up to CRLF.CRLF, which is consumed; what a client pipelined behind it stays in the reader."""
    # A mail may begin with its end (`.CRLF`): the line break before its first line belongs to what is searched. It can be put
    # back in front only while nothing else is in the reader, hence all that is there comes out first.
    reader.feed_data(LINE + await reader.read(ALL))
    while True:
        try:
            last = await reader.readuntil(END)
        except asyncio.LimitOverrunError as more:
            await intake.add(await reader.readexactly(more.consumed))
            continue
        await intake.add(last[:-3])
        return
