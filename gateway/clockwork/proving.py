"""Who wrote the mail of this row? Login, or else the From address with what its domain, its token or its writer's word says of it."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from gateway.clockwork.tools import Tools
from gateway.people.addressed import is_addressed
from gateway.people.aligned.check import check
from gateway.people.aligned.verdict import Connection, Verdict
from gateway.people.proof import CLAIMED, UNKNOWN, ProofWaits, Sender, best, given_to, of_login
from parsers.reading import Reading
from storage.mail.filed import Filed
from storage.tables import Inbound

PATIENCE = timedelta(minutes=15)  # how long a mail waits for the name servers of its sender's domain
NOT_ASKED: dict[str, Any] = {}
_SORTED = json.JSONEncoder(sort_keys=True)


def prove(tools: Tools, row: Filed, raw: Callable[[], bytes], reading: Reading) -> tuple[Sender, dict[str, Any]]:
    """The writer, and what the From domain says of the mail, to be kept ({} when it was not asked).

    Only the domain of someone known is asked: nobody else's mail makes us look anything up.
    Raises DirectoryUnavailable, ProofWaits.
    """
    if row.login:
        return of_login(row.login, reading.sender, reading.tokens, tools.directory, tools.tokens), NOT_ASKED
    person = tools.directory.by_mail(reading.sender) if reading.sender else None
    if person is None or reading.kind != "normal":
        return Sender(person, CLAIMED if person else UNKNOWN), NOT_ASKED
    token = given_to(person, reading.tokens, tools.tokens)
    # Its writer's word holds for the person who gave it, and for nobody who has the address by now.
    confirmed = bool(row.released_by) and row.person == person.id
    verdict = _asked(tools, row, raw, reading)
    aligned = verdict.passes and is_addressed(reading.to, tools.known.address)
    proof = best(aligned=aligned, confirmed=confirmed, token=token)
    if proof == CLAIMED and verdict.transient and tools.clock() - row.received_at < PATIENCE:
        raise ProofWaits(f"mail {row.id}")
    kept = {"verdict": verdict.dmarc, "by": verdict.by, **verdict.facts, **({"elsewhere": True} if verdict.passes and not aligned else {})}
    word = _word(tools, row.released_by) if confirmed else ""
    return Sender(person, proof, token, verdict=_digest(kept), word=word), kept


def _word(tools: Tools, released_by: str) -> str:
    """On whose word a held mail is believed: the mail with CONFIRMAR and its SHA-256, or the operator."""
    number = released_by.removeprefix("in-")
    if not number.isdigit():
        return released_by
    with tools.database.reading() as session:
        return f"{released_by} {session.get_one(Inbound, int(number)).sha256}"


def _asked(tools: Tools, row: Filed, raw: Callable[[], bytes], reading: Reading) -> Verdict:
    if tools.kept_verdict is not None:
        return tools.kept_verdict(row)
    connection = Connection(row.peer, row.helo, row.mail_from, row.hop)
    return check(raw(), reading.sender, connection, tools.resolver, tools.trusted, row.received_at)


def _digest(verdict: dict[str, Any]) -> str:
    """What the record holds of it, so that the verdict on the row cannot be altered unseen."""
    return hashlib.sha256(_SORTED.encode(verdict).encode()).hexdigest()
