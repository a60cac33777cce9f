"""What does one answer come to? A value of carteiro.yml, and the files that it names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

SECRETS = "secrets"
Place = Callable[[str], str]
"""How a file of ours is named in a setting: `secrets/relay.password` -> its path."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of carteiro.yml. value: given where our files stand; files: name -> text (secret below `secrets/`), in no repr."""

    setting: str
    value: Callable[[Place], object]
    files: Mapping[str, str] = field(default_factory=dict, repr=False)


def plain(setting: str, value: object) -> Part:
    """A value that names no file of ours."""
    return Part(setting, lambda _: value)


def in_file(setting: str, name: str, secret: str) -> Part:
    """A value that is a secret as a whole: `setting_file` names where it stands."""
    file = f"{SECRETS}/{name}"
    return Part(f"{setting}_file", lambda place: place(file), {file: f"{secret}\n"})
