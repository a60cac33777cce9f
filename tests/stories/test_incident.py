"""INCIDENTE: one ticket leads, later ones of its item join it, one solution answers all; each keeps its own number and answer."""

import pytest

from tests.stories.handed import HELENA, heard, write
from tests.stories.incidents import TITLE, about, ask, count, gathered, led, moves, order, states
from tests.world import ANA, CARLOS, CONCEICAO, MARIA, PAULO, PNG, RITA, World


@pytest.mark.parametrize("text", ["INCIDENTE", "Bom dia,\n\nIncidente.", "INCIDENTE: queda geral do portal", "incidente - portal caiu"])
def test_the_ticket_leads_and_the_whole_group_hears(world: World, text: str) -> None:
    number = ask(world)
    before = len(world.relay.letters)
    assert write(world, world.last(ANA), text) == "leads"
    assert (world.ticket().incident, world.ticket().technician) == (number, world.person(ANA).id)
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA])
    assert world.last(ANA).says("Este chamado agora lidera um incidente.", "12 - PORTAL", "21150.SR-1", f"responda INCIDENTE {number}")
    assert world.last(CARLOS).says("Ana Lúcia Barros abriu um incidente", number)


def test_the_text_is_a_note_for_the_group_only(world: World) -> None:
    ask(world)
    write(world, world.last(ANA), "INCIDENTE\nCaiu o balanceador.")
    assert world.last(CARLOS).says("Caiu o balanceador.")
    assert world.last(ANA).says("ficou como nota interna")
    assert not [x for x in world.letters(MARIA) if x.says("balanceador")]


def test_the_next_ticket_of_the_item_joins_with_its_own_number(world: World) -> None:
    lead = led(world)
    before = len(world.relay.letters)
    number = ask(world, RITA)
    assert number != lead
    assert (world.ticket().incident, world.ticket().status) == (lead, "assigned")
    receipt = about(world, number, RITA)[0]
    assert receipt.says("O problema já é conhecido", "não precisa fazer nada", "O seu número vale")
    assert not receipt.says(lead)
    assert heard(world, before) == sorted([RITA, ANA]), "nobody gets it by itself"
    news = world.last(ANA)
    assert news.says("Entrou um chamado no incidente", number, "Prefeitura Municipal de Ribeirão Manso", "Rita")
    assert lead in news.subject


def test_one_of_another_item_or_group_does_not_join(world: World) -> None:
    led(world)
    ask(world, RITA, "[11] Uma dúvida")
    assert world.ticket().incident == ""
    ask(world, CONCEICAO)
    assert (world.ticket().group, world.ticket().incident) == ("21150.SR-3", "")
    assert world.last(PAULO).says("Chegou um chamado para o grupo")


def test_many_who_join_make_one_letter_an_hour(world: World) -> None:
    lead = led(world)
    for n in range(7):
        ask(world, RITA, f"[12] Portal {n}")
    assert count(world, "joined") == 1
    world.later(minutes=61)
    assert count(world, "joined") == 2
    assert world.last(ANA).says("Entraram 6 chamados no incidente", "Ao todo são 7", "Portal 1", "Portal 6")
    world.later(hours=3)
    assert count(world, "joined") == 2, "nobody joined since"
    ask(world, RITA)
    assert count(world, "joined") == 3
    assert moves(world, lead).count("gathered") == 3


def test_the_kept_mail_joins_too(world: World) -> None:
    lead = led(world)
    world.mail_in(RITA, "Portal fora do ar", "Não abre.", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(RITA), "12")
    world.work_off()
    assert (world.count(), world.ticket().incident) == (2, lead)
    assert world.last(RITA).says("O problema já é conhecido", "tela.png")


def test_one_solution_answers_all_each_in_its_own_thread(world: World) -> None:
    lead, other, second = gathered(world)
    world.later(minutes=5)
    assert order(world, lead, "SOLUCIONAR\nO portal voltou.", files={"nota.png": PNG}) == "solved"
    assert states(world, lead, other, second) == ["solved"] * 3
    assert world.last(ANA).says("A SOLUÇÃO ENVIADA", "Ela vai também para os outros chamados do incidente", "(2)")
    for number, to in ((lead, MARIA), (other, RITA), (second, MARIA)):
        letter = about(world, number, to)[-1]
        assert letter.says("O portal voltou.", "APROVAR", number)
        assert letter.files == {"nota.png": PNG}
        assert letter.mail["In-Reply-To"] == about(world, number, to)[0].mail["Message-ID"]
        ticket = world.ticket(number)
        assert (ticket.round, ticket.solver, ticket.technician) == (1, world.person(ANA).id, world.person(ANA).id)
        assert ticket.deadline_at is not None
        assert ticket.first_answer_at is not None
    assert count(world, "colleague") == 2, "that it leads; nobody is told one by one"


def test_nothing_of_the_people_of_the_lead_reaches_the_others(world: World) -> None:
    lead = ask(world, body="Sou Maria do Vale Sereno e meu telefone é 11 5555-0101.", files={"minha-tela.png": PNG})
    write(world, world.last(ANA), "INCIDENTE")
    other = ask(world, RITA)
    order(world, lead, "SOLUCIONAR\nVoltou.")
    shown = " ".join(x.text + x.subject for x in world.letters(RITA))
    assert not [w for w in ("Vale Sereno", "Conceição", "5555", "minha-tela", lead) if w in shown]
    world.reply(about(world, other, RITA)[-1], "CONSULTAR " + other)
    world.work_off()
    assert not world.last(RITA).says("incidente")
    assert not world.last(RITA).says(lead)


def test_each_decides_for_itself(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, other, RITA)[-1], "RECUSAR: aqui continua fora")
    world.reply(about(world, second, MARIA)[-1], "APROVAR")
    world.work_off()
    assert states(world, lead, other, second) == ["solved", "assigned", "closed"]
    assert world.ticket(other).technician == world.person(ANA).id
    assert about(world, other, ANA)[-1].says("aqui continua fora")
    world.later(days=12)
    assert (world.ticket(lead).outcome, world.ticket(second).outcome) == ("expired", "approved")
    assert world.ticket(other).status == "assigned"


def test_the_file_of_the_solution_can_be_had_in_each_ticket(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.", files={"nota.png": PNG})
    world.later(minutes=5)
    world.reply(about(world, other, RITA)[-1], "ANEXO 2")
    world.work_off()
    assert world.last(RITA).files == {"nota.png": PNG}


def test_out_of_scope_reaches_all(world: World) -> None:
    lead, other, second = gathered(world)
    assert order(world, lead, "FORA DO ESCOPO") == "declined"
    assert states(world, lead, other, second) == ["solved"] * 3
    assert about(world, other, RITA)[-1].says("reconhecimento de direitos", "APROVAR")


def test_a_second_solution_is_a_new_round_for_whoever_has_not_approved(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, second, MARIA)[-1], "APROVAR")
    world.work_off()
    third = ask(world, RITA)
    order(world, lead, "SOLUCIONAR\nVoltou de verdade.")
    assert [world.ticket(n).round for n in (lead, other, second, third)] == [2, 2, 1, 2]
    assert about(world, other, RITA)[-1].says("Voltou de verdade.", "substitui a anterior")
    assert world.ticket(second).outcome == "approved"


def test_who_comes_after_the_solution_gets_it_at_once(world: World) -> None:
    lead = led(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(hours=3)
    number = ask(world, RITA)
    assert (world.ticket(number).incident, world.ticket(number).status, world.ticket(number).round) == (lead, "solved", 1)
    receipt, solution = about(world, number, RITA)
    assert receipt.says("O problema já é conhecido")
    assert solution.says("O portal voltou.", "APROVAR")
    deadline, first = world.ticket(number).deadline_at, world.ticket(lead).deadline_at
    assert deadline is not None
    assert first is not None
    assert deadline >= first


def test_who_comes_a_day_after_the_solution_writes_of_something_new(world: World) -> None:
    lead = led(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(hours=25)
    number = ask(world, RITA)
    assert (world.ticket(number).incident, world.ticket(number).status) == ("", "assigned")
    assert order(world, number, "INCIDENTE") == "leads", "the old one is no longer in the way"
    assert world.ticket(ask(world, MARIA, "[12] De novo")).incident == number


def test_a_word_to_the_representative_of_the_lead_goes_to_nobody_else(world: World) -> None:
    lead, other, _ = gathered(world)
    for text, outcome in (("Estamos vendo.", "replied"), ("PENDENTE\nQual navegador?", "asked"), ("NOTA\nFoi o cabo.", "noted")):
        before = len(world.letters(RITA))
        assert order(world, lead, text) == outcome
        assert len(world.letters(RITA)) == before
        assert world.last(ANA).says("foi só para este chamado") is (outcome != "noted")
    assert states(world, lead, other) == ["pending", "assigned"]


def test_several_orders_of_one_mail(world: World) -> None:
    ask(world)
    assert write(world, world.last(ANA), "INCIDENTE\nFoi o cabo.\n\nSOLUCIONAR\nO portal voltou.") == "solved"
    assert world.last(ANA).says("agora lidera um incidente", "A solução foi registrada")
    number = ask(world, RITA)
    assert world.ticket(number).status == "solved"
    assert about(world, number, RITA)[-1].says("O portal voltou.")
    assert not about(world, number, RITA)[-1].says("cabo")


def test_the_history_and_the_queue_show_who_belongs_together(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, f"CONSULTAR {lead}")
    assert world.last(ANA).says("Este chamado lidera um incidente, com 2 outros chamados", other, second, "passou a liderar um incidente")
    order(world, other, f"CONSULTAR {other}")
    assert world.last(ANA).says(f"Este chamado entrou no incidente de {lead}.", "O chamado entrou em um incidente")
    world.mail_in(ANA, "CONSULTAR", "")
    world.work_off()
    assert world.last(ANA).says("Incidente: lidera", f"Incidente: entrou no de {lead}")
    world.mail_in(RITA, f"Chamado {other}", f"CONSULTAR {other}")
    world.work_off()
    assert not world.last(RITA).says("incidente")


def test_a_representative_cannot_begin_one(world: World) -> None:
    number = ask(world)
    world.mail_in(MARIA, f"Chamado {number}", "INCIDENTE")
    world.work_off()
    assert world.ticket().incident == ""
    assert world.ticket(ask(world, MARIA, TITLE)).incident == ""


def test_one_that_waited_for_its_evidence_joins_when_it_comes_to_the_group(world: World) -> None:
    world.mail_in(RITA, TITLE, "Não abre.")
    world.work_off()
    waits = world.ticket().number
    lead = led(world)
    told = len(world.letters(ANA))
    world.reply(world.letters(RITA)[0], "Segue a tela.", files={"tela.png": PNG})
    world.work_off()
    assert (world.ticket(waits).status, world.ticket(waits).incident) == ("assigned", lead)
    assert world.last(RITA).says("Recebemos o que faltava", "O problema já é conhecido")
    assert all(letter.says(lead) for letter in world.letters(ANA)[told:]), "the group hears of it in sum"
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert (world.ticket(waits).status, world.last(RITA).says("O portal voltou.")) == ("solved", True)
    world.check_record()
