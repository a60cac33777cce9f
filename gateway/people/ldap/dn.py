"""When are two distinguished names the same? Compared without case, blanks and ways of escaping (RFC 4514)."""

import re

from gateway.people.directory import mail_key

Key = tuple[frozenset[tuple[str, str]], ...]
"""A DN for comparing: for each RDN, from the leaf up, its attributes with their values."""

_ESCAPE = re.compile(r"(?:\\[0-9A-Fa-f]{2})+|\\(.)", re.DOTALL)


def dn_key(dn: str) -> Key:
    """The DN for comparing; whatever is no DN is equal to itself only."""
    return tuple(frozenset(_pair(part, dn) for part in _split(rdn, "+")) for rdn in _split(dn, ",")) if dn else ()


def under(key: Key, base: Key) -> bool:
    """Whether the entry is the base or stands below it."""
    return len(key) >= len(base) and key[len(key) - len(base) :] == base


def leaf(dn: str) -> tuple[str, str]:
    """Attribute and value by which the entry is named below its parent; ('', '') when it cannot be told."""
    attribute, equals, value = _split(_split(dn, ",")[0], "+")[0].partition("=")
    return (attribute.strip(), _plain(value)) if equals and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", attribute.strip()) else ("", "")


def _split(text: str, sign: str) -> list[str]:
    """Parts between unescaped signs; the older form with quotes is left as it stands."""
    return re.findall(rf"(?:\\.|[^\\{sign}])+", text, re.DOTALL) or [text]


def _pair(part: str, whole: str) -> tuple[str, str]:
    attribute, equals, value = part.partition("=")
    return (attribute.strip().lower(), mail_key(_plain(value))) if equals else ("", whole)


def _plain(value: str) -> str:
    """The value without escapes. Blanks at its ends count only when escaped."""
    stripped = re.sub(r"(?<!\\)\s+$", "", value.lstrip())
    return _ESCAPE.sub(_unescaped, stripped)


def _unescaped(found: re.Match[str]) -> str:
    return found[1] if found[1] is not None else bytes.fromhex(found[0].replace("\\", "")).decode("utf-8", "replace")
