"""How is a mail on record read again? Its row and bytes, as the value that the desk looks at."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk.scene import FileRef, Mail
from gateway.people.proof import Sender
from gateway.reader.careful import ALWAYS, careful_read, read_apart
from parsers.evidence import evidence
from parsers.reading import Reading
from storage.evidence.store import EvidenceAway
from storage.mail import filed, inbox
from storage.mail.filed import Filed

WITHOUT_ENVELOPE = ("file", "imap")


Raw = Callable[[], bytes]


@contextmanager
def opened(tools: Tools, row: Filed) -> Iterator[Raw]:
    """What gives the bytes of a mail on record, once they are asked for: those of a big one alone.

    Calling it raises EvidenceAway, or FileNotFoundError when they are lost.
    """
    with tools.reading.alone(row.size, tools.baton):
        yield cache(partial(content, tools, row))


def content(tools: Tools, row: Filed) -> bytes:
    """The bytes of a mail on record. Raises EvidenceAway, FileNotFoundError, as `stored` does."""
    return stored(tools, row.sha256) if row.content is None else row.content


def stored(tools: Tools, sha256: str) -> bytes:
    """What the evidence store has. Raises EvidenceAway while it cannot be asked, FileNotFoundError when it has nothing of that name."""
    with _asked(), tools.baton.laid_down():
        return tools.evidence.read(sha256)


def _in_pieces(tools: Tools, sha256: str) -> Iterator[bytes]:
    """The same in pieces."""
    with _asked():
        yield from tools.evidence.pieces(sha256)


@contextmanager
def _asked() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as trouble:
        raise EvidenceAway(str(trouble)) from trouble


def understand(tools: Tools, row: Filed, raw: Raw) -> Reading:
    """What the mail says. In a file or a mailbox it has no envelope any more: its header tells the return path, if anything does.

    Raises ReadingFailedError or OSError when a costly mail could not be read by a fault of ours; EvidenceAway, FileNotFoundError.
    """
    envelope = tuple(row.rcpt_to), None if row.door in WITHOUT_ENVELOPE else row.mail_from
    if row.content is None and row.size > ALWAYS:
        return read_apart(row.size, partial(_in_pieces, tools, row.sha256), tools.known, *envelope, waiting=tools.baton.laid_down)
    return careful_read(raw(), tools.known, *envelope, waiting=tools.baton.laid_down)


def as_mail(row: Filed, reading: Reading, sender: Sender) -> Mail:
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
    row = filed.one(session, inbound_id)
    with opened(tools, row) as raw:
        mail = as_mail(row, understand(tools, row, raw), sender)
    return without_logos(session, mail, row.conversation, () if row.ticket_id is None else (row.ticket_id,))
