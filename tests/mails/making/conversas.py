"""Answers to a letter that quotes in its turn: quotes within quotes, above, below and between."""

from tests.mails.making.answer import Answer, Shape, made
from tests.mails.making.orders import comments, says, silent
from tests.mails.making.quoted import CONVERSATION
from tests.mails.making.shapes.apple import IPHONE, MAIL
from tests.mails.making.shapes.gmail import WEB
from tests.mails.making.shapes.notes import MUTT, NOTES
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.providers import UOL, YAHOO
from tests.mails.making.shapes.rare import rare
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import EXPRESSO, HORDE, ROUNDCUBE, SQUIRREL, ZIMBRA

_PROGRAMS: tuple[tuple[Shape, str], ...] = (
    (WEB, "texto html ambos"), (DESKTOP, "texto html ambos"), (OUTLOOK, "html ambos"), (THUNDERBIRD, "texto html"), (MAIL, "texto html"),
    (IPHONE, "ambos html"), (ROUNDCUBE, "texto html"), (ZIMBRA, "texto html"), (EXPRESSO, "texto html"), (NOTES, "texto html"),
    (YAHOO, "ambos html"), (UOL, "html"), (MUTT, "texto"), (HORDE, "texto"), (SQUIRREL, "texto"), (rare("em-client"), "texto html"),
    (rare("windows-mail"), "texto html"), (rare("nome-na-frente"), "texto"), (rare("outlook-2010"), "texto"),
)  # fmt: skip
_FREELY = (WEB, THUNDERBIRD, MAIL, ROUNDCUBE, EXPRESSO, MUTT, HORDE, SQUIRREL)
_BETWEEN = (("O erro aparece em todos os computadores?", "Sim, em todos."), ("Qual é o navegador?", "É o Firefox."))


def _answers(shape: Shape, form: str) -> list[Answer]:
    found = [
        silent("so-citacao", form=form, letter=CONVERSATION),
        comments("comentario", "Sim, em todos.", form=form, letter=CONVERSATION),
        says("cancelar", "CANCELAR", "CANCELAR", form=form, letter=CONVERSATION),
    ]
    if form == "texto" and shape in _FREELY:
        found += [
            comments("comentario-embaixo", "Sim, em todos.", form=form, place="baixo", letter=CONVERSATION),
            comments("entre", "Bom dia, Ana.", form=form, place="entre", between=_BETWEEN, letter=CONVERSATION),
        ]
    return found


MAILS = [made("conversas", shape, answer) for shape, forms in _PROGRAMS for form in forms.split() for answer in _answers(shape, form)]
