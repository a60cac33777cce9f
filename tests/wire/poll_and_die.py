"""Where may a poller die? One look that ends in kill -9: `python -m tests.wire.poll_and_die POINT HOME MAILBOX DATABASE`."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gateway.doors.imap import answers, moving
from gateway.doors.imap.client import Client
from gateway.doors.imap.line import Line
from storage.mailbox import pickups
from tests.wire.mailroom import Mailroom


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, time: int = 1) -> Callable[[], None]:
    """Dies when something is called for that time."""
    return _wrap(owner, name, lambda times: times == time, lambda _: False)


def after(owner: Any, name: str, time: int = 1) -> Callable[[], None]:
    """Dies when something has been done for that time."""
    return _wrap(owner, name, lambda _: False, lambda times: times == time)


def _wrap(owner: Any, name: str, first: Callable[[int], bool], then: Callable[[int], bool]) -> Callable[[], None]:
    done, times = getattr(owner, name), 0

    def wrapped(*arguments: Any, **options: Any) -> Any:
        nonlocal times
        times += 1
        if first(times):
            die()
        result = done(*arguments, **options)
        if then(times):
            die()
        return result

    return lambda: setattr(owner, name, wrapped)


def before_command(*words: str) -> Callable[[], None]:
    """Dies before a command with these words is said to the server."""

    def put() -> None:
        ask = Client.ask

        def asked(client: Client, *said: str | bytes) -> str:
            if said[: len(words)] == words:
                die()
            return ask(client, *said)  # type: ignore[arg-type] # handed through

        Client.ask = asked  # type: ignore[method-assign, assignment] # for the rest of this process

    return put


# The mails that the tests put there (tests/wire/test_mailbox_kill.py) make three batches; the first one goes into two folders.
POINTS = {
    "claimed": before(Line, "bodies"),
    "fetching": before(Client, "read", 2),
    "fetching a big one": after(answers, "piece", 2),
    "uncommitted": after(pickups, "put_on_record"),
    "committed": before(Line, "move"),
    "half moved": after(Line, "move"),
    "moved": after(Line, "move", 2),
    "unmarked": after(pickups, "file"),
    "copied": before(moving, "_take_away"),
    "flagged": before_command("UID", "EXPUNGE"),
}


def look(point: str, home: str, url: str, database: str) -> None:
    """Looks into the mailbox and dies at the point."""
    room = Mailroom(Path(home), url, database)
    POINTS[point]()
    room.look()


if __name__ == "__main__":
    look(*sys.argv[1:])
