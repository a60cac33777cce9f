"""Is this the password that was kept? Kept as `scrypt$n$r$p$salt$hash` (RFC 7914), salt and hash in hexadecimal."""

import hashlib
import hmac

FORM = r"^scrypt\$(1024|2048|4096|8192|16384|32768|65536)\$[1-9]\$[1-9]\$([0-9a-f]{2}){8,64}\$[0-9a-f]{64}$"
"""What a kept password looks like; the cost is bounded, so that no entry can exhaust the memory."""

_COST = 2**12  # some 15 ms: a login is checked on every SMTP session


def seal(password: str, salt: bytes, cost: int = _COST) -> str:
    """The password as it is kept. salt: 8 to 64 random bytes; cost: scrypt's n, a power of two."""
    return f"scrypt${cost}$8$1${salt.hex()}${_digest(password, salt, cost, 8, 1).hex()}"


def matches(password: str, kept: str) -> bool:
    """Whether this is the password, compared in constant time. No password holds a NUL: HMAC pads keys with it, so it would not count."""
    _, cost, size, lanes, salt, digest = kept.split("$")
    right = hmac.compare_digest(_digest(password, bytes.fromhex(salt), int(cost), int(size), int(lanes)), bytes.fromhex(digest))
    return right and "\0" not in password


def _digest(password: str, salt: bytes, cost: int, size: int, lanes: int) -> bytes:
    # Any text a client sends must be comparable, lone surrogates included.
    memory = 256 * cost * size * lanes
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=cost, r=size, p=lanes, maxmem=memory, dklen=32)


DECOY = seal("nobody has this password", bytes(16))
"""Compared with when the login is unknown, so that known and unknown logins take the same time (at the cost that `seal` uses)."""
