"""How is a question answered? The letters that show tickets, one ticket's history, a file, or what can be written."""

from collections.abc import Mapping

from gateway.desk import telling
from gateway.desk.decision import Dossier, Letter, Slip
from gateway.desk.scene import FileRef, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_advise, may_see, may_work
from gateway.post.digestfacts import DigestFacts
from gateway.post.facts import MoveFacts, PartFacts, RowFacts
from storage.ticket.queues import Part, is_late
from storage.ticket.tickets import Standing

MOST_MOVES = 60  # lines of a history; what came before is on record
GATEWAY = "carteiro"
ADVISING = frozenset({"NOTA", "ATRIBUIR", "TRANSFERIR", "CONSULTAR", "ANEXO", "PROVA", "AJUDA", "RELATÓRIO"})  # a supervisor's orders
# Moves that stay on the technicians' side.
INTERNAL = frozenset(
    {"note", "take", "transfer", "unheard", "postpone", "undelivered", "assign", "late", "lead", "joined", "gathered", "spike"}
    | {"hold", "unhold"}
)
LINE, BLANKS = 57, 78  # base64: bytes of a file in a line, bytes that the line takes in the mail (RFC 2045, 6.8)
LETTER = 65_536  # bytes that the words around a file may take


def table(scene: Scene, person: Person) -> Letter:
    """The representative's tickets, in the seed's three parts."""
    return _list("status", scene, person, scene.shown.table, {})


def queue(scene: Scene, person: Person) -> Letter:
    """What waits for the groups that the person works in or supervises."""
    return _list("queue", scene, person, scene.shown.queue, {"groups": scene.shown.groups, "hidden": scene.shown.hidden})


def _list(kind: str, scene: Scene, person: Person, parts: tuple[Part, ...], more: Mapping[str, object]) -> Letter:
    facts = {"lists": tuple(_part(scene, person, part) for part in parts), "narrow": scene.shown.narrow, **more}
    return Letter(kind, person, facts, about_ticket=False, answer=True)


def _part(scene: Scene, person: Person, part: Part) -> PartFacts:
    seen = tuple(ticket for ticket in part.tickets if may_see(person, ticket))
    return PartFacts(part.kind, tuple(row(scene, ticket) for ticket in seen), part.total - len(part.tickets))


def row(scene: Scene, ticket: Standing) -> RowFacts:
    """A ticket as a line of a list."""
    names = scene.shown.names
    return RowFacts(
        ticket.number,
        ticket.title,
        ticket.status,
        ticket.opened_at,
        ticket.updated_at,
        names.get(ticket.entity, ""),
        names.get(ticket.requester, ""),
        names.get(ticket.technician, ""),
        ticket.deadline_at,
        is_late(ticket, scene.now),
        ticket.incident,
    )


def history(scene: Scene, person: Person, ticket: Standing) -> Letter:
    """One ticket: its moves, what was said, its files; notes, targets and what stays inside for those who answer it."""
    inside = is_inside(person, ticket)
    moves = tuple(
        MoveFacts(m.at, m.kind, scene.shown.names.get(m.by, ""), m.group)
        for m in reversed(scene.shown.moves)
        if inside or m.kind not in INTERNAL
    )
    return telling.about(
        "history",
        person,
        scene,
        ticket,
        answer=True,
        moves=moves[:MOST_MOVES],
        more=len(moves) - len(moves[:MOST_MOVES]),
        files=telling.file_facts(_files(scene, person, ticket)),
        conversation=telling.history(scene.conversation, internal=inside),
        inside=inside,
        merged=tuple(one.number for one in scene.merged),
        works=may_work(person, ticket) and person.id != ticket.requester,
        first_answer_due=ticket.first_answer_due_at if inside and ticket.first_answer_at is None else None,
        solution_due=ticket.solution_due_at if inside else None,
        incident=ticket.incident if inside else "",
        joined=tuple((one.number, one.status) for one in scene.joined) if inside else (),
    )


def is_inside(person: Person, ticket: Standing) -> bool:
    """Whether a person sees what never leaves the technicians' side: not in a ticket of the person's own."""
    return may_advise(person, ticket) and person.id != ticket.requester


def _files(scene: Scene, person: Person, ticket: Standing) -> tuple[FileRef, ...]:
    """The ticket's files that a person may have: what came with a note stays with those who answer."""
    inside = is_inside(person, ticket)
    return tuple(f for f in scene.files if inside or f.public)


def file(scene: Scene, person: Person, ticket: Standing, number: int) -> Letter:
    """The file of a number; where the person may have none of it, or it is too big for any mail, what there is instead."""
    mine = _files(scene, person, ticket)
    found = next((f for f in mine if f.number == number), None)
    fits = found is not None and _rides(found.size, scene)
    facts = {
        "ticket": telling.ticket_facts(scene, ticket),
        "file": telling.file_facts((found,))[0] if found else None,
        "files": telling.file_facts(mine),
        "count": number,
        "sent": fits,
        "inside": is_inside(person, ticket),
    }
    return Letter("enclosed", person, facts, answer=True, round=ticket.round, files=(found,) if found and fits else ())


def dossier(scene: Scene, person: Person, ticket: Standing) -> Letter:
    """The ticket's dossier; where it is too big for any mail, or its reader had enough of them today, what can be done instead."""
    offer = scene.shown.dossier
    if offer is None or offer.spent:
        return telling.cannot("dossiers_today", person, ticket.title, scene, ticket)
    fits = offer.size > 0 and _rides(offer.size, scene)
    inside = is_inside(person, ticket)
    rides = Dossier(ticket.number, person.id, inside, offer.size) if fits else None
    facts = {"ticket": telling.ticket_facts(scene, ticket), "sent": fits, "inside": inside}
    return Letter("dossier", person, facts, answer=True, round=ticket.round, dossier=rides)


def _rides(size: int, scene: Scene) -> bool:
    """Whether a file of so many bytes fits into the largest mail."""
    return -(-size // LINE) * BLANKS + LETTER <= scene.rules.largest


def report(person: Person, digest: DigestFacts) -> Letter:
    """A digest on demand, with its figures as a spreadsheet."""
    slip = Slip("relatorio", "relatorio.csv", {"digest": digest}, "text/csv")
    return Letter("digest", person, {"digest": digest}, about_ticket=False, answer=True, slip=slip)


def catalogue(scene: Scene, person: Person) -> Letter:
    """What a representative can write for, each item a link, and what else can be written."""
    facts: dict[str, object] = {"title": "", "reason": "asked", "items": telling.items(scene), "checks": telling.checks(scene)}
    facts |= {"likeliest": (), "elsewhere": (), "received_at": scene.now, "until": None}
    return Letter("catalogue", person, facts, about_ticket=False, answer=True)


def orders(scene: Scene, person: Person, words: tuple[str, ...]) -> Letter:
    """What a technician or supervisor can write, and the codes of the items. words: the orders that there are."""
    ticket = scene.ticket if scene.ticket and may_see(person, scene.ticket) else None
    technician = "tecnico" in person.profile
    facts = {
        "ticket": telling.ticket_facts(scene, ticket) if ticket else None,
        "orders": words if technician else tuple(w for w in words if w in ADVISING),
        "items": telling.items(scene),
        "technician": technician,
    }
    return Letter("help", person, facts, about_ticket=ticket is not None, answer=True, round=ticket.round if ticket else 0)
