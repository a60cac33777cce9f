"""How does one write with a proof of one's choice? Signed by one's domain, vouched for by a trusted border, or merely said."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from gateway.clockwork.jobs import Jobs
from gateway.clockwork.sealing import Sealing
from gateway.doors.door import Door
from parsers.letterhead.thread import conversation
from storage.database import Database
from storage.mail.inbox import Arrival
from storage.record.seals import Latest
from storage.tables import Event, Inbound, Outbound
from tests.databases import DATABASES
from tests.signing import Zones, key, signed
from tests.world import ADDRESS, Clock, RememberingRelay, World

BORDER = "mx.carteiro.example"


def domain(address: str) -> str:
    return address.rpartition("@")[2]


def zone(*addresses: str, dmarc: str = "v=DMARC1; p=reject", key_record: str | None = None) -> Zones:
    """A DNS in which the domains of these addresses publish DMARC and the key `k1`."""
    entries = {}
    for name in map(domain, addresses):
        entries[f"_dmarc.{name}", "TXT"] = dmarc
        entries[f"k1._domainkey.{name}", "TXT"] = key().record() if key_record is None else key_record
    return Zones(entries)  # type: ignore[arg-type]  # the keys are names and kinds


def with_dns(world: World, dns: Zones) -> Zones:
    """The world asks this DNS from now on, and believes its own border."""
    world.tools = replace(world.tools, resolver=dns, trusted=(BORDER,))
    world.jobs = Jobs(world.tools)
    return dns


def written(
    world: World, sender: str, subject: str, body: str = "Texto do pedido.", *, to: str = ADDRESS, headers: Mapping[str, str] | None = None
) -> bytes:
    """A mail as a program writes it."""
    world._sent += 1
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = f"<{world._sent}.{id(world)}@{domain(sender)}>"
    mail["Date"] = world.clock.at
    for name, value in (headers or {}).items():
        del mail[name]
        mail[name] = value
    mail.set_content(body)
    return mail.as_bytes()


def arrive(
    world: World, raw: bytes, *, to: str = ADDRESS, mail_from: str = "x@fora.example", hop: str = "", peer: str = "192.0.2.7"
) -> int:
    """The bytes through the door, without login, from a host of nobody known unless told."""
    arrival = Arrival(world.clock(), "smtp", (to,), mail_from, len(raw), conversation(raw, (to,), ADDRESS), raw, peer=peer, hop=hop)
    return world.door.accept(arrival)


def signed_in(world: World, sender: str, subject: str, body: str = "Texto do pedido.", **more: object) -> int:
    """A mail that the domain of its From signed."""
    to = str(more.get("to", ADDRESS))
    return arrive(world, signed(written(world, sender, subject, body, **more), domain(sender)), to=to)  # type: ignore[arg-type]


def vouched_in(world: World, sender: str, subject: str, body: str = "Texto do pedido.", **more: object) -> int:
    """A mail of which our border says that DMARC passed."""
    to = str(more.get("to", ADDRESS))
    word = f"Authentication-Results: {BORDER}; dmarc=pass header.from={domain(sender)}\r\n".encode()
    return arrive(world, word + written(world, sender, subject, body, **more), to=to, hop="border")  # type: ignore[arg-type]


def row(world: World, inbound_id: int) -> Inbound:
    """A mail's row as it stands."""
    with world.tools.database.reading() as session:
        found = session.get_one(Inbound, inbound_id)
        session.expunge(found)
        return found


def kinds(world: World) -> list[tuple[str, str]]:
    """(kind, recipient) of every letter on record, oldest first."""
    with world.tools.database.reading() as session:
        return [(r.kind, r.recipient) for r in session.query(Outbound).order_by(Outbound.id)]


def events(world: World) -> list[Event]:
    """Every event on record, oldest first."""
    with world.tools.database.reading() as session:
        found = list(session.query(Event).order_by(Event.id))
        session.expunge_all()
        return found


def branch(world: World, home: Path) -> World:
    """The same world as it is now, to be led another way; the first one stays."""
    other = copy.copy(world)
    other._home = home
    other.clock, other.relay = Clock(world.clock.at), RememberingRelay(list(world.relay.letters))
    database = Database(DATABASES.copied(world.tools.database, home))
    other.tools = replace(world.tools, clock=other.clock, relay=other.relay, database=database, latest=Latest(world.tools.latest.head))
    other.sealing = Sealing(database, other.tools.evidence, other.clock, lambda: 0.0, other.tools.latest)
    other.jobs, other.door = Jobs(other.tools), Door(database, lambda _id: None)
    return other


def with_route(world: World, code: int, group: str) -> None:
    """The catalogue sends this item to this group, wherever it comes from."""
    catalog = world.tools.rules.catalog
    routes = (replace(catalog.routes[0], items=(code,), regions=(), group=group), *catalog.routes)
    world.tools = replace(world.tools, rules=replace(world.tools.rules, catalog=replace(catalog, routes=routes)))
    world.jobs = Jobs(world.tools)
