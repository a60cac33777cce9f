"""What is kept, as tables, by what they are about; all of them by one name, and none is forgotten."""

from storage.tables.column import Id, Instant, Words, clean
from storage.tables.mail import MESSAGE_ID_KEPT, Effect, Inbound, InboundRaw, Outbound, Question, Questioned
from storage.tables.mailbox import Mailbox, Pickup
from storage.tables.record import Event, Mark, Personal, Seal, Stamp
from storage.tables.row import Due, Row, dead_index, due_indexes
from storage.tables.schedule import ENDS, SLOTS, Alarm, Timer
from storage.tables.ticket import Attachment, Message, Ticket, TicketDay

__all__ = [
    "ENDS",
    "MESSAGE_ID_KEPT",
    "SLOTS",
    "Alarm",
    "Attachment",
    "Due",
    "Effect",
    "Event",
    "Id",
    "Inbound",
    "InboundRaw",
    "Instant",
    "Mailbox",
    "Mark",
    "Message",
    "Outbound",
    "Personal",
    "Pickup",
    "Question",
    "Questioned",
    "Row",
    "Seal",
    "Stamp",
    "Ticket",
    "TicketDay",
    "Timer",
    "Words",
    "clean",
    "dead_index",
    "due_indexes",
]
