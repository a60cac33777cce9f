"""Was this mail written to us? A signed word to somebody else, handed on by whoever got it, is no word to us."""

from parsers.mime import fields, header
from parsers.mime.address import recipients

_LONGEST = 64_000  # octets of recipients that are looked at


def is_addressed(raw: bytes, address: str) -> bool:
    """Whether To or Cc names our address, with or without a sub-address (RFC 5233). Never raises.

    DMARC says who wrote a mail, not for whom: its signature stays valid whoever sends it on, under whatever envelope.
    """
    found = fields.read(raw, 0, len(raw))[0]
    values = [value for name in ("to", "cc") for value in found.get(name, ())]
    return any(_is_ours(one, address) for value in values for one in recipients(header.unfold(value[:_LONGEST])))


def _is_ours(recipient: str, address: str) -> bool:
    local, _, domain = address.lower().rpartition("@")
    theirs, _, host = recipient.lower().rpartition("@")
    return host == domain and theirs.partition("+")[0] == local
