"""Do dates, sizes, links and wrapped lines read as Brazilians expect?"""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from gateway.post.links import mailto
from gateway.post.plain import COLUMNS, wrapped
from gateway.post.wording import date_pt, number_pt, size_pt, status_label, when_pt

BRASILIA = ZoneInfo("America/Sao_Paulo")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 12, 2, 2, 59, 59, tzinfo=UTC), "terça-feira, 1º de dezembro de 2026, 23h59, horário de Brasília"),
        (datetime(2026, 3, 14, 17, 0, tzinfo=UTC), "sábado, 14 de março de 2026, 14h, horário de Brasília"),
        (datetime(2026, 3, 15, 3, 5, tzinfo=UTC), "domingo, 15 de março de 2026, 0h05, horário de Brasília"),
    ],
)
def test_a_deadline_is_written_out(moment: datetime, words: str) -> None:
    assert date_pt(moment, BRASILIA) == words


def test_another_zone_is_named() -> None:
    assert date_pt(datetime(2026, 12, 2, 3, tzinfo=UTC), ZoneInfo("America/Rio_Branco")).endswith("22h, horário de Rio Branco")


def test_a_moment_is_short() -> None:
    assert when_pt(datetime(2026, 12, 1, 17, 5, tzinfo=UTC), BRASILIA) == "01/12/2026 14:05"


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KB"), (48_100, "47 KB"), (1_258_291, "1,2 MB")]
)
def test_sizes_have_a_comma(size: int, words: str) -> None:
    assert size_pt(size) == words


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("new", "Novo"),
        ("pending", "Pendente"),
        ("assigned", "Processando (atribuído)"),
        ("solved", "Solucionado"),
        ("closed", "Fechado"),
    ],
)
def test_statuses_have_the_labels_of_the_rules(status: str, label: str) -> None:
    assert status_label(status) == label


def test_a_mailto_link_reads_back_as_it_was_meant() -> None:
    link = mailto("suporte+l6.1.abc@carteiro.example", "[L_1] Você & eu? 100% + #1", "RECUSAR: \nlinha 2")
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "suporte+l6.1.abc@carteiro.example")
    assert parse_qs(parts.query) == {"subject": ["[L_1] Você & eu? 100% + #1"], "body": ["RECUSAR: \r\nlinha 2"]}
    assert "+" not in parts.query
    assert link.isascii()


def test_a_mailto_address_cannot_smuggle_a_field() -> None:
    assert mailto("a?bcc=x@y.example&c=d@z.example") == "mailto:a%3Fbcc%3Dx@y.example%26c%3Dd@z.example"


def test_long_lines_fold_and_links_stay_whole() -> None:
    link = "<mailto:" + "x" * 200 + ">"
    text = wrapped(f"{'palavra ' * 30}\n{link}\n- {'item ' * 30}\n\n\n\n  {'dito ' * 30}")
    assert link in text.split("\n")
    assert all(len(line) <= COLUMNS for line in text.split("\n") if line != link)
    assert "\n- item" in text
    assert "\n  item" in text
    assert "\n\n  dito" in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1, "1"),
        (27_397, "27.397"),
        (0.2, "0,2"),
        (1.04, "1"),
        (1.25, "1,2"),
        (1234.56, "1.234,6"),
        (9.96, "10"),
        (None, "nenhum caso"),
    ],
)
def test_numbers_have_a_comma_and_no_needless_decimal(value: float | None, words: str) -> None:
    assert number_pt(value) == words
