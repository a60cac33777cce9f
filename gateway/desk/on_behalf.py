"""Does a technician open a ticket for somebody who called? EM NOME DE email, with the code in the subject (rules.md, Keywords)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from gateway.desk import choosing, handing, lacking, opening, telling
from gateway.desk.choosing import Request
from gateway.desk.decision import Decision, Letter, Said
from gateway.desk.scene import Mail, Scene
from gateway.desk.steps import Order, Step, Unable
from gateway.people.directory import Entity, Person
from gateway.people.proof import ALIGNED, LOGIN
from parsers.reading import Command
from storage.ticket.tickets import Standing

WORD = "EM NOME DE"


def called(mail: Mail, kept: Mail | None) -> Command | None:
    """The order of a technician's mail, or of the held mail that it completes; in anybody else's these words are part of the request."""
    person = mail.sender.person
    commands = (kept or mail).reading.commands
    ordered = bool(commands) and commands[0].word == WORD and person is not None and "tecnico" in person.profile
    return commands[0] if ordered else None


def request(mail: Mail, kept: Mail | None, requester: Person) -> Request:
    """What is asked for, as in choosing.py; a CNPJ behind the caller's address says for which entity."""
    asked = choosing.request(mail, kept, requester)
    command = called(mail, kept)
    return replace(asked, entity=_entity(command, requester)) if command and not asked.entity else asked


def open_for(scene: Scene, mail: Mail, person: Person) -> Decision | None:
    """The ticket of whoever called, or why there is none; None for a mail that opens nothing in another's name.

    Who writes must be proven by more than somebody's word. A question of ours may be answered by its token: the mail that waits was proven.
    """
    command = called(mail, scene.kept)
    if command is None:
        return None
    caller = scene.named.people.get(command.argument)
    why = "caller_proof" if scene.kept is None and mail.sender.proof not in {LOGIN, ALIGNED} else _obstacle(command, caller)
    if why or caller is None:
        names = {"mail": command.argument, "person": caller.name if caller else ""}
        return Decision("not-possible", letters=(telling.cannot(why, person, mail.reading.title, names=names),))
    asked = request(mail, scene.kept, caller)
    if asked.code is None:
        return choosing.which_item(scene, mail, asked, person)
    if not asked.entity or scene.circle.entity is None:
        return _which_entity(scene, asked, person, caller)
    return lacking.opened_late(asked.mail, _opened(scene, asked, person, caller, scene.circle.entity))


def refused(_scene: Scene, ticket: Standing, _order: Order) -> Step | Unable:
    """The same words in the thread of a ticket: they open none there."""
    return Unable("not-possible", "caller_thread", {"number": ticket.number})


def _obstacle(command: Command, caller: Person | None) -> str:
    """Why nothing can be opened for the caller ('' when nothing stands in the way); a word of the letter `cannot`."""
    if not handing.is_address(command.argument):
        return "caller_whom"
    if caller is None:
        return "unknown_person"
    if not caller.active:
        return "caller_left"
    return "" if "gestor" in caller.profile and caller.entities else "caller_no_gestor"


def _which_entity(scene: Scene, asked: Request, person: Person, caller: Person) -> Decision:
    """The caller's entities, asked of the technician, whose mail waits."""
    decision = choosing.which_entity(scene, asked, replace(person, entities=caller.entities))
    letters = tuple(replace(x, to=person, facts={**x.facts, "caller": caller.name}) for x in decision.letters)
    return replace(decision, letters=letters)


def _opened(scene: Scene, asked: Request, person: Person, caller: Person, entity: Entity) -> Decision:
    """Everybody who reads it sees who wrote it, and for whom; it is the caller's ticket, who decides on it."""
    own = caller.id == person.id
    text = _text(asked.mail.reading.commands[0], caller) or asked.mail.reading.title
    said = telling.from_mail(asked.mail, telling.REPRESENTATIVE, text)
    said = replace(said, by=person.id, who=caller.name if own else f"{person.name}, em nome de {caller.name}")
    decision = opening.open_ticket(scene, asked, caller, entity, said)
    if own or decision.opening is None:
        return decision
    facts = {**decision.opening.facts, "in_the_name_of": caller.id}
    letters = tuple(_naming(letter, person) for letter in decision.letters)
    return replace(
        decision,
        opening=replace(decision.opening, facts=facts),
        letters=(*letters, _answer(scene, asked, person, caller, decision, said)),
    )


def _naming(letter: Letter, person: Person) -> Letter:
    """The caller's receipt says who opened the ticket."""
    return replace(letter, facts={**letter.facts, "opened_by": person.name}) if letter.kind == "received" else letter


def _answer(scene: Scene, asked: Request, person: Person, caller: Person, decision: Decision, said: Said) -> Letter:
    """The number and the group; of a confidential ticket whoever is not of its group learns the number only."""
    values: Mapping[str, object] = decision.opening.values if decision.opening else {}
    routed = any(move.kind == "route" for move in decision.moves)
    works = "tecnico" in person.profile and scene.circle.group in person.groups
    facts = {
        "number": scene.number,
        "title": asked.mail.reading.title,
        "text": said.text,
        "caller": caller.name,
        "group": scene.circle.group if works or not values.get("confidential") else "",
        "routed": routed,
        "works": works and routed,
    }
    return Letter("opened_for", person, facts, about_ticket=works and routed, answer=True)


def _entity(command: Command, caller: Person) -> str:
    """The entity whose CNPJ is all that the first line of the text holds, if it is one of the caller's; else ''."""
    first = next((line for line in command.text.splitlines() if line.strip()), "")
    digits = re.sub(r"\D", "", first)
    return digits if digits in caller.entities and not re.search(r"[^\W\d_]", first.casefold().replace("cnpj", "")) else ""


def _text(command: Command, caller: Person) -> str:
    """The request: what stands below the first line, without the CNPJ that chose the entity."""
    text = command.text.strip()
    return text.partition("\n")[2].strip() if _entity(command, caller) else text
