"""CONSULTAR and AJUDA: what is asked is answered from the record, to whom it may be shown, and changes nothing."""

import pytest

from gateway.desk.work import ORDERS
from storage.ticket.lifecycle import MOVES
from tests.letters.samples import letters
from tests.stories.writing import events
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, Letter, World

MARCOS = "marcos.teles@sr1.atendimento.example"
GROUP = "21150.SR-1"


def opened(world: World, subject: str = "[11] Como protocolar?", body: str = "Não achei o manual.") -> Letter:
    world.mail_in(MARIA, subject, body, files={"tela.png": PNG})
    world.work_off()
    return world.last(ANA)


def ask(world: World, who: str, body: str, subject: str = "Consulta", **more: object) -> Letter:
    """The answer to a mail outside of any thread; the record stays as it was."""
    before, told = len(events(world)), len(world.relay.letters)
    mail = world.mail_in(who, subject, body, **more)  # type: ignore[arg-type]
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert len(events(world)) == before
    assert {letter.to for letter in world.relay.letters[told:]} == {who}
    return world.last(who)


def test_the_table_of_a_representative_has_the_seeds_columns_and_parts(world: World) -> None:
    world.reply(opened(world), "SOLUCIONAR\nVeja o manual.")
    opened(world, "[12] Portal fora do ar")
    told = ask(world, MARIA, "CONSULTAR")
    assert told.says(
        "PROCESSANDO Nome: Portal fora do ar ID: L_61123002 Status: Processando (atribuído) Data de abertura: 23/11/2026 10:00"
    )
    assert told.says("Última atualização: 23/11/2026 10:00 Entidade: Sindicato dos Trabalhadores Rurais de Vale Sereno")
    assert told.says("Requerente: Maria Aparecida da Conceição", "SOLUCIONADOS Nome: Como protocolar?", "FECHADOS Nenhum.")


def test_it_is_asked_by_a_subject_alone_and_in_a_thread_and_is_no_comment(world: World) -> None:
    opened(world)
    assert ask(world, MARIA, "", subject="Consultar").says("Como protocolar?")
    ana = len(world.letters(ANA))
    mail = world.reply(world.letters(MARIA)[0], "Bom dia!\n\nConsultar, por favor.\n\nObrigada,\nMaria")
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert world.last(MARIA).says("Como protocolar?", "SOLUCIONADOS Nenhum.")
    assert len(world.letters(ANA)) == ana


def test_what_is_written_below_a_question_still_reaches_the_technicians(world: World) -> None:
    opened(world)
    mail = world.reply(world.last(MARIA), "CONSULTAR\n\nAproveito: o erro agora aparece também na tela de envio.")
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert world.last(ANA).says("tela de envio")
    assert world.last(MARIA).says("PROCESSANDO")


def test_others_see_the_entitys_tickets_but_never_a_denuncia(world: World) -> None:
    opened(world, "[1] Fato grave", "O chefe desvia verbas.")
    opened(world)
    assert ask(world, MARIA, "CONSULTAR").says("L_61123001", "L_61123002")
    assert ask(world, JOAO, "CONSULTAR").says("L_61123002")
    assert not world.last(JOAO).says("L_61123001")
    assert not ask(world, CONCEICAO, "CONSULTAR").says("L_6112300")
    assert ask(world, MARCOS, "CONSULTAR").says("L_61123002", "1 chamado sigiloso")
    assert not world.last(MARCOS).says("L_61123001")
    assert ask(world, ANA, "CONSULTAR").says("L_61123001", "L_61123002")


def test_a_long_list_says_how_many_more_there_are(world: World) -> None:
    for n in range(23):
        world.mail_in(MARIA, f"[11] Pergunta {n}")
    world.work_off()
    told = ask(world, MARIA, "CONSULTAR")
    assert told.says("Pergunta 22", "Há mais 3")
    assert not told.says("Pergunta 2 ")


def test_the_history_of_a_ticket_tells_what_the_entity_may_know(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "NOTA\nDesconfio do servidor.")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    told = ask(world, MARIA, "CONSULTAR L_61123001")
    assert told.says("A equipe enviou uma solução - Ana Lúcia Barros", "O chamado foi aberto - Maria Aparecida", "Veja o manual.", "até")
    assert told.says("ANEXO 1: tela.png", "SHA-256")
    assert not told.says("Desconfio")
    assert not told.says("Nota interna")
    inside = ask(world, ANA, "", subject="Consultar L_61123001")
    assert inside.says("Desconfio do servidor.", "Nota interna")
    assert str(inside.mail["Subject"]).startswith("[L_61123001]")


@pytest.mark.parametrize(("writer", "subject"), [(CONCEICAO, "[11] Como protocolar?"), (PAULO, "[11] Como?"), (JOAO, "[1] Fato grave")])
def test_a_ticket_of_others_is_answered_like_none(world: World, writer: str, subject: str) -> None:
    opened(world, subject)
    texts = []
    for number in ("L_61123001", "L_61123777"):
        mail = world.mail_in(writer, "Consulta", f"CONSULTAR {number}")
        world.work_off()
        assert world.outcome(mail) == "not-theirs"
        texts.append(world.last(writer).words)
    assert texts[0] == texts[1]


def test_a_token_shows_its_own_ticket_and_opens_no_other(world: World) -> None:
    opened(world)
    first = world.last(MARIA)
    opened(world, "[12] Portal fora do ar")
    narrow, other = world.reply(first, "CONSULTAR", login=False), world.reply(first, "CONSULTAR L_61123002", login=False)
    world.work_off()
    assert (world.outcome(narrow), world.outcome(other)) == ("answered", "held-claimed")
    table = next(x for x in world.letters(MARIA) if x.says("Seus chamados") or x.says("reconhecido só"))
    assert table.says("L_61123001", "mostramos só esse")
    assert not table.says("L_61123002")


def test_the_queue_tells_what_waits_and_for_whom(world: World) -> None:
    taken = opened(world)
    world.reply(taken, "Qual navegador?")
    opened(world, "[12] Portal fora do ar")
    world.reply(opened(world, "[13] Sistema lento"), "SOLUCIONAR\nFeito.")
    world.work_off()
    mine = ask(world, ANA, "CONSULTAR")
    assert mine.says(
        "ESPERAM POR UM TÉCNICO: 1 L_61123002", "COM VOCÊ: 1 L_61123001", "SOLUCIONADOS (ESPERAM APROVAÇÃO): 1 L_61123003", "ATRASADOS: 0"
    )
    assert ask(world, CARLOS, f"CONSULTAR {GROUP.lower()}").says("COM COLEGAS: 1 L_61123001")
    assert not ask(world, PAULO, "CONSULTAR").says("L_6112")
    assert ask(world, PAULO, f"CONSULTAR {GROUP}").says("Não encontramos um grupo")
    world.later(days=4)
    assert ask(world, ANA, "CONSULTAR").says("ATRASADOS: 2")


def test_who_represents_and_answers_gets_both(world: World) -> None:
    opened(world)
    world.change(ANA, profile=frozenset({"tecnico", "gestor"}), entities=world.person(MARIA).entities)
    for question, first, second in (("CONSULTAR", "Seus chamados", "Fila"), ("AJUDA", "Assuntos", "O que você pode escrever")):
        told = len(world.letters(ANA))
        ask(world, ANA, question)
        assert [x.subject.startswith(s) for x, s in zip(world.letters(ANA)[told:], (first, second), strict=True)] == [True, True]


def test_help_lists_the_orders_with_their_meaning(world: World) -> None:
    notice = opened(world)
    assert ask(world, ANA, "AJUDA").says("SOLUCIONAR e a solução abaixo", "12 - PORTAL DE REQUERIMENTOS")
    world.reply(notice, "Ajuda")
    world.work_off()
    assert world.last(ANA).says("Estes links começam uma ordem no chamado L_61123001")
    assert ask(world, MARCOS, "AJUDA").says("NOTA e o texto abaixo")
    assert not world.last(MARCOS).says("SOLUCIONAR")
    assert ask(world, MARIA, "AJUDA").says("CONSULTAR: a lista dos seus chamados")


def test_a_technician_asks_among_other_orders(world: World) -> None:
    notice = opened(world)
    mail = world.reply(notice, "NOTA: foi o cache\n\nANEXO 1")
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert next(x for x in world.letters(ANA) if x.says("Segue o arquivo 1")).files == {"tela.png": PNG}
    assert world.last(ANA).says("A nota interna foi guardada", "respondida em outro e-mail")
    mixed = world.reply(notice, "CONSULTAR L_61123777\n\nNOTA: outra")
    world.work_off()
    assert world.outcome(mixed) == "answered"
    assert world.last(ANA).says("A pergunta é sobre outro chamado")
    words = world.reply(notice, "CONSULTAR\n\nO cliente ligou e pediu para apressar o caso dele.")
    world.work_off()
    assert world.outcome(words) == "unclear"


def test_a_closed_ticket_is_still_shown(world: World) -> None:
    world.reply(opened(world), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    assert ask(world, MARIA, "CONSULTAR L_61123001").says("A solução foi aprovada", "está fechado")
    assert ask(world, ANA, "CONSULTAR L_61123001").says("A solução foi aprovada")


def test_a_stranger_and_a_mere_claim_are_shown_nothing(world: World) -> None:
    opened(world)
    told = len(world.relay.letters)
    mails = [world.raw_in(b"From: x@fora.example\nSubject: CONSULTAR\n\nCONSULTAR\n"), world.mail_in(MARIA, "CONSULTAR", "", login=False)]
    world.work_off()
    assert [world.outcome(mail) for mail in mails] == ["stranger", "held-claimed"]
    assert [x.to for x in world.relay.letters[told:]] == [MARIA]
    assert not world.last(MARIA).says("L_61123001")
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    assert world.last(MARIA).says("L_61123001")


def test_every_order_and_every_move_has_its_words() -> None:
    templates = letters()._templates
    assert set(ORDERS) <= set(templates.get_template("_base/orders.txt").module.meanings)  # type: ignore[attr-defined]  # set there
    assert {move for _, move in MOVES} <= set(templates.get_template("_base/moves.txt").module.sentences)  # type: ignore[attr-defined]  # set there


def test_what_a_technician_writes_after_the_end_is_no_part_of_the_entitys_history(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    world.reply(notice, "Ela liga sempre.")
    world.work_off()
    assert not ask(world, MARIA, f"CONSULTAR {world.ticket().number}").says("Chegou uma mensagem")
    assert ask(world, ANA, f"CONSULTAR {world.ticket().number}").says("Ela liga sempre.", "Nota interna")


def test_a_supervisor_who_asks_and_notes_gets_both(world: World) -> None:
    notice = opened(world)
    asked = world.reply(notice, "CONSULTAR\n\nNOTA: é a terceira vez neste mês", sender=MARCOS)
    world.work_off()
    assert world.outcome(asked) == "noted"
    assert any(letter.subject.startswith("Fila") for letter in world.letters(MARCOS))
    assert world.last(MARCOS).says("nota")
    assert world.last(ANA).says("é a terceira vez neste mês")
    assert not world.letters(MARIA, "terceira vez")
