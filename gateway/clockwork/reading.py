"""How is a mail on record read again? Its row and bytes, as the value that the desk looks at."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk.scene import FileRef, Mail
from gateway.people.proof import Sender
from gateway.reader.careful import careful_read
from parsers.evidence import evidence
from parsers.reading import Reading
from storage import inbox
from storage.evidence import EvidenceAway
from storage.tables import Inbound

WITHOUT_ENVELOPE = ("file", "imap")


def fetch(session: Session, inbound_id: int) -> tuple[Inbound, bytes | None]:
    """The row of a mail, detached, and its bytes if they ride in the database. Raises LookupError."""
    row = inbox.get(session, inbound_id)
    if row is None:
        raise LookupError(f"no inbound mail {inbound_id}")
    content = inbox.riding(session, row)
    session.expunge(row)
    return row, content


@contextmanager
def opened(tools: Tools, row: Inbound, content: bytes | None) -> Iterator[bytes]:
    """The bytes of a mail that was fetched: those of a big one alone. Raises EvidenceAway, or FileNotFoundError when they are lost."""
    with tools.reading.alone(row.size):
        yield stored(tools, row.sha256) if content is None else content


def stored(tools: Tools, sha256: str) -> bytes:
    """What the evidence store has. Raises EvidenceAway while it cannot be asked, FileNotFoundError when it has nothing of that name."""
    try:
        return tools.evidence.read(sha256)
    except FileNotFoundError:
        raise
    except OSError as trouble:
        raise EvidenceAway(str(trouble)) from trouble


def understand(tools: Tools, row: Inbound, raw: bytes) -> Reading:
    """What the mail says. In a file or a mailbox it has no envelope any more: its header tells the return path, if anything does.

    Raises ReadingFailedError or OSError when a costly mail could not be read by a fault of ours.
    """
    return careful_read(raw, tools.known, tuple(row.rcpt_to), None if row.door in WITHOUT_ENVELOPE else row.mail_from)


def as_mail(row: Inbound, reading: Reading, sender: Sender) -> Mail:
    """The value for the desk."""
    return Mail(row.id, row.received_at, row.sha256, reading, sender, _files(row.id, reading), tuple(row.flags), row.size)


def without_logos(session: Session, mail: Mail, conversation: str, tickets: Collection[int]) -> Mail:
    """The same mail; a picture in its text that the sender also showed in another conversation is no evidence."""
    shown = [a.sha256 for a in mail.reading.attachments if a.inline and a.evidence]
    person = mail.sender.person
    seen = inbox.shown_elsewhere(session, person.id if person else "", shown, mail.id, conversation, tickets)
    if not seen:
        return mail
    reading = replace(mail.reading, attachments=evidence.repeated(mail.reading.attachments, seen))
    return replace(mail, reading=reading, files=_files(mail.id, reading))


def _files(inbound_id: int, reading: Reading) -> tuple[FileRef, ...]:
    return tuple(FileRef(inbound_id, a.part, a.name, a.type, a.size, a.sha256, a.evidence, why=a.why) for a in reading.attachments)


def earlier(tools: Tools, session: Session, inbound_id: int, sender: Sender) -> Mail:
    """A mail of the same sender that waits for the one being decided."""
    row, content = fetch(session, inbound_id)
    with opened(tools, row, content) as raw:
        mail = as_mail(row, understand(tools, row, raw), sender)
    return without_logos(session, mail, row.conversation, () if row.ticket_id is None else (row.ticket_id,))
