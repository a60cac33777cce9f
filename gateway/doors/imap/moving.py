"""How do mails go into another folder, without one ever being lost?

MOVE (RFC 6851) where the server has it. Else COPY, then the mark of what is deleted, then UID EXPUNGE (RFC 4315) of these and no others;
a server that does not know that either keeps them marked. A plain EXPUNGE is never said: it would take what somebody else has marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from imap_tools.utils import encode_folder

from gateway.doors.imap import answers, trouble, uidsets
from gateway.doors.imap.client import Client
from gateway.doors.imap.folders import Folders
from gateway.doors.imap.trouble import Refused

TRIES = 3  # the folder may be missing, and then somebody may have taken a mail


@dataclass(frozen=True, slots=True)
class Moved:
    """Where mails are now. folder: as the server names it; uidvalidity: its number, 0 when unknown.

    uids: old -> new, of those that the server told (COPYUID, RFC 4315, 3); empty when it does not tell. stayed: they were copied, and
    lie in the first folder too.
    """

    folder: str
    uidvalidity: int
    uids: dict[int, int]
    stayed: bool = False


def move(client: Client, folders: Folders, uids: Sequence[int], levels: Sequence[str]) -> Moved:
    """Moves mails of the selected folder; makes the other one when it is missing. Raises Refused and Trouble."""
    name = folders.name(levels)
    validity, new, stayed = 0, dict[int, int](), False
    for said, named in uidsets.written(uids):
        command = "MOVE" if "MOVE" in client.capabilities else "COPY"
        _carry(client, folders, (command, said), levels)
        found, pairs = answers.copied(client.told("COPYUID"), named)
        validity, new = found or validity, new | pairs
        if command == "COPY":
            stayed = not _take_away(client, said) or stayed
    return Moved(name, validity, new, stayed)


def _carry(client: Client, folders: Folders, command: tuple[str, str], levels: Sequence[str]) -> None:
    """MOVE or COPY of some UIDs, until it is done or cannot be. Raises Refused and Trouble."""
    name = folders.name(levels)
    words, unmade, made = "", "", False
    for _ in range(TRIES):
        if client.ask("UID", *command, encode_folder(name)) == "OK":
            return
        words = client.said
        if trouble.code(words) == trouble.GONE:
            continue  # the server has now told who, so that the rest can go (RFC 2180, 4.4)
        if made or not (client.told("TRYCREATE") or not folders.there(name)):
            break
        unmade, made = folders.make(levels), True
    raise Refused(f"{command[0]} into {name}: {unmade or words}")


def _take_away(client: Client, uids: str) -> bool:
    """Marks what was copied, and removes it where just that can be removed; whether it is gone. Raises Trouble.

    A refusal is no reason to copy once more.
    """
    marked = client.ask("UID", "STORE", uids, "+FLAGS.SILENT", "(\\Deleted)") == "OK"
    return marked and "UIDPLUS" in client.capabilities and client.ask("UID", "EXPUNGE", uids) == "OK"
