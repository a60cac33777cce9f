"""What does a delivery status say of each recipient? (RFC 3464, RFC 6533; also where it is no part of its own, or badly written)"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parsers.machine import status
from parsers.mime import fields, header
from parsers.mime.address import lower

_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n")
_RECIPIENT_FIELD = re.compile(rb"^[ \t>]*+(?:final|original)-recipient[ \t]*+:", re.IGNORECASE | re.MULTILINE)
_REPORT_LINE = re.compile(
    rb"(?:reporting-mta|(?:final|original)-recipient|x-actual-recipient|action|status|diagnostic-code|remote-mta|received-from-mta"
    rb"|dsn-gateway|arrival-date"
    rb"|last-attempt-date|will-retry-until|final-log-id|original-envelope-id|x-[a-z0-9-]++)[ \t]*+:",
    re.IGNORECASE,
)
_CODE = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_ESCAPE = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")  # RFC 6533, 3: utf-8-addr-unitext
_BRACKETED = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_WORD = re.compile(r"[^\s<>\"'(),;\[\]]+@[^\s<>\"'(),;\[\]]+")
_ACTIONS = (
    ("fail", "failed"),
    ("expired", "failed"),
    ("bounce", "failed"),
    ("error", "failed"),
    ("undeliver", "failed"),
    ("reject", "failed"),
    ("delay", "delayed"),
    ("defer", "delayed"),
    ("warn", "delayed"),
    ("deliver", "delivered"),
    ("success", "delivered"),
    ("relay", "relayed"),
    ("expand", "expanded"),
)
_ADDRESS_FIELDS = ("final-recipient", "original-recipient", "x-actual-recipient", "x-original-to", "recipient", "x-recipient", "to")
_MOST_BLOCKS = 500
_ROOM = 256 * 1024


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the mail to one recipient; '' where the report does not say. said: the diagnosis in words."""

    recipient: str
    action: str
    status: str
    said: str


def read(content: bytes) -> list[Delivery]:
    """The deliveries of one report, those that failed first, then as they stand there. The first block is about the message (2.1)."""
    blocks = [fields.of(_squeezed(block)) for block in _BLANK_LINE.split(content[:_ROOM].replace(b"\r\n", b"\n"), maxsplit=_MOST_BLOCKS)]
    found = [_delivery(block) for block in blocks if _is_about_recipient(block)]
    if len(blocks) > 1 and not found:  # a block broken in two, or one without a recipient
        merged: dict[str, tuple[bytes, ...]] = {}
        for block in blocks:
            merged = {**block, **merged}
        found = [_delivery(merged)] if "status" in merged or "action" in merged else []
    return sorted(found, key=lambda delivery: delivery.action not in {"failed", ""})


def _is_about_recipient(block: Mapping[str, tuple[bytes, ...]]) -> bool:
    return "final-recipient" in block or "original-recipient" in block or ("action" in block and "status" in block)


def _squeezed(block: bytes) -> bytes:
    """The block from its first field of a report on; lines that are neither fields nor folded are folded by us."""
    lines = block.strip(b"\r\n").split(b"\n")
    kept: list[bytes] = []
    for line in lines:
        bare = line.strip(b" \t>\r") if not kept or line[:1] == b">" else line.rstrip(b"\r")
        if _REPORT_LINE.match(bare.lstrip()) and (not kept or bare[:1] not in b" \t" or _RECIPIENT_FIELD.match(bare)):
            kept.append(bare.lstrip())
        elif kept and bare.strip():
            kept.append(b" " + bare.strip())
    return b"\n".join(kept)


def inside(text: bytes) -> bytes:
    """The report that stands in a text without being a part of its own; b'' when none does."""
    match = _RECIPIENT_FIELD.search(text)
    if match is None:
        return b""
    return text[max(0, text.rfind(b"\n\n", 0, match.start())) :]


def _delivery(block: Mapping[str, tuple[bytes, ...]]) -> Delivery:
    said = (
        _value(block, "diagnostic-code")
        or _value(block, "x-diagnostic-code")
        or _value(block, "x-smtp-response")
        or _value(block, "reason")
    )
    given = _value(block, "status") or _value(block, "x-status")
    code = _status(given, said)
    return Delivery(_recipient(block), _action(_value(block, "action"), code), code, said)


def _status(given: str, said: str) -> str:
    """The Status field; a code in the diagnosis where the field is missing or says only the class."""
    match = _CODE.search(given)
    code = match[0] if match else ""
    if code and not status.is_generic(code):
        return code
    _, _, words = said.partition(";") if said[:20].partition(";")[1] else ("", "", said)
    better = status.written(words)
    if better and not status.is_generic(better):
        return better
    return code or status.of(words or said) or (status.of(given) if given else "")


def _action(value: str, code: str) -> str:
    word = value.lower().strip(" \"'<(")
    known = next((action for start, action in _ACTIONS if word.startswith(start)), "")
    return known or ("delivered" if code.startswith("2") else "")


def _recipient(block: Mapping[str, tuple[bytes, ...]]) -> str:
    """The final recipient if it is an address, else the original one, or the one that the system names besides."""
    values = [_value(block, name) for name in _ADDRESS_FIELDS]
    found = [*filter(None, map(address, values))]
    real = [one for one in found if not one.startswith("imceaex-")]  # Exchange's own, for a name that is no address
    return next(iter(real or found), "") or next(filter(None, map(_bare, values)), "")


def address(value: str) -> str:
    """`rfc822; <a@b>` as an address in lower case; '' when there is none in it."""
    kind, _, rest = value.rpartition(";") if ";" in value else ("", "", value)
    text = _ESCAPE.sub(_unescaped, rest) if "\\x{" in rest else rest
    text = header.words(text)
    if kind.strip().lower() in {"rfc822", "utf-8", "smtp"} and " " not in text.strip() and text.count("@") == 1:
        return lower(text.strip().strip("<>\"'"))
    match = _BRACKETED.search(text) or _WORD.search(text)
    return lower((match[1] if match.re is _BRACKETED else match[0]).rstrip(".:")) if match else ""


def _unescaped(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16) % (sys.maxunicode + 1))
    return letter if letter.isprintable() else ""


def _bare(value: str) -> str:
    return lower(value.rpartition(";")[2].strip().strip("<>"))


def _value(block: Mapping[str, tuple[bytes, ...]], name: str) -> str:
    found: Iterable[bytes] = block.get(name, ())
    return next((value for value in map(header.unfold, found) if value), "")
