"""Which moves does a ticket know? One table of states and moves (rules.md, Status); nothing else changes a status."""

NEW = "new"
PENDING = "pending"
ASSIGNED = "assigned"
SOLVED = "solved"
CLOSED = "closed"

STATES = (NEW, PENDING, ASSIGNED, SOLVED, CLOSED)

# (status, move) -> status. A move that is not here does not exist for that status.
MOVES: dict[tuple[str, str], str] = {
    ("", "open"): NEW,
    (NEW, "route"): ASSIGNED,
    (NEW, "demand"): PENDING,  # its evidence is missing
    (PENDING, "route"): ASSIGNED,  # what was missing has come, or cannot come
    (ASSIGNED, "solve"): SOLVED,
    (SOLVED, "solve"): SOLVED,  # a new solution: new days, the old answers void
    (SOLVED, "approve"): CLOSED,
    (SOLVED, "refuse"): ASSIGNED,
    (SOLVED, "expire"): CLOSED,
    (SOLVED, "remind"): SOLVED,
    (SOLVED, "postpone"): SOLVED,  # the relay took the solution on a later day
    (SOLVED, "undelivered"): ASSIGNED,  # the solution never arrived
    **{(status, move): status for status in (PENDING, ASSIGNED) for move in ("take", "assign", "transfer", "reclassify")},
    (ASSIGNED, "late"): ASSIGNED,  # a target was missed, and told
    **{(status, move): status for status in (PENDING, ASSIGNED) for move in ("lead", "joined", "spike")},  # of an incident
    **{(status, "gathered"): status for status in (PENDING, ASSIGNED, SOLVED)},  # whoever leads was told who joined
    (SOLVED, "undo"): ASSIGNED,  # taken back by who sent it, before anybody answered
    (ASSIGNED, "ask"): PENDING,  # a technician's question
    (PENDING, "ask"): PENDING,
    (PENDING, "resume"): ASSIGNED,
    (PENDING, "solve"): SOLVED,
    (PENDING, "remind"): PENDING,
    (PENDING, "postpone"): PENDING,  # the relay took the question on a later day
    (PENDING, "undelivered"): ASSIGNED,  # the question never arrived
    (PENDING, "abandon"): CLOSED,  # nobody answered
    **{(status, "withdraw"): CLOSED for status in (PENDING, ASSIGNED, SOLVED)},
    **{(status, "merge"): CLOSED for status in (PENDING, ASSIGNED, SOLVED)},  # it goes on as another one
    **{(status, "absorb"): status for status in (PENDING, ASSIGNED, SOLVED)},
    **{(status, move): status for status in (PENDING, ASSIGNED, SOLVED, CLOSED) for move in ("answer", "comment", "note", "unheard")},
    # What the law asks for: it may not be erased, it may again, personal values of it were erased.
    **{(status, move): status for status in STATES for move in ("hold", "unhold", "erase")},
}

PAUSES = frozenset(move for (status, move), target in MOVES.items() if target == PENDING and status != PENDING)
"""The moves after which a ticket waits for the representative."""


class NoSuchMove(Exception):
    """The ticket's status does not know the move; nothing was changed."""


def after(status: str, move: str) -> str:
    """The status that `move` leads to from `status` ('' before opening). Raises NoSuchMove."""
    try:
        return MOVES[status, move]
    except KeyError:
        raise NoSuchMove(f"a ticket that is {status or 'not open'} does not know '{move}'") from None
