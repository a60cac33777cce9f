"""DESFAZER: a solution is taken back by who sent it, as long as nobody has answered; what it said stays on record."""

from datetime import timedelta

import pytest

from storage.tables import Inbound
from tests.stories.test_links import solved
from tests.stories.writing import kinds
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World


@pytest.fixture
def notice(world: World) -> Letter:
    """A ticket of Maria: the letter to Ana."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    return world.last(ANA)


@pytest.fixture
def solution(world: World, notice: Letter) -> Letter:
    """Ana's solution: the letter to Maria."""
    return solved(world, notice)


@pytest.mark.parametrize("words", ["DESFAZER", "Desfazer a solução", "Desfazer, por favor."])
def test_a_solution_is_taken_back(world: World, solution: Letter, words: str) -> None:
    mail = world.reply(world.last(ANA), words)
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.deadline_at) == ("undone", "assigned", None)
    assert ticket.technician == world.person(ANA).id
    assert world.last(MARIA).says("Ana Lúcia Barros, da equipe, retirou a solução", "Não é preciso aprovar nem recusar")
    assert world.last(ANA).says("A solução foi retirada e o representante foi avisado")
    told = len(world.letters(MARIA))
    world.later(days=30)
    assert solution
    assert (world.ticket().status, len(world.letters(MARIA))) == ("assigned", told), "its days are void"
    world.check_record()


@pytest.mark.parametrize("word", ["APROVAR", "RECUSAR: não resolveu"])
def test_an_answer_to_it_is_explained_and_decides_nothing(world: World, solution: Letter, word: str) -> None:
    world.reply(world.last(ANA), "DESFAZER")
    world.work_off()
    mail = world.reply(solution, word)
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("undecided-taken-back", "assigned")
    assert world.last(MARIA).says("retirou essa solução", "Espere a nova solução")
    assert world.last(ANA).says(word), "it reaches the technician all the same"


def test_the_next_solution_has_days_of_its_own_and_old_answers_stay_stale(world: World, solution: Letter) -> None:
    world.reply(world.last(ANA), "DESFAZER")
    world.later(days=2)
    second = solved(world, world.last(ANA))
    assert world.ticket().round == 2
    assert second.says("quarta-feira, 2 de dezembro de 2026"), "seven days from Wednesday"
    assert second.says("Esta solução foi retirada", "Veja o manual."), "the history keeps it"
    stale = world.reply(solution, "APROVAR")
    world.work_off()
    assert (world.outcome(stale), world.ticket().status) == ("undecided-stale", "solved")
    world.reply(second, "APROVAR")
    world.work_off()
    assert world.ticket().outcome == "approved"


def test_an_answer_that_came_first_wins(world: World, solution: Letter) -> None:
    world.reply(solution, "APROVAR")
    late = world.reply(world.last(ANA), "DESFAZER")
    world.work_off()
    assert (world.outcome(late), world.ticket().outcome) == ("after-closing", "approved")
    assert world.last(ANA).says("já está fechado")


def test_after_a_refusal_and_before_a_solution_there_is_nothing_to_take_back(world: World, notice: Letter) -> None:
    early = world.reply(notice, "DESFAZER")
    world.work_off()
    world.reply(solved(world, notice), "RECUSAR: ainda há erro")
    late = world.reply(world.last(ANA), "DESFAZER")
    world.work_off()
    assert [world.outcome(m) for m in (early, late)] == ["not-now", "not-now"]
    assert world.last(ANA).says("não tem solução à espera de resposta", "já foi respondida")


def test_a_colleague_does_not_take_it_back(world: World, solution: Letter) -> None:
    mail = world.reply(world.last(CARLOS), "DESFAZER")
    world.work_off()
    assert solution
    assert (world.outcome(mail), world.ticket().status) == ("not-yours", "solved")
    assert world.last(CARLOS).says("enviada por Ana Lúcia Barros, e só quem a enviou pode retirá-la", "SOLUCIONAR")


def test_text_after_it_stays_inside(world: World, solution: Letter) -> None:
    world.reply(world.last(ANA), "DESFAZER\nMandei para o chamado errado.")
    world.work_off()
    assert world.last(ANA).says("A solução foi retirada", "A nota interna foi guardada")
    world.reply(world.last(MARIA), "Certo.")
    world.work_off()
    assert solution
    assert world.last(ANA).says("Mandei para o chamado errado.")
    assert not [x for x in world.letters(MARIA) if x.says("chamado errado")]


def test_taken_back_and_asked_in_one_mail(world: World, solution: Letter) -> None:
    world.reply(world.last(ANA), "DESFAZER\n\nPENDENTE: Qual é o CNPJ?")
    world.work_off()
    assert solution
    assert world.ticket().status == "pending"
    assert world.last(ANA).says("A solução foi retirada", "A pergunta foi enviada")
    assert [kind for kind, to in kinds(world) if to == MARIA][-2:] == ["taken_back", "question"]


def test_a_representative_who_writes_it_only_comments(world: World, solution: Letter) -> None:
    mail = world.reply(solution, "DESFAZER")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("commented", "solved")


def test_the_others_of_the_entity_hear_of_it_when_the_opener_left(world: World, solution: Letter) -> None:
    world.change(MARIA, entities=())
    world.reply(world.last(ANA), "DESFAZER")
    world.work_off()
    assert solution
    assert world.last(JOAO).says("retirou a solução")


def test_a_file_beside_it_stays_inside_like_a_text(world: World, solution: Letter) -> None:
    world.reply(world.last(ANA), "DESFAZER", files={"painel.png": PNG})
    world.work_off()
    world.reply(solution, "ANEXO 1")
    world.work_off()
    assert world.last(MARIA).files == {}
    assert not world.last(MARIA).says("painel.png")
    world.reply(world.last(ANA), "ANEXO 501")
    world.work_off()
    assert world.last(ANA).files == {"painel.png": PNG}


def test_files_of_a_new_solution_in_the_same_mail_reach_the_entity(world: World, solution: Letter) -> None:
    world.reply(world.last(ANA), "DESFAZER\n\nSOLUCIONAR: Segue o manual.", files={"manual.png": PNG})
    world.work_off()
    assert world.last(MARIA).files == {"manual.png": PNG}
    world.reply(solution, "ANEXO 1")
    world.work_off()
    assert world.last(MARIA).files == {"manual.png": PNG}


def test_text_below_it_and_a_solution_leave_in_doubt_whose_the_files_are(world: World, solution: Letter) -> None:
    mail = world.reply(world.last(ANA), "DESFAZER\nErrei o chamado.\n\nSOLUCIONAR: Segue.", files={"painel.png": PNG})
    world.work_off()
    assert solution
    assert (world.outcome(mail), world.ticket().status) == ("unclear", "solved")


@pytest.mark.parametrize("order", ["DESFAZER", "CANCELAR"])
def test_an_approval_that_came_before_is_decided_first(world: World, solution: Letter, order: str) -> None:
    # By a road of its own: in answer to her own first mail, so that its conversation has another key.
    approval = world.mail_in(MARIA, "RES: [11] Como protocolar?", "APROVAR", headers={"In-Reply-To": f"<1.{id(world)}@cliente.example>"})
    with world.tools.database.writing() as session:  # it is tried again later, as when a directory was away for a moment
        session.get_one(Inbound, approval).due_at = world.clock.at + timedelta(minutes=1)
    world.clock.at += timedelta(seconds=5)
    later = world.reply(world.last(ANA) if order == "DESFAZER" else solution, order)
    world.work_off()
    assert world.outcome(later) is None
    world.later(minutes=2)
    assert world.ticket().outcome == "approved"
    assert world.outcome(approval) == "approved"
    world.later(minutes=1)
    assert world.outcome(later) == "after-closing"
