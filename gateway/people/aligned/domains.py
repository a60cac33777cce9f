"""Which domains belong together? The organizational domain (RFC 7489 section 3.2) by the Public Suffix List, and alignment by it."""

import re
from functools import cache

from publicsuffixlist import PublicSuffixList

_LONGEST = 253  # RFC 1035
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


def ascii_name(name: str) -> str:
    """A domain as the DNS is asked for it: lower case, IDNA, no final dot. '' when it is none (an address literal, junk)."""
    name = name.strip().removesuffix(".").lower()
    if not name.isascii():
        try:
            name = name[:_LONGEST].encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    return name if len(name) <= _LONGEST and _NAME.fullmatch(name) else ""


def of_address(address: str) -> str:
    """The domain of a mail address, as `ascii_name` gives it; '' when there is none."""
    return ascii_name(address.rpartition("@")[2]) if "@" in address else ""


def organization(domain: str) -> str:
    """The organizational domain: one label more than the public suffix; a public suffix is its own."""
    return _suffixes().privatesuffix(domain) or domain


@cache
def _suffixes() -> PublicSuffixList:
    """Read when first asked for. Private suffixes (github.io) count too: their owners let strangers have names below them."""
    return PublicSuffixList()


def related(one: str, other: str) -> bool:
    """Whether two domains are aligned in relaxed mode: the same organization."""
    return bool(one and other) and organization(one) == organization(other)


def under(domain: str, ancestor: str) -> bool:
    """Whether the domain is the ancestor or lies below it."""
    return domain == ancestor or domain.endswith(f".{ancestor}")
