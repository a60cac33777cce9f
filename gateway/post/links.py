"""How does a button write a whole answer? As a mailto link (RFC 6068)."""

from functools import lru_cache
from urllib.parse import quote


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """A mailto link; both texts in UTF-8, line breaks as CRLF (RFC 6068 section 5), blanks as %20 because `+` is a plus there."""
    fields = [(name, value) for name, value in (("subject", subject), ("body", body)) if value]
    written = "&".join(f"{name}={_quoted(value)}" for name, value in fields)
    return f"mailto:{quote(address, safe='@+')}{'?' if written else ''}{written}"


@lru_cache(maxsize=64)  # the links of a letter repeat its subject, and all letters the same orders
def _quoted(text: str) -> str:
    return quote("\r\n".join(text.replace("\r\n", "\n").split("\n")), safe="")
