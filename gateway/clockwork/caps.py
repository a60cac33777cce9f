"""How much is written to one person? Caps by the hour: beyond them we might be talking to a machine, or be used against somebody."""

from gateway.desk.decision import Letter
from gateway.desk.scene import Scene

ANSWERS = 60
EXPLANATIONS = 5  # in one conversation
DOSSIERS = 5  # to one person in a day: each may be as big as a mail can be
OF_A_TICKET = 60  # letters that pass on what was written
# Letters that only say why nothing happened; a machine at the other end would ask for ever.
EXPLAINING = ("undecided", "cannot", "catalogue", "which_entity", "refusal_reason", "unconfirmed", "missing")
# Letters that pass on what stands on record as well. What decides, or begins days, is never held back.
CARRYING = ("answer", "comment", "colleague")


def reached(scene: Scene, letter: Letter) -> str:
    """The cap that this letter would pass (a word of the letter `alarm`), or ''."""
    if letter.answer and scene.told.get("hour", 0) >= ANSWERS:
        return "answers"
    if letter.answer and letter.kind in EXPLAINING and scene.told.get("explained", 0) >= EXPLANATIONS:
        return "explained"
    if letter.about_ticket and letter.kind in CARRYING and scene.written.get(letter.to.id, 0) >= OF_A_TICKET:
        return "ticket"
    return ""
