"""Which mail is set aside unread? A table; the first gate that holds names the mail's disposition."""

from collections.abc import Callable

from gateway.desk import telling
from gateway.desk.decision import Decision, Letter
from gateway.desk.scene import Mail, Scene
from gateway.people.proof import CLAIMED
from parsers.read import BUDGET

Gate = tuple[str, Callable[[Scene, Mail], bool]]

# rules.md: 'Mail that is not from a person', then 'Who is writing'.
GATES: tuple[Gate, ...] = (
    ("duplicate", lambda scene, _: scene.twin is not None),
    ("bounce", lambda _, mail: mail.reading.kind == "bounce"),
    ("automatic", lambda _, mail: mail.reading.kind == "auto"),
    ("list", lambda _, mail: mail.reading.kind == "list"),
    ("report", lambda _, mail: mail.reading.kind == "report"),
    ("own", lambda scene, mail: mail.reading.sender == scene.address),
    ("stranger", lambda _, mail: mail.sender.person is None),
    ("held-claimed", lambda _, mail: mail.sender.proof == CLAIMED),
    ("other-from", lambda _, mail: mail.sender.other_from),
    ("not-entitled", lambda _, mail: mail.sender.person is not None and not mail.sender.person.active),
    ("too-costly", lambda _, mail: BUDGET in mail.reading.defects),
)


def set_aside(scene: Scene, mail: Mail) -> Decision | None:
    """The decision of the first gate that holds, or None when the mail is to be read."""
    outcome = next((name for name, holds in GATES if holds(scene, mail)), None)
    if outcome is None:
        return None
    person = mail.sender.person
    letters: tuple[Letter, ...] = ()
    if person and outcome == "other-from":
        letters = (telling.cannot("other_from", person, mail.reading.title),)
    if person and outcome == "too-costly":
        letters = (telling.cannot("too_costly", person, mail.reading.title),)
    if person and outcome == "not-entitled":
        letters = not_entitled(scene, mail)
    # A copy of the mail that comes by a better way must still have its effect: nothing that was set aside counts as done.
    return Decision(outcome, letters=letters, takes_effect=False)


def not_entitled(scene: Scene, mail: Mail) -> tuple[Letter, ...]:
    """Whom the channel serves, told to a proven sender at most once a day."""
    person = mail.sender.person
    if person is None or scene.told.get("not_entitled"):
        return ()
    return (Letter("not_entitled", person, {"title": mail.reading.title}, about_ticket=False, answer=True),)
