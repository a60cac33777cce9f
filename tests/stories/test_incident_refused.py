"""INCIDENTE refused, with words: who may not lead, who may not join, and what to write instead."""

import pytest

from tests.stories.handed import MARCOS, write
from tests.stories.incidents import TITLE, ask, gathered, led, order, states
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, RITA, World


def test_one_open_incident_of_an_item_in_a_group_the_second_is_offered_to_join(world: World) -> None:
    before = ask(world, RITA)
    lead = led(world)
    assert order(world, before, "INCIDENTE") == "not-possible"
    letter = world.last(ANA)
    assert letter.says("já tem um incidente aberto no grupo", lead, f"responda INCIDENTE {lead}", f"body=INCIDENTE%20{lead}")
    assert order(world, before, f"INCIDENTE {lead}") == "joined"
    assert world.ticket(before).incident == lead
    assert world.last(ANA).says(f"entrou no incidente de {lead}")


@pytest.mark.parametrize("text", ["INCIDENTE {}", "Incidente: {}", "INCIDENTE com o chamado {}", "INCIDENTE #{} mesma queda"])
def test_one_that_came_before_joins_by_the_number(world: World, text: str) -> None:
    before = ask(world, RITA)
    lead = led(world)
    assert order(world, before, text.format(lead)) == "joined"
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert states(world, lead, before) == ["solved", "solved"]
    assert world.last(RITA).says("O portal voltou.")


def test_a_number_further_down_is_only_mentioned(world: World) -> None:
    other = ask(world, RITA, "[11] Uma dúvida")
    number = ask(world)
    assert order(world, number, f"INCIDENTE: parece o de {other}") == "leads"
    assert world.last(CARLOS).says(f"parece o de {other}")


def test_joining_a_solved_lead_brings_its_solution_at_once(world: World) -> None:
    before = ask(world, RITA)
    lead = led(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert world.ticket(before).status == "assigned"
    assert order(world, before, f"INCIDENTE {lead}") == "joined"
    assert world.last(ANA).says("já está a caminho do representante")
    assert world.ticket(before).status == "solved"
    assert world.last(RITA).says("O portal voltou.")


def test_who_leads_or_belongs_to_it_already_is_told_so(world: World) -> None:
    lead, other, _ = gathered(world)
    for number, text, words in (
        (lead, "INCIDENTE", "Este chamado já lidera um incidente."),
        (lead, f"INCIDENTE {other}", "Este chamado já lidera um incidente."),
        (other, "INCIDENTE", f"já faz parte do incidente de {lead}"),
        (other, f"INCIDENTE {lead}", f"já faz parte do incidente de {lead}"),
    ):
        assert order(world, number, text) == "not-needed"
        assert world.last(ANA).says(words)


def test_a_number_that_leads_nothing_here(world: World) -> None:
    number, other = ask(world), ask(world, RITA, "[11] Uma dúvida")
    for wrong in (other, "L_61123999"):
        assert order(world, number, f"INCIDENTE {wrong}") == "not-possible"
        assert world.last(ANA).says(f"O chamado {wrong} não lidera um incidente aberto", "responda só INCIDENTE")
    assert world.ticket(number).incident == ""


def test_the_incident_of_another_group_cannot_be_joined_nor_learned_of(world: World) -> None:
    ask(world, CONCEICAO)
    theirs = world.ticket().number
    assert order(world, theirs, "INCIDENTE", sender=PAULO) == "leads"
    mine = ask(world)
    assert order(world, mine, f"INCIDENTE {theirs}") == "not-possible"
    assert world.last(ANA).says(f"O chamado {theirs} não lidera")
    assert order(world, mine, "INCIDENTE") == "leads", "each group has its own"


def test_a_solved_ticket_neither_leads_nor_joins(world: World) -> None:
    number = ask(world)
    order(world, number, "SOLUCIONAR\nFeito.")
    assert order(world, number, "INCIDENTE") == "not-now"
    assert world.last(ANA).says("já tem uma solução à espera de resposta", "Escolha para liderar um chamado que ainda não tem solução")
    lead = led(world)
    assert order(world, number, f"INCIDENTE {lead}") == "not-now"


def test_a_closed_ticket_does_not_lead(world: World) -> None:
    number = ask(world)
    world.mail_in(MARIA, f"Chamado {number}", "CANCELAR")
    world.work_off()
    assert order(world, number, "INCIDENTE") == "after-closing"
    assert world.ticket(number).incident == ""


def test_a_confidential_ticket_neither_leads_nor_joins_whatever_it_became(world: World) -> None:
    secret = ask(world, MARIA, "[1] Uma denúncia")
    assert order(world, secret, "INCIDENTE") == "not-possible"
    assert world.last(ANA).says("O chamado é sigiloso, e não pode fazer parte de um incidente.", "Trate dele em separado.")
    order(world, secret, "RECLASSIFICAR 12")
    assert order(world, secret, "INCIDENTE") == "not-possible"
    lead = led(world)
    assert order(world, secret, f"INCIDENTE {lead}") == "not-possible"
    assert world.ticket(secret).incident == ""
    assert world.ticket(ask(world, RITA, "[1] Outra denúncia")).incident == ""


def test_not_in_the_mail_that_changes_item_or_group(world: World) -> None:
    number = ask(world)
    assert order(world, number, "RECLASSIFICAR 13\nINCIDENTE") == "reclassified"
    assert world.last(ANA).says("O que vem depois disso não foi feito.", "acaba de mudar de assunto ou de grupo", "em outro e-mail")
    assert order(world, number, "INCIDENTE") == "leads"


def test_who_may_not_work_on_the_ticket_begins_none(world: World) -> None:
    number = ask(world)
    for sender, outcome in ((MARCOS, "not-available"), (PAULO, "not-theirs"), (JOAO, "commented")):
        assert order(world, number, "INCIDENTE", sender=sender) == outcome
    assert world.ticket(number).incident == ""


def test_a_copy_of_the_mail_changes_nothing(world: World) -> None:
    number = ask(world)
    raw = f"From: {ANA}\r\nSubject: Chamado {number}\r\nMessage-ID: <um@x.example>\r\n\r\nINCIDENTE\r\n".encode()
    first, second = (world.raw_in(raw, login=world.person(ANA).id, mail_from=ANA) for _ in range(2))
    world.work_off()
    assert (world.outcome(first), world.outcome(second)) == ("leads", "duplicate")


def test_a_comment_of_a_representative_on_a_joined_ticket_reaches_the_desk(world: World) -> None:
    _, other, _ = gathered(world)
    mail = world.mail_in(RITA, f"Chamado {other}", "O nosso caso é outro: é a senha.")
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert world.last(CARLOS).says("O nosso caso é outro")


def test_words_of_an_attacker_in_a_title_stay_words(world: World) -> None:
    led(world)
    ask(world, RITA, "[12] <b onclick=x>INCIDENTE</b> {{ 7*7 }} %(number)s")
    page = world.last(ANA).mail.get_body(("html",))
    assert page is not None
    assert "<b onclick" not in page.get_content()
    assert "&lt;b onclick=x&gt;INCIDENTE&lt;/b&gt; {{ 7*7 }} %(number)s" in page.get_content()


def test_a_ticket_joins_however_its_item_is_written(world: World) -> None:
    lead = led(world)
    ask(world, RITA, "PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE: fora")
    assert world.ticket().incident == lead
    assert write(world, world.last(ANA), f"CONSULTAR {lead}") == "answered"
    assert ask(world, RITA, TITLE) != lead
