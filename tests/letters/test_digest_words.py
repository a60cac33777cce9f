"""Does a digest's letter say every figure, in good Portuguese, for one as for many?"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from gateway.post.digestfacts import AgeFacts, CountFacts, DigestFacts, ItemCountFacts, ListFacts, MedianFacts
from gateway.post.letters import Content
from tests.letters.digested import WAITING, digest
from tests.letters.samples import REPLY_TO, letters

LETTERS = letters()
PLAIN = replace(digest("day", 0), received=0, settled=0)


def compose(facts: DigestFacts) -> Content:
    return LETTERS.compose("digest", REPLY_TO, {"reader_name": "Silvia Campos", "digest": facts})


def said(facts: DigestFacts) -> tuple[str, str]:
    """The words of the text and of the HTML, blanks run together."""
    content = compose(facts)
    html = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<style.*?</style>|<head>.*?</head>", " ", content.html)))
    return " ".join(content.text.split()), " ".join(html.split())


def both_say(facts: DigestFacts, *words: str) -> bool:
    return all(word in part for part in said(facts) for word in words)


@pytest.mark.parametrize(
    ("received", "settled", "line"),
    [
        (0, 0, "0 e-mails recebidos, 0 com destino, 0 sem destino."),
        (1, 1, "1 e-mail recebido, 1 com destino, 0 sem destino."),
        (1, 0, "1 e-mail recebido, 0 com destino, 1 sem destino."),
        (12_345, 12_340, "12.345 e-mails recebidos, 12.340 com destino, 5 sem destino."),
    ],
)
def test_the_line_of_the_mails(received: int, settled: int, line: str) -> None:
    facts = replace(PLAIN, received=received, settled=settled)
    assert both_say(facts, line)
    warned = {0: (), 1: ("Há e-mail sem destino.", "vê qual com o comando")}.get(
        received - settled, ("Há e-mails sem destino.", "vê quais com o comando")
    )
    assert both_say(facts, *warned)
    assert warned or not both_say(facts, "sem destino. Quem opera")


@pytest.mark.parametrize(
    ("now", "usual", "sentence"),
    [
        (1, 0.2, "1 chamado. O normal seria 0,2: pode ser uma pane."),
        (6, 0.0, "6 chamados. O normal seria nenhum: pode ser uma pane."),
        (6, 0.04, "6 chamados. O normal seria nenhum: pode ser uma pane."),
        (6, 1.0, "6 chamados. O normal seria 1: pode ser uma pane."),
        (1_500, 12.34, "1.500 chamados. O normal seria 12,3: pode ser uma pane."),
    ],
)
def test_what_is_odd_is_a_sentence(now: int, usual: float, sentence: str) -> None:
    facts = replace(PLAIN, items=(ItemCountFacts("12 - SISTEMA", now, usual, odd=True),))
    assert both_say(facts, f"12 - SISTEMA: {sentence}")


@pytest.mark.parametrize(
    ("odd", "listed", "rest"),
    [
        (0, 0, ""),
        (5, 5, ""),
        (6, 5, "e mais 1 assunto fora do comum"),
        (7, 5, "e mais 2 assuntos fora do comum"),
        (19, 5, "e mais 14 assuntos fora do comum"),
    ],
)
def test_five_odd_items_are_named_and_the_others_counted(odd: int, listed: int, rest: str) -> None:
    items = tuple(ItemCountFacts(f"{n} - ITEM", 50 - n, 1.0, odd=n <= odd) for n in range(1, 20))
    for part in said(replace(PLAIN, items=items)):
        assert [int(n) for n in re.findall(r"(\d+) - ITEM: \d+ chamados\. O normal", part)] == list(range(1, listed + 1))
        assert re.findall(r"e mais \d+ assuntos? fora do comum", part) == ([rest] if rest else [])


def test_a_usual_number_that_is_not_known_is_said_so() -> None:
    assert "5 - CURSO: 7 (sem dados)" in said(replace(PLAIN, items=(ItemCountFacts("5 - CURSO", 7, None, odd=False),)))[0]


@pytest.mark.parametrize(
    ("after", "until", "words"),
    [(0, 1, "até 1 dia:"), (0, 2, "até 2 dias:"), (1, 3, "de 1 a 3 dias:"), (15, 30, "de 15 a 30 dias:"), (30, None, "mais de 30 dias:")],
)
def test_ages_are_told_in_days(after: int, until: int | None, words: str) -> None:
    facts = replace(PLAIN, ages=(AgeFacts(after, until, 4_321),))
    text, html = said(facts)
    assert f"{words} 4.321" in text
    assert words.removesuffix(":") in html


@pytest.mark.parametrize(
    ("total", "rest"),
    [
        (1, ""),
        (2, "Há mais 1 chamado, que não está nesta lista."),
        (1_001, "Há mais 1.000 chamados, que não estão nesta lista."),
    ],
)
def test_lists_say_how_many_they_leave_off(total: int, rest: str) -> None:
    for name in ("late", "approval"):
        facts = replace(PLAIN, **{name: ListFacts((WAITING,), total)})  # type: ignore[arg-type] # its one name
        assert both_say(facts, WAITING.number, "24/11/2026 07:30", rest)
        assert rest or not both_say(facts, "Há mais")


def test_an_entity_that_is_gone_leaves_no_gap() -> None:
    row = replace(WAITING, item="11 - DÚVIDAS", entity="")
    assert both_say(replace(PLAIN, late=ListFacts((row,), 1)), "11 - DÚVIDAS", "21150.SR-1")
    assert not any("Entidade: " in part for part in said(replace(PLAIN, late=ListFacts((row,), 1))))


@pytest.mark.parametrize(
    ("opened", "late", "subject"),
    [
        (0, 0, "Resumo do dia 24/11: 0 abertos, 0 atrasados"),
        (1, 1, "Resumo do dia 24/11: 1 aberto, 1 atrasado"),
        (2, 1_200, "Resumo do dia 24/11: 2 abertos, 1.200 atrasados"),
    ],
)
def test_the_subject_has_the_two_figures(opened: int, late: int, subject: str) -> None:
    counts = (CountFacts("opened", opened, 0), *PLAIN.counts[1:])
    assert compose(replace(PLAIN, counts=counts, late=ListFacts((), late))).subject == subject


def test_the_head_says_groups_and_dates() -> None:
    since, until = datetime(2026, 11, 30, 10, 30, tzinfo=UTC), datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
    one = replace(PLAIN, since=since, until=until, groups=("21150.SR-1",))
    assert "Resumo do dia do grupo 21150.SR-1, de 30/11/2026 07:30 a 01/12/2026 07:30." in said(one)[0]
    many = replace(one, span="week", groups=("21150.SR-1", "21150.SR-2"))
    assert "Resumo da semana dos grupos 21150.SR-1, 21150.SR-2, de" in said(many)[0]
    assert both_say(many, "21150.SR-1, 21150.SR-2", "de 30/11/2026 07:30 a 01/12/2026 07:30")


def test_every_figure_is_said() -> None:
    """Each number is one that stands nowhere else."""
    words = ("opened", "solved", "approved", "refused", "expired", "unanswered", "withdrawn", "merged")
    facts = replace(
        PLAIN,
        counts=tuple(CountFacts(word, 101 + 2 * n, 102 + 2 * n) for n, word in enumerate(words)),
        medians=(MedianFacts("first_answer", 201.5, 202.5), MedianFacts("solution", 203.5, None)),
        statuses=tuple(CountFacts(word, 301 + n, 0) for n, word in enumerate(("new", "pending", "assigned", "solved"))),
        ages=tuple(AgeFacts(a, a + 1, 401 + a) for a in range(6)),
        approval=ListFacts((WAITING,), 501),
        late=ListFacts((WAITING,), 502),
        items=(ItemCountFacts("5 - CURSO", 601, 602.5, odd=False),),
        hidden=701,
        received=802,
        settled=801,
    )
    numbers = [
        *range(101, 117),
        *range(301, 305),
        *range(401, 407),
        501,
        502,
        601,
        701,
        801,
        802,
        "201,5",
        "202,5",
        "203,5",
        "602,5",
        "nenhum caso",
    ]
    for part in said(facts):
        missing = [n for n in numbers if not re.search(rf"(?<![\d,.]){n}(?![\d,]|\.\d)", part)]
        assert missing == []
    text = said(facts)[0]
    for line in (
        "Abertos: 101 (102)",
        "Solucionados: 103 (104)",
        "Aprovados: 105 (106)",
        "Recusados: 107 (108)",
        "Encerrados por decurso de prazo: 109 (110)",
        "Encerrados sem resposta: 111 (112)",
        "Cancelados pelo representante: 113 (114)",
        "Juntados a outro chamado: 115 (116)",
        "Até a primeira resposta: 201,5 (202,5)",
        "Até a solução: 203,5 (nenhum caso)",
        "Processando (atribuído): 303",
        "Sigilosos abertos, que só o grupo vê: 701",
    ):
        assert line in text


def test_the_days_of_the_picture_stand_in_the_text() -> None:
    facts = digest("day", 14)
    text = said(facts)[0]
    assert "OS ÚLTIMOS 30 DIAS" in text
    for day in facts.days:
        assert f"{day.day:%d/%m}: {day.opened}, {day.solved}, {day.waiting}" in text
