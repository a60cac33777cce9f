"""Who says to have written this mail? Identity only for a From that everyone reads alike; the proof is the gateway's work."""

import re

from parsers.mime import address, header
from parsers.mime.message import Mail

_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_UNSURE = frozenset({"headers", "lines", "separator", "stray"})
# A carriage return alone ends a line for many programs: what follows it may be the From that they show, or the end of their header.
_ALONE = re.compile(rb"\r(?:[ \t]*+from[ \t]*+:|\r(?!\n))", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


def read(mail: Mail) -> tuple[str, str]:
    """(address in lower case, display name decoded), or ('', '') when the From is not one plain address.

    A header beyond the budget names nobody either: a second From may stand in what was not read. Nor does one with a line that is
    no field, where others see its end.
    """
    lines = mail.fields.get("from", ())
    if len(lines) != 1 or not _UNSURE.isdisjoint(mail.defects) or _CONTROLS.search(_FOLD.sub(b"", lines[0].removesuffix(b"\r"))):
        return "", ""
    if any(b"\r" in value[:-1] and _ALONE.search(value) for values in mail.fields.values() for value in values):
        return "", ""
    found, display = address.author(header.unfold(lines[0]))
    name = header.words(display).replace('"', "").replace("\\", "").strip()
    # A name that shows another address is a disguise, not a name.
    return found, "" if "@" in name else name


def author(mail: Mail) -> str:
    """The address in lower case that a person sees as the author's, '' for none: to be shown, never to identify anybody.

    The first of From, else of Sender (RFC 5322, 3.6.2); where no address stands in it, in what its encoded words say.
    """
    for raw in (*mail.fields.get("from", ()), *mail.fields.get("sender", ())):
        value = header.unfold(raw, mail.charset)
        if found := address.seen(value) or address.seen(header.words(value)):
            return address.lower(found)
    return ""
