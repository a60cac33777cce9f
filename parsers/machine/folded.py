"""What do words say without case and accents, as a table of phrases of machines knows them?"""

import re

from parsers.language.plain import compose

_PLAIN = {
    "a": "àáâãäå",
    "c": "ç",
    "e": "èéêë",
    "i": "ìíîï",
    "n": "ñ",
    "o": "òóôõöøº",
    "u": "ùúûü",
    "s": "ß",
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
