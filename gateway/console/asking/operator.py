"""Who is told when something is wrong?"""

from gateway.console.asking.address import plausible
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.doctor.finding import Finding
from gateway.settings import Settings

PART = "operator"


def ask(asker: Asker, _draft: Draft) -> Part:
    """An address, or nobody."""
    said = asker.text("operator", "Address; Enter: nobody", "", check=lambda said: plausible(said) if said else "")
    return plain("operator", said)


def look(settings: Settings) -> Finding:
    """Alarms to the address that people write to would come in as mail."""
    if settings.operator and settings.operator == settings.address:
        mend = "Name another address, one that a person reads."
        return Finding(PART, settings.operator, False, "is the address that people write to: alarms would come in as mail", "own", mend)
    if not settings.operator:
        mend = "Give CARTEIRO_OPERATOR (operator in carteiro.yml) an address that somebody reads."
        return Finding(PART, "", True, "alarms reach nobody, they are in the log only", "no-operator", mend)
    return Finding(PART, settings.operator, True, "gets alarms")


QUESTION = Question("operator", "Operator", "Who gets a mail when a mailbox, the relay or the record is in trouble.", ask, look=look)
