"""What can be wrong with a mailbox?"""

import re

UNREACHABLE = "unreachable"
"""No connection, refused, reset, hung up."""
TLS = "tls"
"""Certificate or handshake, or no encryption to be had."""
LOGIN = "login"
"""The password is refused, or its file cannot be read."""
TOKEN = "token"  # noqa: S105 - a reason, no secret
"""The access token is refused, or the command that makes it failed."""
FOLDER = "folder"
"""The intake folder is not there."""
READ_ONLY = "read-only"
"""The intake folder may not be changed."""
BUSY = "busy"
"""The server puts off: in use, throttled, too many connections."""
SILENT = "silent"
"""No answer within the patience."""
ANSWER = "answer"
"""Anything else the server said."""
WHYS = (UNREACHABLE, TLS, LOGIN, TOKEN, FOLDER, READ_ONLY, BUSY, SILENT, ANSWER)

GONE = "EXPUNGEISSUED"
"""The code with which mails are refused because somebody else took some of them away (RFC 5530, 3)."""

LONGEST_WORDS = 200  # characters of the server's text that are passed on

# RFC 5530, 3; Gmail says OVERQUOTA, others THROTTLED, when a mailbox is read too fast.
_BUSY_CODES = frozenset({"INUSE", "LIMIT", "OVERQUOTA", "THROTTLED", "UNAVAILABLE"})
_BUSY_WORDS = re.compile(r"maximum number of connections|too many|throttl|try again|temporar", re.IGNORECASE)
_CODE = re.compile(r"\[([A-Za-z-]+)")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class Trouble(Exception):
    """A mailbox that cannot be worked with now; the connection is of no use any more.

    why: one of WHYS. The text says what happened, in one line, without any word of a mail and no secret.
    """

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why = why


class Refused(Exception):
    """One command was answered NO or BAD while the connection is sound. The text is one line, in the server's words."""


def one_line(words: bytes | str) -> str:
    """What a server said, shortened to one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return _BLANKS.sub(" ", text[: 4 * LONGEST_WORDS]).strip()[:LONGEST_WORDS]


def code(words: str) -> str:
    """The response code the server's text opens with (RFC 3501, 7.1), in upper case; '' when none."""
    found = _CODE.match(words)
    return found[1].upper() if found else ""


def put_off(words: str, otherwise: str) -> str:
    """BUSY when the server's text asks for another time, else the reason given."""
    return BUSY if code(words) in _BUSY_CODES or _BUSY_WORDS.search(words) else otherwise
