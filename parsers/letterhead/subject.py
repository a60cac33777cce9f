"""What does the subject say: title, catalogue code, ticket number? (rules.md, Subject)"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import digits

from parsers.language import courtesy
from parsers.language.plain import compose, plain
from parsers.letterhead import number
from parsers.letterhead.item import Code, fold, in_line
from parsers.reading import Known

__all__ = ["Subject", "bare_code", "code_line", "fold", "read"]

_LONGEST = 1000  # characters of a subject that are read; RFC 5322 allows 998 in a line
_LONGEST_LINE = 200  # a code line in the body is a subject, no paragraph
_UNPRINTABLE = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u1680\u2000-\u200c\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_PREFIX = re.compile(
    r"(?:re|res|resp|enc|encam|fw|fwd|rv|aw|wg|tr|sv|vs|antw|rif|odp)(?:\s?\[\d{1,3}\]|\s?\(\d{1,3}\)|\s?[*^]\d{1,3})?\s?[:：]\s*",
    re.IGNORECASE,
)
_TAG_WORDS = (
    r"(?:ext|seguro|bulk|[^\[\](){}<>*]{0,40}"
    r"(?:extern|spam|suspeit|phishing|quarent|lixo eletr|junk|caution|untrusted|n[aã]o confi)[^\[\](){}<>*]{0,40})"
)
_TAG = re.compile(
    rf"(?:\[{_TAG_WORDS}\]|\({_TAG_WORDS}\)|\{{{_TAG_WORDS}\}}|<{_TAG_WORDS}>|\*{{2,5}}{_TAG_WORDS}\*{{2,5}}|extern(?:o|a|al)\s?:)\s*",
    re.IGNORECASE,
)
_LONGEST_TOP = 5000  # characters of a body in which a code may stand at the top
_MOST_LINES = 15  # a number, thanks and a signature
_CODE_SIGNS = f"{digits}>"
_EDGES = " -–—:|,;"
_LIST_NEXT = re.compile(r"\s*(\d{1,2})\s?[.):-]")
_BARE = re.compile(r"(?:(?:opcao|item|codigo|numero|n\.?o?)\s?:?\s?)?(?:\[\s?(\d{1,3})\s?\]|(\d{1,3}))\s?[.!,;)]?")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as read. `number` as `L_20530001` or ''; `rest`: what is left after prefixes, tags and number."""

    title: str
    code: int | None
    unknown_code: int | None
    number: str
    rest: str


def read(subject: str, known: Known) -> Subject:
    """Read a decoded subject; never raises, looks at its first 1,000 characters."""
    text = _cleaned(subject)
    found = number.find(text)
    rest = _peeled(text)
    if found:
        rest = _peeled(_without_number(rest, found))
    code = in_line(rest, known.paths) or Code(None, rest)
    is_known = code.number in known.paths.values()
    return Subject(code.title, code.number if is_known else None, None if is_known else code.number, found, rest)


def code_line(new_text: str, known: Known) -> tuple[int | None, int | None, str]:
    """(code, unknown code, title) of a code that stands on a line of its own at the top of the body, after a greeting at most."""
    top = new_text[:_LONGEST_TOP]
    if not any(map(top.__contains__, _CODE_SIGNS)):
        return None, None, ""
    lines = _written(top)
    if not lines or len(lines[0]) > _LONGEST_LINE or not any(map(lines[0].__contains__, _CODE_SIGNS)):
        return None, None, ""
    code = in_line(_cleaned(lines[0]), known.paths)
    if code is None or code.number is None or (code.bare and _is_list(code.number, lines[1:])):
        return None, None, ""
    return (code.number, None, code.title) if code.number in known.codes else (None, code.number, code.title)


def bare_code(new_text: str, known: Known) -> int | None:
    """The catalogue number that is all the person wrote, courtesies and a signature aside: the answer to our own list."""
    top = new_text[:_LONGEST_TOP]
    if not any(map(top.__contains__, digits)):
        return None
    lines = _written(top)
    if not lines or len(lines) > _MOST_LINES or not any(map(lines[0].__contains__, digits)):
        return None
    first, *thanks = re.split(r"[,.!;]\s+", lines[0].strip(), maxsplit=1)
    said = _BARE.fullmatch(plain(first).strip())
    if said is None or not all(map(courtesy.is_courtesy, thanks)) or not all(map(_may_stand_below, lines[1:])):
        return None
    code = int(said[1] or said[2])
    return code if code in known.codes else None


def _may_stand_below(line: str) -> bool:
    return (courtesy.is_praise(line) or courtesy.is_short_name(line)) and not _BARE.fullmatch(plain(line).strip())


def _cleaned(text: str) -> str:
    """One printable line: no control characters, no invisible ones, no line ends."""
    return _UNPRINTABLE.sub(" ", _INVISIBLE.sub("", compose(text[:_LONGEST]))).strip()


def _peeled(text: str) -> str:
    """Without reply and forward prefixes and the tags of mail servers, however often they stand there."""
    at = 0
    while found := _PREFIX.match(text, at) or _TAG.match(text, at):
        at = found.end()
    return text[at:].strip()


def _without_number(text: str, found: str) -> str:
    """Without the ticket's number, and without the separators and empty brackets it leaves behind."""
    kept = number.blank(text, only=found)
    kept = re.sub(r"\(\s*\)|\[\s*\]", " ", kept)
    return re.sub(r"\s+", " ", kept).strip(_EDGES)


@lru_cache(maxsize=1)
def _written(top: str) -> tuple[str, ...]:
    """The written lines after a greeting; asked for twice of each mail."""
    return tuple(courtesy.after_greeting(compose(top).splitlines()))


def _is_list(first: int, lines: Sequence[str]) -> bool:
    """Whether the lines go on counting: then `1. O portal ...` began a list, and named no item."""
    return any((found := _LIST_NEXT.match(line)) and int(found[1]) == first + 1 for line in lines)
