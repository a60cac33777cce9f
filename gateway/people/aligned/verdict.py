"""What came out: does DMARC pass for the From domain, by what, and on which evidence?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PASS = "pass"  # noqa: S105 - a word of RFC 8601
FAIL = "fail"
NONE = "none"
TEMPERROR = "temperror"
PERMERROR = "permerror"
UNTRIED = "untried"

DIRECT = ""
BORDER = "border"
TOPMOST = "topmost"


@dataclass(frozen=True, slots=True)
class Connection:
    """How the mail reached us.

    peer: IP address of the SMTP client ('' unknown); helo: its name; mail_from: the envelope's sender ('' the null sender);
    hop: '' (the peer is the sending side: SPF applies, and no header counts), 'border' (a trusted host handed it over: its
    Authentication-Results count by authserv-id, SPF cannot be checked here), 'topmost' (a mailbox whose provider writes no
    authserv-id: the topmost Authentication-Results counts).
    """

    peer: str
    helo: str
    mail_from: str
    hop: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """dmarc: 'pass', 'fail', 'none' (no record), 'temperror', 'permerror' or 'untried' (nothing could pass, so nobody was asked).

    by: what made it pass: 'results', 'dkim', 'spf', or ''. facts: evidence that can be checked again, ready for JSON
    (docs/decisions/0006-aligned-is-checked-here.md names its parts).
    """

    dmarc: str
    by: str
    facts: Mapping[str, Any]

    @property
    def passes(self) -> bool:
        """Whether the mail comes from the domain in its From."""
        return self.dmarc == PASS

    @property
    def transient(self) -> bool:
        """Whether asking again later may end otherwise."""
        return self.dmarc == TEMPERROR
