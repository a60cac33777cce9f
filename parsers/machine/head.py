"""What does the header say of who sent this mail: nobody, a mail system, a robot?"""

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.machine import senders
from parsers.machine.folded import fold
from parsers.mime import header
from parsers.mime.message import Mail

_LONGEST_SUBJECT = 400
_LONGEST_SENDER = 1000
_NULL = frozenset({"", "<>"})
# The mail system itself.
_DAEMON = re.compile(
    r"mail(?:er)?[-_. ]?d(?:ae|e)?mon\b|mail ?delivery (?:(?:sub)?system|service|agent)|internet mail delivery|delivery subsystem"
    r"|microsoftexchange[0-9a-f]{32}|<mdaemon@|mail transfer agent|sub-?sistema de (?:entrega|correo)|bounces?(?:[-+_=][^@>\s]{0,100})?@"
)
# Names that mail systems give themselves, and people or teams too.
_SYSTEM = re.compile(
    r"system administrator\b|administra(?:d|t)or (?:do|del|di|de) sistema\b|systemadministrator\b|administrateur systeme\b"
    r"|amministratore sistema\b"
    r"|mail administrator|mail system\b|sistema de (?:entrega|correio|correo|e-?mail)\b|microsoft outlook\b|mail ?router\b|email engine\b"
    r"|report to sender\b|imss@|interscan|mailmarshal|mi[mx]e?sweeper|surfcontrol|mail ?gateway|mail security|smtp (?:gateway|server)\b"
    r"|entrega de (?:e-?mails?|mensage(?:m|ns)|correio)\b|mail delivery\b|correio do sistema\b|mail-?system@|non-?delivery\b"
    r"|post[-_.]?m(?:aster|eister)@"
)
# Addresses that they have, and people too.
_ROLE = re.compile(
    r"<\s*(?:post[-_.]?m(?:aster|eister)|(?:admin(?:istra(?:tor|dor))?|e?-?mail|correio|smtp|mta|delivery|entrega|system|sistema|root"
    r"|daemon|nobody)"
    r"(?:-[a-z]+)?)@"
)
_TELLING = (b"respond", b"reply", b"autom")  # of an encoded name
_BASE64 = re.compile(rb"\?[bB]\?([A-Za-z0-9+/]{4,400}+)")
_FIRST_WORD = re.compile(r"[^;(\s,]*+")


@dataclass(frozen=True, slots=True)
class Head:
    """The subject, folded, and marks of the sender. null: no return path.

    daemon: a mail system; system and role: a name, an address that one may have;
    robot: an address that no person answers from.
    """

    subject: str
    null: bool
    daemon: bool
    system: bool
    role: bool
    robot: bool


def read(mail: Mail, mail_from: str | None) -> Head:
    """mail_from: the sender of the envelope; None when unknown, then the Return-Path of the header is what there is."""
    raw = mail.fields.get("from", (b"",))[0][:_LONGEST_SENDER]
    path = value(mail, "return-path") if "return-path" in mail.fields else None
    null = mail_from in _NULL or path == "<>" or raw.strip() == b"<>"
    marks = _marks(raw, fold(mail_from or path or ""), null=null)
    return Head(_subject(mail), null, *marks)


@lru_cache(maxsize=1024)  # who writes, writes again; a field is at most 1000 bytes here
def _marks(raw: bytes, path: str, *, null: bool) -> tuple[bool, bool, bool, bool]:
    """daemon, system, role, robot."""
    sender = raw.decode("latin-1").strip().lower()
    if not raw.isascii():
        sender = fold(header.unfold(raw))
    # An encoded name is believed to be a mail system's only where the address or the path may be one's.
    elif "=?" in sender and (null or _ROLE.match("<" + sender.rpartition("<")[2]) or _is_telling(raw)):
        sender = fold(header.decode(raw))
    name, _, address = sender.rpartition("<")
    address = "<" + address
    by_role = _ROLE.match(address) is not None
    system = _SYSTEM.search(sender) is not None
    robot = (by_role and _SYSTEM.search(name) is not None) or senders.is_program(address, name or _comment(address))
    robot = robot or (bool(path) and senders.is_program_path(path, address))
    return _DAEMON.search(sender) is not None or "mailer-daemon" in path, system, system or by_role, robot


def value(mail: Mail, name: str) -> str:
    """The first word of a field in lower case, without comments and parameters; '' when missing."""
    raw = mail.fields.get(name)
    if not raw:
        return ""
    text = _plain(raw[0]) or header.unfold(raw[0]).lower()
    found = _FIRST_WORD.match(text.partition(")")[2].lstrip() if text.startswith("(") else text)
    return found[0] if found else ""


def _subject(mail: Mail) -> str:
    raw = mail.fields.get("subject")
    return (_plain(raw[0]) or _decoded(raw[0][: 4 * _LONGEST_SUBJECT]))[:_LONGEST_SUBJECT] if raw else ""


@lru_cache(maxsize=512)  # the mails of a conversation share their subject
def _decoded(raw: bytes) -> str:
    return fold(header.decode(raw))


def _plain(raw: bytes) -> str:
    """The value of one line without encoded words, in lower case: most are, and this is cheap; '' for the others."""
    return raw.decode("ascii").strip().lower() if raw.isascii() and b"=?" not in raw and b"\n" not in raw.rstrip() else ""


def _is_telling(raw: bytes) -> bool:
    """Whether an encoded name may say that nobody reads an answer; decoding every name would cost more than all else here."""
    pieces = [raw.lower()]
    for word in _BASE64.findall(raw):
        try:
            pieces.append(binascii.a2b_base64(word + b"==").lower())
        except binascii.Error:
            return True
    return any(telling in piece for piece in pieces for telling in _TELLING)


def _comment(address: str) -> str:
    """The name after the address, as old programs write it: `root@x.example (Cron Daemon)`."""
    return address.partition("(")[2].rstrip(") ") if "(" in address else ""
