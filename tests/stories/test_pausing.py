"""PENDENTE: the technician asks, the ticket waits and its targets pause; any answer brings it back, and none closes it in the end."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.post.relay import Permanent, Temporary
from tests.stories import writing
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World

QUESTION = "Qual é o CNPJ da entidade?"
END = datetime(2026, 12, 9, 2, 59, 59, tzinfo=UTC)  # 15 days after Monday 23 November: 8 December in Brasília, a working day
LATER = timedelta(minutes=2)


@pytest.fixture
def notice(world: World) -> Letter:
    """A ticket of Maria: the letter to Ana."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    return world.last(ANA)


@pytest.fixture
def asked(world: World, notice: Letter) -> Letter:
    """Ana asked about it: the letter to Maria."""
    world.reply(notice, f"PENDENTE\n{QUESTION}")
    world.work_off()
    return world.last(MARIA)


@pytest.mark.parametrize("words", [f"PENDENTE\n{QUESTION}", f"Pendente: {QUESTION}", f"Bom dia,\n\nPENDENTE\n\n{QUESTION}"])
def test_a_question_waits_for_the_representative(world: World, notice: Letter, words: str) -> None:
    mail = world.reply(notice, words, files={"onde.png": PNG})
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.technician) == ("asked", "pending", world.person(ANA).id)
    assert (ticket.deadline_at, ticket.first_answer_at) == (END, world.clock())
    letter = world.last(MARIA)
    assert letter.says(QUESTION, "Responda a este e-mail", "terça-feira, 8 de dezembro de 2026, 23h59", "CANCELAR")
    assert "onde.png" in letter.files
    assert world.last(ANA).says("A pergunta foi enviada ao representante", "Pendente", "O chamado agora é seu")
    assert world.last(CARLOS).says("Ana Lúcia Barros fez uma pergunta ao representante", QUESTION)


def test_without_a_question_it_is_asked_for(world: World, notice: Letter) -> None:
    mail = world.reply(notice, "PENDENTE", files={"onde.png": PNG})
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("empty", "assigned")
    assert world.last(ANA).says("Depois de PENDENTE falta a pergunta")


@pytest.mark.parametrize(
    "words", ["É 27.418.305/0001-00.", "Aprovado", "RECUSAR: não temos esse número", "Não sei informar, mas ligo amanhã."]
)
def test_whatever_the_representative_writes_is_the_answer(world: World, asked: Letter, words: str) -> None:
    mail = world.reply(asked, words)
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.deadline_at, ticket.technician) == (
        "resumed",
        "assigned",
        None,
        world.person(ANA).id,
    )
    assert world.last(ANA).says("respondeu à pergunta", words.rsplit(maxsplit=1)[-1], "voltou de Pendente para Processando")
    assert world.last(MARIA).says("Sua resposta chegou à equipe")
    told = len(world.letters(MARIA))
    world.later(days=40)
    assert (world.ticket().status, len(world.letters(MARIA))) == ("assigned", told), "nothing waits for her any more"


def test_a_file_alone_is_an_answer_and_an_empty_mail_is_none(world: World, asked: Letter) -> None:
    empty = world.reply(asked, "")
    world.work_off()
    assert (world.outcome(empty), world.ticket().status) == ("empty", "pending")
    assert world.last(MARIA).says("sem texto e sem arquivo")
    world.reply(asked, "", files={"tela.png": PNG})
    world.work_off()
    assert world.ticket().status == "assigned"
    assert "tela.png" in world.last(ANA).files


def test_a_colleague_of_the_entity_may_answer_and_the_opener_hears_of_it(world: World, asked: Letter) -> None:
    world.mail_in(JOAO, asked.subject, "É 27.418.305/0001-00.")
    world.work_off()
    assert world.ticket().status == "assigned"
    assert world.last(JOAO).says("Sua resposta chegou à equipe")
    assert world.last(MARIA).says("João Batista Nogueira respondeu à pergunta da equipe")


def test_a_mere_claim_answers_nothing_until_it_is_confirmed(world: World, asked: Letter) -> None:
    world.mail_in(MARIA, f"Chamado {world.ticket().number}", "É este.", login=False)
    world.work_off()
    assert asked
    assert world.ticket().status == "pending"
    world.reply(world.last(MARIA), "CONFIRMAR")
    world.work_off()
    assert world.ticket().status == "assigned"


def test_the_targets_pause(world: World, notice: Letter) -> None:
    before = world.ticket().solution_due_at
    assert before
    world.later(hours=2)
    world.reply(notice, f"PENDENTE\n{QUESTION}")
    world.work_off()
    world.later(days=7)
    world.reply(world.last(MARIA), "É este.")
    world.work_off()
    assert world.ticket().solution_due_at == before + timedelta(days=7), "the same hour, a week later"
    world.check_record()


def test_asked_again_the_days_begin_anew_and_the_pause_goes_on(world: World, asked: Letter) -> None:
    before = world.ticket().solution_due_at
    assert before
    world.later(days=7)
    world.reply(world.last(ANA), "PENDENTE\nE a data?")
    world.work_off()
    assert world.ticket().deadline_at == END + timedelta(days=7)
    world.later(days=7)
    assert world.last(MARIA).says("E a data?")
    world.reply(asked, "É este, de ontem.")
    world.work_off()
    assert (world.ticket().status, world.ticket().solution_due_at) == ("assigned", before + timedelta(days=14))


def test_two_reminders_and_the_end_without_answer(world: World, asked: Letter) -> None:
    for _ in range(15 * 24):
        world.later(hours=1)
    reminders = [x for x in world.letters(MARIA) if x.says("está parado e espera uma resposta sua", QUESTION, "8 de dezembro")]
    assert [x.mail["Date"].datetime.date().isoformat() for x in reminders] == ["2026-11-30", "2026-12-06"]
    assert world.ticket().status == "pending"
    world.clock.at = END
    world.work_off()
    assert world.ticket().status == "pending"
    world.later(minutes=2)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "unanswered")
    assert world.last(MARIA).says("encerrado sem resposta", "não reabre")
    assert world.last(ANA).says("encerrado sem resposta")
    mail = world.reply(asked, "É este.")
    world.work_off()
    assert world.outcome(mail) == "after-closing"
    world.check_record()


def test_the_setting_says_how_long(tmp_path: object) -> None:
    world = World(tmp_path, pending_days=3)  # type: ignore[arg-type]  # pytest's folder
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), f"PENDENTE\n{QUESTION}")
    world.work_off()
    assert world.ticket().deadline_at == datetime(2026, 11, 27, 2, 59, 59, tzinfo=UTC)
    world.close()


def test_an_answer_that_arrived_in_time_and_waits_in_a_queue_wins(world: World, asked: Letter) -> None:
    world.clock.at = END
    mail = world.reply(asked, "É este.")
    world.clock.at = END + timedelta(hours=5)
    world.jobs.strike()
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("resumed", "assigned")


def test_nothing_ends_while_a_held_mail_names_the_ticket(world: World, asked: Letter) -> None:
    world.clock.at = END - timedelta(minutes=1)
    world.mail_in(MARIA, asked.subject, "É este.", login=False)
    world.work_off()
    world.later(hours=1)
    assert world.ticket().status == "pending"
    world.later(days=7)
    world.later(minutes=2)
    assert world.ticket().outcome == "unanswered"


def test_a_question_refused_for_good_goes_back(world: World, notice: Letter) -> None:
    world.relay.refuses[MARIA] = Permanent(550, "5.1.1 mailbox unknown")
    world.reply(notice, f"PENDENTE\n{QUESTION}")
    world.work_off()
    assert (world.ticket().status, world.ticket().deadline_at) == ("assigned", None)
    assert world.last(ANA).says("não chegou", "faça a pergunta de novo", "PENDENTE")
    world.later(days=40)
    assert world.ticket().status == "assigned"


def test_the_days_of_a_question_that_left_later_run_from_then(world: World, notice: Letter) -> None:
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.reply(notice, f"PENDENTE\n{QUESTION}")
    for _ in range(26):
        world.later(hours=1)
    world.relay.refuses.clear()
    world.later(hours=2)
    assert world.ticket().deadline_at == END + timedelta(days=1)
    assert "postpone" in [e.kind for e in writing.events(world)]


def test_a_plain_reply_and_a_note_leave_the_question_open_and_a_solution_ends_it(world: World, asked: Letter) -> None:
    world.reply(world.last(ANA), "Está no cartão da entidade.")
    world.reply(world.last(ANA), "NOTA: já é a segunda vez")
    world.work_off()
    assert (world.ticket().status, world.ticket().deadline_at) == ("pending", END)
    assert world.last(MARIA).says("Está no cartão da entidade.")
    world.reply(world.last(ANA), "SOLUCIONAR\nAchei o CNPJ; está feito.")
    world.work_off()
    assert world.ticket().status == "solved"
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    assert asked
    assert world.ticket().outcome == "approved"
    told = len(world.relay.letters)
    world.later(days=40)
    assert len(world.relay.letters) == told


def test_a_question_beside_a_solution_that_waits_is_refused(world: World, notice: Letter) -> None:
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    mail = world.reply(notice, f"PENDENTE\n{QUESTION}")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-now", "solved")
    assert world.last(ANA).says("solução à espera da resposta", "DESFAZER")
    assert not [x for x in world.letters(MARIA) if x.says(QUESTION)]


def test_who_left_is_asked_through_the_others_of_the_entity(world: World, asked: Letter) -> None:
    world.change(MARIA, entities=())
    world.clock.at = END - timedelta(days=1)
    world.work_off()
    assert asked
    assert world.last(JOAO).says(QUESTION, "espera uma resposta sua")
    world.reply(world.last(JOAO), "É este.")
    world.work_off()
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says("É este.")


def test_a_denuncia_is_asked_and_answered_between_its_author_and_its_group(world: World) -> None:
    world.mail_in(MARIA, "[1] Fato grave")
    world.work_off()
    world.reply(world.last(ANA), "PENDENTE\nQuando foi?")
    world.work_off()
    assert world.last(MARIA).says("Quando foi?")
    mail = world.mail_in(JOAO, f"Sobre {world.ticket().number}", "Foi ontem.")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-theirs", "pending")
    assert not [x for x in world.letters(JOAO) if x.says("Quando foi?")]
