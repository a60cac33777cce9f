"""Does a whole `carteiro up` with a mailbox do what it does by SMTP: a ticket, its letters, one mail once, an end in order?"""

import signal
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.dovecot import Dovecot
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ADDRESS, ANA, CARLOS, MARIA


def mail(n: int, subject: str = "[11] Portal fora do ar") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = MARIA, ADDRESS, subject, f"<{n}@cliente.example>"
    made["Date"] = "Mon, 23 Nov 2026 10:00:00 -0300"
    made.set_content("Nada abre desde as 8h.\n")
    made.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, maintype="image", subtype="png", filename="tela.png")
    made.set_boundary("=-carta-=")  # else each copy has one of its own
    return made


def delivered(made: EmailMessage) -> bytes:
    """As the mailbox's provider puts it there."""
    traces = f"Return-Path: <{MARIA}>\r\nAuthentication-Results: dmarc=pass action=none header.from={MARIA.partition('@')[2]}\r\n"
    return traces.encode() + made.as_bytes().replace(b"\n", b"\r\n")


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with Dovecot() as made:
        yield made


@pytest.fixture
def running(tmp_path: Path, server: Dovecot) -> Iterator[Running]:
    """A gateway that reads the server's mailbox; its provider is trusted."""
    made = Running(tmp_path / "home", settings={"MAILBOXES": server.url(trust_results="topmost")})
    made.start()
    until(lambda: "first look" in made.log)
    yield made
    made.close()


def dispositions(running: Running) -> list[str]:
    return sorted(m["disposition"] for m in running.json("mail", "list") if m["way"] == "in")


def test_a_mail_in_the_mailbox_is_a_ticket_and_the_letters_go(running: Running, server: Dovecot) -> None:
    server.put(delivered(mail(1)))
    until(lambda: running.letters(MARIA) and running.letters(ANA) and running.letters(CARLOS))
    ticket = running.json("ticket", "list")[0]
    assert ticket["number"] in str(running.letters(MARIA)[0]["Subject"])
    shown = running.json("mail", "show", "in-1")[0]
    assert (shown["door"], shown["proof"], shown["disposition"]) == ("imap", "aligned", "opened")
    until(lambda: running.json("mail", "show", "in-1")[0]["filed"] == "filed")
    assert server.count("INBOX") == 0
    days = running.json("mail", "reconcile")
    assert [(d["door"], d["received"], d["with"], d["without"]) for d in days] == [("imap", 1, 1, 0)]
    assert days[0]["mailbox"] == f"{ADDRESS}@127.0.0.1:{server.tls_port}/INBOX"


def test_beside_smtp_and_the_same_mail_by_both_is_one_ticket(running: Running, server: Dovecot) -> None:
    running.deliver(mail(1), MARIA)
    server.put(delivered(mail(1)))
    server.put(delivered(mail(2)))
    running.deliver(mail(2), MARIA)
    until(lambda: dispositions(running) == ["duplicate", "duplicate", "opened", "opened"])
    assert len(running.json("ticket", "list")) == 2
    assert {m["door"] for m in running.json("mail", "list") if m["way"] == "in"} == {"imap", "smtp"}


def test_an_approval_by_reply_out_of_the_mailbox(running: Running, server: Dovecot) -> None:
    server.put(delivered(mail(1)))
    until(lambda: running.letters(ANA))
    asked = running.letters(ANA)[0]
    solution = EmailMessage()
    solution["From"], solution["To"], solution["Subject"] = ANA, str(asked["Reply-To"]), f"RES: {asked['Subject']}"
    solution["Message-ID"], solution["In-Reply-To"] = "<s@cliente.example>", str(asked["Message-ID"])
    solution.set_content("SOLUCIONAR\n\nO portal voltou.\n")
    server.put(solution.as_bytes())
    until(lambda: len(running.letters(MARIA)) == 2)
    told = running.letters(MARIA)[1]
    approval = EmailMessage()
    approval["From"], approval["To"], approval["Subject"] = MARIA, str(told["Reply-To"]), f"RES: {told['Subject']}"
    approval["Message-ID"], approval["In-Reply-To"] = "<a@cliente.example>", str(told["Message-ID"])
    approval.set_content("APROVAR\n")
    server.put(approval.as_bytes())
    until(lambda: running.json("ticket", "list")[0]["status"] == "closed")
    assert running.json("ticket", "list")[0]["outcome"] == "approved"


def test_it_ends_in_order_while_it_waits_for_mail(running: Running) -> None:
    assert running.stop() == 0
    assert "Traceback" not in running.log


def test_it_serves_smtp_while_the_mailbox_is_away_and_takes_the_mail_when_it_is_back(running: Running, server: Dovecot) -> None:
    server.stop()
    until(lambda: "cannot be read" in running.log)
    running.deliver(mail(1), MARIA)
    until(lambda: dispositions(running) == ["opened"])
    server.put(delivered(mail(2)))
    server.start()
    until(lambda: dispositions(running) == ["opened", "opened"], 60)
    assert running.stop(signal.SIGINT) == 0


def test_parts_of_their_own_share_the_work(tmp_path: Path, server: Dovecot) -> None:
    settings = {"MAILBOXES": server.url(trust_results="topmost")}
    taking, working = (Running(tmp_path / "home", settings=settings) for _ in range(2))
    try:
        taking.start("imap", wait=False)
        until(lambda: "first look" in taking.log)
        working.start("work", wait=False)
        server.put(delivered(mail(1)))
        until(lambda: working.letters(MARIA))
        assert taking.stop() == 0
        assert working.stop() == 0
    finally:
        taking.close()
        working.close()


def test_a_command_that_reads_no_mailbox_says_so(tmp_path: Path) -> None:
    running = Running(tmp_path / "home")
    running.start("imap", wait=False)
    assert running.process is not None
    assert running.process.wait(30) == 2
    assert "CARTEIRO_MAILBOXES: names no mailbox" in running.log
