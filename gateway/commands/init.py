"""carteiro init: asks for what an installation needs, tries each answer, and writes carteiro.yml."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gateway import app as application
from gateway import settings as reader
from gateway.commands import shown
from gateway.commands.doctor import silence
from gateway.commands.prompting import Terminal
from gateway.commands.starting import USAGE
from gateway.console.asking import course, given
from gateway.console.asking.answers import Answers
from gateway.console.asking.asker import Asker
from gateway.console.asking.stage import staged
from gateway.console.asking.talk import Stopped, Unanswered
from gateway.console.asking.writing import write
from gateway.console.tidying import tidied
from gateway.settings import FILE, BadSettings

NEXT = """\
Next:
  carteiro doctor     tries every part once more, with what is written now
  carteiro up         runs it here until Ctrl-C; as a service: docs/operating.md
Keep {folder} in the backup, encrypted: without the secret old letters prove nothing."""
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WIN = "The environment names {names}, and it wins over the file: not asked."


def _setting(meaning: str) -> typer.models.OptionInfo:
    return typer.Option(help=f"{meaning}, as docs/settings.md writes it.", metavar="VALUE")  # type: ignore[no-any-return]  # typer says Any


File = Annotated[Path | None, typer.Option(metavar="FILE.yml", help="Answers beforehand (docs/init.md); what is lacking is asked.")]
Yes = Annotated[
    bool, typer.Option("--yes", help="Ask nothing: defaults stand for what is not answered, and an older carteiro.yml is replaced.")
]
NoTest = Annotated[bool, typer.Option("--no-test", help="Write the answers without trying them.")]


def init(
    answers: File = None,
    address: Annotated[str, _setting("The address that people write to")] = "",
    home: Annotated[str, _setting("The folder for state")] = "",
    database: Annotated[str, _setting("The database")] = "",
    evidence: Annotated[str, _setting("Where the bytes of mails lie")] = "",
    catalog: Annotated[str, _setting("The catalogue's file")] = "",
    directory: Annotated[str, _setting("Who is who")] = "",
    relay: Annotated[str, _setting("Who sends our letters")] = "",
    mailbox: Annotated[list[str], _setting("A mailbox to fetch mail from; may stand several times")] = [],  # noqa: B006 - typer copies it
    listen: Annotated[str, _setting("Where mail is taken in by SMTP")] = "",
    operator: Annotated[str, _setting("Who gets alarms")] = "",
    office: Annotated[str, _setting("How letters are signed")] = "",
    timezone: Annotated[str, _setting("The office's clock")] = "",
    yes: Yes = False,
    no_test: NoTest = False,
) -> None:
    """Asks for what an installation needs, tries each answer, and writes carteiro.yml here; secrets go into files of their own.

    Exit 1 when an answer does not work or an older file may not be replaced, 2 when one is lacking or unknown; nothing is written then.
    """
    said = {
        "address": address,
        "home": home,
        "database": database,
        "evidence": evidence,
        "catalog": catalog,
        "directory": directory,
        "relay": relay,
        "listen": listen,
        "operator": operator,
        "office": office,
        "timezone": timezone,
    }
    try:
        beforehand = given.read(answers) if answers else {}
        beforehand |= given.flat({name: value for name, value in said.items() if value} | ({"mailboxes": mailbox} if mailbox else {}))
        older = reader.of_file(Path(FILE))
    except (Stopped, BadSettings) as error:
        shown.complain(str(error))
        sys.exit(USAGE)
    asker = Asker(beforehand, Terminal(quiet=yes))
    with _ending(), silence():
        _agreed(asker, sure=yes)
        written = _asked(asker, older, tests=not no_test)
    for path in written:
        typer.echo(f"Written: {path}")
    typer.echo(NEXT.format(folder=Path.cwd()))


def _asked(asker: Asker, older: dict[str, object], *, tests: bool) -> Sequence[Path]:
    fixed = reader.named()
    if fixed:
        asker.talk.say(WIN.format(names=", ".join(sorted(f"{reader.PREFIX}{name.upper()}" for name in fixed))), "warn")
    try:
        with tidied() as made, staged(Path()) as stage:
            draft = course.walk(Answers(asker, stage, application.now, made, fixed, tests), older)
            return write(draft, Path(), application.now())
    except Stopped as error:
        shown.complain(str(error))
        sys.exit(USAGE if isinstance(error, Unanswered) else 1)
    except BadSettings as error:
        shown.complain(f"{error}\nNothing was written.")
        sys.exit(1)
    except OSError as error:
        shown.complain(f"{error.filename or FILE} cannot be written ({error.strerror}); run it in a folder that this user may write.")
        sys.exit(1)


def _agreed(asker: Asker, *, sure: bool) -> None:
    """Whether an older file may be replaced."""
    if not Path(FILE).exists() or sure:
        return
    if not asker.talk.asks:
        shown.complain(f"There is a {FILE} here already; --yes replaces it (the old one is kept beside). Nothing was written.")
        sys.exit(1)
    shown.say(f"There is a {FILE} here already. Its answers are offered again; the old file is kept beside the new one.")
    if not asker.yes("replace", "Go on? yes or no", default=False):
        shown.complain("Nothing was written.")
        sys.exit(1)


@contextmanager
def _ending() -> Iterator[None]:
    """Ctrl-C, or the system's word to end, ends it once: nothing half-written stays, and a second one does not disturb that."""
    before = {number: signal.signal(number, _end) for number in ENDS}
    try:
        yield
    except (KeyboardInterrupt, EOFError, typer.Abort):
        shown.complain("Nothing was written.")
        sys.exit(1)
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is _end:  # told to end, it hears nothing more until it has ended
                signal.signal(number, handler)


def _end(*_: object) -> NoReturn:
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
