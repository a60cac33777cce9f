"""What does this mail say, at a bounded cost? Ordinary mails are read here, costly ones in a process of their own."""

import logging
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import chain

from gateway.reader import suspicion
from gateway.reader.child import OVER_BUDGET, Budget
from parsers.read import header_only, read
from parsers.reading import Known, Reading

log = logging.getLogger(__name__)

_KILLED = frozenset({-signal.SIGXCPU, -signal.SIGKILL, OVER_BUDGET})


class ReadingFailedError(Exception):
    """The process that read a mail failed by a fault of ours; the mail is tried again."""


BUDGET = Budget()
ALWAYS = 8 * 1024 * 1024  # bytes: a larger mail looks costly, whatever it holds (suspicion.py)


def careful_read(
    raw: bytes,
    known: Known,
    envelope_recipients: tuple[str, ...] = (),
    mail_from: str | None = None,
    budget: Budget = BUDGET,
    waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Reading:
    """As `parsers.read.read`, within the budget; what asks for more is read by its header alone (defect `budget`).

    waiting: around the time that another process reads.

    Raises ReadingFailedError or OSError when the process could not do its work.
    """
    if not suspicion.looks_costly(raw):
        return read(raw, known, envelope_recipients, mail_from)
    return read_apart(len(raw), lambda: (raw,), known, envelope_recipients, mail_from, budget, waiting)


def read_apart(
    size: int,
    pieces: Callable[[], Iterable[bytes]],
    known: Known,
    envelope_recipients: tuple[str, ...] = (),
    mail_from: str | None = None,
    budget: Budget = BUDGET,
    waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Reading:
    """As `careful_read`, for a mail that is costly: read in a process of its own, it need not be in the memory of this one.

    size: of the mail in bytes; pieces: gives it from its beginning.

    Raises ReadingFailedError, and OSError as pieces do.
    """
    order = pickle.dumps((budget, size, known, envelope_recipients, mail_from))
    with waiting():
        code, said, complaint = _by_child(chain((order,), pieces()), budget.wall)
    if code in _KILLED:
        log.warning("A mail of %d bytes asked for more than %s", size, budget)
        return header_only(b"".join(pieces()), known, envelope_recipients, mail_from)
    if code:
        raise ReadingFailedError(f"the reading process ended with {code}: {complaint.decode(errors='replace')[-500:]}")
    reading: Reading = pickle.loads(said)  # noqa: S301 - our own process wrote it
    return reading


def _by_child(given: Iterable[bytes], seconds: float) -> tuple[int, bytes, bytes]:
    """What the reading process makes of it: exit code (-9 when it took longer), output, complaint."""
    command = [sys.executable, "-m", "gateway.reader.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:  # noqa: S603 - our own program
        end = threading.Timer(seconds, child.kill)
        end.start()
        try:
            with suppress(BrokenPipeError):  # it ended before it had all; its code says why
                _feed(child, given)
            said, complaint = child.communicate()
        finally:
            end.cancel()
    return child.returncode, said, complaint


def _feed(child: subprocess.Popen[bytes], given: Iterable[bytes]) -> None:
    if child.stdin:
        for piece in given:
            child.stdin.write(piece)
