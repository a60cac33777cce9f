"""What of a representative's mail is kept and passed on, whatever it decides?"""

from gateway.desk import telling
from gateway.desk.decision import Letter, Move, Said
from gateway.desk.scene import Mail, Scene
from storage.ticket.tickets import Standing


def said_by(mail: Mail) -> Said:
    """The new text, as a contribution of the entity's side."""
    return telling.from_mail(mail, telling.REPRESENTATIVE, mail.reading.new_text.strip())


def to_technicians(scene: Scene, ticket: Standing, said: Said, mail: Mail) -> tuple[Letter, ...]:
    """The letter that carries it to the technicians' side."""
    return tuple(telling.passing_on("comment", to, scene, ticket, said, mail.files) for to in telling.listeners(scene, ticket))


def move(kind: str, mail: Mail, ticket: Standing, changes: dict[str, object]) -> Move:
    """The move that a mail makes, with what proves it: arrival, digest, proof, the directory's word at that moment."""
    person = mail.sender.person
    facts = {
        "mail": mail.id,
        "mail_sha256": mail.sha256,
        "received_at": mail.received_at,
        **telling.proof(mail),
        "round": ticket.round,
        "files": [f.sha256 for f in mail.files],
        "person": {"profile": sorted(person.profile), "entities": list(person.entities), "active": person.active} if person else {},
    }
    return Move(kind, person.id if person else "", changes, facts)
