"""Does a CPF or benefit number get out of its ticket? Those of the tests' mails are looked for wherever they may not be (T103).

They may stand in the raw mail (the database, the evidence store, mail files), in the directory's own files, and in the body of a
letter about the ticket whose mails hold them, to someone who may see that ticket. Everywhere else they are a leak: in what any
logger says at DEBUG, in the log of a process, in any other file, in a header, a file name or a stranger's letter.
What the doorbell's Redis is told is looked through by itself (tests/wire/test_redis.py).
"""

import base64
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.masking import masked
from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from gateway.people.rights import may_see
from storage.mail import inbox
from storage.tables import Inbound, Outbound, Ticket

if TYPE_CHECKING:
    from tests.world import World

CPF, NB = "905.173.264-81", "816.205.374-9"
"""In the body of every mail that a story does not word itself."""
BODY = f"Texto do pedido.\n\nÉ do CPF {CPF}, benefício {NB}."
TITLED, NAMED, SIGNED, WRITTEN, FILED, NOTED, SOLVED = (f"70{n}.518.926-4{n}" for n in range(1, 8))
"""For stories that put one into each place of a mail."""
OTHERS = (TITLED, NAMED, SIGNED, WRITTEN, FILED, NOTED, SOLVED)

DIRECTORY = Path(__file__).parents[1] / "demo" / "directory.yml"
PEOPLE = tuple(re.findall(r"\d{3}\.\d{3}\.\d{3}-\d{2}", DIRECTORY.read_text(encoding="utf-8")))

# Files that are the raw mail, the rows, or a directory that a test wrote; `trace`: what strace saw a door write to its disk (tests/faults).
KEPT_NAMES = re.compile(r"trace|.*\.(db|db-wal|db-shm|db-journal|mdb|eml|mbox|yml|yaml|ldif)")
KEPT_FOLDERS = frozenset({"evidence", "pgdata"})
MAILDIR = frozenset({"new", "cur"})


def forms(number: str) -> frozenset[bytes]:
    """A number in bytes: as typed and digits only, each plain, in UTF-16, quoted-printable and base64 (at any of its three offsets)."""
    found: set[bytes] = set()
    for text in (number, re.sub(r"\D", "", number)):
        plain = text.encode()
        found |= {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), "".join(f"={sign:02X}" for sign in plain).encode()}
        for offset, dropped in ((0, 0), (1, 2), (2, 3)):
            code = base64.b64encode(bytes(offset) + plain)
            found.add(code[dropped : (offset + len(plain)) * 8 // 6])
    return frozenset(found)


FORMS = {number: forms(number) for number in (CPF, NB, *OTHERS, *PEOPLE)}


@lru_cache(maxsize=256)  # a file rides along with many letters
def within(data: bytes) -> frozenset[str]:
    """The canaries in some bytes, whatever lines they were broken into."""
    joined = data.replace(b"=\r\n", b"").replace(b"=\n", b"").translate(None, b"\r\n")
    return frozenset(number for number, each in FORMS.items() if any(form in data or form in joined for form in each))


class Watch(logging.Handler):
    """Hears every logger at DEBUG, before anything is masked. `leaks`: what was found and where."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.leaks: list[str] = []
        self.test = ""

    def emit(self, record: logging.LogRecord) -> None:
        told = logging.Formatter("%(name)s %(message)s").format(record)
        if found := within(told.encode("utf-8", "replace")):
            self.leaks.append(f"log: {record.name} ({Path(record.pathname).name}:{record.lineno}) told {sorted(found)} in {self.test}")

    def check(self, folder: Path) -> list[str]:
        """Everything that was found, in the log and in the files below the folder."""
        return [*self.leaks, *in_files(folder)]


def in_files(folder: Path) -> list[str]:
    """Leaks in files: of letters in a Maildir the headers, of the raw mail and the rows nothing, of all others everything."""
    leaks = []
    for path in _files(folder):
        data = path.read_bytes()
        if path.parent.name in MAILDIR:
            leaks += [f"letter: {path}: {leak}" for leak in in_headers(message_from_bytes(data, policy=default))]
        elif found := within(data):
            leaks.append(f"file: {path} holds {sorted(found)}")
    return leaks


def _files(folder: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in KEPT_FOLDERS and not (Path(top, name) / "PG_VERSION").exists()]
        yield from (path for name in names if (path := Path(top, name)).is_file() and not KEPT_NAMES.fullmatch(name))


def in_headers(mail: Message) -> list[str]:
    """Leaks in the headers of a letter and of its parts; any CPF in a subject or file name, a canary anywhere."""
    leaks = []
    for part in mail.walk():
        written = [(name, text) for name, value in part.raw_items() for text in {str(value), *_meant(part, name, str(value))}]
        leaks += [f"{name} holds {sorted(found)}" for name, text in written if (found := within(text.encode("utf-8", "replace")))]
        shown = [text for name, text in written if name.lower() == "subject"] + [part.get_filename() or ""]
        leaks += [f"a CPF in {text!r}" for text in shown if masked(text) != text]
    return leaks


def _meant(part: Message, name: str, value: str) -> list[str]:
    """What a header means where it may be written in another way (RFC 2047, RFC 2231, quoted pairs); the reading of all others is slow."""
    return [str(meant) for meant in part.get_all(name, [])] if any(sign in value for sign in ("=?", "*", "\\")) else []


def in_letters(world: "World") -> list[str]:
    """Leaks in the letters that left: headers, and bodies that tell someone what is not of their ticket."""
    leaks = []
    for letter in world.relay.letters:
        leaks += [f"letter to {letter.to}: {leak}" for leak in in_headers(letter.mail)]
        if found := frozenset().union(*map(within, _bodies(letter.mail))) - _known(world, letter.mail):
            leaks.append(f"letter to {letter.to} ({letter.subject}) tells {sorted(found)}")
    return leaks


def _bodies(mail: Message) -> Iterable[bytes]:
    return [bytes(part.get_payload(decode=True) or b"") for part in mail.walk() if not part.is_multipart()]


def _known(world: "World", letter: EmailMessage) -> frozenset[str]:
    """The canaries that the reader of a letter may find in it: those of the ticket's own mails."""
    with world.tools.database.reading() as session:
        row = session.query(Outbound).filter_by(message_id=str(letter["Message-ID"]).strip("<>")).one()
        ticket = session.get(Ticket, row.ticket_id) if row.ticket_id else None
        if ticket is None or not any(may_see(replace(person, active=True), ticket) for person in _ever(world, row.person)):
            return frozenset()
        mails = session.query(Inbound.id).filter_by(ticket_id=ticket.id, erased_at=None)
        raws = [inbox.raw(session, world.tools.evidence, i) for (i,) in mails]
    return frozenset().union(*map(_in_mail, raws))


@lru_cache(maxsize=64)
def _in_mail(raw: bytes) -> frozenset[str]:
    return within(raw).union(*map(within, _bodies(message_from_bytes(raw))))


def _ever(world: "World", person: str) -> list[Person]:
    """The person as the directory knows them now, and as it knew them at first."""
    return [found for directory in (world.tools.directory, _at_first()) if (found := directory.by_id(person))]


@cache
def _at_first() -> FileDirectory:
    return FileDirectory.load(DIRECTORY)
