"""Every program, face and language over a letter written by hand: nothing of ours in it says where the quote begins."""

from collections.abc import Iterator

from tests.mails.making.answer import Answer, Shape, made
from tests.mails.making.mail import Made
from tests.mails.making.orders import approves, comments, refuses, silent
from tests.mails.making.quoted import BY_HAND
from tests.mails.making.shapes.apple import IPHONE, MAIL
from tests.mails.making.shapes.gmail import ANDROID, WEB
from tests.mails.making.shapes.notes import INOTES, MUTT, NOTES
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import MAC, PHONE
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.phones import K9, SAMSUNG
from tests.mails.making.shapes.providers import BOL, PROTON, TERRA, UOL, YAHOO
from tests.mails.making.shapes.rare import PAGES, TEXTS, rare
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import EXPRESSO, HORDE, ROUNDCUBE, SQUIRREL, ZIMBRA

_BOTH = ("texto", "html", "ambos")
# What each program writes: its faces, the languages of its strings besides pt-BR, whether it is used to answer below and between.
_PROGRAMS: tuple[tuple[Shape, tuple[str, ...], str, bool], ...] = (
    (WEB, _BOTH, "pt-PT en es fr de it", True),
    (ANDROID, ("ambos",), "", False),
    (DESKTOP, _BOTH, "pt-PT en es fr de it", False),
    (OUTLOOK, ("ambos", "html"), "pt-PT en es fr de it", False),
    (PHONE, ("ambos", "html"), "en", False),
    (MAC, ("ambos", "html"), "", False),
    (MAIL, _BOTH, "pt-PT en es fr de it", True),
    (IPHONE, _BOTH, "pt-PT en es fr de it", False),
    (THUNDERBIRD, ("texto", "html"), "pt-PT en es fr de it", True),
    (SAMSUNG, ("ambos", "html"), "en es", False),
    (K9, ("texto", "html"), "en es de", True),
    (ZIMBRA, _BOTH, "en es", False),
    (ROUNDCUBE, ("texto", "html"), "pt-PT en es fr de it", True),
    (EXPRESSO, ("texto", "html"), "", True),
    (SQUIRREL, ("texto",), "", True),
    (HORDE, ("texto",), "", True),
    (YAHOO, ("ambos", "html"), "en es fr de it", False),
    (PROTON, ("ambos", "html"), "en es", False),
    (UOL, ("ambos", "html"), "", False),
    (BOL, ("ambos", "html"), "", False),
    (TERRA, ("texto", "html"), "", True),
    (NOTES, _BOTH, "en es fr de it", False),
    (INOTES, ("texto", "html"), "en", False),
    (MUTT, ("texto",), "en", True),
)
_NO_WAY_TO_KNOW = {"so-linha"}  # no mark, no frame, no attribution
_BETWEEN = (
    ("Qual é o navegador em uso?", "É o Firefox."),
    ("Se não estiver, responda RECUSAR e escreva o motivo.", "De acordo, obrigada."),
)


def _answers(form: str, *, freely: bool) -> Iterator[Answer]:
    yield approves("aprovar", "Aprovado, obrigada.", form=form, letter=BY_HAND)
    gap = ".\n" if form == "texto" else ". "  # two paragraphs of a page may be two lines or three
    yield refuses("recusar", f"Recuso{gap}O acesso caiu ao meio-dia.", "O acesso caiu ao meio-dia.", form=form, letter=BY_HAND)
    yield silent("so-citacao", form=form, letter=BY_HAND)
    if freely and form == "texto":
        yield approves("aprovar-embaixo", "Aprovado, obrigada.", form=form, letter=BY_HAND, place="baixo")
        yield comments("entre", "", form=form, letter=BY_HAND, place="entre", between=_BETWEEN)


def _mails() -> Iterator[Made]:
    for shape, forms, languages, freely in _PROGRAMS:
        for form in forms:
            for answer in _answers(form, freely=freely):
                yield made("sem_marca", shape, answer)
        for language in languages.split():
            first = forms[0]
            yield made("sem_marca", shape, approves("aprovar", "Aprovado, obrigada.", form=first, language=language, letter=BY_HAND))
            yield made("sem_marca", shape, silent("so-citacao", form=first, language=language, letter=BY_HAND))
    for name, form in (*((name, "texto") for name in TEXTS), *((name, "html") for name in PAGES)):
        if name not in _NO_WAY_TO_KNOW:
            for answer in _answers(form, freely=False):
                yield made("sem_marca", rare(name), answer)


MAILS = [*_mails()]
