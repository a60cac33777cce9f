"""What is a question? What it is called, how it is asked, and how the answer is tried."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part
from gateway.console.doctor.finding import Finding
from gateway.settings import Settings


@dataclass(frozen=True, slots=True)
class Question:
    """setting: what it is about; title, why: said before it; parts: those of the doctor that try the answer.

    look: tries it where no part of the doctor does; matters: whether it is asked at all, after what was answered so far.
    """

    setting: str
    title: str
    why: str
    ask: Callable[[Asker, Draft], Part]
    parts: tuple[str, ...] = ()
    look: Callable[[Settings], Finding] | None = None
    matters: Callable[[Draft], bool] | None = None
