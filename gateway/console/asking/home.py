"""Where does state lie on this machine?"""

import os

from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.doctor.finding import Finding
from gateway.settings import Settings

PART = "home"


def ask(asker: Asker, _draft: Draft) -> Part:
    """A folder."""
    return plain("home", asker.text("home", "Folder", "var", check=_named))


def _named(said: str) -> str:
    if not said or "\0" in said:
        raise ValueError("must be the name of a folder, such as /var/lib/carteiro")
    return said


def look(settings: Settings) -> Finding:
    """Makes it if it is not there."""
    home = settings.home
    mend = "Name a folder that this user may write, or make it: mkdir -p FOLDER; chown USER FOLDER."
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        return Finding(PART, str(home), False, f"cannot be made: {error.strerror}", "unwritable", mend)
    if not os.access(home, os.W_OK | os.X_OK):
        return Finding(PART, str(home), False, "may not be written by this user", "unwritable", mend)
    return Finding(PART, str(home), True, "may be written")


QUESTION = Question(
    "home", "State", "The folder for the database, mails and letters that wait: on a disk that is backed up.", ask, ("disk",), look
)
