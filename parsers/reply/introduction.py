"""What introduces history in these lines: an attribution, a header block, a separator, or several of them in a row?"""

from dataclasses import dataclass

from parsers.reply.attribution import attribution, could_attribute, is_inline, may_end_attribution
from parsers.reply.header import Headers, bare_label, could_label
from parsers.reply.lines import Lines
from parsers.reply.marks import Marks, is_marked
from parsers.reply.notes import SUBJECTS, drawn_header
from parsers.reply.separator import asks_above, is_groupwise, is_ruled, separates

GAP = 8  # blank lines between an introduction and what it introduces
_LAYERS = 4  # a separator, then an attribution, then a header block
_WRAP = 5
_WORDS_ALONE = range(9, 140)  # characters of a separator that is words and a colon, without a rule
# Looks at lines that could introduce history, and at those of them that have passed a first look: no mail that a person reads has more.
_MOST_LOOKS = 12000
_MOST_CLOSE_LOOKS = 2500


@dataclass(frozen=True, slots=True)
class Introduction:
    """The lines from `first` up to `end` introduce history. kind: `attribution`, `header`, `separator`; `forward` where all below is."""

    first: int
    end: int
    kind: str


class Introductions:
    """Finds them, looking closely at no more lines than a person would send."""

    def __init__(self, lines: Lines, marks: Marks) -> None:
        self._lines = lines
        self._marks = marks
        self._headers = Headers(lines)
        self._looks = 0
        self._close_looks = 0

    def at(self, at: int, floor: int) -> Introduction | None:
        """What introduces history at this line, which is its first, or the last of an attribution that begins at `floor` or below."""
        self._looks += 1
        if self._looks > _MOST_LOOKS:
            return None
        return self._separator(at) or self._header(at, floor) or self._attribution(at, floor)

    def attribution_length(self, last: int, floor: int) -> int:
        """How many lines an attribution has that ends here; 0 where none does."""
        if self._close_looks > _MOST_CLOSE_LOOKS or not may_end_attribution(self._lines.raw[last]):
            return 0
        quoted = self._quoted_after(last + 1)
        if not could_attribute(self._lines, last, quoted=quoted):
            return 0
        self._close_looks += 1
        return attribution(self._lines, last, floor, quoted=quoted)

    def _separator(self, at: int) -> Introduction | None:
        line = self._lines.raw[at]
        ruled = is_ruled(line) or is_groupwise(line)
        if not ruled and not (len(line) in _WORDS_ALONE and line.rstrip()[-1:] in ":：>"):
            return None
        if ruled and asks_above(line):
            return Introduction(at, at + 1, "forward")
        kind = separates(self._lines, at)
        if not kind:
            return None
        below = self._lines.written(at + 1, GAP)
        if kind == "forward" and below is not None and is_marked(self._lines.raw[below]):
            kind = "original"  # the marks are the forward's own, so that unmarked lines are none of it
        end = self._labelled(self._more(at + 1))
        if kind == "maybe" and end == at + 1 and not self._quoted_after(end):
            return None
        return Introduction(at, end, "forward" if kind == "forward" else "separator")

    def _header(self, at: int, floor: int) -> Introduction | None:
        line = self._lines.raw[at]
        if could_label(line) and (end := self._header_end(at)):
            return Introduction(at, self._more(end), "header")
        if line.strip() in SUBJECTS:
            first, end = drawn_header(self._lines, at, floor)
            return Introduction(first, end, "header") if end else None
        return None

    def _header_end(self, at: int) -> int:
        if self._close_looks > _MOST_CLOSE_LOOKS or not self._headers.could_begin(at):
            return 0
        self._close_looks += 1
        return self._headers.end(at, self._marks.begin)

    def _attribution(self, at: int, floor: int) -> Introduction | None:
        count = self.attribution_length(at, floor)
        if count:
            return Introduction(at - count + 1, self._more(at + 1), "attribution")
        if not is_inline(self._lines.raw[at]):
            return None
        news = at + 1 < len(self._lines) and self._lines.raw[at + 1].startswith("news:")
        return Introduction(at, at + 1 + int(news), "attribution")

    def _labelled(self, end: int) -> int:
        """Behind the lines below a separator that begin as a header's do, where quoted lines follow: an incomplete header."""
        behind = end
        while behind < min(end + GAP, len(self._lines)) and (self._headers.could_begin(behind) or bare_label(self._lines.raw[behind])):
            behind += 1
        return behind if behind > end and self._quoted_after(behind) else end

    def _quoted_after(self, at: int) -> bool:
        return self._marks.begin(self._lines.written(at, GAP))

    def _more(self, end: int) -> int:
        """Behind what stands between an introduction and its history: a header block below a separator, an attribution below a rule."""
        for _ in range(_LAYERS):
            first = self._lines.written(end, GAP)
            if first is None or self._marks.begin(first):
                break
            behind = self._header_end(first) or self._attributed(first) or (first + 1 if separates(self._lines, first) else 0)
            if not behind:
                break
            end = behind
        return end

    def _attributed(self, first: int) -> int:
        """Behind the attribution that begins with this line, 0 where none does."""
        for last in range(first, min(first + _WRAP, len(self._lines))):
            if self.attribution_length(last, first) == last - first + 1:
                return last + 1
        return 0
