"""How does a deadline get into the reader's own calendar? As a file that rides along with the letter (iCalendar, RFC 5545)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from gateway.post.facts import TicketFacts
from gateway.post.letters import Letters, Office

TYPE = "text/calendar"
# The letters whose reader must answer in time. Others print the deadline too, to somebody else or as one fact among many.
KINDS = frozenset(
    {
        "solution", "out_of_scope", "deadline_moved", "reminder", "undecided", "refusal_reason",
        "received", "missing", "question", "question_reminder",
    }
)  # fmt: skip
LAST_SECOND = time(23, 59, 59)
NINE_THE_DAY_BEFORE = timedelta(hours=-15)  # from the midnight that begins the last day
DAY_BEFORE = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Prazo:
    """The file: its name, and its text in CRLF lines of 75 octets at most."""

    name: str
    text: str


def prazo(letters: Letters, office: Office, kind: str, facts: Mapping[str, object], now: datetime, *, confidential: bool) -> Prazo | None:
    """The file for a letter, or None when its reader has no deadline to keep.

    facts: the letter's. Words stand in `templates/_base/prazo.txt`: the first line is the entry's title. They name the office's plain
    address, no token: calendars are shared. No link in them decides: an entry outlives the solution that it was made for. Of a
    confidential ticket the entry names the number alone, and calls itself private.
    """
    ticket = facts.get("ticket")
    if kind not in KINDS or not isinstance(ticket, TicketFacts) or ticket.deadline is None or ticket.deadline <= now:
        return None
    told = {"ticket": ticket, "missing": facts.get("missing"), "confidential": confidential}
    title, _, description = letters.sheet("prazo", told).replace("\r\n", "\n").strip("\n").partition("\n")
    text = _entry(office, ticket, ticket.deadline, (title, description.strip("\n")), now, confidential)
    return Prazo(f"prazo-{ticket.number}.ics", text)


def _entry(office: Office, ticket: TicketFacts, deadline: datetime, words: tuple[str, str], now: datetime, confidential: bool) -> str:
    """One entry, published (RFC 5546 section 3.2.1) without organizer or attendee: nobody is to be sent an answer.

    Its UID is that of the ticket's round, so that a moved deadline moves the entry; SEQUENCE, the seconds since the ticket was opened,
    only grows (RFC 5545 section 3.8.7.4).
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - slow to load, and most commands write no letter

    title, description = words
    start, before = _start(office, deadline)
    alarm = Alarm()
    for name, value in (("action", "DISPLAY"), ("trigger", before), ("description", title)):
        alarm.add(name, value)
    event = Event()
    event.add("uid", f"{ticket.number}.{ticket.round}@{office.address.rpartition('@')[2]}")
    event.add("sequence", max(0, int((now - ticket.opened_at).total_seconds())))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", start)
    event.add("summary", title)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    if confidential:
        event.add("class", "PRIVATE")
    event.add_component(alarm)
    calendar = Calendar()
    for name, value in (("prodid", "-//Carteiro//Prazo//PT"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _start(office: Office, deadline: datetime) -> tuple[date | datetime, timedelta]:
    """The last day as a whole when its last second is the end, else the instant in UTC; and when to remind, seen from there."""
    local = deadline.astimezone(office.timezone)
    whole = local.time().replace(microsecond=0) == LAST_SECOND
    return (local.date(), NINE_THE_DAY_BEFORE) if whole else (deadline.astimezone(UTC), DAY_BEFORE)
