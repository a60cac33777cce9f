"""May this host send for the domain (RFC 7208)? pyspf decides; the questions, their limits and the refusals are ours."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import spf

from gateway.people.aligned import domains
from gateway.people.aligned.asking import Asking, TooMany
from gateway.people.aligned.evidence import shown
from gateway.people.aligned.resolver import Kind, Unanswered
from gateway.people.aligned.verdict import DIRECT, Connection

_LONGEST = 4_096  # characters of a record; longer ones cost pyspf quadratic time
_KINDS = {"TXT", "A", "AAAA", "MX", "PTR"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be checked. identity: 'mailfrom', or 'helo' for a null sender; local: of the envelope's sender, for macros."""

    ip: str
    identity: Literal["mailfrom", "helo"]
    domain: str
    local: str
    helo: str


@dataclass(frozen=True, slots=True)
class Answer:
    """result: a word of RFC 7208 section 2.6; record: the text at the domain, '' when there was none."""

    question: Question
    result: str
    record: str = ""

    def facts(self) -> dict[str, Any]:
        """Ready for JSON."""
        about = {"identity": self.question.identity, "domain": self.question.domain, "ip": self.question.ip}
        return about | {"result": self.result, "record": shown(self.record, 1_000)}


def question(connection: Connection) -> Question | None:
    """What may be asked about this connection; None where the peer is not the sending side, or nobody can be named."""
    if connection.hop != DIRECT:
        return None
    try:
        address = ipaddress.ip_address(connection.peer)
    except ValueError:
        return None
    ip = str(getattr(address, "ipv4_mapped", None) or address)  # as a socket for both families names an IPv4 peer
    helo = domains.ascii_name(connection.helo)
    if not connection.mail_from:  # RFC 7208 section 2.4
        return Question(ip, "helo", helo, "postmaster", helo) if helo else None
    domain = domains.of_address(connection.mail_from)
    # pyspf splits at the first '@' and would take the rest of a quoted local part for the domain.
    local = connection.mail_from.rpartition("@")[0].replace("@", "-")
    return Question(ip, "mailfrom", domain, local or "postmaster", helo) if domain else None


def check(about: Question, asking: Asking) -> Answer:
    """The result. Never raises: DNS trouble is 'temperror', whatever else goes wrong 'permerror'."""
    query = _Query(about, asking)
    try:
        result = str(query.check()[0])
    except Exception:  # noqa: BLE001 - pyspf asserts, and trips over names that no DNS has: a faulty record, by RFC 7208 a permerror
        result = "permerror"
    return Answer(about, result, query.top)


class _Query(spf.query):  # type: ignore[misc]
    """pyspf's machine with our questions in place of its own DNS: no global of its module is touched."""

    def __init__(self, about: Question, asking: Asking) -> None:
        super().__init__(i=about.ip, s=f"{about.local}@{about.domain}", h=about.helo, strict=True)
        self._asking = asking
        self.top = ""

    def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[Any]:  # noqa: ARG002
        """In place of pyspf's `dns`, with its limit for questions without answer (section 4.6.4); aliases are the resolver's matter."""
        if qtype not in _KINDS:
            return []
        try:
            found = self._asking.ask(name, cast("Kind", qtype))
        except Unanswered as trouble:
            raise spf.TempError(str(trouble)) from trouble
        except TooMany as trouble:
            raise spf.PermError(str(trouble)) from trouble
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many questions without answer")
        return [_as_pyspf(qtype, text) for text in found]

    def dns_spf(self, domain: str) -> str | None:
        """As pyspf does, with a limit to the record's length; the first record is kept as evidence."""
        record = cast("str | None", super().dns_spf(domain))
        if record is not None and len(record) > _LONGEST:
            raise spf.PermError("record too long")
        if record and not self.top:
            self.top = record
        return record

    def get_explanation(self, spec: str) -> None:  # noqa: ARG002
        """None: pyspf would ask for a text that nobody here reads."""
        return


def _as_pyspf(kind: str, text: str) -> Sequence[Any] | str:
    if kind == "TXT":
        return (text.encode("latin-1"),)
    if kind == "MX":
        preference, _, name = text.partition(" ")
        return (int(preference) if preference.isdigit() else 0, name)
    return text
