"""Does DMARC pass for the From domain? By a trusted hop's word, or else by asking the DNS, and only if something could pass."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from gateway.people.aligned import arc, dmarc, domains, results, spf
from gateway.people.aligned.asking import Asking, TooMany
from gateway.people.aligned.body import Body
from gateway.people.aligned.dkim import Finding, Signed
from gateway.people.aligned.evidence import shown, within
from gateway.people.aligned.resolver import Resolver, Unanswered
from gateway.people.aligned.verdict import FAIL, NONE, PASS, PERMERROR, TEMPERROR, UNTRIED, Connection, Verdict
from parsers.mime import fields as mime

_CANDIDATES = 5
_OTHERS = 20  # names of other signers that are noted


def check(
    raw: bytes, sender: str, connection: Connection, resolver: Resolver, trusted: Sequence[str], at: datetime | None = None
) -> Verdict:
    """Checks one mail. Never raises.

    raw: the whole mail; sender: its one plain From address, lower case; trusted: authserv-ids whose headers count behind a border;
    at: when the mail arrived, for signatures that expire (now, if not told).
    """
    facts: dict[str, Any] = {"from_domain": domains.of_address(sender), "hop": connection.hop, "asked": 0}
    try:
        return _Check(raw, sender, connection, Asking(resolver), trusted, at).verdict(facts)
    except Exception as error:  # noqa: BLE001 - in doubt nothing is proven, and the mail goes on
        return Verdict(PERMERROR, "", facts | {"error": type(error).__name__})


class _Check:
    def __init__(
        self, raw: bytes, sender: str, connection: Connection, asking: Asking, trusted: Sequence[str], at: datetime | None
    ) -> None:
        self._raw = raw
        self._fields, self._body_at, self._flaw = mime.read(raw, 0, len(raw))
        self._at = at
        self._sender = sender
        self._domain = domains.of_address(sender)
        self._connection = connection
        self._asking = asking
        self._trusted = trusted

    @cached_property
    def _signed(self) -> Signed:
        """The mail's signatures, read only where a trusted hop's word does not do."""
        header = self._raw[: self._body_at].removesuffix(b"\n").removesuffix(b"\r") if not self._flaw else b""
        now = self._at.timestamp() if self._at else time.time()  # noqa: TID251 - only where no caller knows when the mail came
        return Signed(header, self._fields, Body(self._raw[self._body_at :]), now)

    def verdict(self, facts: dict[str, Any]) -> Verdict:
        """The whole way; `facts` is filled on it."""
        if not self._domain or len(self._fields.get("from", ())) != 1:
            return Verdict(PERMERROR, "", facts | {"error": "from"})
        told = results.trusted(self._fields.get("authentication-results", ()), self._connection.hop, self._trusted)
        if told:
            facts["results"] = {
                "authserv": shown(told.authserv, 100),
                "dmarc": shown(told.dmarc, 20),
                "header_from": shown(told.header_from, 253),
                "header": shown(told.text, 2_000),
            }
        if sealed := arc.noted(self._fields):
            facts["arc"] = sealed
        if told and told.passes(self._sender):
            return Verdict(PASS, "results", facts)
        word, by = self._own(facts)
        return Verdict(word, by, within(facts | {"asked": self._asking.count}))

    def _own(self, facts: dict[str, Any]) -> tuple[str, str]:
        """(word, by) of what is checked here."""
        candidates, others = self._candidates()
        if others:
            facts["others"] = others
        findings = [self._signed.considered(one) for one in candidates]
        asked = spf.question(self._connection)
        if asked and not domains.related(asked.domain, self._domain):
            asked = None
        word, by = UNTRIED, ""
        if any(finding.verdict == "unchecked" for finding in findings) or asked:
            word, by, findings = self._by_record(findings, asked, facts)
        elif findings:
            word = FAIL  # nothing that is signed by this domain can count; whether it has a record makes no difference
        if findings:
            facts["dkim"] = [finding.facts() for finding in findings]
        return word, by

    def _candidates(self) -> tuple[list[Any], list[str]]:
        aligned = [one for one in self._signed.all if domains.related(one.domain, self._domain)]
        others = dict.fromkeys(shown(one.domain, 100) or "unreadable" for one in self._signed.all if one not in aligned)
        return aligned[:_CANDIDATES], list(others)[:_OTHERS]

    def _by_record(self, findings: list[Finding], asked: spf.Question | None, facts: dict[str, Any]) -> tuple[str, str, list[Finding]]:
        try:
            policy = dmarc.policy(self._domain, self._asking)
        except (Unanswered, TooMany) as trouble:
            facts["dmarc"] = {"at": f"_dmarc.{self._domain}", "trouble": shown(str(trouble), 100)}
            return TEMPERROR, "", findings
        facts["dmarc"] = {"at": policy.at, "record": shown(policy.record, 1_000), "organization": policy.organization}
        if policy.several:
            facts["dmarc"]["trouble"] = "several records"
        if not policy.found:
            return NONE, "", findings
        findings = self._signatures(findings, policy)
        if any(finding.verdict == PASS for finding in findings):
            return PASS, "dkim", findings
        troubled = any(finding.verdict == TEMPERROR for finding in findings)
        if asked and policy.aligned(asked.domain, "aspf"):
            answer = spf.check(asked, self._asking)
            facts["spf"] = answer.facts()
            if answer.result == PASS:
                return PASS, "spf", findings
            troubled = troubled or answer.result == TEMPERROR
        return (TEMPERROR if troubled else FAIL), "", findings

    def _signatures(self, findings: list[Finding], policy: dmarc.Policy) -> list[Finding]:
        """Checks one after the other, until one passes."""
        done: list[Finding] = []
        for finding in findings:
            if finding.verdict != "unchecked" or any(other.verdict == PASS for other in done):
                done.append(finding)
            elif policy.aligned(finding.signature.domain, "adkim"):
                done.append(self._signed.checked(finding.signature, self._asking))
            else:
                done.append(Finding(finding.signature, "unchecked", "not-aligned"))
        return done
