"""Is this what was written before? A short mark of the words, so that a machine that repeats itself is noticed."""

import hashlib

from parsers.reading import Reading

CHARACTERS = 16


def echo(reading: Reading) -> str:
    """A mark of what was newly written, without blanks and signs; '' where repeating it would be no sign of a machine.

    Orders may be given twice, and pictures sent one by one with the same words.
    """
    if reading.commands or reading.subject_command or reading.attachments:
        return ""
    letters = "".join(filter(str.isalnum, reading.new_text.casefold()))
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:CHARACTERS] if letters else ""
