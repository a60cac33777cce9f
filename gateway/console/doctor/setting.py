"""Do the settings that can be read fit together, and does somebody hear of alarms?"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from ipaddress import ip_network

from gateway import allowed
from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.loopback import open_to_others
from gateway.people import demo
from gateway.people.token import Tokens
from gateway.post import colours
from gateway.settings import FILE, PREFIX, BadSettings, Settings

PART = "settings"
DEFAULT_ADDRESS = Settings.model_fields["address"].default


def fault(name: str, sentence: str) -> Finding:
    """What is wrong with one setting, '' for the file as a whole."""
    if not name:
        return Finding(
            PART, FILE, False, sentence, "bad", f"Write {FILE} as lines of `name: value` (YAML); docs/settings.md has the names."
        )
    variable = PREFIX + name.upper()
    if name not in Settings.model_fields:
        near = get_close_matches(name, Settings.model_fields, n=1)
        meant = f"Was {PREFIX}{near[0].upper()} meant? " if near else ""
        return Finding(PART, variable, False, sentence.partition(";")[0], "unknown", f"{meant}Take {variable} away (docs/settings.md).")
    default = Settings.model_fields[name].default
    without = "none" if default in {"", ()} else ", ".join(default) if isinstance(default, tuple) else str(default)
    mend = f"Set {variable} to what is allowed (docs/settings.md), or take it away: the default is {without}."
    return Finding(PART, variable, False, sentence, "bad", mend)


def operator(settings: Settings) -> Finding:
    """Whether alarms reach somebody, without the rest."""
    says = f"alarms to {settings.operator}" if settings.operator else ""
    return summed(PART, "", (says,), _operator(settings))


def look(settings: Settings) -> Finding:
    """Reads what no other part reads, and compares settings with each other."""
    says = f"{settings.address}, state in {settings.home}" + (f", alarms to {settings.operator}" if settings.operator else "")
    notes = [*_unusable(settings), *_operator(settings), *_people(settings), *_alone(settings), *_believed(settings)]
    return summed(PART, "", (says,), notes)


def _unusable(settings: Settings) -> Iterator[Note]:
    for name, make in (
        ("HOLIDAYS", partial(opening.calendar, settings)),
        ("COLORS", lambda: opening.made("COLORS", lambda: colours.read(settings.colors))),
        ("SECRET", lambda: opening.made("SECRET", lambda: Tokens(settings.secret) if settings.secret else None)),
    ):
        try:
            make()
        except BadSettings as error:
            yield Note("bad", str(error), f"Set CARTEIRO_{name} to what is allowed (docs/settings.md).", ok=False)


def _operator(settings: Settings) -> Iterator[Note]:
    if not settings.operator:
        says = "alarms reach nobody, they are in the log only"
        yield Note("no-operator", says, "Set CARTEIRO_OPERATOR to an address that somebody reads.")
        return
    try:
        ours = allowed.an_address(settings.operator) == settings.address
    except ValueError:
        says, mend = f"{settings.operator} is no plain address", "Set CARTEIRO_OPERATOR to one plain address that somebody reads."
        yield Note("bad-operator", says, mend, ok=False)
        return
    if ours:
        says = "alarms go to our own address, where they would be read as mail"
        yield Note("bad-operator", says, "Set CARTEIRO_OPERATOR to an address that somebody reads, not to CARTEIRO_ADDRESS.", ok=False)


def _people(settings: Settings) -> Iterator[Note]:
    """Passwords that everyone knows."""
    if not demo.known_to_all(settings.directory):
        return
    says = "people of the directory have the demo's password, which everyone knows"
    if found := open_to_others(settings.listen):
        mend = "Name your own people in CARTEIRO_DIRECTORY, with passwords of their own (`carteiro password`); the start is refused."
        yield Note("demo-people", f"{says}, and {allowed.location(found[0])} is open to others", mend, ok=False)
    else:
        yield Note("demo-people", says, "Name your own people in CARTEIRO_DIRECTORY; `carteiro password` writes their passwords.")


def _alone(settings: Settings) -> Iterator[Note]:
    """What only this machine knows, and what was never set."""
    if settings.database.startswith("postgresql") and not settings.secret:
        says = f"the secret is this machine's own ({settings.home / 'secret'})"
        yield Note("own-secret", says, "Set CARTEIRO_SECRET (or CARTEIRO_SECRET_FILE) to the same on every machine of this database.")
    real = settings.mailboxes or not settings.relay.startswith("maildir:")
    if settings.address == DEFAULT_ADDRESS and real:
        says = f"the address is still the demo's, {settings.address}"
        yield Note("demo-address", says, "Set CARTEIRO_ADDRESS to the address that people write to.", ok=False)


def _believed(settings: Settings) -> Iterator[Note]:
    """Whose Authentication-Results count, of mail that a border host hands over."""
    hosts = [one for one in settings.border if not ip_network(one).is_loopback]
    if hosts and not settings.trusted_authserv:
        says = f"{', '.join(hosts)} may hand over mail, and no result of theirs counts"
        yield Note("no-authserv", says, "Set CARTEIRO_TRUSTED_AUTHSERV to the authserv-id that the border writes (docs/security.md).")
    if settings.trusted_authserv and not hosts and open_to_others(settings.listen) and not settings.mailboxes:
        says = "results of CARTEIRO_TRUSTED_AUTHSERV count from this machine only"
        yield Note("no-border", says, "Name the hosts that hand mail over in CARTEIRO_BORDER (docs/security.md), if they are others.")
