"""Which stretches of a mail did the person write, and where does only history follow?"""

from collections.abc import Iterable

from parsers.reply.attribution import could_introduce, introduction, may_introduce
from parsers.reply.header import Headers, could_label
from parsers.reply.lines import Lines
from parsers.reply.marks import Marks, is_marked
from parsers.reply.separator import above, is_groupwise, is_ruled, lead, separates

_GAP = 8  # blank lines between an introduction and what it introduces
_LAYERS = 4  # a separator, then an attribution, then a header block
_WRAP = 5
# Looks at lines that could introduce history, and at those of them that have passed a first look: no mail that a person reads has more.
_MOST_LOOKS = 12000
_MOST_CLOSE_LOOKS = 2500
_SHORTEST_SEPARATOR = 8
_ANSWER = 8  # lines of an answer that was typed between the attribution and the marked lines


# What a line must hold to be looked at; each is a search that costs next to nothing.
_RULES = frozenset("-–—_=*#~+|<[ \t\u00a0")
_WITHOUT_COLON = ("escreveu", "wrote", "escribi")


class History:
    """A walk down the lines. Only those are looked at that could be a mark, a label, a separator or the end of an attribution."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines
        self._headers = Headers(lines)
        self._marks = Marks(lines)
        self._looks = 0
        self._close_looks = 0

    def written(self) -> list[range]:
        """The stretches without quoted lines, in their order."""
        stretches: list[range] = []
        begin = self._walk(self._suspects(0), 0, stretches)
        stretches.append(range(begin, len(self._lines)))
        return above(self._text, self._lines, [stretch for stretch in stretches if stretch])

    def _suspects(self, start: int) -> list[int]:
        """The lines worth a look, in their order."""
        text, raw, other = self._text, self._lines.raw, self._marks.other
        found = {at for at, line in enumerate(raw) if ":" in line}
        found.update(at for at, line in enumerate(raw) if line[:1] in _RULES and is_ruled(line))
        for sign in (">", "＞", "&gt;", "：", *_WITHOUT_COLON, *((other,) if other else ())):
            if sign in text:
                found.update(at for at, line in enumerate(raw) if sign in line)
        if "\t" in text:
            found.update(at for at, line in enumerate(raw) if "\t" in line and could_label(line))
        return sorted(at for at in found if at >= start)

    def _walk(self, suspects: Iterable[int], begin: int, stretches: list[range]) -> int:
        """Adds the stretches that end at a quotation; where the last one begins, behind the last line when only history follows."""
        marks = self._marks
        for at in suspects:
            if at < begin:
                continue
            if marks.quoted(at) and not is_groupwise(self._lines.raw[at]):
                if begin < at:
                    stretches.append(range(begin, at))
                begin = at + 1
                continue
            first, end, forward = self._introduced(at, begin)
            if not end:
                continue
            stretches.append(range(begin, lead(self._lines, first, begin)))
            follows = self._lines.written(end, _GAP)
            if forward or follows is None or not (self._marked(follows) or self._answered(at, end)):
                return len(self._lines)
            marks.be_sure()
            begin = end
            if marks.other:
                return self._walk(self._suspects(begin), begin, stretches)
        return begin

    def _marked(self, at: int | None) -> bool:
        return at is not None and (is_marked(self._lines.raw[at]) or bool(self._marks.other) or self._marks.find_other(at))

    def _introduced(self, at: int, floor: int) -> tuple[int, int, bool]:
        """The first line of what introduces history here, the line behind it (0 where nothing does), and whether it is a forwarded mail."""
        self._looks += 1
        if self._looks > _MOST_LOOKS:
            return at, 0, False
        line = self._lines.raw[at]
        ruled = is_ruled(line) or is_groupwise(line)
        kind = separates(self._lines, at) if ruled or (len(line) > _SHORTEST_SEPARATOR and line.rstrip()[-1] in ":：") else ""
        if kind:
            end = self._more(at + 1)
            if kind != "maybe" or end > at + 1 or self._quoted_after(end):
                return at, end, kind == "forward"
        if could_label(line) and (end := self._header(at)):
            return at, self._more(end), False
        if may_introduce(line) and (count := self._attribution(at, floor)):
            return at - count + 1, self._more(at + 1), False
        return at, 0, False

    def _header(self, at: int) -> int:
        if self._close_looks > _MOST_CLOSE_LOOKS or not self._headers.could_begin(at):
            return 0
        self._close_looks += 1
        return self._headers.end(at)

    def _attribution(self, last: int, floor: int) -> int:
        quoted = self._quoted_after(last + 1)
        if self._close_looks > _MOST_CLOSE_LOOKS or not could_introduce(self._lines, last, quoted=quoted):
            return 0
        self._close_looks += 1
        return introduction(self._lines, last, floor, quoted=quoted)

    def _quoted_after(self, at: int) -> bool:
        return self._marked(self._lines.written(at, _GAP))

    def _more(self, end: int) -> int:
        """Behind what stands between an introduction and its history: a header block below a separator, an attribution below a rule."""
        for _ in range(_LAYERS):
            first = self._lines.written(end, _GAP)
            if first is None or is_marked(self._lines.raw[first]):
                break
            behind = self._header(first) or self._attributed(first) or (first + 1 if separates(self._lines, first) else 0)
            if not behind:
                break
            end = behind
        return end

    def _attributed(self, first: int) -> int:
        """Behind the attribution that begins with this line, 0 where none does."""
        for last in range(first, min(first + _WRAP, len(self._lines))):
            if may_introduce(self._lines.raw[last]) and self._attribution(last, first) == last - first + 1:
                return last + 1
        return 0

    def _answered(self, at: int, end: int) -> bool:
        """Whether an answer was typed between the attribution and its quotation: a few lines, then marked ones to the end of the mail."""
        raw = self._lines.raw
        if separates(self._lines, at) or self._header(at):
            return False
        marked = next((number for number in range(end, min(end + _ANSWER, len(raw))) if is_marked(raw[number])), None)
        if marked is None or not all(is_marked(line) for line in raw[marked:] if line.strip()):
            return False
        gap = range(end, marked)
        return not any(raw[number].strip() and self._introduced(number, end)[1] for number in gap)
