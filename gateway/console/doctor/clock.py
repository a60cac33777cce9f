"""Is it as late as this machine believes, and is the day as long as its time zone says?"""

import ctypes
import http.client
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.settings import BadSettings, Settings
from storage.evidence.bucket import read_url as read_bucket

PART = "clock"
ASTRAY = timedelta(minutes=1)
SECONDS = 5.0
YEARS = 2  # for which time zones are compared, day by day
UNSYNCHRONISED = 0x40  # STA_UNSYNC of adjtimex(2)
NTP = "Let NTP set the clock: `timedatectl set-ntp true`, or chrony; `timedatectl` shows whether it does."


class _Timex(ctypes.Structure):
    """The beginning of struct timex, and more room than the rest of it takes."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 400),
    )


def look(settings: Settings, clock: Callable[[], datetime]) -> Finding:
    """Compares with whoever tells the time for nothing: the kernel's own doubt, the database's server, an object store."""
    notes = [*_zone(settings.timezone, clock()), *_database(settings, clock), *_store(settings, clock), *_alone()]
    return summed(PART, "", (f"{clock().astimezone(ZoneInfo(settings.timezone)):%Y-%m-%d %H:%M:%S} in {settings.timezone}",), notes)


def _alone() -> Iterator[Note]:
    if synchronised() is False:
        yield Note("unsynchronised", "nothing sets this machine's clock, as far as the kernel knows", NTP)


def synchronised() -> bool | None:
    """Whether the kernel says that something keeps the clock right; None where it cannot be asked."""
    with suppress(OSError, AttributeError):
        asked = _Timex()
        if ctypes.CDLL(None).adjtimex(ctypes.byref(asked)) >= 0:
            return not asked.status & UNSYNCHRONISED
    return None


def _database(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Note]:
    with suppress(BadSettings, SQLAlchemyError):  # what is wrong with it is said by its own part
        url = opening.place(settings)
        if opening.file_of(url) is None:
            with opening.database(url) as database, database.reading() as session:
                theirs = session.scalar(text("SELECT clock_timestamp()"))
                yield from _differs("the database's server", theirs, clock())


def _store(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Note]:
    if not settings.evidence.startswith("s3:"):
        return
    with suppress(OSError, ValueError, TypeError, http.client.HTTPException):  # the same
        endpoint = urlsplit(read_bucket(settings.evidence).endpoint)
        if endpoint.scheme == "http" and endpoint.hostname:  # of one over TLS the certificate's time is looked at
            with closing(http.client.HTTPConnection(endpoint.hostname, endpoint.port, timeout=SECONDS)) as asked:
                asked.request("HEAD", "/")
                answer = asked.getresponse()
                answer.read()
                yield from _differs("the object store", parsedate_to_datetime(answer.headers["Date"]), clock())


def _differs(whose: str, theirs: datetime, ours: datetime) -> Iterator[Note]:
    apart = abs(theirs.astimezone(UTC) - ours)
    if apart > ASTRAY:
        says = f"this machine and {whose} are {apart.total_seconds():.0f} s apart"
        yield Note("differs", says, f"{NTP} Do so on both machines.", ok=False)


def _zone(name: str, now: datetime) -> Iterator[Note]:
    """Whether the system's data say the same of the zone as those that came with the program, which may be newer."""
    with suppress(OSError, ModuleNotFoundError), files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        ours, theirs = ZoneInfo.from_file(file), ZoneInfo(name)
        days = (now + timedelta(days=n) for n in range(YEARS * 366))
        first = next((day for day in days if day.astimezone(ours).utcoffset() != day.astimezone(theirs).utcoffset()), None)
        if first is not None:
            says = f"the system's time zone data give {name} another time from {first:%Y-%m-%d} on than those that came with the program"
            yield Note(
                "old-zones", says, "Bring the system's package tzdata and Carteiro's up to date (`apt-get install tzdata`).", ok=False
            )
