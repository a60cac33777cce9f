"""Does the DNS answer? One question about our own domain; mail is taken in without it, and proven later."""

from gateway.console.doctor.finding import Finding
from gateway.people.aligned.resolver import Resolver, Unanswered
from gateway.settings import RESOLVER_SECONDS, Settings

PART = "resolver"


def look(settings: Settings, resolver: Resolver) -> Finding:
    """Asks for a record of the address's domain; silence is worth knowing and not wrong."""
    try:
        resolver.ask(settings.address.rpartition("@")[2], "TXT", RESOLVER_SECONDS)
    except Unanswered as error:
        says = f"does not answer ({error}): without login or token, mail waits a quarter of an hour and then only claims who wrote it"
        mend = "Name a resolver that answers in CARTEIRO_RESOLVER, and let UDP and TCP to port 53 through."
        return Finding(PART, settings.resolver, True, says, "silent", mend)
    return Finding(PART, settings.resolver, True, "answers")
