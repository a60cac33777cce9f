"""A mail that answers nothing: how is it made, and what is expected of its subject?"""

from dataclasses import replace
from typing import Any

from tests.mails.making.answer import Answer, Shape, made
from tests.mails.making.mail import Made


def first(folder: str, shape: Shape, answer: Answer, **expected: Any) -> Made:
    """The answer's text as a mail of its own under answer.subject, with what is expected besides its text."""
    mail = made(folder, shape, replace(answer, place="nada"))
    return replace(mail, expected={**mail.expected, "subject": answer.subject, **expected})
