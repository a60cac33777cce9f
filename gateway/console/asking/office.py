"""How are letters signed?"""

from gateway.allowed import a_line
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question


def ask(asker: Asker, _draft: Draft) -> Part:
    """A name, or the catalogue's."""
    return plain("office", asker.text("office", "Name; Enter: the catalogue's", "", check=a_line))


QUESTION = Question("office", "Office", "The name that letters come from.", ask)
