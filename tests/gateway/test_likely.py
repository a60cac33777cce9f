"""Do the words of a mail without code lead to its item? Counted on invented mails; and what must not lead anywhere."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.catalog import load
from gateway.desk import likely
from tests.gateway.likely_mails import COUNTED, NOTHING, SEEN, Written

CATALOG = load(Path("catalog.yml"))
UNIVERSITY = load(Path("demo/universidade/catalog.yml"))
OUT_OF_SCOPE = (
    ("Aposentadoria", "O benefício do seu José foi indeferido, o que fazemos agora?"),
    ("exigencia", "como cumpro a exigência do requerimento da dona Maria"),
    ("Prazo de análise", "Já se passaram 90 dias e nada."),
    ("andamento", "queria saber o andamento do pedido protocolado em agosto"),
    ("Perícia", "A perícia da segurada foi remarcada duas vezes."),
    ("Recurso", "Queremos entrar com recurso da decisão."),
    ("pensão", "O pedido foi negado sem explicação."),
    ("Requerimento em análise", "Está em análise desde março."),
    ("Quando sai a aposentadoria?", "O associado pergunta todo dia."),
    ("beneficio cortado", "cortaram o benefício dela no mês passado"),
    ("Dúvida", "O pagamento do benefício do associado veio menor."),
    ("situação", "qual a situação do requerimento 1234?"),
)
# What was counted when the words of catalog.yml stood: 120 of 120, and 36 of 38 mails that nobody had in view.
FLOOR_SEEN, FLOOR_COUNTED = 0.98, 0.9


def rank(mail: Written) -> tuple[int, ...]:
    return likely.rank(CATALOG, mail.subject, mail.text, mail.files)


@pytest.mark.parametrize(("mails", "floor"), [(SEEN, FLOOR_SEEN), (COUNTED, FLOOR_COUNTED)], ids=["seen", "counted"])
def test_the_right_item_is_among_the_three(mails: Sequence[Written], floor: float) -> None:
    missed = [mail for mail in mails if mail.code not in rank(mail)]
    assert 1 - len(missed) / len(mails) >= floor, missed


def test_every_item_is_written_for_in_both_tables() -> None:
    codes = {item.code for item in CATALOG.items}
    assert {mail.code for mail in SEEN} == {mail.code for mail in COUNTED} == codes
    assert len({(mail.subject, mail.text) for mail in (*SEEN, *COUNTED)}) == len(SEEN) + len(COUNTED) > 150


@pytest.mark.parametrize("mail", NOTHING, ids=lambda mail: mail.subject)
def test_what_tells_of_nothing_leads_nowhere(mail: Written) -> None:
    assert rank(mail) == ()


def test_at_most_three_and_always_the_same_three() -> None:
    mail = Written(0, "senha curso elogio denúncia SEI lentidão", "acesso acordo portal serviço")
    assert len(rank(mail)) == 3
    assert {rank(mail) for _ in range(5)} == {rank(mail)}


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("PORTAL DE REQUERIMENTOS > SISTEMA > LENTIDAO DO PORTAL", 14),
        ("SISTEMA > LENTIDÃO", 14),
        ("portal > acesso > exclusão de acesso dos representantes", 19),
        ("ACORDO >> VIGÊNCIA >> CONSULTA: até quando?", 9),
        ("SERVIÇO > DENÚNCIA", 1),
        ("SEI > USUÁRIO EXTERNO", 10),
    ],
)
def test_a_path_that_is_nearly_one_of_ours_comes_first(subject: str, code: int) -> None:
    assert likely.rank(CATALOG, subject, "Texto do pedido.")[:1] == (code,)


@pytest.mark.parametrize("typed", ["sehna", "senhas", "SENHA", "seinha", "ｓｅｎｈａ", "s e n h a"])
def test_a_slip_of_the_finger_is_no_obstacle_but_other_letters_are(typed: str) -> None:
    found = likely.rank(CATALOG, f"{typed} bloqueada", "")
    assert found[:1] == (18,), "the second word tells by itself"
    assert bool(likely.rank(CATALOG, typed, "")) is (typed in {"senhas", "SENHA"}), "short words are not guessed at"


def test_without_accents_and_in_capitals_it_is_the_same() -> None:
    assert likely.rank(CATALOG, "CERTIDAO DE INDISPONIBILIDADE", "") == likely.rank(CATALOG, "certidão de indisponibilidade", "")


@pytest.mark.parametrize("text", ["a" * 3_000_000, "ação " * 600_000, "não " * 600_000, "x\n" * 1_500_000, "\u0301" * 300_000])
def test_a_huge_text_is_read_at_its_beginning_only(text: str) -> None:
    assert likely.rank(CATALOG, text, text, (text,) * 40) == likely.rank(CATALOG, text[:30_000], text[:30_000], (text[:30_000],) * 40)


def test_another_organisation_has_words_of_its_own() -> None:
    assert likely.rank(UNIVERSITY, "sem wifi", "a rede não aparece no laboratório")[0] == 10
    assert likely.rank(UNIVERSITY, "projetor", "lâmpada queimada na sala 4") == (20,)
    assert likely.smells(UNIVERSITY.organization.out_of_scope_words, "Minha nota no boletim está errada")


@pytest.mark.parametrize(("subject", "text"), OUT_OF_SCOPE)
def test_recognition_of_rights_is_noticed(subject: str, text: str) -> None:
    assert likely.smells(CATALOG.organization.out_of_scope_words, f"{subject}\n{text}")


def test_what_the_channel_does_treat_is_rarely_taken_for_it() -> None:
    """The hint costs two lines; still it should stand beside few."""
    phrases = CATALOG.organization.out_of_scope_words
    hinted = [mail for mail in (*SEEN, *COUNTED, *NOTHING) if likely.smells(phrases, f"{mail.subject}\n{mail.text}")]
    assert len(hinted) <= 3, hinted
