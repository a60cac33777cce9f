"""Which words could stand in a text, however disguised? A sketch in which one search finds them: its letters and line ends alone.

`gapped` keeps the gaps between the words as blanks: `senha provisória` holds no `aprov`.

Most mails hold no keyword at all. The sketch says so within microseconds: letters in lower case without accents, look-alikes and digits
as the letters they play, everything between the letters left out, so that `A P R O V A R`, `Aprovár` and `АРRОVАR` are all `aprovar`.
It shows too much (`para provar` is `paraprovar`) and never too little: what it does not show, no reader of keywords could find.
"""

import codecs
import re

from parsers.language.plain import loose

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # as `str.splitlines`
_OTHER = "#"  # a letter that is none of ours and looks like none


def _letter(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    seen = loose(character)
    if seen.isalnum():
        return seen if seen.isascii() else _OTHER
    return ""


_DRAWN = [_letter(chr(code)) for code in range(256)]
_GAPPED = bytes(ord(drawn or " ") for drawn in _DRAWN)
_UNSEEN = bytes(code for code, drawn in enumerate(_DRAWN) if not drawn and not loose(chr(code)))
_MASK = bytes(97 if chr(code).isalnum() or code == ord(_OTHER) else 32 for code in range(128)) + b"a" * 128
_APART = re.compile(rb" a {1,3}a {1,3}a {1,3}a ")  # letters that stand apart: `A P R O V A R`
_TABLE = bytes(ord(drawn or " ") for drawn in _DRAWN)
_LEFT_OUT = bytes(code for code, drawn in enumerate(_DRAWN) if not drawn)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _gaps_beyond_latin(trouble: UnicodeError) -> tuple[str, int]:
    """The same, with a blank for what is seen and is no letter."""
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    stretch = loose(trouble.object[trouble.start : trouble.end])
    return _NOT_ASCII.sub(lambda found: _letter(found[0]) or " ", stretch), trouble.end


def _beyond_latin(trouble: UnicodeError) -> tuple[str, int]:
    """What stands for a stretch outside of Latin-1; `encode` calls it only where there is one."""
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    stretch = trouble.object[trouble.start : trouble.end]
    return _NOT_ASCII.sub(lambda found: _letter(found[0]), loose(stretch)), trouble.end


codecs.register_error("carteiro-sketch", _beyond_latin)
codecs.register_error("carteiro-gapped", _gaps_beyond_latin)


def sketch(text: str) -> bytes:
    """The letters and line ends of the text. Linear, whatever the text."""
    return text.encode("latin-1", "carteiro-sketch").translate(_TABLE, _LEFT_OUT)


def gapped(text: str) -> bytes:
    """The letters and line ends of the text, with blanks for all that stands between them and is seen. Linear, whatever the text."""
    return text.encode("latin-1", "carteiro-gapped").translate(_GAPPED, _UNSEEN)


def could_hold(text: str, stems: tuple[bytes, ...]) -> bool:
    """Whether one of the stems could stand in the text as a word's beginning or part, however it is dressed."""
    words = gapped(text)
    if holds(words, stems):
        return True
    return _APART.search(b" " + words.translate(_MASK) + b" ") is not None and holds(sketch(text), stems)


def holds(drawn: bytes, stems: tuple[bytes, ...]) -> bool:
    """Whether one of the stems could stand in the text of which this is the sketch."""
    for stem in stems:  # noqa: SIM110 - a generator costs more than all the searches, and this is asked of every mail
        if stem in drawn:
            return True
    return False
