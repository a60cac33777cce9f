"""Does the DNS answer? One question about our own domain; mail is taken in without it, and proven later."""

from gateway.console.finding import Finding
from gateway.people.aligned.resolver import Resolver, Unanswered
from gateway.settings import RESOLVER_SECONDS, Settings

PART = "resolver"


def look(settings: Settings, resolver: Resolver) -> Finding:
    """Asks for the SPF record of the address's domain; silence is worth knowing and not wrong."""
    domain = settings.address.rpartition("@")[2]
    try:
        found = resolver.ask(domain, "TXT", RESOLVER_SECONDS)
    except Unanswered as error:
        says = f"does not answer ({error}): without login or token, mail waits a quarter of an hour and then only claims who wrote it"
        return Finding(PART, settings.resolver, True, says, "silent", "Name a resolver that answers in CARTEIRO_RESOLVER.")
    if any(text.lower().startswith("v=spf1") for text in found):
        return Finding(PART, settings.resolver, True, f"answers; {domain} publishes SPF")
    mend = f"Publish SPF and DMARC for {domain} (docs/security.md), or its letters are taken for spam."
    return Finding(PART, settings.resolver, True, f"answers; {domain} publishes no SPF", "no-spf", mend)
