"""Item 16 asks for three documents, or for the answer that they are not needed: told by file names, by their number, or by words."""

import pytest

from tests.stories.test_evidence import WHOLE, answered, opened, state
from tests.world import ANA, MARIA, World

ASK = "[16] Cadastrar representante"
TCMS, PAPER, COURSE = "TCMS – Termo de Compromisso", "cópia de documento de identificação", "Declaração de Participação"


def pdfs(*names: str) -> dict[str, bytes]:
    return {name: b"%PDF-1.4\n" + name.encode() for name in names}


def test_the_receipt_asks_with_two_buttons_and_shows_the_checklist(world: World) -> None:
    letter = opened(world, ASK)
    assert state(world) == ("pending", "")
    assert letter.says(f"- {TCMS}", f"- {PAPER}", f"- {COURSE}", "A pessoa a cadastrar representa mais de uma entidade?")
    assert letter.says("responda “Atua só por esta entidade”", "Cadastradores externos, verifiquem antes")
    assert "Atua%20s%C3%B3%20por%20esta%20entidade" in letter.text
    assert WHOLE not in letter.text, "no file has come that could hold them"


@pytest.mark.parametrize(
    "words",
    [
        "Atua só por esta entidade",
        "ATUA SO POR ESTA ENTIDADE.",
        "Bom dia,\n\nNão, atua só por esta entidade!\n\nMaria",
        "“Atua só por esta entidade”, obrigada.",
    ],
)
def test_who_serves_one_entity_needs_no_documents(world: World, words: str) -> None:
    opened(world, ASK)
    assert answered(world, words) == "evidence-complete"
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(MARIA).says("Recebemos sua resposta")
    assert world.last(ANA).says("os documentos não são necessários", "atua só por esta entidade")
    assert "Sem evidência" not in world.last(ANA).text


def test_the_first_mail_may_say_so_in_a_line_of_its_own(world: World) -> None:
    opened(world, ASK, "Favor cadastrar Joana Prado.\nAtua só por esta entidade.\nObrigada")
    assert state(world) == ("assigned", "21150.SR-1")


@pytest.mark.parametrize(
    "words", ["Não atua só por esta entidade.", "Atua só por esta entidade?", "Ela atua só por esta entidade ou por duas", "Não"]
)
def test_what_is_not_that_answer_spares_nothing(world: World, words: str) -> None:
    opened(world, ASK, f"Favor cadastrar.\n{words}")
    assert state(world) == ("pending", "")


def test_documents_come_one_by_one_and_each_answer_says_what_is_left(world: World) -> None:
    letter = opened(world, ASK, files=pdfs("RG-frente.pdf", "RG-verso.pdf"))
    assert state(world) == ("pending", "")
    assert letter.says(f"- {TCMS}", f"- {COURSE}", f"responda “{WHOLE}”")
    assert f"- {PAPER}" not in letter.text
    assert answered(world, "Segue o termo.", files=pdfs("termo_joana.pdf")) == "evidence-missing"
    assert world.last(MARIA).says("Recebemos seu arquivo", f"- {COURSE}", "termo_joana.pdf", "aceito")
    assert f"- {TCMS}" not in world.last(MARIA).text
    assert answered(world, "E a outra.", files=pdfs("DeclaracaoPEP.pdf")) == "evidence-complete"
    notice = world.last(ANA)
    assert set(notice.files) == {"RG-frente.pdf", "RG-verso.pdf", "termo_joana.pdf", "DeclaracaoPEP.pdf"}
    assert notice.says("identificação: RG-frente.pdf, RG-verso.pdf", "Sigilo: termo_joana.pdf", "PEP: DeclaracaoPEP.pdf")


def test_all_three_at_once(world: World) -> None:
    opened(world, ASK, files=pdfs("TCMS.pdf", "cnh.pdf", "declaração.pdf"))
    assert state(world) == ("assigned", "21150.SR-1")


def test_names_that_tell_nothing_count_one_each(world: World) -> None:
    opened(world, ASK, files=pdfs("scan001.pdf", "scan002.pdf"))
    assert world.last(MARIA).says(f"- {COURSE}")
    assert answered(world, "", files=pdfs("scan003.pdf")) == "evidence-complete"


def test_the_same_file_again_is_nothing_new(world: World) -> None:
    opened(world, ASK, files=pdfs("scan001.pdf", "scan002.pdf"))
    assert answered(world, "", files=pdfs("scan001.pdf")) == "evidence-missing"
    assert world.last(MARIA).says("scan001.pdf", "não conta: igual a outro arquivo já recebido")


def test_one_file_may_hold_them_all(world: World) -> None:
    opened(world, ASK, files=pdfs("tudo.pdf"))
    assert state(world) == ("pending", "")
    assert answered(world, f"{WHOLE}.") == "evidence-complete"
    assert world.last(ANA).says("os documentos estão todos nos arquivos enviados. Confira")


def test_one_file_that_says_so_itself_is_enough(world: World) -> None:
    opened(world, ASK, WHOLE, files=pdfs("tudo.pdf"))
    assert state(world) == ("assigned", "21150.SR-1")


def test_without_any_file_they_are_in_none(world: World) -> None:
    opened(world, ASK)
    assert answered(world, WHOLE) == "evidence-missing"
    assert state(world) == ("pending", "")


def test_files_that_go_on_coming_are_no_circle(world: World) -> None:
    opened(world, ASK, files=pdfs("TCMS.pdf"))
    for n, name in enumerate(("TCMS-2.pdf", "TCMS-3.pdf", "TCMS-4.pdf")):
        assert answered(world, f"Segue a página {n}.", files=pdfs(name)) == "evidence-missing"
    assert state(world) == ("pending", "")
