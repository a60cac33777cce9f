"""What does this mail say, at a bounded cost? Ordinary mails are read here, costly ones in a process of their own."""

import logging
import pickle
import signal
import subprocess
import sys

from gateway.reader import suspicion
from gateway.reader.child import OVER_BUDGET, Budget
from parsers.read import header_only, read
from parsers.reading import Known, Reading

log = logging.getLogger(__name__)

_KILLED = frozenset({-signal.SIGXCPU, -signal.SIGKILL, OVER_BUDGET})


class ReadingFailedError(Exception):
    """The process that read a mail failed by a fault of ours; the mail is tried again."""


BUDGET = Budget()


def careful_read(
    raw: bytes, known: Known, envelope_recipients: tuple[str, ...] = (), mail_from: str | None = None, budget: Budget = BUDGET
) -> Reading:
    """As `parsers.read.read`, within the budget; what asks for more is read by its header alone (defect `budget`).

    Raises ReadingFailedError or OSError when the process could not do its work.
    """
    if not suspicion.looks_costly(raw):
        return read(raw, known, envelope_recipients, mail_from)
    order = pickle.dumps((budget, raw, known, envelope_recipients, mail_from))
    command = [sys.executable, "-m", "gateway.reader.child"]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=budget.wall, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode in _KILLED:
        log.warning("A mail of %d bytes asked for more than %s", len(raw), budget)
        return header_only(raw, known, envelope_recipients, mail_from)
    if done.returncode:
        raise ReadingFailedError(f"the reading process ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    reading: Reading = pickle.loads(done.stdout)  # noqa: S301 - our own process wrote it
    return reading
