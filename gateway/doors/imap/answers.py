"""What does the server's answer to a FETCH say? (RFC 3501, 7.4.2.) Pure; nonsense is left out, never an error.

Its attributes come in any order, before and behind a literal, and flags that nobody asked for stand in between.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from gateway.doors.imap import uidsets

Part = bytes | tuple[bytes, bytes] | None
"""What imaplib hands back: a line, or the text before a literal together with the literal; the text behind it is the next part."""

Item = dict[bytes, bytes | None]
"""The attributes of one mail: name in upper case -> value; None for NIL and for lists."""

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

YEARS = range(1971, 9999)  # every instant of these can be told in any zone; servers show broken dates as 1970 or 1901

_OPENING = re.compile(rb"\s*\d+\s+\(")
_ANNOUNCED = re.compile(rb"~?\{\d+\+?\}$")
_TOKEN = re.compile(
    rb"""\s*(?:
    (?P<bracket>[()])
    | "(?P<quoted>(?:[^"\\]|\\.)*)"
    | (?P<atom>[^\s()"\[]+(?:\[[^\]]*\](?:<\d+>)?)?)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_INSTANT = re.compile(r"\s?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")

Token = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as its server describes it. size: octets, advisory (RFC 3501, 2.3.4: what is fetched is the truth).

    internal_date: when it arrived, in UTC; None when the server's date cannot be read.
    """

    uid: int
    size: int
    internal_date: datetime | None


def listed(data: Sequence[Part]) -> list[Listed]:
    """Who said a size or a date, by UID."""
    found = {}
    for item in _items(data):
        uid = _number(item.get(b"UID"))
        if uid and (b"RFC822.SIZE" in item or b"INTERNALDATE" in item):
            found[uid] = Listed(uid, _number(item.get(b"RFC822.SIZE")), instant(item.get(b"INTERNALDATE")))
    return [found[uid] for uid in sorted(found)]


def bodies(data: Sequence[Part]) -> dict[int, bytes]:
    """UID -> the whole mail; those without one (NIL) are absent."""
    return _texts(data, b"BODY[]")


def piece(data: Sequence[Part], uid: int, offset: int) -> bytes | None:
    """The piece of one mail that begins at the offset; None when there is none."""
    return _texts(data, b"BODY[]<%d>" % offset).get(uid)


def copied(said: Sequence[Part], uids: Sequence[int]) -> tuple[int, dict[int, int]]:
    """What COPYUID tells (RFC 4315, 3): the folder's UIDVALIDITY, and old -> new UID of those asked for; 0 and {} when it is missing."""
    validity, found, asked = 0, dict[int, int](), set(uids)
    for one in said:
        words = one.decode("ascii", "replace").partition("]")[0].split() if isinstance(one, bytes) else []
        with suppress(ValueError):
            number, old, new = words
            pairs = zip(uidsets.read(old, len(asked)), uidsets.read(new, len(asked)), strict=True)
            validity, told = int(number), dict(pairs)
            found.update({before: after for before, after in told.items() if before in asked})
    return validity, found


def instant(said: bytes | None) -> datetime | None:
    """An INTERNALDATE, ` 7-Nov-2026 10:00:00 -0300`, in UTC; None when it is none, or no time at which a mail can have arrived."""
    parts = _INSTANT.fullmatch((said or b"").decode("ascii", "replace"))
    if parts is None:
        return None
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes = parts.groups()
    with suppress(ValueError, OverflowError):
        away = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
        zone = timezone(-away if sign == "-" else away)
        number = MONTHS.index(month.upper()) + 1
        found = datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone).astimezone(UTC)
        return found if found.year in YEARS else None
    return None


def _texts(data: Sequence[Part], name: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for item in _items(data):
        uid, text = _number(item.get(b"UID")), item.get(name)
        if uid and text is not None:
            found.setdefault(uid, text)
    return found


def _number(said: bytes | None) -> int:
    return int(said) if said and len(said) <= 18 and said.isdigit() else 0  # noqa: PLR2004 - RFC 9051: 63 bits


def _items(data: Sequence[Part]) -> Iterator[Item]:
    """What is said of each mail. A text that does not end in a literal ends the mail it belongs to."""
    parts: list[Part] = []
    for part in data:
        parts.append(part)
        if not isinstance(part, tuple):
            item = _item(list(_tokens(parts)))
            if item:
                yield item
            parts = []


def _tokens(parts: Sequence[Part]) -> Iterator[Token]:
    """Brackets, words and strings of one mail's answer; empty when it does not begin as one."""
    for number, part in enumerate(parts):
        literal = part[1] if isinstance(part, tuple) else None
        text = _ANNOUNCED.sub(b"", part[0]) if isinstance(part, tuple) else part or b""
        at = 0
        if number == 0:
            opening = _OPENING.match(text)
            if opening is None:
                return
            at = opening.end()
        end = len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None:
                return
            at = found.end()
            kind = str(found.lastgroup)
            yield kind, _ESCAPED.sub(rb"\1", found[kind]) if kind == "quoted" else found[kind]
        if literal is not None:
            yield "literal", literal


def _item(tokens: list[Token]) -> Item:
    """Names and values up to the closing bracket; empty when that is missing or something else is out of order."""
    item: Item = {}
    name = b""
    depth = 1
    for kind, text in tokens:
        if kind == "bracket":
            depth += 1 if text == b"(" else -1
            if depth == 0:
                return {} if name else item
            if depth == 1 and text == b")" and name:
                item.setdefault(name, None)
                name = b""
        elif depth == 1 and name:
            item.setdefault(name, None if kind == "atom" and text.upper() == b"NIL" else bytes(text))
            name = b""
        elif depth == 1:
            if kind != "atom":
                return {}
            name = text.upper()
    return {}
