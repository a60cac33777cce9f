"""Does the DNS say of our own domain what makes mail come in and our letters be believed?"""

import re
from collections.abc import Iterator

from gateway.console.doctor.finding import Finding, Note, summed
from gateway.people.aligned import dmarc, domains
from gateway.people.aligned.asking import Asking, TooMany
from gateway.people.aligned.resolver import DnsResolver, Unanswered
from gateway.settings import RESOLVER_SECONDS, Settings

PART = "domain"
NULL_MX = re.compile(r"\d+ \.?")
ANYBODY = re.compile(r"(?:^|\s)\+?all(?:\s|$)", re.IGNORECASE)


def look(settings: Settings, resolver: DnsResolver) -> Finding:
    """Asks for MX, SPF, DMARC and whether there are DKIM keys at all."""
    domain = domains.of_address(settings.address)
    asking = Asking(resolver)
    try:
        notes = [*_mx(domain, asking), *_spf(domain, asking), *_dmarc(domain, asking), *_dkim(domain, resolver)]
    except (Unanswered, TooMany) as error:
        mend = "Mend `resolver` first, or ask whoever runs the domain's name servers."
        return Finding(PART, domain, True, f"was not looked at: {error}", "unseen", mend)
    says = "" if notes else "has MX, SPF, DKIM keys and a DMARC policy; whether the relay signs shows a letter that arrived (dkim=pass)"
    return summed(PART, domain, (says,), notes)


def _mx(domain: str, asking: Asking) -> Iterator[Note]:
    found = asking.ask(domain, "MX")
    if any(NULL_MX.fullmatch(one) for one in found):
        mend = f"Take the null MX of {domain} away and publish one that names the host that takes its mail in."
        yield Note("no-mx", f"{domain} says that it takes no mail (null MX)", mend, ok=False)
    elif not found:
        mend = f"Publish an MX record for {domain} that names the host that takes its mail in (`{domain}. MX 10 mail.{domain}.`)."
        yield Note("no-mx", f"{domain} has no MX record", mend)
    elif lost := [host for host in (one.rpartition(" ")[2] for one in found) if not _has_address(host, asking)]:
        yield Note("lost-mx", f"the MX {lost[0]} has no address", f"Publish an A or AAAA record for {lost[0]}, or mend the MX of {domain}.")


def _has_address(host: str, asking: Asking) -> bool:
    return bool(asking.ask(host, "A") or asking.ask(host, "AAAA"))


def _spf(domain: str, asking: Asking) -> Iterator[Note]:
    found = [text for text in asking.ask(domain, "TXT") if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE)]
    if not found:
        mend = f'Publish one that names the hosts of CARTEIRO_RELAY: `{domain}. TXT "v=spf1 mx include:… -all"` (docs/security.md).'
        yield Note("no-spf", f"{domain} publishes no SPF", mend)
    elif len(found) > 1:
        says = f"{domain} publishes {len(found)} SPF records, of which none counts"
        yield Note("bad-spf", says, f"Leave one TXT record that begins with v=spf1 at {domain}.")
    elif ANYBODY.search(found[0]):
        yield Note(
            "bad-spf", f"the SPF of {domain} lets every host send for it (+all)", f"End the SPF record of {domain} with -all or ~all."
        )


def _dmarc(domain: str, asking: Asking) -> Iterator[Note]:
    policy = dmarc.policy(domain, asking)
    if policy.several:
        yield Note("bad-dmarc", f"{policy.at} has several DMARC records, of which none counts", f"Leave one at {policy.at}.")
    elif not policy.found and policy.at:
        mend = f'Write it as `{policy.at}. TXT "v=DMARC1; p=quarantine"`.'
        yield Note("bad-dmarc", f"the DMARC record at {policy.at} cannot be read", mend)
    elif not policy.found:
        mend = f'Publish `_dmarc.{domain}. TXT "v=DMARC1; p=quarantine"` once SPF and DKIM are there (docs/security.md).'
        yield Note("no-dmarc", f"{domain} publishes no DMARC policy", mend)
    elif _asked(policy) == "none":
        mend = f"Set p=quarantine or p=reject at {policy.at} once its reports show that all of your mail passes."
        yield Note("dmarc-none", f"the DMARC policy at {policy.at} is none", mend)


def _asked(policy: dmarc.Policy) -> str:
    """What the record asks for; for a domain below the one that has it, sp counts."""
    own = policy.at == f"_dmarc.{policy.domain}"
    return policy.tags.get("p", "none") if own else policy.tags.get("sp", policy.tags.get("p", "none"))


def _dkim(domain: str, resolver: DnsResolver) -> Iterator[Note]:
    if not resolver.knows(f"_domainkey.{domain}", RESOLVER_SECONDS):
        mend = f"Let the relay sign with DKIM for {domain}, and publish its key at SELECTOR._domainkey.{domain}."
        yield Note("no-dkim", f"{domain} has no DKIM key", mend)
