"""Who is told when something is wrong?"""

from gateway.console.asking.address import plausible
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.doctor import setting


def ask(asker: Asker, _draft: Draft) -> Part:
    """An address, or nobody."""
    said = asker.text("operator", "Address; Enter: nobody", "", check=lambda said: plausible(said) if said else "")
    return plain("operator", said)


WHY = "Who gets a mail when a mailbox, the relay or the record is in trouble."
QUESTION = Question("operator", "Operator", WHY, ask, look=setting.operator)
