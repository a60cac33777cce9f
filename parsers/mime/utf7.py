"""What does a text in UTF-7 (old Outlook, RFC 2152) show? Only its letters beyond ASCII are decoded.

UTF-7 can write any letter in disguise, so that the raw mail says one thing and the screen another. An honest writer never
disguises ASCII; where one does, the text stays as it stands in the raw mail.
"""

import binascii
import re

_RUN = re.compile(r"\+([A-Za-z0-9+/]*+)-?")


def decode(text: str) -> tuple[str, bool]:
    """The text, and whether nothing was in UTF-7: what was decoded is told as a defect."""
    shown = _RUN.sub(_letters, text)
    return shown, shown == text


def _letters(run: re.Match[str]) -> str:
    if not run[1]:
        return "+" if run[0] == "+-" else run[0]
    base64 = run[1] + "A" * (-len(run[1]) % 4)
    try:
        raw = binascii.a2b_base64(base64)[: len(run[1]) * 6 // 16 * 2]
        letters = raw.decode("utf-16-be")
    except ValueError:
        return run[0]
    disguised = any(letter.isascii() and (letter.isalnum() or not letter.isprintable()) for letter in letters)
    return run[0] if disguised or not letters else letters
