"""How is the gateway put together? The only constructor: settings in, parts out, handed down as arguments."""

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from gateway import shipped
from gateway.calendar import Calendar, CalendarError
from gateway.catalog import Catalog
from gateway.catalog import load as load_catalog
from gateway.clockwork import alarm
from gateway.clockwork.archiving import Archiving
from gateway.clockwork.bell import HEAR, SEND, STRIKE, Bell
from gateway.clockwork.filing import Filing
from gateway.clockwork.jobs import Jobs
from gateway.clockwork.sealing import Sealing
from gateway.clockwork.stamping import Stamping
from gateway.clockwork.sweeper import Sweeper
from gateway.clockwork.tools import Tools
from gateway.clockwork.witnessing import Witnessing
from gateway.desk.rules import Rules
from gateway.doors.border import Border
from gateway.doors.crowd import Crowd
from gateway.doors.door import Door
from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.poller import Poller
from gateway.doors.imap.url import Box
from gateway.doors.imap.url import read_url as read_box
from gateway.doors.login.attempts import Attempts
from gateway.doors.login.checking import Logins
from gateway.doors.threshold import Threshold
from gateway.files import find_file, own_secret
from gateway.people.aligned.resolver import DnsResolver
from gateway.people.file import FileDirectory
from gateway.people.opened import open_directory, refuse_strangers_to
from gateway.people.token import Tokens
from gateway.post import colours
from gateway.post.letters import Letters, Office
from gateway.post.relay import relay
from gateway.settings import BadSettings, Settings
from gateway.stamping import opened
from gateway.stamping.token import Asks
from gateway.yamlfile import FaultyFileError
from parsers.letterhead.subject import fold
from parsers.reading import Known
from storage.database import Database
from storage.evidence.url import open_url

Clock = Callable[[], datetime]
Part = TypeVar("Part")


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock, made here


@dataclass(frozen=True, slots=True)
class App:
    """The parts of one gateway. Nothing runs yet: `turning.py` opens and closes them."""

    settings: Settings
    tools: Tools
    jobs: Jobs
    bell: Bell
    sweeper: Sweeper
    archiving: Archiving
    filing: Filing
    seen: Witnessing
    sealing: Sealing
    stamping: Stamping | None
    door: Door
    threshold: Threshold
    pollers: tuple[Poller, ...]


def build(settings: Settings, clock: Clock = now, monotonic: Callable[[], float] = time.monotonic) -> App:
    """Every part, wired. monotonic: tells when the clock was set. Raises BadSettings with a sentence that says how to mend them."""
    tools = equip(settings, clock)
    jobs = Jobs(tools)
    ringing = {HEAR: jobs.hear, SEND: jobs.send, STRIKE: jobs.strike}
    bell = _made("BROKER", lambda: Bell(ringing, settings.broker.removeprefix("local:"), monotonic))
    jobs.ring, jobs.goes_on = bell.ring, bell.goes_on
    seen = Witnessing(tools.database, settings.home, clock, tools.rules.calendar.local)
    door = Door(tools.database, lambda inbound_id: bell.ring(HEAR, inbound_id))
    logins = Logins(tools.directory, Attempts(time.monotonic))
    return App(
        settings,
        tools,
        jobs,
        bell,
        Sweeper(tools.database, clock, bell.ring, monotonic, jobs.settle_overdue),
        Archiving(tools.database, tools.evidence, clock, monotonic, random.random),
        Filing(tools.database, tools.evidence, clock, monotonic, random.random),
        seen,
        Sealing(tools.database, tools.evidence, clock, monotonic, tools.latest, seen.sealed, seen.check),
        stamping(settings, tools, bell),
        door,
        Threshold(settings.address, settings.size, door, tools.evidence, logins, clock, Crowd(), Border(settings.border)),
        pollers(settings, tools, door, bell),
    )


def stamping(settings: Settings, tools: Tools, bell: Bell) -> Stamping | None:
    """Who has the record stamped; None when CARTEIRO_TIMESTAMPS is off. Raises BadSettings."""
    asks = authority(settings, tools.clock)
    return None if asks is None else Stamping(tools.database, asks, tools.clock, partial(alarm.of_stamps, tools), partial(bell.ring, SEND))


def authority(settings: Settings, clock: Clock = now) -> Asks | None:
    """Who asks the time-stamping authority, if one is named. Raises BadSettings."""
    return _made("TIMESTAMPS", lambda: opened.open_url(settings.timestamps, clock, time.monotonic, secrets.randbits))


def pollers(settings: Settings, tools: Tools, door: Door, bell: Bell) -> tuple[Poller, ...]:
    """One for each mailbox of CARTEIRO_MAILBOXES. Raises BadSettings."""

    def tell(mailbox: str, why: str, detail: str, since: datetime) -> None:
        letter = alarm.of_mailbox(tools, mailbox, why, detail, since)
        if letter is not None:
            bell.ring(SEND, letter)

    keeping = Keeping(tools.database, door, tools.evidence, settings.address, ZoneInfo(settings.timezone), tools.clock, tell)
    return tuple(Poller(keeping, box, random.random) for box in boxes(settings))


def boxes(settings: Settings) -> tuple[Box, ...]:
    """The mailboxes of the settings. Raises BadSettings."""
    found = _made("MAILBOXES", lambda: tuple(map(read_box, settings.mailboxes)))
    names = [box.name for box in found]
    for name in names:
        if names.count(name) > 1:
            raise BadSettings(f"CARTEIRO_MAILBOXES: {name} stands there twice; each mailbox is named once")
    return found


def equip(settings: Settings, clock: Clock = now) -> Tools:
    """What the jobs work with; enough for a command that only looks. Raises BadSettings."""
    catalog = _made("CATALOG", lambda: load_catalog(find_file(settings.catalog)))
    calendar = _made("HOLIDAYS", lambda: Calendar.load(settings.timezone, settings.holidays))
    directory = _made("DIRECTORY", lambda: open_directory(settings))
    tokens = _made("SECRET", lambda: Tokens(settings.secret or (own_secret(settings.home),)))
    name = settings.address.rpartition("@")[2]
    out = _made("RELAY", lambda: relay(settings.path(settings.relay), time.monotonic, name=name))
    if isinstance(directory, FileDirectory):  # any other may be away just now, and mail is taken in all the same
        refuse_strangers_to(catalog, directory)
    organization = catalog.organization
    palette = _made("COLORS", lambda: colours.read(settings.colors))
    office = Office(
        settings.office.strip() or organization.name, settings.address, ZoneInfo(settings.timezone), organization.audience, palette
    )
    return Tools(
        database=Database(settings.path(settings.database)),
        evidence=_made("EVIDENCE", lambda: open_url(settings.path(settings.evidence), settings.home / "evidence")),
        directory=directory,
        tokens=tokens,
        rules=Rules(
            catalog,
            calendar,
            settings.deadline == "law",
            settings.deciders == "entity",
            largest=settings.size,
            pending_days=settings.pending_days,
        ),
        known=Known(settings.address, folded(catalog)),
        office=office,
        letters=Letters(shipped.find("templates"), office),
        relay=out,
        clock=clock,
        unique=lambda: secrets.token_hex(6),
        resolver=DnsResolver(settings.resolver),
        subaddress=settings.subaddress == "on",
        trusted=settings.trusted_authserv,
        operator=settings.operator,
        mailboxes=tuple(box.name for box in boxes(settings)),
    )


def folded(catalog: Catalog) -> dict[tuple[str, ...], int]:
    """The catalogue's paths as the subject reader compares them."""
    return {tuple(fold(step) for step in path): code for path, code in catalog.paths.items()}


def _made(setting: str, make: Callable[[], Part]) -> Part:
    """A part, or BadSettings that names the setting it comes from."""
    try:
        return make()
    except FaultyFileError as error:
        raise BadSettings(f"CARTEIRO_{setting}:\n{error}") from error
    except (CalendarError, OSError, ValueError) as error:
        raise BadSettings(f"CARTEIRO_{setting}: {error}") from error
