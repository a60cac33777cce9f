"""How do tickets of one trouble come together? INCIDENTE: this one leads, the next of its item join it (rules.md, Keywords)."""

from dataclasses import replace

from gateway.desk import handing, telling
from gateway.desk.belonging import leads
from gateway.desk.decision import Letter
from gateway.desk.scene import Scene
from gateway.desk.steps import Order, Step, Unable, move
from parsers.language.plain import plain
from parsers.letterhead import number
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

LEAD, JOIN = "lead", "joined"
_LITTLE = frozenset({"a", "ao", "com", "o", "do", "no", "chamado"})  # 'INCIDENTE com o chamado L_...'
_MARK = "\x00"


def gather(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
    """INCIDENTE makes the ticket lead; with a number in front of its text, it joins the one that leads already. The text is a note."""
    if unable := _not_now(scene, ticket):
        return unable
    named, note = _named(order.command.text)
    noted = replace(order, command=Command(order.command.word, "", note))
    other = scene.incident
    if named in {"", ticket.number}:
        return _lead(scene, ticket, noted) if other is None else _other(ticket, other)
    if other is None:
        return Unable("not-possible", "no_incident", {"number": named})
    joins = named == other.number and ticket.incident != named
    return _join(scene, ticket, noted, other) if joins else _other(ticket, other)


def _not_now(scene: Scene, ticket: Standing) -> Unable | None:
    """Why the ticket can neither lead nor join, whatever else there is."""
    before = scene.ticket or ticket
    if ticket.status == lifecycle.SOLVED:
        return Unable("not-now", "incident_solved")
    if (ticket.code, ticket.group) != (before.code, before.group):
        return Unable("not-possible", "incident_apart")
    if ticket.confidential:
        return Unable("not-possible", "incident_secret")
    return Unable("not-needed", "leads_already") if leads(ticket) else None


def _named(text: str) -> tuple[str, str]:
    """The number that stands in front of a text, and the text without it; '' when it only mentions one."""
    first, _, rest = text.strip().partition("\n")
    found = number.find(first)
    before, _, after = number.blank(first, _MARK, only=found).partition(_MARK)
    if not found or not set(plain(before).split()) <= _LITTLE:
        return "", text.strip()
    return found, f"{after.strip(' .,:;-')}\n{rest}".strip()


def _other(ticket: Standing, other: Standing) -> Unable:
    """There is an open incident of the item in the group, and there is one only."""
    names = {"number": other.number}
    if ticket.incident == other.number:
        return Unable("not-needed", "joined_already", names)
    return Unable("not-possible", "incident_exists", names)


def _lead(scene: Scene, ticket: Standing, order: Order) -> Step:
    """The group is told: from now on it hears of these tickets only in sum. Who leads without a technician is its technician."""
    taken = not ticket.technician
    changes: dict[str, object] = {"incident": ticket.number}
    if taken:
        changes["technician"] = order.person.id
    after = replace(ticket, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = replace(scene, circle=replace(scene.circle, technician=order.person)) if taken else scene
    said = handing.noted(order)
    item = telling.item_facts(scene, ticket.code)
    return Step(
        "leads",
        then,
        after,
        ("leads", *(("taken",) if taken else ()), *handing.with_note(said)),
        {"item": f"{item.code} - {item.title}", "group": ticket.group, "number": ticket.number},
        moves=(move(LEAD, order, changes),),
        said=said,
        letters=_to_group(then, after, order),
    )


def _to_group(scene: Scene, ticket: Standing, order: Order) -> tuple[Letter, ...]:
    said = telling.from_mail(order.mail, telling.TECHNICIAN, order.command.text, public=False)
    told = {p.id: p for p in (*scene.circle.members, *telling.listeners(scene, ticket)) if p.id != order.person.id}
    return tuple(telling.passing_on("colleague", p, scene, ticket, said, order.mail.files, done="leads") for p in told.values())


def _join(scene: Scene, ticket: Standing, order: Order, lead: Standing) -> Step:
    """One that came before the incident was known. If the lead is solved, its solution comes at once (spreading.py)."""
    changes: dict[str, object] = {"incident": lead.number}
    after = replace(ticket, incident=lead.number)
    said = handing.noted(order)
    heard = handing.told(scene, ticket, scene, after, order, "joins") if said or ticket.technician else ()
    return Step(
        "joined",
        scene,
        after,
        ("joins_solved" if lead.status == lifecycle.SOLVED else "joins", *handing.with_note(said)),
        {"number": lead.number},
        moves=(move(JOIN, order, changes),),
        said=said,
        letters=heard,
    )
