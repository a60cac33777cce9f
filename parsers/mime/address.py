"""Which mail addresses stand in this header? Lenient for recipients and for show, one plain shape only for an author; linear."""

import re
from collections.abc import Iterator

_BETWEEN = re.compile(r"[,;]")
_LOCAL = r"[^\s@\"()<>,:;\\\[\]]{1,64}+"
_DOMAIN = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*"
_ADDRESS = re.compile(rf"{_LOCAL}@{_DOMAIN}\Z")
# A display name: quoted strings, encoded words and words without specials (RFC 5322, 3.2.3). Everything else names nobody.
_DISPLAY = r"""(?:"(?:[^"\\]|\\.)*+"|=\?[^?\s@<>()"]++\?[bBqQ]\?[^?\s@<>()"]*+\?=|[^"\\()<>@,;:])*+"""
_MAILBOX = re.compile(rf"({_DISPLAY})<([^<>]*+)>\Z")
# Addresses as people would point at them, in what is broken: a quoted local part, a domain literal, blanks around the `@` are fine.
_SEEN = re.compile(
    r"""("(?:[^"\\@]|\\.){1,64}+"|[^\s@"()<>,:;\\\[\]']{1,64}+)\s{0,3}+@\s{0,3}+([^\s@"()<>,:;\\\[\]']{1,254}+|\[[0-9A-Za-z:.]{3,50}+\])""",
)
_ANGLED = re.compile(r"<([^<>]*+)(?:>|\Z|(?=<))")
_STRING = re.compile(r'"(?:[^"\\]|\\.){0,500}+"(?!\s{0,3}+@)|\([^()]*+\)')
_UNCLOSED = {ord('"'): " ", ord("("): " ", ord(")"): " "}
_NESTED = 3  # comments in comments
_MOST_ADDRESSES = 500
_LONGEST_ADDRESS = 254


def lower(address: str) -> str:
    """ASCII letters in lower case, the others as written: Unicode case folding would turn the Kelvin sign into a `k`."""
    return address.encode("utf-8", "replace").lower().decode("utf-8")


def recipients(value: str) -> tuple[str, ...]:
    """The addresses of a To or Cc line in lower case, in order, at most 500; names, comments and groups are dropped."""
    found: list[str] = []
    for piece in _pieces(value) if "@" in value else ():
        address = piece.rpartition(":")[2].strip(" <>'")
        if len(address) > _LONGEST_ADDRESS or not _ADDRESS.match(address):
            address = _pointed_at(piece)
        if address:
            found.append(lower(address))
            if len(found) == _MOST_ADDRESSES:
                break
    return tuple(found)


def _pieces(value: str) -> Iterator[str]:
    """What stands between the commas (Outlook: semicolons), or in the angle brackets there, without quoted strings and comments.

    A quote or comment that is never closed hides nothing, and a comma ends an address whose `>` is missing.
    """
    if '"' in value or "(" in value:
        closed = value.count('"') % 2 == 0 and value.count("(") == value.count(")")
        value = _without_strings(value) if closed else value.translate(_UNCLOSED)
    for piece in _BETWEEN.split(value):
        if "<" in piece:
            yield from _ANGLED.findall(piece)
        else:
            yield piece


def _without_strings(value: str) -> str:
    for _ in range(_NESTED):
        value = _STRING.sub(" ", value)
        if "(" not in value:
            break
    return value


def seen(value: str) -> str:
    """The first address that a person would see in a From line, as written, '' for none: to be shown, never to be trusted."""
    if "@" not in value:
        return ""
    return next(filter(None, map(_pointed_at, (*_pieces(value), value))), "")


def _pointed_at(text: str) -> str:
    """The first address in the text, however it is broken."""
    for found in _SEEN.finditer(text) if "@" in text else ():
        domain = found[2].strip(".'")
        if domain and len(found[1]) + len(domain) < _LONGEST_ADDRESS:
            return f"{found[1]}@{domain}"
    return ""


def author(value: str) -> tuple[str, str]:
    """(address in lower case, display name still encoded) of a From in its one plain shape, else ('', '').

    Plain is `a@b`, `<a@b>` and `name <a@b>`. Two addresses, a group, a comment, a route, a quoted local part, an `@` in a
    bare name or an encoded word in the address may each be read differently by someone else, so they identify nobody.
    """
    display, address = "", value
    if value.endswith(">"):
        match = _MAILBOX.match(value)
        if match is None:
            return "", ""
        display, address = match[1].strip(), match[2]
    if len(address) > _LONGEST_ADDRESS or "=?" in address or not address.isprintable() or not _ADDRESS.match(address):
        return "", ""
    local = address.partition("@")[0]
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return "", ""
    return lower(address), display
