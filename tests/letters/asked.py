"""What do the answers to a question look like? Invented facts for each; the tests render them with the other letters."""

from dataclasses import replace

from gateway.post.facts import MoveFacts, PartFacts, RowFacts
from storage.ticket.lifecycle import MOVES as LIFECYCLE
from tests.letters.samples import (
    APPROVED,
    BIG,
    DEADLINE,
    FILES,
    HISTORY,
    ITEMS,
    OPENED,
    REP,
    SAMPLES,
    SOLVED,
    TAKEN,
    TECH,
    TICKET,
    Sample,
)

NUMBERED = tuple(replace(file, number=n) for n, file in enumerate((*FILES, *BIG), start=1))
ROW = RowFacts(
    TICKET.number, TICKET.title, "assigned", OPENED, OPENED, TICKET.entity, TICKET.requester, "Rui Campos", deadline=None, late=True
)
WAITS = replace(ROW, number="L_61122002", status="solved", deadline=DEADLINE, late=False)
TABLE = (PartFacts("processing", (ROW,), 3), PartFacts("solved", (WAITS,), 0), PartFacts("closed", (), 0))
LEADS, IN_IT = replace(ROW, incident=ROW.number), replace(WAITS, incident=ROW.number)
OF_IT = {"incident": TICKET.number}
OTHERS = tuple((f"L_61122{n:03d}", "assigned") for n in range(2, 63))
OPEN = ("late", "waiting", "mine", "others", "pending")
QUEUE = (*(PartFacts(kind, (ROW,), 1) for kind in OPEN), PartFacts("approval", (WAITS,), 0))
KINDS = sorted({move for _, move in LIFECYCLE})
MOVES = tuple(MoveFacts(OPENED, kind, "Rui Campos", "21150.SR-1" if kind == "route" else "") for kind in KINDS)
ORDERS = ("SOLUCIONAR", "NOTA", "CONSULTAR", "ANEXO", "AJUDA")


def _sample(name: str, to: str = REP, /, **facts: object) -> Sample:
    return Sample(name, name.partition("-")[0], {"reader_name": to, **facts})


def _past(*, inside: bool) -> dict[str, object]:
    due = DEADLINE if inside else None
    shown = {"moves": MOVES, "more": 4, "files": NUMBERED, "conversation": HISTORY, "inside": inside, "works": inside, "merged": ()}
    return shown | {"first_answer_due": due, "solution_due": due, "incident": "", "joined": ()}


def _file(number: int, **more: object) -> dict[str, object]:
    found = NUMBERED[number - 1] if number <= len(NUMBERED) else None
    return {"ticket": TAKEN, "file": found, "files": NUMBERED, "count": number, "sent": False, "inside": False} | more


COMMENT = {"text": "Segue o vídeo.", "author": REP, "files": NUMBERED[:2], "omitted": NUMBERED[2:], "conversation": HISTORY}
ASKED = (
    _sample("comment-numbered", TECH, ticket=TAKEN, **COMMENT),
    _sample("status", lists=TABLE, narrow=False),
    _sample("status-narrow", lists=TABLE, narrow=True),
    _sample("queue", TECH, lists=QUEUE, narrow=False, groups=("21150.SR-1",), hidden=0),
    _sample("queue-supervisor", TECH, lists=QUEUE, narrow=False, groups=("21150.SR-1", "21150.SR-3"), hidden=2),
    _sample("queue-narrow", TECH, lists=QUEUE, narrow=True, groups=("21150.SR-1",), hidden=0),
    *(_sample(f"history-{ticket.status}", ticket=ticket, **_past(inside=False)) for ticket in (TAKEN, SOLVED, APPROVED)),
    *(_sample(f"history-inside-{ticket.status}", TECH, ticket=ticket, **_past(inside=True)) for ticket in (TAKEN, SOLVED, APPROVED)),
    *(_sample(f"history-incident-{n}", TECH, ticket=TAKEN, **_past(inside=True) | OF_IT | {"joined": OTHERS[:n]}) for n in (0, 1, 61)),
    _sample("history-joined", TECH, ticket=TAKEN, **_past(inside=True) | {"incident": "L_61122009"}),
    _sample("queue-incident", TECH, lists=(PartFacts("mine", (LEADS, IN_IT), 0),), narrow=False, groups=("21150.SR-1",), hidden=0),
    *(_sample(f"joined-{n}", TECH, ticket=TAKEN, rows=(ROW, WAITS)[:n], more=n - 1, count=n * 2) for n in (1, 2)),
    *(_sample(f"left-{n}", TECH, ticket=TICKET, rows=(ROW, WAITS)[:n], more=n - 1, lead="L_61122009") for n in (1, 2)),
    *(_sample(f"spike-{n}", TECH, ticket=TICKET, rows=(ROW, WAITS)[:n], more=0, count=5) for n in (0, 2)),
    _sample("history-merged", ticket=TAKEN, **_past(inside=False) | {"merged": ("L_61122002",)}),
    _sample("enclosed", **_file(1, sent=True)),
    _sample("enclosed-big", **_file(3)),
    _sample("enclosed-big-inside", TECH, **_file(3, inside=True)),
    _sample("enclosed-unknown", **_file(9)),
    _sample("enclosed-none", **_file(9, files=())),
    _sample("dossier", ticket=TAKEN, sent=True, inside=False),
    _sample("dossier-closed", TECH, ticket=APPROVED, sent=True, inside=True),
    _sample("dossier-big", ticket=TAKEN, sent=False, inside=False),
    _sample("dossier-big-inside", TECH, ticket=TAKEN, sent=False, inside=True),
    _sample("help", TECH, ticket=None, orders=ORDERS, items=ITEMS, technician=True),
    _sample("help-ticket", TECH, ticket=TAKEN, orders=ORDERS, items=ITEMS, technician=True),
    _sample("help-supervisor", TECH, ticket=None, orders=ORDERS[1:], items=ITEMS, technician=False),
    _sample("understood-told", TECH, ticket=TAKEN, done=(("noted", {}), ("told", {})), names={}, why="ask_alone", works=True),
)
ALL = (*SAMPLES, *ASKED)
