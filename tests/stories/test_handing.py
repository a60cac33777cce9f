"""ASSUMIR and ATRIBUIR: who works on the ticket next, who hears of it, and what is refused with which words."""

import pytest

from gateway.clockwork import gather, store
from gateway.desk import conversation
from storage.ticket import tickets
from tests.stories.handed import HELENA, MARCOS, heard, opened, write
from tests.world import ANA, CARLOS, MARIA, PAULO, PNG, World


@pytest.mark.parametrize("text", ["ASSUMIR", "Bom dia,\n\nAssumo o chamado.", "assumir, por favor"])
def test_whoever_takes_it_is_its_technician_and_the_group_hears(world: World, text: str) -> None:
    notice = opened(world)
    before = len(world.relay.letters)
    assert write(world, notice, text) == "taken"
    assert world.ticket().technician == world.person(ANA).id
    assert world.last(ANA).says("O chamado agora é seu.")
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA])
    assert world.last(CARLOS).says("assumiu o chamado")


def test_it_can_be_taken_from_a_colleague_who_is_told(world: World) -> None:
    write(world, opened(world), "ASSUMIR")
    before = len(world.relay.letters)
    write(world, world.last(CARLOS), "ASSUMIR\nA Ana está de férias.")
    assert world.ticket().technician == world.person(CARLOS).id
    assert heard(world, before) == sorted([ANA, CARLOS])
    assert world.last(ANA).says("Carlos Eduardo Pinto assumiu o chamado", "A Ana está de férias.")
    assert world.last(CARLOS).says("Antes estava com Ana Lúcia Barros, que recebeu um aviso", "ficou como nota interna")
    assert not [x for x in world.letters(MARIA) if x.says("férias")]


def test_taking_it_twice_changes_nothing_and_what_follows_is_done(world: World) -> None:
    notice = opened(world)
    write(world, notice, "ASSUMIR")
    assert write(world, notice, "ASSUMIR\n\nNOTA: reiniciei o servidor") == "noted"
    assert world.last(ANA).says("O chamado já estava com você.", "A nota interna foi guardada")
    assert write(world, notice, "ASSUMIR") == "not-needed"


def test_a_technician_who_left_hears_nothing_when_another_takes_it(world: World) -> None:
    write(world, opened(world), "ASSUMIR")
    world.change(ANA, active=False)
    before = len(world.letters(ANA))
    write(world, world.last(CARLOS), "ASSUMIR")
    assert world.ticket().technician == world.person(CARLOS).id
    assert len(world.letters(ANA)) == before


def test_two_at_once_are_decided_one_after_the_other(world: World) -> None:
    notice = opened(world)
    mail = world.reply(notice, "ASSUMIR")
    scene, _ = gather.for_mail(world.tools, mail)
    decision = conversation.decide(scene)
    words = store.write(world.tools, scene, decision)
    write(world, world.last(CARLOS), "ASSUMIR")
    with pytest.raises(tickets.Changed), world.tools.database.writing() as session:
        store.store(session, scene, decision, words)
    assert world.outcome(mail) == "taken"
    last = world.ticket().technician
    loser, winner = (ANA, CARLOS) if last == world.person(CARLOS).id else (CARLOS, ANA)
    assert world.last(winner).says("O chamado agora é seu. Antes estava com", "que recebeu um aviso")
    assert world.last(loser).says("assumiu o chamado")


def test_a_solved_ticket_is_taken_by_nobody(world: World) -> None:
    notice = opened(world)
    write(world, notice, "SOLUCIONAR\nFeito.")
    for text in ("ASSUMIR", f"ATRIBUIR {CARLOS}", "TRANSFERIR 21150.SR-3", "RECLASSIFICAR 13"):
        assert write(world, notice, text) == "not-possible"
        assert world.last(ANA).says("O chamado tem uma solução à espera de resposta", "outra solução")
    assert (world.ticket().code, world.ticket().technician) == (12, world.person(ANA).id)


def test_a_closed_ticket_is_handed_to_nobody(world: World) -> None:
    notice = opened(world)
    write(world, notice, "SOLUCIONAR\nFeito.")
    world.clock.at = world.clock.at.replace(minute=5)
    write(world, world.last(MARIA), "APROVAR")
    assert write(world, notice, f"ATRIBUIR {CARLOS}") == "after-closing"
    assert write(world, notice, "TRANSFERIR 21150.SR-3", sender=MARCOS) == "not-possible"
    assert world.last(MARCOS).says("já está fechado")
    assert world.ticket().group == "21150.SR-1"


def test_who_is_given_it_gets_the_whole_ticket(world: World) -> None:
    notice = opened(world)
    write(world, notice, "NOTA: parece o cache", files={"painel.png": PNG + b"2"})
    write(world, notice, "Desde quando?")
    write(world, world.last(MARIA), "Desde as 8h.")
    before = len(world.relay.letters)
    assert write(world, notice, f"ATRIBUIR {CARLOS}\nVocê conhece o caso.") == "assigned"
    assert world.ticket().technician == world.person(CARLOS).id
    got = world.last(CARLOS)
    assert got.says("Ana Lúcia Barros atribuiu a você o chamado", "Você conhece o caso.", "O portal não abre desde cedo.")
    assert got.says("parece o cache", "Desde quando?", "Desde as 8h.", "O chamado é seu.")
    assert got.files == {"tela.png": PNG, "painel.png": PNG + b"2"}
    assert got.says("ANEXO 1: tela.png", "ANEXO 501: painel.png")
    assert world.last(ANA).says("O chamado agora está com Carlos Eduardo Pinto", "ficou como nota interna")
    assert heard(world, before) == sorted([ANA, CARLOS]), "Ana had it, so that nobody else waits for it"
    assert write(world, notice, f"ATRIBUIR {CARLOS}") == "not-needed"
    assert world.last(ANA).says("O chamado já estava com Carlos Eduardo Pinto.")


@pytest.mark.parametrize("order", ["ATRIBUIR carlos@correio.example", "Atribuir a CARLOS@correio.example"])
def test_any_address_of_the_person_will_do(world: World, order: str) -> None:
    world.change(CARLOS, mail=(CARLOS, "carlos@correio.example"))
    assert write(world, opened(world), order) == "assigned"
    assert world.ticket().technician == world.person(CARLOS).id
    assert world.last(HELENA).says("atribuiu o chamado L_61123001 a outra pessoa do grupo")


def test_giving_it_to_oneself_is_taking_it(world: World) -> None:
    assert write(world, opened(world), f"ATRIBUIR {ANA}") == "taken"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("ATRIBUIR", "A ordem não diz a quem"),
        ("ATRIBUIR Carlos", "A ordem não diz a quem"),
        ("ATRIBUIR ninguem@fora.example", "não conhece ninguém com o endereço ninguem@fora.example"),
        (f"ATRIBUIR {MARIA}", "não atende no grupo 21150.SR-1"),
        (f"ATRIBUIR {PAULO}", "escreva TRANSFERIR e o grupo"),
        (f"ATRIBUIR {HELENA}", "Helena Matos não está mais no cadastro"),
        ("TRANSFERIR", "um destes grupos: 21150.SR-1, 21150.SR-2"),
        ("TRANSFERIR 21150.SR-9", "Não há um grupo com esse nome"),
        ("TRANSFERIR Marte", "Não há um grupo com esse nome"),
        ("TRANSFERIR 21150.SR-1", "já está no grupo 21150.SR-1"),
        ("TRANSFERIR 21150.SR-2", "Ninguém no cadastro responde pelo grupo 21150.SR-2"),
        ("RECLASSIFICAR", "um destes números: 1, 2, 3"),
        ("RECLASSIFICAR 20", "Não há um assunto com esse número"),
        ("RECLASSIFICAR lentidão", "Não há um assunto com esse número"),
        ("RECLASSIFICAR 12", "já é do assunto 12 - PORTAL"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(world: World, order: str, words: str) -> None:
    notice = opened(world)
    world.change(HELENA, active=False)
    ticket, before = world.ticket(), len(world.relay.letters)
    assert write(world, notice, order) == "not-possible"
    assert world.ticket() == ticket
    assert heard(world, before) == [ANA]
    assert world.last(ANA).says("nada foi alterado", words)


def test_each_line_of_the_transcript_names_its_own(world: World) -> None:
    write(world, opened(world), f"ATRIBUIR {CARLOS}\nATRIBUIR {MARIA}")
    told = world.last(ANA)
    assert told.says("O chamado agora está com Carlos Eduardo Pinto", "Maria Aparecida da Conceição não atende no grupo")
    write(world, told, f"ATRIBUIR {HELENA}\nASSUMIR")
    assert world.last(ANA).says("O chamado agora está com Helena Matos", "Antes estava com Helena Matos")


@pytest.mark.parametrize("word", ["ATRIBUIR", "TRANSFERIR", "RECLASSIFICAR", "ASSUMIR", "PENDENTE", "CONSULTAR", "ANEXO"])
@pytest.mark.parametrize(
    "argument", ["9" * 5000, "%s %(x)s {0} {{ x }}", "²³", "@", "a@" + "b" * 400, "\u202e\u200b", "L_0", "-1", "0", "٣"]
)
def test_an_odd_argument_is_answered_and_changes_nothing_for_the_entity(world: World, word: str, argument: str) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    before = len(world.letters(MARIA))
    mail = world.reply(world.last(ANA), f"{word}: {argument}")
    world.work_off()
    assert world.outcome(mail) not in {None, "dead"}
    assert world.ticket().status in {"assigned", "pending"}
    assert len(world.letters(MARIA)) <= before + 1
