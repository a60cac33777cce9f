"""Do these lines introduce a quotation: `Em 05/06/2026 10:00, Fulano <a@b> escreveu:`, in any language and order, wrapped or not?"""

import re

from parsers.reply.dates import ADDRESS, AFTER, DATE, NAMED, OPENER, STARTS, TIME
from parsers.reply.lines import LONGEST, Lines, folded
from parsers.reply.names import PROSE, TOLD, is_name
from parsers.reply.phrases import ALSO_SAID, CITING, WROTE, WROTE_PIECES

_WROTE = re.compile(WROTE)
_DIGIT = re.compile(r"\d")
_CITING = re.compile(rf"\W{{0,4}}{CITING}:? .{{1,120}}")
_LEFT_BEHIND = re.compile(rf"{OPENER}(?: [^\W\d_]{{2,13}}(?:-feira)?| \d{{1,2}}[:h.]\d{{2}}(?: de| of| on)?)?[.,]*")
_CLOSES_ADDRESS = re.compile(r">,? ?[^\W\d]")
_LONGEST_RAW = 4000
_TELLS = re.compile(r"\b(?:que|quem|enviei|enviou|recebi|mandei|mandou|liguei|pedi|foi|fui|received|sent|that|who|recibi|envie)\b")
_INLINE = re.compile(rf"{STARTS.pattern}.{{0,120}}?[>)\]],? ?(?:{WROTE}) ?:", re.IGNORECASE)
_NEWS = re.compile(r"\W{0,3}\w.{1,150}? wrote in (?:message|news:|<).{0,140}")
_LONGEST_INLINE = 300
_BRACKETED = re.compile(r"[<(\[][^<>@\[\]]{1,120}@.{1,200}[>)\]].{0,16}\Z|\A[^\s@]{1,80}@[^\s@]{1,120}\Z")
_LONGEST_VERB = 12
_WRAP = 5  # lines an attribution may be wrapped over
_MOST_AFTER = 140  # characters after the verb, where the name comes last: `Am 05.06.2026 um 10:00 schrieb Erika Muster <a@b>:`
_MOST_NAME = 90
_FULL = 60  # columns of a line that was wrapped because the next word did not fit
_COLONS = frozenset(":：>")
_VERB_ENDS = frozenset(("veu", "ote", "ió", "bió", "bio"))  # without a colon
_ENDS = _COLONS | frozenset("ueóo*- _\t\u00a0\u200e\u200f\u202c")


def may_end_attribution(line: str) -> bool:
    """Whether an attribution could end with this line: a look at its last letters."""
    last = line[-1:]
    if last not in _ENDS:
        return False
    end = line.rstrip("*- _\t\u00a0\u200e\u200f\u202c")
    return end[-1:] in _COLONS or end[-3:] in _VERB_ENDS


def is_inline(line: str) -> bool:
    """Whether the line begins with an attribution and goes on with the quoted words, as where a program has lost the line ends."""
    if "@" not in line:
        return False
    said = folded(line[:_LONGEST_INLINE])
    if " wrote in " in said and _NEWS.fullmatch(said) is not None:
        return True
    return _DIGIT.search(said) is not None and _INLINE.match(said) is not None


def could_attribute(lines: Lines, last: int, *, quoted: bool) -> bool:
    """A cheap look at the lines up to `last`: an address, a moment, or the marks that follow, and a piece of what programs write."""
    raw = "\n".join(lines.raw[max(0, last - _WRAP + 1) : last + 1])
    if len(raw) > _LONGEST_RAW or not (quoted or "@" in raw or _DIGIT.search(raw)):
        return False
    small = raw.lower()
    return any(piece in small for piece in WROTE_PIECES)


def attribution(lines: Lines, last: int, floor: int, *, quoted: bool) -> int:
    """How many lines, of which `last` is the last and none stands before `floor`, introduce a quotation; 0 where none do.

    quoted: whether the next written line carries the mark of a quotation, which makes a doubtful form certain.
    """
    first = _reach(lines, last, floor)
    said = lines.said(last)
    colon = said.endswith((":", "：", "--"))
    # Perhaps the verb and the colon are still to come on the next line.
    wrapped = not colon and not quoted and last + 1 < len(lines) and not lines.blank(last + 1)
    if wrapped and _WROTE.search(said[-_LONGEST_VERB:]) is None:
        return 0
    named = 0
    text = ""
    for at in range(last, first - 1, -1):
        text = f"{lines.said(at)} {text}".rstrip()
        alone = at == floor or lines.blank(at - 1)
        if _dated(text, quoted=quoted, colon=colon, alone=alone):
            return last - at + 1 + int(at > first and _LEFT_BEHIND.fullmatch(lines.said(at - 1)) is not None)
        # `Fulano <a@b> hat am 09.06.2026 um` / `10:15 Uhr geschrieben:`: the name is still to come.
        begun = not named or lines.said(last - named + 1)[:1].isdigit()
        if begun and not wrapped and _named(text, quoted=quoted, colon=colon):
            named = last - at + 1 + int(at > first and _name_before(lines, at, text))
    return named


def _reach(lines: Lines, last: int, floor: int) -> int:
    """The first line of the paragraph that could belong to an attribution ending at `last`."""
    first = last + 1
    if _CLOSES_ADDRESS.match(lines.raw[last]) and last > floor and "<" in lines.raw[last - 1] + lines.raw[max(last - 2, floor)]:
        first = last
    while (
        first > max(floor, last - _WRAP + 1)
        and (line := lines.raw[first - 1].strip())
        and len(line) <= LONGEST
        and (line[0] not in ">＞" or line.startswith(">>> "))
    ):
        first -= 1
    return first


def _name_before(lines: Lines, at: int, text: str) -> bool:
    """Whether the name stands on the line before, wrapped off: the address has none, and the line was full."""
    before, word = lines.raw[at - 1].strip(), text.split(" ", 1)[0]
    return text.startswith(("<", "(", "[")) and len(before) + len(word) >= _FULL and before[-1] not in ".!?:;,"


def _dated(text: str, *, quoted: bool, colon: bool, alone: bool) -> bool:
    """`Em 05/06/2026 10:00, Fulano escreveu:` and `2026-06-05 10:00 Fulano <a@b>:`: what begins with a date."""
    starts = STARTS.match(text)
    if starts is None:
        return False
    body = text.rstrip(" :：-")
    timed = TIME.search(body) is not None
    verb = _last_verb(body)
    if verb is None or verb.start() < starts.end():
        return _without_verb(body, body[starts.end() :], quoted=quoted, colon=colon and timed, alone=alone and timed)
    between, after = body[starts.end() : verb.start()], body[verb.end() :]
    times = list(TIME.finditer(between))
    name = between[times[-1].end() if times else 0 :].strip(" ,;")
    addressed = ADDRESS.search(body) is not None
    if len(after) > _MOST_AFTER:
        return False
    if quoted:
        return addressed or TOLD.match(name + " ") is None
    if NAMED.search(after) or _BRACKETED.search(name):
        return True
    return timed and colon and (addressed or verb[0] not in ALSO_SAID) and is_name(f"{name} {after}")


def _without_verb(body: str, rest: str, *, quoted: bool, colon: bool, alone: bool) -> bool:
    if NAMED.search(body):
        return quoted or ((colon or alone) and _TELLS.search(rest) is None)
    return quoted and colon and alone and len(rest) <= _MOST_NAME


def _named(text: str, *, quoted: bool, colon: bool) -> bool:
    """`Fulano <a@b> escreveu:`, `Fulano escreveu em 05/06/2026 10:00:`, `Citando Fulano:`: what begins with a name."""
    body = text.rstrip(" :：-")
    verb = _last_verb(body)
    if verb is None:
        return colon and (_cites(body, quoted=quoted) or _stamped(body) or (quoted and _is_addressed(body)))
    name, rest = body[: verb.start()].strip(" ,-*"), body[verb.end() :].rstrip(" ,")
    addressed = ADDRESS.search(name) is not None
    told = not (quoted and addressed) and TOLD.match(name + " ") is not None
    if (
        not name
        or told
        or not (colon or (quoted and addressed))
        or (not quoted and (_TELLS if NAMED.search(name) or (addressed and _is_stamped(name)) else PROSE).search(name))
    ):
        return False
    if rest:
        timed = TIME.search(rest) is not None and verb[0] not in ALSO_SAID and is_name(name)
        return AFTER.fullmatch(rest) is not None and (addressed or quoted or timed)
    if addressed and (NAMED.search(name) or _is_stamped(name)):
        return True
    # Chinese and Japanese programs write the date between name and verb.
    return (_is_stamped(name) and not name.isascii()) or (quoted and len(name) <= _MOST_NAME)


def _is_addressed(body: str) -> bool:
    """`Fulano <a@b>` and nothing else."""
    return len(body) <= _MOST_NAME and NAMED.search(body) is not None and TOLD.match(body + " ") is None and PROSE.search(body) is None


def _cites(body: str, *, quoted: bool) -> bool:
    return _CITING.fullmatch(body) is not None and (quoted or ADDRESS.search(body) is not None)


def _stamped(body: str) -> bool:
    """`* Fulano <a@b> [2026-06-05 10:00]`: an address, then a moment, and nothing else."""
    address = ADDRESS.search(body)
    if address is None or address.start() > _MOST_NAME or not body[address.end() :]:
        return False
    after = body[address.end() :].partition(" ")[2]
    return AFTER.fullmatch(" " + after) is not None and TIME.search(after) is not None


def _is_stamped(name: str) -> bool:
    return DATE.search(name) is not None and TIME.search(name) is not None


def _last_verb(body: str) -> re.Match[str] | None:
    verbs = list(_WROTE.finditer(body))
    return verbs[-1] if verbs else None
