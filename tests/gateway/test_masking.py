"""Which digits are covered, and which stay?"""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.masking import masked

CPF, NB = "***.456.789-**", "***.***.789-*"


@pytest.mark.parametrize(
    "typed",
    [
        "123.456.789-00",
        "12345678900",
        "123 456 789 00",
        "123456789-00",
        "123.456.78900",
        "123.456.789/00",
        "123.456.789.00",
        "123_456_789_00",
        "123 . 456 . 789 - 00",
        "123.456.789‐00",
        "123.456.789‑00",
        "123.456.789–00",
        "123.456.789—00",
        "123\u00a0456\u00a0789\u00a000",
        "123.456.789\u202f-\u202f00",
        "123.\u200b456.\u200b789-00",
        "123\u00ad.456.789-00",
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "CPF {}.",
        "CPF:{}",
        "({})",
        "cpf_{}.pdf",
        "{}_identidade.pdf",
        "<{}@x.example>",
        "a\n{}\nb",
        "R$ {}",
        "\x1b[1m{}",
        '"{}"',
        "{},",
    ],
)
def test_a_cpf_is_covered_however_it_is_typed(typed: str, around: str) -> None:
    assert masked(around.format(typed)) == around.format(CPF)


def test_full_width_digits_are_digits() -> None:
    assert masked("CPF １２３．４５６．７８９－００") == "CPF ***.４５６.７８９-**"


@pytest.mark.parametrize("written", ["CPF12345678900", "CPF12345678900DOREPRESENTANTE", "cpf12345678900a"])
def test_letters_that_touch_it_hide_no_cpf(written: str) -> None:
    assert masked(written) == written.replace("12345678900", CPF)


@pytest.mark.parametrize(
    "text",
    [
        "27.418.305/0001-00",
        "27418305000100",
        "L_61122001",
        "[L_611221000] Portal",
        "23/11/2026 10:00:00,123",
        "2026-11-23T13:00:00+00:00",
        "(11) 98765-4321",
        "11 98765-4321",
        "+55 11 98765-4321",
        "5511987654321",
        "0800 123 4567",
        "35014.123456/2021-99",
        "0001234-56.2021.4.01.3400",
        "R$ 1.234.567,89",
        "1.234.567.890 bytes",
        "1234567890",
        "123.456.789-001",
        "0123.456.789-00",
        "192.168.100.10",
        "200.100.100.100",
        "00000000-0000-0000-0000-000000000000",
        "f" * 20 + "12345678900" + "b1" * 16 + "c",
        "l61122001.1.ab2defgh23456722345klmnopq",
        "12345-678",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "123.456.789-0",
        "benefício 123.456.789-0",
        "NB 1234567890",
        "NB: 1234567890",
        "NB nº 123456789-0",
        "nb_1234567890.pdf",
        "NB42/123.456.789-0",
        "NB 42/1234567890",
        "Benefício nº 1234567890",
        "beneficio número: 123 456 789 0",
        "BENEFÍCIOS 1234567890",
    ],
)
def test_a_benefit_number_is_covered_as_printed_or_where_it_is_named(text: str) -> None:
    assert NB in masked(text)
    assert not re.search(r"[0-9]{4}|123|456", masked(text))


def test_only_the_word_says_that_ten_digits_are_a_benefit_number() -> None:
    assert masked("protocolo 1234567890, manb 1234567890") == "protocolo 1234567890, manb 1234567890"


def test_several_are_all_covered() -> None:
    assert masked("123.456.789-00;12345678900 123.456.789-0") == f"{CPF};{CPF} {NB}"


@given(st.text(alphabet="0123456789.-/ _aFNBnb\u00a0０", max_size=80))
def test_nothing_is_left_to_cover_and_the_rest_stays(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert not re.search(r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{1,2}(?!\d)", once)
    assert "*" in once or once == text


@given(st.from_regex(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_a_cpf_as_printed_is_covered_whatever_stands_around_it(cpf: str, before: str, after: str) -> None:
    text = f"{before}{cpf}{after}"
    touched = before[-1:].isdecimal() or after[:1].isdecimal()
    assert touched or cpf not in masked(text)


@pytest.mark.parametrize(
    "bite",
    [
        "1",
        "12345678900",
        "12345678900a",
        "123.",
        "123 456 789 0",
        "nb 1",
        "NB    ",
        "a1b2c3d4e5f6" * 3 + "12345678900",
        " ",
        "123\u00a0\u00a0. ",
    ],
)
def test_a_megabyte_made_to_be_slow_is_not(bite: str) -> None:
    text = bite * (1_000_000 // len(bite))
    began = time.perf_counter()
    masked(text)
    assert time.perf_counter() - began < 20
