"""What does the From domain ask for? Its DMARC record (RFC 9989, which replaced RFC 7489), and what is aligned by it.

Both RFCs agree where a domain publishes at its organizational domain, which is found here by the Public Suffix List: that tells
before anyone is asked which signatures could pass. `psd=` of the tree walk of RFC 9989 narrows the answer.
"""

import re
from dataclasses import dataclass, field

from gateway.people.aligned import domains
from gateway.people.aligned.asking import Asking

_VERSION = re.compile(r"\s*v\s*=\s*DMARC1\s*(?:;|\Z)")
_POLICIES = {"none", "quarantine", "reject"}
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Policy:
    """A record and where it was found. organization: what relaxed alignment compares with; several: of how many none counts."""

    domain: str
    at: str
    organization: str
    record: str = ""
    several: bool = False
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether exactly one valid record stands there."""
        return bool(self.record)

    def aligned(self, other: str, mode: str) -> bool:
        """Whether another domain speaks for the From domain. mode: 'adkim' or 'aspf', whose value 's' wants the same domain."""
        if other == self.domain:
            return True
        if self.tags.get(mode) == "s" or not other:
            return False
        return domains.under(other, self.organization) and domains.under(self.domain, self.organization)


def policy(domain: str, asking: Asking) -> Policy:
    """The record of the From domain, or else of its organizational domain. Raises Unanswered, TooMany."""
    organization = domains.organization(domain)
    for place in dict.fromkeys((domain, organization)):
        # What does not begin with the version tag is no DMARC record (RFC 9989 section 4.7); of several none counts (4.10.1).
        texts = [text for text in asking.ask(f"_dmarc.{place}", "TXT") if _VERSION.match(text) and len(text) <= _LONGEST]
        if len(texts) > 1:
            return Policy(domain, f"_dmarc.{place}", organization, several=True)
        if texts:
            tags = _tags(texts[0])
            if not _valid(tags):
                return Policy(domain, f"_dmarc.{place}", organization)
            return Policy(domain, f"_dmarc.{place}", _narrowed(domain, place, organization, tags), texts[0], tags=tags)
    return Policy(domain, "", organization)


def _tags(record: str) -> dict[str, str]:
    """Its tags; of a doubled one the stricter alignment counts, of others the first."""
    tags: dict[str, str] = {}
    for part in record.split(";"):
        name, _, value = (piece.strip().lower() for piece in part.partition("="))
        if name not in tags or (name in {"adkim", "aspf"} and value == "s"):
            tags[name] = value
    return tags


def _valid(tags: dict[str, str]) -> bool:
    """RFC 9989 section 4.7: a policy that is missing or unknown means 'none' when reports are asked for; else there is no record."""
    return tags.get("p", "none") in _POLICIES or "rua" in tags


def _narrowed(domain: str, place: str, organization: str, tags: dict[str, str]) -> str:
    if tags.get("psd") == "n":
        return place  # an organization of its own, whatever stands above it
    if tags.get("psd") == "y":  # a public suffix that the list does not know: the organization is one label below
        below = domain.removesuffix(place).rstrip(".").rpartition(".")[2]
        return f"{below}.{place}" if below else domain
    return organization
