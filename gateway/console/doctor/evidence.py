"""Can evidence be kept so that it survives a power cut? A small blob is written as a mail would be, read back and removed."""

import errno
import hashlib
import ssl
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from gateway.console.doctor.certificate import disbelieved
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.handshake import of_bucket, presented
from gateway.dial import Trouble
from gateway.loopback import is_loopback
from storage.evidence.files import Files
from storage.evidence.store import Evidence

PART = "evidence"
SECONDS = 10.0
ON_DISK = {
    errno.ENOSPC: ("full", "Make room on its disk, or name a folder on another in CARTEIRO_EVIDENCE; until then mail is refused with 451."),
    errno.EDQUOT: ("full", "Raise the quota, or name a folder elsewhere in CARTEIRO_EVIDENCE; until then mail is refused with 451."),
    errno.EROFS: (
        "read-only",
        "Mount its disk for writing (`mount -o remount,rw`; look at `dmesg`), or name another in CARTEIRO_EVIDENCE.",
    ),
}
UNWRITABLE = ("unwritable", "Let the user that runs Carteiro write there, or name another folder in CARTEIRO_EVIDENCE.")


def look(evidence: Evidence, unique: Callable[[], str]) -> Finding:
    """unique: a word that no mail consists of."""
    content = f"carteiro doctor {unique()}".encode()
    try:
        with evidence.spool() as spool:
            spool.write(content)
            kept = spool.keep()
    except OSError as error:
        return _unwritable(evidence, error)
    try:
        same = evidence.read(kept) == content and kept == hashlib.sha256(content).hexdigest()
        removed = _removed(evidence, kept)
    except OSError as error:
        return _unreadable(evidence, error)
    if not same:
        mend = "Trust nothing to this store: look at the log of the system or the server, and at the disk itself."
        return Finding(PART, evidence.name, False, "gives back other bytes than were written", "wrong-bytes", mend)
    if isinstance(evidence, Files):
        return Finding(PART, evidence.name, True, "written durably, read back and removed")
    return _entered(evidence, removed=removed)


def _removed(evidence: Evidence, sha256: str) -> bool:
    """A bucket may let nobody remove anything, which is as good."""
    with suppress(PermissionError):
        evidence.forget(sha256)
        return True
    return False


def _unwritable(evidence: Evidence, error: OSError) -> Finding:
    says = f"cannot be written: {error.strerror}"
    if isinstance(evidence, Files):
        why, mend = ON_DISK.get(error.errno or 0, UNWRITABLE)
        return Finding(PART, evidence.name, False, says, why, mend)
    if said := _disbelieved(evidence):
        says = f"its certificate is not believed: {said}"
        return Finding(PART, evidence.name, False, says, "tls", disbelieved(said, "CARTEIRO_EVIDENCE"))
    if "RequestTimeTooSkewed" in says:
        mend = "Set this machine's clock right (`timedatectl set-ntp true`): the object store refuses a request that is minutes off."
        return Finding(PART, evidence.name, False, says, "skewed", mend)
    if isinstance(error, PermissionError):
        mend = "Mend access_key and secret_key_file in CARTEIRO_EVIDENCE, or the role of this machine: it must get and put objects."
        return Finding(PART, evidence.name, False, says, "denied", mend)
    if isinstance(error, FileNotFoundError):
        mend = "Make the bucket, or mend its name, region and endpoint in CARTEIRO_EVIDENCE; Carteiro makes none."
        return Finding(PART, evidence.name, False, says, "no-bucket", mend)
    mend = (
        "Start the object store, or mend endpoint, region and ca in CARTEIRO_EVIDENCE; until it answers, mails beyond 1 MiB "
        "get a 451 and their senders try again, smaller ones wait in the database."
    )
    return Finding(PART, evidence.name, False, says, "away", mend)


def _unreadable(evidence: Evidence, error: OSError) -> Finding:
    mend = "What was written must be readable at once: let Carteiro get objects, and look at the log of the system or the server."
    return Finding(PART, evidence.name, False, f"was written and cannot be read back: {error.strerror}", "unreadable", mend)


def _disbelieved(evidence: Evidence) -> str:
    """What OpenSSL has against the store's certificate; '' when nothing. The library that asks the store does not say it."""
    bucket = getattr(evidence, "bucket", None)
    endpoint = of_bucket(bucket) if bucket else None
    if endpoint is None:
        return ""
    try:
        presented(endpoint, SECONDS)
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except (OSError, ValueError, Trouble):
        return ""
    return ""


def _entered(evidence: Evidence, *, removed: bool) -> Finding:
    says = "written, read back and removed" if removed else "written and read back; nothing may be removed there, the trial's object stays"
    endpoint = urlsplit(evidence.name.rpartition(" at ")[2])
    if endpoint.scheme == "http" and not is_loopback(endpoint.hostname or ""):
        mend = "Let the object store speak TLS, and name it https:// in CARTEIRO_EVIDENCE (&ca=FILE for an authority of your own)."
        return Finding(PART, evidence.name, True, f"{says}; mails go there in clear", "in-clear", mend)
    return Finding(PART, evidence.name, True, says)
