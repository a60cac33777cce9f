"""What becomes of the mails that lie in an intake folder? As far as the rows and a list of UIDs tell."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from gateway.doors.imap.line import Line
from gateway.doors.imap.url import Box
from storage.mailbox.leftovers import ELSEWHERE, FETCHING, RECORDED, Standing
from storage.mailbox.mailboxes import Start

ALONE = "alone"
WORDS = {
    ALONE: "from before, left alone",
    RECORDED: "on record, waiting to be filed",
    ELSEWHERE: "a copy of what is filed, or left to a person",
    FETCHING: "new",
}


def waiting(box: Box, line: Line, standing: Standing | None) -> str:
    """How many lie there and what is done with them. standing: None when the rows cannot be asked. Raises Trouble."""
    lie = f"{line.exists} mail{'' if line.exists == 1 else 's'} in {box.folder}"
    if standing is None or not line.exists:
        return lie
    start = standing.start
    if start is None or (box.backlog and box.backlog != start.backlog):
        return f"{lie}, {_foretold(box, line, 'first' if start is None else 'next')}"
    if start.uidvalidity != line.uidvalidity:
        return f"{lie}, which the server numbers anew: all are looked through again, and copies count once"
    found = _sorted(line, start, standing)
    return f"{lie} ({'; '.join(f'{found[kind]} {words}' for kind, words in WORDS.items() if found[kind])})"


def _foretold(box: Box, line: Line, which: str) -> str:
    """What a look does that widens what counts."""
    if not box.backlog:
        return f"which the {which} look leaves alone (?backlog=all or a date takes them in)"
    if box.backlog == "all":
        return f"of which the {which} look takes in what is not on record yet" if which == "next" else "which the first look takes in"
    since = len(line.uids(1, date.fromisoformat(box.backlog)))
    return f"of which the {which} look takes in the {since} since {box.backlog}"


def _sorted(line: Line, start: Start, standing: Standing) -> Counter[str]:
    there = line.uids(1)
    # The server compares days: in doubt an old mail counts as new here.
    older = set(line.uids(1, start.since.date())) if start.looks_back else set[int]()
    return Counter(standing.lies.get(uid) or _unseen(uid, start, older) for uid in there)


def _unseen(uid: int, start: Start, older: Collection[int]) -> str:
    return FETCHING if uid >= start.first_uid or uid in older else ALONE
