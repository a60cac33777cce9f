"""How are the bytes of mails had out of a mailbox?"""

from collections.abc import Sequence

from gateway.doors.data import RIDES, Content, stow
from gateway.doors.imap.line import Line
from gateway.doors.imap.trouble import Refused
from storage.evidence.store import Evidence
from storage.mailbox.pickups import Seen


def contents_of(line: Line, evidence: Evidence, seen: Sequence[Seen]) -> dict[int, Content]:
    """UID -> what can be had of these; where the server refuses them together, each by itself. Raises Trouble."""
    try:
        return _contents(line, evidence, seen)
    except Refused:
        if len(seen) == 1:
            return {}
    return {uid: content for one in seen for uid, content in contents_of(line, evidence, [one]).items()}


def _contents(line: Line, evidence: Evidence, seen: Sequence[Seen]) -> dict[int, Content]:
    """In memory or durable. An empty mail is one only if it was listed so: a server may answer that for one that has just gone."""
    if len(seen) == 1 and seen[0].size > RIDES:
        return {seen[0].uid: stow(evidence, line.pieces(seen[0].uid))}
    bodies = line.bodies([one.uid for one in seen])
    empty = {one.uid for one in seen if one.size == 0}
    return {uid: stow(evidence, [raw]) for uid, raw in bodies.items() if raw or uid in empty}
