"""What is tried, and in which order? That in which a mail meets the parts: the house, the doors, who decides, who is told.

`carteiro doctor` tries all: `trials(settings, now)`. Whoever asks for one setting tries what it names: `trial_of("relay", settings, now)`,
or `trials_of("mailbox", settings, now)` where there are several; each ends by `.run()` in a Finding, whatever goes wrong. A part opens
what it needs by itself and lets go of it; PARTS has their names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from gateway import allowed
from gateway.console.doctor import (
    broker,
    catalogue,
    clock,
    database,
    directory,
    disk,
    domain,
    evidence,
    listener,
    mailbox,
    opening,
    outside,
    people,
    permissions,
    record,
    relay,
    resolver,
    served,
    setting,
    stamping,
    subaddress,
)
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.limit import Trial
from gateway.doors.imap.url import read_url as read_box
from gateway.people.aligned.resolver import DnsResolver
from gateway.settings import BadSettings, Settings
from storage.mailbox.leftovers import Standing

Now = Callable[[], datetime]
Files = Sequence[tuple[str, Path]]

OFF = "off"
NEEDS: Mapping[str, tuple[str, ...]] = {
    "settings": (),
    "permissions": ("home", "database"),
    "disk": ("home",),
    "clock": ("timezone",),
    "listener": ("listen",),
    "mailbox": ("mailboxes",),
    "evidence": ("evidence", "home"),
    "database": ("database", "home"),
    "record": ("database", "home"),
    "broker": ("broker",),
    "resolver": ("resolver",),
    "directory": ("directory",),
    "people": ("directory",),
    "catalogue": ("catalog",),
    "relay": ("relay",),
    "subaddress": ("relay", "address"),
    "domain": ("address", "resolver"),
    "timestamps": ("timestamps",),
    "certificate": (),
    "page": ("page",),
}
"""Part -> the settings without which it is not tried, because another than what was meant would be."""
PARTS = tuple(NEEDS)


def trials(settings: Settings, now: Now, faulty: Iterable[str] = (), files: Files = ()) -> list[Trial]:
    """Everything there is to try. faulty: names of settings that have their default only because what was set is wrong.

    files: those that hold values of settings (settings.Sound).
    """
    wrong = set(faulty)
    tried = (part for part, needed in NEEDS.items() if wrong.isdisjoint(needed))
    return [trial for part in tried for trial in trials_of(part, settings, now, files)]


def trial_of(part: str, settings: Settings, now: Now) -> Trial:
    """One part (PARTS), the first of several. Raises LookupError when these settings have none of it: no mailbox, say."""
    return trials_of(part, settings, now)[0]


def trials_of(part: str, settings: Settings, now: Now, files: Files = ()) -> list[Trial]:
    """A part; of mailboxes, listeners and certificates each one. Empty when these settings have none of it."""
    several: Mapping[str, Callable[[], Iterator[Trial]]] = {
        "mailbox": lambda: (Trial(part, _box(url), partial(_mailbox, settings, url)) for url in settings.mailboxes),
        "listener": lambda: (Trial(part, allowed.location(u), partial(listener.look, settings, u, now())) for u in settings.listen),
        "certificate": lambda: (Trial(part, e.name, partial(outside.look, e, now())) for e in outside.endpoints(settings)),
    }
    if part in several:
        return list(several[part]())
    without = {
        "page": settings.page == OFF,
        "timestamps": settings.timestamps == OFF,
        "subaddress": settings.subaddress == OFF or settings.relay.startswith("maildir:"),
    }
    one: Mapping[str, tuple[str, Callable[[], Finding]]] = {
        "settings": ("", partial(setting.look, settings)),
        "permissions": ("", partial(permissions.look, settings, files)),
        "disk": ("", partial(disk.look, settings)),
        "clock": ("", partial(clock.look, settings, now)),
        "evidence": (allowed.location(settings.path(settings.evidence)), partial(_evidence, settings)),
        "database": ("", partial(database.tried, settings)),
        "record": ("", partial(record.look, settings)),
        "broker": (broker.name(settings), partial(broker.look, settings)),
        "resolver": (settings.resolver, lambda: resolver.look(settings, DnsResolver(settings.resolver))),
        "directory": (directory.name(settings.directory), partial(_directory, settings)),
        "people": ("", partial(people.look, settings)),
        "catalogue": (settings.catalog, partial(catalogue.look, settings)),
        "relay": (allowed.location(settings.path(settings.relay)), partial(relay.look, settings)),
        "subaddress": ("", partial(subaddress.look, settings)),
        "domain": (settings.address.rpartition("@")[2], lambda: domain.look(settings, DnsResolver(settings.resolver))),
        "timestamps": (allowed.location(settings.timestamps), partial(_timestamps, settings, now)),
        "page": (served.name(settings), partial(served.look, settings)),
    }
    name, look = one[part]
    return [] if without.get(part) else [Trial(part, name, look)]


def _evidence(settings: Settings) -> Finding:
    return evidence.look(opening.evidence(settings), opening.unique)


def _directory(settings: Settings) -> Finding:
    groups: tuple[str, ...] = ()
    with suppress(BadSettings):  # of the catalogue, whose own part says so
        groups = tuple(group.name for group in opening.catalog(settings).groups)
    stranger = f"carteiro-doctor-{opening.unique()}@{settings.address.rpartition('@')[2]}"
    with opening.directory(settings) as found:
        return directory.look(settings.directory, found, groups, stranger)


def _timestamps(settings: Settings, now: Now) -> Finding:
    asking = opening.authority(settings, now)
    assert asking is not None  # noqa: S101 - `off` is not tried
    return stamping.look(asking, opening.unique)


def _box(url: str) -> str:
    try:
        return read_box(url).name
    except ValueError:
        return allowed.location(url)


def _mailbox(settings: Settings, url: str) -> Finding:
    box, zone = opening.box(url), opening.calendar(settings).local
    known = None
    with suppress(BadSettings):
        place = opening.place(settings)
        if opening.there(place):
            with opening.database(place) as found:
                known = mailbox.standing(found, box)
        else:
            known = Standing()
    return mailbox.look(box, known, zone, trusted=bool(settings.trusted_authserv))
