"""What is said of one thing that is looked at?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Check:
    """One named check, in English and without personal data.

    says: what was seen; mend: what an operator does about it, '' where nothing is to be done; since: when it began, as far as that is
    known; told: whether the operator has a letter about it from whoever met it (clockwork/alarm.py).
    """

    name: str
    ok: bool
    says: str
    mend: str = ""
    since: datetime | None = None
    told: bool = False
