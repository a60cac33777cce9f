"""Does a whole gateway believe a domain that vouches for its mail, asked over real DNS, and nobody else?"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.nsd import Nsd
from tests.signing import key, signed
from tests.wire.premises import Caller, registered, until
from tests.wire.process import Running
from tests.world import ADDRESS, ANA, MARIA

DOMAIN = MARIA.partition("@")[2]
AUTHSERV = "mx.carteiro.example"
BORDER_SIDE, OUTSIDE = "127.0.0.1", "127.0.0.2"


def txt(value: str) -> str:
    """The value of a TXT record in a zone file, in strings of 255 octets at most."""
    return " ".join(f'"{value[at : at + 250]}"' for at in range(0, len(value), 250))


ZONE = f"""\
_dmarc TXT "v=DMARC1; p=quarantine"
k1._domainkey TXT ( {txt(key().record())} )
@ TXT "v=spf1 ip4:{OUTSIDE} -all"
"""


class Office:
    """A gateway whose DNS is ours."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.dns = stack.enter_context(Nsd({DOMAIN: ZONE}))
        self.gateway = Running(home / "home", settings={"RESOLVER": self.dns.url, "TRUSTED_AUTHSERV": AUTHSERV})
        self._stack = stack
        stack.callback(self.gateway.close)
        self.gateway.start()

    def deliver(self, raw: bytes, source: str, mail_from: str = MARIA) -> int:
        caller = Caller(self.gateway.address, source)
        self._stack.callback(caller.hang_up)
        return registered(caller.greet().deliver(raw, sender=mail_from))

    def row(self, inbound_id: int) -> dict[str, object]:
        """What is on record about a mail, once it is decided."""
        with closing(sqlite3.connect(self.gateway.home / "carteiro.db")) as rows:
            outcome = "SELECT 1 FROM inbound WHERE id = ? AND outcome IS NOT NULL"
            until(lambda: rows.execute(outcome, (inbound_id,)).fetchone(), 60)
        return self.gateway.json("mail", "show", f"in-{inbound_id}")[0]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path_factory.mktemp("aligned"), stack)


def mail(title: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = MARIA, ADDRESS, f"[11] {title}"
    made["Date"], made["Message-ID"] = "Mon, 23 Nov 2026 10:00:00 -0300", f"<{title}@{DOMAIN}>"
    made.set_content("O portal não abre desde as 8h.\n")
    return made.as_bytes().replace(b"\n", b"\r\n")


def test_a_mail_signed_by_the_key_of_its_domain_opens_a_ticket(office: Office) -> None:
    row = office.row(office.deliver(signed(mail("assinado"), DOMAIN), BORDER_SIDE))
    assert (row["disposition"], row["proof"]) == ("opened", "aligned")
    verdict = row["verdict"]
    assert isinstance(verdict, dict)
    assert (verdict["verdict"], verdict["by"], verdict["dkim"][0]["s"]) == ("pass", "dkim", "k1")
    assert key().public[:40] in verdict["dkim"][0]["key"]
    until(lambda: any("assinado" in str(letter["Subject"]) for letter in office.gateway.letters(ANA)))


def test_an_altered_one_waits(office: Office) -> None:
    raw = signed(mail("alterado"), DOMAIN).replace(b"8h", b"9h")
    row = office.row(office.deliver(raw, BORDER_SIDE))
    assert (row["disposition"], row["proof"]) == ("held-claimed", "claimed")


def test_a_peer_that_the_domain_names_is_believed_when_we_are_its_next_hop(office: Office) -> None:
    row = office.row(office.deliver(mail("spf"), OUTSIDE))
    assert (row["disposition"], row["proof"]) == ("opened", "aligned")
    stranger = office.row(office.deliver(mail("spf-outro"), "127.0.0.3"))
    assert (stranger["disposition"], stranger["proof"]) == ("held-claimed", "claimed")


def test_the_word_of_the_border_counts_from_the_border_alone(office: Office) -> None:
    head = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={DOMAIN}\r\n".encode()
    inside = office.row(office.deliver(head + mail("fronteira"), BORDER_SIDE))
    assert (inside["disposition"], inside["proof"]) == ("opened", "aligned")
    outside = office.row(office.deliver(head + mail("forjado"), "127.0.0.3", "x@outro.example"))
    assert (outside["disposition"], outside["proof"]) == ("held-claimed", "claimed")
    below = f"Authentication-Results: {AUTHSERV}; dmarc=fail header.from={DOMAIN}\r\n".encode() + head
    refused = office.row(office.deliver(below + mail("abaixo"), BORDER_SIDE))
    assert (refused["disposition"], refused["proof"]) == ("held-claimed", "claimed")
