"""May the user that runs Carteiro write where it must, and may nobody else read what is secret?"""

import os
import pwd
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gateway import shipped
from gateway.console.disks import nearest
from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.settings import FILE, BadSettings, Settings

PART = "permissions"
OTHERS = stat.S_IROTH | stat.S_IWOTH
ANYBODY_ELSE = stat.S_IRWXG | stat.S_IRWXO
OPTIONS = {"password_file": "the password", "secret_key_file": "the secret key", "tls_key": "the private key"}
# carteiro.yml holds a secret: the setting itself, or a password in a URL.
_SECRET = re.compile(r"^\s*secret\s*:\s*\S|://[^/\s@:]*:[^/\s@]+@", re.MULTILINE | re.IGNORECASE)


def look(settings: Settings, files: Iterable[tuple[str, Path]] = (), folder: Path | None = None) -> Finding:
    """files: those that hold values of settings, with the variable; folder: where carteiro.yml stands."""
    home = settings.home.absolute()
    notes = [*_home(home), *_secrets(settings, files), *_configured((folder or Path.cwd()) / FILE), *_people(settings)]
    says = "" if any(not note.ok for note in notes) else f"{home} may be written, and what is secret nobody else may read"
    return summed(PART, "", (says,), notes)


def _home(home: Path) -> Iterator[Note]:
    place = nearest(home)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        says = f"{home} may not be written" if place == home else f"{home} is not there, and {place} may not be written"
        mend = f"Let the user that runs Carteiro write there (`chown {_us()} {place}`), or set CARTEIRO_HOME to another folder."
        yield Note("unwritable", says, mend, ok=False)
    elif place == home and home.stat().st_uid != os.geteuid():
        whose = _named(home.stat().st_uid)
        says = f"{home} belongs to {whose}, and this is {_us()}"
        yield Note("other-user", says, f"Run commands as {whose}, who runs Carteiro (`deploy/systemd/carteiro` does).")


def _secrets(settings: Settings, files: Iterable[tuple[str, Path]]) -> Iterator[Note]:
    own = settings.home / "secret"
    yield from _closed("secret-open", own, "the secret that signs tokens", ANYBODY_ELSE)
    with suppress(BadSettings):
        if file := opening.file_of(opening.place(settings)):
            yield from _closed("database-open", file, "the database, with every mail in it")
    for variable, file in files:
        yield from _closed("password-open", file, f"what {variable} holds")
    for setting, url in _urls(settings):
        options = parse_qs(urlsplit(url).query)
        for option, what in OPTIONS.items():
            for named in options.get(option, ()):
                yield from _closed("password-open", Path(named), f"{what} of {setting}")


def _urls(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "CARTEIRO_RELAY", settings.relay
    yield "CARTEIRO_DIRECTORY", settings.directory
    yield "CARTEIRO_EVIDENCE", settings.evidence
    yield "CARTEIRO_TIMESTAMPS", settings.timestamps
    yield "CARTEIRO_PAGE", settings.page
    yield from (("CARTEIRO_MAILBOXES", url) for url in settings.mailboxes)
    yield from (("CARTEIRO_LISTEN", url) for url in settings.listen)


def _closed(why: str, file: Path, what: str, mode: int = OTHERS) -> Iterator[Note]:
    """A note when others may read a file that is there."""
    with suppress(OSError):
        if file.stat().st_mode & mode:
            command = "chmod 600" if mode == ANYBODY_ELSE else "chmod o-rwx"  # its group may be how the service reads it
            yield Note(why, f"{file} ({what}) may be read by others", f"Run `{command} {file}`.", ok=False)


def _configured(file: Path) -> Iterator[Note]:
    with suppress(OSError, UnicodeDecodeError):
        if file.stat().st_mode & OTHERS and _SECRET.search(file.read_text(encoding="utf-8")):
            mend = f"Run `chmod o-rwx {file}`, or keep secrets in files of their own (CARTEIRO_SECRET_FILE, password_file=)."
            yield Note("settings-open", f"{file} holds a secret and may be read by others", mend, ok=False)


def _people(settings: Settings) -> Iterator[Note]:
    """A directory file holds CPFs and kept passwords; the demo's are invented."""
    if not settings.directory.startswith("file:"):
        return
    file = Path(settings.directory.removeprefix("file:"))
    with suppress(OSError):
        if file.stat().st_mode & OTHERS and not file.samefile(shipped.find("demo/directory.yml")):
            says = f"{file} (CPFs and kept passwords) may be read by others"
            yield Note("directory-open", says, f"Run `chmod o-rwx {file}`.")


def _us() -> str:
    return _named(os.geteuid())


def _named(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
