"""Which text did the sender write? All visible text of the mail itself, never of a message forwarded as a file."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.mime import charset, mojibake
from parsers.mime.leaves import Part
from parsers.mime.message import Mail
from parsers.page import markup
from parsers.text import enriched, flowed

_ROOM = 500_000  # bytes of text that are read, embedded pictures aside; the raw mail keeps it all
_HIGH = bytes(range(0x80, 0x100))
_OTHERS = ("text/html", "text/enriched", "text/richtext")
_TEXTS = frozenset({"text/plain", *_OTHERS})
# Texts for programs: a file even where nothing else stands in the mail.
_FILES = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/rfc822-headers"})
# Controls vanish, after `splitlines` has taken every kind of line end.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n") | {0x7F})
_RARE = dict.fromkeys([*range(0x80, 0xA0), 0xFEFF])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_REPLIES = re.compile(r"\s*(?:re|res|resp|aw|rv|sv|vs|antw|rif|odp)\s*:", re.IGNORECASE)
_BINHEX = b"(This file must be converted with BinHex"


def is_text(part: Part, mail: Mail) -> bool:
    """Whether the part is shown as the mail's text rather than as a file.

    A text that is all of the mail is its text, under any name but that of an attachment; else one with a name is a file, unless it
    stands first and no other text does, or is a face of an alternative that has no other of its kind.
    """
    alone = len(mail.parts) == 1
    if part.type not in _TEXTS:
        return (
            alone
            and part.type.startswith("text/")
            and part.type not in _FILES
            and part.disposition != "attachment"
            and not part.original_filename
        )
    if part.disposition == "attachment":
        return alone and not part.original_filename
    if not part.original_filename or alone:
        return True
    if part.alternative and not any(_rivals(part, other) for other in mail.parts):
        return True
    first = next(other for other in mail.parts if other.type in _TEXTS and other.disposition != "attachment")
    return first is part and all(other.original_filename for other in mail.parts if other.type in _TEXTS)


def _rivals(part: Part, other: Part) -> bool:
    """Whether another part is as much a face of the same alternative, so that the one with a name is a file beside it."""
    return other is not part and other.alternative == part.alternative and other.type == part.type


@dataclass(frozen=True, slots=True)
class Text:
    """A text as shown. defects: words for what was wrong with it; marked: its `> ` were put there for the quotations of a page."""

    words: str
    defects: tuple[str, ...] = ()
    marked: bool = False


def best(mail: Mail) -> Text:
    """Of each alternative the plain text if it says anything, else the HTML (RFC 2046, 5.1.4)."""
    return _joined(mail, "text/plain")


def best_text(mail: Mail) -> tuple[str, tuple[str, ...]]:
    """(words, defect words) of `best`."""
    found = best(mail)
    return found.words, found.defects


def other(mail: Mail) -> Text:
    """Another face where `best` took the plain one of an alternative; an empty one where there was no choice.

    That is the HTML; where an enriched face stands beside it, the first of them that says something else than the plain text.
    """
    groups = [parts for parts in _alternatives(mail) if _says_something(parts, "text/plain")]
    kinds = [kind for kind in _OTHERS if any(_says_something(parts, kind) for parts in groups)]
    texts = [_joined(mail, kind) for kind in kinds]
    if len(texts) > 1:
        words = best(mail).words.split()
        return next((text for text in texts if text.words.split() != words), texts[0])
    return texts[0] if texts else Text("")


def _alternatives(mail: Mail) -> list[list[Part]]:
    """The text parts in order; those of one multipart/alternative together, others alone."""
    groups: dict[int, list[Part]] = defaultdict(list)
    for part in mail.parts:
        if is_text(part, mail):
            groups[part.alternative or -1 - part.index].append(part)
    return list(groups.values())


def _says_something(parts: Iterable[Part], media_type: str) -> bool:
    return any(part.type == media_type and part.content and not part.content.isspace() for part in parts)


def _chosen(mail: Mail, preferred: str) -> list[Part]:
    chosen = []
    for parts in _alternatives(mail):
        kinds = (preferred, "text/html", "text/plain", *(part.type for part in parts))
        kind = next((kind for kind in kinds if _says_something(parts, kind)), parts[0].type)
        chosen += [part for part in parts if part.type == kind]
    return chosen


def _answers(mail: Mail) -> bool:
    """Whether the header says that the mail answers another, so that what looks like a quotation is one."""
    return bool(mail.header("in-reply-to") or mail.header("references")) or _REPLIES.match(mail.header("subject")) is not None


def _joined(mail: Mail, preferred: str) -> Text:
    texts: list[str] = []
    defects: list[str] = []
    marked = False
    room = _ROOM
    for part in _chosen(mail, preferred):
        if room <= 0:
            defects.append("long")
            break
        seen = _shown(part, room, mail)
        shown = seen.words.strip("\n")
        # Programs that know no multipart/alternative send the same words twice.
        if shown and not (texts and part.type == "text/html" and shown.split() == texts[-1].split()):
            texts.append(shown)
        defects += seen.defects
        marked = marked or seen.marked
        room -= len(part.content)
    return Text("\n\n".join(texts), tuple(dict.fromkeys(defects)), marked)


def _shown(part: Part, room: int, mail: Mail) -> Text:
    """The text of one part, of which at most `room` bytes are read (embedded pictures aside)."""
    content, is_page, marked = part.content, part.type == "text/html", False
    cut = len(content) > room and not is_page
    if cut:
        content = content[:room].rpartition(b"\n")[0] or content[:room].rstrip(_HIGH)
    decoded, known = charset.decode(content, charset.of_page(content, part.charset) if is_page else part.charset)
    shown = mojibake.repair(decoded)
    defects = ["charset"] * (not known or shown is not decoded)
    shown = _clean(shown)
    if is_page:
        seen = markup.read(shown, room, answers=_answers(mail))
        shown, cut, marked = seen.text, not seen.whole, seen.quoted
        defects += ["style"] * seen.doubtful
    elif part.type in {"text/enriched", "text/richtext"}:
        shown = enriched.text(shown, rich=part.type == "text/richtext")
    elif part.parameters.get("format", "").lower() == "flowed":
        shown = flowed.text(shown, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return Text(shown, (*defects, *["long"] * cut, *["binhex"] * (_BINHEX in content)), marked)


def _clean(text: str) -> str:
    """The text with a line feed for every line end and without control characters."""
    raw = "\n".join(text.splitlines()).encode("utf-8", "replace").translate(None, _CONTROLS)
    text = raw.decode("utf-8")
    return text.translate(_RARE) if _C1.search(raw) or "\ufeff" in text else text
