"""CANCELAR: who may decide withdraws an open ticket; read as strictly as APROVAR, and proven like it."""

from datetime import timedelta

import pytest

from tests.stories import writing
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, Letter, World

HELENA = "helena.matos@sr1.atendimento.example"


@pytest.fixture
def receipt(world: World) -> Letter:
    """A ticket of Maria: the letter to her."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    return world.last(MARIA)


def technicians_told(world: World) -> list[str]:
    return sorted(to for kind, to in writing.kinds(world) if kind == "cancelled" and to != MARIA)


@pytest.mark.parametrize("words", ["CANCELAR", "Cancelar o chamado, por favor.", "Bom dia,\n\nCancelar\n\nObrigada!"])
def test_an_open_ticket_is_withdrawn(world: World, receipt: Letter, words: str) -> None:
    mail = world.reply(receipt, words)
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.outcome, ticket.closed_at) == (
        "ticket-withdrawn",
        "closed",
        "withdrawn",
        world.clock(),
    )
    assert world.last(MARIA).says("Você cancelou o chamado", "não reabre")
    assert technicians_told(world) == [ANA, CARLOS, HELENA]
    assert world.last(ANA).says("Maria Aparecida da Conceição cancelou o chamado")
    world.check_record()


@pytest.mark.parametrize(
    "words",
    ["Cancelar o acesso de João", "Não cancelar!", "Posso cancelar?", "Vou cancelar amanhã", "CANCELAR, mas falta um detalhe", "CANCELLAR"],
)
def test_what_is_not_plainly_that_is_a_comment(world: World, receipt: Letter, words: str) -> None:
    world.reply(receipt, words)
    world.work_off()
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says(words)


def test_a_code_in_the_subject_opens_whatever_words_follow(world: World) -> None:
    mail = world.mail_in(MARIA, "[19] Cancelar o acesso de João", "CANCELAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("opened", "assigned")


def test_a_solution_that_waits_is_decided_by_it_too(world: World, receipt: Letter) -> None:
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    solution = world.last(MARIA)
    world.reply(receipt, "CANCELAR")
    world.work_off()
    assert world.ticket().outcome == "withdrawn"
    assert technicians_told(world) == [ANA]
    late = world.reply(solution, "APROVAR")
    world.later(days=12)
    assert (world.outcome(late), world.ticket().outcome) == ("after-closing", "withdrawn")


def test_after_the_deadline_it_is_too_late(world: World, receipt: Letter) -> None:
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = (world.ticket().deadline_at or world.clock.at) + timedelta(seconds=5)
    mail = world.reply(receipt, "CANCELAR")
    world.jobs.hear()
    assert world.outcome(mail) == "undecided-late"
    world.later(minutes=2)
    assert world.ticket().outcome == "expired"


def test_a_question_that_waits_ends_with_it(world: World, receipt: Letter) -> None:
    world.reply(world.last(ANA), "PENDENTE\nQual é o CNPJ?")
    world.work_off()
    world.reply(world.last(MARIA), "CANCELAR")
    world.work_off()
    assert receipt
    assert world.ticket().outcome == "withdrawn"
    told = len(world.relay.letters)
    world.later(days=40)
    assert len(world.relay.letters) == told


def test_a_closed_ticket_stays_as_it_is(world: World, receipt: Letter) -> None:
    world.reply(receipt, "CANCELAR")
    again = world.reply(receipt, "CANCELAR")
    world.work_off()
    assert (world.outcome(again), world.ticket().outcome) == ("after-closing", "withdrawn")


@pytest.mark.parametrize(("who", "outcome"), [(JOAO, "undecided-not-yours"), (CONCEICAO, "not-theirs"), (CARLOS, "not-available")])
def test_nobody_else_withdraws(world: World, receipt: Letter, who: str, outcome: str) -> None:
    mail = world.mail_in(who, receipt.subject, "CANCELAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == (outcome, "assigned")


def test_by_setting_the_entitys_others_withdraw_and_the_opener_hears_of_it(tmp_path: object) -> None:
    world = World(tmp_path, deciders="entity")  # type: ignore[arg-type]  # pytest's folder
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.mail_in(JOAO, world.last(MARIA).subject, "CANCELAR")
    world.work_off()
    assert world.ticket().outcome == "withdrawn"
    assert world.last(MARIA).says("João Batista Nogueira cancelou o chamado")
    world.close()


def test_a_mere_claim_withdraws_only_once_it_is_confirmed(world: World, receipt: Letter) -> None:
    mail = world.mail_in(MARIA, receipt.subject, "CANCELAR", login=False)
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("held-claimed", "assigned")
    world.reply(world.last(MARIA), "CONFIRMAR")
    world.work_off()
    assert world.ticket().outcome == "withdrawn"


def test_a_token_alone_withdraws_and_a_borrowed_one_does_not(world: World, receipt: Letter) -> None:
    borrowed = str(world.last(ANA).mail["Reply-To"])
    mail = world.mail_in(MARIA, "Nossa conversa", "CANCELAR", to=borrowed)
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("undecided-unnamed", "assigned")
    assert world.last(MARIA).says("Não ficou claro qual chamado é para cancelar", "o número dele no título")
    mail = world.reply(receipt, "CANCELAR", login=False)
    world.work_off()
    assert (world.outcome(mail), world.ticket().outcome) == ("ticket-withdrawn", "withdrawn")


@pytest.mark.parametrize(
    ("word", "status", "outcome"),
    [("APROVAR", "closed", "approved"), ("RECUSAR: não resolveu", "assigned", ""), ("CANCELAR", "closed", "withdrawn")],
)
def test_when_the_opener_left_the_entitys_others_decide_and_get_the_letters(
    world: World, receipt: Letter, word: str, status: str, outcome: str
) -> None:
    """Written to them, answered by their own letter's token; the one who left hears nothing more."""
    world.change(MARIA, entities=())
    before = len(world.letters(MARIA))
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    solution = world.last(JOAO)
    assert solution.says("Veja o manual.", "APROVAR")
    mail = world.reply(solution, word, login=False)
    world.work_off()
    assert receipt
    assert (world.ticket().status, world.ticket().outcome) == (status, outcome)
    assert world.outcome(mail) in {"approved", "refused", "ticket-withdrawn"}
    assert world.last(ANA).says("João Batista Nogueira")
    assert len(world.letters(MARIA)) == before
    world.check_record()


def test_when_the_author_of_a_denuncia_left_nobody_takes_that_place(world: World) -> None:
    world.mail_in(MARIA, "[1] Fato grave")
    world.work_off()
    world.change(MARIA, entities=())
    mail = world.mail_in(JOAO, f"Chamado {world.ticket().number}", "CANCELAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-theirs", "assigned")
