"""How is the story played? Mails over real SMTP, a clock that runs through days gone by, letters read from the Maildirs."""

import mailbox
import secrets
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import func, select

from gateway.app import App
from gateway.demo.picture import picture
from gateway.demo.script import Conversation, Scene
from gateway.post.maildir import folder_name
from storage.schedule import timers
from storage.tables import Inbound, Outbound, Ticket, Timer
from storage.ticket import tickets
from storage.ticket.tickets import Standing

PASSWORD = "carteiro"  # noqa: S105 - everyone's in the demo directory, as its first lines say
PATIENCE_SECONDS = 60


class StoryClock:
    """Real time, moved into the past; it can be set forward, and at the end runs with the real one."""

    def __init__(self, start: datetime) -> None:
        self._offset = start - datetime.now(UTC)  # noqa: TID251 - a clock of its own is the point of the demo

    def __call__(self) -> datetime:
        """The story's instant."""
        return datetime.now(UTC) + self._offset  # noqa: TID251 - the same

    def pass_to(self, instant: datetime) -> None:
        """Lets the time until `instant` pass at once; never backwards, and never beyond the present."""
        ahead = instant - self()
        self._offset = min(self._offset + max(ahead, timedelta()), timedelta())

    def pass_by(self, time: timedelta) -> None:
        """Lets time pass at once."""
        self.pass_to(self() + time)

    def come_home(self) -> None:
        """Back to the present."""
        self._offset = timedelta()


class Player:
    """Plays one conversation after the other against a gateway that is running."""

    def __init__(self, app: App, clock: StoryClock, server: tuple[str, int]) -> None:
        self._app = app
        self._clock = clock
        self._server = server
        self._mail = Path(app.settings.path(app.settings.relay).removeprefix("maildir:"))
        self._seen: set[str] = set()
        self._last: dict[str, EmailMessage] = {}

    def play(self, conversation: Conversation) -> Iterator[tuple[Scene | None, list[EmailMessage], Standing | None]]:
        """Scene by scene: what was written (None when only time passed), the letters that came of it, and the ticket then."""
        self._last.clear()
        before = self._newest()
        for scene in conversation.scenes:
            if scene.silence:
                yield scene, [], None
                yield from self._silence(before)
                continue
            self._clock.pass_by(scene.after)
            self._write(scene)
            yield scene, self._letters(), self._standing(before)

    def _silence(self, before: int) -> Iterator[tuple[None, list[EmailMessage], Standing | None]]:
        while (ticket := self._standing(before)) and ticket.status != "closed":
            with self._app.tools.database.reading() as session:
                ahead = [t.at for t in timers.pending(session) if t.ticket_id == ticket.id]
            if not ahead:
                return
            self._clock.pass_to(ahead[0] + timedelta(seconds=1))
            yield None, self._letters(), self._standing(before)

    def _write(self, scene: Scene) -> None:
        mail = EmailMessage()
        person = self._app.tools.directory.by_mail(scene.who)
        mail["From"] = f"{person.name if person else ''} <{scene.who}>"
        mail["Date"] = format_datetime(self._app.tools.rules.calendar.local(self._clock()))
        mail["Message-ID"] = f"<{secrets.token_hex(8)}@{scene.who.rpartition('@')[2]}>"
        answered = self._last.get(scene.who)
        if scene.subject or answered is None:
            mail["To"], mail["Subject"] = self._app.settings.address, scene.subject
        else:
            mail["To"], mail["Subject"] = answered["Reply-To"], f"RES: {answered['Subject']}"
            mail["In-Reply-To"] = mail["References"] = answered["Message-ID"]
        mail.set_content(scene.body + _quoted(answered) if not scene.subject and answered else scene.body)
        if scene.file:
            mail.add_attachment(picture(), maintype="image", subtype="png", filename=scene.file)
        with smtplib.SMTP(*self._server, timeout=PATIENCE_SECONDS) as server:
            server.login(scene.who, PASSWORD)
            server.send_message(mail)

    def _letters(self) -> list[EmailMessage]:
        """Waits until all is worked off, then the letters not seen before, in the order in which they were written."""
        self._wait()
        found = []
        with self._app.tools.database.reading() as session:
            people = list(session.scalars(select(Outbound.recipient).distinct()))
        for address in people:
            box = mailbox.Maildir(self._mail / folder_name(address), create=False)
            for key in box.iterkeys():
                if f"{address}/{key}" not in self._seen:
                    self._seen.add(f"{address}/{key}")
                    letter = BytesParser(policy=default).parsebytes(box.get_bytes(key))
                    if isinstance(letter, EmailMessage):
                        self._last[address] = letter
                        found.append(letter)
        return found

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            now = self._clock()
            with self._app.tools.database.reading() as session:
                undone = session.scalar(select(func.count()).select_from(Inbound).where(Inbound.outcome.is_(None)))
                struck = session.scalar(select(func.count()).select_from(Timer).where(Timer.outcome.is_(None), Timer.at <= now))
                unsent = session.scalar(select(func.count()).select_from(Outbound).where(Outbound.outcome.is_(None)))
                if not (undone or unsent or struck):
                    return
            time.sleep(0.05)
        raise TimeoutError("The story stands still; `carteiro mail list` shows what waits.")

    def _newest(self) -> int:
        with self._app.tools.database.reading() as session:
            return session.scalar(select(func.max(Ticket.id))) or 0

    def _standing(self, before: int) -> Standing | None:
        newest = self._newest()
        if newest == before:
            return None
        with self._app.tools.database.reading() as session:
            return tickets.get(session, newest)


def _quoted(letter: EmailMessage) -> str:
    """The letter below the answer, as mail clients quote it."""
    part = letter.get_body(("plain",))
    lines = part.get_content().splitlines()[:12] if part else []
    return f"\n\nEm {letter['Date']}, {letter['From']} escreveu:\n" + "\n".join(f"> {line}" for line in lines)
