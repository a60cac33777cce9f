"""Which two tickets are one in these stories, and what has each of them?"""

from datetime import timedelta

from storage.ticket import history, tickets
from tests.stories.handed import write
from tests.world import ANA, JOAO, MARIA, PNG, Letter, World

A, B, C = "L_61123001", "L_61123002", "L_61123003"
OTHER = PNG + b"outra tela"


def opened(
    world: World, sender: str = MARIA, subject: str = "[11] Portal indisponível", text: str = "Nada abre.", **files: bytes
) -> Letter:
    """A ticket, a minute after the one before; the letter of Ana's group."""
    world.clock.at += timedelta(minutes=1)
    world.mail_in(sender, subject, text, files={f"{name}.png": content for name, content in files.items()})
    world.work_off()
    return world.last(ANA)


def said(world: World, number: str) -> list[str]:
    with world.tools.database.reading() as session:
        return [one.row.text.strip() for one in history.conversation(session, world.ticket(number).id)]


def files(world: World, number: str) -> list[tuple[int, str]]:
    with world.tools.database.reading() as session:
        return [(f.number, f.row.name) for f in history.files(session, world.ticket(number).id)]


def moves(world: World, number: str) -> list[str]:
    with world.tools.database.reading() as session:
        return [m.kind for m in history.moves(session, world.ticket(number).id)]


def about(letter: Letter, number: str) -> bool:
    return f"[{number}]" in letter.subject


def two_of_one(world: World) -> tuple[Letter, Letter]:
    """A, of Maria, and B, of João, a colleague; the letters about them to Ana."""
    return opened(world, MARIA, text="O portal não abre.", tela=PNG), opened(world, JOAO, "[15] Erro ao entrar", "Dá erro.", erro=OTHER)


def own_two(world: World) -> tuple[Letter, Letter]:
    """Both of Maria's; B has a solution, and a minute has passed. The receipt of A, the solution of B."""
    first = opened(world)
    receipt = world.last(MARIA)
    second = opened(world, subject="[11] Portal de novo")
    write(world, first, f"MESCLAR {B}")
    write(world, second, "SOLUCIONAR\nReiniciamos.")
    world.clock.at += timedelta(minutes=1)
    return receipt, world.last(MARIA)


def leads(world: World, number: str) -> None:
    """The ticket leads an incident."""
    with world.tools.database.writing() as session:
        row = tickets.lock(session, world.ticket(number).id)
        tickets.move(session, row, "note", at=world.clock.at, by="carteiro", changes={"incident": number}, facts={})
