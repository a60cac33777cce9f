"""What do words say without case and accents, as a table of phrases of machines knows them?"""

from parsers.language.plain import compose

_TABLE: dict[int, str] = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
_TABLE |= dict.fromkeys(map(ord, "’‘‛´`"), "'") | dict.fromkeys(map(ord, "“”«»„"), '"') | dict.fromkeys(map(ord, "‐‑‒–—―"), "-")
_TABLE |= {ord("\xa0"): " ", ord("\u202f"): " ", ord("º"): "o", ord("ª"): "a", ord("°"): "o", ord("："): ":", ord("ß"): "s"}
for _plain, _accented in {
    "a": "àáâãäåÀÁÂÃÄÅ",
    "c": "çÇ",
    "e": "èéêëÈÉÊË",
    "i": "ìíîïÌÍÎÏ",
    "n": "ñÑ",
    "o": "òóôõöøÒÓÔÕÖØ",
    "u": "ùúûüÙÚÛÜ",
}.items():
    _TABLE |= dict.fromkeys(map(ord, _accented), _plain)


def fold(text: str) -> str:
    """Lower case, without accents, straight quotes and dashes; as long as the composed text. Other alphabets stay."""
    return text.lower() if text.isascii() else compose(text).translate(_TABLE)
