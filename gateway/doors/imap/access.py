"""With what does a mailbox let us in? Read anew at each connection, so that a changed password needs no restart."""

from pathlib import Path

from gateway import accesstoken
from gateway.accesstoken import NoToken
from gateway.doors.imap.trouble import LOGIN, TOKEN, Trouble
from gateway.doors.imap.url import Box


def check(box: Box) -> None:
    """Reads what a mailbox's URL names, as each connection will: password and certificates. Raises ValueError with a sentence.

    A token command is not run: what it says may be another thing in a minute.
    """
    box.context()
    name = box.password_file
    try:
        if name and not Path(name).read_text(encoding="utf-8").strip("\r\n"):
            raise ValueError(f"{name} is empty: it holds the password of the mailbox")
    except UnicodeDecodeError:
        raise ValueError(f"password_file={name} cannot be read (not UTF-8); name a readable file that holds the password") from None
    except OSError as error:
        raise ValueError(f"password_file={name} cannot be read ({error.strerror}); name a readable file that holds the password") from None


def password(file: str) -> str:
    """The password that stands in the file; line breaks at its end are none of it. Raises Trouble."""
    try:
        found = Path(file).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Trouble(LOGIN, f"the password file {file} cannot be read ({why})") from None
    if not found or "\0" in found:
        raise Trouble(LOGIN, f"the password file {file} holds no password")
    return found


def token(command: str) -> str:
    """What the command prints, an access token. Raises Trouble."""
    try:
        return accesstoken.fetch(command)
    except NoToken as none:
        raise Trouble(TOKEN, str(none)) from None
