"""Are the examples of the technician's guide understood, each as the order that it shows?"""

import re
from pathlib import Path

import pytest

from gateway.desk.work import ORDERS
from parsers.keyword import command
from tests.world import ANA, MARIA, PNG, World

GUIDE = Path("docs/guia-tecnico.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_what_it_says(example: str) -> None:
    found = command.read(example).commands
    assert found
    assert [c.word for c in found] == [word for word in re.findall(r"^[A-Z ]+(?=$| )", example, re.MULTILINE) if word.strip() in ORDERS]


def test_the_guide_shows_every_order_there_is() -> None:
    shown = {c.word for example in EXAMPLES for c in command.read(example).commands}
    assert shown == set(ORDERS) - {"CATÁLOGO", "RELATÓRIO"}  # anybody's, and the supervisors'


def test_several_orders_are_carried_out_as_the_guide_says(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), EXAMPLES[-1])
    world.work_off()
    assert world.ticket().status == "solved"
    assert world.last(MARIA).says("O portal voltou às 14h.")
    assert not world.last(MARIA).says("certificado")
    assert world.last(ANA).says("A solução foi registrada", "A nota interna foi guardada")
