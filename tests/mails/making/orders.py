"""The answers of the corpus in the words of rules.md: who approves, refuses, orders, comments, and what decides nothing."""

from typing import Any

from tests.mails.making.answer import APPROVED, Answer, File, Order
from tests.mails.making.mail import picture
from tests.mails.making.quoted import WORK

SCREEN = picture(640, 400)
LOGO = picture(120, 48, seed=3)


def approves(case: str, new: str, **more: Any) -> Answer:
    return Answer(case, new, APPROVED, **more)


def refuses(case: str, new: str, reason: str | None, **more: Any) -> Answer:
    return Answer(case, new, (("RECUSAR", "", reason),), **more)


def says(case: str, new: str, word: str, argument: str = "", text: str | None = "", **more: Any) -> Answer:
    """One order that is neither APROVAR nor RECUSAR."""
    return Answer(case, new, ((word, argument, text),), **more)


def works(case: str, new: str, *orders: Order, **more: Any) -> Answer:
    """A technician's answer to the letter of a ticket."""
    return Answer(case, new, orders, letter=WORK, **more)


def undecided(case: str, new: str, unclear: str | None, **more: Any) -> Answer:
    return Answer(case, new, (), unclear, **more)


def comments(case: str, new: str, **more: Any) -> Answer:
    return Answer(case, new, **more)


def silent(case: str, **more: Any) -> Answer:
    """Nothing but the quoted letter, or what a program wrote."""
    return Answer(case, "", **more)


def screen(name: str, mark: str = "") -> File:
    """A screenshot: with a Content-ID it is shown in the text."""
    return File(name, "image/png", SCREEN, mark)


def logo(name: str, mark: str) -> File:
    """A signature's picture."""
    return File(name, "image/png", LOGO, mark)
