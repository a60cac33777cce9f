"""With what are the tokens of letters signed? Nobody is asked: what is there is kept, else it is made."""

import secrets
from pathlib import Path

from gateway.console.asking.part import Part, in_file


def part(home: Path) -> Part:
    """The secret of a gateway that ran here before goes on, or its letters would prove nothing any more."""
    own = home / "secret"
    return in_file("secret", "secret", own.read_text().strip() if own.is_file() else secrets.token_urlsafe(32))
