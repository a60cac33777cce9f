"""In which bucket does evidence lie, and how is it entered? A URL says it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FORM = "s3://bucket[/prefix][?endpoint=URL][&region=NAME][&access_key=KEY&secret_key_file=FILE][&ca=FILE][&timeout=SECONDS]"
OPTIONS = ("endpoint", "region", "access_key", "secret_key_file", "ca", "timeout")
SECONDS = 30.0
LONGEST = 300.0  # a peer waits ten minutes for the answer to its mail (RFC 5321, 4.5.3.2.6)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where objects lie. endpoint: of a server that is not Amazon's, '' for theirs; access_key '': as the environment of AWS says.

    seconds: how long one request may take.
    """

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    ca: str = ""
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        """For an operator."""
        place = f"s3://{self.bucket}/{self.prefix}".rstrip("/")
        return f"{place} at {self.endpoint}" if self.endpoint else place


def read_url(url: str) -> Bucket:
    """Reads `s3://bucket[/prefix][?endpoint=URL]…`. Raises ValueError with a sentence about what is wrong."""
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - set(OPTIONS)
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the object store; allowed: {', '.join(OPTIONS)}")
    said = {name: values[-1].strip() for name, values in options.items()}
    if not _BUCKET.fullmatch(parts.netloc):
        raise ValueError(f"{parts.netloc.rpartition('@')[2]!r} is no name of a bucket (3 to 63 of a-z, 0-9, '.' and '-'): {FORM}")
    if bool(said.get("access_key")) != bool(said.get("secret_key_file")):
        raise ValueError("access_key=KEY and secret_key_file=FILE come together, or not at all (then the environment of AWS is asked)")
    if said.get("ca") and not Path(said["ca"]).is_file():
        raise ValueError(f"ca={said['ca']} cannot be read; name a PEM file")
    return Bucket(
        parts.netloc,
        parts.path.strip("/"),
        _endpoint(said.get("endpoint", "")),
        said.get("region", ""),
        said.get("access_key", ""),
        _secret(said["secret_key_file"]) if said.get("secret_key_file") else "",
        said.get("ca", ""),
        _seconds(said.get("timeout", str(SECONDS))),
    )


def _endpoint(value: str) -> str:
    if not value:
        return ""
    parts = urlsplit(value)
    try:
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.path.strip("/") or parts.query or "@" in parts.netloc:
        raise ValueError(f"endpoint={value} is no http://host[:port] or https://host[:port]")
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= LONGEST:
        raise ValueError(f"timeout={value} is no number of seconds up to {LONGEST:.0f}")
    return seconds


def _secret(name: str) -> str:
    try:
        secret = Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ValueError(f"secret_key_file={name} cannot be read ({why}); name a readable file that holds the secret key") from error
    if not secret:
        raise ValueError(f"{name} is empty: it holds the secret key")
    return secret
