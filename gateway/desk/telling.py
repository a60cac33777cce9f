"""How is what was decided told? Facts for letters, from the scene and the ticket as it will stand."""

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from gateway.desk.decision import Letter, Said
from gateway.desk.scene import Entry, FileRef, Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_advise
from gateway.post.facts import CheckFacts, FileFacts, ItemDetail, ItemFacts, TicketFacts
from gateway.post.facts import Entry as EntryFacts
from storage.ticket.history import INTERNAL
from storage.ticket.tickets import Standing

RIDE_ALONG = 10_000_000  # bytes of attachments that travel with one letter

REPRESENTATIVE = "representante"
TECHNICIAN = "técnico"
ENTITY = "entidade"


def ticket_facts(scene: Scene, ticket: Standing) -> TicketFacts:
    """The ticket as its letters show it."""
    circle = scene.circle
    technician = next((p.name for p in (circle.technician, circle.solver, *circle.members) if p and p.id == ticket.technician), "")
    return TicketFacts(
        number=ticket.number,
        title=ticket.title,
        status=ticket.status,
        code=ticket.code,
        item=scene.rules.catalog.item(ticket.code).title,
        entity=circle.entity.name if circle.entity else "",
        requester=circle.requester.name if circle.requester else "",
        group=ticket.group,
        technician=technician,
        opened_at=ticket.opened_at,
        deadline=ticket.deadline_at,
        round=ticket.round,
        outcome=ticket.outcome,
    )


def item_facts(scene: Scene, code: int) -> ItemDetail:
    """The item a ticket was opened for."""
    item = scene.rules.catalog.item(code)
    return ItemDetail(item.code, item.title, item.objective, item.checklist, item.evidence, item.passwords, item.confidential)


def items(scene: Scene) -> tuple[ItemFacts, ...]:
    """The whole catalogue, in order."""
    return tuple(ItemFacts(i.code, i.title, i.confidential) for i in scene.rules.catalog.items)


def checks(scene: Scene, codes: Collection[int] = ()) -> tuple[CheckFacts, ...]:
    """What to verify before one writes about these items, or about any: each sentence once, with the items that it is for."""
    found: dict[str, tuple[int, ...]] = {}
    for item in scene.rules.catalog.items:
        for text in item.checklist if not codes or item.code in codes else ():
            found[text] = (*found.get(text, ()), item.code)
    return tuple(CheckFacts(of, text) for text, of in found.items())


def history(entries: Iterable[Entry], *, internal: bool) -> tuple[EntryFacts, ...]:
    """What was said before, newest first; without `internal` only what the entity may read."""
    shown = (e for e in reversed(tuple(entries)) if internal or e.public)
    return tuple(EntryFacts(e.at, f"{e.who}, no chamado {e.origin}" if e.origin else e.who, e.side, e.text) for e in shown)


def file_facts(files: Iterable[FileRef]) -> tuple[FileFacts, ...]:
    """Files as letters list them."""
    return tuple(FileFacts(f.name, f.size, f.sha256, f.number, f.type, f.evidence, f.why) for f in files)


def numbered(scene: Scene, files: tuple[FileRef, ...], *, public: bool = True) -> tuple[FileRef, ...]:
    """Files that come with the mail being decided, with the numbers that they will have in the ticket (storage/ticket/history.py).

    Those that the ticket has already keep theirs.
    """
    ahead = itertools.count((1 if public else INTERNAL) + sum(f.public is public for f in scene.files))
    return tuple(file if file.number else replace(file, number=next(ahead), public=public) for file in files)


def riding(files: tuple[FileRef, ...]) -> tuple[tuple[FileRef, ...], tuple[FileRef, ...]]:
    """Which files travel with a letter, and which are too big for it."""
    ride: list[FileRef] = []
    left: list[FileRef] = []
    size = 0
    for file in files:
        fits = size + file.size <= RIDE_ALONG
        size += file.size if fits else 0
        (ride if fits else left).append(file)
    return tuple(ride), tuple(left)


def passing_on(kind: str, to: Person, scene: Scene, ticket: Standing, said: Said, files: tuple[FileRef, ...], **more: object) -> Letter:
    """A letter that carries what someone wrote, with its files and the history, to the other side."""
    ride, left = riding(numbered(scene, files, public=said.public))
    return Letter(
        kind=kind,
        to=to,
        facts={
            "ticket": ticket_facts(scene, ticket),
            "author": said.who,
            "text": said.text,
            "files": file_facts(ride),
            "omitted": file_facts(left),
            "conversation": history(scene.conversation, internal=may_advise(to, ticket) and to.id != ticket.requester),
            **more,
        },
        round=ticket.round,
        files=ride,
    )


def about(kind: str, to: Person, scene: Scene, ticket: Standing, *, answer: bool = False, **facts: object) -> Letter:
    """A letter about a ticket, without files."""
    return Letter(kind, to, {"ticket": ticket_facts(scene, ticket), **facts}, answer=answer, round=ticket.round)


def cannot(
    why: str,
    to: Person,
    title: str,
    scene: Scene | None = None,
    ticket: Standing | None = None,
    *,
    passed_on: bool = False,
    names: Mapping[str, str] | None = None,
) -> Letter:
    """The neutral answer: nothing changed, and why. Without a ticket it says nothing about whether there is one.

    passed_on: what was written reached the technicians all the same. names: what its sentence names.
    """
    shown = ticket_facts(scene, ticket) if scene and ticket else None
    facts = {"ticket": shown, "title": title, "why": why, "passed_on": passed_on, "names": names or {}}
    return Letter("cannot", to, facts, about_ticket=ticket is not None, answer=True)


def listeners(scene: Scene, ticket: Standing) -> tuple[Person, ...]:
    """Who hears about the ticket on the technicians' side: its technician if still there, otherwise the group."""
    technician = scene.circle.technician
    there = technician and technician.active and technician.id == ticket.technician and ticket.group in technician.groups
    there = there and ticket.technician != ticket.requester
    return (technician,) if technician and there else scene.circle.members


def colleagues(scene: Scene, before: Standing, after: Standing, said: Said, files: tuple[FileRef, ...], done: str) -> tuple[Letter, ...]:
    """What one technician did, told to those who otherwise would not know: the ticket's technician before, or the whole group."""
    told = [p for p in listeners(scene, before) if p.id != said.by]
    return tuple(passing_on("colleague", to, scene, after, said, files, done=done) for to in told)


def proof(mail: Mail) -> dict[str, object]:
    """What of a mail's proof goes into the record: how its writer is known, what the From domain said of it (digest), on whose word."""
    known = {"verdict_sha256": mail.sender.verdict, "confirmed_by": mail.sender.word}
    return {"proof": mail.sender.proof, **{name: value for name, value in known.items() if value}}


def from_mail(mail: Mail, side: str, text: str, *, public: bool = True) -> Said:
    """What the writer of a mail contributes, dated at its arrival."""
    person = mail.sender.person
    return Said(mail.received_at, person.id if person else "", person.name if person else "", side, text, mail.id, public)
