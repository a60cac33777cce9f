"""What is the demo's story? demo/story.yml as frozen values."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ruamel.yaml import YAML

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Someone writes; or, with silence, time passes until the ticket is closed."""

    who: str = ""
    subject: str = ""
    body: str = ""
    file: str = ""
    note: str = ""
    after: timedelta = timedelta()
    silence: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """One ticket of the story."""

    title: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """When it begins (days before today, local time), and its conversations in order."""

    days_ago: int
    at: str
    tickets: tuple[Conversation, ...]


def load(path: Path) -> Story:
    """The story of a file. Raises ValueError."""
    told = YAML(typ="safe", pure=True).load(path.read_text())
    tickets = tuple(Conversation(t["title"], tuple(_scene(s) for s in t["scenes"])) for t in told["tickets"])
    return Story(told["starts"]["days_ago"], told["starts"]["at"], tickets)


def _scene(values: dict[str, object]) -> Scene:
    after = str(values.pop("after", "0m"))
    match = re.fullmatch(r"(\d+)([mhd])", after)
    if match is None:
        raise ValueError(f"story: {after!r} is no time; write 40m, 3h or 1d")
    return Scene(after=timedelta(**{UNITS[match[2]]: int(match[1])}), **values)  # type: ignore[arg-type]  # the fields of Scene, by name
