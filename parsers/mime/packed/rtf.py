"""Which text does this RTF show? HTML where it was made from HTML ([MS-OXRTFEX]), else its plain words; linear."""

import re

from compressed_rtf import decompress  # type: ignore[import-untyped]

from parsers.mime.charset import decode

_TOKEN = re.compile(r"\\([a-z]{1,32}+)(-?[0-9]{1,10}+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]++|([^\\{}\r\n]++)|\\", re.DOTALL)
_LARGEST = 256 * 1024  # packed; it unfolds to at most nine times as much
_HIDDEN_WORDS = (
    "fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf object themedata datastore"
    " listtable listoverridetable rsidtbl generator xmlnstbl latentstyles filetbl revtbl mhtmltag fldinst bkmkstart bkmkend"
)
_HIDDEN = frozenset(_HIDDEN_WORDS.split())
_SPOKEN = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–"} | {
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " "
}  # fmt: skip
_ESCAPED = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_DEEPEST = 200


def unpacked(packed: bytes) -> bytes:
    """The RTF of a compressed body, b'' when it cannot be unpacked or is too large."""
    if len(packed) > _LARGEST:
        return b""
    try:
        return bytes(decompress(packed))
    except Exception:  # noqa: BLE001 - whatever the library makes of a stranger's bytes, the mail is read
        return b""


def read(rtf: bytes) -> tuple[str, str]:
    """(media type, text) of an RTF document: `text/html` or `text/plain`; ('', '') when it is none."""
    source = rtf.decode("latin-1")
    if not source.startswith("{\\rtf"):
        return "", ""
    reader = _Reader(is_page="\\fromhtml" in source[:1000])
    for token in _TOKEN.finditer(source):
        reader.take(token)
    reader.flush()
    whole = "".join(reader.said).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # a pair may come as two \\u
    return "text/html" if reader.is_page else "text/plain", whole.strip("\n\0")


class _Reader:
    """The state of an RTF reader: what is hidden ends with its group."""

    def __init__(self, *, is_page: bool) -> None:
        self.is_page = is_page
        self.said: list[str] = []
        self.charset = "cp1252"
        self.groups: list[tuple[bool, bool, int]] = []
        self.hidden = self.in_tag = False
        self.fallback = 1  # characters that stand for a \u for readers that know no Unicode
        self.rtf_only = False
        self.skip = 0
        self.high = bytearray()
        self.starred = False
        self.deeper = 0  # groups beyond those that are kept apart

    def take(self, token: re.Match[str]) -> None:
        word, argument, code, symbol, brace, text = token.groups()
        starred, self.starred = self.starred, False
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, argument, starred=starred)
        elif code:
            if self.skip:
                self.skip -= 1
            elif self._heard():
                self.high.append(int(code, 16))
        elif symbol == "*":
            self.starred = True
        elif symbol:
            self._say(_ESCAPED.get(symbol, ""))
        elif text:
            taken = min(self.skip, len(text))
            self.skip -= taken
            self._say(text[taken:])

    def _brace(self, brace: str) -> None:
        self.flush()
        self.skip = 0
        if brace == "{":
            if len(self.groups) < _DEEPEST:
                self.groups.append((self.hidden, self.in_tag, self.fallback))
            else:
                self.deeper += 1
        elif self.deeper:
            self.deeper -= 1
        elif self.groups:
            self.hidden, self.in_tag, self.fallback = self.groups.pop()

    def _word(self, word: str, argument: str | None, *, starred: bool) -> None:
        number = int(argument) if argument else 0
        if word == "htmltag" and self.is_page:
            self.in_tag = True
        elif starred or word in _HIDDEN:
            self.hidden = True
        elif word == "htmlrtf":
            self.flush()
            self.rtf_only = argument != "0"
        elif word == "ansicpg":
            self.charset = "utf-8" if number == 65001 else f"cp{number}"  # noqa: PLR2004 - Windows' number for UTF-8
        elif word == "uc":
            self.fallback = min(max(number, 0), 10)
        elif word == "u":
            self._say(chr(number % 0x10000))
            self.skip = self.fallback
        elif word in _SPOKEN:
            self._say(_SPOKEN[word])

    def _heard(self) -> bool:
        return not self.hidden and (self.in_tag or not self.rtf_only)

    def _say(self, text: str) -> None:
        self.flush()
        if text and self._heard():
            self.said.append(text)

    def flush(self) -> None:
        """Bytes given by their codes are decoded together: a character may be several."""
        if self.high:
            self.said.append(decode(bytes(self.high), self.charset)[0])
            self.high.clear()
