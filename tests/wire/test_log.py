"""Does the log of a whole gateway at DEBUG tell a password, an address, a name or a word, and is a record one line? (T103)"""

import base64
import json
import re
import smtplib
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.canaries import CPF, PEOPLE, SIGNED, TITLED, WRITTEN, within
from tests.wire.premises import Caller, registered, until
from tests.wire.process import PASSWORD, ROOT, Running
from tests.wire.test_login import plain
from tests.world import ADDRESS, MARIA

# The command as it is, a level lower.
AT_DEBUG = "import logging; logging.INFO = logging.DEBUG; from gateway.__main__ import main; main()"


@pytest.fixture(params=["text", "json"])
def running(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """In either form of the log."""
    made = Running(tmp_path / "home", "-c", AT_DEBUG, settings={"LOG": request.param})
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


SIGNS = '\r\n\n2026-11-23 INFO gateway: forjado\x1b[31m\x9b31m\x85\u2028\u2029\u202e"}'
ADDRESSED = SIGNS.translate({ord(sign): None for sign in '\r\n" :,[]'})
RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+: ")

OBJECT = re.compile(r'\{"time": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.\d{3}Z", "level": "[a-z]+", "logger": "[\w.]+", "event": ".*\}$')


def encoded(text: str) -> str:
    return "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in text.encode()) + "?="


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
def test_no_sign_of_a_sender_begins_a_line_of_log_or_listing(running: Running, request: pytest.FixtureRequest) -> None:
    """Whoever reads them splits at CRLF, or at every sign that Unicode calls the end of a line."""
    caller = Caller(running.address)
    caller.answer()
    assert caller.say(f"EHLO cliente{ADDRESSED}.example").startswith("250")
    assert caller.say(plain(MARIA)).startswith("235")
    assert caller.say(f'MAIL FROM:<"a{ADDRESSED}"@x.example> SMTPUTF8').startswith("250")
    for address in (f"suporte+{ADDRESSED}@carteiro.example", ADDRESS):
        assert caller.say(f"RCPT TO:<{address}>").startswith("250")
    assert caller.say("DATA").startswith("354")
    head = f"From: {encoded(SIGNS)} <{MARIA}>\r\nSubject: [11] Zebra{encoded(SIGNS)}\r\nMessage-ID: <a{ADDRESSED}@x.example>\r\n"
    registered(caller.send(f"{head}\r\nBom dia.\r\n.\r\n".encode()).answer())
    caller.hang_up()
    until(lambda: bool(running.letters(MARIA)), 30)
    number = running.json("ticket", "list")[0]["number"]
    for words in (("mail", "list"), ("mail", "show", "in-1"), ("ticket", "list"), ("ticket", "show", number)):
        done = subprocess.run(running.command(*words, "--json"), cwd=ROOT, check=True, capture_output=True, timeout=60)
        lines = done.stdout.decode().splitlines()
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert all(line.isprintable() for line in lines)
    (shown,) = running.json("mail", "show", "in-1")
    assert ADDRESSED in shown["mail_from"], "kept as it was said"
    running.stop()
    said = [line for line in running.log.splitlines() if not line.startswith(("Serving people", "Carteiro takes"))]
    assert said
    is_record = OBJECT if request.node.callspec.params["running"] == "json" else RECORD
    assert all(is_record.match(line) and line.isprintable() for line in said), said
    assert "forjado" not in running.log
