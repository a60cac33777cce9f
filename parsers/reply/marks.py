"""Which lines carry the mark of a quotation, and do the marks mean one?

The rule. After an attribution, a separator or a header block, and where the mail's first written line is marked, every marked line is a
quotation. Where nothing introduces them, people still quote (they delete the attribution and answer between the lines), but a `>` may as
well be an arrow, a step in a menu, a piece of code: then marks are quotations when there are many, or when they hold sentences.
"""

import re

from parsers.reply.lines import Lines
from parsers.reply.phrases import ABOVE

_BEFORE = r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]{0,20}"
_MARK = re.compile(rf"{_BEFORE}(?:>|＞|&gt;)")
_MARKS = re.compile(rf"{_BEFORE}(?:(?:>|＞|&gt;)[ \t\u00a0]?)+")
# Other marks count only right behind an attribution, and on three lines in a row: `| text`, `: text`, `AB> text`.
_OTHER = re.compile(r" ?(?:[|:]|[A-Za-z]{1,4}>)(?= |$)")
_OTHER_RUN = 3
_MANY = 8
_CODE = re.compile(r"</|/>|[{}\\$=]|;\s*$|^\s*<[\w!?]|->|^\w+\(.*\)$")
_SENTENCE_WORDS = 5
_ENDS_SENTENCE = re.compile(r"[^\W\d]{2,}[)\"'”]?[.?!:;,…]+[\s*_]*$")
_ASKED = re.compile(r"\?\s*$")
_ABOVE = re.compile(ABOVE)


def is_marked(line: str) -> bool:
    """Whether the line carries the mark of a quotation."""
    return _MARK.match(line) is not None


class Marks:
    """The marked lines of a mail. `sure` is set once an introduction has been met; `other` is a mark that is no `>`."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._sure: bool | None = None
        self.other = ""

    def be_sure(self) -> None:
        """From here on a mark is a quotation."""
        self._sure = True

    def quoted(self, at: int) -> bool:
        """Whether the line is a quotation."""
        line = self._lines.raw[at]
        if self._sure and line[:2] in {">", "> ", ">>"}:
            return True
        if self.other and line.lstrip().startswith(self.other):
            return True
        if not is_marked(line) or self._is_mailbox_escape(at):
            return False
        if self._sure is None:
            self._sure = self._mean_quotation()
        return self._sure

    def find_other(self, at: int) -> bool:
        """Whether a block of lines with another mark begins here; from then on it counts."""
        found = _OTHER.match(self._lines.raw[at])
        if found is None:
            return False
        mark = found[0].strip()
        run = self._lines.raw[at : at + _OTHER_RUN]
        if len(run) < _OTHER_RUN or not all(line.lstrip().startswith(mark) for line in run):
            return False
        self.other = mark
        return True

    def _is_mailbox_escape(self, at: int) -> bool:
        """`>From the beginning`: a mailbox file escapes a written line so; its neighbours carry no mark."""
        lines = self._lines.raw
        return lines[at].startswith(">From ") and not any(
            is_marked(near) for near in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
        )

    def _mean_quotation(self) -> bool:
        lines = self._lines.raw
        marked = [line for line in lines if is_marked(line)]
        if len(marked) >= _MANY or is_marked(next(line for line in lines if line.strip())):
            return True
        said = [text for line in marked if (text := _MARKS.sub("", line, count=1).strip())]
        if any(_ABOVE.search(text.lower()) for text in said):
            return True
        sentences = [
            text for text in said if not _CODE.search(text) and (_ENDS_SENTENCE.search(text) or len(text.split()) >= _SENTENCE_WORDS)
        ]
        if len(marked) == 1:
            return bool(sentences) and _ASKED.search(said[0]) is not None
        return len(sentences) * 2 >= len(said) and bool(sentences)
