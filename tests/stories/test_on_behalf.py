"""EM NOME DE: a technician opens a ticket for a representative who called; who learns what of it, and what is refused."""

import json
from datetime import timedelta

import pytest

from storage.record import events
from tests.stories import writing
from tests.stories.handed import HELENA, MARCOS, write
from tests.world import ADDRESS, ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, World

SEBASTIAO = "sebastiao@str-valesereno.example"
RIBEIRAO, PORTO_CLARO = "49630527000122", "38529416000111"


def call(world: World, text: str, subject: str = "[11] Como protocolar?", *, sender: str = ANA, login: bool = True, **more: object) -> str:
    mail = world.mail_in(sender, subject, text, login=login, **more)  # type: ignore[arg-type]  # files
    world.work_off()
    return str(world.outcome(mail))


@pytest.mark.parametrize(
    "text",
    [
        f"EM NOME DE {MARIA}\nEla não acha o botão.",
        f"Bom dia,\n\nEm nome de: <{MARIA}>\n\nEla não acha o botão.",
        f"Em nome de {MARIA}: Ela não acha o botão.",
    ],
)
def test_the_ticket_is_the_callers(world: World, text: str) -> None:
    assert call(world, text, files={"tela.png": PNG}) == "opened"
    ticket = world.ticket()
    assert (ticket.requester, ticket.entity, ticket.title) == (world.person(MARIA).id, "27418305000100", "Como protocolar?")
    receipt = world.last(MARIA)
    assert receipt.says(
        "O número do chamado é L_61123001", "Ana Lúcia Barros abriu o chamado em seu nome, depois do seu contato", "CANCELAR"
    )
    assert receipt.says("tela.png")
    assert world.last(CARLOS).says("Ana Lúcia Barros, em nome de Maria Aparecida da Conceição".upper(), "Ela não acha o botão.")
    assert world.last(CARLOS).files == {"tela.png": PNG}
    answer = world.last(ANA)
    assert answer.says(
        "Abrimos o chamado L_61123001 em nome de Maria Aparecida da Conceição", "com o grupo 21150.SR-1", "Ela não acha o botão."
    )


def test_the_record_says_who_opened_it_and_for_whom(world: World) -> None:
    call(world, f"EM NOME DE {MARIA}\nEla não acha o botão.")
    opened = writing.events(world)[0]
    facts = json.loads(opened.payload)["facts"]
    with world.tools.database.reading() as session:
        beside = events.beside(session, opened.id)
    assert (opened.kind, opened.by) == ("open", world.person(ANA).id)
    assert (beside["in_the_name_of"], beside["by"], facts["proof"]) == (world.person(MARIA).id, world.person(ANA).id, "login")
    call(world, "CONSULTAR L_61123001", "Consulta", sender=MARIA)
    assert world.last(MARIA).says("Ana Lúcia Barros, em nome de Maria Aparecida da Conceição (representante)", "Ela não acha o botão.")


def test_the_caller_decides_and_the_technician_answers(world: World) -> None:
    call(world, f"EM NOME DE {MARIA}\nEla não acha o botão.")
    assert write(world, world.last(ANA), "SOLUCIONAR\nÉ no alto da página.") == "solved"
    world.clock.at += timedelta(minutes=1)
    assert write(world, world.last(MARIA), "APROVAR", login=False) == "approved"


def test_the_caller_who_did_not_ask_withdraws_it(world: World) -> None:
    call(world, f"EM NOME DE {MARIA}\nEla não acha o botão.")
    assert write(world, world.last(MARIA), "CANCELAR", login=False) == "ticket-withdrawn"


def test_a_technician_of_another_group_learns_where_it_went(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}\nEla não acha o botão.", sender=PAULO) == "opened"
    answer = world.last(PAULO)
    assert answer.says("L_61123001", "com o grupo 21150.SR-1", "Você não precisa fazer mais nada.")
    assert str(answer.mail["Reply-To"]) == ADDRESS
    assert write(world, answer, "E o prazo?") == "not-theirs"


def test_of_a_confidential_one_a_technician_outside_learns_the_number(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}\nUm caso grave.", "[1] Denúncia", sender=PAULO) == "opened"
    group = world.ticket().group
    answer = world.last(PAULO)
    assert group == "21150.SR-1"
    assert answer.says("Abrimos o chamado L_61123001", "É um chamado sigiloso")
    assert not answer.says(group)
    assert world.ticket().confidential
    assert not world.letters(JOAO)
    call(world, "CONSULTAR L_61123001", "Consulta", sender=PAULO)
    assert not world.last(PAULO).says("Um caso grave.")


def test_without_a_code_the_list_comes_and_the_number_alone_opens_it(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}\nEla não acha o botão.", "Uma ligação") == "held-code"
    assert world.last(ANA).says("responda só com o número")
    assert write(world, world.last(ANA), "11", login=False) == "completed"
    assert world.ticket().requester == world.person(MARIA).id
    assert world.last(MARIA).says("Ana Lúcia Barros abriu o chamado em seu nome")
    asked = next(x for x in world.letters(ANA) if x.says("responda só com o número"))
    assert write(world, asked, "11") == "already-open"
    assert not [x for x in world.letters(MARIA) if x.says("respondeu")]


@pytest.mark.parametrize("below", [RIBEIRAO, "49.630.527/0001-22", "Cnpj: 49.630.527/0001-22"])
def test_a_cnpj_says_for_which_entity(world: World, below: str) -> None:
    assert call(world, f"EM NOME DE {ANTONIO}\n{below}\nEle não acha o botão.") == "opened"
    assert world.ticket().entity == RIBEIRAO
    assert world.last(ANTONIO).says("Ana Lúcia Barros abriu o chamado")
    assert world.last(CARLOS).says("Ele não acha o botão.")
    assert not world.last(CARLOS).says("49")


def test_a_cnpj_behind_the_address(world: World) -> None:
    assert call(world, f"EM NOME DE {ANTONIO} {PORTO_CLARO}\nEle não acha o botão.") == "opened"
    assert world.ticket().entity == PORTO_CLARO


@pytest.mark.parametrize("below", ["", "11222333000144\n", "Ligou às 9h30 do telefone 38529416000111.\n"])
def test_who_serves_several_is_asked_for_and_the_place_alone_opens_it(world: World, below: str) -> None:
    assert call(world, f"EM NOME DE {ANTONIO}\n{below}Ele não acha o botão.") == "held-entity"
    asked = world.last(ANA)
    assert asked.says("Antônio de Pádua Lima representa mais de uma entidade", "1 - Associação dos Aposentados de Porto Claro")
    assert not world.letters(ANTONIO)
    assert write(world, asked, "7", login=False) == "asked-again"
    assert write(world, world.last(ANA), "2", login=False) == "completed"
    ticket = world.ticket()
    assert (ticket.entity, ticket.requester) == (RIBEIRAO, world.person(ANTONIO).id)
    assert world.last(CARLOS).says("Ele não acha o botão.", "Ana Lúcia Barros, em nome de Antônio de Pádua Lima".upper())


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("EM NOME DE", "A primeira linha não traz o e-mail de quem ligou."),
        ("EM NOME DE Maria", "A primeira linha não traz o e-mail de quem ligou."),
        ("EM NOME DE ninguem@fora.example", "O cadastro não conhece ninguém com o endereço ninguem@fora.example"),
        (f"EM NOME DE {SEBASTIAO}", "Sebastião Alves Prado não está mais no cadastro. Peça à entidade"),
        (f"EM NOME DE {HELENA}", "Helena Matos não está no cadastro como gestor de uma entidade."),
        (f"EM NOME DE {ANA}", "Ana Lúcia Barros não está no cadastro como gestor de uma entidade."),
    ],
)
def test_what_cannot_be_opened_is_said(world: World, first: str, words: str) -> None:
    assert call(world, f"{first}\nO portal não abre.") == "not-possible"
    assert world.last(ANA).says(words)
    assert world.count() == 0
    assert {x.to for x in world.letters()} == {ANA}


def test_nobody_opens_by_a_mere_claim(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}\nO portal não abre.", login=False) == "held-claimed"
    held = world.last(ANA)
    write(world, held, "CONFIRMAR", login=False)
    assert world.count() == 0
    assert world.last(ANA).says("Para abrir um chamado em nome de outra pessoa, entre com CPF e senha")
    assert not world.letters(MARIA)


def test_an_aligned_mail_will_do(world: World) -> None:
    writing.with_dns(world, writing.zone(ANA))
    mail = writing.signed_in(world, ANA, "[11] Como protocolar?", f"EM NOME DE {MARIA}\nEla não acha o botão.")
    world.work_off()
    assert world.outcome(mail) == "opened"


def test_a_representatives_words_are_text(world: World) -> None:
    assert call(world, f"EM NOME DE {JOAO}\nEle pediu que eu escrevesse.", sender=MARIA) == "opened"
    assert world.ticket().requester == world.person(MARIA).id
    assert world.last(ANA).says(f"EM NOME DE {JOAO}", "Ele pediu que eu escrevesse.")
    assert not world.letters(JOAO)


def test_a_supervisor_opens_none(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}\nO portal não abre.", sender=MARCOS) == "not-entitled"
    assert world.count() == 0


def test_one_who_answers_and_represents_opens_for_others_and_for_the_own_entity(world: World) -> None:
    world.change(ANA, profile=frozenset({"tecnico", "gestor"}), entities=(PORTO_CLARO,))
    assert call(world, f"EM NOME DE {CONCEICAO}\nEla não acha o botão.") == "opened"
    assert world.ticket().requester == world.person(CONCEICAO).id
    assert call(world, f"EM NOME DE {ANA}\nEu não acho o botão.") == "opened"
    assert world.ticket().requester == world.person(ANA).id
    assert not world.last(ANA).says("em seu nome")
    assert call(world, "Não acho o botão.") == "opened"


def test_in_the_thread_of_a_ticket_it_opens_none(world: World) -> None:
    call(world, "Não acho o botão.", sender=MARIA)
    assert write(world, world.last(ANA), f"EM NOME DE {JOAO}\nEle também.") == "not-possible"
    assert world.last(ANA).says("EM NOME DE abre um chamado novo, e esta é a conversa do L_61123001", "Escreva um e-mail novo")
    assert world.count() == 1


def test_sent_twice_it_is_opened_once(world: World) -> None:
    headers = {"Message-ID": "<ligacao@sr1.example>"}
    assert [call(world, f"EM NOME DE {MARIA}\nO mesmo.", headers=headers) for _ in range(2)] == ["opened", "duplicate"]
    assert world.count() == 1


def test_without_words_the_title_is_the_request(world: World) -> None:
    assert call(world, f"EM NOME DE {MARIA}") == "opened"
    assert world.last(CARLOS).says("Como protocolar?")


def test_what_was_written_stays_text(world: World) -> None:
    call(world, f"EM NOME DE {MARIA}\n<script>x</script> {{{{7*7}}}}", "[11] <b>x</b>")
    for reader in (MARIA, ANA, CARLOS):
        page = world.last(reader).mail.get_body(("html",))
        assert page is not None
        assert "<script>" not in page.get_content()
        assert "<b>x</b>" not in page.get_content()
    assert world.last(ANA).says("{{7*7}}")
