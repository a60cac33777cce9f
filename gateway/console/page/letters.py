"""What did the people of the demo get? Their Maildirs, as a mail program would show them; only where nobody is real."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path

from gateway import shipped
from gateway.console.page.answer import LETTER_POLICY, Answer
from gateway.console.page.room import Query, Room
from gateway.files import find_file
from gateway.settings import Settings

MOST = 60  # letters of one person that are listed
FOLDERS = ("new", "cur")
DEMO = "demo/directory.yml"
HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter in a Maildir. key: names it in a link; path: where it lies."""

    key: str
    subject: str
    at: datetime | None
    path: Path


def maildirs(settings: Settings) -> Path | None:
    """Where the letters of the demo's people lie; None when they go anywhere else, or when the people are not the demo's."""
    relay, directory = settings.path(settings.relay), settings.directory
    if not relay.startswith("maildir:") or not directory.startswith("file:"):
        return None
    try:
        ours = find_file(directory.removeprefix("file:")).read_bytes() == shipped.find(DEMO).read_bytes()
    except OSError:
        return None
    return Path(relay.removeprefix("maildir:")) if ours else None


def people(room: Room, _named: Query, _query: Query) -> Answer:
    """Who has letters, and how many."""
    if room.letters is None:
        return room.missing("Letters are shown in the demo only, where nobody is real.")
    found = sorted((folder.name, sum(1 for _ in _files(folder))) for folder in _folders(room.letters))
    return room.show("people", {"here": "letters", "people": found})


def of_person(room: Room, named: Query, _query: Query) -> Answer:
    """The letters of one person, the newest first."""
    folder = _folder(room, named["person"])
    if folder is None:
        return room.missing("Nobody of that name has letters here.")
    found = sorted(map(_listed, _files(folder)), key=lambda each: (each.at is not None and each.at.timestamp()) or 0.0, reverse=True)
    rows = [(each, _headline(_parsed(each.path))) for each in found[:MOST]]
    return room.show("letters", {"here": "letters", "person": folder.name, "letters": rows, "total": len(found)})


def one(room: Room, named: Query, _query: Query) -> Answer:
    """A letter: its head, and its page in a frame of its own, in which nothing runs."""
    mail = _mail(room, named)
    if mail is None:
        return room.missing("There is no such letter.")
    text = mail.get_body(("plain",))
    files = [part.get_filename() or part.get_content_type() for part in mail.iter_attachments()]
    head = {name: str(mail[name] or "") for name in ("From", "To", "Date", "Subject")}
    link = f"/letters/{named['person']}/{named['key']}/html"
    facts = {"person": named["person"], "head": head, "text": text.get_content() if text else "", "files": files, "link": link}
    return room.show("demo_letter", {"here": "letters", **facts})


def html(room: Room, named: Query, _query: Query) -> Answer:
    """The HTML part alone, under a policy that lets it do nothing."""
    mail = _mail(room, named)
    part = mail.get_body(("html",)) if mail else None
    if part is None:
        return room.missing("There is no such letter.")
    return Answer(200, part.get_content().encode("utf-8", "replace"), policy=LETTER_POLICY)


def _folders(letters: Path) -> Iterator[Path]:
    if letters.is_dir():
        yield from (folder for folder in letters.iterdir() if (folder / "new").is_dir())


def _folder(room: Room, name: str) -> Path | None:
    """The Maildir of a name as it stands in the folder: a link never becomes part of a path."""
    return next((folder for folder in _folders(room.letters) if folder.name == name), None) if room.letters else None


def _files(folder: Path) -> Iterator[Path]:
    for each in FOLDERS:
        if (folder / each).is_dir():
            yield from (path for path in (folder / each).iterdir() if path.is_file())


def _key(path: Path) -> str:
    return hashlib.sha256(path.name.partition(":")[0].encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _listed(path: Path) -> Listed:
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=default).parse(file)
    try:
        at = parsedate_to_datetime(str(head["Date"]))
    except ValueError:
        at = None
    return Listed(_key(path), str(head["Subject"] or ""), at, path)


def _mail(room: Room, named: Query) -> EmailMessage | None:
    folder = _folder(room, named["person"])
    found = next((path for path in _files(folder) if _key(path) == named["key"]), None) if folder else None
    return _parsed(found) if found else None


def _parsed(path: Path) -> EmailMessage:
    return BytesParser(policy=default).parsebytes(path.read_bytes())


def _headline(mail: EmailMessage) -> str:
    """What happened, in the words of the letter; '' for one that has no headline."""
    part = mail.get_body(("html",))
    found = HEADLINE.search(part.get_content()) if part else None
    return unescape(TAG.sub("", found[1])) if found else ""
