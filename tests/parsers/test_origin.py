"""Does only the one plain From name anybody?"""

import pytest

from parsers.letterhead import origin
from parsers.mime.message import parse


def sender_of(*lines: str) -> tuple[str, str]:
    return origin.read(parse("".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape") + b"\r\n"))


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        ("maria@inss.example", "maria@inss.example", ""),
        ("<Maria@INSS.example>", "maria@inss.example", ""),
        ("Maria B. Silva <maria@inss.example>", "maria@inss.example", "Maria B. Silva"),
        ('"Silva, Maria" <maria@inss.example>', "maria@inss.example", "Silva, Maria"),
        ("=?utf-8?Q?Jo=C3=A3o,_INSS?= <joao@inss.example>", "joao@inss.example", "João, INSS"),
        ("=?utf-8?B?Sm/Do28=?=\r\n =?utf-8?Q?_Silva?= <joao@inss.example>", "joao@inss.example", "João Silva"),
        ("João <joão@inss.example>", "joão@inss.example", "João"),
        ('"maria@inss.example" <maria@inss.example>', "maria@inss.example", ""),
        ('"chefe@inss.example" <evil@z.example>', "evil@z.example", ""),
        ("=?utf-8?Q?chefe=40inss.example?= <evil@z.example>", "evil@z.example", ""),
        ("mari\u212a@inss.example", "mari\u212a@inss.example", ""),
    ],
)
def test_a_plain_from_names_its_address(value: str, address: str, name: str) -> None:
    assert sender_of(f"From: {value}") == (address, name)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Maria",
        "maria@inss.gov.br <evil@z.example>",
        "a@inss.example, b@z.example",
        "a@inss.example b@z.example",
        "<a@inss.example> <b@z.example>",
        "<a@inss.example>, b@z.example",
        "Suporte: a@inss.example;",
        "Suporte: Maria <a@inss.example>;",
        "Maria (INSS) <a@inss.example>",
        "a@inss.example (Maria)",
        "<@rota.example:a@inss.example>",
        '"a"@inss.example',
        '"a@inss.example"@z.example',
        "a@b@inss.example",
        "a@[192.0.2.1]",
        "a@inss.example.",
        "a@.example",
        "a..b@inss.example",
        ".a@inss.example",
        "=?utf-8?Q?a=40inss.example?=",
        "=?utf-8?Q?a?=@inss.example",
        "Maria <=?utf-8?Q?a=40inss.example?=>",
        "=?utf-8?Q?Maria_<a@inss.example>?= <evil@z.example>",
        "a\uff20inss.example",
        "a\u200b@inss.example",
        "a @inss.example",
        "a@inss.example\x00",
        "Maria\rFrom: b@z.example <a@inss.example>",
        "Maria <a@inss.example> via lista",
        f"{'a' * 65}@inss.example",
        f"a@{'b.' * 130}example",
    ],
)
def test_any_other_from_names_nobody(value: str) -> None:
    assert sender_of(f"From: {value}") == ("", "")


def test_two_froms_and_none_name_nobody() -> None:
    assert sender_of("From: a@inss.example", "From: b@z.example") == ("", "")
    assert sender_of("From : a@inss.example", "FROM: a@inss.example") == ("", "")
    assert sender_of("Sender: a@inss.example", "Reply-To: a@inss.example") == ("", "")


def test_other_fields_do_not_matter() -> None:
    assert sender_of("Sender: b@z.example", "From: a@inss.example", "Reply-To: c@z.example", "X-Verified: yes") == ("a@inss.example", "")


def test_a_header_beyond_the_budget_names_nobody() -> None:
    assert sender_of("From: a@inss.example", f"X: {'y' * 70_000}", "From: b@z.example") == ("", "")


@pytest.mark.parametrize("line", ["que continua aqui", ">From x@y.example Mon"])
def test_a_header_with_a_line_that_is_no_field_names_nobody(line: str) -> None:
    assert sender_of("From: a@inss.example", "Subject: um", line, "Date: x") == ("", "")


def test_a_header_below_an_empty_line_names_nobody() -> None:
    assert sender_of("", "From: a@inss.example") == ("", "")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("From: Maria <Maria@inss.example>", "maria@inss.example"),
        ("From: Silva, Maria <m@x.example>", "m@x.example"),
        ("From: =?utf-8?Q?Silva,_Jo=C3=A3o?= <j@x.example>", "j@x.example"),
        ("From: Maria (INSS, BR) <m@x.example> (casa)", "m@x.example"),
        ("From: m@x.example (Maria)", "m@x.example"),
        ('From: "a b"@x.example', '"a b"@x.example'),
        ("From: m@x.example, Ana <a@x.example>", "m@x.example"),
        ("From: Suporte: Maria <m@x.example>, a@x.example;", "m@x.example"),
        ("From: chefe@inss.example <evil@z.example>", "evil@z.example"),
        ("From: Maria <m@x.example", "m@x.example"),
        ('From: "Maria <m@x.example>', "m@x.example"),
        ("From: Maria m@x.example", "m@x.example"),
        ("From: <@rota.example:m@x.example>", "m@x.example"),
        ("From: m@[192.0.2.1]", "m@[192.0.2.1]"),
        ("From: =?utf-8?Q?Maria_<m=40x.example>?=", "m@x.example"),
        ("From: m @ x.example", "m@x.example"),
        ("From: Maria", ""),
        ("From: ", ""),
        ("Sender: m@x.example", "m@x.example"),
        ("From: Maria\r\nSender: m@x.example", "m@x.example"),
        ("From: m@x.example\r\nFrom: a@x.example", "m@x.example"),
        ("Reply-To: m@x.example", ""),
    ],
)
def test_the_author_to_show_is_the_first_address_one_sees(line: str, author: str) -> None:
    assert origin.author(parse(f"{line}\r\n\r\n".encode())) == author


@pytest.mark.parametrize(
    "raw", ["From: a@inss.example\n\nx".encode("utf-16"), b"From: a@inss.example\r\rx", b"From: a@inss.example\r\r\n\r\r\nx"]
)
def test_a_header_with_line_ends_of_no_mail_names_nobody(raw: bytes) -> None:
    assert (origin.read(parse(raw)), origin.author(parse(raw))) == (("", ""), "a@inss.example")
