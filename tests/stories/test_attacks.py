"""What would somebody try who wants to pass for Maria, close her ticket, silence her or wear the gateway out? (rules.md, Who is writing)"""

from datetime import timedelta

import pytest

from tests.world import ANA, JOAO, MARIA, Letter, World

STRANGER = "estranho@fora.example"


def solved(world: World) -> Letter:
    """A ticket of Maria with a solution that waits: the solution letter."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at += timedelta(minutes=5)
    return world.last(MARIA)


@pytest.mark.parametrize("sender", [STRANGER, MARIA, JOAO])
def test_nobody_is_silenced_by_others_who_wrote_the_same_before(world: World, sender: str) -> None:
    """Who writes 'ainda não funciona' three times is a machine; not who writes it once after two forgeries."""
    solution = solved(world)
    for _ in range(3):
        world.mail_in(sender, "RES: [L_61123001]", "Ainda não funciona.", login=sender == JOAO)
    world.work_off()
    mail = world.reply(solution, "Ainda não funciona.", login=False)
    world.work_off()
    assert world.outcome(mail) == "commented"
