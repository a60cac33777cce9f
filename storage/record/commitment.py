"""How is a value spelt for a hash, and how does a hash hold a personal value without telling it?"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from storage.tables import clean

SALT_BYTES = 16


def canonical(value: Mapping[str, Any]) -> str:
    """One spelling for one value: JSON with sorted keys, no blanks, instants in ISO 8601 UTC."""
    return clean(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=plain))


def plain(value: object) -> str:
    """An instant as it stands in the record: ISO 8601, UTC. Raises TypeError for anything else that JSON does not know."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the record")


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def new_salt() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, value: str) -> str:
    """SHA-256('c1' + salt + value), hex: says nothing about the value once the salt is gone.

    A bare hash would: there are only a thousand million valid CPFs.
    """
    return hashlib.sha256(b"c1" + salt + value.encode("utf-8", "replace")).hexdigest()
