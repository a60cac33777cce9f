"""Did the From domain sign this mail (RFC 6376)? dkimpy checks the signatures; what it is too kind about is refused around it."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dkim import DKIM

from gateway.people.aligned import key, signature
from gateway.people.aligned.asking import Asking, TooMany
from gateway.people.aligned.body import Body
from gateway.people.aligned.evidence import shown
from gateway.people.aligned.resolver import Unanswered
from gateway.people.aligned.signature import Signature

# dkimpy logs what stands in forged signatures.
_SILENT = logging.getLogger("carteiro.dkimpy")
_SILENT.setLevel(logging.CRITICAL)
FIELD = "dkim-signature"
# What every reader takes for the same fields: whole lines of one kind, no lone CR, no NUL, no blank before the colon.
_CLEAR = re.compile(rb"(?:[!-9;-~]++:[^\r\n\0]*+(?:\r?\n[\t ][^\r\n\0]*+)*+\r?\n)++")


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one signature. verdict: 'pass', 'fail', 'permerror', 'temperror', 'neutral' or 'unchecked'."""

    signature: Signature
    verdict: str = "unchecked"
    reason: str = ""
    record: str = ""
    bits: int = 0

    def facts(self) -> dict[str, Any]:
        """Ready for JSON; with the key, without which nobody could check it later."""
        tags = self.signature.tags
        told: dict[str, Any] = {"d": self.signature.domain, "s": self.signature.selector, "a": shown(tags.get("a", ""), 20)}
        told |= {"verdict": self.verdict} | ({"reason": self.reason} if self.reason else {})
        return told | ({"key": shown(self.record, key.LONGEST), "bits": self.bits} if self.record else {})


class Signed:
    """The signatures of one mail."""

    def __init__(self, header: bytes, fields: Mapping[str, Sequence[bytes]], body: Body, now: float) -> None:
        """header: its bytes, up to the empty line; fields: the same as our reader sees them; now: seconds of the epoch."""
        self._header = header
        self._fields = fields
        self._body = body
        self._now = now
        self._opened: DKIM | None = None
        self.all = [signature.read(at, value) for at, value in enumerate(fields.get(FIELD, ()))]

    def considered(self, one: Signature) -> Finding:
        """What can be said without asking anyone: 'unchecked' when it may still pass."""
        if not self._clear():
            return Finding(one, "permerror", "header-unclear")
        return Finding(one, *signature.refused(one, self._fields, self._body, self._now))

    def checked(self, one: Signature, asking: Asking) -> Finding:
        """Fetches the key and checks the signature. To be called for what is `considered` unchecked."""
        try:
            records = asking.ask(f"{one.selector}._domainkey.{one.domain}", "TXT")
        except Unanswered as trouble:
            return Finding(one, "temperror", shown(str(trouble), 100))
        except TooMany:
            return Finding(one, "permerror", "too-many-lookups")
        found = key.choose(records, one.domain, one.tags.get("i", ""))
        if found.verdict:
            return Finding(one, found.verdict, found.reason, found.record, found.bits)
        verdict, reason = self._verified(one, found.record)
        return Finding(one, verdict, reason, found.record, found.bits)

    def _verified(self, one: Signature, record: str) -> tuple[str, str]:
        try:
            message = self._message()
            tags, names, values = message.verify_headerprep(one.at)
            # The body was compared before (body.py); without bh dkimpy looks at the header alone.
            del tags[b"bh"]
            valid = message.verify_sig(tags, names, values[one.at], lambda _name, timeout: record.encode())  # noqa: ARG005
        except Exception as error:  # noqa: BLE001 - dkimpy raises what it meets in a forged signature: all of it means no
            return "permerror", f"malformed: {type(error).__name__}"
        return ("pass", "") if valid is True else ("fail", "signature")

    def _message(self) -> DKIM:
        if self._opened is None:
            self._opened = DKIM(self._header + b"\r\n", logger=_SILENT)
        return self._opened

    def _clear(self) -> bool:
        """Whether dkimpy sees the fields that our reader sees, so that what was signed is what is read."""
        if not _CLEAR.fullmatch(self._header):
            return False
        counts: dict[str, int] = {}
        for name, _ in self._message().headers:
            counts[name.decode().lower()] = counts.get(name.decode().lower(), 0) + 1
        return counts == {name: len(values) for name, values in self._fields.items()}
