"""Can big mails be kept? Who wants to know for certain asks `carteiro doctor`, which writes one."""

import os

from gateway.console import disks
from gateway.console.health.check import Check
from storage.evidence.files import Files
from storage.evidence.store import Evidence

NAME = "evidence"
NOBODY = "0" * 64  # no bytes have this SHA-256 that anybody knows
MEND = "`carteiro doctor` says what is wrong with it. Until then doors say 451 to big mail, and mailboxes keep theirs: nothing is lost."


def look(evidence: Evidence) -> Check:
    """A folder must let us write; an object store is asked for what is not there."""
    try:
        if isinstance(evidence, Files):
            return _folder(evidence)
        evidence.has(NOBODY)
    except OSError as error:
        return Check(NAME, False, f"the store cannot be asked ({type(error).__name__})", MEND)
    return Check(NAME, True, "the store answers")


def _folder(evidence: Files) -> Check:
    folder = disks.nearest(evidence.root)  # made by the first big mail
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) and not os.statvfs(folder).f_flag & os.ST_RDONLY:
        return Check(NAME, True, "the folder may be written")
    return Check(NAME, False, "the folder may not be written", MEND)
