"""A gateway that writes digests, day after day: when did they come, and to whom?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from gateway.clockwork.digesting import sending
from tests.stories.handed import MARCOS
from tests.world import Letter, World

BRASILIA = ZoneInfo("America/Sao_Paulo")
LISBON = ZoneInfo("Europe/Lisbon")
WORK = timedelta(minutes=30)


def begun(home: Path, at: str, zone: ZoneInfo = BRASILIA, database: str = "", **settings: object) -> World:
    """A gateway that starts at this local time."""
    world = World(home, database=database, timezone=zone.key, **settings)
    world.clock.at = datetime.fromisoformat(at).replace(tzinfo=zone).astimezone(UTC)
    sending.begin(world.tools)
    world.work_off()
    return world


def until(world: World, at: str, zone: ZoneInfo = BRASILIA) -> None:
    """Half an hour after the other up to this local time; each digest comes at its hour."""
    end = datetime.fromisoformat(at).replace(tzinfo=zone).astimezone(UTC)
    while world.clock.at < end:
        world.later(seconds=min(WORK, end - world.clock.at).total_seconds())


def standing_still(world: World, at: str) -> None:
    """Nothing is worked off before this local time, and then all that is due."""
    world.clock.at = datetime.fromisoformat(at).replace(tzinfo=BRASILIA).astimezone(UTC)
    world.work_off()


def came(world: World, zone: ZoneInfo = BRASILIA, to: str = MARCOS) -> list[str]:
    """`2026-11-24 07:30 Resumo do dia` of each digest, by when it was written."""
    return [f"{written(letter).astimezone(zone):%Y-%m-%d %H:%M} {kind(letter)}" for letter in world.letters(to, "Resumo d")]


def written(letter: Letter) -> datetime:
    at: datetime = letter.mail["Date"].datetime
    return at


def kind(letter: Letter) -> str:
    return " ".join(letter.subject.split()[:3])
