"""What is erased in these tests, and is anything of it left? A closed ticket with a word of its own in every place, filed and packed."""

import zlib
from pathlib import Path

from sqlalchemy import JSON, ColumnElement, Table, Text, cast

from gateway.clockwork.archiving import Archiving
from gateway.clockwork.filing import Filing
from gateway.clockwork.sealing import Sealing
from gateway.witness import verifying
from storage import tables
from storage.database import Database
from tests.world import ANA, MARIA, PNG, World

TITLE, BODY, FILE, ANSWER, NOTE = "Zebratitulo", "Zebracorpo", "zebrafoto", "Zebraresposta", "Zebranota"
WORDS = (TITLE, BODY, FILE, ANSWER, NOTE)
ALL = tables.Row.metadata.sorted_tables
BIG = PNG * 60  # spooled


def closed(world: World, sender: str = MARIA, mark: str = "") -> str:
    """A ticket that was asked, answered, noted, solved and approved; its number. mark: ends each of its words."""
    world.mail_in(sender, f"[12] {TITLE}{mark} parado", f"{BODY}{mark} do pedido.", files={f"{FILE}{mark}.png": BIG})
    world.work_off()
    number = world.ticket().number
    world.reply(world.last(ANA), f"NOTA\n{NOTE}{mark} interna")
    world.work_off()
    world.reply(world.letters(ANA, number)[0], f"SOLUCIONAR\n{ANSWER}{mark} ao pedido.")
    world.work_off()
    world.reply(world.last(sender), "APROVAR")
    world.work_off()
    assert world.ticket(number).status == "closed"
    return number


def small(world: World, mark: str) -> str:
    """A ticket that was asked, solved and approved in three mails; its number."""
    world.mail_in(MARIA, f"[11] {TITLE}{mark}", f"{BODY}{mark} do pedido.")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nFeito.")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    return world.ticket().number


def sealed(world: World) -> None:
    """Everything on record has its seal."""
    tools = world.tools
    sealing = Sealing(tools.database, tools.evidence, tools.clock, lambda: 0.0, tools.latest)
    while sealing.seal():
        pass


def settled(world: World) -> None:
    """A month later: raw mails are in the evidence store, letters in packs, all of it sealed."""
    sealed(world)
    world.later(days=40)
    tools = world.tools
    while Filing(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0).file():
        pass
    while Archiving(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0).pack():
        pass
    sealed(world)


def wrong(world: World) -> list[str]:
    """What `carteiro evidence verify` finds."""
    tools = world.tools
    sealed(world)
    report = verifying.verify(tools.database, tools.evidence, tools.known, lambda _name, _n, _of: None)
    return [f"{one.verdict} {one.where}: {one.says}" for one in report.found]


def left(world: World, *words: str) -> list[str]:
    """Where any of these words still stands: in a row of any table, a file of the evidence store (packs unpacked), the database's file."""
    found = [f"table {name}" for name, value in _rows(world.tools.database) if _holds(value.encode("utf-8", "replace"), words)]
    blobs = [path for path in (world._home / "evidence").rglob("*") if path.is_file()]
    found += [f"blob {path.name}" for path in blobs if _holds(path.read_bytes(), words) or _holds(_unpacked(path), words)]
    if world.tools.database.is_sqlite:
        world.tools.database.close()
        for path in world._home.glob("carteiro.db*"):
            found += [f"file {path.name}"] if _holds(path.read_bytes(), words) else []
    return found


def _rows(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        whole = {table.name: session.execute(table.select().with_only_columns(*_plainly(table))).all() for table in ALL}
    return [(name, " ".join(map(_plain, row))) for name, rows in whole.items() for row in rows]


def _plainly(table: Table) -> list[ColumnElement[object]]:
    """JSON as it is spelt."""
    return [cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns]


def _plain(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def _holds(data: bytes, words: tuple[str, ...]) -> bool:
    return any(word.encode() in data for word in words)


def _unpacked(path: Path) -> bytes:
    try:
        return zlib.decompress(path.read_bytes())
    except zlib.error:
        return b""
