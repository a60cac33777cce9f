"""What does /health say? Whether the process turns, whether it may be given work, and each named check; nothing about anybody."""

from collections.abc import Sequence
from typing import Any

from gateway.console.health import database, record
from gateway.console.health.check import Check


def report(checks: Sequence[Check]) -> dict[str, Any]:
    """`{live, ready, ok, checks: [{name, ok, says, mend, since}]}`, fit for JSON; since in ISO 8601 or null."""
    return {
        "live": live(),
        "ready": ready(checks),
        "ok": all(check.ok for check in checks),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "says": check.says,
                "mend": check.mend,
                "since": check.since.isoformat() if check.since else None,
            }
            for check in checks
        ],
    }


def live() -> bool:
    """The process turns: whoever can ask it has the answer."""
    return True


def ready(checks: Sequence[Check]) -> bool:
    """Mail can be put on record: the database answers, and is no older state of itself."""
    by_name = {check.name: check for check in checks}
    there = by_name.get(database.NAME)
    sealed = by_name.get(record.NAME)
    return there is not None and there.ok and not (sealed and record.tells_of_older_state(sealed))
