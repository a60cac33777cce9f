"""Which relays sealed the mail (RFC 8617)? Noted only: a seal proves who sealed, not who wrote."""

import re
from collections.abc import Mapping
from typing import Any

from gateway.people.aligned.evidence import shown

_INSTANCE = re.compile(rb"(?:^|;)\s*i\s*=\s*([0-9]{1,2})\s*(?=;|\Z)")
_SETS = 50  # RFC 8617 section 4.2.1
_LONGEST = 8_000


def noted(fields: Mapping[str, tuple[bytes, ...]]) -> dict[str, Any]:
    """How many sets, and what the newest seal claims; {} when there is none. Claims are not checked: nothing follows from them."""
    seals = {at: seal for seal in fields.get("arc-seal", ())[:_SETS] if (at := _instance(seal))}
    if not seals:
        return {}
    newest = seals[max(seals)]
    return {"sets": len(seals), "sealer": _tag(newest, b"d"), "cv": _tag(newest, b"cv"), "chain": "not checked"}


def _instance(seal: bytes) -> int:
    found = _INSTANCE.search(seal[:_LONGEST])
    return int(found[1]) if found else 0


def _tag(seal: bytes, name: bytes) -> str:
    for part in seal[:_LONGEST].split(b";"):
        tag, _, value = part.partition(b"=")
        if tag.strip().lower() == name:
            return shown(value, 100).lower()
    return ""
