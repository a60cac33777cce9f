"""Was this mail written to us? A signed word to somebody else, handed on by whoever got it, is no word to us."""

from collections.abc import Iterable


def is_addressed(recipients: Iterable[str], address: str) -> bool:
    """Whether To or Cc (`Reading.to`) names our address, with or without a sub-address (RFC 5233).

    DMARC says who wrote a mail, not for whom: its signature stays valid whoever sends it on, under whatever envelope.
    """
    return any(_without_sub_address(one) == address.lower() for one in recipients)


def _without_sub_address(recipient: str) -> str:
    local, _, domain = recipient.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
