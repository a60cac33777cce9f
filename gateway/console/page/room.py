"""What do the pages share? The tools, the look, a glance at the rows, and how a command is named to whoever reads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.console.page.answer import Answer
from gateway.console.page.view import View
from gateway.settings import Settings
from storage.bounded import glance

SECONDS = 8.0
"""How long one question to the database may take."""
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Room:
    """command: how `carteiro` is called here; letters: the Maildirs of the demo's people, None where nothing of them is shown.

    kept: what is costly to count, for a minute.
    """

    tools: Tools
    settings: Settings
    view: View
    command: str
    letters: Path | None
    kept: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def rows(self) -> Iterator[Session]:
        """The rows as they are now; nobody can change them here."""
        with glance(self.tools.database, SECONDS) as session:
            yield session

    def show(self, name: str, facts: Mapping[str, object], status: int = 200) -> Answer:
        """A page. here: its place in the menu is its name, unless it says another."""
        return Answer(status, self.view.page(name, {"here": name, "now": self.tools.clock(), **facts}))

    def missing(self, sentence: str) -> Answer:
        """There is no such thing."""
        return self.show("trouble", {"here": "", "heading": "Not there", "sentence": sentence, "mend": ""}, 404)


def number(query: Query, name: str) -> int | None:
    """A number that a link carries; None for whatever is none."""
    found = query.get(name, "")
    return int(found) if found.isascii() and found.isdigit() and len(found) <= 15 else None  # noqa: PLR2004 - every id has fewer digits
