"""How long is what kept? The years of a closed ticket, and the days of mail that belongs to none, as catalog.yml says them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

NEVER = 0
UNSAID = -1  # of an item: as the catalogue says of all
NEVER_SAID = "never"
MOST_YEARS, MOST_DAYS = 100, 36_500


def _term(most: int) -> PlainValidator:
    def read(given: Any) -> int:
        if given == NEVER_SAID:
            return NEVER
        if type(given) is int and 1 <= given <= most:
            return given
        raise PydanticCustomError("no_term", "is no time to keep something for")

    return PlainValidator(read)


Years = Annotated[int, _term(MOST_YEARS), Field(description=f"whole years from 1 to {MOST_YEARS}, or never")]
Days = Annotated[int, _term(MOST_DAYS), Field(description=f"whole days from 1 to {MOST_DAYS}, or never")]


@dataclass(frozen=True, slots=True)
class Term:
    """How long the tickets of one item are kept once they are closed; NEVER: they are not erased by time."""

    years: Years = UNSAID


@dataclass(frozen=True, slots=True)
class Without:
    """How long mail is kept that belongs to no ticket, and the letters about it, from its arrival on."""

    days: Days


AS_ALL, FOR_EVER = Term(), Without(NEVER)


@dataclass(frozen=True, slots=True)
class Retention:
    """The same for all items that say nothing themselves. A catalogue that says nothing at all erases nothing."""

    years: Years = NEVER
    without_ticket: Without = FOR_EVER


ERASES_NOTHING = Retention()


def years_before(instant: datetime, years: int) -> datetime:
    """The same moment of the calendar so many years earlier; of 29 February the 28th."""
    try:
        return instant.replace(year=instant.year - years)
    except ValueError:
        return instant.replace(year=instant.year - years, day=28)


def days_before(instant: datetime, days: int) -> datetime:
    """So many times 24 hours earlier."""
    return instant - timedelta(days=days)
