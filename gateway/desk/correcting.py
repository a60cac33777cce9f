"""Was the ticket opened for the wrong item? RECLASSIFICAR: same number, the new item's group and targets (rules.md, Keywords)."""

from dataclasses import replace
from datetime import timedelta

from gateway.catalog import Catalog, Item
from gateway.desk import handing, telling
from gateway.desk.belonging import leaving
from gateway.desk.decision import Letter
from gateway.desk.scene import Scene
from gateway.desk.steps import Order, Step, Unable, move
from storage.ticket.tickets import Standing


def reclassify(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """The new item, told to the representative. What is or becomes confidential stays so; what was handed on by hand stays where it is."""
    if why := handing.not_now(ticket):
        return Unable("not-possible", why)
    catalog = scene.rules.catalog
    code = code_named(catalog, order.command.argument)
    if code is None:
        return Unable("not-possible", "which_item", {"items": ", ".join(str(item.code) for item in catalog.items)})
    item = catalog.item(code)
    names = {"item": f"{item.code} - {item.title}"}
    if code == ticket.code:
        return Unable("not-possible", "same_item", names)
    left, parted = leaving(ticket)
    changes = _changes(scene, ticket, item) | left
    after = replace(ticket, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    moves = after.group != ticket.group
    then = _unseen(handing.in_group(scene, after.group) if moves else scene, after)
    said = handing.noted(order)
    done = ("reclassified", *(("rerouted",) if moves else ()), *parted, *handing.with_note(said))
    return Step(
        "reclassified",
        then,
        after,
        done,
        names | {"group": after.group},
        moves=(move("reclassify", order, changes, before=ticket.code),),
        said=said,
        letters=(
            *_to_entity(then, ticket, after),
            *(handing.whole(then, after, order, then.circle.members, "item") if moves else ()),
            *handing.told(
                scene, ticket, then, after, order, "rerouted" if moves else "reclassified", but=then.circle.members if moves else ()
            ),
        ),
    )


def code_named(catalog: Catalog, argument: str) -> int | None:
    """The code of the catalogue that an order names, or None."""
    digits = argument.strip()
    code = int(digits) if digits.isascii() and digits.isdigit() else None
    return code if any(item.code == code for item in catalog.items) else None


def _unseen(scene: Scene, ticket: Standing) -> Scene:
    """The scene once the ticket is as it will be: of a confidential one the entity's others are told nothing, even if the opener left."""
    if not ticket.confidential:
        return scene
    opener = tuple(p for p in scene.circle.representatives if p.id == ticket.requester)
    return replace(scene, circle=replace(scene.circle, representatives=opener))


def _changes(scene: Scene, ticket: Standing, item: Item) -> dict[str, object]:
    """The targets run from the opening, but for the hours in which the ticket waited for the representative.

    An answer that was given keeps the target it met or missed.
    """
    after, paused = scene.rules.calendar.office_hours_after, _paused(scene, ticket)
    changes: dict[str, object] = {"code": item.code, "solution_due_at": after(ticket.opened_at, item.targets.solution + paused)}
    if ticket.first_answer_at is None:
        changes["first_answer_due_at"] = after(ticket.opened_at, item.targets.first_answer + paused)
    if item.confidential and not ticket.confidential:
        changes["confidential"] = True
    routes = scene.named.routes
    group = routes.get(item.code, ticket.group)
    if group not in {ticket.group, routes.get(ticket.code, "")} and scene.named.members.get(group):
        changes |= {"group": group, "technician": ""}
    return changes


def _paused(scene: Scene, ticket: Standing) -> float:
    """The office hours for which a ticket's targets stood still until now: by so many its solution is due later than its item says."""
    if ticket.solution_due_at is None:
        return 0.0
    hours = scene.rules.calendar.office_hours_between(ticket.opened_at, ticket.solution_due_at) / timedelta(hours=1)
    return max(0.0, hours - scene.rules.catalog.item(ticket.code).targets.solution)


def _to_entity(scene: Scene, before: Standing, after: Standing) -> tuple[Letter, ...]:
    item = replace(telling.item_facts(scene, after.code), confidential=after.confidential)
    was = scene.rules.catalog.item(before.code)
    name = f"{was.code} - {was.title}"
    return tuple(telling.about("reclassified", to, scene, after, item=item, before=name) for to in scene.circle.representatives)
