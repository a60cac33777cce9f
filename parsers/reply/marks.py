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
_FULL = 72  # columns of a line that was broken because the next word did not fit
_LONGEST_REST = 40
_CODE = re.compile(r"</|/>|[{}\\$=]|;\s*$|^\s*<[\w!?]|->|^\w+\(.*\)$")
_SENTENCE_WORDS = 5
_ENDS_SENTENCE = re.compile(r"[^\W\d]{2,}[)\"'”]?[.?!:;,…]+[\s*_]*$")
_ASKED = re.compile(r"\?\s*$")
_ABOVE = re.compile(ABOVE)
_INTRODUCES = re.compile(
    r"(?:escreveu|wrote|escribió|écrit|schrieb|geschrieben|scritto)\s?:|^\W{0,4}(?:Enviad[oa]|Sent|Gesendet|Envoyé|Inviato|Assunto|Subject|Betreff"
    r"|Objet|Oggetto|Asunto)\b.{0,12}?:"
)
_LINKS = ("<http", "<mailto:", "<www.")
_MOST_LINK = 8  # lines
_RULE = re.compile(r"\s*[-_=]{10,}\s*")


def is_marked(line: str) -> bool:
    """Whether the line carries the mark of a quotation."""
    return _MARK.match(line) is not None


class Marks:
    """The marked lines of a mail. `sure` is set once an introduction has been met; `other` is a mark that is no `>`."""

    def __init__(self, lines: Lines, *, sure: bool | None = None) -> None:
        self._lines = lines
        self.sure = sure
        self.other = ""

    def be_sure(self) -> None:
        """From here on a mark is a quotation."""
        self.sure = True

    def doubtful(self, at: int) -> bool:
        """Whether the line is marked and it is not yet known what marks mean here."""
        return self.sure is None and is_marked(self._lines.raw[at])

    def decide(self, until: int) -> None:
        """Decides what the marks mean up to the first introduction."""
        self.sure = self._mean_quotation(self._lines.raw[:until])

    def quoted(self, at: int) -> bool:
        """Whether the line is a quotation."""
        line = self._lines.raw[at]
        if self.sure and line[:2] in {">", "> ", ">>"}:
            return True
        if self.other and line.lstrip().startswith(self.other):
            return True
        if not is_marked(line) or self._is_mailbox_escape(at):
            return False
        return self.sure is True

    def broken(self, begin: int, end: int) -> bool:
        """Whether the one unmarked line between marked ones is no answer but the rest of a quoted line that a server broke."""
        lines = self._lines.raw
        if end - begin != 1 or begin == 0 or not is_marked(lines[begin - 1]):
            return False
        above, rest = lines[begin - 1].rstrip(), lines[begin].strip()
        full = len(above) + 1 + len(rest.split(" ", 1)[0]) >= _FULL and len(rest) <= _LONGEST_REST
        return full and rest[:1].islower() and above[-1] not in ".?!:;"

    def behind(self, at: int) -> int:
        """Behind the quoted line and the rest of a link in it that was broken off and lost the mark."""
        raw, end = self._lines.raw, at + 1
        opened = raw[at].rfind("<", 2)
        is_open = opened >= 0 and raw[at].find(">", opened) < 0 and raw[at].startswith(_LINKS, opened)
        while end < min(at + _MOST_LINK, len(raw)) and (is_open or raw[end].startswith(_LINKS)):
            link, closed, _rest = raw[end].partition(">")
            if not link or " " in link.strip():
                break
            end, is_open = end + 1, not closed
        return end

    def begin(self, at: int | None) -> bool:
        """Whether marked lines begin here, with whatever mark."""
        return at is not None and (is_marked(self._lines.raw[at]) or bool(self._other(at)))

    def adopt(self, at: int) -> None:
        """Takes the mark of the lines that begin here for one of quotations from now on."""
        self.other = "" if is_marked(self._lines.raw[at]) else self._other(at)

    def _other(self, at: int) -> str:
        found = _OTHER.match(self._lines.raw[at])
        if found is None:
            return ""
        mark = found[0].strip()
        run = self._lines.raw[at : at + _OTHER_RUN]
        return mark if len(run) == _OTHER_RUN and all(line.lstrip().startswith(mark) for line in run) else ""

    def _is_mailbox_escape(self, at: int) -> bool:
        """`>From the beginning`: a mailbox file escapes a written line so; its neighbours carry no mark."""
        lines = self._lines.raw
        return lines[at].startswith(">From ") and not any(
            is_marked(near) for near in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
        )

    def _mean_quotation(self, lines: list[str]) -> bool:
        marked = [line for line in lines if is_marked(line)]
        if not marked or len(marked) >= _MANY or is_marked(next(line for line in lines if line.strip())):
            return True
        said = [text for line in marked if (text := _MARKS.sub("", line, count=1).strip())]
        if any(_ABOVE.search(text.lower()) or _INTRODUCES.search(text) for text in said) or _below_rule(lines):
            return True
        sentences = [
            text for text in said if not _CODE.search(text) and (_ENDS_SENTENCE.search(text) or len(text.split()) >= _SENTENCE_WORDS)
        ]
        if len(marked) == 1:
            return bool(sentences) and _ASKED.search(said[0]) is not None
        return len(sentences) * 2 >= len(said) and bool(sentences)


def _below_rule(lines: list[str]) -> bool:
    """Whether the first marked line stands right below a rule."""
    first = next(at for at, line in enumerate(lines) if is_marked(line))
    above = next((line for line in reversed(lines[max(0, first - 3) : first]) if line.strip()), "")
    return _RULE.fullmatch(above) is not None
