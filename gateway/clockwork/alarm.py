"""What is the operator told at once? One mail a day that something looks like a machine, without a word of anybody's mail."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.desk.decision import Letter
from gateway.people.directory import Person
from storage import outbox

OPERATOR = "(operator)"  # no id of a directory
KIND = "alarm"


def letter(address: str, why: str) -> Letter:
    """The letter to the operator's address. why: `answers`, `explained`, `ticket`, `claims` or `loop`."""
    operator = Person(OPERATOR, "", "", (address,), frozenset(), active=True)
    return Letter(KIND, operator, {"why": why}, about_ticket=False)


def told(session: Session, now: datetime) -> int:
    """How many alarms were written within a day."""
    return outbox.told_since(session, OPERATOR, now - timedelta(days=1), KIND)
