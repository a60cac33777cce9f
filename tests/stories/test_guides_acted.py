"""Do the examples of the three guides do what their pages say? Each is sent through a whole gateway, as a reader would copy it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.world import ANA, CARLOS, JOAO, MARIA, PAULO, PNG, Letter, World

MARCOS = "marcos.teles@sr1.atendimento.example"
Act = Callable[[World, str], None]


def examples(guide: str) -> list[str]:
    return re.findall(r"^```\n(.*?)^```$", Path(f"docs/guia-{guide}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


def first(example: str) -> str:
    return example.splitlines()[0]


def send(world: World, example: str, sender: str = MARIA) -> int:
    """A new mail as the example shows it: subject, attachment, text."""
    head, _, body = example.partition("\n\n") if example.startswith("Assunto:") else ("", "", example)
    subject = re.search(r"^Assunto: (.*)$", head, re.MULTILINE)
    attachment = re.search(r"^Anexo: (.*)$", head, re.MULTILINE)
    mail = world.mail_in(sender, subject[1] if subject else "", body, files={attachment[1]: PNG} if attachment else None)
    world.work_off()
    return mail


def answer(world: World, letter: Letter, example: str, **more: object) -> str | None:
    """A reply; its disposition."""
    mail = world.reply(letter, example, **more)  # type: ignore[arg-type]
    world.work_off()
    return world.outcome(mail)


def opened(world: World, code: int = 12) -> Letter:
    """A ticket of Maria's: the technician's letter."""
    world.mail_in(MARIA, f"[{code}] Portal fora do ar", "Desde cedo.", files={"tela.png": PNG})
    world.work_off()
    return world.last(ANA)


def solved(world: World) -> Letter:
    """Her ticket with a solution: her letter."""
    answer(world, opened(world), "SOLUCIONAR\nO portal voltou.")
    return world.last(MARIA)


# --- representative


def by_code(world: World, example: str) -> None:
    send(world, example)
    assert (world.ticket().code, world.ticket().status, world.ticket().title) == (12, "assigned", "Portal fora do ar")
    assert world.last(MARIA).says("O número do chamado é L_61123001", "tela do erro.png")


def by_path(world: World, example: str) -> None:
    send(world, example)
    assert (world.ticket().code, world.ticket().title) == (9, "Até quando vale o nosso acordo?")


def without_number(world: World, example: str) -> None:
    assert world.outcome(send(world, example)) == "held-code"
    letter = world.last(MARIA)
    assert letter.text.index("\r\n18 - ") < letter.text.index("TODOS OS ASSUNTOS")
    assert letter.says("8 de dezembro de 2026"), "fifteen days"


def number_alone(world: World, example: str) -> None:
    kept = world.mail_in(MARIA, "senha bloqueada", "O representante errou a senha.")
    world.work_off()
    assert answer(world, world.last(MARIA), example) == "completed"
    assert (world.outcome(kept), world.ticket().code) == ("opened", 18)


def the_catalogue(world: World, example: str) -> None:
    assert world.outcome(send(world, example)) == "answered"
    assert world.last(MARIA).says("1 - SERVIÇO", "19 - PORTAL DE REQUERIMENTOS", "Assunto 12: Anexe as telas de erro")


def her_list(world: World, example: str) -> None:
    opened(world)
    assert world.outcome(send(world, example)) == "answered"
    assert world.last(MARIA).says("Nome: Portal fora do ar ID: L_61123001 Status: Processando (atribuído)")


def one_history(world: World, example: str) -> None:
    opened(world)
    assert world.outcome(send(world, example)) == "answered"
    assert world.last(MARIA).says("L_61123001", "Desde cedo.")


def her_file(world: World, example: str) -> None:
    opened(world)
    assert answer(world, world.last(MARIA), example) == "answered"
    assert world.last(MARIA).files["tela.png"] == PNG


def her_dossier(world: World, example: str) -> None:
    opened(world)
    assert answer(world, world.last(MARIA), example) == "answered"
    with zipfile.ZipFile(io.BytesIO(world.last(MARIA).files["dossie-L_61123001.zip"])) as dossier:
        assert "events.jsonl" in dossier.namelist()


def withdrawn(world: World, example: str) -> None:
    opened(world)
    assert answer(world, world.last(MARIA), example) == "ticket-withdrawn"
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "withdrawn")


def approved(world: World, example: str) -> None:
    assert answer(world, solved(world), example + "\nMuito obrigada!") == "approved"
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "approved")
    assert answer(world, world.last(MARIA), "O erro voltou.") == "after-closing"
    assert world.ticket().status == "closed"


def refused(world: World, example: str) -> None:
    assert answer(world, solved(world), example, files={"nova.png": PNG}) == "refused"
    assert (world.ticket().status, world.ticket().technician) == ("assigned", world.person(ANA).id)
    assert world.last(ANA).says("o erro continua, veja a nova tela.")


def a_comment(world: World, example: str) -> None:
    assert str(answer(world, solved(world), example)).startswith(("undecided", "commented"))
    assert world.ticket().status == "solved"
    assert world.last(ANA).says("Vou testar amanhã.")


def sent_evidence(code: int, outcome: str, **files: bytes) -> Act:
    """Item `code` came without what it asks for, which the answer brings, or explains."""

    def act(world: World, example: str) -> None:
        world.mail_in(MARIA, f"[{code}] Preciso de ajuda", "Desde cedo.", files={f"{name}.pdf": PNG for name in files})
        world.work_off()
        assert world.ticket().status == "pending"
        assert world.last(MARIA).says(example.strip())
        assert answer(world, world.last(MARIA), example) == outcome
        assert (world.ticket().status, world.ticket().group) == ("assigned", "21150.SR-1")

    return act


REPRESENTATIVE: dict[str, Act] = {
    "Assunto: [12] Portal fora do ar": by_code,
    "Assunto: ACORDO > MANUTENÇÃO DO ACORDO > VIGÊNCIA > CONSULTA: Até quando vale o nosso acordo?": by_path,
    "Assunto: senha bloqueada": without_number,
    "18": number_alone,
    "Assunto: CATÁLOGO": the_catalogue,
    "Atua só por esta entidade": sent_evidence(16, "evidence-complete"),
    "Os documentos estão todos nos arquivos enviados": sent_evidence(16, "evidence-complete", tudo=PNG),
    "Não consigo enviar": sent_evidence(12, "evidence-explained"),
    "CONSULTAR": her_list,
    "CONSULTAR L_61123001": one_history,
    "ANEXO 1": her_file,
    "PROVA": her_dossier,
    "CANCELAR": withdrawn,
    "APROVAR": approved,
    "RECUSAR: o erro continua, veja a nova tela.": refused,
    "Obrigada! Vou testar amanhã.": a_comment,
}

# --- supervisor


def asked_by_supervisor(world: World, example: str) -> None:
    opened(world)
    world.mail_in(MARIA, "[1] Segredo", "Vi uma fraude.")
    world.work_off()
    assert world.outcome(send(world, example, MARCOS)) == "answered"
    told = world.last(MARCOS)
    assert told.says("L_61123001", "Portal fora do ar")
    assert not told.says("Segredo")


def a_note(world: World, example: str) -> None:
    opened(world)
    entity = len(world.letters(MARIA))
    mail = world.mail_in(MARCOS, "Chamado L_61123001", example)
    world.work_off()
    assert world.outcome(mail) == "noted"
    assert world.last(ANA).says(example.strip().splitlines()[-1])
    assert len(world.letters(MARIA)) == entity


def given_to_carlos(world: World, example: str) -> None:
    opened(world)
    world.mail_in(MARCOS, "Chamado L_61123001", example)
    world.work_off()
    assert world.ticket().technician == world.person(CARLOS).id
    assert world.last(CARLOS).says("Você conhece o caso.", "Desde cedo.")
    assert world.last(CARLOS).files["tela.png"] == PNG


def given_to_a_group(world: World, example: str) -> None:
    opened(world)
    world.mail_in(MARCOS, "Chamado L_61123001", example)
    world.work_off()
    assert world.ticket().group == "21150.SR-3"
    assert world.last(PAULO).says("É da regional de vocês.", "Desde cedo.")
    assert any(letter.says("L_61123001", "21150.SR-3") for letter in world.letters(ANA)[1:])


def a_file_or_help(world: World, example: str) -> None:
    opened(world)
    mail = world.mail_in(MARCOS, "Chamado L_61123001", example)
    world.work_off()
    assert world.outcome(mail) == "answered"
    told = world.last(MARCOS)
    assert told.files["tela.png"] == PNG if example.startswith("ANEXO") else told.says("ATRIBUIR", "TRANSFERIR")


def not_his(world: World, example: str) -> None:
    opened(world)
    entity = len(world.letters(MARIA))
    mail = world.mail_in(MARCOS, "Chamado L_61123001", example)
    world.work_off()
    assert (world.outcome(mail), world.ticket().status, len(world.letters(MARIA))) == ("not-available", "assigned", entity)
    assert world.last(MARCOS).says("não está disponível para quem supervisiona")


def a_report(world: World, example: str) -> None:
    opened(world)
    send(world, example, MARCOS)
    assert world.last(MARCOS).says("Relatório do grupo 21150.SR-1")
    assert "relatorio.csv" in world.last(MARCOS).files


SUPERVISOR: dict[str, Act] = {
    "CONSULTAR": asked_by_supervisor,
    "CONSULTAR 21150.SR-1": asked_by_supervisor,
    "CONSULTAR L_61123001": asked_by_supervisor,
    "RELATÓRIO 30": a_report,
    "NOTA": a_note,
    "Alguém já falou com a Dataprev?": a_note,
    "ATRIBUIR carlos.pinto@sr1.atendimento.example": given_to_carlos,
    "TRANSFERIR 21150.SR-3": given_to_a_group,
    "ANEXO 1": a_file_or_help,
    "AJUDA": a_file_or_help,
    "SOLUCIONAR": not_his,
}

# --- technician


def carried_out(outcome: str, **after: str) -> Act:
    def act(world: World, example: str) -> None:
        assert answer(world, opened(world), example) == outcome
        assert {name: getattr(world.ticket(), name) for name in after} == after

    return act


def a_solution(world: World, example: str) -> None:
    """One of the two examples gives a second order in the same mail."""
    assert answer(world, opened(world), example) == ("noted" if "NOTA" in example else "solved")
    assert world.ticket().status == "solved"
    assert world.last(MARIA).says("O portal voltou às 14h.", "30 de novembro de 2026")


def taken_back(world: World, example: str) -> None:
    solved(world)
    assert answer(world, world.last(ANA), example) == "undone"
    assert world.ticket().status == "assigned"


def answered(world: World, example: str) -> None:
    notice = opened(world)
    number = 1 if example.startswith("ANEXO") else None
    assert answer(world, notice, example.replace("ANEXO 2", f"ANEXO {number}")) == "answered"
    assert world.letters(ANA)[-1] is not notice


TECHNICIAN: dict[str, Act] = {
    "SOLUCIONAR": a_solution,
    "DESFAZER": taken_back,
    "PENDENTE": carried_out("asked", status="pending"),
    "NOTA": carried_out("noted", status="assigned"),
    "ASSUMIR": carried_out("taken", technician="ana.barros"),
    "ATRIBUIR carlos.pinto@sr1.atendimento.example": carried_out("assigned", technician="carlos.pinto"),
    "TRANSFERIR 21150.SR-3": carried_out("transferred", group="21150.SR-3", technician=""),
    "FORA DO ESCOPO": carried_out("declined", status="solved"),
    "CONSULTAR": answered,
    "CONSULTAR L_61123001": answered,
    "ANEXO 2": answered,
    "PROVA L_61123001": answered,
    "AJUDA": answered,
}


def corrected(world: World, example: str) -> None:
    assert answer(world, opened(world, 11), example) == "reclassified"
    assert world.ticket().code == 13


def made_one(world: World, example: str) -> None:
    first, _ = opened(world, 11), opened(world)
    assert answer(world, first, example) == "merged"
    assert world.ticket("L_61123001").merged_into == "L_61123002"


def many(world: World, example: str) -> None:
    lead, other = opened(world), opened(world)
    assert answer(world, lead, "INCIDENTE") == "leads"
    if example.strip() != "INCIDENTE":
        assert answer(world, other, example) == "joined"
        assert world.ticket("L_61123002").incident == "L_61123001"


def in_the_name_of(world: World, example: str) -> None:
    mail = world.mail_in(ANA, "[11] Portal fora do ar", example)
    world.work_off()
    assert (world.outcome(mail), world.ticket().requester) == ("opened", world.person(MARIA).id)


TECHNICIAN |= {
    "RECLASSIFICAR 13": corrected,
    "MESCLAR L_61123002": made_one,
    "INCIDENTE": many,
    "INCIDENTE L_61123001": many,
    "EM NOME DE maria@str-valesereno.example": in_the_name_of,
}
GUIDES = {"representante": REPRESENTATIVE, "supervisor": SUPERVISOR, "tecnico": TECHNICIAN}
ACTED = [(guide, example) for guide, acts in GUIDES.items() for example in examples(guide) if first(example) in acts]


@pytest.mark.parametrize(("guide", "example"), ACTED, ids=[f"{guide}: {first(example)}" for guide, example in ACTED])
def test_an_example_does_what_the_page_says(world: World, guide: str, example: str) -> None:
    GUIDES[guide][first(example)](world, example)
    assert not world.letters(JOAO), "nobody else of the entity hears"


@pytest.mark.parametrize("guide", ["representante", "supervisor"])
def test_every_example_is_acted_out_and_every_act_stands_on_its_page(guide: str) -> None:
    assert [first(example) for example in examples(guide)] == list(GUIDES[guide])


def test_the_technicians_examples_are_all_acted_out() -> None:
    assert set(TECHNICIAN) == {first(example) for example in examples("tecnico")}


@pytest.mark.parametrize("guide", list(GUIDES))
def test_a_guide_is_short(guide: str) -> None:
    assert len(Path(f"docs/guia-{guide}.md").read_text("utf-8").split()) < 1000
