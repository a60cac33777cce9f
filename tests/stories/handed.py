"""Who has a ticket in these stories, and what becomes of an order?"""

from tests.world import ANA, MARIA, PNG, Letter, World

HELENA = "helena.matos@sr1.atendimento.example"
TEREZA = "tereza.vidal@sr3.atendimento.example"
MARCOS = "marcos.teles@sr1.atendimento.example"
SILVIA = "silvia.campos@sr3.atendimento.example"


def opened(world: World, subject: str = "[12] Portal indisponível") -> Letter:
    """A ticket of Maria's, with a file; the letter of Ana's group."""
    world.mail_in(MARIA, subject, "O portal não abre desde cedo.", files={"tela.png": PNG})
    world.work_off()
    return world.last(ANA)


def write(world: World, letter: Letter, text: str, *, sender: str = "", **more: object) -> str:
    """What becomes of an answer to the letter."""
    mail = world.reply(letter, text, sender=sender, **more)  # type: ignore[arg-type]  # files
    world.work_off()
    return str(world.outcome(mail))


def heard(world: World, before: int) -> list[str]:
    return sorted(letter.to for letter in world.relay.letters[before:])
