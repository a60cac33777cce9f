"""What does a mail ask to be shown? The rows within its writer's rights, and the names in them; nothing for a mail that does not ask."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gateway.clockwork import dossiers
from gateway.clockwork.digesting import sending, spans
from gateway.clockwork.tools import Tools
from gateway.desk import asking
from gateway.desk.gates import set_aside
from gateway.desk.scene import Mail, Scene
from gateway.desk.shown import Shown
from gateway.people.directory import Person
from gateway.people.proof import TOKEN
from gateway.people.rights import may_see
from gateway.post.digestfacts import DigestFacts
from storage.ticket import history, queues


def look(tools: Tools, scene: Scene) -> Scene:
    """The scene with what its mail asks for. Raises DirectoryUnavailable, EvidenceAway, Busy."""
    mail = scene.mail
    person = mail.sender.person if mail else None
    if mail is None or person is None or not asking.asked(mail, scene.ticket) or set_aside(scene, mail):
        return scene
    if scene.ticket is not None and not may_see(person, scene.ticket):
        return scene
    shown = _rows(tools, scene, mail, person)
    offer = dossiers.look(tools, scene.ticket, person) if scene.ticket and asking.dossier_asked(mail, scene.ticket) else None
    return replace(scene, shown=replace(shown, names=_names(tools, shown), dossier=offer))


def _rows(tools: Tools, scene: Scene, mail: Mail, person: Person) -> Shown:
    # A token proves its bearer for one ticket, and opens no other.
    narrow = mail.sender.proof == TOKEN
    only = (scene.ticket.id if scene.ticket else 0) if narrow else None
    question = asking.list_asked(mail, scene.ticket)
    works, supervises = _groups(person, question.argument) if question else ((), ())
    digest = _digest(tools, scene, mail, person)
    with tools.database.reading() as session:
        moves = history.moves(session, scene.ticket.id) if scene.ticket else ()
        if question is None:
            return Shown(moves=moves, digest=digest, narrow=narrow)
        entities = person.entities if "gestor" in person.profile else ()
        return Shown(
            queues.of_entities(session, person.id, entities, only),
            queues.of_groups(session, person.id, works, supervises, scene.now, only),
            (*works, *supervises),
            0 if narrow else queues.hidden(session, supervises),
            moves,
            digest=digest,
            narrow=narrow,
        )


def _digest(tools: Tools, scene: Scene, mail: Mail, person: Person) -> DigestFacts | None:
    """What a RELATÓRIO asks for."""
    days = asking.days_asked(mail, scene.ticket)
    if not days or mail.sender.proof == TOKEN:
        return None
    found = sending.of_reader(tools, person, (spans.asked(scene.now, days),))
    return found[0] if found else None


def _groups(person: Person, named: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups that a person works in, and those that the person only supervises; named: of these only the one of that name."""
    works = person.groups if "tecnico" in person.profile else ()
    supervises = tuple(g for g in person.supervises if g not in works) if "supervisor" in person.profile else ()
    return _named(works, named), _named(supervises, named)


def _named(groups: tuple[str, ...], named: str) -> tuple[str, ...]:
    return tuple(g for g in groups if not named or g.casefold() == named.casefold())


def _names(tools: Tools, shown: Shown) -> dict[str, str]:
    """The names of everybody and every entity in the rows."""
    listed = [ticket for part in (*shown.table, *shown.queue) for ticket in part.tickets]
    people = {p for t in listed for p in (t.requester, t.technician)} | {move.by for move in shown.moves}
    return dict(known(tools, people, {t.entity for t in listed}))


def known(tools: Tools, people: Iterable[str], entities: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Ids of people and entities with their names. Raises DirectoryUnavailable."""
    for person_id in sorted(filter(None, people)):
        if person := tools.directory.by_id(person_id):
            yield person.id, person.name
    for entity_id in sorted(entities):
        if entity := tools.directory.entity(entity_id):
            yield entity.id, entity.name
