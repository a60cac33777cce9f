"""How does a test get an OAuth access token that a server can check? A JWT (RFC 7519) signed with a key that both know (HS256)."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

from gateway.app import now

SECRET = b"uma chave que so os testes conhecem, e o servidor"


def token(user: str, seconds: float, **claims: object) -> str:
    """An access token of this user, good for so many seconds; below 0 it is over. claims: more of them, or others."""
    at = now()
    begun, ends = at - timedelta(days=1), at + timedelta(seconds=seconds)
    said: dict[str, object] = {"sub": user, "iat": int(begun.timestamp()), "exp": int(ends.timestamp())}
    parts = b".".join(_base64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "HS256"}, said | claims))
    return (parts + b"." + _base64url(hmac.digest(SECRET, parts, hashlib.sha256))).decode()


def keep_key(folder: Path) -> None:
    """Writes the key to where Dovecot looks it up: <azp>/<alg>/<kid>, "default" where a token names none."""
    key = folder / "default" / "HS256" / "default"
    key.parent.mkdir(parents=True, exist_ok=True)
    key.write_bytes(base64.b64encode(SECRET))


def _base64url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
