"""Where does an access token come from? Out of a command that the operator names (`?token_command=`), at each connection anew."""

import os
import re
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

SECONDS = 30.0  # that a token command may take
_TOKEN = re.compile(r"[\x21-\x7e]+")  # RFC 6750, 2.1, and what providers add to it


class NoToken(Exception):
    """There is none now. The text says why, in one line, without anything that the command printed."""


def fetch(command: str, seconds: float = SECONDS) -> str:
    """What the command prints, an access token (RFC 7628, 3.1). It is run without a shell. Raises NoToken, which never holds its output."""
    words = shlex.split(command)
    name = Path(words[0]).name
    try:
        # In a session of its own, so that whatever it started ends with it.
        running = subprocess.Popen(  # noqa: S603 - the operator's own setting
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a program"
        raise NoToken(f"the token command {name} cannot be run ({why})") from None
    with running:
        try:
            output, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            raise NoToken(f"the token command {name} was not done after {seconds:.0f} s") from None
    if running.returncode:
        raise NoToken(f"the token command {name} failed (exit code {running.returncode})")
    found = output.decode("ascii", "replace").strip()
    if not _TOKEN.fullmatch(found):
        raise NoToken(f"the token command {name} printed nothing that can be a token")
    return found


def xoauth2(user: str, token: str) -> str:
    """What a server that offers XOAUTH2 is told, before base64 (Google, Microsoft: the same for IMAP and SMTP)."""
    return f"user={user}\1auth=Bearer {token}\1\1"
