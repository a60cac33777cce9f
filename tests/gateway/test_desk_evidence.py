"""Which evidence has come is a function of the item, the files and the words: every way of saying it, and every way of not saying it."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from gateway import catalog
from gateway.catalog import CatalogError, Item
from gateway.desk import evidence
from gateway.desk.scene import FileRef
from gateway.desk.voucher import judged
from gateway.shipped import find

CATALOG = catalog.load(find("catalog.yml"))
PAPERS = CATALOG.item(16)
TCMS, PAPER, COURSE = PAPERS.evidence


def ref(name: str, *, counts: bool = True, content: str = "") -> FileRef:
    return FileRef(1, 1, name, "application/pdf", 1, sha256((content or name).encode()).hexdigest(), counts)


def missing(item: Item, names: Sequence[str], *texts: str) -> tuple[str, ...]:
    return evidence.look(item, [ref(name) for name in names], texts).missing


@pytest.mark.parametrize("code", [12, 13, 14])
def test_one_file_that_shows_something_is_enough(code: int) -> None:
    item = CATALOG.item(code)
    assert evidence.look(item, (), ()).missing == item.evidence
    assert evidence.look(item, (ref("logo.png", counts=False),), ("Segue a tela.",)).missing == item.evidence
    found = evidence.look(item, (ref("a.png"), ref("b.png")), ())
    assert [[f.name for f in files] for _, files in found.asked] == [["a.png", "b.png"]]
    assert found.missing == ()


def test_an_item_that_asks_nothing_lacks_nothing() -> None:
    assert missing(CATALOG.item(11), ()) == ()


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ([], (TCMS, PAPER, COURSE)),
        (["TCMS.pdf"], (PAPER, COURSE)),
        (["Termo de Compromisso assinado.pdf"], (PAPER, COURSE)),
        (["termo_joana.pdf"], (PAPER, COURSE)),
        (["RG.jpg"], (TCMS, COURSE)),
        (["CNH-joana-frente.jpg"], (TCMS, COURSE)),
        (["rg2.jpg"], (TCMS, COURSE)),
        (["identidade.pdf"], (TCMS, COURSE)),
        (["IDENTIFICAÇÃO.PDF"], (TCMS, COURSE)),
        (["identificac\u0327a\u0303o.pdf"], (TCMS, COURSE)),
        (["Declaração.pdf"], (TCMS, PAPER)),
        (["declaracao-escola-pep.pdf"], (TCMS, PAPER)),
        (["DeclaracaoPEP.pdf"], (TCMS, PAPER)),
        (["certificado PEP.pdf"], (TCMS, PAPER)),
        (["RG-frente.jpg", "RG-verso.jpg"], (TCMS, COURSE)),
        (["documento-tcms.pdf"], (PAPER, COURSE)),
        (["documento-tcms.pdf", "tcms.pdf"], (COURSE,)),
        (["documento da declaração.pdf", "rg.pdf", "tcms.pdf"], ()),
        (["scan.pdf"], (PAPER, COURSE)),
        (["scan.pdf", "TCMS.pdf"], (COURSE,)),
        (["carga.pdf", "energia.pdf", "repetido.pdf"], ()),
        (["TCMS.pdf", "RG.pdf", "Declaração.pdf", "extra.pdf"], ()),
    ],
)
def test_names_tell_what_a_file_is_and_others_count_for_what_is_left(names: list[str], left: tuple[str, ...]) -> None:
    assert missing(PAPERS, names) == left


def test_the_same_bytes_count_once() -> None:
    files = (ref("a.pdf", content="x"), ref("b.pdf", content="x"))
    assert evidence.look(PAPERS, files, ()).missing == (PAPER, COURSE)
    assert [(f.evidence, f.why) for f in judged(files)] == [(True, ""), (False, "duplicate")]
    assert [f.why for f in judged(files[1:], files[:1])] == ["duplicate"]


@pytest.mark.parametrize(
    "text",
    [
        "Atua só por esta entidade",
        "atua so por esta entidade",
        "ATUA SÓ POR ESTA ENTIDADE!!!",
        '"Atua só por esta entidade."',
        "Não, atua só por esta entidade.",
        "Bom dia.\nAtua só por esta entidade.\nMaria",
        "- Atua só por esta entidade",
        "Atua só por esta entidade, obrigada.",
        "Atua  só por esta entidade 🙂",
    ],
)
def test_the_answer_that_spares_the_documents(text: str) -> None:
    assert evidence.look(PAPERS, (), (text,)).settled == evidence.SPARED
    assert missing(CATALOG.item(12), (), text) == CATALOG.item(12).evidence, "no other item knows it"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Não",
        "Não atua só por esta entidade",
        "Atua só por esta entidade?",
        "Ela não atua só por esta entidade.",
        "Atua só por esta entidade e pela de Ribeirão Manso",
        "Atua só por esta entidade, mas já atuou por outra",
        "Atua por esta entidade",
        "Atu\u200ba só por esta entidade",
        "Atua só por\nesta entidade",
    ],
)
def test_what_spares_nothing(text: str) -> None:
    assert evidence.look(PAPERS, (), (text,)).settled == ""


def test_all_in_one_file_needs_a_file() -> None:
    assert evidence.look(PAPERS, (ref("tudo.pdf"),), (f"{evidence.WHOLE}!",)).settled == evidence.IN_FILES
    assert evidence.look(PAPERS, (), (evidence.WHOLE,)).missing == (TCMS, PAPER, COURSE)
    assert evidence.look(PAPERS, (ref("logo.png", counts=False),), (evidence.WHOLE,)).missing == (TCMS, PAPER, COURSE)


@pytest.mark.parametrize(
    ("text", "unable"),
    [
        (evidence.UNABLE, True),
        ("não consigo anexar a tela", True),
        ("Não tenho como enviar.", True),
        ("Infelizmente não consigo tirar foto da tela.", True),
        ("Sem a tela", True),
        ("Não tenho o documento.", True),
        ("Bom dia!\nNão consigo enviar.\nO celular quebrou.", True),
        ("Não consigo enviar o requerimento do segurado", False),
        ("Não consigo enviar?", False),
        ("Consigo enviar amanhã", False),
        ("Sem acesso ao portal desde ontem", False),
        ("Sem mais para o momento", False),
        ("", False),
    ],
)
def test_who_cannot_send_it_says_so_in_a_line_of_its_own(text: str, unable: bool) -> None:
    assert evidence.is_unable(text) is unable


@pytest.mark.parametrize(
    ("text", "patient", "says"),
    [
        ("", True, False),
        ("Obrigada!", False, False),
        ("Bom dia,\n\nOk, obrigada.\n\nMaria", False, False),
        ("Segue em anexo.", True, False),
        ("Segue em anexo.", False, True),
        ("Vou mandar amanhã", True, False),
        ("Já enviei ontem!", True, False),
        ("Enviei, mas o portal nem abre.", True, True),
        ("O erro só aparece ao anexar o arquivo.", True, True),
        ("Não deixa anexar nada.", True, True),
        ("O portal nem abre.", True, True),
        ("Segue em anexo.\nO portal nem abre.", True, True),
    ],
)
def test_what_explains_something(text: str, patient: bool, says: bool) -> None:
    assert evidence.explains(text, patient=patient) is says


def test_words_go_with_evidence_one_by_one(tmp_path: Path) -> None:
    written = find("catalog.yml").read_text(encoding="utf-8").replace("      - tcms termo compromisso sigilo\n", "")
    (tmp_path / "catalog.yml").write_text(written, encoding="utf-8")
    with pytest.raises(CatalogError, match="evidence_words: does not go with evidence; allowed: as many entries as evidence has"):
        catalog.load(tmp_path / "catalog.yml")


def test_a_catalogue_of_plain_texts_counts_files() -> None:
    plain = catalog.load(Path(__file__).parents[2] / "demo" / "universidade" / "catalog.yml")
    asks = [item for item in plain.items if item.evidence]
    assert asks
    assert not any(item.evidence_words for item in asks)
    assert all(missing(item, ["qualquer.png"]) == () and missing(item, []) == item.evidence for item in asks)
