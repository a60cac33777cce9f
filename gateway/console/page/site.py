"""Which page is at which address? Every path, and an answer for whatever goes wrong on the way."""

import logging
import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from sqlalchemy.exc import SQLAlchemyError

from gateway.clockwork.tools import Tools
from gateway.console.page import letters, mails, quarantine, queues, tickets, today
from gateway.console.page.answer import Answer
from gateway.console.page.room import Query, Room
from gateway.console.page.view import View
from gateway.settings import Settings

Page = Callable[[Room, Query, Query], Answer]
MOST_FIELDS = 20
log = logging.getLogger(__name__)

_ID = r"(?P<id>[0-9]{1,15})"
_LETTER = r"/letters/(?P<person>[a-z0-9@._+-]{1,255})/(?P<key>[0-9a-f]{24})"
PAGES: Mapping[str, Page] = {
    r"/": today.today,
    r"/mails": mails.listed,
    rf"/mails/in-{_ID}": mails.mail,
    rf"/mails/out-{_ID}": mails.letter,
    r"/quarantine": quarantine.quarantine,
    r"/tickets": tickets.listed,
    r"/tickets/(?P<number>L_[0-9]{1,12})": tickets.ticket,
    r"/queues": queues.queues,
    r"/letters": letters.people,
    r"/letters/(?P<person>[a-z0-9@._+-]{1,255})": letters.of_person,
    _LETTER: letters.one,
    rf"{_LETTER}/html": letters.html,
}
_PAGES = tuple((re.compile(path), page) for path, page in PAGES.items())
CSS, SVG = "text/css; charset=utf-8", "image/svg+xml"


class Site:
    """All pages. They are made in worker threads, several at a time."""

    def __init__(self, tools: Tools, settings: Settings, command: str) -> None:
        """command: how `carteiro` is called by whoever reads the page."""
        place = letters.maildirs(settings)
        common = {"office": tools.office.name, "address": settings.address, "command": command, "has_letters": place is not None}
        view = View(tools.office.palette, common, tools.rules.calendar.local)
        self._room = Room(tools, settings, view, command, place)

    def answer(self, path: str, query: str) -> Answer:
        """What stands at a path. Never raises."""
        if path == "/page.css":
            return Answer(200, self._room.view.style, CSS)
        if path == "/icon.svg":
            return Answer(200, self._room.view.icon, SVG)
        for pattern, page in _PAGES:
            if found := pattern.fullmatch(path):
                return self._made(page, found.groupdict(), query)
        return self._room.missing("There is no such page.")

    def _made(self, page: Page, named: Query, query: str) -> Answer:
        try:
            return page(self._room, named, _fields(query))
        except SQLAlchemyError as error:
            log.warning("The page could not ask the database: %s", type(error).__name__)
            return self._trouble(
                503, "The database does not answer", "It could not be asked just now, or took too long.", "`carteiro doctor` tries it."
            )
        except Exception:
            log.exception("A page could not be made")
            return self._trouble(500, "A fault of ours", "This page could not be made.", "The log says where; please report it.")

    def busy(self) -> Answer:
        """Too many look at once."""
        return self._trouble(503, "Too busy", "Too many look at once, or what was asked for takes too long.", "Try again in a moment.")

    def _trouble(self, status: int, heading: str, sentence: str, mend: str) -> Answer:
        return self._room.show("trouble", {"here": "", "heading": heading, "sentence": sentence, "mend": mend}, status)


def _fields(query: str) -> Query:
    try:
        return dict(parse_qsl(query, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
