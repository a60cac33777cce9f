"""What do words say without case and accents, as a table of phrases of machines knows them?"""

import re

from parsers.language.plain import compose

_PLAIN = {
    "a": "àáâãäåąăā",
    "c": "çćč",
    "d": "ď",
    "e": "èéêëęě",
    "g": "ğ",
    "i": "ìíîïı",
    "l": "ł",
    "n": "ñńň",
    "o": "òóôõöøőº",
    "r": "ř",
    "s": "ßśšş",
    "t": "ť",
    "u": "ùúûüůű",
    "y": "ýÿ",
    "z": "źżž",
    "'": "’‘‛´`",
    '"': "“”«»„",
    "-": "‐‑‒–—―",
    " ": "\xa0\u202f",
    ":": "：",
}
_TABLE = {accented: plain for plain, letters in _PLAIN.items() for accented in letters} | {"ª": "a", "°": "o"}
_ACCENTED = re.compile(f"[{''.join(_TABLE)}]")
_MARK = re.compile("[\u0300-\u0327]")


def fold(text: str) -> str:
    """Lower case, without accents, straight quotes and dashes. Other alphabets stay."""
    if text.isascii():
        return text.lower()
    composed = compose(text) if _MARK.search(text) else text
    return _ACCENTED.sub(_bare, composed.lower())


def _bare(letter: re.Match[str]) -> str:
    return _TABLE[letter[0]]
