"""Is this line what a mail program draws between a mail and its history: `-----Mensagem original-----`, a rule, a ticket system's mark?"""

import re

from parsers.reply.dates import ADDRESS, DATE
from parsers.reply.lines import Lines, folded
from parsers.reply.phrases import ABOVE, ABOVE_OFTEN, ABOVE_PIECES, ANSWER, FORWARD, FORWARDED_BY, OPENING, SEPARATOR, SEPARATOR_REST, WROTE

_EDGE = r"[-=#~+<>|.\s\[\]]*+"
_RULED = re.compile(r"\s{0,40}[<|]?[-–—_=*#~+]{2}")
_PHRASE = re.compile(rf"{_EDGE}(?:{SEPARATOR}){SEPARATOR_REST}\s?{_EDGE}:?{_EDGE}", re.IGNORECASE)
# With what it introduces on the same line: `-------- Mensagem original --------De: Suporte <a@b> Data: ...`
_ENCLOSED = re.compile(rf"[-=*_~+]{{2,}}+ ?(?:{SEPARATOR})(?!\w).{{0,100}}[-=*_~+]{{2,}}", re.IGNORECASE)
# Horde: `----- Message from Suporte <a@b> ---------`, and `Quoted text` as some web mails have it.
_FROM = re.compile(r"-{2,}+ ?(?:(?:message|mensagem|mensaje|nachricht) (?:from|de|von) .{2,110}?|quoted text ?)-{2,}")
_FUSED = re.compile(rf"-{{2,}}+\s?(?:{SEPARATOR}){SEPARATOR_REST}\s?-{{2,}}+ ?\S", re.IGNORECASE)
_BARE = re.compile(rf"{_EDGE}(?:{SEPARATOR})\s?:?{_EDGE}", re.IGNORECASE)
_OPENING = re.compile(rf"{_EDGE}{OPENING}\s?(?::|(?<=>)){_EDGE}", re.IGNORECASE)
_BY = re.compile(rf"-{{2,}}\s?{FORWARDED_BY}-{{2,}}")
_FORWARD = re.compile(FORWARD)
_WROTE = re.compile(rf"-{{3,}}\s?.{{2,160}}(?:{WROTE})\s?:?\s?-{{3,}}")
_RULE = re.compile(r"[-–—_=*#~ \t\u00a0]{5,}")
_ABOVE = re.compile(ABOVE)
_ANSWER = re.compile(ANSWER)
_TABLE = re.compile(r"\|-{3,60}\+-{3,200}>")  # Lotus Notes 5 and 6 draw the header as a table
_END = re.compile(
    rf"-{{2,}} ?(?:end(?: of)?|fim(?: d[ae])?|fin(?: d[eu]l?)?|ende(?: de[rs])?|fine(?: del)?)"
    rf" (?:{SEPARATOR}|message from .{{1,90}}?) ?-{{2,}}"
)
_END_PIECES = ("- End", "-End", "- Fim", "- Fin", "--- end", "- END")
_LONGEST_ASK = 200
_LONGEST_FUSED = 160
_MOST_LEAD = 6


def is_ruled(line: str) -> bool:
    """Whether the line begins as a separator does."""
    return _RULED.match(line) is not None


def is_groupwise(line: str) -> bool:
    """Whether the line stands in three marks on either side, as GroupWise introduces a mail: `>>> Fulano <a@b> 05/06/2026 10:00 >>>`."""
    return line.startswith(">>>") and line.rstrip().endswith(" >>>")


def separates(lines: Lines, at: int) -> str:
    """`forward` or `original` where the line alone says that another mail follows; `maybe` where the next lines must say so too."""
    said = lines.said(at) or folded(lines.raw[at][:_LONGEST_FUSED])
    if not said:
        return ""
    if is_groupwise(lines.raw[at]):
        return "original" if DATE.search(said) or ADDRESS.search(said) else ""
    kind = "forward" if _FORWARD.search(said) else "original"
    if _OPENING.fullmatch(said) or _TABLE.fullmatch(said):
        return "forward"
    if _PHRASE.fullmatch(said):
        return kind if is_ruled(lines.raw[at]) else "maybe" if _BARE.fullmatch(said) else ""
    if _FUSED.match(said) or _ENCLOSED.fullmatch(said) or _FROM.fullmatch(said):
        return kind
    return kind if _BY.fullmatch(said) or _WROTE.fullmatch(said) else ""


def above(text: str, lines: Lines, stretches: list[range]) -> list[range]:
    """The stretches up to the first line that asks to answer above it, as ticket systems put into their letters; rule or no rule."""
    if not any(map(text.__contains__, ABOVE_OFTEN)):
        return stretches
    for number, stretch in enumerate(stretches):
        for at in stretch:
            if asks_above(lines.raw[at]):
                return [*stretches[:number], range(stretch.start, lead(lines, at, stretch.start))]
    return stretches


def behind_forward(text: str, lines: Lines, start: int) -> int:
    """Behind the line that ends what was forwarded, `----- End forwarded message -----`; behind the last line where there is none."""
    if not any(piece in text for piece in _END_PIECES):
        return len(lines)
    ends = (at for at in range(len(lines) - 1, start - 1, -1) if is_ruled(lines.raw[at]) and _END.fullmatch(lines.said(at)))
    return next(ends, len(lines) - 1) + 1


def asks_above(line: str) -> bool:
    """`Responda acima desta linha`, in any of the languages and whatever stands around it."""
    if len(line) > _LONGEST_ASK or not any(piece in line for piece in ABOVE_PIECES):
        return False
    said = folded(line)
    return _ABOVE.search(said) is not None and _ANSWER.search(said) is not None


def lead(lines: Lines, first: int, floor: int) -> int:
    """Where the rule or the words begin that stand right before a header block or an attribution; `first` where none do."""
    start = first
    for at in range(first - 1, max(floor, first - _MOST_LEAD) - 1, -1):
        line = lines.raw[at].strip()
        if not line:
            continue
        if _RULE.fullmatch(line) is None and _BARE.fullmatch(lines.said(at)) is None and _OPENING.fullmatch(lines.said(at)) is None:
            break
        start = at
    return start
