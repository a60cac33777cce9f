"""Programs met less often, and quotes that little but a mark of ours, a frame or a word order gives away."""

from collections.abc import Iterator

from tests.mails.making.answer import Answer, made
from tests.mails.making.orders import approves, refuses, silent
from tests.mails.making.shapes.rare import PAGES, TEXTS, rare


def _answers(form: str) -> Iterator[Answer]:
    yield approves("aprovar", "Aprovado, obrigada.", form=form)
    yield refuses("recusar", "RECUSAR\nO certificado veio em branco.", "O certificado veio em branco.", form=form)
    yield silent("so-citacao", form=form)


MAILS = [
    *(made("raros", rare(name), answer) for name in TEXTS for answer in _answers("texto")),
    *(made("raros", rare(name), answer) for name in PAGES for answer in _answers("html")),
]
