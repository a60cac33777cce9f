"""Which keyword of a mail counts? The one in the new text, or the whole subject of a mail without text (rules.md, Keywords)."""

from gateway.desk.scene import Mail
from gateway.masking import masked
from parsers.keyword import command
from parsers.letterhead import subject
from parsers.reading import Command, Known, Reading
from storage.ticket.tickets import Standing

LONG_TITLE = 80  # characters; letters cut a subject a little beyond


def ordered(mail: Mail, ticket: Standing) -> Command | None:
    """The keyword that counts: in the new text, or the whole subject of a mail without text.

    The subject of every reply holds the ticket's title: where that could be read as a keyword, or was cut, no subject orders anything.
    """
    order = plainly(mail.reading)
    if order is None or mail.reading.commands:
        return order
    # Our letters carry the title masked, which may read otherwise (`RECUSAR 12345678900` names a number, `RECUSAR ***...` does not).
    orders = any(map(_orders, (ticket.title, masked(ticket.title))))
    return None if orders else order


def plainly(reading: Reading) -> Command | None:
    """The same where no ticket's title can stand in the subject."""
    if reading.commands:
        return reading.commands[0]
    return None if reading.new_text.strip() else reading.subject_command


def _orders(title: str) -> bool:
    titled = subject.read(title, Known("", {}))
    return bool(len(title) > LONG_TITLE or command.of_subject(titled.rest) or command.read(title).commands)
