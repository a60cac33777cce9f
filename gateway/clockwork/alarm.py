"""What is the operator told at once? What looks like a machine, and what is in trouble; no word of any mail."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk.decision import Letter
from gateway.people.directory import Person
from gateway.post import registered
from storage.mail import outbox

log = logging.getLogger(__name__)

OPERATOR = "(operator)"  # no id of a directory
KIND = "alarm"
MAILBOX = "mailbox"
RELAY = "relay"
STAMPS = "stamps"
HEALTH = "health"
RENUMBERED, UNFILED, UNFETCHABLE, UNREAD = "renumbered", "unfiled", "unfetchable", "unread"  # beside the words of doors/imap/trouble.py

_HOST = re.compile(r"@([^/@]+)/")


def letter(address: str, why: str) -> Letter:
    """The letter to the operator's address. why: `answers`, `explained`, `ticket`, `claims` or `loop` (`relay`: of_relay)."""
    operator = Person(OPERATOR, "", "", (address,), frozenset(), active=True)
    return Letter(KIND, operator, {"why": why}, about_ticket=False)


def told(session: Session, now: datetime) -> int:
    """How many alarms were written within a day."""
    return outbox.told_since(session, OPERATOR, now - timedelta(days=1), KIND)


def of_mailbox(tools: Tools, mailbox: str, why: str, detail: str, since: datetime) -> int | None:
    """Puts a letter about a mailbox on record, in a transaction of its own; the id to send, or None when CARTEIRO_OPERATOR is not set.

    mailbox: its name (`user@host/folder`); why: a word of doors/imap/trouble.py, or one of those above; detail: what the server said,
    or ''; since: when it began. How often it is told is the caller's to say. Raises jinja2.UndefinedError for a word without a sentence.
    """
    log.log(logging.WARNING if why == RENUMBERED else logging.CRITICAL, "Alarm: a mailbox on %s: %s", _host(mailbox), why)
    if not tools.operator:
        return None
    post = _post(tools, MAILBOX, {"mailbox": mailbox, "why": why, "detail": detail, "since": since})
    with tools.database.writing() as session:
        return outbox.put(session, post, tools.clock())


def of_relay(tools: Tools) -> int | None:
    """Puts a letter on record that says that the relay could not be entered, once a day; the id to send, or None."""
    if not tools.operator:
        return None
    post = _post(tools, KIND, {"why": RELAY})
    with tools.database.writing() as session:
        return None if told(session, tools.clock()) else outbox.put(session, post, tools.clock())


def of_stamps(tools: Tools, session: Session, why: str, authority: str, since: datetime) -> int | None:
    """Puts a letter on record that says that time-stamps are lacking (`missing`), or no longer (`back`); the id to send, or None.

    authority: its URL, of which the letter says host and path (mail programs make links of URLs); since: from when on. How often it is
    told is the caller's to say, in whose transaction it is written.
    """
    if not tools.operator:
        return None
    facts = {"why": why, "authority": authority.partition("://")[2], "since": since}
    return outbox.put(session, _post(tools, STAMPS, facts), tools.clock())


def of_check(tools: Tools, session: Session, name: str, since: datetime, until: datetime | None = None) -> int | None:
    """Puts a letter on record that says that a check of gateway/console/health/ is red, or green again; the id to send, or None.

    since: when it began; until: when it was last seen, once it is over. How often it is told is the caller's to say, in whose
    transaction it is written.
    """
    if not tools.operator:
        return None
    facts = {"why": name, "over": until is not None, "since": since, "until": until}
    return outbox.put(session, _post(tools, HEALTH, facts), tools.clock())


def _post(tools: Tools, kind: str, facts: Mapping[str, object]) -> outbox.Post:
    content = tools.letters.compose(kind, tools.office.address, {"reader_name": "", **facts})
    return outbox.Post(
        kind=kind,
        ticket_id=None,
        cause_id=None,
        round=0,
        answer=False,
        person=OPERATOR,
        recipient=tools.operator,
        recipient_name="",
        message_id=_message_id(tools),
        in_reply_to="",
        references=(),
        reply_to=tools.office.address,
        subject=content.subject,
        body_text=content.text,
        body_html=content.html,
        registro=registered.field(tools.latest.head),
    )


def _message_id(tools: Tools) -> str:
    """Formed as those of other letters about no ticket."""
    return f"m0.0.{tools.tokens.mac('m0', 0, OPERATOR)}.{tools.unique()}@{tools.office.address.rpartition('@')[2]}"


def _host(mailbox: str) -> str:
    """All of a mailbox's name that the log may hold: it may be somebody's address."""
    found = _HOST.search(mailbox)
    return found[1] if found else "a host"
