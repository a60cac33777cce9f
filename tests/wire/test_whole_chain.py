"""Does one plain mail by each door go the whole way, and is each on record as it came, in a chain as long as it must be?"""

import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.dovecot import Dovecot
from tests.wire.premises import Caller, registered, until
from tests.wire.process import Running
from tests.wire.test_login import plain
from tests.world import ADDRESS, ANA, CARLOS, MARIA, RITA

CHAIN = ["open", "route"]
"""All that happened to a ticket that was opened and that nobody has answered yet."""


def written(sender: str, title: str) -> bytes:
    """A plain mail as it crosses the wire."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, f"[11] {title}"
    mail["Message-ID"] = f"<{title.replace(' ', '-').lower()}@cliente.example>"
    mail["Date"] = "Mon, 23 Nov 2026 10:00:00 -0300"
    mail.set_content("Bom dia.\n\nComo protocolar?\n")
    return mail.as_bytes().replace(b"\n", b"\r\n")


def vouched_for(raw: bytes, sender: str) -> bytes:
    """The same, as the provider of the mailbox puts it there."""
    return f"Authentication-Results: dmarc=pass action=none header.from={sender.partition('@')[2]}\r\n".encode() + raw


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with Dovecot() as made:
        yield made


@pytest.fixture
def running(tmp_path: Path, server: Dovecot) -> Iterator[Running]:
    made = Running(tmp_path / "home", settings={"MAILBOXES": server.url(trust_results="topmost")})
    made.start()
    until(lambda: "first look" in made.log)
    yield made
    made.close()


def text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
def test_one_plain_mail_by_each_door_goes_the_whole_way(running: Running, server: Dovecot) -> None:
    by_smtp = written(MARIA, "Pela porta")
    caller = Caller(running.address).greet()
    assert caller.say(plain(MARIA)).startswith("235")
    registered(caller.deliver(by_smtp, sender=MARIA))
    caller.hang_up()
    until(lambda: running.letters(MARIA))
    by_imap = vouched_for(written(RITA, "Pela caixa"), RITA)
    server.put(by_imap)
    until(lambda: running.letters(RITA))
    until(lambda: all(len(running.letters(technician)) == 2 for technician in (ANA, CARLOS)))
    until(lambda: server.count() == 0)
    tickets = running.json("ticket", "list")
    for ticket, sender, raw, door, title in zip(
        tickets, (MARIA, RITA), (by_smtp, by_imap), ("smtp", "imap"), ("Pela porta", "Pela caixa"), strict=True
    ):
        (letter,) = running.letters(sender)
        assert str(letter["Subject"]) == f"[{ticket['number']}] {title}"
        assert ticket["number"] in text(letter)
        assert hashlib.sha256(raw).hexdigest() in text(letter)
        assert ticket["status"] == "assigned"
        (shown,) = running.json("ticket", "show", ticket["number"])
        assert [event["kind"] for event in shown["events"]] == CHAIN
        (mail,) = (m for m in running.json("mail", "list") if m["way"] == "in" and m["from"] == sender)
        assert (mail["door"], mail["disposition"], mail["sha256"]) == (door, "opened", hashlib.sha256(raw).hexdigest())
    days = running.json("mail", "reconcile")
    assert [(day["door"], day["received"], day["with"], day["without"]) for day in days] == [("imap", 1, 1, 0), ("smtp", 1, 1, 0)]
    until(lambda: running.json("evidence", "verify")[0]["waiting"] == 0)
    (report,) = running.json("evidence", "verify")
    letters = [mail for mail in running.json("mail", "list") if mail["way"] == "out"]
    assert report["verdict"] == "whole"
    assert report["head"]["seq"] == report["counts"]["seals"] == len(CHAIN) * 2 + 2 + len(letters), "events, mails, letters"
    assert report["counts"]["tickets"] == report["counts"]["mails"] == 2
    assert running.stop() == 0, running.log
