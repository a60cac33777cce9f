"""What does somebody ask the desk? CONSULTAR, ANEXO, PROVA, AJUDA, CATÁLOGO: answered from the record, which they do not change."""

from collections.abc import Callable, Iterable

from gateway.desk import showing, telling
from gateway.desk.decision import Decision, Letter
from gateway.desk.orders import ordered, plainly
from gateway.desk.scene import Mail, Scene
from gateway.desk.steps import Act, Order, Step, Unable
from gateway.people.directory import Person
from gateway.people.rights import may_see
from parsers.keyword.decision import agrees
from parsers.language.plain import visible
from parsers.reading import Command
from storage.ticket import tickets
from storage.ticket.tickets import Standing

HELP = frozenset({"AJUDA", "CATÁLOGO"})
REPORT = "RELATÓRIO"
DAYS = 7  # of a report that names none
MOST_DAYS = 366
PROOF = "PROVA"
NUMBERED = frozenset({"CONSULTAR", PROOF})  # may name the ticket that they ask for
ASKS = HELP | NUMBERED | {"ANEXO", REPORT}
MOST = 10  # questions of one mail that are answered
Words = Callable[[], Iterable[str]]  # the orders that a technician may give


def asked(mail: Mail, ticket: Standing | None) -> tuple[Command, ...]:
    """The questions of a mail, in their order. In a subject the number stands beside the keyword."""
    if mail.reading.commands:
        return tuple(dict.fromkeys(c for c in mail.reading.commands if c.word in ASKS))[:MOST]
    found = ordered(mail, ticket) if ticket else plainly(mail.reading)
    if found is None or found.word not in ASKS:
        return ()
    number = found.argument or (mail.reading.number if found.word in NUMBERED else "")
    return (Command(found.word, number, found.text),)


def only_asks(mail: Mail, ticket: Standing | None) -> bool:
    """Whether a mail asks and says nothing else: no other order, no file, no words but thanks and a signature."""
    found = asked(mail, ticket)
    others = any(c.word not in ASKS for c in mail.reading.commands)
    return bool(found) and not others and not any(f.evidence for f in mail.files) and all(map(_bare, found))


def ticket_asked(mail: Mail) -> str:
    """How tokens name the ticket that the first line of a mail asks for (`l61122001`); '' when none, or when the mail says more."""
    first = mail.reading.commands[0] if mail.reading.commands else None
    named = first.argument if first and first.word in NUMBERED else ""
    return tickets.ref_of(named) if _is_number(named) and only_asks(mail, None) else ""


def list_asked(mail: Mail, ticket: Standing | None) -> Command | None:
    """The first question for a list, of one's own or of a group."""
    return next((c for c in asked(mail, ticket) if c.word == "CONSULTAR" and not _is_number(c.argument)), None)


def dossier_asked(mail: Mail, ticket: Standing | None) -> bool:
    """Whether a mail asks for a dossier."""
    return any(c.word == PROOF for c in asked(mail, ticket))


def days_asked(mail: Mail, ticket: Standing | None) -> int:
    """The days of the report that a mail asks for; 0 when it asks for none."""
    report = next((c for c in asked(mail, ticket) if c.word == REPORT), None)
    return min(int(report.argument or DAYS), MOST_DAYS) or DAYS if report else 0


def answer(scene: Scene, mail: Mail, person: Person, words: Words) -> Decision | None:
    """The answers, when the mail does nothing but ask and its writer may; otherwise None, and the mail is decided like any other."""
    ticket = scene.ticket
    if ticket is not None and not may_see(person, ticket):
        return None
    if ticket is None and mail.reading.code is not None:
        return None
    # Outside of a ticket nothing that a technician writes is kept: what stands below the question is a signature.
    keeps = ticket is not None or "gestor" in person.profile
    if not asked(mail, ticket) or (keeps and not only_asks(mail, ticket)) or not (_serves(person) or _answers(person)):
        return None
    if not _answers(person) and days_asked(mail, ticket):
        return None
    if scene.kept and any(c.word in HELP for c in asked(mail, ticket)):
        return None
    return Decision("answered", letters=_letters(scene, person, asked(mail, ticket), words))


def beside(scene: Scene, mail: Mail, person: Person) -> tuple[Letter, ...]:
    """The answers to the questions of a mail that says more; help is no question there."""
    found = tuple(question for question in asked(mail, scene.ticket) if question.word not in HELP)
    return _letters(scene, person, found, tuple)


def _letters(scene: Scene, person: Person, questions: tuple[Command, ...], words: Words) -> tuple[Letter, ...]:
    """A letter for each question; two for CONSULTAR and AJUDA of somebody who both represents and answers."""
    return tuple(letter for question in questions for letter in _answered(scene, person, question, words))


def _answered(scene: Scene, person: Person, question: Command, words: Words) -> tuple[Letter, ...]:
    if question.word in HELP:
        return _help(scene, person, question.word, tuple(words()))
    if question.word == REPORT:
        return (_report(scene, person),)
    if question.word == PROOF:
        return (_dossier(scene, person, question.argument),)
    if question.word == "ANEXO":
        return (_file(scene, person, int(question.argument)),)
    if _is_number(question.argument):
        return (_history(scene, person, question.argument),)
    return _lists(scene, person, question.argument)


def _lists(scene: Scene, person: Person, group: str) -> tuple[Letter, ...]:
    if group and _answers(person):
        return (showing.queue(scene, person) if scene.shown.groups else _cannot("no_group", scene, person),)
    table = (showing.table(scene, person),) if _serves(person) else ()
    return (*table, *((showing.queue(scene, person),) if _answers(person) else ()))


def _history(scene: Scene, person: Person, number: str) -> Letter:
    ticket = scene.ticket
    if ticket is None or not _is_of(scene, ticket, number):
        return _cannot("ask_alone", scene, person)
    return showing.history(scene, person, ticket)


def _dossier(scene: Scene, person: Person, number: str) -> Letter:
    ticket = scene.ticket
    if ticket is None:
        return _cannot("which_dossier", scene, person)
    if number and not _is_of(scene, ticket, number):
        return _cannot("prove_alone", scene, person)
    return showing.dossier(scene, person, ticket)


def _report(scene: Scene, person: Person) -> Letter:
    if scene.shown.digest is None:
        return _cannot("report_alone" if scene.shown.narrow else "no_report", scene, person)
    return showing.report(person, scene.shown.digest)


def _file(scene: Scene, person: Person, number: int) -> Letter:
    """The file of this number, if the writer may have it; otherwise which there are."""
    ticket = scene.ticket
    if ticket is None:
        return _cannot("which_ticket", scene, person)
    # An old letter of a merged ticket names its files as it had them.
    return showing.file(scene, person, ticket, scene.old_numbers.get(number, number))


def _help(scene: Scene, person: Person, word: str, words: tuple[str, ...]) -> tuple[Letter, ...]:
    catalogue = (showing.catalogue(scene, person),) if _serves(person) else ()
    works = _answers(person) and not (word == "CATÁLOGO" and catalogue)
    return (*catalogue, *((showing.orders(scene, person, words),) if works else ()))


def _cannot(why: str, scene: Scene, person: Person) -> Letter:
    mail = scene.mail
    return telling.cannot(why, person, mail.reading.title if mail else "")


def _bare(question: Command) -> bool:
    below = [line for line in question.text.splitlines() if visible(line)]
    # A request may well begin with 'Ajuda': there not even a signature stands below.
    return not below if question.word in HELP else agrees(below, question.word)


def _is_number(argument: str) -> bool:
    return argument.startswith("L_")


def _is_of(scene: Scene, ticket: Standing, number: str) -> bool:
    """Whether a number is the ticket's, or that of one which the mail names and which went on as this one."""
    return number in {one.number for one in (ticket, *scene.merged)}


def _serves(person: Person) -> bool:
    return "gestor" in person.profile and bool(person.entities)


def _answers(person: Person) -> bool:
    return "tecnico" in person.profile or "supervisor" in person.profile


def acts(words: Words) -> dict[str, Act]:
    """The questions as orders among a technician's others: each brings its letters, and a line of the transcript."""

    def act(scene: Scene, ticket: Standing, order: Order) -> Step | Unable:
        alone = all(c.word in ASKS for c in order.mail.reading.commands)
        if not _bare(order.command) or (alone and any(f.evidence for f in order.mail.files)):
            return Unable("unclear", "unclear_order")
        if _is_number(order.command.argument) and not _is_of(scene, ticket, order.command.argument):
            return Unable("answered", "prove_alone" if order.command.word == PROOF else "ask_alone")
        answers = _answered(scene, order.person, order.command, words)
        return Step("answered", scene, ticket, ("told",), letters=answers)

    return dict.fromkeys(sorted(ASKS), act)
