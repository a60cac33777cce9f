"""Is a mail on disk before it is answered? The kernel's own account of what happened in which order."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.premises import PLAIN, Caller, registered, until
from tests.wire.process import Running

CALLS = "recvfrom,sendto,fsync,fdatasync,rename,renameat,renameat2"
CALL = re.compile(r"^(?P<pid>\d+) +(?:<\.\.\. )?(?P<name>\w+)(?P<rest>.*)$")
ANSWER = re.compile(r"^sendto \((?P<socket>\d+<[^>]*>).*250 2\.0\.0 registrado")


class Traced(Running):
    """`carteiro smtp` under strace."""

    def command(self, *command: str) -> list[str]:
        return ["strace", "-f", "-y", "-s", "200", "-e", f"trace={CALLS}", "-o", str(self.home / "trace"), *super().command(*command)]

    def events(self) -> list[str]:
        """What finished, in order: `name rest`; the file of a call that was interrupted in the account is put back."""
        begun: dict[str, str] = {}
        found = []
        for line in (self.home / "trace").read_text(errors="replace").splitlines():
            call = CALL.match(line)
            if call is None:
                continue
            if line.endswith("<unfinished ...>"):
                begun[call["pid"]] = call["rest"]
                continue
            found.append(f"{call['name']} {begun.pop(call['pid'], '') if '<... ' in line else ''}{call['rest']}")
        return found


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[Traced]:
    made = Traced(tmp_path)
    made.start("smtp")
    yield made
    assert made.process is not None
    tracer = made.process.pid
    child = Path(f"/proc/{tracer}/task/{tracer}/children").read_text().split()[0]
    subprocess.run(["kill", f"-{signal.SIGTERM.value}", child], check=True)
    assert made.process.wait(20) == 0


def between_end_and_answer(traced: Traced, mail: bytes) -> list[str]:
    """What happened after the final dot was received and before 250 was sent."""
    caller = Caller(traced.address).greet()
    registered(caller.deliver(PLAIN))  # the first one creates files
    registered(caller.deliver(mail))
    until(lambda: sum(bool(ANSWER.search(line)) for line in traced.events()) == 2)
    caller.hang_up()
    events = traced.events()
    answer, said = [(i, found) for i, line in enumerate(events) if (found := ANSWER.search(line))][-1]
    received = re.compile(rf"^recvfrom \({re.escape(said['socket'])}.* = [1-9]\d*$")
    end = max(i for i, line in enumerate(events[:answer]) if received.search(line))
    return events[end:answer]


def place(events: list[str], pattern: str) -> int:
    """Where the one call is that ended well."""
    found = [i for i, line in enumerate(events) if re.search(pattern, line) and line.endswith("= 0")]
    assert found, (pattern, events)
    return found[0]


def test_the_journal_is_on_disk_before_the_250(traced: Traced) -> None:
    place(between_end_and_answer(traced, PLAIN), r"^(fsync|fdatasync) .*carteiro\.db-wal")


def test_a_big_mails_bytes_name_and_row_are_on_disk_in_this_order_before_the_250(traced: Traced) -> None:
    events = between_end_and_answer(traced, PLAIN + b"0123456789abcdef" * 100_000 + b"\r\n")
    steps = [
        place(events, r"^fsync .*/evidence/tmp/"),
        place(events, r"^rename\w* .*/evidence/blobs/"),
        place(events, r"^fsync .*/evidence/blobs/[0-9a-f]{2}>"),
        place(events, r"^(fsync|fdatasync) .*carteiro\.db-wal"),
    ]
    assert steps == sorted(steps)
