"""Which codec does the name of a charset mean? The names mail really carries, with their junk, in a closed list."""

import codecs
import re
from encodings import aliases, normalize_encoding
from functools import lru_cache

# Python codecs that are not charsets of mail, or cost quadratic time, or hide text from a reader of the raw mail.
_NOT_CHARSETS = frozenset({"idna", "mbcs", "oem", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
# Names looked up in a closed list: `codecs.lookup` imports and remembers every unknown name, a leak a sender could feed.
_CHARSETS = (frozenset(aliases.aliases) | frozenset(aliases.aliases.values()) | {"utf_8_sig"}) - _NOT_CHARSETS
_NOT_TEXT = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "rot_13", "uu", "zlib"})
_LONGEST_NAME = 80
_SEPARATORS = re.compile(r"[^a-z0-9]+")
# A `=3D` left by a mail that was quoted-printable twice, quotes of any kind, the name of the parameter itself.
_JUNK_BEFORE = re.compile(r"""(?:3d|charset|=|["'“”‘’\\\s])*""")
_JUNK_AFTER = re.compile(r"""["'“”‘’\\;,<>()\s].*""", re.DOTALL)

# Names without separators -> codec. Where a charset has a superset that everyone writes, that is meant
# (WHATWG Encoding Standard, 4.2): what mail calls Latin-1 is Windows-1252, GB2312 is GB18030.
_MEANT = {
    "646": "ascii", "88591": "cp1252", "ansi": "cp1252", "ansix341968": "ascii", "ansix341986": "ascii", "ansix31101983": "ascii",
    "ascii": "ascii", "cp1252": "cp1252", "iso88591": "cp1252", "iso885911987": "cp1252", "iso646us": "ascii", "isoir6": "ascii",
    "isoir100": "cp1252", "iso8859": "cp1252", "isolatin1": "cp1252", "latin": "cp1252", "latin1": "cp1252", "l1": "cp1252",
    "us": "ascii", "usascii": "ascii", "western": "cp1252", "win1252": "cp1252", "windows1252": "cp1252", "xansi": "cp1252",
    "xcp1252": "cp1252", "xiso88591": "cp1252", "iso88591windows30latin1": "cp1252", "iso88591windows31latin1": "cp1252",
    "iso88599": "cp1254", "latin5": "cp1254", "windows28599": "cp1254", "xcp1254": "cp1254",
    "iso885915": "iso8859_15", "latin9": "iso8859_15", "latin0": "iso8859_15", "xiso885915": "iso8859_15",
    "utf8": "utf_8", "utf08": "utf_8", "utf": "utf_8", "utf8mb3": "utf_8", "utf8mb4": "utf_8", "unicode11utf8": "utf_8",
    "unicode20utf8": "utf_8", "xunicode20utf8": "utf_8", "cesu8": "utf_8", "utf8bom": "utf_8", "xutf8": "utf_8", "cp65001": "utf_8",
    "utf7": "utf_7", "unicode11utf7": "utf_7", "unicode20utf7": "utf_7", "xunicode20utf7": "utf_7", "cp65000": "utf_7", "csunicode11utf7":
    "utf_7",
    "unicode": "utf_16", "ucs2": "utf_16", "iso10646ucs2": "utf_16", "csunicode": "utf_16", "unicodefffe": "utf_16_be",
    "gb2312": "gb18030", "gb231280": "gb18030", "gb23121980": "gb18030", "csgb2312": "gb18030", "csgb231280": "gb18030", "cngb": "gb18030",
    "chinese": "gb18030", "euccn": "gb18030", "gbk": "gb18030", "xgbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030",
    "windows936": "gb18030", "gb18030": "gb18030", "isoir58": "gb18030", "hzgb2312": "hz", "gb18030utf8": "utf_8",
    "big5": "big5hkscs", "xxbig5": "big5hkscs", "cnbig5": "big5hkscs", "csbig5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "cp950",
    "big5eten": "big5hkscs", "windows950": "cp950", "ms950": "cp950",
    "ksc56011987": "cp949", "ksc56011989": "cp949", "ksc5601": "cp949", "ks5601": "cp949", "korean": "cp949", "csksc56011987": "cp949",
    "euckr": "cp949", "cseuckr": "cp949", "windows949": "cp949", "xwindows949": "cp949", "isoir149": "cp949", "ksx1001": "cp949",
    "iso2022kr": "iso2022_kr",
    "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "mskanji": "cp932", "csshiftjis": "cp932", "windows31j": "cp932", "cp932": "cp932",
    "ms932": "cp932", "xmscp932": "cp932", "eucjp": "euc_jp", "xeucjp": "euc_jp", "eucjpms": "euc_jp",
    "iso2022jp": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext", "iso2022jp1": "iso2022_jp_ext", "iso2022jp2": "iso2022_jp_2",
    "iso2022jpms": "iso2022_jp_ext", "cp50220": "iso2022_jp_ext", "cp50221": "iso2022_jp_ext", "jis": "iso2022_jp_ext",
    "iso885911": "cp874", "tis620": "cp874", "windows874": "cp874", "dos874": "cp874",
    "iso88598i": "iso8859_8", "iso88598e": "iso8859_8", "logical": "iso8859_8", "visual": "iso8859_8", "iso88596i": "iso8859_6",
    "iso88596e": "iso8859_6", "koi8": "koi8_r", "koi": "koi8_r", "koi8r": "koi8_r", "cskoi8r": "koi8_r", "koi8u": "koi8_u", "koi8ru": "koi8_u",
    "xmaccyrillic": "mac_cyrillic", "macintosh": "mac_roman", "mac": "mac_roman", "xmacroman": "mac_roman", "xmacintosh": "mac_roman",
    "xmacce": "mac_latin2", "macce": "mac_latin2", "xmacgreek": "mac_greek", "xmacturkish": "mac_turkish",
    "viscii": "cp1258", "tcvn": "cp1258", "dos862": "cp862", "ibm850": "cp850", "dos850": "cp850",
}  # fmt: skip
_NUMBERED = re.compile(r"(?:x)?(?:windows|win|cp|ibm|dos|ms)(125[0-8]|437|85[02578]|86[0-6]|874|1140)\Z")
_ISO = re.compile(r"(?:x)?iso8859(1[0-6]|[1-9])(?:19\d\d)?\Z")


@lru_cache(maxsize=256)
def codec(declared: str) -> str:
    """The Python codec meant by a declared charset, '' when there is none that reads text."""
    if len(declared) > _LONGEST_NAME:
        return ""
    name = declared.strip().lower()
    name = _JUNK_AFTER.sub("", name[(before := _JUNK_BEFORE.match(name)) and before.end() or 0 :])
    if not name.isascii():
        return ""
    letters = _SEPARATORS.sub("", name)
    if letters in _MEANT:
        return _MEANT[letters]
    if found := _NUMBERED.match(letters):
        return f"cp{found[1]}"
    if found := _ISO.match(letters):
        return "cp874" if found[1] == "11" else f"iso8859_{found[1]}" if found[1] != "12" else ""
    return _of_python(normalize_encoding(name).lower())


def _of_python(name: str) -> str:
    """One of the stdlib's own names."""
    if name not in _CHARSETS:
        return ""
    try:
        found = codecs.lookup(name).name.replace("-", "_")
    except LookupError:
        return ""
    return "" if found in _NOT_CHARSETS or found in _NOT_TEXT else found
