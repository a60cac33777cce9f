"""How is evidence written down? As short printable ASCII: what strangers wrote never reaches a row or a screen as it came."""

import json
import re
from collections.abc import Mapping
from typing import Any

BYTES = 16_000
"""The most that the facts about one mail take, as JSON."""

_WHITE = re.compile(r"\s+")
_STRANGE = re.compile(r"[^ -~]")


def shown(text: str | bytes, longest: int) -> str:
    """The text in one line of printable ASCII, others as '?', cut to `longest` characters."""
    if isinstance(text, bytes):
        text = text[: 8 * longest].decode("latin-1")
    return _STRANGE.sub("?", _WHITE.sub(" ", text[: 8 * longest]).strip())[:longest]


def within(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, without what is least needed if they are too long: the names of other signers, then long texts of failed keys."""
    kept = dict(facts)
    if _size(kept) > BYTES:
        kept.pop("others", None)
    if _size(kept) > BYTES:
        kept["dkim"] = [_without_key(row) for row in kept.get("dkim", [])]
    return kept


def _without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key" or row["verdict"] == "pass"}


def _size(facts: Mapping[str, Any]) -> int:
    return len(json.dumps(facts))
