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
_JUNK_BEFORE = re.compile(r"""\A(?:3d|charset|=|["'“”‘’\\\s])*+""")
_JUNK_AFTER = re.compile(r"""["'“”‘’\\;,<>()\s].*""", re.DOTALL)

# Codec -> names without separators. Where a charset has a superset that everyone writes, that is meant
# (WHATWG Encoding Standard, 4.2): what mail calls Latin-1 is Windows-1252, GB2312 is GB18030.
_NAMES = {
    "ascii": "646 ansix341968 ansix341986 ansix31101983 ascii iso646us isoir6 us usascii",
    "cp1252": (
        "88591 ansi cp1252 iso88591 iso885911987 isoir100 iso8859 isolatin1 latin latin1 l1 western win1252 windows1252 "
        "xansi xcp1252 xiso88591 iso88591windows30latin1 iso88591windows31latin1"
    ),
    "cp1254": "iso88599 latin5 windows28599 xcp1254",
    "iso8859_15": "iso885915 latin9 latin0 xiso885915",
    "utf_8": ("utf8 utf08 utf utf8mb3 utf8mb4 unicode11utf8 unicode20utf8 xunicode20utf8 cesu8 utf8bom xutf8 cp65001 gb18030utf8"),
    "utf_7": "utf7 unicode11utf7 unicode20utf7 xunicode20utf7 cp65000 csunicode11utf7",
    "utf_16": "unicode ucs2 iso10646ucs2 csunicode",
    "utf_16_be": "unicodefffe",
    "gb18030": ("gb2312 gb231280 gb23121980 csgb2312 csgb231280 cngb chinese euccn gbk xgbk cp936 ms936 windows936 gb18030 isoir58"),
    "hz": "hzgb2312",
    "big5hkscs": "big5 xxbig5 cnbig5 csbig5 big5hkscs big5eten",
    "cp950": "cp950 windows950 ms950",
    "cp949": ("ksc56011987 ksc56011989 ksc5601 ks5601 korean csksc56011987 euckr cseuckr windows949 xwindows949 isoir149 ksx1001"),
    "iso2022_kr": "iso2022kr",
    "cp932": "shiftjis sjis xsjis mskanji csshiftjis windows31j cp932 ms932 xmscp932",
    "euc_jp": "eucjp xeucjp eucjpms",
    "iso2022_jp_ext": "iso2022jp csiso2022jp iso2022jp1 iso2022jpms cp50220 cp50221 jis",
    "iso2022_jp_2": "iso2022jp2",
    "cp874": "iso885911 tis620 windows874 dos874",
    "iso8859_8": "iso88598i iso88598e logical visual",
    "iso8859_6": "iso88596i iso88596e",
    "koi8_r": "koi8 koi koi8r cskoi8r",
    "koi8_u": "koi8u koi8ru",
    "mac_cyrillic": "xmaccyrillic",
    "mac_roman": "macintosh mac xmacroman xmacintosh",
    "mac_latin2": "xmacce macce",
    "mac_greek": "xmacgreek",
    "mac_turkish": "xmacturkish",
    "cp862": "dos862",
    "cp850": "ibm850 dos850",
}
_MEANT = {name: codec for codec, names in _NAMES.items() for name in names.split()}
_NUMBERED = re.compile(r"(?:x)?(?:windows|win|cp|ibm|dos|ms)(125[0-8]|437|85[02578]|86[0-6]|874|1140)\Z")
_ISO = re.compile(r"(?:x)?iso8859(1[0-6]|[1-9])(?:19\d\d)?\Z")


def codec(declared: str) -> str:
    """The Python codec meant by a declared charset, '' when there is none that reads text."""
    return _codec(declared) if len(declared) <= _LONGEST_NAME else ""


@lru_cache(maxsize=256)
def _codec(declared: str) -> str:
    name = declared.lower()
    name = _JUNK_AFTER.sub("", _JUNK_BEFORE.sub("", name, count=1))
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
