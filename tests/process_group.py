"""How does a test hold a server that is made of many processes? All at once, as a process group of its own."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from tests.wire.premises import until


class ProcessGroup:
    """A command and every process that comes of it."""

    def __init__(self, command: list[str], errors: Path) -> None:
        """Starts it. errors: the file that what it says is added to."""
        with errors.open("ab") as said:
            self._first = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)

    @property
    def ended(self) -> bool:
        """Whether the first process has ended; others may still live."""
        return self._first.poll() is not None

    def terminate(self) -> None:
        """Asks all of them to end (SIGTERM), frozen or not; returns when they have."""
        self._send(signal.SIGTERM)
        self._send(signal.SIGCONT)
        self._wait()

    def kill(self) -> None:
        """Ends all of them (SIGKILL), frozen or not."""
        self._send(signal.SIGKILL)
        self._wait()

    def freeze(self) -> None:
        self._send(signal.SIGSTOP)
        until(lambda: set(self.states().values()) == {"T"})

    def thaw(self) -> None:
        self._send(signal.SIGCONT)
        until(lambda: "T" not in self.states().values())

    def states(self) -> dict[int, str]:
        """Every one that lives, with its state's letter (proc(5))."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
                if int(group) == self._first.pid and state not in "ZX":
                    found[int(entry.name)] = state
        return found

    def _send(self, sent: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._first.pid, sent)

    def _wait(self) -> None:
        until(lambda: not self.states())
        self._first.wait(20)
