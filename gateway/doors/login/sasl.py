"""What does a client offer to log in with? The mechanisms PLAIN (RFC 4616) and LOGIN, as SMTP carries them (RFC 4954, 4)."""

import binascii
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from gateway.doors.replies import CALLED_OFF, NO_BASE64, NO_LOGIN

LONGEST_LINE = 12_288  # octets, RFC 4954, 4

Ask = Callable[[str], Awaitable[bytes]]
"""Sends a question and returns the line that answers it, undecoded."""


class NotOffered(Exception):
    """The client offered nothing that could be checked; the text is the reply. It is no try."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Octets as they came. behalf: as whom the client wants to act, empty for itself."""

    login: bytes
    password: bytes = field(repr=False)
    behalf: bytes = b""


async def plain(initial: str, ask: Ask) -> Offer:
    """RFC 4616, 2: `behalf NUL login NUL password`, with the command or after an empty question. Raises NotOffered."""
    message = _first(initial) if initial else decoded(await ask(""))
    parts = message.split(b"\0", 2)
    if len(parts) < 3:  # noqa: PLR2004 - the three of RFC 4616
        raise NotOffered(NO_LOGIN)
    return Offer(parts[1], parts[2], parts[0])


async def login(initial: str, ask: Ask) -> Offer:
    """The older form that Outlook speaks; its questions are those that clients expect. Raises NotOffered."""
    name = _first(initial) if initial else decoded(await ask("Username:"))
    return Offer(name, decoded(await ask("Password:")))


MECHANISMS: dict[str, Callable[[str, Ask], Awaitable[Offer]]] = {"LOGIN": login, "PLAIN": plain}


def decoded(line: bytes) -> bytes:
    """What an answer says. Raises NotOffered when it is a lone asterisk, or no base64."""
    if line == b"*":
        raise NotOffered(CALLED_OFF)
    try:
        return b64decode(line, validate=True)
    except binascii.Error:
        raise NotOffered(NO_BASE64) from None


def _first(initial: str) -> bytes:
    """An answer that came with the command. RFC 4954, 4: an empty one is written `=`."""
    return b"" if initial == "=" else decoded(initial.encode("utf-8", "surrogateescape"))
