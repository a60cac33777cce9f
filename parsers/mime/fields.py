"""Which header fields stand at the top of these bytes, and where does the body begin? Within a budget."""

import re

_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+:((?:[^\n]*+\n[ \t])*+[^\n]*+)(?:\n|\Z)")
_HEADER_BYTES = 256 * 1024
_HEADER_LENGTH = 64 * 1024
_HEADERS = 1000


def read(raw: bytes, start: int, end: int) -> tuple[dict[str, tuple[bytes, ...]], int, str]:
    """(raw values by lower-case name, where the body begins, defect word or '').

    The first line that is no field ends the header, as in every parser (`separator`); beyond the budget (`headers`)
    what was read so far is given: 256 KiB in all, 64 KiB and 1,000 fields.
    """
    found: dict[str, tuple[bytes, ...]] = {}
    at, count, limit = start, 0, min(end, start + _HEADER_BYTES)
    while at < limit and (match := _FIELD.match(raw, at, limit)):
        count += 1
        if count > _HEADERS or len(match[2]) > _HEADER_LENGTH or match.end() == limit < end:
            return found, at, "headers"
        name = match[1].decode("ascii").lower()
        found[name] = (*found.get(name, ()), match[2])
        at = match.end()
    if raw.startswith(b"\r\n", at, end):
        return found, at + 2, ""
    if raw.startswith(b"\n", at, end):
        return found, at + 1, ""
    return found, at, "separator" if at < end else ""


def of(raw: bytes) -> dict[str, tuple[bytes, ...]]:
    """Only the fields: of a returned message, or of one block of a delivery status."""
    return read(raw, 0, len(raw))[0]
