"""How is an instant written in a check? To the minute, in UTC, as in the log."""

from datetime import UTC, datetime


def when(at: datetime) -> str:
    """Such as `2026-11-26 22:05 UTC`."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def some(count: int, most: int, one: str) -> str:
    """Such as `3 letters`; `1000 letters or more` where nobody counted further."""
    return f"{count} {one}{'' if count == 1 else 's'}{' or more' if count >= most else ''}"
