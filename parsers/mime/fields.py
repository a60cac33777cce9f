"""Which header fields stand at the top of these bytes, and where does the body begin? Within a budget."""

import re

_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+:((?:[^\n]*+\n[ \t])*+[^\n]*+)(?:\n|\Z)")
# A header without faults, at one go: (name, value, '') for each field, ('', '', line) for a line that is none.
_WHOLE = re.compile(rb"([!-9;-~]++)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)\n|([^\n]*+\n)")
_HEADER_BYTES = 256 * 1024
_HEADER_LENGTH = 64 * 1024
_HEADERS = 1000
_FEWEST = 2  # fields; one alone may be a line of a letter
_WELL_KNOWN = (
    rb"(?:content-[a-z]+|mime-version|message-id|received|date|from|to|cc|subject|reply-to|return-path|sender|in-reply-to|references"
    rb"|x-[\w-]+|dkim-signature|arc-[a-z-]+|authentication-results|delivered-to|importance|thread-[a-z]+|user-agent)[ \t]*+:"
)
# What mailbox files, editors and pipes put before a header: a byte order mark, empty lines, envelope lines (not `From :`).
_ABOVE = re.compile(
    rb"(?:\xef\xbb\xbf)?+(?:[ \t]*+\r?\n)*+(?=>?From |" + _WELL_KNOWN + rb")(?:>?From (?![ \t]*+:)[^\n]*+\n)*+", re.IGNORECASE
)
# Lines amid a header that are no field, and the field after them.
_ENVELOPE = re.compile(rb">?From (?![ \t]*+:)[^\n]*+\n")
_STRAY = re.compile(rb"(?:(?!\r?\n|--)[^\n]{0,998}+\n){1,3}?(?=" + _WELL_KNOWN + rb")", re.IGNORECASE)
Found = dict[str, tuple[bytes, ...]]
ONCE = ("from", "subject", "date", "message-id", "to", "content-type")
_PARAMETERS = re.compile(rb"([\w*-]{1,60}+=[^\n]{1,998}+)\n\r?\n")
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})
# Fields that programs fold without the blank that a fold needs.
_GO_ON = frozenset({"subject", "references", "content-type", "content-disposition"})


def read(raw: bytes, start: int, end: int, *, strict: bool = False) -> tuple[Found, int, str]:
    """(raw values by lower-case name, where the body begins, defect word or '').

    A line that is no field ends the header, as in every parser (`separator`), unless well-known fields go on after it up to
    an empty line (`stray`); beyond the budget (`headers`) what was read so far is given: 256 KiB in all, 64 KiB and 1,000 fields.
    """
    if quick := _faultless(raw, start, end):
        return (*quick, "")
    found: Found = {}
    at, count, limit = start, 0, min(end, start + _HEADER_BYTES)
    name = ""
    while match := _FIELD.match(raw, at, limit):
        count += 1
        named, value = match.groups()
        at = match.end()
        if count > _HEADERS or len(value) > _HEADER_LENGTH or at == limit < end:
            return found, match.start(), "headers"
        name = named.lower().decode()
        found[name] = (*found[name], value) if name in found else (value,)
    if raw.startswith(b"\r\n", at, end):
        return found, at + 2, ""
    if raw.startswith(b"\n", at, end):
        return found, at + 1, ""
    if strict or at >= end:
        return found, at, "separator" if strict or at < end else ""
    return _after_stray(raw, at, end, found, name)


def _faultless(raw: bytes, start: int, end: int) -> tuple[Found, int] | None:
    """The fields and where the body begins, if all lines up to an empty one are fields and within the budget."""
    first = raw.find(b"\n", start, end)
    blank = b"\n\r\n" if raw[first - 1 : first] == b"\r" else b"\n\n"
    last = raw.find(blank, first, min(end, start + _HEADER_LENGTH)) if first > start else -1
    if last < 0:
        return None
    found: Found = {}
    fields = _WHOLE.findall(raw[start : last + 1])
    for named, value, stray in fields:
        if stray:
            return None
        name = named.lower().decode()
        found[name] = (*found[name], value) if name in found else (value,)
    return (found, last + len(blank)) if len(fields) <= _HEADERS else None


def _after_stray(raw: bytes, at: int, end: int, found: Found, last: str) -> tuple[Found, int, str]:
    """The header goes on after a line that is no field, if all up to the empty line are fields and none stands there again."""
    if last in _WITH_PARAMETERS and found[last][-1].rstrip().endswith(b";") and (cut := _PARAMETERS.match(raw, at, end)):
        found[last] = (*found[last][:-1], found[last][-1] + b" " + cut[1])
        return found, cut.end(), "stray"
    stray = _ENVELOPE.match(raw, at, end) or _STRAY.match(raw, at, end)
    if stray is None:
        return found, at, "separator"
    more, body_at, trouble = read(raw, stray.end(), end, strict=True)
    again = any(name in found and name in more for name in ONCE)
    # Below the fields of a part no field of a mail follows: those are the words of the part.
    words = bool(found) and _are_of_part(found) and not _are_of_part(more)
    if trouble or again or words or len(found) + len(more) < _FEWEST:
        return found, at, "separator"
    if last in _GO_ON:
        found[last] = (*found[last][:-1], found[last][-1].rstrip(b"\r") + b"\n " + stray[0].rstrip(b"\r\n"))
    for name, values in more.items():
        found[name] = (*found.get(name, ()), *values)
    return found, body_at, "stray"


def _are_of_part(names: Found) -> bool:
    return all(name.startswith(("content-", "x-")) for name in names)


def above(raw: bytes) -> int:
    """Where the header begins: after what is no part of it."""
    found = _ABOVE.match(raw)
    return found.end() if found else 0


def of(raw: bytes) -> Found:
    """Only the fields: of a returned message, or of one block of a delivery status."""
    return read(raw, 0, len(raw))[0]
