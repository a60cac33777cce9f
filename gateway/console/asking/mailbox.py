"""From which mailboxes is mail fetched?"""

from gateway.console.asking import server
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, Place
from gateway.console.asking.server import STARTTLS, TLS
from gateway.console.asking.url import url

PORTS = {TLS: 993, STARTTLS: 143, server.NONE: 143}
TITLE = "Mailboxes"
WHY = "Mail can be fetched from a mailbox (IMAP) that you have. Its mails are moved into Recebidos; none is ever deleted."
TOPMOST = "Is the server's own Authentication-Results the topmost one, without a name (Exchange Online)"
FIRST_LOOK = (
    "The first look: older mail that lies there is left alone, and only what arrives from then on is taken in. "
    "`all` takes in what is there too, a date (2026-11-01) what arrived since."
)


def ask(asker: Asker, key: str, number: int, draft: Draft) -> Part:
    """One mailbox. key: `mailboxes.1`."""
    address = str(draft.parts["address"].value(str)) if "address" in draft.parts else ""
    host = server.host(asker, key, "IMAP server")
    how, port = server.tls(asker, key, PORTS, TLS)
    ca = server.authority(asker, key) if how != server.NONE else {}
    user = asker.text(f"{key}.user", "User", address or None)
    login = server.login(asker, key, user, f"mailbox-{number}.password")
    folder = asker.text(f"{key}.folder", "Folder", "INBOX")
    topmost = asker.yes(f"{key}.topmost", TOPMOST, default=False)
    if asker.talk.asks and asker.given(f"{key}.backlog") is None:
        asker.talk.say(FIRST_LOOK)
    backlog = asker.text(f"{key}.backlog", "Older mail: none, all, or since a date", "none")
    options = server.flags(how)
    options |= {"trust_results": "topmost"} if topmost else {}
    options |= ca | ({"backlog": backlog} if backlog != "none" else {})

    def value(place: Place) -> list[str]:
        said = url("imaps" if how == TLS else "imap", host, port, folder, user=user, options=login.options(place) | options)
        return [said.replace(",", "%2C")]

    return Part("mailboxes", value, login.files)


def joined(parts: list[Part]) -> Part:
    """All of them as one setting."""

    def value(place: Place) -> list[object]:
        return [one for part in parts for one in part.value(place)]  # type: ignore[attr-defined]  # each is a list, as ask made it

    return Part("mailboxes", value, {name: text for part in parts for name, text in part.files.items()})
