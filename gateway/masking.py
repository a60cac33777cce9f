"""Which digits of a text are somebody's CPF or benefit number, and how are they covered?

`123.456.789-00` becomes `***.456.789-**`, the custom of federal publications; a benefit number (NB) `123.456.789-0` becomes
`***.***.789-*`. Check digits are not looked at: a mistyped CPF names its owner all the same, and in doubt a number is covered.
What is written otherwise on purpose (words for digits, URL or base64 encoding) is not found.
"""

import re

# `\d` is any decimal digit, so full-width ones count. The marks between the groups are those that people and programs put there:
# dots, hyphens and dashes of every width, slashes and underscores, with blanks of every width around them (U+00A0, U+202F, ...).
_BLANK = "[ \t\u00a0\u00ad\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]"
_MARK = "[-._/,·•‐-―−．－﹣﹘＿／]"
_GAP = f"{_BLANK}{{0,2}}{_MARK}?{_BLANK}{{0,2}}"
_CPF = re.compile(rf"(?<!\d)(\d{{3}})({_GAP})(\d{{3}})({_GAP})(\d{{3}})({_GAP})(\d{{2}})(?!\d)")
# As printed; its ten digits in any other form only where a word says what they are, after the kind of benefit (`NB 42/...`) at most.
_PRINTED_NB = re.compile(r"(?<!\d)\d{3}[.．]\d{3}[.．](\d{3})[-‐-―−－]\d(?!\d)")
_NAMED_NB = re.compile(
    rf"(?<![^\W\d_])((?:NB|benef[ií]cios?)[\s_]{{0,3}}(?:(?:n[º°o.]{{0,2}}|n[uú]mero|n[uú]m\.)[\s_]{{0,3}})?[:#=-]?[\s_]{{0,3}}(?:\d\d/)?)"
    rf"\d{{3}}{_GAP}\d{{3}}{_GAP}(\d{{3}}){_GAP}\d(?!\d)",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?:\D*+\d){10}")
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IP_ADDRESS = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_REST_OF_WORD = re.compile(r"[^\W_]*")
_HEX_OR_TOKEN = re.compile(r"[0-9a-f]+|[0-9A-F]+|[a-z2-7]{26}")
_DIGEST = 128  # signs: the longest word that is looked at
_LONG_WORD = 20  # signs: the shortest digest or token that we write has 26


def masked(text: str) -> str:
    """Covers every CPF and benefit number in the text, in time linear in its length. What was covered once stays as it is."""
    if not _TEN_DIGITS.match(text):
        return text
    text = _CPF.sub(_cover, text)
    text = _PRINTED_NB.sub(lambda found: f"***.***.{found[1]}-*", text)
    return _NAMED_NB.sub(lambda found: f"{found[1]}***.***.{found[2]}-*", text)


def _cover(found: re.Match[str]) -> str:
    bare = not (found[2] or found[4] or found[6])
    if (bare and _is_part_of_digest(found)) or _IP_ADDRESS.fullmatch(found[0]):
        return found[0]
    return f"***.{found[3]}.{found[5]}-**"


def _is_part_of_digest(found: re.Match[str]) -> bool:
    """Whether eleven digits stand in a digest or token: a long word with other digits (`CPF12345678900.pdf` holds none)."""
    text, (start, end) = found.string, found.span()
    before = _REST_OF_WORD.match(text[max(0, start - _DIGEST) : start][::-1])
    after = _REST_OF_WORD.match(text, end, end + _DIGEST)
    around = ((before[0][::-1] if before else ""), (after[0] if after else ""))
    word = f"{around[0]}{found[0]}{around[1]}"
    return len(word) >= _LONG_WORD and any(map(str.isdigit, "".join(around))) and _HEX_OR_TOKEN.fullmatch(word) is not None
