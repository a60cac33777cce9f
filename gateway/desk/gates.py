"""Which mail is set aside unread? A table; the first gate that holds names the mail's disposition."""

from collections.abc import Callable

from gateway.desk import claims, telling
from gateway.desk.decision import Decision, Letter
from gateway.desk.scene import Mail, Scene
from gateway.people.proof import CLAIMED
from parsers.read import BUDGET
from storage.mail.inbox import HELD_CLAIMED

REPEATS = 2  # what was written twice within the hour in one conversation, and comes again, is a machine's
Gate = tuple[str, Callable[[Scene, Mail], bool]]

# rules.md: 'Mail that is not from a person', then 'Who is writing'.
GATES: tuple[Gate, ...] = (
    ("duplicate", lambda scene, _: scene.twin is not None),
    ("bounce", lambda _, mail: mail.reading.kind == "bounce"),
    ("automatic", lambda _, mail: mail.reading.kind == "auto"),
    ("list", lambda _, mail: mail.reading.kind == "list"),
    ("report", lambda _, mail: mail.reading.kind == "report"),
    ("own", lambda scene, mail: scene.own or mail.reading.sender == scene.address),
    ("stranger", lambda _, mail: mail.sender.person is None),
    ("not-entitled", lambda _, mail: mail.sender.person is not None and not mail.sender.person.active),
    (HELD_CLAIMED, lambda _, mail: mail.sender.proof == CLAIMED),
    ("other-from", lambda _, mail: mail.sender.other_from),
    ("loop", lambda scene, _: scene.repeats >= REPEATS),
    ("too-costly", lambda _, mail: BUDGET in mail.reading.defects),
)


def set_aside(scene: Scene, mail: Mail) -> Decision | None:
    """The decision of the first gate that holds, or None when the mail is to be read."""
    outcome = next((name for name, holds in GATES if holds(scene, mail)), None)
    if outcome is None:
        return None
    person = mail.sender.person
    if person and outcome == HELD_CLAIMED:
        return claims.hold(scene, mail, person)
    letters: tuple[Letter, ...] = ()
    if person and outcome == "other-from":
        letters = (telling.cannot("other_from", person, mail.reading.title),)
    if person and outcome == "too-costly":
        letters = (telling.cannot("too_costly", person, mail.reading.title),)
    if person and outcome == "not-entitled":
        letters = not_entitled(scene, mail)
    # A copy of the mail that comes by a better way must still have its effect: nothing that was set aside counts as done.
    return Decision(outcome, letters=letters, takes_effect=False, alarm="loop" if outcome == "loop" else "")


def not_entitled(scene: Scene, mail: Mail) -> tuple[Letter, ...]:
    """Whom the channel serves, told to a proven sender at most once a day."""
    person = mail.sender.person
    if person is None or not mail.sender.proven or scene.told.get("not_entitled"):
        return ()
    return (Letter("not_entitled", person, {"title": mail.reading.title}, about_ticket=False, answer=True),)
