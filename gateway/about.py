"""Which mail, letter and ticket is worked on? Known to the thread or task that does it; its lines of the log say so (commands/log.py)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

MAIL, LETTER, TICKET = FIELDS = ("mail", "letter", "ticket")
_NAMES = {"inbound": (MAIL, "in"), "outbound": (LETTER, "out")}


@contextmanager
def working_on(fields: Mapping[str, str]) -> Iterator[None]:
    """From here to the end of the block it is about these, and what the block adds; about nothing else."""
    before = get_contextvars()
    clear_contextvars()
    bind_contextvars(**fields)
    try:
        yield
    finally:
        clear_contextvars()
        bind_contextvars(**before)


def add(*, mail: int | None = None, letter: int | None = None, ticket: str = "") -> None:
    """It is about these as well, until the block ends. mail, letter: ids of rows; ticket: a number (`L_61122001`)."""
    found = {MAIL: f"in-{mail}" if mail else "", LETTER: f"out-{letter}" if letter else "", TICKET: ticket}
    bind_contextvars(**{name: said for name, said in found.items() if said})


def row(table: str, row_id: int) -> dict[str, str]:
    """The fields of a row of a table; none for one that is neither mail nor letter."""
    if table not in _NAMES:
        return {}
    name, way = _NAMES[table]
    return {name: f"{way}-{row_id}"}


def now() -> dict[str, str]:
    """The fields as they are, for whoever goes on with it later, or in another thread."""
    return {name: str(said) for name, said in get_contextvars().items()}
