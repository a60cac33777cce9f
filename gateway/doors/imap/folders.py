"""How are folders named on this server, and made?"""

import re
from collections.abc import Sequence

from imap_tools import FolderInfo, ImapToolsError
from imap_tools.imap_utf7 import utf7_decode
from imap_tools.utils import encode_folder

from gateway.doors.imap import trouble
from gateway.doors.imap.answers import Part
from gateway.doors.imap.entering import Mailbox
from gateway.doors.imap.trouble import ANSWER, FOLDER, Trouble

# The first of the personal namespaces: its prefix and its delimiter (RFC 2342, 5).
_PERSONAL = re.compile(rb'\(\("((?:[^"\\]|\\.)*)" (?:NIL|"(\\?.)")')
_LISTED = re.compile(rb'\([^)]*\) "(\\?.)" ')
FLAT = "-"  # stands between levels where the server knows none


class Folders:
    """The folders of one mailbox, whose own are named by levels: ("Recebidos", "2026-11")."""

    def __init__(self, mailbox: Mailbox) -> None:
        """Asks how they are named. Raises Trouble."""
        self._mailbox, self._client = mailbox, mailbox.client
        self._prefix, self._delimiter = self._personal()

    def name(self, levels: Sequence[str]) -> str:
        """The folder's name with the server's prefix and delimiter."""
        between = self._delimiter or FLAT
        return self._prefix + between.join(level.replace(between, "_") for level in levels)

    def select(self, name: str) -> tuple[int, int]:
        """Opens a folder for changing; its UIDVALIDITY and the UID expected next, 0 when that is not said. Raises Trouble."""
        client = self._client
        client.begin()
        with client.talking():
            try:
                self._mailbox.folder.set(name)
            except (client.error, ImapToolsError):
                if client.result not in {"NO", "BAD"}:
                    raise
                raise Trouble(trouble.put_off(client.said, FOLDER), f"the folder {name} cannot be opened ({client.said})") from None
        validity = _number(client.told("UIDVALIDITY"))
        if not validity:
            raise Trouble(ANSWER, f"the server gives the folder {name} no UIDVALIDITY")
        return validity, _number(client.told("UIDNEXT"))

    def there(self, name: str) -> bool:
        """Whether a folder is listed that mails can be put into (RFC 3501, 7.2.2). Raises Trouble."""
        return any(not {"\\noselect", "\\nonexistent"} & {flag.lower() for flag in one.flags} for one in self._list(name))

    def make(self, levels: Sequence[str]) -> str:
        """Makes what is missing of a folder, level by level, and subscribes to it. '' or why the server refuses. Raises Trouble."""
        refused = ""
        for depth in range(1, len(levels) + 1):
            name = self.name(levels[:depth])
            if self._client.ask("CREATE", encode_folder(name)) == "OK":
                self._client.ask("SUBSCRIBE", encode_folder(name))
                refused = ""
            elif trouble.code(self._client.said) != "ALREADYEXISTS":
                refused = self._client.said
        return refused

    def _list(self, name: str) -> list[FolderInfo]:
        self._client.begin()
        with self._client.talking():
            return self._mailbox.folder.list("", name)

    def _personal(self) -> tuple[str, str]:
        """Prefix and delimiter of the names of our own folders; the delimiter is '' when there are no levels. Raises Trouble."""
        client = self._client
        if "NAMESPACE" in client.capabilities and client.ask("NAMESPACE") == "OK":
            for part in _texts(client.told("NAMESPACE")):
                found = _PERSONAL.match(part)
                if found:
                    with client.talking():
                        return utf7_decode(_plain(found[1])), _plain(found[2] or b"").decode("ascii")
        client.ask("LIST", '""', '""')
        for part in _texts(client.told("LIST")):
            found = _LISTED.match(part)
            if found:
                return "", _plain(found[1]).decode("latin-1")
        return "", ""


def _texts(parts: Sequence[Part]) -> list[bytes]:
    return [part for part in parts if isinstance(part, bytes)]


def _plain(quoted: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", quoted)


def _number(said: Sequence[Part]) -> int:
    found = [int(part) for part in _texts(said) if part.isdigit() and len(part) <= 10]  # noqa: PLR2004 - 32 bits
    return found[-1] if found else 0
