"""Whoever answers in a group and opens a ticket that the group gets is its representative only: no note about it comes to them."""

import pytest

from tests.stories.handed import HELENA
from tests.stories.incidents import order
from tests.world import ANA, CARLOS, MARIA, World

SECRET = "O requerente parece ter outro motivo."


@pytest.mark.parametrize("text", ["NOTA: {}", "INCIDENTE\n{}", "ASSUMIR\n{}", "RECLASSIFICAR 13\n{}"])
def test_what_stays_inside_stays_from_the_requester(world: World, text: str) -> None:
    world.change(CARLOS, profile=frozenset({"gestor", "tecnico"}), entities=world.person(MARIA).entities)
    world.mail_in(CARLOS, "[11] Portal fora do ar", "Nada abre.")
    world.work_off()
    number = world.ticket().number
    before = len(world.letters(CARLOS))
    assert order(world, number, text.format(SECRET)) not in {"not-possible", "unclear", "commented"}
    world.later(days=20)
    assert any(letter.says(SECRET) for letter in world.letters(HELENA))
    assert not any(letter.says(SECRET) for letter in world.letters(CARLOS)[before:])
    assert world.letters(ANA)
