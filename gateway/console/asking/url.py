"""How is the URL of a server put together, so that no sign of a user or a file name is taken for another?"""

from collections.abc import Mapping
from urllib.parse import quote

SAFE = "/:=+-@"  # what stands in options as it is; a DN keeps its signs of equality


def url(scheme: str, host: str, port: int, path: str = "", *, user: str = "", options: Mapping[str, str | None]) -> str:
    """`scheme://user@host:port/path?option=value`; an option of None stands without a value."""
    login = f"{quote(user, safe='')}@" if user else ""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    said = "&".join(name if value is None else f"{name}={quote(value, safe=SAFE).replace('+', '%2B')}" for name, value in options.items())
    folder = f"/{quote(path, safe='')}" if path else ""
    return f"{scheme}://{login}{shown}:{port}{folder}{'?' if said else ''}{said}"
