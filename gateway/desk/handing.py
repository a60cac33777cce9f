"""Who works on the ticket from now on? ASSUMIR, ATRIBUIR and TRANSFERIR (rules.md, Keywords): taken, given to a person, to a group."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gateway.catalog import Catalog
from gateway.desk import telling
from gateway.desk.belonging import leaving
from gateway.desk.decision import Letter, Said
from gateway.desk.scene import FileRef, Mail, Scene
from gateway.desk.steps import Order, Step, Unable, move
from gateway.people.directory import Person
from gateway.people.rights import may_work
from parsers.letterhead.subject import fold
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


def take(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """ASSUMIR: the writer is the technician; who was it before is told, or else the group."""
    if why := not_now(ticket):
        return Unable("not-possible", why)
    return _given(scene, ticket, order, order.person)


def assign(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """ATRIBUIR: an active technician of the ticket's group, named by any of the own addresses, gets the whole ticket."""
    if why := not_now(ticket):
        return Unable("not-possible", why)
    address = order.command.argument
    if not is_address(address):
        return Unable("not-possible", "whom")
    person = scene.named.people.get(address)
    if person is None:
        return Unable("not-possible", "unknown_person", {"mail": address})
    if why := _unfit(person, ticket):
        return Unable("not-possible", why, {"person": person.name, "group": ticket.group})
    return _given(scene, ticket, order, person)


def _unfit(person: Person, ticket: Standing) -> str:
    """Why a person cannot have the ticket ('' when nothing stands in the way); a word of the letter `cannot`."""
    if not person.active:
        return "person_left"
    if not may_work(person, ticket):
        return "other_group"
    return "opened_it" if person.id == ticket.requester else ""


def transfer(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """TRANSFERIR: another group gets the ticket, with its history and notes; nobody of it has it yet. The targets stay."""
    if why := not_now(ticket):
        return Unable("not-possible", why)
    group = group_named(scene.rules.catalog, order.command.argument)
    groups = {"groups": ", ".join(g.name for g in scene.rules.catalog.groups)}
    if not group:
        return Unable("not-possible", "which_group", groups)
    if group == ticket.group:
        return Unable("not-possible", "same_group", {"group": group})
    if not scene.named.members.get(group):
        return Unable("not-possible", "empty_group", groups | {"group": group})
    left, parted = leaving(ticket)
    changes: dict[str, object] = {"group": group, "technician": "", **left}
    after = replace(ticket, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = in_group(scene, group)
    said = noted(order)
    return Step(
        "transferred",
        then,
        after,
        ("transferred", *parted, *with_note(said)),
        {"group": group},
        moves=(move("transfer", order, changes),),
        said=said,
        letters=(
            *whole(then, after, order, then.circle.members, "group"),
            *told(scene, ticket, then, after, order, "transferred", but=then.circle.members),
        ),
    )


def _given(scene: Scene, ticket: Standing, order: Order, person: Person) -> Step:
    """The person is the ticket's technician; one who already was gets no second letter."""
    own = person.id == order.person.id
    said = noted(order)
    if person.id == ticket.technician:
        told_all = told(scene, ticket, scene, ticket, order, "noted") if said else ()
        moves = (move("note", order, {}),) if said else ()
        words = ("yours" if own else "still_theirs", *with_note(said))
        return Step("noted" if said else "not-needed", scene, ticket, words, {"person": person.name}, moves, said, told_all)
    after = replace(ticket, technician=person.id)
    then = replace(scene, circle=replace(scene.circle, technician=person))
    before = scene.circle.technician
    others = before is not None and before.id not in {person.id, order.person.id} and before.id == ticket.technician
    done = ("took_over" if others else "taken") if own else "assigned"
    return Step(
        "taken" if own else "assigned",
        then,
        after,
        (done, *with_note(said)),
        {"person": person.name, "before": before.name if before else ""},
        moves=(move("take" if own else "assign", order, {"technician": person.id}),),
        said=said,
        letters=(
            *(() if own else whole(then, after, order, (person,), "person")),
            *told(scene, ticket, then, after, order, "took" if own else "assigned", but=(person,)),
        ),
    )


def not_now(ticket: Standing) -> str:
    """Why nobody can be given the ticket as it stands: a solution waits, or it is over."""
    return {lifecycle.SOLVED: "is_solved", lifecycle.CLOSED: "already_decided"}.get(ticket.status, "")


def is_address(argument: str) -> bool:
    """Whether an order names a mail address; a name alone could be anybody's."""
    local, at, domain = argument.partition("@")
    return bool(local and at and "." in domain) and not set(argument) & set(" <>,;")


def group_named(catalog: Catalog, argument: str) -> str:
    """The group of the catalogue that is meant, by name or title, whatever its case and accents; '' for none."""
    wanted = fold(argument)
    return next((g.name for g in catalog.groups if wanted and wanted in {fold(g.name), fold(g.title)}), "")


def in_group(scene: Scene, group: str) -> Scene:
    """The scene once this group has the ticket, and nobody of it in particular."""
    circle = replace(scene.circle, group=group, members=scene.named.members.get(group, ()), technician=None)
    return replace(scene, circle=circle)


def noted(order: Order) -> tuple[Said, ...]:
    """The text below an order: for those who work on the ticket next, never for the entity."""
    text = order.command.text.strip()
    return (telling.from_mail(order.mail, telling.TECHNICIAN, text, public=False),) if text else ()


def with_note(said: tuple[Said, ...]) -> tuple[str, ...]:
    """The line of the transcript that says where the text went."""
    return ("inside",) if said else ()


def whole(scene: Scene, ticket: Standing, order: Order, to: Iterable[Person], handed: str) -> tuple[Letter, ...]:
    """The ticket for whoever has it now: the request in full, every file, the history and the notes. Whoever hands it on has it already.

    handed: a word of templates/_base/handed.txt.
    """
    first = scene.conversation[0] if scene.conversation else None
    who, text = (first.who, first.text) if first else ("", "")
    said = Said(ticket.opened_at, ticket.requester, who, telling.REPRESENTATIVE, text, order.mail.id)
    item = replace(telling.item_facts(scene, ticket.code), confidential=ticket.confidential)
    facts: Mapping[str, object] = {"item": item, "handed": handed, "by": order.person.name, "note": order.command.text.strip()}
    return tuple(
        telling.passing_on("assigned", p, scene, ticket, said, all_files(scene, order.mail), **facts) for p in to if p.id != order.person.id
    )


def told(
    scene: Scene, before: Standing, then: Scene, after: Standing, order: Order, done: str, *, but: Iterable[Person] = ()
) -> tuple[Letter, ...]:
    """What was done, for those who had the ticket until now: its technician, or else the group.

    done: a word of templates/_base/colleague.txt; but: who hears of it otherwise.
    """
    others = {order.person.id, *(p.id for p in but)}
    said = telling.from_mail(order.mail, telling.TECHNICIAN, order.command.text.strip(), public=False)
    hearing = [p for p in telling.listeners(scene, before) if p.id not in others]
    return tuple(telling.passing_on("colleague", p, then, after, said, order.mail.files, done=done) for p in hearing)


def all_files(scene: Scene, mail: Mail) -> tuple[FileRef, ...]:
    """The ticket's files and those of this mail; the same bytes once."""
    found = {f.sha256: f for f in reversed((*scene.files, *mail.files))}
    return tuple(reversed(found.values()))
