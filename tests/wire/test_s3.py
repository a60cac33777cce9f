"""Does a whole gateway work on an object store: a big mail in, its ticket out, its file asked back, and the store away meanwhile?"""

import signal
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from tests.s3 import S3, objects
from tests.wire.premises import until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, MARIA

FILE = bytes(range(256)) * 12_000


@pytest.fixture
def s3() -> Iterator[S3]:
    with S3() as server:
        yield server


@pytest.fixture
def running(s3: S3, tmp_path: Path) -> Iterator[Running]:
    url = s3.url("correio", tmp_path / "secret").replace("timeout=20", "timeout=4")
    made = Running(tmp_path / "home", settings={"EVIDENCE": url})
    yield made
    made.close()


def written(subject: str, to: str = ADDRESS, body: str = "Não abre.", file: bytes = b"") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, to, subject
    mail["Message-ID"] = f"<{abs(hash((subject, body)))}@cliente.example>"
    mail.set_content(body)
    if file:
        mail.add_attachment(file, maintype="application", subtype="pdf", filename="prova.pdf")
    return mail


@pytest.mark.timeout(300)  # seconds on an idle machine
def test_a_big_mail_becomes_a_ticket_and_its_file_comes_back(s3: S3, running: Running, tmp_path: Path) -> None:
    running.start()
    running.deliver(written("[12] Portal fora do ar", file=FILE), MARIA)
    assert len(s3.keys("correio")) == 1, "durable there before its 250"
    until(lambda: running.letters(MARIA), 60)
    [receipt] = running.letters(MARIA)
    ask = written(f"Re: {receipt['Subject']}", str(receipt["Reply-To"]), "ANEXO 1")
    ask["In-Reply-To"] = receipt["Message-ID"]
    running.deliver(ask, MARIA)
    until(lambda: len(running.letters(MARIA)) > 1, 60)
    files = {part.get_filename(): part.get_content() for part in running.letters(MARIA)[-1].iter_attachments()}
    assert files["prova.pdf"] == FILE
    [big] = [row for row in running.json("mail", "list") if row["way"] == "in" and row["size"] > len(FILE)]
    assert big["bytes_in"] == "evidence"
    assert sha256(objects(s3, "correio", tmp_path).read(big["sha256"])).hexdigest() == big["sha256"]
    assert running.stop() == 0


@pytest.mark.timeout(300)
def test_while_the_store_is_silent_big_mails_wait_with_their_senders_and_small_ones_come_in(s3: S3, running: Running) -> None:
    running.start()
    s3.hang()
    with pytest.raises(smtplib.SMTPDataError) as refused:
        running.deliver(written("[12] Grande", file=FILE), MARIA)
    assert refused.value.smtp_code == 451
    running.deliver(written("[12] Pequeno"), MARIA)
    s3.go_on()
    running.deliver(written("[12] Grande", file=FILE), MARIA)
    assert len(s3.keys("correio")) == 1
    until(lambda: len(running.json("ticket", "list")) == 2, 60)
    s3.hang()
    client = smtplib.SMTP(*running.address, timeout=60)
    client.login(MARIA, PASSWORD)
    client.mail(MARIA)
    client.rcpt(ADDRESS)
    client.putcmd("data")
    client.getreply()
    client.send(written("[12] Mais um", file=FILE + b"x").as_bytes().replace(b"\n", b"\r\n") + b"\r\n.\r\n")
    assert running.stop(signal.SIGTERM, seconds=20) == 0, "nobody waits for the store at the end"
    client.close()
