"""Do several processes ring each other?"""

from urllib.parse import quote

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part
from gateway.console.asking.question import Question
from gateway.console.asking.ready import part

LOCAL = "local:"


def ask(asker: Asker, _draft: Draft) -> Part:
    """Redis, or nothing."""
    said = asker.text("broker", "Redis as HOST:PORT; Enter: none", LOCAL, check=_named)
    if said == LOCAL or "://" in said:
        return part("broker", said)
    password = asker.text("broker.password", "Its password (not shown; Enter alone: none)", "", hidden=True)
    return part("broker", f"redis://:{quote(password, safe='')}@{said}/0" if password else f"redis://{said}/0")


def _named(said: str) -> str:
    if any(sign.isspace() for sign in said):
        raise ValueError("must be a host and its port, such as redis.orgao.example:6379")
    return said or LOCAL


def matters(draft: Draft) -> bool:
    """Whether more than one process can work on the database."""
    part = draft.parts.get("database")
    return part is not None and not str(part.value(str)).startswith("sqlite:")


WHY = "With several processes Redis saves a second or two; without it nothing is lost."
QUESTION = Question("broker", "Broker", WHY, ask, ("broker",), matters=matters)
