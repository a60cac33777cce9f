"""What does the header say of who sent this mail: nobody, a mail system, a robot?"""

import re
from dataclasses import dataclass

from parsers.machine.folded import fold
from parsers.mime import header
from parsers.mime.message import Mail

_LONGEST_SUBJECT = 400
_LONGEST_SENDER = 1000
_NULL = frozenset({"", "<>"})
# The mail system itself. `postmaster` and `administrator` are people's addresses too: see ROLE.
_DAEMON = re.compile(
    r"mail(?:er)?[-_. ]?d(?:ae|e)?mon\b|mail ?delivery (?:(?:sub)?system|service|agent)|internet mail delivery"
    r"|mail administrator|delivery subsystem"
    r"|system administrator\b|administrador do sistema\b|administrador del sistema\b|systemadministrator\b"
    r"|administrateur systeme\b"
    r"|amministratore (?:di )?sistema\b|mail system\b|sistema de (?:entrega|correio|correo|e-?mail)\b"
    r"|sub-?sistema de (?:entrega|correo)"
    r"|imss@|interscan|mailmarshal|mi[mx]e?sweeper|surfcontrol|mail ?gateway|mail security"
    r"|microsoft outlook\b|microsoftexchange[0-9a-f]{32}|mail ?router\b|mail router\b|email engine\b|report to sender\b"
    r"|<mdaemon@|mail transfer agent"
    r"|entrega de (?:e-?mails?|mensage(?:m|ns)|correio)\b|bounces?(?:[-+_=][^@>\s]{0,100})?@|mail delivery\b"
    r"|smtp (?:gateway|server)\b|correio do sistema\b|mail-?system@|non-?delivery\b"
)
_ROLE = re.compile(
    r"<\s*(?:postm(?:aster|eister)|(?:admin(?:istra(?:tor|dor))?|e?-?mail|correio|smtp|mta|delivery|entrega|system|sistema|root"
    r"|daemon|nobody)"
    r"(?:-[a-z]+)?)@"
)
_POSTMASTER = re.compile(r"<\s*postm(?:aster|eister)@")
# Nobody reads what is sent there, so nobody wrote what came from there.
_NO_REPLY = re.compile(
    r"(?:^|[<\s._+-])(?:(?:no|nao|ne|nicht|non|not)[-_.]?(?:reply|repl[iy]es|repondre|respond[ae]r?|responder|rispondere"
    r"|antworten)|no[-_.]?answer"
    r"|do[-_.]?n(?:o|'|)t[-_.]?repl(?:y|ay)|do[-_.]?not[-_.]?respond|ne[-_.]?pas[-_.]?repondre|bitte[-_.]?nicht[-_.]?antworten"
    r"|auto[-_.]?(?:reply|respond(?:er)?|response|answer|matic[oa]?|resposta|respuesta)|resposta[-_.]?automatica|respuesta[-_.]?automatica"
    r"|mensagem[-_.]?automatica|listserv|majordomo|www-data|cron(?:daemon)?|mail(?:er)?[-_.]?daemon"
    r"|bounces?)(?:[-_.+=0-9][^@<>\s]{0,200})?@"
)
_FIRST_WORD = re.compile(r"[^;(\s,]*+")


@dataclass(frozen=True, slots=True)
class Head:
    """The sender and the subject, folded. null: no return path. daemon: a mail system; postmaster and role: an address that one may have;
    robot: an address that no person answers from.
    """

    sender: str
    subject: str
    null: bool
    daemon: bool
    postmaster: bool
    role: bool
    robot: bool


def read(mail: Mail, mail_from: str | None) -> Head:
    """mail_from: the sender of the envelope; None when unknown, then the Return-Path of the header is what there is."""
    raw = mail.fields.get("from", (b"",))[0][:_LONGEST_SENDER]
    sender = raw.decode("latin-1").strip().lower()
    path = value(mail, "return-path") if "return-path" in mail.fields else None
    null = mail_from in _NULL or path == "<>" or sender == "<>"
    path = fold(mail_from or path or "")
    address = "<" + sender.rpartition("<")[2]
    if "=?" in sender and (null or _ROLE.match(address)):  # only then may the name say that a mail system writes
        sender = fold(header.decode(raw))
    return Head(
        sender=sender,
        subject=_subject(mail),
        null=null,
        daemon=_DAEMON.search(sender) is not None or "mailer-daemon" in path,
        postmaster=_POSTMASTER.match(address) is not None,
        role=_ROLE.match(address) is not None,
        robot=_NO_REPLY.search(address) is not None or _robot_path(path, sender),
    )


def value(mail: Mail, name: str) -> str:
    """The first word of a field in lower case, without comments and parameters; '' when missing."""
    raw = mail.fields.get(name)
    if not raw:
        return ""
    found = _FIRST_WORD.match(_plain(raw[0]) or header.unfold(raw[0]).lower())
    return found[0] if found else ""


def _subject(mail: Mail) -> str:
    raw = mail.fields.get("subject")
    return (_plain(raw[0]) or fold(header.decode(raw[0])))[:_LONGEST_SUBJECT] if raw else ""


def _plain(raw: bytes) -> str:
    """The value of one line without encoded words, in lower case: most are, and this is cheap; '' for the others."""
    return raw.decode("ascii").strip().lower() if raw.isascii() and b"=?" not in raw and b"\n" not in raw.rstrip() else ""


def _robot_path(path: str, sender: str) -> bool:
    """A no-reply return path of the sender's own domain: what a relay elsewhere writes there says nothing about the author."""
    if not path or not _NO_REPLY.search("<" + path.strip("<>")):
        return False
    domain = path.strip("<> ").rpartition("@")[2]
    return bool(domain) and sender.rstrip("> ").endswith(domain)
