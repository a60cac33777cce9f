"""How does a button write a whole answer? As a mailto link (RFC 6068)."""

from urllib.parse import quote


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """A mailto link; both texts in UTF-8, line breaks as CRLF (RFC 6068 section 5), blanks as %20 because `+` is a plus there."""
    fields = [(name, value) for name, value in (("subject", subject), ("body", body)) if value]
    written = "&".join(f"{name}={quote(_crlf(value), safe='')}" for name, value in fields)
    return f"mailto:{quote(address, safe='@+')}{'?' if written else ''}{written}"


def _crlf(text: str) -> str:
    return "\r\n".join(text.replace("\r\n", "\n").split("\n"))
