"""Is this a key to be believed? The record at selector._domainkey (RFC 6376 section 3.6.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dkim import DKIMException, evaluate_pk
from dkim.util import InvalidTagValueList, parse_tag_value

LONGEST = 1_600
"""Characters of a record: RSA with 8,192 bits fits; more would only cost time."""

_FEWEST_BITS = 1024  # RFC 8301
_MOST_BITS = 8192
_MOST_EXPONENT = 2**32  # a long exponent makes one check take seconds


@dataclass(frozen=True, slots=True)
class Key:
    """A record as fetched, its size in bits, and when it cannot be believed the verdict and the reason."""

    record: str = ""
    bits: int = 0
    verdict: str = ""
    reason: str = ""


def choose(records: Sequence[str], domain: str, identity: str) -> Key:
    """The key in what the DNS holds at the selector. domain, identity: `d=` and `i=` of the signature."""
    keys = [record for record in records if any(tag.partition("=")[0].strip() == "p" for tag in record.split(";"))]
    if len(keys) != 1:
        return Key(reason="several-keys" if keys else "no-key", verdict="permerror")
    record = keys[0]
    if len(record) > LONGEST:
        return Key(record[:LONGEST], 0, "permerror", "key-too-long")
    return _judged(record, domain, identity)


def _judged(record: str, domain: str, identity: str) -> Key:
    try:
        tags = {name.decode(): value.decode() for name, value in parse_tag_value(record.encode("ascii")).items()}
    except (InvalidTagValueList, UnicodeError):
        return Key(record, 0, "permerror", "key-malformed")
    if reason := _unfit(tags, domain, identity):
        # The domain tries it out: as if there were no signature.
        return Key(record, 0, "neutral" if reason == "test-mode" else "permerror", reason)
    return _sized(record)


def _unfit(tags: Mapping[str, str], domain: str, identity: str) -> str:
    flags = _listed(tags.get("t", ""))
    if not tags.get("p"):
        return "key-revoked"
    if tags.get("k", "rsa") != "rsa" or "sha256" not in _listed(tags.get("h", "sha256")):
        return "algorithm"
    if not {"*", "email"} & _listed(tags.get("s", "*")):
        return "key-service"
    if "y" in flags:
        return "test-mode"
    return "identity" if "s" in flags and identity and identity.rpartition("@")[2].lower() != domain else ""


def _sized(record: str) -> Key:
    try:
        numbers, bits = evaluate_pk("", record)[:2]
        exponent = numbers["publicExponent"]
    except (DKIMException, ValueError, TypeError, KeyError, IndexError, AssertionError):  # what dkimpy lets through on junk
        return Key(record, 0, "permerror", "key-malformed")
    if bits < _FEWEST_BITS:
        return Key(record, bits, "permerror", "key-too-short")
    if bits > _MOST_BITS or not 1 < exponent < _MOST_EXPONENT:
        return Key(record, bits, "permerror", "key-too-long")
    return Key(record, bits)


def _listed(value: str) -> set[str]:
    return {part.strip().lower() for part in value.split(":")}
