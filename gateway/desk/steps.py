"""What does one order of a technician's mail come to, and several of them together? Each sees the ticket as the one before left it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.desk import telling
from gateway.desk.decision import Beside, Decision, Letter, Move, Said
from gateway.desk.scene import Entry, Mail, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_advise, may_work
from parsers.reading import Command
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


@dataclass(frozen=True, slots=True)
class Order:
    """One order and whoever gives it."""

    mail: Mail
    person: Person
    command: Command


@dataclass(frozen=True, slots=True)
class Step:
    """An order that was carried out. scene, ticket: as they stand afterwards.

    done: lines of the transcript, words of templates/_base/understood.txt; names: what those lines name. answer: the letter that the
    writer gets in place of the transcript when this was the only order. timers, round, beside: as in Decision.
    """

    outcome: str
    scene: Scene
    ticket: Standing
    done: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    said: tuple[Said, ...] = ()
    letters: tuple[Letter, ...] = ()
    answer: Letter | None = None
    timers: tuple[tuple[str, datetime], ...] | None = None
    round: int = 0
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Unable:
    """An order that changes nothing. why: a word of templates/_base/cannot.txt; names: what its sentence names."""

    outcome: str
    why: str
    names: Mapping[str, str] = field(default_factory=dict)


# What may still be said of a ticket that an order of the same mail gave to another group.
WITH_IT = frozenset({"NOTA", "ATRIBUIR"})
MOST = 20  # orders of one mail: each may write to many
Act = Callable[[Scene, Standing, Order], Step | Unable]


def carry_out(
    scene: Scene,
    mail: Mail,
    person: Person,
    ticket: Standing,
    orders: Mapping[str, Act],
    commands: tuple[Command, ...],
    otherwise: str = "work_only",
) -> Decision:
    """All commands in their order; the first that cannot be carried out ends it, and the transcript says what was done before.

    otherwise: the word of templates/_base/cannot.txt for an order that is not among `orders`.
    """
    if len(commands) > MOST:
        return _stopped(scene, person, ticket, [], Unable("unclear", "too_many"))
    steps: list[Step] = []
    for command in commands:
        act = orders.get(command.word)
        if steps and ticket.status == lifecycle.CLOSED:
            return _stopped(scene, person, ticket, steps, Unable("not-possible", "ended_before"))
        last = act(scene, ticket, Order(mail, person, command)) if act else Unable("not-available", otherwise)
        if steps and command.word not in WITH_IT and not may_advise(person, ticket):
            last = Unable("not-possible", "handed_on", {"group": ticket.group})
        if isinstance(last, Unable):
            return _stopped(scene, person, ticket, steps, last)
        steps.append(last)
        scene, ticket = _with_said(last), last.ticket
    return _done(steps, person)


def _with_said(step: Step) -> Scene:
    """The scene after a step: what it said is part of the conversation for those that follow."""
    said = tuple(Entry(s.at, s.who, s.side, s.text, s.public, s.round) for s in step.said)
    return replace(step.scene, conversation=(*step.scene.conversation, *said))


def _done(steps: list[Step], person: Person) -> Decision:
    alone = steps[0].answer if len(steps) == 1 else None
    return _together(steps, alone or _line_by_line(steps, person))


def _stopped(scene: Scene, person: Person, ticket: Standing, steps: list[Step], unable: Unable) -> Decision:
    if steps:
        return _together(steps, _line_by_line(steps, person, unable))
    return Decision(unable.outcome, letters=(telling.cannot(unable.why, person, ticket.title, scene, ticket, names=unable.names),))


def _line_by_line(steps: list[Step], person: Person, unable: Unable | None = None) -> Letter:
    done = tuple((word, step.names) for step in steps for word in step.done)
    return transcript(done, person, steps[-1].scene, steps[-1].ticket, unable)


def transcript(
    done: tuple[tuple[str, Mapping[str, str]], ...], person: Person, scene: Scene, ticket: Standing, unable: Unable | None = None
) -> Letter:
    """What was done, line by line, each with what it names; unable: what was not."""
    rights = {"works": may_work(person, ticket), "hears": may_advise(person, ticket)}
    facts = {"done": done, "names": unable.names if unable else {}, "why": unable.why if unable else "", **rights}
    return telling.about("understood", person, scene, ticket, answer=True, **facts)


def _together(steps: list[Step], answer: Letter) -> Decision:
    timed = [step for step in steps if step.timers is not None]
    return Decision(
        steps[-1].outcome,
        moves=tuple(move for step in steps for move in step.moves),
        said=tuple(said for step in steps for said in step.said),
        letters=(*(letter for step in steps for letter in step.letters), answer),
        timers=timed[-1].timers if timed else None,
        round=timed[-1].round if timed else 0,
        beside=tuple(other for step in steps for other in step.beside),
    )


def move(kind: str, order: Order, changes: Mapping[str, object], **facts: object) -> Move:
    """A move by this order, with the proof of its mail."""
    mail = order.mail
    kept = {
        "mail": mail.id,
        "mail_sha256": mail.sha256,
        "received_at": mail.received_at,
        **telling.proof(mail),
        "files": [f.sha256 for f in mail.files],
    }
    return Move(kind, order.person.id, dict(changes), kept | facts)
