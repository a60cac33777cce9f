"""How is the URL of a server put together, so that no sign of a user or a file name is taken for another?"""

from collections.abc import Mapping
from urllib.parse import quote

SAFE = "/:=+-@"  # what stands in options as it is; a DN keeps its signs of equality


def url(
    scheme: str,
    host: str,
    port: int,
    path: str = "",
    *,
    user: str = "",
    password: str = "",
    options: Mapping[str, str | None] | None = None,
) -> str:
    """`scheme://user:password@host:port/path?option=value`."""
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    folder = f"/{quote(path, safe='')}" if path else ""
    return f"{scheme}://{login}{'@' if login else ''}{shown}:{port}{folder}{query(options or {})}"


def query(options: Mapping[str, str | None]) -> str:
    """`?option=value&option`, '' for none; an option of None stands without a value."""
    said = "&".join(name if value is None else f"{name}={quote(value, safe=SAFE).replace('+', '%2B')}" for name, value in options.items())
    return f"?{said}" if said else ""
