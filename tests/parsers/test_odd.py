"""Which words may be seen otherwise than they are written, so that they decide nothing?"""

import pytest

from parsers.page.odd import odd
from parsers.read import read
from parsers.reading import Known

KNOWN = Known("suporte@carteiro.example", {})


def page(body: str) -> bytes:
    head = "From: ana@aabm.example\nSubject: Re: [L_61122001] x\nContent-Type: text/html; charset=utf-8\n\n"
    return (head + body).encode()


@pytest.mark.parametrize(
    "body",
    [
        "<s>Aprovado</s>",
        "<p><strike>Aprovado</strike></p>",
        "<p><del>Aprovado</del></p>",
        "<p style='text-decoration: line-through'>Aprovado</p>",
        "<style>.x{text-decoration:line-through}</style><p class=x>Aprovado</p>",
        "<bdo dir=rtl>Aprovado</bdo>",
        "<p style='unicode-bidi:bidi-override;direction:rtl'>Aprovado</p>",
        "<dialog>Aprovado</dialog>",
        "<details>Aprovado</details>",
        "<p style='color:hsl(0,0%,100%)'>Aprovado</p>",
        "<p style='color:var(--x)'>Aprovado</p>",
        "<p style='filter:opacity(0)'>Aprovado</p>",
        "<p style='transform:rotateX(90deg)'>Aprovado</p>",
        "<p style='zoom:0.01'>Aprovado</p>",
        "<p style='letter-spacing:-50px'>Aprovado</p>",
        "<p style='letter-spacing:-1em'>Aprovado</p>",
        "<p style='mask:linear-gradient(transparent,transparent)'>Aprovado</p>",
        "<div style='display:flex;flex-direction:column-reverse'><p>Aprovado</p><p>Obrigada</p></div>",
    ],
)
def test_what_may_be_seen_otherwise_decides_nothing(body: str) -> None:
    reading = read(page(body), KNOWN)
    assert (reading.commands, reading.unclear) == ((), "parts")


@pytest.mark.parametrize(
    "body",
    [
        "<p style='letter-spacing:-.5pt;text-decoration:underline;zoom:1;line-height:1.15'>Aprovado</p>",
        "<p style='background:#000;color:#fff'>Aprovado</p>",
        "<p style='color:rgb(0, 0, 0);unicode-bidi:plaintext;transform:none;line-height:0'>Aprovado</p>",
        "<style>.x::after{content:'';display:table}</style><p class=x>Aprovado</p>",
        "<p>Aprovado</p><p>Ana <a href='mailto:ana@aabm.example'>ana@aabm.example</a></p>",
        "<p>Aprovado</p><blockquote type=cite><p>Em 05/06/2026 10:00, a@b.example escreveu:</p><s>x</s></blockquote>",
    ],
)
def test_ordinary_styles_leave_a_decision(body: str) -> None:
    assert [order.word for order in read(page(body), KNOWN).commands] == ["APROVAR"]


def test_nothing_is_odd_without_declarations() -> None:
    assert not odd({})
