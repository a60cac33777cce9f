"""Where do the parts of a multipart begin and end (RFC 2046, 5.1)? By its boundary, or by what its body shows of one."""

import re
from collections.abc import Iterator

_END = re.compile(rb"(--)?[ \t]*+\r?(?:\n|\Z)")
_HEADED = re.compile(rb"\s*+content-[a-z-]+[ \t]*+:", re.IGNORECASE)
_GUESS = re.compile(rb"(?<![^\n])--([^\r\n]{1,250}?)[ \t]*+\r?\n(?=content-[a-z-]+[ \t]*+:)", re.IGNORECASE)
_GUESS_WITHIN = 64 * 1024
_PAGE = re.compile(rb"\s*+(?:<!doctype html|<html)", re.IGNORECASE)
_LONGEST_STOCK = 500
_STOCK = re.compile(rb"multi-?part|mime", re.IGNORECASE)


def bodies(raw: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """(begin, stop, whether the closing delimiter stands there) of each part; begin is -1 for a line that only looks like
    a delimiter, and for one after which no part began.

    A missing last delimiter is forgiven; so is a missing first one, where fields or a delimiter show that a part stood there.
    Parts after the closing delimiter are read too: programs append some, and some use one boundary for two levels.
    """
    mark, opened, at = b"--" + boundary, -1, start
    first = True
    while boundary and (at := raw.find(mark, at, end)) >= 0:
        tail = _END.match(raw, at + len(mark), end)
        if tail is None or (at > start and raw[at - 1 : at] != b"\n"):
            at += len(mark)
            yield -1, -1, False
            continue
        closing = tail[1] is not None
        if first and ((closing and at > start) or _HEADED.match(raw, start, at)):
            opened = start
        if opened >= 0:
            yield opened, before_line_end(raw, opened, at), closing
        elif not first:
            yield -1, -1, closing
        first = False
        at = tail.end()
        opened = -1 if closing else at
    if opened >= 0:
        yield opened, end, False


def guess(raw: bytes, start: int, end: int) -> bytes:
    """The boundary that the body shows: its first line that begins with `--` and has the fields of a part below it; b'' for none."""
    found = _GUESS.search(raw, start, min(end, start + _GUESS_WITHIN))
    return found[1] if found else b""


def untold(raw: bytes, start: int, end: int) -> tuple[str, str]:
    """(media type, boundary) of the body of a mail without Content-Type: plain text, unless it can only be a page or a multipart."""
    if is_page(raw, start, end):
        return "text/html", ""
    boundary = guess(raw, start, end)
    if boundary and raw.find(b"\n--" + boundary + b"--", start, end) >= 0 and not around(raw, start, end, boundary):
        return "multipart/mixed", boundary.decode("utf-8", "replace")
    return "text/plain", ""  # with words above it, it may be a mail that was sent back, or quoted


def is_page(raw: bytes, start: int, end: int) -> bool:
    """Whether the body is HTML as a whole."""
    return _PAGE.match(raw, start, end) is not None


def around(raw: bytes, start: int, end: int, boundary: bytes) -> bytes:
    """The words before the first part, without the sentence for programs that know no MIME."""
    at = raw.find(b"--" + boundary, start, end)
    before = raw[start:at].strip() if at > start else b""
    return b"" if len(before) < _LONGEST_STOCK and _STOCK.search(before) else before


def before_line_end(raw: bytes, start: int, at: int) -> int:
    """The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1)."""
    if at > start and raw[at - 1 : at] == b"\n":
        at -= 1
        if at > start and raw[at - 1 : at] == b"\r":
            at -= 1
    return at
