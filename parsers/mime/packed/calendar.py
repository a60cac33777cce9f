"""What does this invitation say (RFC 5545)? The few fields of its first event that a person reads, each behind its label."""

import re

from parsers.mime.charset import decode

_FOLD = re.compile(r"\n[ \t]")
_EVENT = re.compile(r"^BEGIN:(?:VEVENT|VTODO)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(
    r'^(SUMMARY|DTSTART|LOCATION|ORGANIZER)((?:;[^:;"\n]*+(?:"[^"\n]*+")?[^:;"\n]*+)*+):(.*+)$', re.MULTILINE | re.IGNORECASE
)
_NAME = re.compile(r';CN=(?:"([^"]*+)"|([^;:]*+))', re.IGNORECASE)
_WHEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_READ = 64 * 1024
_LONGEST = 500
_LABELS = {"SUMMARY": "Convite", "DTSTART": "Quando", "LOCATION": "Onde", "ORGANIZER": "Organizador"}


def text(content: bytes, charset: str) -> str:
    """`Convite: …`, `Quando: …`, `Onde: …`, `Organizador: …`, a line each; '' when it names nothing.

    The labels are no ornament: what stands behind one is no line of its own, so that an invitation called APROVAR orders nothing.
    """
    unfolded = _FOLD.sub("", decode(content[:_READ], charset or "utf-8")[0].replace("\r\n", "\n"))
    event = _EVENT.search(unfolded)
    said: dict[str, str] = {}
    for found in _FIELD.finditer(unfolded, event.end() if event else 0):
        said.setdefault(found[1].upper(), _value(found[1].upper(), found[2], found[3].strip()))
    return "\n".join(f"{label}: {said[name]}" for name, label in _LABELS.items() if said.get(name))


def _value(name: str, parameters: str, value: str) -> str:
    if name == "ORGANIZER":
        named = _NAME.search(parameters)
        value = (named[1] or named[2] or "") if named else re.sub(r"(?i)\Amailto:", "", value)
    elif name == "DTSTART":
        when = _WHEN.fullmatch(value)
        if when is None:
            return ""
        year, month, day, hour, minute, _, universal = when.groups()
        return f"{day}/{month}/{year}" + (f" {hour}:{minute}" if hour else "") + (" (UTC)" if universal else "")
    plain = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(plain.split())[:_LONGEST]
