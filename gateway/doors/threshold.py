"""Who may be written to here, and what does a listener need?"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.doors.border import Border
from gateway.doors.crowd import Crowd
from gateway.doors.data import Room
from gateway.doors.door import Door
from gateway.doors.login.checking import Logins
from gateway.doors.replies import OUR_FAULT
from storage.evidence.store import Evidence

log = logging.getLogger(__name__)

RECIPIENTS = 100  # RFC 5321, 4.5.3.1.8


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a listener needs to receive mail."""

    address: str
    size: int
    door: Door
    evidence: Evidence
    logins: Logins
    clock: Callable[[], datetime]
    crowd: Crowd
    border: Border
    room: Room = field(default_factory=Room)


class Handler:
    """Who may be written to, and what a fault is answered with (aiosmtpd's hooks)."""

    def __init__(self, threshold: Threshold) -> None:
        self._address = threshold.address
        self._local, _, self._domain = threshold.address.rpartition("@")

    async def handle_EHLO(self, _server: object, session: Any, _envelope: object, name: str, answers: list[str]) -> list[str]:  # noqa: N802 - aiosmtpd's name
        """Says as well that many commands are heard at once, as any number is (RFC 2920)."""
        session.host_name = name
        return [answers[0], "250-PIPELINING", *answers[1:]]

    async def handle_RCPT(self, _server: object, _session: object, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        """250 for our address and its sub-addresses, otherwise a sentence that says what to do."""
        local, _, domain = address.lower().rpartition("@")
        if domain != self._domain and address.lower() != "postmaster":
            return f"554 5.7.1 Nao entregamos para outros dominios; escreva para {self._address}"
        if local.partition("+")[0] not in {self._local, "postmaster"} and address.lower() != "postmaster":
            return f"550 5.1.1 Este endereco nao existe; escreva para {self._address}"
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Destinatarios demais; envie aos outros em nova mensagem"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Our trouble is never the sender's: a retry, and no word about the reason."""
        log.error("Fault at the door", exc_info=error)
        return OUR_FAULT
