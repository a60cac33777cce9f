"""Which file says what people can ask for, and which group it goes to?"""

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question


def ask(asker: Asker, _draft: Draft) -> Part:
    """A file."""
    return plain("catalog", asker.text("catalog", "File", "catalog.yml"))


QUESTION = Question(
    "catalog", "Catalogue", "Items, groups and routes. `catalog.yml` came with the program: copy it to write your own.", ask, ("catalogue",)
)
