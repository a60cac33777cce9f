"""By which clock does the office live?"""

from gateway.allowed import a_zone
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question


def ask(asker: Asker, _draft: Draft) -> Part:
    """A name of the IANA database."""
    return plain("timezone", asker.text("timezone", "Time zone", "America/Sao_Paulo", check=a_zone))


QUESTION = Question("timezone", "Time zone", "Office hours, deadlines and digests go by it.", ask)
