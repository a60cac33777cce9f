"""Does the log of a whole gateway at DEBUG tell a password, an address, a name or a word? (T103)"""

import base64
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.canaries import CPF, PEOPLE, SIGNED, TITLED, WRITTEN, within
from tests.wire.premises import until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, MARIA

# The command as it is, a level lower.
AT_DEBUG = "import logging; logging.INFO = logging.DEBUG; from gateway.__main__ import main; main()"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "home", "-c", AT_DEBUG)
    made.start()
    yield made
    made.close()


def test_neither_logins_nor_mails_are_told(running: Running) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f'"Zebra {CPF}" <{MARIA}>', ADDRESS, f"[12] Girafa {TITLED}"
    mail.set_content(f"Leopardo {WRITTEN}\n")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename=f"hiena {SIGNED}.png")
    with smtplib.SMTP(*running.address, timeout=30) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(CPF, "girassol")
    with smtplib.SMTP(*running.address, timeout=30) as client:
        client.ehlo("hipopotamo.example")
        client.login(PEOPLE[0], PASSWORD)
        client.send_message(mail, from_addr=f"{CPF}@elefante.example")
    until(lambda: bool(running.letters(MARIA)), 30)
    running.stop()
    told = running.log
    assert "Heard in-1: opened" in told
    assert within(told.encode()) == frozenset()
    words = ("Zebra", "Girafa", "Leopardo", "hiena", "hipopotamo", "elefante", "girassol", "maria", "Maria", "ana.barros")
    assert [word for word in words if word in told or base64.b64encode(word.encode()).decode()[:-3] in told] == []
