"""Where in the page is a picture shown: in what was quoted, below the closing, in a link, how large? Looked up in the bytes."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import unquote_to_bytes

_REFERENCE = re.compile(rb"cid:([^\s\"'<>)&]{1,250}+)")
_SIDE = re.compile(rb"(?<![\w-])(width|height)\s*+[=:]\s*+[\"']?(\d{1,5}+)(?:px)?+(?=[\"'\s;>/])")
_BLOCK = re.compile(rb"<(/?)blockquote")
_MOST_BLOCKS = 2000
_MOST = 60
_TWINS = 3
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
    "atenciosamente;cordialmente;respeitosamente;att;atte;abraços;sds;best regards;kind regards;regards;sincerely;saludos;cordialement"
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
_LINK_ROOM = 1500


class Place:
    """Where a picture stands: looked up only as far as its size leaves a doubt. sides: as the page shows it, 0 where it does not say."""

    def __init__(self, page: "Page", at: Sequence[int], *, forwarded: bool = False) -> None:
        self._page = page
        self._at = at
        self.forwarded = forwarded

    @cached_property
    def quoted(self) -> bool:
        """In quoted history. What was forwarded is no history: it is what the mail is about."""
        return not self.forwarded and self._page.is_quoted(self._at[0])

    @cached_property
    def below(self) -> bool:
        """Below a closing, with no word about a picture between."""
        return self._page.is_below_closing(self._at[0])

    @cached_property
    def above(self) -> bool:
        """Above a closing, in the part that the person wrote."""
        return not self.below and self._page.is_above_closing(self._at[0])

    @cached_property
    def linked(self) -> bool:
        """Shown as a link."""
        return any(self._page.is_linked(at) for at in self._at)

    @cached_property
    def sides(self) -> tuple[int, int]:
        """(width, height). Outlook writes the same picture twice, and only the second time with its size."""
        found = [_sides(self._page.tag(at)) for at in self._at]
        return max(found, key=lambda sides: (min(sides) > 0, max(sides) > 0))


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

    def place(self, content_id: str, *, forwarded: bool) -> Place | None:
        """Where the page shows it; forwarded: the mail says that it passes on another."""
        found = self._named.get(content_id.encode("utf-8", "replace").lower(), [])
        return Place(self, found[:_TWINS], forwarded=forwarded) if found else None

    def tag(self, at: int) -> bytes:
        """The tag around a place."""
        begin = self._page.rfind(b"<", max(0, at - _LONGEST_TAG), at)
        end = self._page.find(b">", at, at + _LONGEST_TAG)
        return self._page[begin : end + 1] if begin >= 0 and end >= 0 else b""

    def is_linked(self, at: int) -> bool:
        """Whether this place stands in a link with no word before it."""
        last = self._page.rfind(b"<a ", max(0, at - _LINK_ROOM), at)
        if last < 0 or self._page.find(b"</a", last, at) >= 0:
            return False
        return self._page.find(b"href", last, at) >= 0 and not self._visible(last, at).strip()

    def is_quoted(self, at: int) -> bool:
        """Whether this place stands in history, or in a quotation that has not ended yet."""
        if at > self._history:
            return True
        return any(begin < at < end for begin, end in self._quotes)

    def is_below_closing(self, at: int) -> bool:
        """Whether a closing or a signature stands before this place, with no word about a picture between."""
        last = max((closing for closing in (*self._closings, *self._signatures) if closing < at), default=-1)
        return last >= 0 and _POINTS.search(self._visible(last, at)) is None

    def is_above_closing(self, at: int) -> bool:
        """Whether a closing stands between this place and history."""
        end = min([self._history, *(begin for begin, _ in self._quotes)])
        return any(at < closing < end for closing in self._closings)

    @cached_property
    def _history(self) -> int:
        """Where history begins that goes on to the end."""
        marks = [at for mark in _HISTORY if (at := self._page.find(mark)) >= 0]
        return min(marks, default=len(self._page))

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        """Quotations that end again: a blockquote that says it cites, with all that stands within."""
        found: list[tuple[int, int]] = []
        depth = begin = 0
        for mark in islice(_BLOCK.finditer(self._page), _MOST_BLOCKS):
            if not mark[1]:
                if not depth and not any(word in self._page[mark.end() : mark.end() + 500].partition(b">")[0] for word in _QUOTES):
                    continue
                begin, depth = begin if depth else mark.start(), depth + 1
            elif depth:
                depth -= 1
                if not depth:
                    found.append((begin, mark.start()))
        return [*found, (begin, len(self._page))] if depth else found

    @cached_property
    def _signatures(self) -> list[int]:
        """Where the clients' own marks of a signature stand."""
        return [at for mark in _SIGNATURES for at in islice(self._found(mark), _MOST)]

    @cached_property
    def _closings(self) -> list[int]:
        """Where words stand with which people close."""
        return [at for word in _CLOSING_WORDS for at in islice(self._found(word), _MOST) if self._stands_alone(at, len(word))]

    def _found(self, word: bytes) -> Iterator[int]:
        at = self._page.find(word)
        while at >= 0:
            yield at
            at = self._page.find(word, at + 1)

    def _visible(self, begin: int, end: int) -> bytes:
        """What can be read there, markup aside."""
        return re.sub(rb"<[^<>]*+>|<[^<>]*+\Z", b" ", self._page[max(begin, end - 20_000) : end])

    def _stands_alone(self, at: int, length: int) -> bool:
        """As the first word after a tag or line, with no letter behind it: not inside `atualizado`, nor inside a sentence."""
        before = self._page[max(0, at - 40) : at].rstrip(b" \t\r\n")
        return (not before or before.endswith((b">", b";"))) and not self._page[at + length : at + length + 1].isalnum()


def _sides(tag: bytes) -> tuple[int, int]:
    found = {side[1]: int(side[2]) for side in reversed(list(_SIDE.finditer(tag)))}
    return found.get(b"width", 0), found.get(b"height", 0)
