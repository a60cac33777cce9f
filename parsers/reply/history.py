"""Which stretches of a mail did the person write, and where does only history follow?"""

import re

from parsers.reply.attribution import may_end_attribution
from parsers.reply.header import could_label, is_label
from parsers.reply.introduction import GAP, Introduction, Introductions
from parsers.reply.lines import Lines
from parsers.reply.marks import Marks, is_marked
from parsers.reply.notes import SUBJECTS
from parsers.reply.separator import above, behind_forward, is_groupwise, is_ruled, lead
from parsers.reply.stamp import stamp

_IN_RUN = frozenset((">", "> "))
_MOST_MARKS = 3
_ANSWER = 8  # lines of an answer that was typed between the attribution and the marked lines
# What a line must hold to be looked at; each is a search that costs next to nothing.
_RULES = frozenset("-–—_=*#~+|<[ \t\u00a0")
# A rule or a label alone at the beginning of a line. A search that begins with a line end costs a tenth of one that does not.
_BEGINNING = re.compile(r"\n[ \t\u00a0]{0,120}+(?:[<|]?[-–—_=*#~+]{2}|Assunto|Subject)")
_SIGNS = (">", "＞", "&gt;", "：")
_VERBS = ("escreveu", "wrote")  # an attribution without a colon counts beside an address or above marks only


def _worth(line: str) -> bool:
    """Whether a line with a colon could be a header's, the end of an attribution, or one that goes on with the quoted words."""
    return "@" in line or may_end_attribution(line) or "\t" in line or is_label(line)


class History:
    """A walk down the lines. Only those are looked at that could be a mark, a label, a separator or the end of an attribution."""

    def __init__(self, text: str, lines: Lines, *, marked: bool = False) -> None:
        self._text = text
        self._lines = lines
        self._marks = Marks(lines, sure=marked or None)
        self._introductions = Introductions(lines, self._marks)
        self._looked_for = {""}  # marks other than `>` whose lines are among those worth a look

    def written(self) -> list[range]:
        """The stretches without quoted lines, in their order."""
        stretches: list[range] = []
        begin = self._walk(self._suspects(0), 0, stretches)
        stretches.append(range(begin, len(self._lines)))
        return above(self._text, self._lines, [stretch for stretch in stretches if stretch])

    def _suspects(self, start: int) -> list[int]:
        """The lines worth a look, in their order."""
        text, raw, other = self._text, self._lines.raw, self._marks.other
        found = {at for at, line in enumerate(raw) if ":" in line and _worth(line)} if ":" in text else set()
        if is_ruled(raw[0]) or raw[0].strip() in SUBJECTS or _BEGINNING.search(text):
            found.update(at for at, line in enumerate(raw) if line[:1] in _RULES and is_ruled(line))
            found.update(at for at, line in enumerate(raw) if line.strip() in SUBJECTS)
        signs = (*_SIGNS, *_VERBS, other) if other else (*_SIGNS, *_VERBS) if "@" in text or ">" in text or "|" in text else _SIGNS
        for sign in signs:
            if sign[0] in text and sign in text:
                found.update(at for at, line in enumerate(raw) if sign in line)
        if "\t" in text:
            found.update(at for at, line in enumerate(raw) if "\t" in line and could_label(line))
        return sorted([at for at in found if at >= start]) if found else []

    def _walk(self, suspects: list[int], begin: int, stretches: list[range]) -> int:
        """Adds the stretches that end at a quotation; where the last one begins, behind the last line when only history follows."""
        marks, raw = self._marks, self._lines.raw
        for number, at in enumerate(suspects):
            if at < begin:
                continue
            if at == begin and marks.sure and raw[at][:2] in _IN_RUN:  # most marked lines, quickly
                begin = marks.behind(at)
                continue
            if marks.doubtful(at) and not is_groupwise(raw[at]):
                marks.decide(self._first_introduction(suspects[number:], begin))
            if marks.quoted(at) and not is_groupwise(raw[at]) and not self._closes_address(at, begin):
                if begin < at and not marks.broken(begin, at):
                    stretches.append(range(begin, stamp(self._lines, lead(self._lines, at, begin), begin)))
                begin = marks.behind(at)
                continue
            found = self._introductions.at(at, begin)
            if found is None:
                continue
            stretches.append(range(begin, lead(self._lines, found.first, begin)))
            if not self._answers_follow(found):
                return behind_forward(self._text, self._lines, found.end)
            begin = found.end
            marks.be_sure()
            if marks.other not in self._looked_for and len(self._looked_for) <= _MOST_MARKS:
                self._looked_for.add(marks.other)
                return self._walk(self._suspects(begin), begin, stretches)
        return begin

    def _first_introduction(self, suspects: list[int], begin: int) -> int:
        """Where the first introduction begins that carries no mark itself; behind the last line where there is none."""
        raw = self._lines.raw
        found = (self._introductions.at(at, begin) for at in suspects if not is_marked(raw[at]) or is_groupwise(raw[at]))
        return next((each.first for each in found if each), len(self._lines))

    def _answers_follow(self, found: Introduction) -> bool:
        """Whether what follows is marked, so that lines without a mark are answers; else all of it is history."""
        follows = self._lines.written(found.end, GAP)
        if found.kind == "forward" or follows is None:
            return False
        if self._marks.begin(follows):
            self._marks.adopt(follows)
            return True
        return found.kind == "attribution" and self._answered(found.end)

    def _closes_address(self, at: int, begin: int) -> bool:
        """Whether the mark is the end of an address that was wrapped: `Suporte <s@x.example`, then `> escreveu:`."""
        return begin < at and may_end_attribution(self._lines.raw[at]) and self._introductions.attribution_length(at, begin) > 1

    def _answered(self, end: int) -> bool:
        """Whether an answer was typed between the attribution and its quotation: a few lines, then marked ones to the end of the mail."""
        raw = self._lines.raw
        marked = next((number for number in range(end, min(end + _ANSWER, len(raw))) if is_marked(raw[number])), None)
        if marked is None or not all(is_marked(line) for line in raw[marked:] if line.strip()):
            return False
        return not any(raw[number].strip() and self._introductions.at(number, end) for number in range(end, marked))
