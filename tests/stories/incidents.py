"""How do many people write of one thing in these stories, and what does a technician make of it?"""

from dataclasses import replace

from gateway.clockwork.jobs import Jobs
from gateway.people.file import FileDirectory
from storage.ticket import history
from tests.stories.handed import write
from tests.stories.writing import kinds
from tests.world import ANA, MARIA, PNG, RITA, Letter, World

TITLE = "[12] Portal fora do ar"
# Two of an entity, and one of another; all of the region SR-1.
NUMBER = "L_61123{:03d}"


SCREEN = {"tela.png": PNG}  # what the item asks for


def ask(
    world: World, sender: str = MARIA, subject: str = TITLE, body: str = "O portal não abre.", files: dict[str, bytes] | None = None
) -> str:
    """A ticket opened by mail, with a screenshot; its number."""
    before = world.count()
    mail = world.mail_in(sender, subject, body, files=files or SCREEN)
    world.work_off()
    assert world.count() == before + 1, world.outcome(mail)
    return world.ticket().number


def order(world: World, number: str, text: str, *, sender: str = ANA, **more: object) -> str:
    """What becomes of a technician's mail that names the ticket."""
    mail = world.mail_in(sender, f"Chamado {number}", text, **more)  # type: ignore[arg-type]  # files
    world.work_off()
    return str(world.outcome(mail))


def led(world: World, sender: str = MARIA) -> str:
    """A ticket that leads an incident, Ana's; its number."""
    number = ask(world, sender)
    assert write(world, world.last(ANA), "INCIDENTE") == "leads"
    return number


def gathered(world: World) -> tuple[str, str, str]:
    """An incident: the number of Maria's ticket that leads, and those of two tickets that joined, Rita's and Maria's."""
    number = led(world)
    return number, ask(world, RITA, body="Aqui também não."), ask(world, MARIA, body="E ainda não.")


def about(world: World, number: str, to: str) -> list[Letter]:
    """The letters of a ticket's thread to somebody."""
    return [x for x in world.letters(to) if f"[{number}]" in x.subject]


def states(world: World, *numbers: str) -> list[str]:
    return [world.ticket(n).status for n in numbers]


def count(world: World, kind: str) -> int:
    return sum(k == kind for k, _ in kinds(world))


def moves(world: World, number: str) -> list[str]:
    """The kinds of a ticket's moves."""
    with world.tools.database.reading() as session:
        return [m.kind for m in history.moves(session, world.ticket(number).id)]


def crowd(world: World, people: int) -> tuple[str, ...]:
    """Invented representatives of Maria's entity: their addresses."""
    directory = world.tools.directory
    assert isinstance(directory, FileDirectory)
    maria = world.person(MARIA)
    new = [
        replace(maria, id=f"pessoa.{n}", name=f"Pessoa {n}", mail=(f"pessoa{n}@str-valesereno.example",), cpf=f"0000000{n:04d}")
        for n in range(people)
    ]
    known = dict.fromkeys((*directory.everyone(), *new), "")
    world.tools = replace(world.tools, directory=FileDirectory(known, tuple(directory._entities.values())))
    world.jobs = Jobs(world.tools)
    return tuple(p.mail[0] for p in new)
