"""A mail becomes a numbered ticket (rules.md: Numbers, Subject, the seed's steps 1-6)."""

import hashlib

import pytest

from storage.mail import inbox
from tests.world import ADDRESS, ANA, ANTONIO, CARLOS, CONCEICAO, MARIA, PAULO, PNG, World


def test_the_representative_gets_the_number_and_the_group_gets_everything(world: World) -> None:
    mail = world.mail_in(MARIA, "[12] Portal indisponível", "Bom dia,\n\nErro ao acessar desde as 8h.", files={"tela.png": PNG})
    world.work_off()
    ticket = world.ticket()
    assert (ticket.number, ticket.status, ticket.code, ticket.group) == ("L_61123001", "assigned", 12, "21150.SR-1")
    ack = world.last(MARIA)
    assert ack.subject == "[L_61123001] Portal indisponível"
    assert ack.says("L_61123001", "21150.SR-1", "tela.png")
    with world.tools.database.reading() as session:
        assert ack.says(hashlib.sha256(inbox.raw(session, world.tools.evidence, mail)).hexdigest())
    for technician in (ANA, CARLOS):
        notice = world.last(technician)
        assert notice.subject == ack.subject
        assert notice.says("Erro ao acessar desde as 8h.", "SOLUCIONAR")
        assert notice.files == {"tela.png": PNG}
    assert len({letter.mail["Reply-To"] for letter in world.relay.letters}) == len(world.relay.letters), "a token of one's own"


def test_the_route_depends_on_the_entitys_region(world: World) -> None:
    world.mail_in(CONCEICAO, "[11] Como protocolar?")
    world.work_off()
    assert world.ticket().group == "21150.SR-3"
    assert world.letters(PAULO)
    assert not world.letters(ANA)


@pytest.mark.parametrize("code", range(1, 20))
def test_each_item_opens_a_ticket_by_code_and_by_path(world: World, code: int) -> None:
    path = world.tools.rules.catalog.item(code).title
    world.mail_in(MARIA, f"[{code}] Pedido de teste", files={"tela.png": PNG})
    world.mail_in(MARIA, f"{path}: Pedido pelo caminho", files={"tela.png": PNG})
    world.mail_in(MARIA, path.replace(" > ", ">>").lower(), files={"tela.png": PNG})
    world.work_off()
    assert world.count() == 3
    assert [world.ticket(f"L_6112300{n}").code for n in (1, 2, 3)] == [code] * 3
    assert world.ticket("L_61123002").title == "Pedido pelo caminho"


@pytest.mark.parametrize("subject", ["[20] Item que não existe", "12 representantes", "10:30 reunião", ""])
def test_without_a_code_no_ticket_and_nothing_lost(world: World, subject: str) -> None:
    kept = world.mail_in(MARIA, subject, "Não consigo acessar.")
    world.work_off()
    assert world.count() == 0
    assert world.outcome(kept) == "held-code"
    letter = world.last(MARIA)
    html = letter.mail.get_body(("html",))
    assert html is not None
    assert html.get_content().count('href="mailto:') >= 19
    for code in range(1, 20):
        assert letter.says(f"{code} - ")


def test_the_number_alone_opens_the_kept_mail_with_its_files_and_its_date(world: World) -> None:
    kept = world.mail_in(MARIA, "Portal fora do ar", "Erro desde cedo.", files={"tela.png": PNG})
    first = world.clock.at
    world.work_off()
    world.later(days=2)
    answer = world.reply(world.last(MARIA), "12")
    world.work_off()
    ticket = world.ticket()
    assert (ticket.code, ticket.title, ticket.opened_at, ticket.number) == (12, "Portal fora do ar", first, "L_61123001")
    assert world.last(ANA).files == {"tela.png": PNG}
    assert world.last(ANA).says("Erro desde cedo.")
    assert (world.outcome(kept), world.outcome(answer)) == ("opened", "completed")


def test_one_of_several_entities_is_asked_which(world: World) -> None:
    kept = world.mail_in(ANTONIO, "[9] Até quando vale o acordo?")
    world.work_off()
    assert (world.count(), world.outcome(kept)) == (0, "held-entity")
    question = world.last(ANTONIO)
    assert question.says("mais de uma entidade")
    world.reply(question, "2")
    world.work_off()
    assert world.ticket().entity == world.person(ANTONIO).entities[1]
    assert world.ticket().title == "Até quando vale o acordo?"


def test_without_code_and_with_two_entities_both_questions_are_answered_in_turn(world: World) -> None:
    world.mail_in(ANTONIO, "Vigência do acordo", "Até quando vale?")
    world.work_off()
    world.reply(world.last(ANTONIO), "9")
    world.work_off()
    assert world.count() == 0
    world.reply(world.last(ANTONIO), "1")
    world.work_off()
    assert (world.ticket().code, world.ticket().entity) == (9, world.person(ANTONIO).entities[0])


def test_help_is_the_catalogue(world: World) -> None:
    mail = world.mail_in(MARIA, "Ajuda", "AJUDA")
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert world.last(MARIA).says("19 - ")


def test_the_same_mail_twice_is_one_ticket(world: World) -> None:
    raw = b"From: %s\r\nTo: %s\r\nSubject: [11] Uma vez\r\nMessage-ID: <um@x.example>\r\n\r\nTexto\r\n" % (MARIA.encode(), ADDRESS.encode())
    first = world.raw_in(raw, login=world.person(MARIA).id)
    second = world.raw_in(b"Received: from outro\r\n" + raw, login=world.person(MARIA).id)
    world.work_off()
    assert world.count() == 1
    assert (world.outcome(first), world.outcome(second)) == ("opened", "duplicate")


def test_a_forged_copy_sent_first_does_not_displace_the_real_mail(world: World) -> None:
    raw = b"From: %s\r\nTo: %s\r\nSubject: [11] Uma vez\r\nMessage-ID: <um@x.example>\r\n\r\nTexto\r\n" % (MARIA.encode(), ADDRESS.encode())
    forged = world.raw_in(raw)
    world.work_off()
    real = world.raw_in(raw, login=world.person(MARIA).id)
    world.work_off()
    assert (world.outcome(forged), world.outcome(real)) == ("duplicate", "opened")


def test_a_message_id_used_again_with_other_content_is_a_mail_of_its_own(world: World) -> None:
    for text in ("Primeiro.", "Segundo."):
        world.mail_in(MARIA, "[11] Dúvida", text, headers={"Message-ID": "<mesmo@x.example>"})
    world.work_off()
    assert world.count() == 2


def test_a_ticket_number_is_never_reused_when_the_day_comes_round_after_ten_years(world: World) -> None:
    world.mail_in(MARIA, "[11] Em 2026")
    world.work_off()
    world.clock.at = world.clock.at.replace(year=2036)
    world.mail_in(MARIA, "[11] Em 2036")
    world.work_off()
    assert world.ticket().number == "L_61123002"
