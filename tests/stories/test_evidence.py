"""Evidence as a conversation: what is missing is asked, and the ticket goes to its group when it has come, or cannot come."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.mails.making.mail import picture
from tests.stories import writing
from tests.stories.test_logos import SCREEN, shown
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World

END = datetime(2026, 12, 9, 2, 59, 59, tzinfo=UTC)  # 15 days after Monday 23 November: 8 December in Brasília, a working day
WHOLE = "Os documentos estão todos nos arquivos enviados"
UNABLE = "Não consigo enviar"
SCREENS = {12: "tela de erro de acesso ao Portal de Atendimento", 13: "tela de erro do Portal", 14: "tela de erro do Portal"}


@pytest.fixture
def receipt(world: World) -> Letter:
    """Maria opened item 12 without a screen: the letter that asks for it."""
    return opened(world, "[12] Portal fora do ar")


def opened(world: World, subject: str, body: str = "Desde as 8h.", **more: object) -> Letter:
    world.mail_in(MARIA, subject, body, **more)  # type: ignore[arg-type]  # passed on
    world.work_off()
    return world.last(MARIA)


def answered(world: World, body: str, **more: object) -> str | None:
    """Maria answers the newest letter; the disposition."""
    mail = world.reply(world.last(MARIA), body, **more)  # type: ignore[arg-type]  # passed on
    world.work_off()
    return world.outcome(mail)


def state(world: World) -> tuple[str, str]:
    return world.ticket().status, world.ticket().group


@pytest.mark.parametrize("code", [12, 13, 14])
def test_without_its_screen_the_ticket_has_a_number_and_waits(world: World, code: int) -> None:
    letter = opened(world, f"[{code}] Portal fora do ar")
    ticket = world.ticket()
    assert (state(world), ticket.deadline_at, ticket.first_answer_at) == (("pending", ""), END, None)
    assert {x.to for x in world.letters()} == {MARIA}, "no technician hears"
    assert letter.says(ticket.number, "Pendente", f"- {SCREENS[code]}", "terça-feira, 8 de dezembro de 2026, 23h59", UNABLE, "CANCELAR")
    assert letter.says("Cadastradores externos, verifiquem antes" if code == 12 else "Anexe as telas de erro")
    assert answered(world, "Segue a tela.", files={"tela.png": PNG}) == "evidence-complete"
    assert (state(world), world.ticket().deadline_at) == (("assigned", "21150.SR-1"), None)
    assert world.last(MARIA).says("Recebemos o que faltava", "21150.SR-1")
    for technician in (ANA, CARLOS):
        notice = world.last(technician)
        assert notice.says("O PEDIDO, NAS PALAVRAS DE", "Desde as 8h.", "Segue a tela.", f"- {SCREENS[code]}", ": tela.png")
        assert notice.files["tela.png"] == PNG
    told = len(world.letters(MARIA))
    world.later(days=40)
    assert len(world.letters(MARIA)) == told, "nothing waits any more"


def test_with_its_screen_the_ticket_goes_to_its_group_at_once(world: World) -> None:
    letter = opened(world, "[12] Portal fora do ar", files={"tela.png": PNG})
    assert state(world) == ("assigned", "21150.SR-1")
    assert letter.says("tela.png", "aceito")
    assert world.last(ANA).says("O QUE ESTE ASSUNTO PEDE", f"- {SCREENS[12]} (novorequerimento.inss.gov.br): tela.png")
    assert not world.last(ANA).says("Sem evidência")


def test_an_item_without_evidence_asks_for_none(world: World) -> None:
    assert not opened(world, "[11] Como protocolar?").says("falta")
    assert state(world) == ("assigned", "21150.SR-1")
    assert "O QUE ESTE ASSUNTO PEDE" not in world.last(ANA).text


def test_a_screen_pasted_into_the_text_counts(world: World) -> None:
    shown(world, "[12] Portal fora do ar", "Erro ao acessar.", SCREEN)
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")


def test_the_logo_of_a_signature_does_not(world: World) -> None:
    shown(world, "[12] Portal fora do ar", "Erro ao acessar.", picture(120, 60))
    world.work_off()
    assert state(world) == ("pending", "")
    assert world.last(MARIA).says("image001.png", "não conta: imagem de assinatura")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("tela.png", b"", "arquivo vazio"),
        ("tela.exe", b"MZ" + b"\0" * 200, "programa; por segurança não é aceito"),
        ("tela.png", b"<html><script>x</script></html>", "o conteúdo não é do tipo que o nome diz"),
    ],
)
def test_a_file_that_shows_nothing_is_named_with_its_reason(world: World, name: str, content: bytes, why: str) -> None:
    assert opened(world, "[13] Erro ao anexar", files={name: content}).says(name, f"não conta: {why}", "falta enviar")
    assert state(world) == ("pending", "")


def test_the_targets_pause_until_it_has_come(world: World, receipt: Letter) -> None:
    before = world.ticket().solution_due_at
    assert receipt
    assert before
    world.later(days=7)
    answered(world, "", files={"tela.png": PNG})
    assert world.ticket().solution_due_at == before + timedelta(days=7)


def test_a_question_is_answered_with_what_is_missing_and_an_explanation_goes_to_the_group(world: World, receipt: Letter) -> None:
    assert answered(world, "Que tela é essa?") == "evidence-missing"
    assert receipt
    assert world.last(MARIA).says("Recebemos sua mensagem", f"- {SCREENS[12]}", UNABLE)
    assert state(world) == ("pending", "")
    assert answered(world, "O portal nem abre, a página fica em branco.") == "evidence-explained"
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(MARIA).says("está com a equipe 21150.SR-1, mesmo sem", SCREENS[12])
    assert world.last(ANA).says("não veio", "Sem evidência", "Que tela é essa?", "a página fica em branco")


@pytest.mark.parametrize(
    "words", [UNABLE, "Não consigo anexar.", "Bom dia,\n\nnão consigo enviar a tela\n\nO celular quebrou.", "Sem a tela."]
)
def test_who_cannot_send_it_says_so_and_is_not_asked_again(world: World, receipt: Letter, words: str) -> None:
    assert answered(world, words) == "evidence-explained"
    assert receipt
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(ANA).says("Sem evidência")


def test_the_problem_itself_may_be_that_nothing_can_be_sent(world: World) -> None:
    """Item 13 is an error on attaching: in the first mail the words describe it."""
    opened(world, "[13] Erro ao anexar", "Não consigo anexar.")
    assert state(world) == ("pending", "")


def test_a_forgotten_file_is_asked_for_twice_and_thanks_explain_nothing(world: World, receipt: Letter) -> None:
    for words in ("Segue em anexo.", "Segue em anexo, de novo.", "Obrigada!\n\nMaria"):
        assert answered(world, words) == "evidence-missing"
    assert receipt
    assert state(world) == ("pending", "")
    assert answered(world, "Vou enviar amanhã.") == "evidence-explained", "nobody writes in circles"


def test_an_empty_answer_is_told_what_is_missing_too(world: World, receipt: Letter) -> None:
    assert [answered(world, ""), answered(world, "\n\n")] == ["evidence-missing"] * 2
    assert receipt
    assert state(world) == ("pending", "")


@pytest.mark.parametrize("words", ["APROVAR", "Aprovado", "RECUSAR: não serve", "NOTA\nx"])
def test_a_keyword_is_an_answer_like_any_other_and_decides_nothing(world: World, receipt: Letter, words: str) -> None:
    assert answered(world, words) == "evidence-missing"
    assert receipt
    assert (state(world), world.ticket().outcome) == (("pending", ""), "")


def test_cancelar_withdraws_and_no_technician_hears(world: World, receipt: Letter) -> None:
    assert answered(world, "CANCELAR") == "ticket-withdrawn"
    assert receipt
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "withdrawn")
    assert {x.to for x in world.letters()} == {MARIA}


def test_what_is_only_asked_is_answered_beside(world: World, receipt: Letter) -> None:
    assert answered(world, f"CONSULTAR {world.ticket().number}") == "answered"
    assert receipt
    assert world.last(MARIA).says("Pendente", "O chamado espera o que falta enviar")
    assert state(world) == ("pending", "")


def test_a_colleague_may_send_it_and_the_opener_hears(world: World, receipt: Letter) -> None:
    mail = world.mail_in(JOAO, receipt.subject, "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert (world.outcome(mail), state(world)) == ("evidence-complete", ("assigned", "21150.SR-1"))
    assert world.last(JOAO).says("Recebemos o que faltava")
    assert world.last(MARIA).says("João Batista Nogueira respondeu ao que pedimos")


def test_a_mere_claim_brings_nothing_until_it_is_confirmed(world: World, receipt: Letter) -> None:
    world.mail_in(MARIA, receipt.subject, "Segue.", login=False, files={"tela.png": PNG})
    world.work_off()
    assert state(world) == ("pending", "")
    world.reply(world.last(MARIA), "CONFIRMAR")
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")


def test_what_came_meanwhile_has_its_number(world: World, receipt: Letter) -> None:
    """Files are numbered in the order in which they came, and what the group gets names them so."""
    answered(world, "Este?", files={"vazio.png": b""})
    answered(world, "", files={"tela.png": PNG})
    assert receipt
    assert world.last(ANA).says("ANEXO 1: vazio.png", "ANEXO 2: tela.png")
    world.reply(world.last(ANA), "ANEXO 2")
    world.work_off()
    assert world.last(ANA).files == {"tela.png": PNG}


def test_the_same_mail_twice_counts_once(world: World, receipt: Letter) -> None:
    headers = {"In-Reply-To": str(receipt.mail["Message-ID"]), "Message-ID": "<duas@cliente.example>"}
    to = str(receipt.mail["Reply-To"])
    mails = [world.mail_in(MARIA, f"RES: {receipt.subject}", "Que tela?", to=to, headers=headers) for _ in range(2)]
    world.work_off()
    assert [world.outcome(mail) for mail in mails] == ["evidence-missing", "duplicate"]
    assert state(world) == ("pending", "")


def test_a_reclassified_ticket_is_not_asked_again(world: World) -> None:
    opened(world, "[11] Dúvida")
    world.reply(world.last(ANA), "RECLASSIFICAR 13")
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")


def test_the_record_tells_of_it_move_by_move(world: World, receipt: Letter) -> None:
    answered(world, "Que tela?")
    answered(world, "", files={"tela.png": PNG})
    assert receipt
    assert [e.kind for e in writing.events(world)] == ["open", "demand", "comment", "route"]
    world.check_record()
