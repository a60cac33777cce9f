"""Who says to have written this mail? Identity only for a From that everyone reads alike; the proof is the gateway's work."""

import re

from parsers.mime import address, header
from parsers.mime.message import Mail

_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


def read(mail: Mail) -> tuple[str, str]:
    """(address in lower case, display name decoded), or ('', '') when the From is not one plain address.

    A header beyond the budget names nobody either: a second From may stand in what was not read.
    """
    lines = mail.fields.get("from", ())
    if len(lines) != 1 or "headers" in mail.defects or _CONTROLS.search(_FOLD.sub(b"", lines[0].removesuffix(b"\r"))):
        return "", ""
    found, display = address.author(header.unfold(lines[0]))
    name = header.words(display).replace('"', "").replace("\\", "").strip()
    # A name that shows another address is a disguise, not a name.
    return found, "" if "@" in name else name
