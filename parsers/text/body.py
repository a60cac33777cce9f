"""Which text did the sender write? All visible text of the mail itself, never of a message forwarded as a file."""

import re
from collections import defaultdict
from collections.abc import Iterable

from parsers.mime import charset
from parsers.mime.leaves import Part
from parsers.mime.message import Mail
from parsers.text import markup

_ROOM = 500_000  # bytes of text that are read, embedded pictures aside; the raw mail keeps it all
_HIGH = bytes(range(0x80, 0x100))
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_QUOTED = re.compile(r"(>*)(.*)", re.DOTALL)


def is_text(part: Part, mail: Mail) -> bool:
    """Whether the part is shown as the mail's text rather than as a file."""
    if part.type not in {"text/plain", "text/html"} or part.disposition == "attachment":
        return False
    return not part.original_filename or len(mail.parts) == 1


def best_text(mail: Mail) -> tuple[str, tuple[str, ...]]:
    """(text, defect words): of each alternative the plain text if it says anything, else the HTML (RFC 2046, 5.1.4)."""
    return _joined(_chosen(mail, "text/plain"))


def other_text(mail: Mail) -> str:
    """The text of the HTML where `best_text` took the plain one of an alternative; '' where there was no choice."""
    alternatives = _alternatives(mail)
    if not any(_says_something(parts, "text/plain") and _says_something(parts, "text/html") for parts in alternatives):
        return ""
    return _joined(_chosen(mail, "text/html"))[0]


def _alternatives(mail: Mail) -> list[list[Part]]:
    """The text parts in order; those of one multipart/alternative together, others alone."""
    groups: dict[int, list[Part]] = defaultdict(list)
    for part in mail.parts:
        if is_text(part, mail):
            groups[part.alternative or -1 - part.index].append(part)
    return list(groups.values())


def _says_something(parts: Iterable[Part], media_type: str) -> bool:
    return any(part.type == media_type and part.content.strip() for part in parts)


def _chosen(mail: Mail, preferred: str) -> list[Part]:
    chosen = []
    for parts in _alternatives(mail):
        kind = preferred if _says_something(parts, preferred) else parts[0].type
        if not _says_something(parts, kind):
            kind = parts[-1].type
        chosen += [part for part in parts if part.type == kind]
    return chosen


def _joined(parts: Iterable[Part]) -> tuple[str, tuple[str, ...]]:
    texts: list[str] = []
    defects: list[str] = []
    room = _ROOM
    for part in parts:
        if room <= 0:
            defects.append("long")
            break
        shown, found = _shown(part, room)
        texts.append(shown.strip("\n"))
        defects += found
        room -= len(part.content)
    return "\n\n".join(filter(None, texts)), tuple(dict.fromkeys(defects))


def _shown(part: Part, room: int) -> tuple[str, list[str]]:
    """The text of one part, of which at most `room` bytes are read (embedded pictures aside), and defect words."""
    content, is_page = part.content, part.type == "text/html"
    cut = len(content) > room and not is_page
    if cut:
        content = content[:room].rpartition(b"\n")[0] or content[:room].rstrip(_HIGH)
    decoded, known = charset.decode(content, part.charset)
    shown = _CONTROLS.sub("", _LINE_ENDS.sub("\n", decoded))
    if is_page:
        shown, whole = markup.text(shown, room)
        cut = not whole
    elif part.parameters.get("format", "").lower() == "flowed":
        shown = _unflowed(shown, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return shown, ["charset"] * (not known) + ["long"] * cut


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Paragraphs put together again (RFC 3676, 4.2): a line that ends in a space goes on in the next of the same quote depth."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        found = _QUOTED.match(line)
        marks, content = (found[1], found[2]) if found else ("", line)
        content = content.removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        piece = content[:-1] if flows and delete_space else content
        if open_depth == len(marks) and content != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([f"{marks} {piece}" if marks else piece])
        open_depth = len(marks) if flows else -1
    return "\n".join(map("".join, lines))
