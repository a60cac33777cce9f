"""How does the doctor get at a part of the settings? Opened as the gateway would, one part at a time, and what cannot be is told."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from gateway.calendar import Calendar, CalendarError
from gateway.catalog import Catalog
from gateway.catalog import load as load_catalog
from gateway.doors.imap.url import Box
from gateway.doors.imap.url import read_url as read_box
from gateway.files import find_file
from gateway.people.directory import Directory
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.opened import open_directory
from gateway.post.server import Server
from gateway.post.server import read_url as read_relay
from gateway.settings import BadSettings, Settings
from gateway.stamping import opened
from gateway.stamping.token import Asks
from gateway.yamlfile import FaultyFileError
from storage.database import Database
from storage.evidence.store import Evidence
from storage.evidence.url import open_url

CONNECT_SECONDS = "10"  # which PostgreSQL is given to let us in
Part = TypeVar("Part")


def unique() -> str:
    """A word that nobody else has."""
    return secrets.token_hex(6)


def made(setting: str, make: Callable[[], Part]) -> Part:
    """A part, or BadSettings that names the setting it comes from."""
    try:
        return make()
    except (FaultyFileError, CalendarError, OSError, ValueError, ArgumentError) as error:
        raise BadSettings(f"CARTEIRO_{setting}: {error}") from error


def place(settings: Settings) -> URL:
    """Where the database is. Raises BadSettings."""
    return made("DATABASE", lambda: make_url(settings.path(settings.database)))


def file_of(url: URL) -> Path | None:
    """The file of a database that is one."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def there(url: URL) -> bool:
    """Whether there is anything to connect to; a file is not made by looking for it."""
    file = file_of(url)
    return file is None or file.exists()


@contextmanager
def database(url: URL) -> Iterator[Database]:
    """The database, closed at the end."""
    if url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
    with closing(made("DATABASE", lambda: Database(url.render_as_string(hide_password=False)))) as opened_here:
        yield opened_here


@contextmanager
def directory(settings: Settings) -> Iterator[Directory]:
    """The directory, hung up at the end. Raises BadSettings."""
    found = made("DIRECTORY", lambda: open_directory(settings))
    try:
        yield found
    finally:
        if isinstance(found, LdapDirectory):
            found.close()


def catalog(settings: Settings) -> Catalog:
    """The catalogue. Raises BadSettings."""
    return made("CATALOG", lambda: load_catalog(find_file(settings.catalog)))


def calendar(settings: Settings) -> Calendar:
    """The calendar. Raises BadSettings."""
    return made("HOLIDAYS", lambda: Calendar.load(settings.timezone, settings.holidays))


def evidence(settings: Settings) -> Evidence:
    """The store of evidence. Raises BadSettings."""
    return made("EVIDENCE", lambda: open_url(settings.path(settings.evidence), settings.home / "evidence"))


def relay(settings: Settings) -> Server:
    """The SMTP server of the relay. Raises BadSettings."""
    return made("RELAY", lambda: read_relay(settings.relay))


def box(url: str) -> Box:
    """A mailbox. Raises BadSettings."""
    return made("MAILBOXES", lambda: read_box(url))


def authority(settings: Settings, clock: Callable[[], datetime]) -> Asks | None:
    """Who asks for time-stamps, if anybody does. Raises BadSettings."""
    return made("TIMESTAMPS", lambda: opened.open_url(settings.timestamps, clock, time.monotonic, secrets.randbits))
