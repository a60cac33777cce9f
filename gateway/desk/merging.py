"""Are two tickets the same matter? MESCLAR: one goes on as part of the other, with all that is in it (rules.md, Keywords)."""

from collections.abc import Mapping
from dataclasses import replace

from gateway.desk import telling
from gateway.desk.decision import Beside, Letter, Said
from gateway.desk.scene import FileRef, Mail, Other, Scene
from gateway.desk.solving import OUTWARD
from gateway.desk.steps import Order, Step, Unable, move
from gateway.people.directory import Person
from gateway.people.proof import TOKEN
from gateway.people.rights import may_work
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.history import INTERNAL
from storage.ticket.merging import ABSORB, MERGED
from storage.ticket.tickets import Standing


def merge(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """MESCLAR: the ticket in whose thread it is written ends, and is part of the named one from then on, whichever is the older.

    Its solution and its days end with it; those of the other stay as they are. What stands below the order is a note.
    """
    number = number_named(order.command)
    other = scene.other
    if why := _obstacle(scene, ticket, number, order.person):
        into = other.heir.number if other else ""
        return Unable("not-possible", why, {"number": number, "into": into, "own": ticket.number})
    if other is None:
        raise ValueError("no obstacle, and no other ticket")
    closed = replace(ticket, status=lifecycle.CLOSED, outcome=MERGED, merged_into=number)
    changes = {"outcome": MERGED, "merged_into": number, "closed_at": scene.now}
    note = telling.from_mail(order.mail, telling.TECHNICIAN, order.command.text.strip(), public=False)
    # Its files too, unless another order of the mail says for whom they are.
    elsewhere = any(command.word in OUTWARD | {"NOTA"} for command in order.mail.reading.commands)
    said = (note,) if note.text or (order.mail.files and not elsewhere) else ()
    count = {"said": len(other.conversation), "files": len(other.files)}
    return Step(
        "merged",
        scene,
        closed,
        _done(scene, ticket, said),
        {"number": ticket.number, "into": number},
        moves=(move("merge", order, changes, into=number),),
        said=said,
        letters=(*_to_entity(scene, closed, other), *_to_colleagues(scene, ticket, closed, order, other)),
        timers=(),
        round=ticket.round,
        beside=(
            Beside(other.ticket, (move(ABSORB, order, {}, ticket=ticket.number, **count),), letters=_to_heirs(scene, ticket, order, other)),
        ),
    )


def number_named(command: Command) -> str:
    """The number that a MESCLAR names (`L_61122001`), or ''."""
    return command.argument if command.argument.startswith("L_") else ""


def is_by_merged(scene: Scene, mail: Mail, ticket: Standing) -> bool:
    """Whether the mail decides about a ticket that was merged into this one.

    It answers a letter about that one, whose solution ended with it and which says nothing of this one's, whoever logs in.
    """
    token = mail.sender.token
    answers_it = token is not None and token.ref != ticket.ref
    return bool(scene.merged) and (answers_it or (token is None and mail.sender.proof == TOKEN))


def _obstacle(scene: Scene, ticket: Standing, number: str, person: Person) -> str:
    """Why the two cannot become one ('' when nothing stands in the way); a word of the letter `cannot`."""
    if not number:
        return "merge_whom"
    if number == ticket.number:
        return "merge_done" if scene.merged else "merge_self"
    other = scene.other
    # The same words as for a number that does not exist: nobody learns which tickets there are.
    if other is None or other.ticket.number != number or not _works(person, other.ticket):
        return "merge_unknown"
    return _closed(ticket, other, person) or _unlike(ticket, other.ticket)


def _works(person: Person, ticket: Standing) -> bool:
    return may_work(person, ticket) and person.id != ticket.requester


def _closed(ticket: Standing, other: Other, person: Person) -> str:
    if other.ticket.status != lifecycle.CLOSED:
        return ""
    if other.heir.id == ticket.id:
        return "merge_done"
    goes_on = other.heir.id != other.ticket.id and other.heir.status != lifecycle.CLOSED and _works(person, other.heir)
    return "merge_went" if goes_on else "merge_closed"


def _unlike(ticket: Standing, other: Standing) -> str:
    """What sets them apart: the words of one entity, or of a confidential author, never reach anybody else."""
    if other.entity != ticket.entity:
        return "merge_entity"
    secret = ticket.confidential and other.confidential
    if (ticket.confidential or other.confidential) and not (secret and ticket.requester == other.requester):
        return "merge_secret"
    if ticket.incident == ticket.number:
        return "merge_both_lead" if other.incident == other.number else "merge_leads"
    return ""


def _done(scene: Scene, ticket: Standing, said: tuple[Said, ...]) -> tuple[str, ...]:
    told = ("merged_told",) if scene.circle.representatives else ()
    void = ("merged_void",) if ticket.status == lifecycle.SOLVED else ()
    return ("merged", *told, *void, *(("noted",) if said else ()))


def _to_entity(scene: Scene, closed: Standing, other: Other) -> tuple[Letter, ...]:
    """Where it goes on, what that is about, and who opened it if that was somebody else."""
    into = telling.ticket_facts(replace(scene, circle=other.circle), other.ticket)
    return tuple(
        telling.about("merged", to, scene, closed, into=into, opener="" if to.id == other.ticket.requester else into.requester)
        for to in scene.circle.representatives
    )


def _to_colleagues(scene: Scene, ticket: Standing, closed: Standing, order: Order, other: Other) -> tuple[Letter, ...]:
    """Who had the ticket until now, unless they hear of it with the other one, or opened that: its notes are not for them."""
    note = telling.from_mail(order.mail, telling.TECHNICIAN, order.command.text.strip(), public=False)
    heirs = {p.id for p in telling.listeners(replace(scene, circle=other.circle), other.ticket)}
    heirs |= {order.person.id, other.ticket.requester}
    hearing = [p for p in telling.listeners(scene, ticket) if p.id not in heirs]
    return tuple(
        telling.passing_on("colleague", p, scene, closed, note, order.mail.files, done="merged", into=other.ticket.number) for p in hearing
    )


def _to_heirs(scene: Scene, ticket: Standing, order: Order, other: Other) -> tuple[Letter, ...]:
    """What is new to whoever has the other ticket: the request, every file under its new number, the conversation."""
    first = scene.conversation[0] if scene.conversation else None
    said = Said(
        ticket.opened_at, ticket.requester, first.who if first else "", telling.REPRESENTATIVE, first.text if first else "", order.mail.id
    )
    brought = tuple(replace(entry, origin=entry.origin or ticket.number, round=0) for entry in scene.conversation)
    then = replace(scene, circle=other.circle, conversation=(*other.conversation, *brought), files=other.files)
    facts: Mapping[str, object] = {
        "merged": telling.ticket_facts(scene, ticket),
        "by": order.person.name,
        "note": order.command.text.strip(),
    }
    hearing = [p for p in telling.listeners(then, other.ticket) if p.id != order.person.id]
    files = (*_renumbered(scene.files, other.files), *_noted(scene.files, other.files, order.mail.files))
    return tuple(telling.passing_on("absorbed", p, then, other.ticket, said, files, **facts) for p in hearing)


def _renumbered(files: tuple[FileRef, ...], before: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
    """A ticket's files as ANEXO finds them in the other one, behind those that it has."""
    return tuple(replace(f, number=f.number + sum(b.public is f.public for b in before)) for f in files)


def _noted(files: tuple[FileRef, ...], before: tuple[FileRef, ...], new: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
    """The files that came with the order itself: a note's, behind all others."""
    first = INTERNAL + sum(not f.public for f in (*before, *files))
    return tuple(replace(f, number=number, public=False) for number, f in enumerate(new, start=first))
