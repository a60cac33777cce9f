"""To which address do people write?"""

from gateway.allowed import an_address
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question


def ask(asker: Asker, _draft: Draft) -> Part:
    """One address."""
    return plain("address", asker.text("address", "Address", check=plausible))


def plausible(said: str) -> str:
    """An address without '+', in a domain that others know. Raises ValueError."""
    address = an_address(said)
    if "." not in address.rpartition("@")[2]:
        raise ValueError("must be in a whole domain, such as suporte@orgao.example")
    return address


QUESTION = Question("address", "Address", "The one address that people write to, such as suporte@orgao.example.", ask, ("domain",))
