"""Are the booklet's seven steps, its boxes and its approval kept, by mail? Each test bears the words that it keeps."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from storage.mail import inbox
from tests.wire.premises import NOON, Premises, registered
from tests.world import ADDRESS, ANA, CARLOS, MARIA, PNG, RITA, Letter, World

CPF, PASSWORD = "104.382.617-00", "carteiro"
TITLE, DESCRIPTION = "Portal fora do ar", "Desde as 8h ninguém consegue entrar."


def kept(*words: str) -> pytest.MarkDecorator:
    """The booklet's own words, as the test's id."""
    return pytest.mark.parametrize("words", words, ids=words)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[World, Premises]]:
    """A gateway behind a real listener, on one database."""
    world = World(tmp_path)
    world.clock.at = NOON
    premises = Premises(tmp_path, database=world.tools.database.url.render_as_string(hide_password=False))
    yield world, premises
    premises.close()
    world.work_off()
    world.check_record()
    world.close()


def plain(login: str, password: str) -> str:
    return "AUTH PLAIN " + b64encode(f"\0{login}\0{password}".encode()).decode()


def form(subject: str, body: str = DESCRIPTION, files: dict[str, bytes] | None = None) -> bytes:
    """The booklet's form, as a mail program writes it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = MARIA, ADDRESS, subject, f"<{len(subject)}@cliente.example>"
    mail["Date"] = NOON
    mail.set_content(body)
    for name, content in (files or {}).items():
        mail.add_attachment(content, maintype="image", subtype="png", filename=name)
    return mail.as_bytes()


def solved(world: World) -> Letter:
    """Maria's ticket with Ana's solution: the letter that asks to approve or refuse."""
    world.mail_in(MARIA, f"[12] {TITLE}", DESCRIPTION, files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nO portal voltou às 14h.")
    world.work_off()
    return world.last(MARIA)


@kept("1º Passo: Acesse o endereço eletrônico <https://suporte.inss.gov.br/act>.")
def test_one_address_takes_every_request(desk: tuple[World, Premises], words: str) -> None:
    assert words.startswith("1º")
    _, premises = desk
    caller = premises.call().greet()
    assert caller.say(plain(CPF, PASSWORD)).startswith("235")
    assert caller.say(f"MAIL FROM:<{MARIA}>").startswith("250")
    assert caller.say("RCPT TO:<outro@carteiro.example>").startswith("5")
    assert caller.say(f"RCPT TO:<{ADDRESS}>").startswith("250")


@kept(
    "2º Passo: O representante será direcionado para a tela inicial onde deverá informar CPF e senha (a mesma utilizada para acessar o "
    "Portal de Atendimento), para autenticação do LDAP."
)
def test_cpf_and_ldap_password_prove_who_writes(desk: tuple[World, Premises], words: str) -> None:
    assert "CPF e senha" in words
    world, premises = desk
    caller = premises.call().greet()
    assert caller.say(plain(CPF, PASSWORD)).startswith("235")
    registered(caller.deliver(form(f"[11] {TITLE}")))
    world.work_off()
    assert world.ticket().requester == world.person(MARIA).id


@kept("ATENÇÃO: Não use aqui a senha do Outlook, use a senha de acesso LDAP.")
def test_a_wrong_password_is_told_which_one_is_meant(desk: tuple[World, Premises], words: str) -> None:
    said = desk[1].call().greet().say(plain(CPF, "a-do-outlook"))
    assert said.startswith("535")
    assert "senha LDAP" in said
    assert "LDAP" in words
    assert "**não** é a senha do Outlook" in Path("docs/guia-representante.md").read_text("utf-8")


@kept(
    "3º Passo: O primeiro campo é a escolha do item de catálogo desejado",
    "Digite parte do nome ou selecione o item do catálogo que mais se aproxima do seu problema",
)
def test_the_item_is_chosen_first_or_found_by_a_part_of_its_name(world: World, words: str) -> None:
    if words.startswith("3º"):
        world.mail_in(MARIA, f"[14] {TITLE}", DESCRIPTION, files={"tela.png": PNG})
        world.work_off()
        assert (world.ticket().code, world.ticket().title) == (14, TITLE)
        return
    world.mail_in(MARIA, "prorrogação de acesso", "O acesso do João vence amanhã.")
    world.work_off()
    first = re.search(r"^(\d+) - ", world.last(MARIA).text, re.MULTILINE)
    assert first
    assert first[1] == "17"
    world.reply(world.last(MARIA), first[1])
    world.work_off()
    assert world.ticket().code == 17


@kept(
    "4º Passo: Após preencher o campo Título, Descrição, poderá ser anexado algum arquivo/documento que entenda relevante ao entendimento "
    "do chamado, importante anexar a tela de erro/indisponibilidade no caso de inoperância do sistema."
)
def test_title_description_and_files_reach_the_technician(world: World, words: str) -> None:
    assert "Título, Descrição" in words
    world.mail_in(MARIA, f"[12] {TITLE}", DESCRIPTION, files={"tela.png": PNG})
    world.work_off()
    notice = world.last(ANA)
    assert notice.says(f"Título: {TITLE}", DESCRIPTION)
    assert notice.files["tela.png"] == PNG
    assert world.last(MARIA).says("tela.png", "telas de erro de acesso ao Portal de Atendimento")


@kept("5º Passo: Após preencher os campos do formulário deverá clicar em “Enviar” para finalização e gravação do registro.")
def test_sending_puts_it_on_record_byte_for_byte(desk: tuple[World, Premises], words: str) -> None:
    assert "gravação do registro" in words
    world, premises = desk
    caller = premises.call().greet()
    caller.say(plain(CPF, PASSWORD))
    raw = form(f"[12] {TITLE}", files={"tela.png": PNG})
    mail = registered(caller.deliver(raw))
    with world.tools.database.reading() as session:
        assert inbox.raw(session, world.tools.evidence, mail) == raw


@kept("6º Passo: Ao final será gerado o número do chamado com a informação de que formulário foi salvo.")
def test_the_number_comes_with_the_word_that_it_was_received(world: World, words: str) -> None:
    assert "número do chamado" in words
    world.clock.at = datetime(2022, 5, 30, 20, 14, tzinfo=UTC)
    mail = world.mail_in(MARIA, "[11] Dúvidas sobre o Portal de Requerimentos", "Como protocolar?")
    world.work_off()
    receipt = world.last(MARIA)
    assert receipt.subject == "[L_20530001] Dúvidas sobre o Portal de Requerimentos", "the booklet's own number: 30-05-2022, the first"
    assert receipt.says("Recebemos seu pedido. O número do chamado é L_20530001.", "30/05/2022 17:14")
    with world.tools.database.reading() as session:
        assert receipt.says(hashlib.sha256(inbox.raw(session, world.tools.evidence, mail)).hexdigest())


@kept(
    "7º Passo: No canto superior esquerdo poderá acompanhar suas solicitações (ticket) os que estão “Processando”, ou seja, em "
    "atendimento, os que já foram “Solucionados” e os “Fechados”."
)
def test_consultar_shows_what_is_processed_solved_and_closed(world: World, words: str) -> None:
    letter = solved(world)
    world.reply(letter, "APROVAR")
    world.mail_in(MARIA, "[11] Segundo", "Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.mail_in(MARIA, "[11] Terceiro", "Como protocolar?")
    world.mail_in(MARIA, "CONSULTAR", "")
    world.work_off()
    told = world.last(MARIA).text
    parts = [told.index(heading) for heading in ("PROCESSANDO", "SOLUCIONADOS", "FECHADOS")]
    assert parts == sorted(parts)
    found = [told.index(f"Nome: {title}") for title in ("Terceiro", "Segundo", TITLE)]
    assert [p < f for p, f in zip(parts, found, strict=True)] == [True] * 3
    assert found[0] < parts[1] < found[1] < parts[2] < found[2]
    for column in ("Nome", "ID", "Status", "Data de abertura", "Última atualização", "Entidade", "Requerente"):
        assert told.count(f"{column}: ") == 3, "the columns of the booklet's picture"
    assert "Status: Processando (atribuído)" in told
    assert all(word in words for word in ("Processando", "Solucionados", "Fechados"))


@kept("Após o ticket ser solucionado aparecem as opções para “RECUSAR” ou “APROVAR” a solução.")
def test_a_solution_offers_both(world: World, words: str) -> None:
    letter = solved(world)
    assert letter.says("O portal voltou às 14h.")
    bodies = re.findall(r"^<mailto:.*body=(\w+)", letter.text, re.MULTILINE)
    assert bodies == ["APROVAR", "RECUSAR"]
    assert all(word in words for word in bodies)


@kept(
    "Caso a solução do ticket não atenda a solicitação, o representante pode recusá-lo, inserindo o motivo, telas, e dessa forma o ticket "
    "retorna para o status processando e será reaberto na caixa do técnico responsável pelo encerramento do ticket."
)
def test_a_refusal_takes_it_back_to_the_technician_who_solved_it(world: World, words: str) -> None:
    assert "motivo, telas" in words
    letter = solved(world)
    others = len(world.letters(CARLOS))
    world.reply(letter, "RECUSAR: o erro continua, veja a tela.", files={"outra tela.png": PNG})
    world.work_off()
    ticket = world.ticket()
    assert (ticket.status, ticket.technician) == ("assigned", world.person(ANA).id)
    assert world.last(ANA).says("o erro continua, veja a tela.")
    assert world.last(ANA).files["outra tela.png"] == PNG
    assert len(world.letters(CARLOS)) == others
    assert world.last(MARIA).says("Processando (atribuído)")


@kept("Caso seja aprovado o ticket passa pra status fechado não podendo ser reaberto.")
def test_an_approved_ticket_is_closed_for_good(world: World, words: str) -> None:
    assert "não podendo ser reaberto" in words
    letter = solved(world)
    world.reply(letter, "APROVAR")
    world.work_off()
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "approved")
    for text in ("RECUSAR: o erro voltou.", "O erro voltou.", "APROVAR"):
        world.reply(letter, text)
        world.work_off()
    assert (world.ticket().status, world.ticket().outcome, world.count()) == ("closed", "approved", 1)


@kept("O prazo para aprovar ou recusar o ticket pelo representante é de 07 (sete) dias.")
def test_seven_days_are_given(world: World, words: str) -> None:
    assert "07 (sete) dias" in words
    letter = solved(world)
    deadline = datetime(2026, 12, 1, 2, 59, 59, tzinfo=UTC)
    assert world.ticket().deadline_at == deadline
    assert letter.says("segunda-feira, 30 de novembro de 2026, 23h59, horário de Brasília", "7 dias")
    world.clock.at = deadline - timedelta(seconds=1)
    world.work_off()
    assert world.ticket().status == "solved"
    world.later(minutes=2)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "expired")


@kept("vai ter acesso a este canal de atendimento apenas os representantes gestores das Entidades que estão cadastrados com esse perfil")
def test_only_a_registered_gestor_opens_a_ticket(world: World, words: str) -> None:
    assert "apenas os representantes gestores" in words
    world.change(RITA, profile=frozenset())
    found = [world.mail_in(who, f"[11] {TITLE}") for who in (RITA, "sebastiao@str-valesereno.example", ANA)]
    world.work_off()
    assert ([world.outcome(mail) for mail in found], world.count()) == (["not-entitled"] * 3, 0)
    assert world.last(ANA).says("representantes gestores das entidades")


@kept(
    "não estão contemplados assuntos referentes ao Reconhecimento de Diretos dos requerimentos realizados pelas Entidades neste canal de "
    "atendimento, como: prazo de análise, dúvidas de exigências e outras relacionadas à análise do requerimento por parte do INSS."
)
def test_recognition_of_rights_is_sent_to_its_own_channel(world: World, words: str) -> None:
    assert "prazo de análise" in words
    world.mail_in(MARIA, "Prazo de análise", "Como cumpro a exigência do requerimento?")
    world.mail_in(MARIA, "[11] Prazo de análise", "Já se passaram 90 dias.")
    world.work_off()
    scope = world.tools.rules.catalog.organization.out_of_scope
    assert any(letter.says(scope) for letter in world.letters(MARIA))
    world.reply(world.last(ANA), "FORA DO ESCOPO")
    world.work_off()
    assert world.last(MARIA).says(scope, "135")
