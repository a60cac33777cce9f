"""Can each of the nineteen items be asked for, in the booklet's own words, and does its receipt say what the booklet says of it?"""

import pytest

from gateway.desk import likely
from tests.stories.seed_items import CASES, CONTENTS, HEADINGS, SCREEN, TABLE
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, World

SCREENS = {"tela de erro.png": PNG + b"1"}
DOCUMENTS = {
    "TCMS Termo de Compromisso.png": PNG + b"2",
    "documento de identificação.png": PNG + b"3",
    "Declaração de Participação Escola PEP.png": PNG + b"4",
}
FILES = {12: SCREENS, 13: SCREENS, 14: SCREENS, 16: DOCUMENTS}
EVIDENCE = {
    12: ("tela de erro de acesso ao Portal de Atendimento",),
    13: ("tela de erro do Portal de Atendimento",),
    14: ("tela de erro do Portal de Atendimento",),
    16: ("TCMS", "documento de identificação", "Declaração de Participação emitida pela Escola PEP"),
}
CHECKED = (
    "o cadastro do representante está ativo no GERID/GID?",
    "Os papéis no GERID/GPA, no SAG Externo e no GID Externo estão no prazo de validade?",
    "ENTIDADE CONVENIADA_CONSULTA, AUTENTICA, ADVOGADO ou OAB",
)
EVERY = pytest.mark.parametrize("code", range(1, 20))


def ways(code: int) -> list[str]:
    """Every way in which the booklet writes the item; in its table the steps stand in columns."""
    table = " > ".join(TABLE[code])
    written = [table, table.replace(" > ", ">>"), HEADINGS[code], CONTENTS.get(code, table), SCREEN.get(code, table)]
    return list(dict.fromkeys(written))


def ask(world: World, subject: str, code: int, sender: str = MARIA) -> int:
    mail = world.mail_in(sender, subject, f"Bom dia,\n\n{CASES[code]}\n\nMaria", files=FILES.get(code))
    world.work_off()
    return mail


@EVERY
def test_by_its_code_with_its_own_case_and_evidence(world: World, code: int) -> None:
    mail = ask(world, f"[{code}] Pedido de teste", code)
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.code, ticket.title, ticket.status) == ("opened", code, "Pedido de teste", "assigned")
    assert (ticket.group, ticket.confidential) == ("21150.SR-1", code == 1)
    receipt = next(x for x in world.letters(MARIA) if ticket.number in x.subject)
    assert receipt.says(f"{code} - {' > '.join(TABLE[code])}", "21150.SR-1", *FILES.get(code, {}))
    assert receipt.says(*CHECKED) is (code in {12, 16})
    assert receipt.says("nunca envie senhas por e-mail") is (code in {10, 18})
    assert receipt.says("Este chamado é sigiloso: só você e a equipe que o atende podem ver") is (code == 1)
    for technician in (ANA, CARLOS):
        notice = world.last(technician)
        assert notice.says(*EVIDENCE.get(code, ()))
        assert notice.says(CASES[code], f"{code} - {' > '.join(TABLE[code])}", "SOLUCIONAR")
        assert {name: notice.files[name] for name in FILES.get(code, {})} == FILES.get(code, {})
        assert notice.says("senhas por e-mail") is (code in {10, 18})
    assert not world.letters(JOAO) + world.letters(PAULO)


@pytest.mark.parametrize(("code", "subject"), [(code, way) for code in range(1, 20) for way in ways(code)])
def test_by_the_path_as_the_booklet_writes_it(world: World, code: int, subject: str) -> None:
    mail = ask(world, subject, code)
    assert (world.outcome(mail), world.ticket().code) == ("opened", code)
    assert world.ticket().title.rstrip(".").upper() == ways(code)[0].rpartition(" > ")[2] or code in {7, 10, 16}
    ask(world, f"RES: {subject.rstrip('.')}: Segundo pedido", code)
    assert (world.ticket().code, world.ticket().title) == (code, "Segundo pedido")


@EVERY
def test_by_every_alias_of_the_catalogue(world: World, code: int) -> None:
    for path in world.tools.rules.catalog.item(code).paths:
        ask(world, f"{' > '.join(path)} - Pelo outro nome", code)
        assert (world.ticket().code, world.ticket().title) == (code, "Pelo outro nome")


@EVERY
def test_by_answering_the_list_with_its_number(world: World, code: int) -> None:
    """Without a code: the booklet's own case leads to the item, and the number alone opens the ticket."""
    mail = ask(world, "Pedido", code)
    assert world.outcome(mail) == "held-code"
    assert code in likely.rank(world.tools.rules.catalog, "Pedido", CASES[code])
    assert world.last(MARIA).text.index(f"\r\n{code} - ") < world.last(MARIA).text.index("TODOS OS ASSUNTOS")
    world.reply(world.last(MARIA), str(code))
    world.work_off()
    assert (world.outcome(mail), world.ticket().code, world.ticket().confidential) == ("opened", code, code == 1)
    assert world.last(ANA).says(CASES[code])


@EVERY
def test_the_group_follows_the_entitys_region(world: World, code: int) -> None:
    ask(world, f"Item {code} Pedido de Porto Claro", code, CONCEICAO)
    assert world.ticket().group == "21150.SR-3"
    assert world.last(PAULO).says(CASES[code])
    assert not world.letters(ANA)


def test_the_catalogue_has_these_items_and_no_other(world: World) -> None:
    assert {item.code: item.path for item in world.tools.rules.catalog.items} == TABLE
