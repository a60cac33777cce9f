"""How long after its 250 is a mail's first letter at the relay, when mail comes steadily?

A relay of ours notes when it was given each letter, and which mail it answers (In-Reply-To). A mail's time runs from the instant in which
its sender has read the 250.
"""

import smtplib
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from email import message_from_bytes
from statistics import median, quantiles
from typing import Any

from aiosmtpd.controller import Controller

from bench import disk, mails
from bench.house import WRITERS, House, embedded, grown
from bench.row import Row, Step
from bench.server import wait_for
from tests.ports import free_port

RATE, SECONDS, WARM = 20, 20, 40  # mails a second, how long, and mails before that
FLOOR = 1.0  # seconds that the 99th percentile may be at most
SESSIONS = 4


class Relay:
    """Takes letters; when has it the first one that answers each mail?"""

    def __init__(self) -> None:
        self.first: dict[str, float] = {}

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Called with the whole letter."""
        at = time.monotonic()
        head = message_from_bytes(envelope.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        self.first.setdefault(str(head["In-Reply-To"]).strip(), at)
        return "250 OK"


def measure(step: Step) -> Iterator[Row]:
    """Embedded, and grown."""
    for name, words in (("embedded", "`carteiro up`, SQLite"), ("grown", "`carteiro smtp`, two `carteiro work`, PostgreSQL, Redis")):
        with relaying() as (relay, url), opened(name, url) as house:
            step(f"{RATE} mails a second, {name}")
            probe, cpu = disk.probe(), house.cpu_seconds()
            count = RATE * SECONDS
            taken = steadily(house.door.port, WARM + count)
            wait_for(lambda relay=relay, taken=taken: relay.first.keys() >= taken.keys(), 120)  # type: ignore[misc]
            cpu = (house.cpu_seconds() - cpu) / (WARM + count)
        late = [max(0.0, relay.first[name] - at) for name, at in list(taken.items())[WARM:]]
        last = quantiles(late, n=100)[98]
        said = f"{median(late) * 1000:.0f} / {last * 1000:.0f} ms"
        how = (
            f"{words}; median / 99th percentile of {count} mails of 45 KB, {cpu * 1000:.1f} ms of CPU each;"
            f" {disk.said([probe])}; beside it the floor; aim 250 ms"
        )
        yield Row(f"from 250 to the letter at the relay, {RATE} mails/s, {name}", said, f"{FLOOR * 1000:.0f} ms", last / FLOOR, how)


def opened(name: str, relay: str) -> AbstractContextManager[House]:
    return embedded(relay) if name == "embedded" else grown(relay, 2)


def steadily(port: int, number: int) -> dict[str, float]:
    """Sends a mail each twentieth of a second, whatever the answers take; Message-ID -> when its 250 was read, in order of sending."""
    body, begun = mails.body(mails.TYPICAL), time.monotonic() + 0.5
    taken = {f"<steady.{n}@cliente.example>": 0.0 for n in range(number)}

    def session(first: int) -> None:
        pause = threading.Event()
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            for n in range(first, number, SESSIONS):
                pause.wait(max(0.0, begun + n / RATE - time.monotonic()))
                sender = mails.writer(n % WRITERS + 1)
                raw = mails.whole(f"steady.{n}", mails.CODES[n % len(mails.CODES)], sender, body)
                client.sendmail(sender, ["suporte@carteiro.example"], raw)
                taken[f"<steady.{n}@cliente.example>"] = time.monotonic()

    threads = [threading.Thread(target=session, args=(n,)) for n in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


@contextmanager
def relaying() -> Iterator[tuple[Relay, str]]:
    """A relay in a thread of this process, and how CARTEIRO_RELAY names it."""
    relay, port = Relay(), free_port()
    controller = Controller(relay, hostname="127.0.0.1", port=port)  # type: ignore[no-untyped-call] # aiosmtpd leaves it bare
    controller.start()  # type: ignore[no-untyped-call]
    try:
        yield relay, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()  # type: ignore[no-untyped-call]
