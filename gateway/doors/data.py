"""Where does a mail end, and what are its bytes? DATA read in bulk: only CRLF.CRLF ends it (RFC 5321, 4.1.1.4 and 4.5.2)."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from storage.evidence import Evidence, Spool

LINE = b"\r\n"
END = b"\r\n.\r\n"
ALL = 1 << 20  # bytes: more than a reader with a limit of 64 KiB ever holds (twice its limit and one packet)
RIDES = 1 << 20  # bytes: up to here a mail rides in the database, beyond it goes to the evidence store first


@dataclass(frozen=True, slots=True)
class Content:
    """A mail's bytes: in memory (`raw`), or durable in the evidence store under `sha256`."""

    size: int
    sha256: str
    raw: bytes | None
    head: bytes


class TooBig(Exception):
    """The mail exceeds the SIZE we announced; it was read to its end and thrown away."""


class Intake:
    """Collects a mail's bytes, from the line break before its first line, without the dots of the wire.

    Beyond RIDES they go to disk, beyond `limit` nowhere.
    """

    def __init__(self, evidence: Evidence, limit: int) -> None:
        self._evidence = evidence
        self._limit = limit
        self._chunks: list[bytes] = []
        self._spool: Spool | None = None
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
            sha256 = await asyncio.to_thread(self._spool.keep)
            return Content(self.size, sha256, None, self._head)
        raw = b"".join(self._chunks)
        return Content(self.size, hashlib.sha256(raw).hexdigest(), raw, raw)

    def drop(self) -> None:
        """Forgets what was spooled, when the mail does not come to its end."""
        self._chunks.clear()
        if self._spool:
            self._spool.drop()

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
        if self.size <= RIDES:
            return
        try:
            await asyncio.to_thread(self._spool.write if self._spool else self._start_spool, data)
        except OSError as fault:
            self._fault = fault

    def _start_spool(self, _last: bytes) -> None:
        whole = b"".join(self._chunks)
        self._head = whole[:RIDES]
        self._chunks.clear()
        self._spool = self._evidence.spool()
        self._spool.write(whole)


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
        return Content(spool.size, spool.keep(), None, head[:RIDES])


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
