"""What does every command begin with? The settings, or a sentence that says how to mend them; the log; the database up to date."""

import logging
import sys

from gateway import allowed
from gateway import app as application
from gateway import settings as reader
from gateway.clockwork.tools import Tools
from gateway.commands.log import FORMS, tell
from gateway.commands.shown import complain
from gateway.doors.imap import access
from gateway.loopback import open_to_others
from gateway.people import demo
from gateway.settings import BadSettings, Settings
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.restoring.witness import Witness

USAGE = 2
"""Exit: a person must act first; a setting or an option is wrong, or the database is not one to work on. Nothing tries it again."""


def settings() -> Settings:
    """The settings; a bad one ends the command with exit 2."""
    try:
        chosen = reader.read()
    except BadSettings as error:
        complain(str(error))
        sys.exit(USAGE)
    write_log_as(chosen.log)
    return chosen


def looking() -> Tools:
    """What a command needs that only looks: the tools of the settings, on a database that is there."""
    return _equipped(settings())


def changing() -> Tools:
    """What a command needs that puts something on record: the same, on a database that is no older state of itself. Raises OlderState."""
    chosen = settings()
    tools = _equipped(chosen)
    refuse_older(chosen, tools)
    return tools


def _equipped(chosen: Settings) -> Tools:
    tools = application.equip(chosen)
    tools.database.prepare()
    return tools


def refuse_older(chosen: Settings, tools: Tools) -> None:
    """Before anything is put on record: the database is not an older state of itself. Raises OlderState."""
    seen = remembered(chosen)
    with tools.database.reading() as session:
        restored.refuse(session, seen)


def older(why: OlderState) -> str:
    """What is said of a database that is an older state, and what to do."""
    return (
        f"The database is an older state: {why}. Nothing is put on record, so that no number is given out twice. "
        "`carteiro evidence verify` looks at it; `carteiro evidence accept --reason TEXT` goes on with it."
    )


def remembered(chosen: Settings) -> Witness | None:
    """What this machine has seen of the record. A file that cannot be understood counts for nothing, and is told of."""
    path = chosen.home / witness.NAME
    try:
        return witness.read(path)
    except (OSError, ValueError) as error:
        complain(f"{path} cannot be read ({error}): whether the database is an older state is not seen by it.")
        return None


def check_mailboxes(chosen: Settings) -> None:
    """Before mailboxes are read: what their URLs name is there. Raises BadSettings. Other commands do without."""
    for box in application.boxes(chosen):
        try:
            access.check(box)
        except ValueError as error:
            raise BadSettings(f"CARTEIRO_MAILBOXES: {box.name}: {error}") from None


def log_from(level: int) -> None:
    """Writes the log to the error stream, one line a record (log.py). No line of it holds an address, a name or a word of a mail."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMS["text"]())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)  # libraries may tell more than is ours to keep
    logging.getLogger("gateway").setLevel(level)
    logging.getLogger("mail").setLevel(logging.ERROR)  # aiosmtpd writes what callers say, passwords included


def write_log_as(form: str) -> None:
    """From now on what log_from set up is written so; form: `text` or `json`."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, tuple(FORMS.values())):
            handler.setFormatter(FORMS[form]())


def warn_of_demo(chosen: Settings) -> None:
    """The invented people of the demo have a password that everyone knows. Raises BadSettings where others could use it.

    So do those of a copy that somebody began a directory with.
    """
    if not demo.known_to_all(chosen.directory):
        return
    if found := open_to_others(chosen.listen):
        raise BadSettings(
            "CARTEIRO_DIRECTORY: people with the demo's password (carteiro) may only be served on loopback, "
            f"not on {allowed.location(found[0])}; name your own directory, with passwords of its own (`carteiro password` writes them)"
        )
    tell("Serving people with the demo's password (carteiro). Set CARTEIRO_DIRECTORY to serve your own.", "red")


def warn_of_machines(chosen: Settings) -> None:
    """A database that several machines can work on, and a secret that only this one has."""
    if chosen.database.startswith("postgresql") and not chosen.secret:
        own = chosen.home / "secret"
        tell(
            f"CARTEIRO_SECRET is not given: letters are signed with this machine's own ({own}). Before another machine works on this "
            "database, give all of them one CARTEIRO_SECRET (that file holds it), or answers to letters of others prove nothing.",
            "red",
        )
