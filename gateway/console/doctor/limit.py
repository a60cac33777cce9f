"""How does a trial always end? In a thread of its own, which is left behind when its time is over."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NoReturn, TypeVar

from gateway.console.doctor.finding import Finding
from gateway.settings import BadSettings

Found = TypeVar("Found")
SECONDS = 60.0  # more than any part's own patience
READ_ON = "What the line says is allowed stands in docs/settings.md; then try it again with `carteiro doctor`."


class OutOfTime(Exception):
    """It takes longer than anybody wants to wait."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A part that can be tried. look: asks it, and finds words for whatever goes wrong, or raises BadSettings."""

    part: str
    name: str
    look: Callable[[], Finding]

    def run(self, seconds: float = SECONDS) -> Finding:
        """What is found within so many seconds; a fault of our own is a finding too."""
        return self.begin(seconds)()

    def begin(self, seconds: float = SECONDS) -> Callable[[], Finding]:
        """Begins to look, and returns what waits for the finding: so many seconds from now at most."""
        waiting = _begun(seconds, self.look)

        def wait() -> Finding:
            try:
                return waiting()
            except OutOfTime:
                mend = "Look at the server itself, and at a firewall that lets nothing back."
                return Finding(self.part, self.name, False, f"no answer within {seconds:.0f} s", "silent", mend)
            except BadSettings as error:
                return Finding(self.part, self.name, False, str(error), "setting", f"Mend {_named(str(error))}. {READ_ON}")
            except Exception as error:  # noqa: BLE001 - the other parts are tried all the same
                says = f"could not be tried: {type(error).__name__}"
                return Finding(self.part, self.name, False, says, "fault", "This is a fault of Carteiro's own; please report it.")

        return wait


def within(seconds: float, work: Callable[[], Found]) -> Found:
    """What the work gives, or raises. Raises OutOfTime when it takes longer."""
    return _begun(seconds, work)()


def _begun(seconds: float, work: Callable[[], Found]) -> Callable[[], Found]:
    done: queue.SimpleQueue[Callable[[], Found]] = queue.SimpleQueue()

    def run() -> None:
        try:
            found = work()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            done.put(partial(_fail, error))
        else:
            done.put(lambda: found)

    end = time.monotonic() + seconds
    threading.Thread(target=run, name="doctor", daemon=True).start()

    def wait() -> Found:
        try:
            return done.get(timeout=max(0.0, end - time.monotonic()))()
        except queue.Empty:
            raise OutOfTime from None

    return wait


def _named(sentence: str) -> str:
    """The setting that a sentence of BadSettings begins with."""
    return sentence.partition(":")[0]


def _fail(error: Exception) -> NoReturn:
    raise error
