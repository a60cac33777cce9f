"""To which address do people write?"""

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question


def ask(asker: Asker, _draft: Draft) -> Part:
    """One address."""
    return plain("address", asker.text("address", "Address", check=plausible))


def plausible(said: str) -> str:
    """An address without '+'. Raises ValueError."""
    local, _, domain = said.rpartition("@")
    if not local or "." not in domain or "+" in local or any(sign.isspace() for sign in said):
        raise ValueError("must be one plain address without '+', such as suporte@orgao.example")
    return said.lower()


QUESTION = Question("address", "Address", "The one address that people write to, such as suporte@orgao.example.", ask, ("domain",))
