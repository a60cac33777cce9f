"""Where in the page is a picture shown: in what was quoted, below the closing, in a link, how large? Looked up in the bytes."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote_to_bytes

_REFERENCE = re.compile(rb"cid:([^\s\"'<>)&]{1,250}+)")
_SIDE = re.compile(rb"(?<![\w-])(width|height)\s*+[=:]\s*+[\"']?(\d{1,5}+)(?:px)?+(?=[\"'\s;>/])")
_MOST = 60
_LONGEST_TAG = 2000
_READ = 1_000_000
# From here on everything is history: what the clients put above the quoted mail.
_HISTORY = (
    b"divrplyfwdmsg",
    b"appendonsend",
    b"border:none;border-top:solid #e1e1e1",
    b"border:none;border-top:solid #b5c4df",
    b"border:none; border-top:solid #e1e1e1",
    b"ms-outlook-mobile-reference-message",
    b"mail-editor-reference-message",
    b"olk_src_body_section",
    b"-----mensagem original-----",
    b"-----original message-----",
    b'id="zwchr"',
    b"yahoo_quoted",
    b"replyheader",
)
_QUOTES = (b"gmail_quote", b'type="cite"', b"type=cite", b"border-left")
_CLOSINGS = (
    "atenciosamente;cordialmente;respeitosamente;att;atte;abraços;abra&ccedil;os;sds;best regards;kind regards;regards;sincerely;saludos"
    ";cordialement;mit freundlichen grüßen;cordiali saluti"
)
_CLOSING_WORDS = tuple(dict.fromkeys(word.encode(charset) for word in _CLOSINGS.split(";") for charset in ("utf-8", "cp1252")))
_SIGNATURES = (
    b"gmail_signature",
    b"moz-signature",
    b"ms-outlook-mobile-signature",
    b'id="signature"',
    b"applemailsignature",
    b"zimbra-sig",
)
_POINTS = re.compile(rb"\b(?:seguem?|prints?|telas?|abaixo)\b")
_LINK = re.compile(rb"<a\s[^>]{0,1000}href[^>]{0,1000}>\s{0,100}\Z")
_LINK_ROOM = 1200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture stands. sides: as the page shows it, (0, 0) where it does not say; above: a closing follows it."""

    quoted: bool
    below: bool
    above: bool
    linked: bool
    sides: tuple[int, int]


class Page:
    """The HTML of a mail, in which its pictures are looked up by Content-ID."""

    def __init__(self, content: bytes) -> None:
        self._page = content[:_READ].lower()

    @cached_property
    def _named(self) -> dict[bytes, list[int]]:
        found: dict[bytes, list[int]] = {}
        for number, reference in enumerate(_REFERENCE.finditer(self._page)):
            if number == 10 * _MOST:
                break
            name = reference[1]
            found.setdefault(unquote_to_bytes(name) if b"%" in name else name, []).append(reference.start())
        return found

    def shows(self, content_id: str) -> bool:
        """Whether the page refers to it."""
        return content_id.encode("utf-8", "replace").lower() in self._named

    def place(self, content_id: str) -> Place | None:
        """Where the page shows it first; Outlook writes the same picture twice, and only the second time with its size."""
        found = self._named.get(content_id.encode("utf-8", "replace").lower(), ())
        if not found:
            return None
        at, end = found[0], self._history
        tags = [self._tag(place) for place in found[:3]]
        sides = next((sides for tag in tags if min(sides := _sides(tag)) > 0), next((s for t in tags if max(s := _sides(t)) > 0), (0, 0)))
        below, above = self._closings(at, end)
        return Place(self._is_quoted(at), below, above, any(self._is_linked(place) for place in found[:3]), sides)

    def _tag(self, at: int) -> bytes:
        begin = self._page.rfind(b"<", max(0, at - _LONGEST_TAG), at)
        end = self._page.find(b">", at, at + _LONGEST_TAG)
        return self._page[begin : end + 1] if begin >= 0 and end >= 0 else b""

    def _is_linked(self, at: int) -> bool:
        begin = self._page.rfind(b"<", max(0, at - _LONGEST_TAG), at)
        before = self._page[max(0, begin - _LINK_ROOM) : begin]
        last = before.rfind(b"<a ")
        return last >= 0 and _LINK.match(before, last) is not None

    @cached_property
    def _history(self) -> int:
        """Where history begins that goes on to the end."""
        marks = [at for mark in _HISTORY if (at := self._page.find(mark)) >= 0]
        return min(marks, default=len(self._page))

    @cached_property
    def _quote(self) -> int:
        """Where the first quotation begins that may end again: a blockquote that says it cites."""
        at = self._page.find(b"<blockquote")
        for _ in range(_MOST):
            if at < 0:
                break
            tag = self._page[at : at + _LONGEST_TAG].partition(b">")[0]
            if any(mark in tag for mark in _QUOTES):
                return at
            at = self._page.find(b"<blockquote", at + 1)
        return len(self._page)

    def _is_quoted(self, at: int) -> bool:
        if at > self._history:
            return True
        if at < self._quote:
            return False
        return self._page.count(b"<blockquote", self._quote, at) > self._page.count(b"</blockquote", self._quote, at)

    def _closings(self, at: int, end: int) -> tuple[bool, bool]:
        """Whether a closing stands before this place with no word about a picture between, and whether one follows before history."""
        last = max((self._before(word, at) for word in _CLOSING_WORDS), default=-1)
        last = max([last, *(self._page.rfind(mark, 0, at) for mark in _SIGNATURES)])
        below = last >= 0 and _POINTS.search(self._visible(last, at)) is None
        above = not below and any(self._after(word, at, min(end, self._quote)) for word in _CLOSING_WORDS)
        return below, above

    def _visible(self, begin: int, end: int) -> bytes:
        """What can be read there, markup aside."""
        return re.sub(rb"<[^<>]*+>|<[^<>]*+\Z", b" ", self._page[max(begin, end - 20_000) : end])

    def _before(self, word: bytes, at: int) -> int:
        found = self._page.rfind(word, 0, at)
        for _ in range(5):
            if found < 0 or self._stands_alone(found, len(word)):
                return found
            found = self._page.rfind(word, 0, found)
        return -1

    def _after(self, word: bytes, at: int, end: int) -> bool:
        found = self._page.find(word, at, end)
        for _ in range(5):
            if found < 0 or self._stands_alone(found, len(word)):
                return found >= 0
            found = self._page.find(word, found + 1, end)
        return False

    def _stands_alone(self, at: int, length: int) -> bool:
        """As the first word after a tag or line, with no letter behind it: not inside `atualizado`, nor inside a sentence."""
        before = self._page[max(0, at - 40) : at].rstrip(b" \t\r\n")
        return (not before or before.endswith((b">", b";"))) and not self._page[at + length : at + length + 1].isalnum()


def _sides(tag: bytes) -> tuple[int, int]:
    found = {side[1]: int(side[2]) for side in reversed(list(_SIDE.finditer(tag)))}
    return found.get(b"width", 0), found.get(b"height", 0)
