"""A whole gateway in a test: fresh database, standing clock, remembering relay; stories read as conversations."""

import email
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from gateway.clockwork.jobs import Jobs
from gateway.clockwork.sealing import Sealing
from gateway.clockwork.tools import Tools
from gateway.doors.door import Door
from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from gateway.post.relay import Permanent, Temporary
from gateway.settings import Settings
from gateway.witness.verifying import Report, verify
from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival
from storage.tables import Inbound, Ticket
from storage.ticket import tickets
from storage.ticket.tickets import Standing
from tests import canaries
from tests.databases import DATABASES
from tests.equipping import equip

MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 10:00 in Brasília
ADDRESS = "suporte@carteiro.example"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000003200000025808020000009a768270") + b"tela de erro" * 3000

MARIA = "maria@str-valesereno.example"
JOAO = "joao@str-valesereno.example"
CONCEICAO = "conceicao@aposentados-portoclaro.example"
ANTONIO = "antonio@consultoria-padualima.example"
RITA = "rita.moura@ribeiraomanso.example"
ANA = "ana.barros@sr1.atendimento.example"
CARLOS = "carlos.pinto@sr1.atendimento.example"
PAULO = "paulo.dias@sr3.atendimento.example"


@dataclass
class Clock:
    """Time that passes only when told to."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at


def is_prazo(part: EmailMessage) -> bool:
    """Whether a part is the calendar file that we make."""
    return part.get_content_type() == "text/calendar" and str(part.get_filename()).startswith("prazo-L_")


@dataclass(frozen=True)
class Letter:
    """A letter that left, as its reader sees it."""

    to: str
    envelope_from: str
    mail: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        part = self.mail.get_body(("plain",))
        assert part is not None
        return part.get_content()

    @property
    def words(self) -> str:
        """The text without the line at its foot, which is another in every letter."""
        return re.sub(r"Registro \d+: [0-9a-f]+", "", self.text)

    @property
    def files(self) -> dict[str, bytes]:
        """All that rides along but the deadline (`prazo`)."""
        return {str(p.get_filename()): p.get_payload(decode=True) for p in self.mail.iter_attachments() if not is_prazo(p)}

    @property
    def prazo(self) -> bytes:
        """The deadline for the reader's calendar, b"" when there is none."""
        return next((p.get_payload(decode=True) for p in self.mail.iter_attachments() if is_prazo(p)), b"")

    def says(self, *words: str) -> bool:
        flat = " ".join(self.text.split())
        return all(w in flat for w in words)


@dataclass
class RememberingRelay:
    """Takes every letter, or refuses as told."""

    letters: list[Letter] = field(default_factory=list)
    patience: timedelta = timedelta(seconds=30)
    refuses: dict[str, Permanent | Temporary] = field(default_factory=dict)

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:
        if recipient in self.refuses:
            raise self.refuses[recipient]
        parsed = email.message_from_bytes(mail, policy=default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(Letter(recipient, envelope_from, parsed))

    def close(self) -> None:
        """Holds nothing open."""


class World:
    """The gateway of one test. Left without a database it gets a new one, of the kind that the tests run on (tests/databases.py)."""

    def __init__(self, home: Path, database: str = "", **settings: object) -> None:
        self._home = home
        self.clock = Clock()
        self.relay = RememberingRelay()
        self.settings = Settings.model_validate({"home": home, "database": database or DATABASES.of(home), **settings})
        self.tools: Tools = replace(equip(self.settings, self.clock), relay=self.relay)
        self.tools.database.prepare()
        self.jobs = Jobs(self.tools)
        self.sealing = Sealing(self.tools.database, self.tools.evidence, self.clock, lambda: 0.0, self.tools.latest)
        self.door = Door(self.tools.database, lambda _id: None)
        self._sent = 0

    def person(self, address: str) -> Person:
        found = self.tools.directory.by_mail(address)
        assert found is not None, address
        return found

    def change(self, address: str, **changes: object) -> None:
        """The directory says something else of a person from now on."""
        directory = self.tools.directory
        assert isinstance(directory, FileDirectory)
        people = {replace(p, **changes) if p.id == self.person(address).id else p: "" for p in directory.everyone()}  # type: ignore[arg-type]
        entities = tuple(directory._entities.values())
        self.tools = replace(self.tools, directory=FileDirectory(people, entities))
        self.jobs = Jobs(self.tools)

    def mail_in(
        self,
        sender: str,
        subject: str,
        body: str = canaries.BODY,
        *,
        login: bool = True,
        to: str = ADDRESS,
        files: dict[str, bytes] | None = None,
        headers: dict[str, str] | None = None,
    ) -> int:
        """A mail through the door; with login from the person whose address it is. Returns the inbox id."""
        self._sent += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Message-ID"] = f"<{self._sent}.{id(self)}@cliente.example>"
        mail["Date"] = self.clock.at
        for name, value in (headers or {}).items():
            del mail[name]
            mail[name] = value
        mail.set_content(body)
        for name, content in (files or {}).items():
            mail.add_attachment(content, maintype="image", subtype="png", filename=name)
        return self.raw_in(mail.as_bytes(), login=self.person(sender).id if login else "", to=to, mail_from=sender)

    def raw_in(self, raw: bytes, *, login: str = "", to: str = ADDRESS, mail_from: str = "x@cliente.example") -> int:
        """Any bytes through the door."""
        key = conversation(raw, (to,), ADDRESS)
        return self.door.accept(Arrival(self.clock(), "smtp", (to,), mail_from, len(raw), key, raw, peer="127.0.0.1", login=login))

    def reply(self, letter: Letter, body: str, *, sender: str = "", login: bool = True, **more: object) -> int:
        """An answer to a letter, as a mail client writes it."""
        headers = {"In-Reply-To": str(letter.mail["Message-ID"]), "References": str(letter.mail["Message-ID"])}
        to = str(letter.mail["Reply-To"])
        return self.mail_in(sender or letter.to, f"RES: {letter.subject}", body, to=to, headers=headers, login=login, **more)  # type: ignore[arg-type]

    def work_off(self) -> None:
        """Everything that is due, until nothing is."""
        while self.jobs.hear() + self.jobs.send() + self.jobs.strike() + self.sealing.seal():
            pass

    def later(self, **time: float) -> None:
        """Lets time pass and works off what falls due."""
        self.clock.at += timedelta(**time)
        self.work_off()

    def letters(self, to: str = "", about: str = "") -> list[Letter]:
        """Letters so far, oldest first."""
        return [m for m in self.relay.letters if (not to or m.to == to) and about in m.subject + m.text]

    def last(self, to: str) -> Letter:
        """The newest letter to someone."""
        found = self.letters(to)
        assert found, f"no letter to {to}; letters went to {[m.to for m in self.relay.letters]}"
        return found[-1]

    def outcome(self, inbound_id: int) -> str | None:
        """The disposition of a mail."""
        with self.tools.database.reading() as session:
            return session.get_one(Inbound, inbound_id).outcome

    def ticket(self, number: str = "") -> Standing:
        """A ticket as it stands; the newest without a number."""
        with self.tools.database.reading() as session:
            if number:
                found = tickets.find(session, number)
                assert found is not None, number
                return found
            return tickets.get(session, session.query(Ticket.id).order_by(Ticket.id.desc()).limit(1).scalar() or 0)

    def count(self) -> int:
        """How many tickets there are."""
        with self.tools.database.reading() as session:
            return session.query(Ticket).count()

    def verified(self) -> Report:
        """What `carteiro evidence verify` finds."""
        return verify(self.tools.database, self.tools.evidence, self.tools.known, lambda *_: None)

    def check_record(self) -> None:
        """The record is whole, nothing of it unsealed, and every mail has one disposition."""
        report = self.verified()
        assert report.found == [], report.found
        assert report.waiting == 0, "something is not sealed"
        with self.tools.database.reading() as session:
            assert session.query(Inbound).filter(Inbound.outcome.is_(None)).count() == 0, "a mail without disposition"

    def close(self) -> None:
        self.tools.database.close()
        DATABASES.forget(self._home)
