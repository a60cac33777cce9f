"""How is a header's value written, whatever a stranger put into it? No text in one holds a CPF (gateway/masking.py)."""

import base64
import re
from urllib.parse import quote

from gateway.masking import masked
from gateway.post.addresses import AddressError, on_the_wire
from gateway.post.cleaning import one_line, shortened

FOLD_LIMIT = 64  # columns
VALUE_LIMIT = 200  # characters of an unstructured value
ENCODED_BYTES = 45  # of UTF-8 in one encoded word: with its frame 72 columns
NAME_LIMIT = 80  # characters of a file or display name; percent-encoded it still fits one line
_WITHIN = range(0x80, 0xC0)  # octets of a character but its first (RFC 3629 section 3)
_ID = re.compile(r"<[!-;=?-~]{1,900}>\Z")
_PLAIN = re.compile(r"[ -~]*\Z")


class HeaderError(ValueError):
    """The letter would not leave with exactly our headers; it must not leave at all."""


def filename(name: str) -> str:
    """The file name as a parameter: quoted when it is plain ASCII, else percent-encoded (RFC 2231 section 4)."""
    name = masked(one_line(name)).replace("/", "_").replace("\\", "_").strip(". ") or "anexo"
    if len(name) > NAME_LIMIT:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: NAME_LIMIT - 12]}.{ending[:10]}" if dot else name[:NAME_LIMIT]
    if _PLAIN.match(name) and not set(name) & set('"%'):
        return f'filename="{name}"'
    return f"filename*=UTF-8''{quote(name, safe='')}"


def mailbox(header: str, name: str, address: str) -> str:
    """`"Name" <address>`, or the address alone. Raises HeaderError when it is not one plain address."""
    try:
        plain = on_the_wire(address)
    except AddressError as error:
        raise HeaderError(f"{header}: {error}") from error
    shown = shortened(masked(one_line(name)), NAME_LIMIT)
    if not shown:
        return plain
    if _is_plain(shown):
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"\r\n <{plain}>' if len(quoted) + len(plain) > FOLD_LIMIT else f'"{quoted}" <{plain}>'
    return f"{words(header, shown)}\r\n <{plain}>"


def words(header: str, value: str) -> str:
    """The value of an unstructured header: ASCII as it is, all else in encoded words of whole characters (RFC 2047 section 2)."""
    value = shortened(masked(one_line(value)), VALUE_LIMIT)
    if _is_plain(value):
        return value
    room = ENCODED_BYTES - len(header) // 4 * 3 - 3  # the first line begins with the header's name
    encoded, rest = [], value.encode()
    while rest:
        end = room
        while end < len(rest) and rest[end] in _WITHIN:
            end -= 1
        encoded.append(base64.b64encode(rest[:end]).decode("ascii"))
        rest, room = rest[end:], ENCODED_BYTES
    return "\r\n ".join(f"=?utf-8?B?{each}?=" for each in encoded)


def _is_plain(value: str) -> bool:
    # A sender may have written `=?utf-8?Q?…?=` by hand: it must be shown as written, so it is encoded like any other sign.
    return bool(_PLAIN.match(value)) and "=?" not in value


def ids(claimed: tuple[str, ...]) -> list[str]:
    """Those that are message ids in one plain line; what a stranger made up otherwise is left out."""
    return [each for each in claimed if _ID.match(each)]
