"""What does a solution of an incident's lead do to one of the tickets that joined it? Decided for each by itself (rules.md, INCIDENTE)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.desk import deadlines, telling
from gateway.desk.belonging import leads
from gateway.desk.decision import Decision, Letter, Move, Said
from gateway.desk.resuming import running_again
from gateway.desk.scene import FileRef, Scene
from gateway.desk.solving import DONE, with_technician
from gateway.desk.undoing import TAKEN_BACK
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

NOBODY = "nobody"
UNSOLVED = frozenset({lifecycle.PENDING, lifecycle.ASSIGNED})
# What a move of the lead proves, and so does the move that follows from it.
PROOF = ("mail", "mail_sha256", "received_at", "proof", "verdict_sha256", "confirmed_by", "files")


@dataclass(frozen=True, slots=True)
class Word:
    """What whoever solved the lead wrote for all: nothing of the lead's own people is in it.

    lead: as it stands; kind: the letter that brings the solution; facts: of the lead's move; own: facts of the newest `solve` of the
    ticket that is decided about, {} when it has none.
    """

    lead: Standing
    author: Person
    text: str
    mail_id: int
    files: tuple[FileRef, ...] = ()
    kind: str = ""
    facts: Mapping[str, Any] | None = None
    own: Mapping[str, Any] | None = None


def follow(scene: Scene, ticket: Standing, word: Word) -> Decision:
    """The lead's solution, in the ticket's own thread: its own round, days and answer. What somebody did meanwhile is left alone."""
    if not _is_meant(ticket, word):
        return Decision(deadlines.VOID)
    if not scene.circle.representatives:
        return Decision(NOBODY)
    deadline = scene.rules.deadline(scene.now)
    changes: dict[str, object] = {
        "technician": word.author.id,
        "solver": word.author.id,
        "round": ticket.round + 1,
        "solved_at": scene.now,
        "deadline_at": deadline,
        **running_again(scene, ticket),
    }
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = scene.now
    solved = replace(ticket, status=lifecycle.SOLVED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    then = with_technician(scene, word.author)
    said = Said(scene.now, word.author.id, word.author.name, telling.TECHNICIAN, word.text, word.mail_id, round=solved.round)
    by_law = scene.rules.deadline_by_law
    return Decision(
        DONE[word.kind],
        moves=(Move("solve", word.author.id, changes, _facts(word) | {"incident_round": word.lead.round}),),
        said=(said,),
        letters=(
            *(telling.passing_on(word.kind, p, then, solved, said, word.files, by_law=by_law) for p in scene.circle.representatives),
            *_to_technician(scene, ticket, solved, said, word),
        ),
        timers=deadlines.timers(scene.rules, scene.now, deadline),
        round=solved.round,
    )


def _is_meant(ticket: Standing, word: Word) -> bool:
    """Whether it waits for this solution: unsolved, or solved by an earlier one of the lead; and it had not this one before."""
    lead, own = word.lead, word.own or {}
    # A lead that went to another group, and leads there, does not speak for those that it left behind.
    here = ticket.incident == lead.number and (ticket.group == lead.group or not leads(lead))
    from_lead = own.get("incident") == lead.number
    had = from_lead and int(own.get("incident_round", 0)) >= lead.round
    return here and not had and (ticket.status in UNSOLVED or (ticket.status == lifecycle.SOLVED and from_lead))


def _to_technician(scene: Scene, before: Standing, after: Standing, said: Said, word: Word) -> tuple[Letter, ...]:
    """The one who had this ticket; a group that has it in sum is not told one by one."""
    if not before.technician:
        return ()
    told = [p for p in telling.listeners(scene, before) if p.id not in {word.author.id, word.lead.technician}]
    return tuple(telling.passing_on("colleague", p, scene, after, said, word.files, done=DONE[word.kind]) for p in told)


def recall(scene: Scene, ticket: Standing, word: Word, round_: int) -> Decision:
    """DESFAZER on the lead: the same solution is taken back here, unless somebody has answered it or solved the ticket otherwise."""
    own = word.own or {}
    same = own.get("incident") == word.lead.number and own.get("incident_round") == round_
    if ticket.status != lifecycle.SOLVED or not same:
        return Decision(deadlines.VOID)
    changes: dict[str, object] = {"deadline_at": None, "solved_at": None, "solver": ""}
    back = replace(ticket, status=lifecycle.ASSIGNED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    told = Said(scene.now, word.author.id, word.author.name, telling.TECHNICIAN, TAKEN_BACK, word.mail_id)
    return Decision(
        "undone",
        moves=(Move("undo", word.author.id, changes, _facts(word) | {"round": ticket.round}),),
        said=(told,),
        letters=tuple(telling.about("taken_back", p, scene, back, author=word.author.name) for p in scene.circle.representatives),
        timers=(),
        round=ticket.round,
    )


def _facts(word: Word) -> dict[str, Any]:
    facts = word.facts or {}
    return {name: facts[name] for name in PROOF if name in facts} | {"incident": word.lead.number}
