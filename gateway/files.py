"""Where is the file that a setting names, and where the secret that nobody gave?"""

import os
import secrets
from pathlib import Path

from gateway import shipped
from storage.evidence.files import sync_folder


def find_file(name: str) -> Path:
    """A file as named from where we stand, or the one that came with the program. Raises FileNotFoundError."""
    if Path(name).exists():
        return Path(name)
    try:
        return shipped.find(name)
    except FileNotFoundError:
        raise FileNotFoundError(
            f"there is no file {name} here, nor among those that came with the program; name one that is there"
        ) from None


def own_secret(home: Path) -> str:
    """The secret under home, made once."""
    path = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = home / f"secret.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)  # of two processes that start together, one wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        sync_folder(home)
    return path.read_text().strip()
