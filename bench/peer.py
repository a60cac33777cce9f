"""What is a ticket system beside ours asked? To make tickets of mails and hand acknowledgements to a relay; it says how long it took."""

from dataclasses import dataclass
from pathlib import Path

from bench.server import ROOT

ENVIRONMENT = ROOT / ".venv-peers"
PYTHON = ENVIRONMENT / "bin" / "python"


@dataclass(frozen=True)
class Turn:
    """Some mails that became tickets, per mail: seconds, its own CPU seconds, CPU seconds of the servers it needs, letters at the relay."""

    wall: float
    cpu: float
    beside: float
    letters: float


class Missing(Exception):
    """The peer cannot be run here; the message says why."""


def python(package: str) -> str:
    """The interpreter in which the package is installed. Raises Missing."""
    if not any(ENVIRONMENT.glob(f"lib/python3*/site-packages/{package}")):
        raise Missing(f"{package} is not installed (`make .venv-peers/made`)")
    return str(PYTHON)


def file_away(folder: Path, mails: list[bytes]) -> Path:
    """Puts the mails into a new folder beside the others, one file each."""
    folder.mkdir()
    for n, mail in enumerate(mails):
        (folder / f"{n:06d}.eml").write_bytes(mail)
    return folder
