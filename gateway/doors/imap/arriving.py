"""What does this door know of a mail? Its INTERNALDATE and its return path; who handed it over is the mailbox's own provider."""

import re
from datetime import datetime

from gateway.doors.data import Content
from gateway.doors.imap.url import Box
from gateway.people.aligned.verdict import BORDER, TOPMOST
from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_RETURN_PATH = re.compile(rb"^return-path:[ \t]*<([^<>\s]{0,320})>", re.IGNORECASE | re.MULTILINE)


def arrival(box: Box, address: str, content: Content, internal_date: datetime | None, now: datetime) -> Arrival:
    """A mail as it came out of a mailbox. It arrived when the server says so (RFC 3501, 2.3.3), never in the future.

    address: the one people write to. No peer is given: the client that handed it to the provider is not known here.
    """
    return Arrival(
        received_at=min(internal_date or now, now),
        door="imap",
        rcpt_to=(address,),
        mail_from=return_path(content.head),
        size=content.size,
        conversation=conversation(content.head, (), address),
        raw=content.raw,
        sha256=content.sha256,
        hop=TOPMOST if box.topmost else BORDER,
    )


def return_path(head: bytes) -> str:
    """The envelope's sender as the delivering server wrote it (RFC 5321, 4.4): the first one; '' for none and for the null sender."""
    end = _END_OF_HEAD.search(head)
    found = _RETURN_PATH.search(head, 0, end.start() if end else len(head))
    return found[1].decode("utf-8", "replace") if found else ""
