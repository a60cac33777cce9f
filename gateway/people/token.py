"""How does a reply prove its writer? A token that only one recipient was given, for one ticket and one solution."""

import base64
import hmac
from collections.abc import Sequence

MAC_CHARACTERS = 26  # 130 bits of lower-case base32: survives case folding and line wrapping in mail
SECRET_BYTES = 16
_ENCODED = 20  # bytes of the digest that stand in 32 characters


class Tokens:
    """Makes and checks reply tokens. The first secret signs; all of them are believed, so that secrets can be rotated."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets or any(len(s.encode()) < SECRET_BYTES for s in secrets):
            raise ValueError(f"a secret has at least {SECRET_BYTES} characters")
        self._keyed = [hmac.new(s.encode(), digestmod="sha256") for s in secrets]  # a copy of one costs less than to take in the key anew

    def mac(self, ref: str, round_: int, person: str) -> str:
        """HMAC-SHA256 over reference, round and recipient, as 26 characters of [a-z2-7]."""
        return _mac(self._keyed[0], ref, round_, person)

    def is_for(self, mac: str, ref: str, round_: int, person: str) -> bool:
        """Whether we gave this token to this person; compared in constant time."""
        return any(
            [  # noqa: C419 - every secret is tried, so that time tells nothing
                hmac.compare_digest(_mac(keyed, ref, round_, person), mac.lower()) for keyed in self._keyed
            ]
        )


def _mac(keyed: hmac.HMAC, ref: str, round_: int, person: str) -> str:
    said = keyed.copy()
    said.update(f"carteiro-1|{ref}|{round_}|{person}".encode())
    return base64.b32encode(said.digest()[:_ENCODED]).decode().lower()[:MAC_CHARACTERS]
