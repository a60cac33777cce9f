"""Another organisation is data: its catalogue, groups, routes, people and texts, and not a line of code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.catalog import Catalog
from gateway.catalog import load as load_catalog
from gateway.commands.line import cli
from gateway.demo.script import load as load_story
from gateway.people.file import FileDirectory
from tests.world import PNG, World

PLACE = Path(__file__).parents[2] / "demo" / "universidade"
AJUDA = "ajuda@serraclara.example"
NAME = "Central de Ajuda da Universidade de Serra Clara"

LUCIA = "lucia.prates@agrarias.serraclara.example"
OTAVIO = "otavio.brandao@letras.serraclara.example"
NAIR = "nair.quintela@posgraduacao.serraclara.example"
DAVI = "davi.sarmento@redes.serraclara.example"
IRACEMA = "iracema.lobo@redes.serraclara.example"
BENEDITO = "benedito.faria@redes.serraclara.example"
JUSSARA = "jussara.tavora@sistemas.serraclara.example"
ELIAS = "elias.monforte@ouvidoria.serraclara.example"
ZULEICA = "zuleica.amaral@sti.serraclara.example"


@pytest.fixture
def catalog() -> Catalog:
    return load_catalog(PLACE / "catalog.yml")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The gateway as the university runs it: three settings."""
    made = World(tmp_path, address=AJUDA, catalog=str(PLACE / "catalog.yml"), directory=f"file:{PLACE / 'directory.yml'}")
    yield made
    made.work_off()
    made.check_record()
    for letter in made.letters():
        assert NAME in letter.mail["From"]
        assert letter.mail["From"].addresses[0].addr_spec == AJUDA
        assert not re.search(r"INSS|Suporte INSS|acordo|\b135\b|requerimento", letter.text), letter.text
    made.close()


def asks(world: World, sender: str, subject: str, body: str = "Bom dia. Podem ver?", **more: object) -> int:
    mail = world.mail_in(sender, subject, body, to=AJUDA, **more)  # type: ignore[arg-type]
    world.work_off()
    return mail


def test_the_catalogue_is_checked_like_any_other(catalog: Catalog) -> None:
    result = CliRunner().invoke(cli, ["catalog", "check", str(PLACE / "catalog.yml")])
    assert (result.exit_code, "6 items, 4 groups, 4 routes; nothing wrong." in " ".join(result.output.split())) == (0, True)
    people = FileDirectory.load(PLACE / "directory.yml")
    assert {g for p in people.everyone() for g in (*p.groups, *p.supervises)} == {group.name for group in catalog.groups}


def test_from_a_code_in_the_subject_to_the_approval(world: World) -> None:
    mail = asks(world, LUCIA, "[10] Sem rede na biblioteca", files={"tela.png": PNG})
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.code, ticket.group, ticket.status) == ("opened", 10, "REDES.SERRA", "assigned")
    assert {x.to for x in world.letters()} == {LUCIA, DAVI, IRACEMA}
    assert world.last(LUCIA).says(ticket.number, "Diga o prédio, a sala e a hora em que falhou.", NAME)
    assert world.last(DAVI).says("Faculdade de Ciências Agrárias", "REDE > SEM FIO > FALHA DE ACESSO", "foto da tela")
    world.reply(world.last(DAVI), "Qual é a sala?")
    world.work_off()
    world.reply(world.last(LUCIA), "A sala de leitura.")
    world.work_off()
    world.reply(world.last(DAVI), "SOLUCIONAR\nTrocamos o ponto de acesso.")
    world.work_off()
    world.reply(world.last(LUCIA), "APROVAR")
    world.work_off()
    closed = world.ticket()
    assert (closed.status, closed.outcome, closed.technician) == ("closed", "approved", "davi.sarmento")


@pytest.mark.parametrize(
    ("sender", "subject", "group", "technician"),
    [
        (LUCIA, "[20] Projetor", "REDES.SERRA", DAVI),
        (OTAVIO, "[20] Projetor", "REDES.LITORAL", BENEDITO),
        (OTAVIO, "[31] A frequência não é gravada", "SISTEMAS", JUSSARA),
        (LUCIA, "[30] Docente novo", "SISTEMAS", JUSSARA),
        (OTAVIO, "WI-FI > FALHA DE ACESSO: Sala 3", "REDES.LITORAL", BENEDITO),
        (LUCIA, "Rede > Cabeada > Novo ponto: laboratório 2", "REDES.SERRA", IRACEMA),
    ],
)
def test_item_and_campus_find_the_group(world: World, sender: str, subject: str, group: str, technician: str) -> None:
    asks(world, sender, subject, files={"tela.png": PNG})
    assert world.ticket().group == group
    assert world.letters(technician)


def test_what_its_catalogue_asks_for_is_waited_for(world: World) -> None:
    asks(world, LUCIA, "[11] Ponto de rede no laboratório 2")
    assert (world.ticket().status, world.ticket().group, world.letters(IRACEMA)) == ("pending", "", [])
    assert world.last(LUCIA).says("falta enviar", "- planta da sala com o lugar do ponto", "Não consigo enviar")
    world.reply(world.last(LUCIA), "Segue a planta.", files={"planta.png": PNG})
    world.work_off()
    assert (world.ticket().status, world.ticket().group) == ("assigned", "REDES.SERRA")
    assert world.last(IRACEMA).says("planta da sala com o lugar do ponto: planta.png")


def test_without_a_code_the_list_is_of_its_own_items(world: World, catalog: Catalog) -> None:
    kept = asks(world, OTAVIO, "O projetor da sala 12 não liga")
    letter = world.last(OTAVIO)
    assert world.outcome(kept) == "held-code"
    likeliest, whole = (re.findall(r"^(\d+) - ", part, re.MULTILINE) for part in letter.text.split("TODOS OS ASSUNTOS"))
    assert likeliest[0] == "20"
    assert whole == [str(item.code) for item in catalog.items]
    assert letter.says("20 - EQUIPAMENTOS > SALAS DE AULA > PROJETOR", "90 - OUVIDORIA > RELATO > CONDUTA (sigiloso)")
    world.reply(letter, "20")
    world.work_off()
    assert (world.outcome(kept), world.ticket().code) == ("opened", 20)


def test_a_code_of_somebody_elses_catalogue_is_none_of_ours(world: World) -> None:
    assert world.outcome(asks(world, LUCIA, "[12] Portal fora do ar")) == "held-code"
    assert world.last(LUCIA).says("número 12", "não existe")


def test_what_is_confidential_is_the_catalogues_to_say(world: World) -> None:
    asks(world, LUCIA, "[90] Uso do carro oficial", "Vi o carro na praia.")
    assert (world.ticket().confidential, world.ticket().group) == (True, "OUVIDORIA")
    assert {x.to for x in world.letters()} == {LUCIA, ELIAS}


def test_who_serves_two_faculties_is_asked_which(world: World) -> None:
    asks(world, NAIR, "[20] Projetor do auditório")
    assert world.last(NAIR).says("Faculdade de Ciências Agrárias", "Instituto de Letras")
    world.reply(world.last(NAIR), "2")
    world.work_off()
    assert world.ticket().group == "REDES.LITORAL"


def test_who_is_not_served_reads_whom_this_desk_serves(world: World) -> None:
    assert world.outcome(asks(world, ZULEICA, "[20] Projetor")) == "not-entitled"
    assert world.last(ZULEICA).says("O canal atende as secretarias dos institutos e das faculdades")


def test_its_story_is_told_to_the_end(world: World) -> None:
    for scene in load_story(PLACE / "story.yml").tickets[0].scenes:
        world.clock.at += scene.after
        if scene.subject:
            asks(world, scene.who, scene.subject, scene.body)
        else:
            world.reply(world.last(scene.who), scene.body)
            world.work_off()
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "approved")
