"""FORA DO ESCOPO: the explained answer and the right channel, with days and approval like any solution (the seed's Apresentação)."""

import pytest

from tests.world import ANA, CARLOS, JOAO, MARIA, Letter, World


@pytest.fixture
def notice(world: World) -> Letter:
    """A ticket of Maria about a matter of the recognition of rights: the letter to Ana."""
    world.mail_in(MARIA, "[11] Prazo de análise", "O requerimento está parado há 60 dias.")
    world.work_off()
    return world.last(ANA)


@pytest.mark.parametrize("words", ["FORA DO ESCOPO", "Fora do escopo.", "FORA DO ESCOPO: O prazo de análise é tratado no requerimento."])
def test_the_answer_explains_and_names_the_right_channel(world: World, notice: Letter, words: str) -> None:
    mail = world.reply(notice, words)
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.round, ticket.solver) == ("declined", "solved", 1, world.person(ANA).id)
    letter = world.last(MARIA)
    assert letter.says("O canal não trata do reconhecimento de direitos", "prazo de análise, dúvidas de exigências")
    assert letter.says("Meu INSS", "135", "Ouvidoria", "APROVAR", "RECUSAR", "segunda-feira, 30 de novembro de 2026, 23h59")
    assert letter.says("O prazo de análise é tratado no requerimento.") == (":" in words)
    assert world.last(ANA).says("foi registrada e enviada", "Meu INSS")
    assert world.last(CARLOS).says("está fora do escopo")


@pytest.mark.parametrize(("word", "status", "outcome"), [("APROVAR", "closed", "approved"), ("RECUSAR: é do portal", "assigned", "")])
def test_it_is_approved_or_refused_like_any_solution(world: World, notice: Letter, word: str, status: str, outcome: str) -> None:
    world.reply(notice, "FORA DO ESCOPO")
    world.work_off()
    world.reply(world.last(MARIA), word)
    world.work_off()
    assert (world.ticket().status, world.ticket().outcome) == (status, outcome)


def test_reminders_carry_it_and_it_expires(world: World, notice: Letter) -> None:
    world.reply(notice, "FORA DO ESCOPO")
    world.work_off()
    world.later(days=5)
    assert world.last(MARIA).says("prazo de resposta", "Ouvidoria")
    world.later(days=4)
    assert world.ticket().outcome == "expired"


def test_it_is_taken_back_like_any_solution(world: World, notice: Letter) -> None:
    world.reply(notice, "FORA DO ESCOPO")
    world.reply(notice, "DESFAZER")
    world.work_off()
    assert world.ticket().status == "assigned"


def test_prose_that_begins_so_is_a_plain_reply(world: World, notice: Letter) -> None:
    world.reply(notice, "Fora do escopo deste canal estão os prazos de análise; e o seu caso?")
    world.work_off()
    assert world.ticket().status == "assigned"


def test_a_representative_who_writes_it_only_comments(world: World, notice: Letter) -> None:
    assert notice
    mail = world.reply(world.last(MARIA), "FORA DO ESCOPO")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("commented", "assigned")


def test_nobody_there_to_read_it(world: World, notice: Letter) -> None:
    world.change(MARIA, entities=())
    world.change(JOAO, entities=())
    mail = world.reply(notice, "FORA DO ESCOPO")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("empty", "assigned")
    assert world.last(ANA).says("Quem abriu o chamado não está mais no cadastro")
