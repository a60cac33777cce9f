"""Can evidence be kept so that it survives a power cut? One small blob is written as a mail would be, read back and removed."""

import shutil
from collections.abc import Callable
from contextlib import suppress

from gateway.console.finding import Finding
from storage.evidence import Evidence, place

PART = "evidence"
SCARCE = 0.1  # of the disk
GIGABYTE = 1_000_000_000


def look(evidence: Evidence, unique: Callable[[], str]) -> Finding:
    """unique: a word that no mail consists of."""
    name = str(evidence.root)
    content = f"carteiro doctor {unique()}".encode()
    try:
        with evidence.spool() as spool:
            spool.write(content)
            kept = place(evidence.root, spool.keep())
        same = kept.read_bytes() == content
        kept.unlink()
        with suppress(OSError):  # others lie there too
            kept.parent.rmdir()
        usage = shutil.disk_usage(evidence.root)
    except OSError as error:
        mend = "Let the user that runs Carteiro write there, make room on the disk, or name another folder in CARTEIRO_EVIDENCE."
        return Finding(PART, name, False, f"cannot be written: {error.strerror}", "unwritable", mend)
    if not same:
        mend = "Trust nothing to this disk: look at the system's log and at the disk itself."
        return Finding(PART, name, False, "gives back other bytes than were written", "wrong-bytes", mend)
    says = f"written durably, read back and removed; {usage.free / GIGABYTE:.1f} GB free"
    if usage.free < SCARCE * usage.total:
        return Finding(
            PART, name, True, f"{says}, less than a tenth of the disk", "nearly-full", "Make room before mail is refused with 451."
        )
    return Finding(PART, name, True, says)
