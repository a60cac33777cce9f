"""How does a trial always end? In a thread of its own, which is left behind when its time is over."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NoReturn, TypeVar

from gateway.console.finding import Finding

Found = TypeVar("Found")
SECONDS = 60.0  # more than any part's own patience


class OutOfTime(Exception):
    """It takes longer than anybody wants to wait."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A part that can be tried. look: asks it, and finds words for whatever goes wrong."""

    part: str
    name: str
    look: Callable[[], Finding]

    def run(self, seconds: float = SECONDS) -> Finding:
        """What is found within so many seconds; a fault of our own is a finding too."""
        try:
            return within(seconds, self.look)
        except OutOfTime:
            says = f"no answer within {seconds:.0f} s"
            mend = "Look at the server itself, and at a firewall that lets nothing back."
            return Finding(self.part, self.name, False, says, "silent", mend)
        except Exception as error:  # noqa: BLE001 - the other parts are tried all the same
            says = f"could not be tried: {type(error).__name__}"
            return Finding(self.part, self.name, False, says, "fault", "This is a fault of Carteiro's own; please report it.")


def within(seconds: float, work: Callable[[], Found]) -> Found:
    """What the work gives, or raises. Raises OutOfTime when it takes longer."""
    done: queue.SimpleQueue[Callable[[], Found]] = queue.SimpleQueue()

    def run() -> None:
        try:
            found = work()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            done.put(partial(_fail, error))
        else:
            done.put(lambda: found)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    try:
        return done.get(timeout=seconds)()
    except queue.Empty:
        raise OutOfTime from None


def _fail(error: Exception) -> NoReturn:
    raise error
