"""What did a trusted hop find? One Authentication-Results header (RFC 8601), read tolerantly and believed strictly.

The real headers of Microsoft, Exim and others break the grammar in ways that a strict parser refuses. Whatever here is not
understood in full makes the header unreadable, and an unreadable header proves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gateway.people.aligned import domains
from gateway.people.aligned.verdict import BORDER, PASS, TOPMOST

_LONGEST = 16_000
_DEEPEST = 20  # comments within comments
# A quotation with its backslashes, a sign of its own, or what stands between these. In a comment quotation marks are plain text.
_OUTSIDE = re.compile(r'"(?:[^"\\]|\\.)*+"|[();]|\\.|[^"();\\]++', re.DOTALL)
_IN_COMMENT = re.compile(r"[()]|\\.|[^()\\]++", re.DOTALL)
_METHOD = re.compile(r"\s*([\w-]+)\s*(?:/\s*\d+\s*)?=\s*([\w-]+)(?=\s|\Z)")
_PROPERTY = re.compile(r'(?:^|(?<=\s))([\w-]+(?:\s*\.\s*[\w-]+)?)\s*=\s*("(?:[^"\\]|\\.)*+"|[^\s"]*+)')
_COMMENT = re.compile(r"\([^()]*\)")
_BEGINS = re.compile(r"\s*dmarc\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r'\s*("(?:[^"\\]|\\.)*+"|[^\s"=]++)(?:\s+\d+)?\s*')


@dataclass(frozen=True, slots=True)
class Results:
    """One header. authserv: who wrote it, lower case, '' when it does not say; text: as it stands in the mail.

    dmarc: its word ('' none, 'unreadable', 'contradiction'); header_from: the domain (or address) that this is about.
    """

    authserv: str
    text: str
    dmarc: str = ""
    header_from: str = ""

    def passes(self, sender: str) -> bool:
        """Whether it says that DMARC passes for the domain of this address."""
        named = self.header_from
        if "@" in named:
            return self.dmarc == PASS and named == sender
        domain = domains.of_address(sender)
        return self.dmarc == PASS and bool(domain) and domains.ascii_name(named) == domain


def trusted(headers: Sequence[bytes], hop: str, authservs: Sequence[str]) -> Results | None:
    """The one header that counts, or None. headers: their values, topmost first.

    Behind a border the topmost that one of `authservs` signed with its name; in a mailbox 'topmost' the very first, whoever wrote it.
    Those further down may be anybody's.
    """
    if hop == TOPMOST:
        return read(headers[0]) if headers else None
    ours = {name.strip().lower() for name in authservs} - {""}
    if hop == BORDER and ours:
        return next((found for found in map(read, headers) if found.authserv in ours or _nameless(found)), None)
    return None


def _nameless(found: Results) -> bool:
    """Whether nobody can tell whose it is: it may be the genuine one, so what stands below it is not believed."""
    return found.dmarc == "unreadable" and not found.authserv


def read(value: bytes) -> Results:
    """Reads the value of one header, folded or not."""
    text = value.decode("latin-1").strip()
    if len(text) > _LONGEST:
        return Results(_identifier(text[:_LONGEST].partition(";")[0]), text[:_LONGEST], "unreadable")
    parts = _parts(text)
    if parts is None:
        return Results(_identifier(text.partition(";")[0]), text, "unreadable")
    named = not _METHOD.match(parts[0])  # Microsoft begins with a result at once
    authserv = _identifier(parts[0]) if named else ""
    found = {about for part in parts[1 if named else 0 :] if (about := _dmarc(part))}
    if len(found) > 1:
        return Results(authserv, text, "contradiction")
    word, header_from = found.pop() if found else ("", "")
    return Results(authserv, text, word, header_from)


def _parts(text: str) -> list[str] | None:
    """What stands between semicolons, comments taken out; None when a quotation or a comment has no end."""
    parts: list[list[str]] = [[]]
    depth = at = 0
    while at < len(text):
        piece = (_IN_COMMENT if depth else _OUTSIDE).match(text, at)
        depth += {"(": 1, ")": -1}.get(piece[0], 0) if piece else 0
        if piece is None or not 0 <= depth <= _DEEPEST:
            return None
        at = piece.end()
        if piece[0] == ";" and not depth:
            parts.append([])
        else:
            parts[-1].append(" " if depth or piece[0] == ")" else piece[0])
    return None if depth else ["".join(part) for part in parts]


def _identifier(part: str) -> str:
    found = _IDENTIFIER.fullmatch(_COMMENT.sub(" ", part) if "(" in part else part)
    return _plain(found[1]).lower() if found else ""


def _dmarc(part: str) -> tuple[str, str] | None:
    """(result, header.from) when this part is about DMARC."""
    method = _METHOD.match(part)
    if not method or method[1].lower() != "dmarc":
        # A method that cannot be read must not hide a result: `dmarc = fail!`.
        return ("unreadable", "") if _BEGINS.match(part) else None
    about: set[str] = set()
    for written, value in _PROPERTY.findall(part[method.end() :]):
        name = "".join(written.split()).lower()
        if name == "header.from":
            about.add(_plain(value).lower().removesuffix("."))
        elif name == "dmarc":  # a semicolon is missing, and nobody knows where
            return "unreadable", ""
    if len(about) > 1:
        return "contradiction", ""
    return method[2].lower(), about.pop() if about else ""


def _plain(value: str) -> str:
    """Without quotation marks."""
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
