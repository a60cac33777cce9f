"""May this request be answered? Only who looks, by a name that is ours, and with the password where there is one."""

import base64
import binascii
import hashlib
import hmac
import secrets
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from gateway.console.page.answer import Answer, plain
from gateway.console.page.probes import PATHS as PROBES
from gateway.pageurl import PageUrl
from gateway.settings import BadSettings

METHODS = ("GET", "HEAD")
USER = "operator"
LONGEST_PASSWORD = 1024


class Guard:
    """Stands before every page. Only a digest of the password stays in memory."""

    def __init__(self, url: PageUrl) -> None:
        """Raises BadSettings when the password cannot be read."""
        self._url = url
        self._salt = secrets.token_bytes(16)
        self._wanted = self._digest(_password(url.password_file)) if url.password_file else None

    def refusal(self, method: str, path: str, host: str | None, authorization: str | None) -> Answer | None:
        """Why not, as an answer; None when it may."""
        if method not in METHODS:
            return plain(405, "This page only shows: GET and HEAD.", {"Allow": ", ".join(METHODS)})
        if not self._is_ours(host):
            return plain(
                421, "This page is not served under that name: open it by the address of CARTEIRO_PAGE (its &host=NAME allows another)."
            )
        if self._wanted is None or path in PROBES:
            return None  # what programs ask says nothing of anybody
        if hmac.compare_digest(self._digest(_given(authorization)), self._wanted):
            return None
        return plain(401, "Who looks here is asked for a password.", {"WWW-Authenticate": 'Basic realm="Carteiro", charset="UTF-8"'})

    def _is_ours(self, host: str | None) -> bool:
        """A name of ours, at any port (it may come through a tunnel). An address is no name that a stranger's DNS could turn to us."""
        try:
            parts = urlsplit(f"//{host}")
            name = parts.hostname if host and parts.netloc == host and "@" not in host else None
            _ = parts.port
        except ValueError:
            return False
        return name is not None and (name in self._url.names or (self._url.any_address and _is_address(name)))

    def _digest(self, words: bytes) -> bytes:
        return hashlib.blake2b(words, key=self._salt).digest()


def _password(file: Path) -> bytes:
    """`operator:…`, as it will be given."""
    try:
        password = file.read_bytes().strip()
    except OSError as error:
        raise BadSettings(
            f"CARTEIRO_PAGE: {file} cannot be read ({error.strerror}); name a readable file that holds the password"
        ) from error
    if not password or len(password) > LONGEST_PASSWORD:
        raise BadSettings(f"CARTEIRO_PAGE: {file} should hold a password of 1 to {LONGEST_PASSWORD} bytes")
    return f"{USER}:".encode() + password


def _given(authorization: str | None) -> bytes:
    """What Basic carries (RFC 7617); b"" when it is something else."""
    scheme, _, coded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(coded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False
