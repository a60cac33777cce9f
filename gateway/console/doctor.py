"""Does every outside part do what it should? One trial for each, in the order in which a mail meets them."""

from collections.abc import Sequence
from functools import partial

from gateway.clockwork.tools import Tools
from gateway.console import broker, database, directory, evidence, mailbox, relay, resolver, stamping
from gateway.console.finding import Finding
from gateway.console.limit import Trial
from gateway.doors.imap.url import Box
from gateway.settings import Settings
from gateway.stamping.token import Asks


def trials(settings: Settings, tools: Tools, boxes: Sequence[Box], asking: Asks | None = None) -> list[Trial]:
    """What there is to try. asking: of the time-stamping authority, if one is named."""
    parts = {
        "settings": ("", partial(_settings, settings)),
        "database": (database.name(tools.database), partial(database.look, tools.database)),
        "broker": (broker.name(settings), partial(broker.look, settings)),
        "evidence": (tools.evidence.name, partial(evidence.look, tools.evidence, tools.unique)),
        "directory": (directory.name(settings.directory), partial(directory.look, settings.directory, tools)),
        "relay": (relay.name(settings), partial(relay.look, settings)),
        "resolver": (settings.resolver, partial(resolver.look, settings, tools.resolver)),
    }
    if asking is not None:
        parts[stamping.PART] = (asking.authority.name, partial(stamping.look, asking, tools.unique))
    found = [Trial(part, name, look) for part, (name, look) in parts.items()]
    return found + [Trial("mailbox", box.name, partial(_mailbox, settings, tools, box)) for box in boxes]


def _mailbox(settings: Settings, tools: Tools, box: Box) -> Finding:
    known = mailbox.standing(tools.database, box)
    return mailbox.look(box, known, tools.rules.calendar.local, trusted=bool(settings.trusted_authserv))


def _settings(settings: Settings) -> Finding:
    """They could be read, or nothing would be tried."""
    says = f"{settings.address}, state in {settings.home}"
    if settings.operator:
        return Finding("settings", "", True, f"{says}, alarms to {settings.operator}")
    mend = "Set CARTEIRO_OPERATOR to an address that somebody reads."
    return Finding("settings", "", True, f"{says}; alarms reach nobody, they are in the log only", "no-operator", mend)
