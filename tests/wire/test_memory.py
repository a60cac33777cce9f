"""Do many big mails at once cost little memory, whatever comes of them?"""

import base64
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.wire.premises import until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, MARIA

AT_ONCE = 8
ONE_LOGIN = threading.Lock()  # more than a few at once are asked to wait
MEGABYTE = 1_000_000
FLOOR = 150 * MEGABYTE  # above idle, with fifty mails of 25 MB; these are 8 of 20 MB, 160 MB in all


def memory(running: Running, line: str) -> int:
    """A line of what the system says of the process, in bytes: VmRSS now, VmHWM at most."""
    assert running.process is not None
    text = Path(f"/proc/{running.process.pid}/status").read_text()
    return int(text.partition(f"{line}:")[2].split()[0]) * 1024


def send(running: Running, subject: str, file: bytes) -> None:
    """A mail with a file of letters, encoded already."""
    head = f"From: {MARIA}\r\nSubject: {subject}\r\nMessage-ID: <{subject[-2:].strip()}@cliente.example>\r\nMIME-Version: 1.0\r\n"
    kind = 'Content-Type: application/pdf; name="prova.pdf"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n'
    with smtplib.SMTP(*running.address, timeout=110) as client:
        with ONE_LOGIN:
            client.login(MARIA, PASSWORD)
        client.sendmail(MARIA, ADDRESS, (head + kind).encode() + file)


@pytest.mark.timeout(300)  # seconds on an idle machine
def test_big_mails_at_once_cost_a_whole_gateway_little(tmp_path: Path) -> None:
    file = base64.encodebytes(bytes(range(256)) * 58_000).replace(b"\n", b"\r\n")
    running = Running(tmp_path / "home")
    try:
        running.start()
        send(running, "[12] Pequeno 0", b"")
        until(lambda: running.letters(MARIA), 60)
        idle = memory(running, "VmRSS")
        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(lambda n: send(running, f"[12] Grande {n}", file), range(1, AT_ONCE + 1)))
        until(lambda: len(running.json("ticket", "list")) == AT_ONCE + 1, 200)
        until(lambda: all(row["disposition"] != "waiting" for row in running.json("mail", "list")), 200)
        assert memory(running, "VmHWM") - idle < FLOOR
    finally:
        running.close()
