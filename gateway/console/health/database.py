"""Does the database answer?"""

from gateway.console.health.check import Check

NAME = "database"
MEND = "`carteiro doctor` says what is wrong with it. Until it answers, doors say 451 and mailboxes keep their mail: nothing is lost."


def answers() -> Check:
    """It did."""
    return Check(NAME, True, "answers")


def away(trouble: Exception) -> Check:
    """It did not, or not in time."""
    if isinstance(trouble, TimeoutError):
        return Check(NAME, False, "no answer in time", MEND)
    return Check(NAME, False, f"cannot be asked ({type(trouble).__name__})", MEND)
