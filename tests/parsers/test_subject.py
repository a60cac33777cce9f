"""Is a subject read as rules.md (Numbers, Subject) says?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.letterhead import subject
from parsers.reading import Known

PATHS = {
    1: ("SERVIÇO > MANUTENÇÃO DO ACORDO > DENÚNCIA",),
    3: ("SERVIÇO > MANUTENÇÃO DO ACORDO > RECLAMAÇÃO",),
    7: ("ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇOS > SOLICITAÇÃO", "ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇO > SOLICITAÇÃO"),
    10: ("SEI > MANUTENÇÃO DO ACORDO > CADASTRO/USUÁRIO EXTERNO", "SEI > MANUTENÇÃO DO ACORDO > USUÁRIO EXTERNO"),
    12: ("PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE",),
    18: ("PORTAL REQUERIMENTOS > SISTEMA > ACESSO > ENVIO/REINICIALIZAÇÃO DE SENHA DE ACESSO",),
    19: ("PORTAL REQUERIMENTOS > SISTEMA > ACESSO > EXCLUSÃO DE ACESSO DOS REPRESENTANTES",),
}
FOLDED = {tuple(map(subject.fold, path.split(">"))): code for code, paths in PATHS.items() for path in paths}
KNOWN = Known("suporte@carteiro.example", FOLDED | {(f"item {code}",): code for code in range(1, 20)})


@pytest.mark.parametrize(
    ("written", "code", "title"),
    [
        ("[12] Portal fora do ar", 12, "Portal fora do ar"),
        ("[12]Portal fora do ar", 12, "Portal fora do ar"),
        ("[ 12 ] Portal", 12, "Portal"),
        ("[12] - Portal", 12, "Portal"),
        ("[12]: Portal", 12, "Portal"),
        ("[12]", 12, ""),
        ("[03] Demora", 3, "Demora"),
        ("[003] Demora", 3, "Demora"),
        ("12 - Portal fora do ar", 12, "Portal fora do ar"),
        ("12 – Portal fora do ar", 12, "Portal fora do ar"),
        ("12 — Portal fora do ar", 12, "Portal fora do ar"),
        ("12- Portal", 12, "Portal"),
        ("12. Portal", 12, "Portal"),
        ("12) Portal", 12, "Portal"),
        ("12: Portal", 12, "Portal"),
        ("12 : Portal", 12, "Portal"),
        ("03 - Demora", 3, "Demora"),
        ("Item 12 Portal", 12, "Portal"),
        ("item 12: Portal", 12, "Portal"),
        ("ITEM 12 - Portal", 12, "Portal"),
        ("Item nº 12 Portal", 12, "Portal"),
        ("Item 12", 12, ""),
        ("ACT-12 Portal", 12, "Portal"),
        ("act-12: Portal", 12, "Portal"),
        ("RES: [12] Portal", 12, "Portal"),
        ("re: RES: enc: FW: Fwd: [12] Portal", 12, "Portal"),
        ("RES[2]: 12 - Portal", 12, "Portal"),
        ("Re(3): 12 - Portal", 12, "Portal"),
        ("RE : 12: Portal", 12, "Portal"),
        ("[EXTERNO] [12] Portal", 12, "Portal"),
        ("[EXTERNO] RES: [E-MAIL EXTERNO] ENC: 12 - Portal", 12, "Portal"),
        ("***SPAM*** [12] Portal", 12, "Portal"),
        ("[External] Re: Item 12 Portal", 12, "Portal"),
        ("PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE: Tela de erro", 12, "Tela de erro"),
        ("portal de requerimentos >> sistema>> indisponibilidade : Tela de erro", 12, "Tela de erro"),
        ("Portal de Requerimentos>Sistema>Indisponibilidade", 12, "Indisponibilidade"),
        ("PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE - Tela", 12, "Tela"),
        ("PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE: menu > erro: 500", 12, "menu > erro: 500"),
        ("12.PORTAL DE REQUERIMENTOS >> sistema>> indisponibilidade", 12, "indisponibilidade"),
        ("12. PORTAL DE REQUERIMENTOS >> sistema>> indisponibilidade", 12, "indisponibilidade"),
        ("SEI >> manutenção do acordo >> usuário externo", 10, "usuário externo"),
        ("SEI > manutencao do acordo > cadastro / usuario externo.", 10, "cadastro / usuario externo."),
        ("ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇO > SOLICITAÇÃO: novo serviço", 7, "novo serviço"),
        ("PORTAL REQUERIMENTOS>> sistema>> acesso>> exclusão de acesso dos representantes.", 19, "exclusão de acesso dos representantes."),
        ("[19] Cancelar o acesso de João", 19, "Cancelar o acesso de João"),
        ("SERVICO > MANUTENCAO DO ACORDO > DENUNCIA", 1, "DENUNCIA"),
        ("\u200b[12]\u00a0Portal\u202e", 12, "Portal"),
        ("SERVIÇO > MANUTENÇÃO DO ACORDO > DENÚNCIA", 1, "DENÚNCIA"),
    ],
)
def test_a_code_in_the_subject_names_the_item_and_leaves_the_title(written: str, code: int, title: str) -> None:
    read = subject.read(written, KNOWN)
    assert (read.code, read.unknown_code, read.title) == (code, None, title)


@pytest.mark.parametrize(
    "written",
    [
        "12 representantes sem acesso", "10:30 reunião", "7 - 8 dias", "7 – 8 dias", "12: 30 pessoas", "12.5 reais", "12/05 reunião",
        "12", "12 -", "12.", "12)",
        "12-Portal", "12.Portal", "1,5 hora", "12h sem sistema", "Portal fora do ar", "Reunião às 12", "Item", "Itens 12 e 13",
        "Item 12.3 da cartilha", "item 12/2026",
        "ACT 12 entidades", "ACT-12/2026", "ACT-12.5", "2026 - relatório", "[2026] relatório", "[a] teste", "[URGENTE] Portal",
        "PACT-12 x", "1234 - x", "-12 - x",
        "SISTEMA > INDISPONIBILIDADE", "PORTAL > SISTEMA > QUALQUER: x", "erro > 12", "Nota 10: parabéns", "12ª reunião", "[12 Portal",
        "12] Portal", "12 ; Portal",
        "Dia 12 - reunião",
    ],
)  # fmt: skip
def test_a_subject_without_a_code_is_all_title(written: str) -> None:
    read = subject.read(written, KNOWN)
    assert (read.code, read.unknown_code, read.number, read.title) == (None, None, "", written)


@pytest.mark.parametrize("written", ["", " ", "[EXTERNO]", "RES:", "RES: [EXTERNO] ENC: ", "\r\n\t\x00", "\u200b"])
def test_a_subject_of_prefixes_and_tags_is_empty(written: str) -> None:
    assert subject.read(written, KNOWN) == subject.Subject("", None, None, "", "")


@pytest.mark.parametrize(
    ("written", "unknown", "title"),
    [
        ("[20] Assunto novo", 20, "Assunto novo"),
        ("20 - Assunto", 20, "Assunto"),
        ("Item 99 Assunto", 99, "Assunto"),
        ("ACT-20 Assunto", 20, "Assunto"),
        ("[0] Oi", 0, "Oi"),
    ],
)
def test_a_well_formed_code_that_the_catalogue_lacks_is_reported(written: str, unknown: int, title: str) -> None:
    read = subject.read(written, KNOWN)
    assert (read.code, read.unknown_code, read.title) == (None, unknown, title)


@pytest.mark.parametrize(
    ("written", "number", "rest"),
    [
        ("L_20530001", "L_20530001", ""),
        ("L20530001", "L_20530001", ""),
        ("l 20530001", "L_20530001", ""),
        ("l_20530001", "L_20530001", ""),
        ("#L_20530001", "L_20530001", ""),
        ("[L_20530001]", "L_20530001", ""),
        ("[#L_20530001] Portal", "L_20530001", "Portal"),
        ("(L_20530001) Portal", "L_20530001", "Portal"),
        ("RES: [L_20530001] Portal", "L_20530001", "Portal"),
        ("[L_20530001] RES: Portal", "L_20530001", "Portal"),
        ("[EXTERNO] RES: [L_20530001] RES: ENC: Portal fora", "L_20530001", "Portal fora"),
        ("APROVAR L_20530001", "L_20530001", "APROVAR"),
        ("L_20530001: APROVAR", "L_20530001", "APROVAR"),
        ("Portal fora - L_20530001", "L_20530001", "Portal fora"),
        ("Sobre o chamado L_20530001, ainda com erro", "L_20530001", "Sobre o chamado , ainda com erro"),
        ("L_205301000", "L_205301000", ""),
        ("L_61231999 x", "L_61231999", "x"),
        ("L_40229001 x", "L_40229001", "x"),
        ("L_20530001 e L_20530002", "L_20530001", "e L_20530002"),
        ("L_20530001 L_20530001 x", "L_20530001", "x"),
        ("Chamado: L_20530001.", "L_20530001", "Chamado: ."),
    ],
)
def test_a_ticket_number_is_found_as_a_word_of_its_own(written: str, number: str, rest: str) -> None:
    read = subject.read(written, KNOWN)
    assert (read.number, read.rest) == (number, rest)


@pytest.mark.parametrize(
    "written",
    [
        "Edital 20530001", "Edital20530001", "20530001", "XL_20530001", "L_20530001a", "L_2053000", "L_2053001", "L_20530000",
        "L_21330001", "L_20031001", "L_20200001",
        "L_20230001", "L_205300001", "L__20530001", "L-20530001", "_L_20530001", "L_20530001_2", "a@L_20530001", "L_20530001.pdf",
        "x/L_20530001", "Lote 20530001",
        "L_20431001", "L_２0530001", "NL 20530001", "L_205300011234567890",
    ],
)  # fmt: skip
def test_what_only_resembles_a_ticket_number_is_none(written: str) -> None:
    assert subject.read(written, KNOWN).number == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[12]", (12, None, "")),
        ("[12] Portal fora\nNão abre.", (12, None, "Portal fora")),
        ("Bom dia,\n\n12 - Portal fora\n\nNão abre.", (12, None, "Portal fora")),
        ("Prezados,\nBoa tarde!\nItem 12\nNão abre.", (12, None, "")),
        ("Olá, tudo bem?\n\nACT-12 Portal", (12, None, "Portal")),
        ("PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE\nNão abre.", (12, None, "INDISPONIBILIDADE")),
        ("SEI >> manutenção do acordo >> usuário externo: acesso", (10, None, "acesso")),
        ("[20] Novo", (None, 20, "Novo")),
        ("12", (None, None, "")),
        ("12 representantes sem acesso", (None, None, "")),
        ("Não abre.\n[12]", (None, None, "")),
        ("1. O portal não abre\n2. A senha venceu", (None, None, "")),
        ("1) O portal não abre\n\n2) A senha venceu", (None, None, "")),
        ("10:30 reunião", (None, None, "")),
        ("", (None, None, "")),
        ("Bom dia,", (None, None, "")),
        ("12 - " + "palavra " * 60, (None, None, "")),
    ],
)
def test_a_code_on_the_first_written_line_counts_and_further_down_it_does_not(
    body: str, expected: tuple[int | None, int | None, str]
) -> None:
    assert subject.code_line(body, KNOWN) == expected


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("12", 12), ("[12]", 12), (" 12 ", 12), ("12.", 12), ("03", 3), ("Bom dia,\n\n12\n\nObrigada,\nMaria Silva", 12),
        ("12\njoão", 12), ("12, obrigado!", 12),
        ("Item 12", 12), ("Opção 12", 12), ("12\n\nAtenciosamente,\nMaria Silva\nGestora\n(11) 5555-0100", 12),
        ("20", None), ("0", None), ("12\n15", None), ("12 ou 13", None), ("12 representantes", None), ("12?", None),
        ("12\nO sistema caiu", None), ("não 12", None), ("", None),
        ("doze", None), ("123", None), ("O número é 12", None), ("12/05", None),
    ],
)  # fmt: skip
def test_a_bare_number_answers_our_own_list_only_when_it_is_all_that_was_written(body: str, code: int | None) -> None:
    assert subject.bare_code(body, KNOWN) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DENÚNCIA", "denuncia"), ("Cadastro / Usuário externo.", "CADASTRO/USUÁRIO EXTERNO"),
        ("  manutenção   do acordo ", "MANUTENÇÃO DO ACORDO"),
        ("exclusão de acesso dos representantes.", "EXCLUSAO DE ACESSO DOS REPRESENTANTES"), ("denu\u0301ncia", "DENÚNCIA"),
    ],
)  # fmt: skip
def test_folding_makes_the_ways_to_write_a_step_equal(one: str, other: str) -> None:
    assert subject.fold(one) == subject.fold(other)


@pytest.mark.parametrize("piece", ["x", "re: ", "[extern] ", "a > ", "[", "L_", "\x00", "L_20530001 ", "12 - ", ": ", "\u0301", "[externo"])
def test_a_subject_of_100_kb_is_bounded_and_quick(piece: str) -> None:
    started = time.process_time()
    read = subject.read(piece * (100_000 // len(piece)), KNOWN)
    assert time.process_time() - started < 0.5
    assert len(read.title) <= 1000


@given(st.text())
def test_any_subject_gives_printable_values_on_one_line(written: str) -> None:
    read = subject.read(written, KNOWN)
    assert len(read.title.splitlines()) <= 1
    assert not any(character < " " or 0xD800 <= ord(character) < 0xE000 for character in read.title + read.rest)
    subject.code_line(written, KNOWN)
    subject.bare_code(written, KNOWN)
