"""What does a text say without case, accents and ornament, and which letters only look like ours?"""

import re
import unicodedata
from functools import lru_cache

_MARKS = "\u0300\u0301\u0302\u0303\u0308\u0327"
_PAIR = re.compile(f"[A-Za-z][{_MARKS}]")
_TELLING = "👎❌🚫🤔😡😠🙅😞😤⛔✖❎❓❔⁉⁈"
_UNHAPPY = _TELLING + "☐☒✕✗✘⬜🔲🔳☹🙁😒🙄😢😭😕😟😖😣😩😫🤬🤮💩🖕👿"  # these stay beside words
_SAYING = _TELLING + "?？"  # these say something by themselves
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_EMOJI_RUN = re.compile(f"(?:(?![{_UNHAPPY}])[{_EMOJI}][\ufe0e\ufe0f]?(?:\u200d[{_EMOJI}][\ufe0e\ufe0f]?)*)+")
_EMOTICON = re.compile(r"(?<!\S)[:;=]-?[)D*](?!\S)")
_ORNAMENT = re.compile(r"(?<!\w)_+|_+(?!\w)")
_ORNATE = re.compile(f"[{_EMOJI}_)*D]")  # what any of the three needs; most lines have none of it
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\u0300-\u036f\u20d0-\u20ff\U000e0000-\U000e0fff]"
)
_SPACED = re.compile(r"(?<!\w)(?:\w[ .*~+-]{1,3}){3,}\w(?!\w)")
_BETWEEN = re.compile(r"[ .*~+-]")
# Cyrillic, Greek and small capital letters (and digits) that an eye takes for a Latin one, each with the letter it plays.
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕѵгпАВЕКМНОРСТУХІЈЅѴГαβεηικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑᴀᴄᴇɪʟɴᴏᴘʀꜱᴠᴜᴛ014357",
    "abekmhopctyxijsvrnabekmhopctyxijsvrabenikvoptuxabezhikmnoptyxaaceilnoprsvutoiaest",
)


def _table() -> dict[int, str]:
    table = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x180):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and parts[0].isascii() and all(mark in _MARKS for mark in parts[1:]):
            table[code] = parts[0].lower()
    spaces = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    quotes = "\"'`*´‘’‚‛“”„‟«»‹›"
    table |= dict.fromkeys(map(ord, spaces + quotes), " ")
    return table | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {ord("…"): ".", ord("º"): "o", ord("ª"): "a", ord("°"): "o", ord("？"): "?"}


_PLAIN = _table()
_PLAIN_LATIN = bytes(range(256)).decode("latin-1").translate(_PLAIN).encode("latin-1")
_WORTH_REMEMBERING = 400  # characters: a longer line is a paragraph, and would only fill the memory
# Styled alphabets (full-width, circled, mathematical) by their compatibility letter.
_STYLED = {
    code: letter.lower()
    for span in (range(0xFF10, 0xFF5B), range(0x24B6, 0x24EA), range(0x1D400, 0x1D800), range(0x2100, 0x2150))
    for code in span
    if len(letter := unicodedata.normalize("NFKD", chr(code))[:1]) and letter.isascii() and letter.isalnum()
}


def compose(text: str) -> str:
    """The text with each letter and its Portuguese accent as one character.

    Not `unicodedata.normalize`: that is quadratic on long runs of marks, and would hide a struck-out letter.
    """
    if text.isascii() or not any(mark in text for mark in _MARKS):
        return text
    return _PAIR.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)


def plain(text: str) -> str:
    """The composed text in lower case, without accents, quotes, bold marks and emoji; as long as `text`, so that positions agree.

    Letters of other alphabets and invisible characters stay as they are, so that a word holding one matches nothing.
    """
    return _remembered(text) if len(text) <= _WORTH_REMEMBERING else _folded(text)


def _folded(text: str) -> str:
    if _ORNATE.search(text):
        for pattern in (_EMOJI_RUN, _EMOTICON, _ORNAMENT):
            text = pattern.sub(lambda found: " " * len(found[0]), text)
    try:
        # Ten times as fast as a dict that is asked for each letter.
        return text.encode("latin-1").translate(_PLAIN_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_PLAIN)


_remembered = lru_cache(maxsize=2048)(_folded)  # each line of a mail is looked at by several readers in turn


def loose(text: str) -> str:
    """What an eye would read: invisible characters gone, look-alike letters taken for ours. To find objections, never to find consent."""
    return plain(_INVISIBLE.sub("", text)).translate(_STYLED).translate(_LOOKALIKES)


def hides(text: str) -> bool:
    """Whether invisible characters stand in the text, those inside emoji aside."""
    return _INVISIBLE.search(_EMOJI_RUN.sub(" ", text)) is not None


def joined(text: str) -> str:
    """`loose`, with letters that stand apart (`A P R O V A R`) drawn together."""
    return _SPACED.sub(lambda found: _BETWEEN.sub("", found[0]), loose(text))


def visible(line: str) -> bool:
    """Whether a line says anything: a letter, a digit, a question mark, an unhappy face."""
    return line[:1].isalnum() or any(character.isalnum() or character in _SAYING for character in line)
