"""Who takes a letter from here? One protocol, and the choice by URL."""

import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from gateway.post.failures import Permanent, Temporary, Uncertain, Unfit
from gateway.post.maildir import MaildirRelay
from gateway.post.server import read_url
from gateway.post.smtp import SmtpRelay

__all__ = ["Permanent", "Relay", "Temporary", "Uncertain", "Unfit", "relay"]


class Relay(Protocol):
    """A way out for letters; safe to use from many threads. patience: the longest that one `send` may take."""

    patience: timedelta

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:
        """Hand over one letter; envelope_from '' is the null sender. Returning means it is taken. Raises Permanent or Temporary."""

    def close(self) -> None:
        """Let go of what is held open; sending again opens anew."""


def relay(url: str, monotonic: Callable[[], float], *, name: str = "localhost", tls: ssl.SSLContext | None = None) -> Relay:
    """The relay behind the URL: `maildir:PATH`, `smtp://[user@]host[:port][?starttls][&password_file=PATH]` or `smtps://…`.

    monotonic gives seconds for the age of connections, name is what we greet with, tls replaces the default TLS context.
    Raises ValueError with what is allowed.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "maildir" and rest:
        return MaildirRelay(Path(rest))
    if scheme in {"smtp", "smtps"}:
        return SmtpRelay(read_url(url), monotonic, name, tls)
    raise ValueError("a relay is maildir:PATH, smtp://host:port or smtps://host:port")
